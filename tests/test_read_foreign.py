"""Speech in other languages written in Latin letters: scripture, slogans and chants are not parsed as English."""

from __future__ import annotations

import pytest

from sayso.model import Document
from sayso.reading import with_passages

BODY = "The guard left the valley on Monday, and officials said that it would not come back before the spring.\n"


def foreign(text: str) -> list[str]:
    document = with_passages(Document(id="d", text=text, lang="en"))
    return [text[p.start : p.end].strip() for p in document.passages if p.voice == "foreign"]


@pytest.mark.parametrize(
    "words",
    [
        "Inna alladhina qalu rabbuna thumma istaqamu falahum ajrun",
        "Sarve janah sukhino bhavantu loke samasta vadanti",
        "Ye zameen hamari hai aur hum ise kabhi nahi chhodenge",
    ],
)
def test_a_sentence_in_quotation_marks_alone_is_foreign(words: str) -> None:
    assert foreign(f'{BODY}The preacher cried "{words}" and left the square.\n{BODY}') == [words]
    assert foreign(f"{BODY}\n{words}.\n\n{BODY}") == [f"{words}."]


@pytest.mark.parametrize(
    "words",
    [
        "Harakat al-Nahr, Jaish-e-Sarn, Lashkar-e-Nordia",
        "Abu Yusuf al-Sarni al-Nordi al-Vestlandi",
        "Allahu akbar",
        "Miners left camp Monday after union voted strike",
        "Prices rose sharply last quarter amid unrest",
        "Write to press.office@herald.example or https://herald.example/press/talks",
        "We face protesters wherever we go",
    ],
)
def test_names_short_phrases_and_english_without_small_words_are_not(words: str) -> None:
    assert foreign(f'{BODY}The paper wrote "{words}" and said no more.\n{BODY}') == []
    assert foreign(f"{BODY}\n{words}.\n\n{BODY}") == []
