"""A claim as a sentence: whose word, who, what, to whom, with denial and doubt in words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims.codebook import Codebook, load_codebook
from sayso.exports import quotation, sentence
from sayso.exports.sentences import QUOTATION_LENGTH, chain
from sayso.model import Claim


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook()


def claim(**changes) -> Claim:
    given = {
        "holder": ("Vostrya Herald",),
        "subject": "Vostrya",
        "relation": "supports",
        "object": "Lumen Front",
        "evidence": ((0, 5),),
    }
    return Claim(**{**given, **changes})


def test_what_the_publisher_states_has_one_holder(codebook):
    assert sentence(claim(), codebook) == "Vostrya Herald: Vostrya supports Lumen Front"


def test_a_chain_of_reports_reads_outermost_first(codebook):
    cited = claim(holder=("Vostrya Herald", "Karsk Radio", "Olvia"))
    assert sentence(cited, codebook).startswith("Vostrya Herald, citing Karsk Radio, citing Olvia: ")


def test_a_claim_is_turned_round_for_a_reader_who_asks_about_its_object(codebook):
    about_object = sentence(claim(), codebook, about="Lumen Front")
    assert about_object == "Vostrya Herald: Lumen Front is supported by Vostrya"
    assert sentence(claim(), codebook, about="Vostrya") == sentence(claim(), codebook)


def test_a_denial_says_so(codebook):
    denied = claim(holder=("Vostrya Herald", "Olvia"), subject="Olvia", polarity="denied")
    assert sentence(denied, codebook) == "Vostrya Herald, citing Olvia: denies that Olvia supports Lumen Front"


def test_doubt_and_intention_are_worded(codebook):
    assert sentence(claim(modality="possible"), codebook).endswith("Vostrya may support Lumen Front")
    assert sentence(claim(modality="intended"), codebook).endswith("Vostrya is to support Lumen Front")
    turned = sentence(claim(modality="possible"), codebook, about="Lumen Front")
    assert turned.endswith("Lumen Front may be supported by Vostrya")


@pytest.mark.parametrize("modality", ["actual", "intended", "possible"])
@pytest.mark.parametrize("polarity", ["affirmed", "denied"])
@pytest.mark.parametrize("about", [None, "Lumen Front"])
def test_every_relation_of_the_codebook_names_both_actors_in_every_mood(codebook, modality, polarity, about):
    for relation in codebook.relations:
        words = sentence(claim(relation=relation, modality=modality, polarity=polarity), codebook, about=about)
        assert "Vostrya" in words.split(": ", 1)[1]
        assert "Lumen Front" in words
        assert "{" not in words
        assert ("denies that" in words) == (polarity == "denied")


def test_the_mood_shows_in_the_words_of_every_relation(codebook):
    for relation in codebook.relations:
        moods = {sentence(claim(relation=relation, modality=m), codebook) for m in ("actual", "intended", "possible")}
        assert len(moods) == 3


def test_a_relation_that_left_the_codebook_is_shown_by_its_id(codebook):
    assert sentence(claim(relation="sells_ships_to"), codebook).endswith("Vostrya sells ships to Lumen Front")


def test_braces_in_a_name_are_only_a_name(codebook):
    assert sentence(claim(subject="{object}"), codebook).endswith("{object} supports Lumen Front")


def test_no_holder_is_said_and_not_hidden():
    assert chain(()) == "nobody named"


def test_a_quotation_is_verbatim_in_curly_quotation_marks():
    text = "On Monday Vostrya\n  armed the Front. It rained."
    assert quotation(text, [(10, 36)]) == "“Vostrya armed the Front.”"
    assert quotation(text, [(37, 46), (10, 17)]) == "“Vostrya […] It rained”"


def test_a_long_quotation_is_cut_behind_a_whole_word():
    text = "Vostrya " * 100
    shown = quotation(text, [(0, len(text))])
    assert len(shown) <= QUOTATION_LENGTH + 2
    assert shown.endswith("Vostrya…”")


@given(st.text(max_size=400), st.integers(0, 400), st.integers(0, 400), st.integers(10, 250))
def test_a_quotation_never_holds_words_that_are_not_there(text, start, end, limit):
    shown = quotation(text, [(start, end)], limit=limit)
    assert len(shown) <= limit + 2
    inner = shown.removeprefix("“").removesuffix("”")
    assert " ".join(text[start:end].split()).startswith(inner.removesuffix("…"))


def test_a_codebook_of_ones_own_is_worded_by_its_own_words(tmp_path: Path):
    shipped = (Path(load_codebook.__code__.co_filename).parent.parent / "data" / "codebook.yaml").read_text()
    _, grammar = shipped.split("\ngrammar:", 1)
    own = (
        "relations:\n  sails_with:\n    wording: '{subject} sails with {object}'\n"
        "    inverse_wording: '{object} sails with {subject}'\n"
        "    denied_wording: '{subject} never sails with {object}'\n"
        "    valence: '0'\n    inverse: sails_with\n    symmetric: true\n\ngrammar:" + grammar
    )
    path = tmp_path / "codebook.yaml"
    path.write_text(own)
    words = sentence(claim(relation="sails_with", modality="possible"), load_codebook(path))
    assert words == "Vostrya Herald: it may be that Vostrya sails with Lumen Front"
