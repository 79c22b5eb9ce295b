"""Each format that analysts bring is told by what it holds, and read into documents with their metadata."""

from __future__ import annotations

import io
import json
import shutil
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from sayso.model import Document
from sayso.reading import Skipped, read_path
from sayso.reading.formats import registry
from sayso.reading.formats.base import Input
from sayso.reading.formats.printed import join_pages
from sayso.reading.formats.warc_records import records
from sayso.reading.options import ReadingOptions

FIXTURES = Path(__file__).parent / "fixtures"
TALKS = "The border talks between Nordia and Vestland failed on Sunday, officials of both sides said."
ACCUSED = "Nordia accused Vestland of arming the northern militia, which Vestland denied."
DENIED = "The river guard denied that it had trained the northern militia."


def read(name, options=None):
    return list(read_path(FIXTURES / name, options or ReadingOptions()))


def outline(found):
    """For each item its title, or the reason why it was not read."""
    return [item.reason if isinstance(item, Skipped) else item.title for item in found]


class TestTables:
    def test_columns_are_known_by_their_usual_names(self):
        first, second, third = read("articles.csv")
        assert first.text == 'The talks failed, officials said.\n"We leave", said one.'
        assert (first.title, first.publisher, first.author) == (
            "Border talks fail in Sarn",
            "Nordia Herald",
            "Mira Tolven",
        )
        assert (first.published, first.url, first.lang) == ("2021-01-05", "https://herald.example/1", "en")
        assert (second.reason, second.source) == ("no text", f"{FIXTURES / 'articles.csv'}:4")
        assert third.text == "The guard denied it."

    def test_tabs_and_quotation_marks_inside_a_cell(self):
        [document] = read("articles.tsv")
        assert document.text == 'He said "no" and left; the guard stayed, too.'

    def test_the_project_names_columns_that_are_not_known(self):
        assert outline(read("semicolons.csv")) == ["unknown format"]
        columns = {"text": "Artikel", "title": "Überschrift", "published": "Tag"}
        [document] = read("semicolons.csv", ReadingOptions(columns=columns))
        assert document.text == "The border is closed, the guard said."
        assert (document.title, document.published) == ("Grenze zu", "2021-01-05")

    @pytest.mark.parametrize(("name", "rows"), [("mediacloud.csv", 2), ("gdelt_doc.csv", 1), ("gdelt.gkg.csv", 2)])
    def test_exports_without_texts_are_listed_row_by_row(self, name, rows):
        assert outline(read(name)) == ["no text"] * rows

    def test_a_table_is_known_by_its_columns_whatever_it_is_called(self, tmp_path):
        copy = shutil.copy(FIXTURES / "articles.csv", tmp_path / "articles.txt")
        assert outline(read_path(Path(copy)))[1] == "no text"

    @pytest.mark.parametrize(
        ("days", "published"),
        [
            (["03/05/2021", "23/11/2015"], ["2021-05-03", "2015-11-23"]),
            (["03/05/2021", "11/23/2015"], ["2021-03-05", "2015-11-23"]),
            (["03.05.2021", "3.5.21 10:00"], ["2021-05-03", None]),
            (["05/03/2021", "2021-05-04"], ["2021-05-03", "2021-05-04"]),
        ],
    )
    def test_one_day_that_can_only_be_a_day_tells_the_order_of_all(self, tmp_path, days, published):
        table = tmp_path / "a.csv"
        table.write_text("date,text\n" + "".join(f"{day},{TALKS.replace(',', '')}\n" for day in days))
        assert [document.published for document in read_path(table)] == published

    def test_prose_with_commas_is_no_table(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_text("Title, text and author, said the guard, do not make a table.\n\nNor does this.\n")
        [document] = read_path(path)
        assert document.text == path.read_text()


class TestJsonOfOtherPrograms:
    def read(self, tmp_path, content, options=None):
        (tmp_path / "a.json").write_text(json.dumps(content), encoding="utf-8")
        return list(read_path(tmp_path / "a.json", options or ReadingOptions()))

    def test_fields_under_the_usual_names_of_columns(self, tmp_path):
        row = {
            "headline": "Talks",
            "articleBody": TALKS,
            "datePublished": "2021-01-05T10:00:00Z",
            "link": "https://h.example",
        }
        row |= {"author": [{"name": "Mira Tolven"}, {"name": "Joren Aal"}], "source": {"id": None, "name": "Herald"}}
        [document] = self.read(tmp_path, row)
        assert (document.text, document.title, document.url) == (TALKS, "Talks", "https://h.example")
        assert (document.author, document.publisher) == ("Mira Tolven; Joren Aal", "Herald")
        assert document.published == "2021-01-05"

    def test_an_answer_of_a_news_service(self, tmp_path):
        answer = {"status": "ok", "results": [{"title": "One", "content": f"<p>{TALKS}</p>"}, {"title": "Two"}]}
        first, second = self.read(tmp_path, answer)
        assert (first.title, first.text) == ("One", TALKS)
        assert (second.reason, second.source) == ("empty", f"{tmp_path / 'a.json'}:2")

    def test_names_in_the_settings_of_the_project(self, tmp_path):
        options = ReadingOptions(columns={"text": "Artikel", "publisher": "Blatt"})
        [document] = self.read(tmp_path, [{"Artikel": TALKS, "Blatt": "Herald", "source": "x"}], options)
        assert (document.text, document.publisher) == (TALKS, "Herald")

    def test_fields_that_a_row_has_are_kept(self, tmp_path):
        [document] = self.read(tmp_path, {"text": TALKS, "body": DENIED, "publisher": None, "source": "x"})
        assert (document.text, document.publisher) == (TALKS, None)


class TestOffice:
    def test_word(self):
        [document] = read("report.docx")
        assert document.text.endswith(f"{TALKS}\n\n{ACCUSED}\n\nCasualties none\n")
        assert (document.author, document.published) == ("Mira Tolven", "2021-01-05")

    def test_rich_text(self):
        [document] = read("report.rtf")
        assert "officials in the café said." in document.text

    def test_pdf_lines_become_paragraphs_and_a_scanned_page_is_listed(self):
        document, page = read("report.pdf")
        assert document.text == f"Border talks fail in Sarn\n\n{TALKS}\n"
        assert (page.reason, page.source) == ("scanned", f"{FIXTURES / 'report.pdf'}:2")

    def test_a_scanned_pdf_is_listed(self):
        assert outline(read("scanned.pdf")) == ["scanned"]

    def test_headers_and_page_numbers_are_left_out_and_paragraphs_go_on_over_pages(self):
        said = ("it had come to stay", "it was sorry", "it would build a bridge", "no more on that day")
        pages = [
            f"Nordia Review\n{n}\nThe guard said on day {n} that\n{words}, and so\nit {words[-3:]}"
            for n, words in enumerate(said)
        ]
        text = join_pages(pages)
        assert "Nordia Review" not in text
        assert text.count("\n") == 1
        assert "it had come to stay, and so it tay The guard said on day 1 that" in text


class TestMailAndFeeds:
    def test_a_mail_with_its_attachment(self):
        mail, attachment = read("message.eml")
        assert mail.text == "The border talks between Nordia and Vestland failed, “again”.\n\nNordia accused Vestland."
        assert (mail.title, mail.author, mail.published) == ("Border talks fail in Sarn", "Mira Tolven", "2021-01-05")
        assert attachment.text.strip() == DENIED

    def test_a_mailbox(self):
        first, second = read("box.mbox")
        assert first.text.strip().endswith("From now on the bridge is closed.")
        assert (second.title, second.author, second.published) == ("Denial", "River Guard", "2021-01-06")

    def test_a_page_that_a_browser_saved_as_one_file(self):
        [document] = read("saved.mhtml")
        assert TALKS in document.text
        assert document.url == "https://herald.example/1"

    def test_rss(self):
        first, second = read("feed.rss")
        assert first.text == "The border talks between Nordia & Vestland failed.\n\nNordia accused Vestland."
        assert (first.publisher, first.author, first.published) == ("Nordia Herald", "Mira Tolven", "2021-01-05")
        assert second.reason == "no text"

    def test_a_title_with_tags_and_a_sender_with_the_surname_first(self, tmp_path):
        feed = tmp_path / "feed.xml"
        entry = '<entry><title type="html">Talks &lt;i&gt;fail&lt;/i&gt;</title><summary>They left.</summary></entry>'
        feed.write_text(f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>', encoding="utf-8")
        mail = tmp_path / "a.eml"
        mail.write_text('From: "Tolven, Mira" <m@h.example>\nTo: a@b.example\nSubject: Talks\n\nThey left.\n')
        assert [item.title for item in read_path(feed)] == ["Talks fail"]
        assert [item.author for item in read_path(mail)] == ["Mira Tolven"]

    def test_atom(self):
        [document] = read("feed.atom")
        assert (document.text, document.author) == ("The river guard denied it.", "Jon Harke")
        assert document.url == "https://courier.example/3"


class TestArchives:
    @pytest.mark.parametrize("name", ["archive.zip", "archive.tgz"])
    def test_members_are_read_in_order_without_hidden_ones(self, name):
        first, second, *rest = read(name)
        assert first.published == "2021-01-05"
        assert second.publisher == "Nordia Herald"
        assert outline(rest) == (["unsafe path"] if name.endswith("tgz") else [])

    def test_a_packed_file(self):
        found = read("rows.jsonl.gz")
        assert len(found) == 99
        assert found[7].text == "Officer 7 said that the guard had left."

    @pytest.mark.parametrize("name", ["pages.warc", "pages.warc.gz"])
    def test_web_archives(self, name):
        first, second = read(name)
        assert TALKS in first.text
        assert (first.url, second.url) == ("https://herald.example/1", "https://herald.example/2")

    def test_chunked_and_packed_answers(self):
        from sayso.reading.formats.warc import WarcReader

        whole = (FIXTURES / "pages.warc").read_bytes()
        record = next(records(io.BytesIO(whole), 10**6))
        head, _, page = record.content.partition(b"\r\n\r\n")
        parts = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page[:50], page[50:])) + b"0\r\n\r\n"
        answer = head + b"\r\nTransfer-Encoding: chunked\r\n\r\n" + parts
        fields = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n"
        file = Input("x.warc", io.BytesIO(fields % len(answer) + answer + b"\r\n\r\n"))
        [document] = WarcReader().read(file)
        assert f"{TALKS}\n\n{ACCUSED}" in document.text


