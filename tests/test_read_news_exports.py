"""Exports of news archives in their further layouts: covers, editions, sections, signatures and summaries."""

from __future__ import annotations

import docx
import pytest

from sayso.reading import read_path

COVER = [
    "User Name: = A Researcher",
    "Date and Time: = Friday, January 8, 2021 3:15 PM EST",
    "Documents (2)",
    "1. Miners' camp empties; Union calls walkout 'unavoidable'",
    "Client/Matter: -None-",
    "Search Terms: strike AND camp",
    "2. Guard denies training the militia",
    "About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2021 LexisNexis",
]
MINERS = [
    "Miners' camp empties; Union calls walkout 'unavoidable'",
    "The Nordia Herald (Sarn)",
    "January 5, 2021 Tuesday",
    "Late Edition - Final",
    "Copyright 2021 The Nordia Herald All Rights Reserved",
    "Section:\u00a0NEWS; Pg. A3",
    "Length:\u00a01,512 words",
    "Byline:\u00a0By MIRA TOLVEN and JOREN AAL; Staff Writers",
    "Body",
    "The miners' camp emptied on Monday after the union voted to strike.",
    "Company: 300 workers had been paid.",
    "Union: nobody was.",
    "Graphic",
    "Miners leave the camp.",
    "Classification",
    "Language: ENGLISH",
    "Load-Date:\u00a0January 6, 2021",
    "End of Document",
]
GUARD = [
    "Guard denies training the militia",
    "Vestland Monthly",
    "March 2020",
    "Length: 24 words",
    "Body",
    "The river guard denied that it had trained the northern militia.",
    "End of Document",
]


def as_docx(lines, path):
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    word.save(str(path))


def as_rtf(lines, path):
    escaped = ("".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line) for line in lines)
    path.write_text("{\\rtf1\\ansi\n" + "\n".join(f"\\pard {line}\\par" for line in escaped) + "}", encoding="ascii")


def as_text(lines, path):
    path.write_text("\n\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize(("write", "name"), [(as_docx, "a.docx"), (as_rtf, "a.rtf"), (as_text, "a.txt")])
def test_nexis_uni_with_a_cover_and_no_lines_between_paragraphs(tmp_path, write, name):
    write(COVER + MINERS + GUARD, tmp_path / name)
    first, second = read_path(tmp_path / name)
    assert (first.title, first.publisher) == (MINERS[0], "The Nordia Herald (Sarn)")
    assert (first.author, first.published, first.lang) == ("Mira Tolven, Joren Aal", "2021-01-05", "en")
    assert first.text.split("\n\n")[3:] == [MINERS[9], MINERS[10], f"{MINERS[11]}\n"]
    assert (second.title, second.publisher, second.published) == (GUARD[0], "Vestland Monthly", "2020-03")


def test_the_older_nexis_layout_with_an_edition_a_supplier_and_an_address(tmp_path):
    export = tmp_path / "a.txt"
    export.write_text(
        """
                     1 of 1 DOCUMENTS

                 Nordia News Agency (Sarn)

                 Supplied by Vestland Monitoring

                 January 5, 2021 Tuesday
                   Late Edition - Final

Miners' camp empties;
Union calls walkout 'unavoidable'

BYLINE: By MIRA TOLVEN;
SECTION: Section A; Pg. 3

LENGTH: 512 words

   The miners' camp emptied on Monday after the union
voted to strike.

URL: http://herald.example/camp

LOAD-DATE: January 6, 2021

             Copyright 2021 The Nordia Herald Company
""",
        encoding="utf-8",
    )
    [article] = read_path(export)
    assert article.title == "Miners' camp empties; Union calls walkout 'unavoidable'"
    assert (article.publisher, article.url) == ("Nordia News Agency (Sarn)", "http://herald.example/camp")
    assert article.text.endswith("The miners' camp emptied on Monday after the union voted to strike.\n")


@pytest.mark.parametrize(
    ("above", "title", "author"),
    [
        (["Storm closes the bridge", "Mira Tolven"], "Storm closes the bridge", "Mira Tolven"),
        (["News", "Storm closes the bridge"], "Storm closes the bridge", None),
        (
            ["International", "Storm closes the bridge", "Ferry stops too", "Mira Tolven in Sarn and Joren Aal"],
            "Storm closes the bridge; Ferry stops too",
            "Mira Tolven, Joren Aal",
        ),
        (["Storm closes the bridge", "By Mira Tolven"], "Storm closes the bridge", "Mira Tolven"),
    ],
)
def test_what_stands_above_the_number_of_words_in_factiva(tmp_path, above, title, author):
    export = tmp_path / "a.txt"
    below = ["512 words", "5 January 2021", "The Nordia Herald", "NHER", "English", "Copyright 2021, Herald Media."]
    text = [
        "",
        "The bridge at Sarn closed on Monday.",
        "",
        "Herald Media",
        "",
        "Document NHER000020210105eh150002p",
        "",
    ]
    summary = ["Search Summary", "Text", "storm", "Timestamp", "8 January 2021 15:15"]
    export.write_text("\n".join(above + below + text + summary), encoding="utf-8")
    [article] = read_path(export)
    assert (article.title, article.author, article.publisher) == (title, author, "The Nordia Herald")
    assert article.text.endswith("\n\nThe bridge at Sarn closed on Monday.\n")
