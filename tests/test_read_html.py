"""What is read from a web page: title, author, date, article, and the readers' comments one by one."""

from __future__ import annotations

import json
import time

import pytest

from sayso.errors import ReadingError
from sayso.model import Document
from sayso.reading import Skipped, read_path, read_row, with_passages

PARAGRAPHS = [
    "The river guard of Nordia denied on Friday that it had trained the northern militia, which it called a gang.",
    "Officials in Vestland said that the militia was armed by Nordia, and that weapons had been seen at the crossing.",
    "A spokesman for the guard said that no such weapons existed and that the officials had been told so already.",
]
LINKS = ("Home", "World", "Sport")
MENU = f"<nav><ul>{''.join(f'<li><a href=/{name}>{name}</a></li>' for name in LINKS)}</ul></nav>"
FORM = "<div id='respond' class='comment-respond'><h3>Leave a Reply</h3><form><input name='email'></form></div>"


TWO = [
    "The miners left their camp on Monday, officials of the province said in a statement.",
    "The union denied on Tuesday that it had agreed to any of this, and called for talks.",
]


def page(comments="", body=None, head=""):
    """A page of an invented outlet with a menu, an article and what is given."""
    body = body or "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="en-GB"><head><title>Guard denies training | Nordia Herald</title>
        <meta property="og:site_name" content="Nordia Herald">
        <meta property="article:published_time" content="2021-05-03T08:00:00Z">
        <link rel="canonical" href="https://herald.example/guard"><meta name="author" content="By Mira Tolven">{head}
        </head><body>{MENU}<main><article><h1>Guard denies training</h1>{body}</article>{comments}</main>
        <footer><p>Copyright Nordia Herald. All rights reserved.</p></footer></body></html>"""


def read(html) -> Document:
    return read_row({"html": html}, "test")


def passages(document, *voices):
    return [(p.speaker, document.text[p.start : p.end].strip()) for p in document.passages if p.voice in voices]


def item(number, name, words, replies=""):
    """A comment as a common blog theme writes it."""
    return f"""<li class="comment depth-1" id="li-comment-{number}"><div id="comment-{number}">
        <div class="comment-author vcard"><img alt=""><cite class="fn"><a href="#">{name}</a></cite>
        <span class="says">says:</span></div><div class="comment-meta"><a href="#">May 4, 2021 at 8:15 am</a></div>
        <p>{words}</p><div class="reply"><a href="#">Reply</a></div></div>{replies}</li>"""


class TestWholeArticle:
    """Pages whose article the extractor finds only in part."""

    WITNESSES = tuple(f"Witness number {n} told the Herald that nobody was trained at the crossing." for n in range(9))

    def test_an_article_cut_by_advertisements_into_elements_of_one_name(self):
        cut = [PARAGRAPHS, self.WITNESSES]
        chunks = ["".join(f"<p>{words}</p>" for words in part) for part in cut]
        body = "<div>Buy boots</div>".join(f"<div class='chunk'>{chunk}</div>" for chunk in chunks)
        assert passages(read(page(body=body)), "article") == [(None, "\n\n".join([*PARAGRAPHS, *self.WITNESSES]))]

    def test_an_article_that_stands_in_json_ld_alone(self):
        whole = "\n".join([*PARAGRAPHS, *self.WITNESSES])
        data = json.dumps({"@type": "NewsArticle", "articleBody": whole})
        html = page(body=f"<p>{PARAGRAPHS[0]}</p>", head=f"<script type='application/ld+json'>{data}</script>")
        assert passages(read(html), "article") == [(None, whole.replace("\n", "\n\n"))]

    def test_a_first_short_paragraph_is_no_second_headline(self):
        body = "<p>Nordia has a river guard</p>" + "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
        [(_, words)] = passages(read(page(body=body)), "article")
        assert words.startswith("Nordia has a river guard")


class TestCommentsTypedByHand:
    """Pages whose comments are mere paragraphs that open with a name."""

    SAID = (
        ("Anna K", "I crossed there last week and nobody asked me for anything."),
        ("riverman", "The minister of Vestland lied about the camp."),
        ("Old Oar", "Nobody believes that."),
    )
    BODY = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)

    def typed(self, form):
        return "".join(form.format(name, words) for name, words in self.SAID)

    @pytest.mark.parametrize(
        "form",
        [
            "<p><b>{}</b>: {}</p>",
            "<p><strong>{}:</strong> {}</p>",
            "<div><b>{}</b>: {}</div>",
            "<li><b>{}</b>: {}</li>",
            "<div class='box'><p><b>{}</b> says: {}</p></div>",
            "<p><strong>{}</strong><br>{}</p>",
            "<p><b>{}</b></p><p>{}</p>",
            "<p><b>{}</b> on May 4, 2021 at 8:15 am: {}</p>",
        ],
    )
    def test_below_the_article_they_are_comments_of_those_named(self, form):
        document = read(page(self.typed(form)))
        assert passages(document, "comment") == list(self.SAID)
        assert passages(document, "article") == [(None, "\n\n".join(PARAGRAPHS))]

    def test_a_heading_is_no_comment_and_shows_that_even_one_is(self):
        typed = "<h3>Comments</h3><p><b>Tobin</b>: I do not believe a word of what the guard says here.</p>"
        document = read(page(body=f"{self.BODY}{typed}<p>Do you?</p>"))
        assert passages(document, "comment") == [
            ("Tobin", "I do not believe a word of what the guard says here.\n\nDo you?")
        ]
        assert passages(document, "article") == [(None, "\n\n".join(PARAGRAPHS))]

    @pytest.mark.parametrize(
        "form", ["<h4>{}</h4><p>{}</p>", "<p>{}: {}</p>", "<dt>{}</dt><dd>{}</dd>", "<p>{}<br>{}</p>"]
    )
    def test_below_a_heading_names_need_not_be_bold(self, form):
        document = read(page(f"<section><h2>3 Comments</h2><div>{self.typed(form)}</div></section><p>Buy boots.</p>"))
        assert passages(document, "comment") == list(self.SAID)
        assert passages(document, "article") == [(None, "\n\n".join(PARAGRAPHS))]

    def test_a_link_to_the_comments_above_the_article_announces_nothing(self):
        lede = "<p><a href='#c'>3 comments</a></p><p><b>ELSGARD</b> — Nobody was trained here, the guard said.</p>"
        document = read(page(body=lede + self.BODY))
        assert passages(document, "comment") == []
        assert "Nobody was trained here" in document.text

    def test_at_the_end_of_a_page_that_marks_no_article(self):
        end = f"{self.typed('<p><b>{}</b>: {}</p>')}<p>Copyright Nordia Herald</p>"
        document = read(f"<html><body><h1>Guard denies it</h1>{self.BODY}{end}</body></html>")
        assert passages(document, "comment") == list(self.SAID)
        assert passages(document, "article") == [(None, "\n\n".join(PARAGRAPHS))]

    TALK = (
        ("Anna Bell", "Why did you leave the guard? You were their captain."),
        ("Tom Rill", "I left because they lied to me, and I could not stand it."),
    ) * 3

    @pytest.mark.parametrize("page_of", [lambda body: page(body=body), "<h1>Captain speaks</h1>{}".format])
    @pytest.mark.parametrize("asked", [False, True])
    def test_an_interview_is_article(self, page_of, asked):
        names = ("Q", "A") * 3 if asked else [name for name, _ in self.TALK]
        talk = "".join(f"<p><b>{name}:</b> {words}</p>" for name, (_, words) in zip(names, self.TALK, strict=True))
        document = read(page_of(self.BODY + talk))
        assert passages(document, "comment") == []
        assert all(words in document.text for _, words in self.TALK)

    @pytest.mark.parametrize("fields", [("Location", "Phone"), ("Source", "Updated")])
    def test_fields_below_the_article_are_no_comments(self, fields):
        assert passages(read(page("".join(f"<p><b>{name}:</b> Elsgard</p>" for name in fields))), "comment") == []

    def test_paragraphs_with_headings_of_their_own_are_article(self):
        parts = "<p><b>Origins:</b> The guard was founded in 1990.</p><p><b>Reaction:</b> Vestland condemned it.</p>"
        document = read(f"<h1>Guard denies it</h1>{self.BODY}{parts}")
        assert passages(document, "comment") == []
        assert "Vestland condemned it." in document.text


class TestArticle:
    def test_title_byline_and_article_without_menu_and_footer(self):
        document = read(page())
        assert (document.title, document.author) == ("Guard denies training", "Mira Tolven")
        assert (document.publisher, document.published) == ("Nordia Herald", "2021-05-03")
        assert (document.url, document.lang) == ("https://herald.example/guard", "en")
        assert passages(document, "byline") == [(None, "Guard denies training\n\nBy Mira Tolven\n\n2021-05-03")]
        assert passages(document, "article") == [(None, "\n\n".join(PARAGRAPHS))]
        assert "Sport" not in document.text
        assert "rights reserved" not in document.text

    def test_passages_cover_the_text(self):
        document = read(page(f"<ol class='commentlist'>{item(1, 'riverrat', 'Nobody believes that.')}</ol>{FORM}"))
        assert "".join(document.text[p.start : p.end] for p in document.passages) == document.text
        assert with_passages(document) is document

    def test_a_site_name_before_the_headline(self):
        html = page().replace(
            "<title>Guard denies training | Nordia Herald", "<title>Nordia Herald » Guard denies training"
        )
        html = html.replace('<meta property="og:site_name" content="Nordia Herald">', "")
        document = read(html)
        assert document.title == "Guard denies training"

    def test_scripts_are_no_text(self):
        document = read(page(body="<script>var militia = 1;</script>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)))
        assert "var militia" not in document.text

    def test_furniture_inside_the_article(self):
        body = "".join(f"<p>{words}</p>" for words in PARAGRAPHS) + "<p>Exit mobile version</p>"
        document = read(page(body=body))
        assert "Exit mobile version" not in "".join(words for _, words in passages(document, "article"))

    def test_a_table_that_lays_out_the_page_gives_paragraphs(self):
        text = "<BR><BR>".join(
            f"{sentence} The guard stayed in the valley of the river all winter." for sentence in TWO
        )
        document = read(f"<HTML><BODY><TABLE><TR><TD><FONT>{text}</FONT></TD></TR></TABLE></BODY></HTML>")
        assert [line.partition(". ")[0] + "." for line in document.text.split("\n\n") if line] == TWO

    def test_cells_of_a_table_stand_in_one_line_without_rules(self):
        rows = "".join(f"<tr><td>{name}</td><td>{count}</td></tr>" for name, count in [("Miners", 300), ("Guards", 12)])
        text = "".join(f"<p>{sentence} It said so twice, in Sarn and in Belgrad.</p>" for sentence in TWO)
        document = read(f"<html><body><article>{text}<table>{rows}</table></article></body></html>")
        assert "Miners  300\n\nGuards  12" in document.text
        assert "|" not in document.text

    @pytest.mark.parametrize(
        ("foot", "day"), [("Copyright 2021 Nordia Herald", None), ("January 1, 2021", "2021-01-01")]
    )
    def test_the_year_of_the_copyright_is_no_day_of_publication(self, foot, day):
        body = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
        assert read(f"<h1>Guard denies it</h1><div>{body}</div><p>{foot}</p>").published == day

    def test_a_fragment_is_a_page_too(self):
        document = read("".join(f"<p>{words}</p>" for words in PARAGRAPHS))
        assert passages(document, "article")[0][1].startswith(PARAGRAPHS[0])


class TestComments:
    def test_each_comment_is_a_passage_with_its_writer(self):
        items = item(1, "riverrat", "Nobody believes that.") + item(2, "Anna K.", "I was there &amp; saw it.")
        document = read(page(f"<div id='comments'><h3>2 Comments</h3><ol class='commentlist'>{items}</ol>{FORM}</div>"))
        assert passages(document, "comment") == [
            ("riverrat", "Nobody believes that."),
            ("Anna K.", "I was there & saw it."),
        ]
        assert "Leave a Reply" not in document.text

    def test_an_answer_is_a_comment_of_its_own(self):
        replies = f"<ul class='children'>{item(2, 'Anna K.', 'I do.')}</ul>"
        document = read(page(f"<ol>{item(1, 'riverrat', 'Nobody believes that.', replies)}</ol>"))
        assert passages(document, "comment") == [("riverrat", "Nobody believes that."), ("Anna K.", "I do.")]

    @pytest.mark.parametrize(
        "markup",
        [
            "<article class='comment' id='div-comment-1'><footer class='comment-meta'><b class='fn'>riverrat</b> "
            "<i class='says'>says:</i></footer>"
            "<div class='comment-content'><p>Nobody believes that.</p></div></article>",
            "<div itemprop='comment' itemscope itemtype='https://schema.org/Comment'><span itemprop='author'><span "
            "itemprop='name' class='fn'>riverrat</span></span><div itemprop='text'>Nobody believes that.</div></div>",
            "<div class='comment-item'><span class='user-name'>riverrat</span>"
            "<div class='comment__text'>Nobody believes that.</div></div>",
            "<div id='comment-77'><span class='comment-author'>riverrat on May 4, 2021 at 8:15 am</span>"
            "<p>Nobody believes that.</p></div>",
        ],
    )
    def test_ways_in_which_themes_write_a_comment(self, markup):
        assert passages(read(page(f"<section class='comments'>{markup}</section>")), "comment") == [
            ("riverrat", "Nobody believes that.")
        ]

    def test_comments_stated_in_json_ld(self):
        stated = {
            "@type": "NewsArticle",
            "comment": [{"@type": "Comment", "text": "No.", "author": {"name": "riverrat"}}],
        }
        document = read(page(head=f"<script type='application/ld+json'>{json.dumps(stated)}</script>"))
        assert passages(document, "comment") == [("riverrat", "No.")]

    def test_links_back_are_dropped(self):
        pingback = "<li class='pingback' id='comment-3'><p>Pingback: Another blog</p></li>"
        document = read(page(f"<ol class='commentlist'>{item(1, 'riverrat', 'No.')}{pingback}</ol>"))
        assert passages(document, "comment") == [("riverrat", "No.")]

    def test_an_opinion_page_whose_article_is_called_comment_keeps_it(self):
        article = (
            f"<div class='comment'><h1>Guard denies training</h1>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</div>"
        )
        document = read(f"<html><head><title>Guard denies training</title></head><body>{article}</body></html>")
        assert passages(document, "comment") == []
        assert PARAGRAPHS[1] in document.text


class TestLargeAndBroken:
    def test_a_page_without_text_is_refused_with_a_reason(self):
        with pytest.raises(ReadingError) as caught:
            read("<html><body><nav><a href='/'>Home</a></nav></body></html>")
        assert caught.value.reason == "no text"

    @pytest.mark.parametrize(
        "html",
        [
            "<html><body>" + "<div>" * 20_000 + "<p>deep</p>",
            "<html><body><!--" + "-- >" * 100_000,
            "<html><body>" + "<" * 100_000,
            "<html><body><script>" + "var a = '<b>';" * 50_000,
            "<html><body><p>" + "&#0;&#xD800;&#x110000;" * 100,
        ],
    )
    def test_broken_markup_gives_a_document_or_a_reason(self, html, tmp_path):
        path = tmp_path / "broken.html"
        path.write_text(html)
        [found] = read_path(path)
        assert isinstance(found, Document | Skipped)
        assert isinstance(found, Document) or found.reason in ("no text", "empty")

    def test_a_script_of_megabytes_costs_nothing(self):
        began = time.process_time()
        document = read(
            page(body="<script>" + "x = 1;" * 1_000_000 + "</script>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS))
        )
        assert passages(document, "article") == [(None, "\n\n".join(PARAGRAPHS))]
        assert time.process_time() - began < 5

    @pytest.mark.slow
    def test_ten_megabytes_of_text_and_links_are_read_in_bounded_time(self):
        words = "".join(
            f"<p>Sentence {number} says that the guard of Nordia trained nobody in the north.</p>"
            for number in range(80_000)
        )
        links = "<ul>" + "<li><a href='/x'>A link to somewhere else on the site</a></li>" * 60_000 + "</ul>"
        began = time.process_time()
        document = read(page(body=words + links))
        assert document.text.count("Sentence ") == 80_000
        assert document.title == "Guard denies training"
        assert "somewhere else" not in document.text
        assert time.process_time() - began < 60

    def test_too_large_a_page_is_refused_with_a_reason(self):
        with pytest.raises(ReadingError) as caught:
            read("<p>" + "word " * 4_100_000)
        assert caught.value.reason == "too large"
