"""The look that the written report and the workbench share: readable in light and dark, and nothing gets through."""

import re
from itertools import product

import pytest
from jinja2 import UndefinedError

from sayso.claims.codebook import load_codebook
from sayso.pages.environment import HERE, STYLESHEET, make_environment
from sayso.pages.views import view_claim, view_statement
from sayso.pages.words import count, day, days, listed, number, share
from sayso.pictures.signs import SIGNS
from sayso.pictures.tables import Linked, Table
from told_documents import add_told

LOOK = STYLESHEET.read_text(encoding="utf-8")
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg onload=alert(1)>",
    "{{ 7 * 7 }}",
    "'; DROP TABLE claims; --",
    "&lt;b&gt;",
)


def schemes():
    """The tokens of the stylesheet in light, in dark and on paper: name -> '#rrggbb'."""
    blocks = re.findall(r":root \{(.*?)\}", LOOK, re.DOTALL)
    light, dark, *_, paper = (dict(re.findall(r"--([\w-]+): (#\w{6})", block)) for block in blocks)
    return {"light": light, "dark": light | dark, "paper": light | paper}


def luminance(colour):
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """The contrast ratio of WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "paper"])
def test_all_text_has_the_contrast_that_wcag_aa_asks_for(scheme):
    colours = schemes()[scheme]
    signs = ("friendly", "hostile", "neither", "denied", "doubt", "affirmed")
    pairs = [*product(("ink", "dim", "link"), ("ground", "paper", "raised")), ("ink", "mark"), ("paper", "link")]
    pairs += [(sign, ground) for sign in signs for ground in (f"{sign}-tint", "paper", "raised")]
    too_faint = {pair: ratio for pair in pairs if (ratio := contrast(*(colours[name] for name in pair))) < 4.5}
    assert not too_faint


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_ring_and_the_edges_of_fields_can_be_seen(scheme):
    colours = schemes()[scheme]
    assert all(contrast(colours[line], colours[on]) >= 3 for line in ("focus", "edge") for on in ("ground", "paper"))


def test_no_sign_is_shown_by_its_colour_alone():
    assert all(sign.word for sign in SIGNS.values())
    assert len({SIGNS[kind].mark for kind in ("friendly", "hostile", "neither", "mixed", "denied", "possible")}) == 6


def test_the_stylesheet_and_the_parts_ask_nothing_of_a_server_and_hold_no_inline_style_or_script():
    parts = (HERE / "parts.html").read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|https?:", LOOK)
    assert not re.search(r"<script|\sstyle=|\son\w+=|javascript:", parts)


@pytest.fixture
def claimed(project, tmp_path):
    """A claim with a chain, a denial and a statement, to be shown."""
    texts = ("Wire > Ministry: Alba attacks Bero", "not Alba attacks Bero")
    add_told(project, tmp_path, *[("Day", f"2024-02-0{number}", text) for number, text in enumerate(texts, 1)])
    return project


def render(source, **known):
    return make_environment().from_string('{% import "parts.html" as parts with context %}' + source).render(**known)


def test_a_claim_reads_as_a_sentence_with_its_quotation(claimed):
    codebook = load_codebook()
    views = [view_claim(stored, codebook) for stored in claimed.claims()]
    page = render("{% for claim in claims %}{{ parts.claim_row(claim) }}{% endfor %}", claims=views)
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "citing Wire, citing Ministry : Alba attacks Bero “Alba attacks Bero”" in words
    assert "× denied" in words
    assert "− hostile" in words


def test_a_chain_is_drawn_as_a_tree_down_to_the_words(claimed):
    view = max((view_claim(stored, load_codebook()) for stored in claimed.claims()), key=lambda v: len(v.chain))
    page = render("{{ parts.chain(claim) }}", claim=view)
    assert page.count("<ol") == page.count("</ol>") == 4
    assert page.index("Wire") < page.index("Ministry") < page.index("“Alba attacks Bero”")


def test_a_statement_shows_documents_and_independent_sources_side_by_side(claimed):
    (row,) = claimed.statements()
    page = render("{{ parts.statement_row(statement) }}", statement=view_statement(row, load_codebook()))
    figures = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    assert figures == [("document<br>affirms it", "1"), ("independent<br>source", "1")]
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "denied by 1 claim" in words


@pytest.mark.parametrize("payload", PAYLOADS)
def test_whatever_a_document_says_is_shown_as_text(payload):
    twin = Table((payload, "n"), ((Linked(payload, "#x"), 1), (payload, None)), (1,))
    page = render("{{ parts.table(t.header, t.rows, p, t.numbers) }}{{ parts.linked(p, p) }}", t=twin, p=payload)
    assert "<script" not in page
    assert "<img" not in page
    assert "<svg" not in page
    assert "49" not in page


def test_characters_that_no_page_may_hold_are_replaced():
    assert render("{{ words }}", words="a\x00b\x1bc\nd") == "a�b�c\nd"


def test_a_name_that_nobody_gave_is_a_fault():
    with pytest.raises(UndefinedError):
        render("{{ nothing }}")


def test_days_numbers_and_lists_are_said_in_words():
    assert [day(d) for d in ("2024-02-19", "2024-02", "2024", None)] == [
        "19 February 2024",
        "February 2024",
        "2024",
        "undated",
    ]
    assert day("1996/2001") == "1996 to 2001"
    assert day("2021-W33") == "2021-W33"
    assert days("2024-02-19", "2024-02-19") == "19 February 2024"
    assert days(None, None) == "undated"
    assert (number(1234), number(1.5), number(2.0)) == ("1,234", "1.5", "2")
    assert (count(1, "document"), count(2000, "document")) == ("1 document", "2,000 documents")
    assert share(0.25) == "25\N{NO-BREAK SPACE}%"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c"], 1) == "a and 2 more"
