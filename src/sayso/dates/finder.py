"""Finds times in a text: takes runs of time words, tries every rule at each word of a run, keeps the longest match."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.dates.grammar import Grammar, Rule, load_grammar
from sayso.dates.joining import joined
from sayso.dates.scene import Anchor, Scene
from sayso.dates.words import load_words
from sayso.model import Document, Span, TimeExpression

_SILENT = frozenset({"foreign", "boilerplate"})
# In words. No expression is nearly as long; it bounds the work on odd texts.
_LONGEST_RUN = 64
# What may follow the last word of a run and count for its rules: a full stop, an apostrophe.
_TAIL = 4
# Words within expressions that open none; to try no rule there saves time.
_NEVER_FIRST = frozenset(
    {"and", "d", "from", "m", "nd", "of", "on", "or", "p", "pm", "rd", "s", "st", "th", "than", "to"}
)
_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+")
# What may stand between two words of one run: never an empty line, never much.
_BETWEEN = re.compile(r"[ \t\u00a0,.'’/:–‐‑-]{0,5}\n?[ \t'’]{0,3}")


def find_dates(document: Document) -> tuple[TimeExpression, ...]:
    """The times that the document names, in the order of its text and without overlaps; offsets count in its `text`.

    Values are TIMEX3, resolved against `published`: '2021-08-19', '2021-08', '2021-W33', '1989-Q3', '198' (the
    eighties), 'P3D', 'XXXX-WXX-4' (some Thursday), 'PAST_REF'; or an ISO interval ('1996/2001'). What cannot be
    resolved, for want of a publication date or otherwise, has an X for each digit that is open. Foreign and
    boilerplate passages are passed over.
    """
    grammar = load_grammar()
    scene = Scene(text=document.text, anchor=Anchor.of(document.published), words=load_words())
    for start, end in _readable(document):
        for run in _runs(document.text, start, end, grammar):
            _read_run(run, scene, grammar)
    return joined(document.text, scene)


def _readable(document: Document) -> Iterator[Span]:
    start = 0
    for passage in document.passages:
        if passage.voice in _SILENT:
            yield start, passage.start
            start = passage.end
    yield start, len(document.text)


def _runs(text: str, start: int, end: int, grammar: Grammar) -> Iterator[list[Span]]:
    """The spans of the words of each run in which an expression may lie."""
    vocabulary, cores = grammar.vocabulary, grammar.cores
    run: list[Span] = []
    has_core = False
    for token in _TOKEN.finditer(text, start, end):
        word = token[0].lower()
        digits = word[0] <= "9" and len(word) <= 6
        known = digits or word in vocabulary
        if run and not (known and len(run) < _LONGEST_RUN and _BETWEEN.fullmatch(text, run[-1][1], token.start())):
            if has_core:
                yield run
            run, has_core = [], False
        if known:
            run.append(token.span())
            has_core = has_core or word in cores or (digits and _may_be_core(text, *token.span()))
    if has_core:
        yield run


def _may_be_core(text: str, start: int, end: int) -> bool:
    """Whether digits alone may be a time: '1998', '11/23', '14:30', '80s', \"'98\"."""
    return end - start == 4 or text[end : end + 1] in ("/", ":", "s") or text[start - 1 : start] in ("'", "’")


def _read_run(run: list[Span], scene: Scene, grammar: Grammar) -> None:
    done, limit = 0, min(run[-1][1] + _TAIL, len(scene.text))
    words = [scene.text[start:end].lower() for start, end in run]
    present = {*words, *("0" if len(word) != 4 else "0000" for word in words if word[0] <= "9")}
    if "0000" in present:
        present.add("0")
    scene.is_prose = len(run) < _LONGEST_RUN
    rules = [rule for rule in grammar.rules if not rule.needs.isdisjoint(present)]
    for (start, _), word in zip(run, words, strict=True):
        if start < done or word in _NEVER_FIRST:
            continue
        if expression := _read_at(start, limit, scene, rules):
            scene.found.append(expression)
            done = expression.end


def _read_at(start: int, limit: int, scene: Scene, rules: Sequence[Rule]) -> TimeExpression | None:
    text = scene.text
    matches = [(match, rule) for rule in rules if (match := rule.pattern.match(text, start, limit))]
    if len(matches) > 1:
        matches.sort(key=lambda found: -found[0].end())
    for match, rule in matches:
        if reading := rule.read(match, scene):
            return TimeExpression(match.start(), match.end(), *reading)
    return None
