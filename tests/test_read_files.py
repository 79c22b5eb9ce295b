"""What comes out of files and folders, and what is listed when a file cannot be read."""

from __future__ import annotations

import json
import os
import shutil

import pytest

from sayso.model import Document
from sayso.reading import Skipped, content_hash, read_path

ARTICLE = """River guard denies training the northern militia

By Mira Tolven

12 March 2021

The river guard of Nordia denied on Friday that it had trained the northern militia.

Officials in Vestland said that the militia was armed by Nordia and that they had proof of it.
"""
PAGE = "<!DOCTYPE html><html><head><title>Border talks fail</title></head><body><article><h1>Border talks fail</h1>"
PAGE += "<p>The border talks between Nordia and Vestland failed on Sunday, officials of both sides said.</p>"
PAGE += "<p>Both governments blamed the other side for the failure and promised to meet again in May.</p>"
PAGE += "</article></body></html>"


def read(path):
    return list(read_path(path))


def read_one(path):
    [found] = read(path)
    return found


def reasons(path):
    return [found.reason for found in read(path) if isinstance(found, Skipped)]


@pytest.fixture
def write(tmp_path):
    def write(name: str, content: str | bytes):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


class TestPlainText:
    def test_text_is_unchanged_and_the_head_gives_title_author_and_date(self, write):
        document = read_one(write("a.txt", ARTICLE))
        assert document.text == ARTICLE
        assert document.title == "River guard denies training the northern militia"
        assert document.author == "Mira Tolven"
        assert document.published == "2021-03-12"
        assert document.publisher is None
        assert document.lang == "en"

    def test_windows_line_ends_stay(self, write):
        text = ARTICLE.replace("\n", "\r\n")
        document = read_one(write("a.txt", text))
        assert document.text == text
        assert document.author == "Mira Tolven"

    def test_front_matter_of_markdown_gives_the_metadata(self, write):
        text = (
            "---\ntitle: 'Who armed them?'\nauthor: Mira Tolven\ndate: 2021-03-12 10:00\n---\n\nThe guard was silent.\n"
        )
        document = read_one(write("a.md", text))
        assert (document.title, document.author) == ("Who armed them?", "Mira Tolven")
        assert document.published == "2021-03-12"

    def test_a_repost_speaks_for_the_body_that_it_is_from(self, write):
        title = "Statement of the Northern Council on the river crossing"
        document = read_one(write("a.txt", f"{title}\n\n{ARTICLE}"))
        assert document.speaker == "Northern Council"


class TestFormats:
    def test_html_is_recognised_by_its_content(self, write):
        document = read_one(write("page.txt", PAGE))
        assert "<p>" not in document.text
        assert document.title == "Border talks fail"

    def test_json_with_one_object_or_a_list(self, write):
        assert read_one(write("one.json", '{"id": "x", "text": "They denied it."}')).id == "x"
        rows = read(
            write("many.json", '[{"id": "x", "text": "They denied it."}, {"id": "y", "text": "We did not."}, 3]')
        )
        assert [getattr(row, "id", None) for row in rows] == ["x", "y", None]
        assert (rows[2].reason, rows[2].source.endswith("many.json:3")) == ("json", True)

    def test_json_lines_called_json(self, write):
        found = read(write("rows.json", '{"text": "One said so."}\n{"text": "Two sa\n{"text": "Three said so."}\n'))
        assert [getattr(item, "reason", "read") for item in found] == ["read", "json", "read"]

    def test_rows_may_hold_html(self, write):
        row = {"html": PAGE, "publisher": "Nordia Herald", "published": "2020-05-01"}
        document = read_one(write("rows.jsonl", json.dumps(row)))
        assert (document.title, document.publisher) == ("Border talks fail", "Nordia Herald")
        assert document.published == "2020-05-01"

    @pytest.mark.parametrize("folder", ["Talks_files", "Talks.files", "Talks-Dateien"])
    def test_what_a_browser_saved_beside_a_page_is_no_document(self, write, tmp_path, folder):
        write("Talks.html", PAGE)
        for name in ("style.css", "count.txt", "in/frame.html"):
            write(f"{folder}/{name}", PAGE)
        write("Other_files/a.txt", ARTICLE)
        assert [found.title for found in read(tmp_path)] == [
            "River guard denies training the northern militia",
            "Border talks fail",
        ]

    def test_a_folder_is_read_in_order_without_hidden_files(self, write, tmp_path):
        write("b/two.txt", ARTICLE)
        write("a/one.txt", ARTICLE.replace("river", "harbour"))
        write(".hidden/three.txt", ARTICLE)
        write("a/.four.txt", ARTICLE)
        write("c/table.csv", "a,b\n1,2\n")
        found = read(tmp_path)
        assert [type(item) for item in found] == [Document, Document, Skipped]
        assert "harbour" in found[0].text
        assert found[2].reason == "unknown format"