class TestNewsArchives:
    @pytest.mark.parametrize(
        "name",
        [
            "nexis.txt",
            "nexis.html",
            "nexis.docx",
            "lexisnexis.txt",
            "factiva.txt",
            "factiva_codes.txt",
            "factiva.html",
            "factiva.rtf",
        ],
    )
    def test_articles_are_split_with_their_metadata(self, name):
        first, second = read(name)
        assert first.text == f"Border talks fail in Sarn\n\nBy Mira Tolven\n\n2021-01-05\n\n{TALKS}\n\n{ACCUSED}\n"
        assert (first.title, first.publisher) == ("Border talks fail in Sarn", "The Nordia Herald")
        assert (first.author, first.published) == ("Mira Tolven", "2021-01-05")
        assert second.text == f"Guard denies training the militia\n\n2020-03-03\n\n{DENIED}\n"
        assert (second.publisher, second.published) == ("The Vestland Courier", "2020-03-03")

    def test_an_article_about_an_archive_is_no_export(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_text("End of Document\n\nThe guard kept 20 words and a copy.\n\nLength: unknown\n")
        [document] = read_path(path)
        assert document.text == path.read_text()


class TestReadersOfOnesOwn:
    def test_a_reader_of_another_package_comes_first(self, tmp_path, monkeypatch):
        entry = EntryPoint("wire", f"{__name__}:WireReader", registry.GROUP)
        monkeypatch.setattr(registry, "entry_points", lambda group: [entry] if group == registry.GROUP else [])
        registry.readers.cache_clear()
        path = tmp_path / "a.txt"
        path.write_text("ZCZC\nThe bridge is open.\nNNNN\n")
        try:
            [document] = read_path(path)
        finally:
            registry.readers.cache_clear()
        assert document.text == "The bridge is open."


class WireReader:
    """An agency's wire format, as a user's package would have it."""

    name = "wire"

    def detects(self, file):
        return file.head.startswith(b"ZCZC")

    def read(self, file):
        yield Document(id="wire-1", text=file.text().split("\n")[1])
