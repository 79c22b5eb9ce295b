"""Finds times in a text: takes runs of time words, tries every rule at each word of a run, keeps the longest match."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeAlias

from sayso.dates import calendar_rules, relative_rules, span_rules
from sayso.dates.joining import joined
from sayso.dates.scene import Anchor, Match, Reading, Scene
from sayso.dates.words import Words, compile_template, load_words
from sayso.model import Document, Span, TimeExpression

Rule: TypeAlias = tuple[re.Pattern[str], Callable[[Match, Scene], Reading | None]]

_SILENT = frozenset({"foreign", "boilerplate"})
# In words. No expression is nearly as long; it bounds the work on odd texts.
_LONGEST_RUN = 64
# Words within expressions that open none; to try no rule there saves time.
_NEVER_FIRST = frozenset("and d from m nd of on or p pm rd s st th than to".split())
_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+")
# What may stand between two words of one run: never an empty line, never much.
_BETWEEN = re.compile(r"[ \t\u00a0,.'’/:–‐‑-]{0,5}\n?[ \t'’]{0,3}")


def find_dates(document: Document) -> tuple[TimeExpression, ...]:
    """The times that the document names, in the order of its text and without overlaps; offsets count in its `text`.

    Values are TIMEX3, resolved against `published`: '2021-08-19', '2021-08', '2021-W33', '1989-Q3', '198' (the eighties),
    'P3D', 'XXXX-WXX-4' (some Thursday), 'PAST_REF'; or an ISO interval ('1996/2001'). What cannot be resolved, for want
    of a publication date or otherwise, has an X for each digit that is open. Foreign and boilerplate passages are passed over.
    """
    words = load_words()
    scene = Scene(text=document.text, anchor=Anchor.of(document.published), words=words)
    for start, end in _readable(document):
        for run in _runs(document.text, start, end, words):
            _read_run(run, scene)
    return joined(document.text, scene)


def _readable(document: Document) -> Iterator[Span]:
    start = 0
    for passage in document.passages:
        if passage.voice in _SILENT:
            yield start, passage.start
            start = passage.end
    yield start, len(document.text)


def _runs(text: str, start: int, end: int, words: Words) -> Iterator[list[Span]]:
    """The spans of the words of each run in which an expression may lie."""
    vocabulary, cores = words.vocabulary, words.cores
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


def _read_run(run: list[Span], scene: Scene) -> None:
    done = 0
    limit = run[-1][1]
    for start, end in run:
        if start >= done and scene.text[start:end].lower() not in _NEVER_FIRST and (expression := _read_at(start, min(limit + 4, len(scene.text)), scene)):
            scene.found.append(expression)
            done = expression.end


def _read_at(start: int, limit: int, scene: Scene) -> TimeExpression | None:
    matches = [(match, rule) for pattern, rule in _grammar() if (match := pattern.match(scene.text, start, limit))]
    for match, rule in sorted(matches, key=lambda found: -found[0].end()):
        if reading := rule(match, scene):
            return TimeExpression(match.start(), match.end(), *reading)
    return None


@cache
def _grammar() -> tuple[Rule, ...]:
    templates = (*calendar_rules.RULES, *relative_rules.RULES, *span_rules.RULES)
    return tuple((compile_template(template, load_words()), rule) for template, rule in templates)