class TestBadInput:
    def test_each_is_listed_with_a_reason_and_the_others_are_read(self, write, tmp_path):
        write("a.txt", b"")
        write("b.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50)
        write("c.html", "<html><body></body></html>")
        write("d.json", '{"text": "cut o')
        write("e.txt", ARTICLE)
        write("f.txt", " \n\t\n")
        write("g.html", b"\x00\x01\x02" * 1000)
        write("h.jsonl", "")
        write("i.jsonl", b"\x00\x01\n" * 1000)
        os.mkfifo(tmp_path / "j.txt")
        expected = ["empty", "binary", "no text", "json", "empty", "binary", "empty", "binary", "unknown format"]
        assert reasons(tmp_path) == expected
        assert sum(isinstance(found, Document) for found in read(tmp_path)) == 1

    def test_messages_name_the_file_and_say_what_happened(self, write):
        path = write("a.txt", b"")
        skipped = read_one(path)
        assert skipped.source == str(path)
        assert str(path) in skipped.message
        assert "empty" in skipped.message

    def test_a_missing_path(self, tmp_path):
        assert reasons(tmp_path / "no.txt") == ["missing"]
        assert reasons(tmp_path / "nowhere") == ["missing"]

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
    def test_a_file_without_permission(self, write):
        path = write("a.txt", ARTICLE)
        path.chmod(0)
        assert reasons(path) == ["permission"]

    def test_a_file_that_the_system_refuses(self, write, monkeypatch):
        path = write("a.txt", ARTICLE)

        def refuse(*_given):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(type(path), "open", refuse)
        assert reasons(path) == ["permission"]

    def test_a_link_to_nowhere_in_a_folder(self, write, tmp_path):
        write("a.txt", ARTICLE)
        (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
        assert reasons(tmp_path) == ["missing"]

    def test_a_truncated_line_between_good_ones(self, write):
        path = write("rows.jsonl", '{"text": "One said so."}\n{"text": "Two sa\n\n{"text": "Three said so."}\n')
        first, second, third = read(path)
        assert (first.text, third.text) == ("One said so.", "Three said so.")
        assert (second.source, second.reason) == (f"{path}:2", "json")

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ('["a list"]', "json"),
            ('{"title": "no text"}', "empty"),
            ('{"text": "  "}', "empty"),
            ('{"text": 7}', "fields"),
            ('{"text": "Some text.", "passages": [{"start": 0, "end": 99, "voice": "article"}]}', "passages"),
            ('{"text": "Some text.", "passages": [{"start": 0, "end": 4, "voice": "shouting"}]}', "passages"),
            ("[" * 100_000, "json"),
            ('{"text": "a", "n": ' + "9" * 5000 + "}", "json"),
        ],
    )
    def test_rows_that_hold_no_document(self, write, line, reason):
        found = read(write("rows.jsonl", line + '\n{"text": "Good."}\n'))
        assert [getattr(item, "reason", "read") for item in found] == [reason, "read"]

    def test_a_line_that_is_not_utf8_does_not_stop_the_others(self, write):
        found = read(write("rows.jsonl", b'{"text": "caf\xe9"}\n{"text": "Good."}\n'))
        assert [getattr(item, "reason", "read") for item in found] == ["encoding", "read"]

    def test_a_megabyte_without_spaces(self, write):
        document = read_one(write("a.txt", "x" * 1_000_000))
        assert len(document.text) == 1_000_000


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
    def test_text_in_usual_encodings(self, write, encoding):
        text = "The café “Zürich” in Nordia said it would not close — whatever the guard decided."
        assert read_one(write("a.txt", text.encode(encoding))).text == text

    def test_a_declared_character_set_is_used(self, write):
        page = PAGE.replace("<head>", '<head><meta charset="windows-1251">').replace("Border talks", "Граница")
        document = read_one(write("a.html", page.encode("cp1251")))
        assert document.title == "Граница fail"

    def test_damaged_utf8_is_read_with_replacement_characters(self, write):
        text = "“The guard”, said the minister of Nordia, “did not – and will not – train anyone in the north.”"
        damaged = text.encode().replace("–".encode(), b"\xe2\x80", 1)
        assert read_one(write("a.txt", damaged)).text == text.replace("–", "\ufffd", 1)

    def test_what_no_store_can_hold_is_replaced_one_for_one(self, write):
        document = read_one(write("a.jsonl", '{"text": "a\\ud800b\\u0000c"}'))
        assert document.text == "a\ufffdb\ufffdc"


class TestIdentity:
    def test_a_file_moved_to_another_folder_is_the_same_document(self, write, tmp_path):
        path = write("a/one.txt", ARTICLE)
        before = read_one(path).id
        (tmp_path / "b").mkdir()
        assert read_one(shutil.move(path, tmp_path / "b" / "one.txt")).id == before

    def test_the_same_text_by_two_publishers_is_two_documents(self, write):
        rows = [{"text": ARTICLE, "publisher": name} for name in ("Herald", "Courier", " herald ")]
        herald, courier, again = read(write("a.jsonl", "\n".join(map(json.dumps, rows))))
        assert herald.id == again.id != courier.id

    def test_white_space_and_composition_do_not_make_another_document(self, write):
        rows = [
            {"text": text, "url": "https://www.herald.example/1"}
            for text in ("Caf\u00e9  said\n so.", "Cafe\u0301 said so.")
        ]
        one, other = read(write("a.jsonl", "\n".join(map(json.dumps, rows))))
        assert one.id == other.id == content_hash(other)

    def test_a_given_id_is_kept(self, write):
        rows = [{"id": "x-1", "text": "Text."}, {"id": 7, "text": "Text."}, {"id": "", "text": "Text."}]
        ids = [row.id for row in read(write("a.jsonl", "\n".join(map(json.dumps, rows))))]
        assert ids[:2] == ["x-1", "7"]
        assert len(ids[2]) == 64
