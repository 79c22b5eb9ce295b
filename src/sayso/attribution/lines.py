"""Speakers named before a colon at the head of a line: headlines ('Minister: ...'), interviews, transcripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import groupby, takewhile

from sayso.attribution.cues import Cues
from sayso.attribution.drafts import Draft
from sayso.attribution.sources import Source, head_of, source_of
from sayso.attribution.turns import Turns
from sayso.language import Parsed, Sentence, Token

_BULLETS = frozenset("-–—•*·▪►o+")
_NUMBER = re.compile(r"\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.)].*", re.IGNORECASE)
_COLONS = frozenset({":", "):", "]:"})
_CREDIT = re.compile(
    r"[(\[](?P<name>[A-Z][^()\[\],;:\d]{1,50})(?:, [^()\[\],;\d]{2,80})?"
    r", (?:[A-Z][a-z]{2,8}\.? )?\d[^()\[\]]{1,20}[)\]]\.?$"
)
_LONGEST_NAME = 12
_MOST_WORDS = 7
_NOT_IN_NAMES = frozenset({"VERB", "AUX", "PRON", "SCONJ"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def find_speaker_lines(parsed: Parsed, cues: Cues) -> Iterator[Draft]:
    """A draft for each paragraph that begins with a speaker's name and a colon; its content is the rest of it."""
    lines = [(tokens, _label(tokens)) for tokens in _paragraphs(parsed)]
    turns = Turns(parsed, (label for _, label in lines))
    for tokens, label in lines:
        if not label or len(label) + 1 >= len(tokens):
            continue
        words = [t for t in label if t.pos != "PUNCT"]
        speaker = turns.speaker(label) or (head_of(words) if _is_speaker(label, cues) else None)
        if speaker is not None:
            colon = tokens[len(label)]
            content = {t.index for t in tokens[len(label) + 1 :]}
            yield Draft("speech", colon, [colon], Source(speaker, words), content)


def _label(tokens: list[Token]) -> list[Token]:
    """The words before the first colon; none where they are too many. Parsers take '):' for one sign, a face."""
    label = list(takewhile(lambda t: t.text not in _COLONS, tokens[: _LONGEST_NAME + 1]))
    return label if len(label) <= _LONGEST_NAME else []


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


def attach_blocks(parsed: Parsed, drafts: list[Draft], cues: Cues) -> None:
    """Gives a cue that ends its paragraph with a colon the paragraph, or the list, that follows.

    Whoever 'issued the following statement:' says it, too: a draft for that is added.
    """
    paragraphs = list(_paragraphs(parsed))
    waiting = {d.anchor.sentence.tokens[-1].index: d for d in drafts if d.quotes and not d.content}
    for number, tokens in enumerate(paragraphs[:-1]):
        if tokens[-1].text != ":":
            continue
        draft = waiting.get(tokens[-1].index) or _put_out(tokens[-1].sentence, drafts, cues)
        if draft is not None:
            following = list(takewhile(partial(_same_passage, tokens), paragraphs[number + 1 :]))
            block = list(takewhile(_is_item, following)) or following[:1]
            draft.content.update(t.index for tokens in block for t in tokens)


def _put_out(sentence: Sentence, drafts: list[Draft], cues: Cues) -> Draft | None:
    verb = sentence.root
    thing, source = verb.child("dobj"), source_of(verb)
    if thing is None or source is None or cues.carries(thing) is None:
        return None
    drafts.append(Draft(cues.carries(thing) or "statement", verb, [verb], source, set(), True))
    return drafts[-1]


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
