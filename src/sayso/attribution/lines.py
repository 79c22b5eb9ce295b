"""Speakers named before a colon at the head of a line: headlines ('Minister: ...'), interviews, transcripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import groupby, takewhile

from sayso.attribution.cues import Cues
from sayso.attribution.drafts import Draft
from sayso.attribution.sources import Source, head_of
from sayso.language import Parsed, Token

_BULLETS = frozenset("-–—•*·▪►o+")
_NUMBER = re.compile(r"\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.)].*", re.IGNORECASE)
_CREDIT = re.compile(r"[(\[](?P<name>[A-Z][^()\[\],;:\d]{1,50}), (?:[A-Z][a-z]{2,8}\.? )?\d[^()\[\]]{1,20}[)\]]\.?$")
_LONGEST_NAME = 12
_MOST_WORDS = 7
_NOT_IN_NAMES = frozenset({"VERB", "AUX", "PRON", "SCONJ"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def find_speaker_lines(parsed: Parsed, cues: Cues) -> Iterator[Draft]:
    """A draft for each paragraph that begins with a speaker's name and a colon; its content is the rest of it."""
    for tokens in _paragraphs(parsed):
        name = list(takewhile(lambda t: t.text != ":", tokens[: _LONGEST_NAME + 1]))
        if len(name) <= _LONGEST_NAME and len(name) + 1 < len(tokens) and _is_speaker(name, cues):
            content = {t.index for t in tokens[len(name) + 1 :]}
            words = [t for t in name if t.pos != "PUNCT"]
            colon = tokens[len(name)]
            yield Draft("speech", colon, [colon], Source(head_of(words), words), content)


def find_credits(parsed: Parsed) -> Iterator[Draft]:
    """A draft for each paragraph that ends with where it was taken from: '... (Lake Gazette, 5/20/07)'."""
    for tokens in _paragraphs(parsed):
        start, end = tokens[0].start, tokens[-1].end
        found = _CREDIT.search(parsed.document.text, start, end)
        bracket = parsed.token_at(found.start()) if found else None
        if found and bracket is not None and bracket.index > tokens[0].index:
            words = list(parsed.tokens_in(*found.span("name")))
            content = set(range(tokens[0].index, bracket.index))
            yield Draft("document", bracket, [bracket], Source(head_of(words), words), content)


def attach_blocks(parsed: Parsed, drafts: list[Draft]) -> None:
    """Gives a cue that ends its paragraph with a colon the paragraph, or the list, that follows."""
    paragraphs = list(_paragraphs(parsed))
    waiting = {d.anchor.sentence.tokens[-1].index: d for d in drafts if d.quotes and not d.content}
    for number, tokens in enumerate(paragraphs[:-1]):
        draft = waiting.get(tokens[-1].index)
        if draft is not None and tokens[-1].text == ":":
            following = list(takewhile(partial(_same_passage, tokens), paragraphs[number + 1 :]))
            block = list(takewhile(_is_item, following)) or following[:1]
            draft.content.update(t.index for tokens in block for t in tokens)


def _paragraphs(parsed: Parsed) -> Iterator[list[Token]]:
    for _, group in groupby(parsed.sentences, key=lambda s: s.paragraph):
        yield [t for sentence in group for t in sentence.tokens]


def _same_passage(tokens: list[Token], others: list[Token]) -> bool:
    """A commenter's 'Name says:' does not bring in what stands in another voice."""
    return tokens[0].sentence.passage == others[0].sentence.passage


def _is_item(tokens: list[Token]) -> bool:
    """A paragraph that begins with a bullet or a number."""
    return tokens[0].text in _BULLETS or bool(_NUMBER.fullmatch("".join(t.text for t in tokens[:2])))


def _is_speaker(name: list[Token], cues: Cues) -> bool:
    """Names begin with capitals and hold neither verb nor number; a lone word must be a known kind of speaker."""
    words = [t for t in takewhile(lambda t: t.text != "(", name) if t.text[0].isalnum()]
    if not 0 < len(words) <= _MOST_WORDS or any(t.text[0].isdigit() or t.pos in _NOT_IN_NAMES for t in words):
        return False
    if any(cues.is_no_speaker(t) for t in words):
        return False
    capitals = [t for t in words if t.text[0].isupper()]
    return len(capitals) * 2 > len(words) and any(t.entity[2:] in _NAMES or t.pos == "PROPN" for t in words)
