"""Title, publisher, authors, day, language and address of a document, and where each of them stands."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso import Project
from sayso.cli import app
from sayso.errors import DataFileError, ReadingError
from sayso.reading import ReadingOptions, Skipped, content_hash, read_path, read_row
from sayso.reading.given import FileNames
from sayso.reading.metadata import clean_author, day_in_url, iso_date
from sayso.settings import load_settings

BODY = "".join(
    f"<p>{words}</p>"
    for words in (
        "The Norvath Guard denied on Tuesday that it had trained the River Column in the hills above Elsgard.",
        "A spokesman for the Guard said that the claims of the March Council were an invention of its enemies.",
        "The Council had published photographs of what it called a camp, with tents and a row of wooden targets.",
        "Neither side gave the names of those who are said to have been taught there during the summer months.",
    )
)
TEXT = (
    "The Norvath Guard denied on Tuesday that it had trained the River Column in the hills above Elsgard. "
    "A spokesman for the Guard said that the claims of the March Council were an invention of its enemies.\n\n"
    "The Council had published photographs of what it called a camp, with tents and a row of wooden targets. "
    "Neither side gave the names of those who are said to have been taught there during the summer months."
)


def page(head="", above="", heading="Guard denies training", lang=""):
    return f"<html{lang}><head>{head}</head><body><article><h1>{heading}</h1>{above}{BODY}</article></body></html>"


def read(html, **row):
    return read_row({"html": html, **row}, "test")


def linked(**fields):
    article = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


def text_document(text, **row):
    return read_row({"text": text, **row}, "test")


class TestPages:
    @pytest.mark.parametrize(
        ("field", "head", "above", "value", "origin"),
        [
            (
                "title",
                '<meta property="og:title" content="Guard denies training">',
                "",
                "Guard denies training",
                "meta tag og:title",
            ),
            ("title", linked(headline="Guard denies training"), "", "Guard denies training", "JSON-LD"),
            ("title", "", "", "Guard denies training", "heading h1"),
            (
                "publisher",
                '<meta property="og:site_name" content="The Ledger">',
                "",
                "The Ledger",
                "meta tag og:site_name",
            ),
            (
                "publisher",
                linked(publisher={"@type": "Organization", "name": "The Ledger"}),
                "",
                "The Ledger",
                "JSON-LD",
            ),
            ("publisher", "<title>Guard denies training | The Ledger</title>", "", "The Ledger", "title element"),
            (
                "publisher",
                "<title>Guard denies training - Norvath Free Press</title>",
                "",
                "Norvath Free Press",
                "title element",
            ),
            ("author", linked(author={"@type": "Person", "name": "Tomas Rill"}), "", "Tomas Rill", "JSON-LD"),
            (
                "author",
                linked(author=[{"name": "Tomas Rill"}, {"name": "Anna Kell"}]),
                "",
                "Tomas Rill, Anna Kell",
                "JSON-LD",
            ),
            (
                "author",
                '<meta name="author" content="By Tomas Rill, Staff Writer">',
                "",
                "Tomas Rill",
                "meta tag author",
            ),
            ("author", "", "<p><a rel='author' href='/rill'>Tomas Rill</a></p>", "Tomas Rill", "link rel author"),
            (
                "published",
                '<meta property="article:published_time" content="2021-05-03T23:10:00Z">',
                "",
                "2021-05-03",
                "meta tag article:published_time",
            ),
            ("published", linked(datePublished="2021-05-03T08:00:00+02:00"), "", "2021-05-03", "JSON-LD"),
            (
                "published",
                "",
                "<time class='entry-date published' datetime='2021-05-03'>Monday</time>",
                "2021-05-03",
                "time element",
            ),
            ("published", "", "<time itemprop='datePublished'>May 3, 2021</time>", "2021-05-03", "time element"),
            (
                "published",
                '<link rel="canonical" href="https://ledger.example/2021/05/03/guard">',
                "",
                "2021-05-03",
                "date in the URL",
            ),
            (
                "url",
                '<link rel="canonical" href="https://ledger.example/guard">',
                "",
                "https://ledger.example/guard",
                "link canonical",
            ),
            (
                "url",
                '<meta property="og:url" content="https://ledger.example/guard">',
                "",
                "https://ledger.example/guard",
                "meta tag og:url",
            ),
            ("lang", '<meta property="og:locale" content="en_GB">', "", "en", "meta tag og:locale"),
            ("lang", "", "", "en", "text"),
        ],
    )
    def test_each_field_with_its_origin(self, field, head, above, value, origin):
        document = read(page(head, above))
        assert (getattr(document, field), document.origins[field]) == (value, origin)

    def test_the_host_is_the_publisher_only_where_nothing_else_is_known(self):
        document = read(page('<link rel="canonical" href="https://www.ledger.example/guard">'))
        assert (document.publisher, document.origins["publisher"]) == ("ledger.example", "host of the URL")

    def test_the_day_of_a_change_is_never_taken_where_that_of_publication_is_there(self):
        head = '<meta property="article:modified_time" content="2022-01-09T10:00:00Z">'
        changed, published = "class='updated' datetime='2022-01-09'", "class='published' datetime='2021-05-03'"
        above = f"<time {changed}>9 January</time><time {published}>3 May</time>"
        assert read(page(head + linked(dateModified="2022-01-09"), above)).published == "2021-05-03"

    def test_times_beside_the_article_say_nothing_where_they_differ(self):
        above = "<time datetime='2021-05-03'>3 May</time><time datetime='2021-05-09'>9 May</time>"
        assert read(page(above=above)).origins.get("published") != "time element"

    def test_names_in_linked_data_may_stand_behind_a_reference(self):
        graph = [
            {"@type": "NewsArticle", "author": {"@id": "#rill"}, "publisher": {"@id": "#ledger"}},
            {"@type": "Person", "@id": "#rill", "name": "Tomas Rill"},
            {"@type": "Organization", "@id": "#ledger", "name": "The Ledger"},
        ]
        head = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
        assert (read(page(head)).author, read(page(head)).publisher) == ("Tomas Rill", "The Ledger")

    def test_broken_linked_data_hides_nothing_else(self):
        head = '<script type="application/ld+json">{"@type": </script><meta name="author" content="Tomas Rill">'
        assert read(page(head)).author == "Tomas Rill"

    def test_the_outlet_is_no_author(self):
        head = '<meta property="og:site_name" content="The Ledger"><meta name="author" content="The Ledger">'
        assert read(page(head)).author is None

    def test_an_author_who_writes_for_the_outlet_keeps_only_the_name(self):
        head = '<meta property="og:site_name" content="Ledger"><meta name="author" content="Tomas Rill, Ledger Online">'
        assert read(page(head)).author == "Tomas Rill"

    def test_a_page_saved_by_a_browser_knows_where_it_was(self):
        saved = "<!-- saved from url=(0035)https://ledger.example/2021/05/03/guard -->"
        document = read(f"<!DOCTYPE html>\n{saved}\n{page()}")
        assert (document.url, document.origins["url"]) == (
            "https://ledger.example/2021/05/03/guard",
            "comment of the browser",
        )
        assert document.published == "2021-05-03"

    def test_a_statement_on_a_blog_has_another_speaker_than_publisher(self):
        head = '<meta property="og:site_name" content="Marta\'s Notes">'
        document = read(page(head, heading="Statement of the March Council on the camp"))
        assert (document.publisher, document.speaker) == ("Marta's Notes", "March Council")
        assert document.origins["speaker"] == "title"

    def test_a_row_goes_before_the_page(self):
        document = read(page('<meta name="author" content="Tomas Rill">'), author="Anna Kell")
        assert (document.author, document.origins["author"]) == ("Anna Kell", "row")


class TestTexts:
    @pytest.mark.parametrize(
        ("text", "field", "value", "origin"),
        [
            (f"Guard denies training\n\nBy Tomas Rill\n\n{TEXT}", "title", "Guard denies training", "headline in text"),
            (f"Guard denies training\n\nBy Tomas Rill\n\n{TEXT}", "author", "Tomas Rill", "byline in text"),
            (
                f"Guard denies training\n\nBy Tomas Rill | Norvath Free Press\n\n{TEXT}",
                "author",
                "Tomas Rill",
                "byline in text",
            ),
            (
                f"Guard denies training\n\nBy Tomas Rill | Norvath Free Press\n\n{TEXT}",
                "publisher",
                "Norvath Free Press",
                "byline in text",
            ),
            (
                f"Guard denies training\n\nBy Tomas Rill, Norvath Free Press\n\n{TEXT}",
                "publisher",
                "Norvath Free Press",
                "byline in text",
            ),
            (f"Guard denies training\n\nMay 3, 2021\n\n{TEXT}", "published", "2021-05-03", "date line in text"),
            (
                f"Guard denies training\n\nTuesday, May 4, 2021\n\n{TEXT}",
                "published",
                "2021-05-04",
                "date line in text",
            ),
            (f"ELSGARD, 3 May 2021 (TRNA) — {TEXT}", "publisher", "TRNA", "dateline in text"),
            (f"(TRNA) — {TEXT}", "publisher", "TRNA", "dateline in text"),
            (
                f"Guard denies training\n\nSource: Norvath Free Press\n\n{TEXT}",
                "publisher",
                "Norvath Free Press",
                "source line in text",
            ),
            (f"{TEXT}\n\nSource: Norvath Free Press", "publisher", "Norvath Free Press", "source line in text"),
            (
                f"{TEXT}\n\nSource: https://ledger.example/guard",
                "url",
                "https://ledger.example/guard",
                "source line in text",
            ),
            (f"{TEXT}\n\nWritten by: Tomas Rill", "author", "Tomas Rill", "signature in text"),
            (
                f"---\ntitle: Guard denies training\npublisher: The Ledger\n---\n{TEXT}",
                "publisher",
                "The Ledger",
                "front matter",
            ),
            (f"Statement by the March Council\n\n{TEXT}", "speaker", "March Council", "line above the text"),
            (
                f"Guard denies training\n\nPost via March Council\n\n{TEXT}",
                "speaker",
                "March Council",
                "line above the text",
            ),
            (f"Ms. ROS-KELL. Mr. Speaker, I rise today. {TEXT}", "speaker", "Ros-Kell", "first words of the text"),
            (
                f"Mr. McKELL of Elsgard. Madam President, I rise today. {TEXT}",
                "speaker",
                "McKell",
                "first words of the text",
            ),
            (TEXT, "lang", "en", "text"),
        ],
    )
    def test_each_field_with_its_origin(self, tmp_path, text, field, value, origin):
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        [document] = read_path(tmp_path / "a.txt")
        assert (getattr(document, field), document.origins.get(field)) == (value, origin)

    @pytest.mark.parametrize(
        "line", ["By Tomas Rill, Staff Writer", "By Tomas Rill | Senior Editor", "By Tomas Rill — May 3, 2021"]
    )
    def test_a_job_or_day_behind_the_author_is_no_publisher(self, line):
        document = text_document(f"Guard denies training\n\n{line}\n\n{TEXT}")
        assert (document.author, document.publisher) == ("Tomas Rill", None)

    @pytest.mark.parametrize("gap", ["\n", "\n\n"])
    @pytest.mark.parametrize(
        ("lines", "author", "published"),
        [
            (["Guard denies it", "Norvath Free Press", "By Tomas Rill", "May 3, 2021"], "Tomas Rill", "2021-05-03"),
            (["Guard denies it", "By Tomas Rill", "Norvath Free Press", "May 3, 2021"], "Tomas Rill", "2021-05-03"),
            (["Norvath Free Press", "Guard denies it", "By Tomas Rill", "May 3, 2021"], "Tomas Rill", "2021-05-03"),
            (["Guard denies it", "Norvath Free Press", "May 3, 2021"], None, "2021-05-03"),
            (["Guard denies it", "Norvath Free Press, May 3, 2021"], None, "2021-05-03"),
            (["# Guard denies it", "**Norvath Free Press**", "By **Tomas Rill**"], "Tomas Rill", None),
        ],
    )
    def test_the_outlet_in_a_line_of_the_head(self, gap, lines, author, published):
        document = text_document(gap.join(lines) + f"{gap}{TEXT}")
        assert (document.title, document.publisher) == ("Guard denies it", "Norvath Free Press")
        assert (document.author, document.published) == (author, published)

    def test_an_outlet_that_is_not_called_so_stands_right_above_the_author(self):
        document = text_document(f"Guard denies it\nKelland Outpost\nBy Tomas Rill\nMay 3, 2021\n{TEXT}")
        assert (document.publisher, document.author) == ("Kelland Outpost", "Tomas Rill")

    @pytest.mark.parametrize("second", ["The guard says that it trained nobody", "The Guard Denies Everything Again"])
    def test_a_second_headline_is_no_outlet(self, second):
        document = text_document(f"Guard denies it\n{second}\nBy Tomas Rill\n{TEXT}")
        assert (document.title, document.publisher, document.author) == ("Guard denies it", None, "Tomas Rill")

    def test_a_headline_that_ends_like_an_outlet_is_none(self):
        document = text_document(f"Norvath Bans Free Press\nBy Tomas Rill\n{TEXT}")
        assert (document.title, document.publisher) == ("Norvath Bans Free Press", None)

    @pytest.mark.parametrize(
        "line", ["**By Tomas Rill, Senior Reporter** | May 3, 2021", "*By Tomas Rill* — May 3, 2021"]
    )
    def test_emphasis_in_markdown_hides_no_byline(self, line):
        document = text_document(f"# Guard denies it\n\n{line}\n\n{TEXT}")
        assert (document.author, document.published) == ("Tomas Rill", "2021-05-03")

    @pytest.mark.parametrize("name", ["source", "site", "publisher", "outlet"])
    def test_front_matter_names_the_publisher_in_several_ways(self, name):
        document = text_document(
            f"---\nheadline: Guard denies it\n{name}: The Ledger\nauthors: Tomas Rill\n---\n{TEXT}"
        )
        assert (document.title, document.publisher, document.author) == ("Guard denies it", "The Ledger", "Tomas Rill")

    @pytest.mark.parametrize("mark", ["", "- ", "**"])
    def test_lines_that_name_their_fields_need_no_fence(self, mark):
        fields = {
            "Title": "Guard denies it",
            "Publisher": "Kelland Outpost",
            "Author": "Tomas Rill",
            "Date": "3 May 2021",
        }
        head = "\n".join(f"{mark}{key}:{mark.strip('- ')} {value}" for key, value in fields.items())
        document = text_document(f"{head}\n\n{TEXT}")
        assert (document.title, document.publisher) == ("Guard denies it", "Kelland Outpost")
        assert (document.author, document.published) == ("Tomas Rill", "2021-05-03")
        assert document.origins["publisher"] == "field above the text"

    def test_one_who_speaks_several_times_is_no_field(self):
        document = text_document(f"Speaker: Who are you?\nSpeaker: Nobody.\n{TEXT}")
        assert (document.speaker, document.title) == (None, None)

    @pytest.mark.parametrize("between", ["World", "Elsgard, Norvath"])
    def test_a_section_or_place_between_headline_and_byline_is_skipped(self, between):
        document = text_document(f"Guard denies it\n{between}\nBy Tomas Rill\nMay 3, 2021\n\n{TEXT}\n{TEXT}\n{TEXT}")
        assert (document.title, document.publisher, document.author) == ("Guard denies it", None, "Tomas Rill")
        assert document.published == "2021-05-03"

    def test_an_address_as_source_in_front_matter_is_the_url(self):
        document = text_document(f"---\ntitle: Guard denies it\nsource: https://ledger.example/a\n---\n{TEXT}")
        assert (document.url, document.publisher) == ("https://ledger.example/a", None)

    def test_a_day_of_the_week_is_no_author(self):
        assert text_document(f"Guard denies training\n\nTuesday, May 4, 2021\n\n{TEXT}").author is None

    def test_brackets_in_a_sentence_are_no_dateline(self):
        assert text_document(f"The March Council (MC) met on Monday. {TEXT}").publisher is None


class TestRows:
    @pytest.mark.parametrize(
        ("title", "speaker"),
        [
            ("Statement of Norvath in the General Debate of the Assembly, 2018 (excerpt)", "Norvath"),
            ("Statement by the March Council", "March Council"),
            ("Joint statement of Norvath and Velmark on the camp", "Norvath and Velmark"),
            ("STATEMENT BY TOMAS RILL, MINISTER OF WATER", "TOMAS RILL"),
            ("Post via March Council", "March Council"),
            ("Statement of Principles", None),
            ("Guard denies statement by the Council", None),
        ],
    )
    def test_a_title_names_the_speaker(self, title, speaker):
        document = text_document(TEXT, title=title)
        assert document.speaker == speaker
        assert document.origins.get("speaker") == (speaker and "title")

    def test_a_row_that_says_there_is_no_speaker_keeps_none(self):
        document = text_document(TEXT, title="Statement by the March Council", speaker=None)
        assert document.speaker is None
        assert "speaker" not in document.origins

    def test_the_office_of_one_person_speaks_for_them(self):
        document = text_document(TEXT, publisher="Office of Senator Anna Kell")
        assert (document.speaker, document.origins["speaker"]) == ("Anna Kell", "publisher")

    def test_what_a_row_gives_comes_from_the_row_unless_it_says_from_where(self):
        document = text_document(TEXT, publisher="The Ledger", author="Tomas Rill", origins={"author": "JSON-LD"})
        assert document.origins == {"publisher": "row", "author": "JSON-LD", "lang": "text"}

    def test_origins_of_the_wrong_kind_are_refused(self):
        with pytest.raises(ReadingError, match="origins"):
            text_document(TEXT, origins=["row"])

    def test_origins_make_no_other_document(self):
        one, other = text_document(TEXT, author="Tomas Rill"), text_document(f"{TEXT}\n\nWritten by: Tomas Rill")
        assert one.id == text_document(TEXT, author="Tomas Rill", origins={"author": "JSON-LD"}).id == content_hash(one)
        assert one.id != other.id


class TestAuthors:
    @pytest.mark.parametrize(
        ("words", "names"),
        [
            ("By Tomas Rill, Staff Writer", "Tomas Rill"),
            ("Tomas Rill and Anna Kell", "Tomas Rill, Anna Kell"),
            ("Tomas Rill, Anna Kell and Lena van der Orr", "Tomas Rill, Anna Kell, Lena van der Orr"),
            ("Rill, Tomas", "Tomas Rill"),
            ("Tomas Rill Exit mobile version", "Tomas Rill"),
            ("Tomas Rill rill@ledger.example", "Tomas Rill"),
            ("Tomas Rill; TOMAS RILL", "Tomas Rill"),
            ("Posted by Tomas Rill on May 3, 2021", "Tomas Rill"),
            ("Tomas Rill\nSpecial to The Ledger", "Tomas Rill"),
            ("Mr. Tomas Rill, Minister of Water, Minister of Roads", "Mr. Tomas Rill"),
            ("Tomas Rill in Sarn and Anna Kell", "Tomas Rill, Anna Kell"),
            ("Tomas Rill reporting from the capital", "Tomas Rill"),
            ("Tomas Rill for the Nordia Herald", "Tomas Rill"),
            ("Tomas Rill and agencies", "Tomas Rill"),
            ("Tomas Rill is a fellow at the Institute of Rivers", "Tomas Rill"),
            ("Tomas Rill Senior political reporter", "Tomas Rill"),
            ("Tomas Rill\nSenior Reporter\n5 May 2021", "Tomas Rill"),
            ("Guest post by Tomas Rill", "Tomas Rill"),
            ("Popular Front for the Liberation of Sarn", "Popular Front for the Liberation of Sarn"),
            ("Nordian Doctors in Exile", "Nordian Doctors in Exile"),
            ("Tomas Rill, TRNA National Security Writer", "Tomas Rill"),
            ("Herald Staff", None),
            ("The Nordia Herald Editorial Staff", None),
            ("Our Correspondent", None),
            ("Ministry of Water and Roads", "Ministry of Water and Roads"),
            ("Mother and Child Fund", "Mother and Child Fund"),
            ("riverrat", "riverrat"),
            ("admin", None),
            ("rill@ledger.example", None),
            ("https://ledger.example/rill", None),
            ("", None),
        ],
    )
    def test_only_names_are_left(self, words, names):
        assert clean_author(words) == names


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("articles.csv", "row"),
        ("feed.rss", "feed entry"),
        ("message.eml", "mail header"),
        ("factiva.txt", "export header"),
        ("report.docx", "headline in text"),
        ("pages.warc", "heading h1"),
    ],
)
def test_each_format_names_the_place_of_a_title(name, origin):
    first = next(iter(read_path(Path(__file__).parent / "fixtures" / name)))
    assert first.origins["title"] == origin


def test_days_in_addresses_and_words():
    assert day_in_url("https://ledger.example/2021/may/03/guard") == "2021-05-03"
    assert day_in_url("https://ledger.example/id/20210503177") is None
    assert iso_date("Posted: 3 May 2021, 8:15") == "2021-05-03"


class TestSidecars:
    @pytest.mark.parametrize("name", ["guard.json", "guard.html.json"])
    def test_it_goes_before_the_page_and_is_no_document(self, tmp_path, name):
        (tmp_path / "guard.html").write_text(page('<meta name="author" content="Tomas Rill">'), encoding="utf-8")
        told = {"site_name": "The Ledger", "authors": ["Anna Kell", "Lena Orr"], "date": "3 May 2021"}
        (tmp_path / name).write_text(json.dumps(told), encoding="utf-8")
        [document] = read_path(tmp_path)
        assert (document.publisher, document.author) == ("The Ledger", "Anna Kell, Lena Orr")
        assert (document.published, document.title) == ("2021-05-03", "Guard denies training")
        assert document.origins["author"] == "sidecar JSON"
        assert document.origins["title"] == "heading h1"
        assert document.id == content_hash(document)

    def test_null_means_that_there_is_none(self, tmp_path):
        (tmp_path / "guard.txt").write_text(f"Guard denies training\n\nBy Tomas Rill\n\n{TEXT}", encoding="utf-8")
        (tmp_path / "guard.json").write_text('{"author": null}', encoding="utf-8")
        [document] = read_path(tmp_path)
        assert document.author is None
        assert "author" not in document.origins

    def test_json_with_a_text_of_its_own_is_a_document_of_its_own(self, tmp_path):
        (tmp_path / "guard.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / "guard.json").write_text(json.dumps({"text": "Alba attacked Bero."}), encoding="utf-8")
        assert sorted(document.text for document in read_path(tmp_path)) == sorted([TEXT, "Alba attacked Bero."])

    def test_a_faulty_one_is_listed_and_the_document_is_read(self, tmp_path):
        (tmp_path / "guard.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / "guard.json").write_text('{"title": {"en": "Guard"}}', encoding="utf-8")
        skipped, document = read_path(tmp_path)
        assert isinstance(skipped, Skipped)
        assert "title" in skipped.message
        assert document.text == TEXT

    def test_of_a_file_with_many_documents_it_only_fills_what_they_leave_open(self, tmp_path):
        rows = [{"text": TEXT}, {"text": TEXT, "publisher": "The Courier"}]
        (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        (tmp_path / "rows.json").write_text('{"publisher": "The Ledger"}', encoding="utf-8")
        first, second = read_path(tmp_path)
        assert (first.publisher, second.publisher) == ("The Ledger", "The Courier")
        assert (first.origins["publisher"], second.origins["publisher"]) == ("sidecar JSON", "row")
        assert first.id == content_hash(first)

    @pytest.mark.parametrize("name", ["all.zip", "all.tar", "all.tgz"])
    @pytest.mark.parametrize("sidecar", ["in/guard.json", "in/guard.txt.json"])
    def test_it_may_lie_in_an_archive_before_or_behind_its_document(self, tmp_path, name, sidecar):
        members = {"in/guard.txt": TEXT, sidecar: '{"author": "Anna Kell"}', "in/rows.json": '{"text": "Alba left."}'}
        for number, order in enumerate([list(members), list(members)[::-1]]):
            path = tmp_path / f"{number}{name}"
            with (
                zipfile.ZipFile(path, "w") if name.endswith("zip") else tarfile.open(path, f"w:{_packing(name)}") as out
            ):
                for member in order:
                    raw = members[member].encode()
                    if isinstance(out, zipfile.ZipFile):
                        out.writestr(member, raw)
                    else:
                        info = tarfile.TarInfo(member)
                        info.size = len(raw)
                        out.addfile(info, io.BytesIO(raw))
            found = list(read_path(path))
            assert {item.text: item.author for item in found} == {TEXT: "Anna Kell", "Alba left.": None}


def _packing(name):
    return "gz" if name.endswith("gz") else ""


class TestFileNames:
    @pytest.mark.parametrize(
        ("pattern", "path", "fields"),
        [
            (
                "{published}_{publisher}_{title}",
                "2021-05-03_The-Ledger_Guard-denies-training.txt",
                {"published": "2021-05-03", "publisher": "The Ledger", "title": "Guard denies training"},
            ),
            ("{published} {title}", "20210503 Guard denies.txt", {"published": "2021-05-03", "title": "Guard denies"}),
            (
                "{publisher}/{published}-{}",
                "The Ledger/2021-05-17.html",
                {"publisher": "The Ledger", "published": "2021-05"},
            ),
            ("{published}_{title}", "Guard denies.txt", {}),
        ],
    )
    def test_a_name_that_fits_says_what_it_holds(self, tmp_path, pattern, path, fields):
        assert FileNames(pattern).read(tmp_path / path) == fields

    def test_it_fills_what_the_text_leaves_open(self, tmp_path):
        file = tmp_path / "2021-05-03_The-Ledger_Guard.txt"
        file.write_text(f"Guard denies training\n\nBy Tomas Rill\n\n{TEXT}", encoding="utf-8")
        [document] = read_path(file, ReadingOptions(file_names="{published}_{publisher}_{title}"))
        assert (document.title, document.publisher, document.published) == (
            "Guard denies training",
            "The Ledger",
            "2021-05-03",
        )
        assert document.origins["publisher"] == "file name pattern"
        assert document.origins["title"] == "headline in text"

    @pytest.mark.parametrize(
        ("pattern", "complaint"),
        [
            ("{when}_{title}", "knows no field 'when'; known are title, publisher"),
            ("{title}_{title}", "has '{title}' twice"),
            ("{published}{title}", "nothing between them"),
            ("{title", "a brace without its partner"),
            ("notes", "names no field"),
        ],
    )
    def test_a_pattern_that_cannot_be_meant_is_refused_with_its_place(self, tmp_path, pattern, complaint):
        path = tmp_path / "sayso.toml"
        path.write_text(f'[reading]\nfile_names = "{pattern}"\n', encoding="utf-8")
        with pytest.raises(DataFileError, match=r"line 2: reading\.file_names") as caught:
            load_settings(path)
        assert complaint in str(caught.value)

    def test_a_project_reads_names_as_its_settings_say(self, tmp_path):
        folder = tmp_path / "project"
        Project.init(folder).close()
        (folder / "sayso.toml").write_text('[reading]\nfile_names = "{publisher}_{title}"\n', encoding="utf-8")
        (tmp_path / "The-Ledger_Guard.txt").write_text(TEXT, encoding="utf-8")
        with Project.open(folder) as project:
            project.add([tmp_path / "The-Ledger_Guard.txt"])
            [row] = project.documents()
            document = project.find_document(row.id)
        assert document.publisher == "The Ledger"
        assert document.origins == {
            "title": "file name pattern",
            "publisher": "file name pattern",
            "lang": "text",
        }


def test_analyse_reads_names_as_the_settings_say(tmp_path):
    Project.init(tmp_path / "project").close()
    (tmp_path / "project" / "sayso.toml").write_text('[reading]\nfile_names = "{publisher}_{}"\n', encoding="utf-8")
    file = tmp_path / "The-Ledger_Guard.txt"
    file.write_text(TEXT, encoding="utf-8")
    arguments = ["analyse", str(file), "--settings", str(tmp_path / "project"), "--jsonl"]
    row = json.loads(CliRunner().invoke(app, arguments, env={"SAYSO_PROJECT": None}).stdout)
    assert (row["publisher"], row["origins"]["publisher"]) == ("The Ledger", "file name pattern")
