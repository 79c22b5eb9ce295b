"""Texts set into a text: a letter, or an article from a newspaper, that somebody has printed in what he publishes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, takewhile

from sayso.actors.cast import Cast
from sayso.attribution.cues import Cues
from sayso.attribution.drafts import Draft
from sayso.attribution.holders import is_medium
from sayso.attribution.sources import Source, head_of
from sayso.language import Parsed, Token

_OPENED = frozenset({"[", "("})
_CLOSED = frozenset({"]", ")"})
_CLOSINGS = frozenset({"sincerely", "respectfully", "cordially", "yours", "regards"})
_RULES = frozenset({"###", "***", "____", "_____", "______", "-end-"})
_RESUMES = frozenset({"mr.", "mrs.", "ms.", "madam", "dr."})
_CHAIRS = frozenset({"speaker", "president", "chairman", "chair", "chairwoman"})
_LONGEST_HEADING = 30
_LONGEST_GREETING = 12
_LONGEST_AUTHOR = 9
_SHORTEST = 20
_DATELINE = 120
_AGENCY = re.compile(r"\(([A-Z][^()\n]{1,40})\)\s*(?:-|–|—)")
_SIGNATURES = 80


def find_inserts(parsed: Parsed, cast: Cast, cues: Cues) -> Iterator[Draft]:
    """A draft for each text set into this one. Its content reaches to where it is signed, or where the author goes on.

    What begins with '[From the Lake Gazette, May 3, 2009]' is the newspaper's; where that is no newspaper, it is the
    author's who is named below. What begins with 'Dear ...' is that of whoever signs, and no insert where the author
    of the text around signs too.
    """
    paragraphs = [[t for s in group for t in s.tokens] for _, group in groupby(parsed.sentences, lambda s: s.paragraph)]
    for number, paragraph in enumerate(paragraphs):
        if (name := _heading(paragraph)) is not None:
            yield from _article(
                parsed, paragraph, name, paragraphs[number + 1 : number + 4], in_medium=_medium(name, cast, cues)
            )
    for token in parsed.tokens:
        if (first := _after_greeting(parsed, token)) is not None:
            yield from _letter(parsed, cast, token, first)


def _heading(paragraph: list[Token]) -> list[Token] | None:
    """The name in '[From the Lake Gazette, May 3, 2009]'."""
    words = [t for t in paragraph if t.text not in _OPENED | _CLOSED]
    if not words or words[0].lower != "from" or len(words) > _LONGEST_HEADING:
        return None
    bracketed = paragraph[0].text in _OPENED and paragraph[-1].text in _CLOSED
    if not bracketed and (paragraph[-1].text[-1] in ".,;?!" or not any(t.text[0].isdigit() for t in words)):
        return None
    name = list(takewhile(lambda t: t.text != "," and not t.text[0].isdigit(), words[1:]))
    return name if name and name[-1].text[0].isupper() else None


def _article(
    parsed: Parsed, heading: list[Token], name: list[Token], below: list[list[Token]], *, in_medium: bool
) -> Iterator[Draft]:
    first = heading[-1].index + 1
    for paragraph in below:
        words = [t for t in paragraph if t.text not in _OPENED | _CLOSED]
        if words and words[0].lower == "by" and 1 < len(words) <= _LONGEST_AUTHOR:
            author = [t for t in words[1:] if t.text[0].isupper()]
            name, first = name if in_medium else author or name, paragraph[-1].index + 1
            break
    name = _dateline(parsed, first) or name
    content = set(range(first, _end(parsed, first, signed=False)))
    if len(content) >= _SHORTEST:
        cue = next(t for t in heading if t.lower == "from")
        yield Draft("document", cue, [cue], Source(head_of(name), name), content)


def _dateline(parsed: Parsed, first: int) -> list[Token]:
    """The agency in 'ARVEL, March 10 (Lake Wire) -- ...'."""
    if first >= len(parsed.tokens):
        return []
    start = parsed.tokens[first].start
    found = _AGENCY.search(parsed.document.text, start, start + _DATELINE)
    return list(parsed.tokens_in(*found.span(1))) if found else []


def _after_greeting(parsed: Parsed, token: Token) -> int | None:
    """The index of the first word behind 'Dear Mr. Secretary:'."""
    if token.text != "Dear":
        return None
    names = list(takewhile(lambda t: t.text not in (":", ","), parsed.tokens[token.index + 1 :][:_LONGEST_GREETING]))
    if not 0 < len(names) < _LONGEST_GREETING or not names[-1].text[0].isupper():
        return None
    return names[-1].index + 2


def _letter(parsed: Parsed, cast: Cast, dear: Token, first: int) -> Iterator[Draft]:
    end = _end(parsed, first, signed=True)
    content = set(range(first, end))
    signers = _signers(parsed, end)
    own = cast.voice_at(dear.sentence.index)
    surname = own.split()[-1].lower() if own else ""
    mine = any(own in _actors(cast, t) or t.lower == surname for name in signers for t in name)
    if len(content) >= _SHORTEST and signers and not mine:
        yield Draft("statement", dear, [dear], Source(head_of(signers[0]), signers[0]), content)


def _actors(cast: Cast, token: Token) -> tuple[str, ...]:
    mention = cast.at(token) or cast.covering(token.start)
    return mention.actors if mention is not None else ()


def _medium(name: list[Token], cast: Cast, cues: Cues) -> bool:
    words = " ".join(t.text for t in name if t.lower != "the")
    return any(is_medium(key, cast, cues) for key in (words, *_actors(cast, head_of(name))))


def _end(parsed: Parsed, first: int, *, signed: bool) -> int:
    """Where the set-in text ends: at its closing, a rule, another heading, or where a speaker is named or goes on."""
    if first >= len(parsed.tokens):
        return first
    voice = parsed.tokens[first].sentence.passage.voice
    for token in parsed.tokens[first:]:
        if token.sentence.passage.voice not in (voice, "article", "byline"):
            return token.index
        begins = token is token.sentence.tokens[0]
        closes = (
            token.lower in _CLOSINGS and (begins or token.sentence.tokens[0].text == ".") and token.text[0].isupper()
        )
        if token.text in _RULES or (signed and closes) or (begins and not signed and _resumes(token)):
            return token.index
    return len(parsed.tokens)


def _resumes(token: Token) -> bool:
    """'Mr. Speaker, ...', 'Mr. DOE.', '[From the ...': the author, or another, has the word again."""
    words = token.sentence.tokens
    if len(words) > 1 and token.lower in _RESUMES:
        return words[1].lower in _CHAIRS or (words[1].text.isupper() and len(words[1].text) > 2)
    return len(words) > 1 and token.text in _OPENED and words[1].lower == "from"


def _signers(parsed: Parsed, end: int) -> list[list[Token]]:
    """The names of two words or more below the closing."""
    below = parsed.tokens[end + 1 : end + _SIGNATURES]
    runs = groupby(below, lambda t: t.pos == "PROPN" and t.text[0].isupper())
    return [name for proper, run in runs if proper and len(name := list(run)) > 1]
