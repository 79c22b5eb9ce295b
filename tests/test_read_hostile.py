"""Files that are damaged, or made to do harm: each is listed with its reason, in bounded time, and the rest is read."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.model import Document
from sayso.reading import Skipped, read_path

HOSTILE = Path(__file__).parent / "fixtures" / "hostile"
READ = "read"


def outcome(path):
    """For each item the reason why it was not read, or 'read'; within ten seconds."""
    before = time.process_time()
    found = [item.reason if isinstance(item, Skipped) else READ for item in read_path(path)]
    assert time.process_time() - before < 10
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bomb.zip", ["bomb", READ]),
        ("traversal.zip", ["unsafe path", "unsafe path", READ]),
        ("traversal.tar", ["unsafe path", READ, "unsafe path"]),
        ("three_deep.zip", [READ]),
        ("four_deep.zip", ["nested", READ]),
        ("wrong_length.warc", [READ, "length", READ]),
        ("nul.csv", [READ, "binary", READ]),
        ("open_quote.csv", [READ, "csv", READ]),
        ("locked.pdf", ["password"]),
        ("damaged.docx", ["damaged"]),
        ("bad_charset.eml", [READ]),
        ("entities.rss", [READ]),
    ],
)
def test_each_is_listed_and_the_rest_is_read(name, expected):
    assert outcome(HOSTILE / name) == expected


def test_rows_before_the_cut_of_a_truncated_file_are_read():
    found = outcome(HOSTILE / "truncated.jsonl.gz")
    assert found[:20] == [READ] * 20
    assert found[-1] == "truncated"
    assert set(found[20:-1]) <= {READ, "json"}


def test_a_mail_with_an_unknown_character_set_keeps_its_letters():
    [document] = read_path(HOSTILE / "bad_charset.eml")
    assert document.text.startswith("The café in Sarn")


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "table><tr><td"])
def test_a_page_nested_ten_thousand_deep_is_read_whole(tmp_path, tag):
    page = tmp_path / "deep.html"
    words = ["The guard left the valley.", "The miners stayed in their camp.", "The talks go on in Sarn."]
    deep = f"<{tag}>" * 10_000 + f"<p>{words[1]}</p>" + f"</{tag.split('>')[0]}>" * 10_000
    page.write_text(f"<html><body><p>{words[0]}</p>{deep}<p>{words[2]}</p></body></html>")
    before = time.process_time()
    [document] = read_path(page)
    assert time.process_time() - before < 5
    assert document.text.split("\n\n")[:3] == words


def test_a_page_that_never_closes_its_tags_is_read_once(tmp_path):
    page = tmp_path / "open.html"
    page.write_text("<html><body>" + "<p><b><div>" * 20_000 + "The guard stayed in the valley, officials said.")
    [document] = read_path(page)
    assert document.text.strip() == "The guard stayed in the valley, officials said."


@pytest.mark.parametrize("line", ["x" * 50_000_000, "Line by line it went on and on and on.\n" * 1_250_000])
def test_a_cell_of_fifty_megabytes(tmp_path, line):
    table = tmp_path / "a.csv"
    table.write_text(f'title,text\na,The guard left.\nb,"{line}"\nc,It came back.\n')
    assert outcome(table) == [READ, "too large", READ]


def test_a_row_of_fifty_megabytes(tmp_path):
    rows = tmp_path / "a.jsonl"
    rows.write_text('{"text": "One."}\n{"text": "' + "x" * 50_000_000 + '"}\n{"text": "Two."}\n')
    assert outcome(rows) == [READ, "too large", READ]


def test_a_packed_file_in_a_packed_file(tmp_path):
    path = tmp_path / "a.txt.gz.gz"
    path.write_bytes(gzip.compress(gzip.compress(b"The guard stayed.")))
    assert outcome(path) == ["nested"]


def test_packed_zeros(tmp_path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"0" * 100_000_000, 1))
    assert outcome(path) == ["bomb"]


@pytest.mark.parametrize("name", [b"utf\x80", b"utf\x00"])
def test_a_feed_whose_encoding_has_no_name_is_listed(tmp_path, name):
    path = tmp_path / "a.rss"
    path.write_bytes(b'<?xml version="1.0" encoding="' + name + b'"?><rss><channel></channel></rss>')
    assert outcome(path) == ["damaged"]


def test_nothing_is_written_beside_an_archive(tmp_path):
    archive = tmp_path / "inner" / "a.zip"
    archive.parent.mkdir()
    archive.write_bytes((HOSTILE / "traversal.zip").read_bytes())
    outcome(archive)
    assert [path.name for path in tmp_path.rglob("*")] == ["inner", "a.zip"]


STARTS = [
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"WARC/1.0\r\n",
    b"\x1f\x8b",
    b"{\\rtf1 ",
    b"<rss>",
    b"From a@b 2021\nTo:",
    b"a",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=300), suffix=st.sampled_from([".txt", ".csv", ".x", ""]))
def test_any_bytes_are_read_or_listed(tmp_path, start, rest, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(start + rest)
    assert all(isinstance(item, Document | Skipped) for item in read_path(path))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_fixtures_are_read_or_listed(tmp_path, data):
    names = sorted(path for path in HOSTILE.parent.iterdir() if path.is_file())
    raw = bytearray(data.draw(st.sampled_from(names)).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(raw[: data.draw(st.integers(1, len(raw)))]))
    assert all(isinstance(item, Document | Skipped) for item in read_path(path))
