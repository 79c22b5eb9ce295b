"""Lemma, part of speech, tag and arc of words, each worked out once: most words of a text have been met before.

spaCy's attribute ruler tries every rule on every word, and its lemmatiser looks lemmas up in long lists. Nearly all
rules see one word, its tag and its arc alone, so that what ruler and lemmatiser make of these can be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from sayso.language.lemmas import full_lemma

Key: TypeAlias = tuple[int, int, int]
"""The parser's numbers of a word as it is written, its tag, and its arc."""

_SEEN = {"LOWER", "TAG", "DEP", "IS_SPACE"}
"""What a rule may ask of a word so that the answer hangs on the key alone."""
_TAKEN_OVER = ("attribute_ruler", "lemmatizer")
_MOST = 200_000
"""So many forms are kept; then the memory is emptied."""


class Form(NamedTuple):
    """Lemma (lower case), universal part of speech, tag and label of the arc, as in a Token."""

    lemma: str
    pos: str
    tag: str
    dep: str


FormReader: TypeAlias = Callable[[Sequence[Any]], list[list[Form]]]
"""Takes parsed texts of the parser's, gives the form of each of their words."""


class KnownForms:
    """What a pipeline's attribute ruler and lemmatiser make of words, without asking twice for the same.

    Where a word may begin a rule for several words, it is given to both together with as many words behind it.
    """

    def __init__(self, nlp: Any) -> None:  # noqa: ANN401 - spaCy ships no types
        from spacy.matcher import Matcher

        self._vocab = nlp.vocab
        self._ruler, self._lemmatizer = (nlp.get_pipe(name) for name in _TAKEN_OVER)
        _index_as_sets(self._lemmatizer)
        self._of_words = type(self._ruler)(nlp.vocab)
        self._of_words.add_patterns([rule for rule in self._ruler.patterns if _is_of_one_word(rule)])
        self._beginnings = Matcher(nlp.vocab)
        for rule in self._ruler.patterns:
            if not _is_of_one_word(rule):
                self._beginnings.add("beginning", [pattern[:1] for pattern in rule["patterns"]])
        self._longest = max((len(pattern) for rule in self._ruler.patterns for pattern in rule["patterns"]), default=1)
        self._forms: dict[Key, Form] = {}
        self._together: dict[tuple[Key, ...], list[Form]] = {}
        self._begin: set[Key] = set()

    def __call__(self, docs: Sequence[Any]) -> list[list[Form]]:
        """The form of each word of tagged and parsed texts."""
        if len(self._forms) + len(self._together) > _MOST:
            self._forms.clear()
            self._together.clear()
        texts: list[list[Key]] = [
            list(zip(*doc.to_array(["ORTH", "TAG", "DEP"]).T.tolist(), strict=True)) for doc in docs
        ]
        if new := [key for key in dict.fromkeys(chain.from_iterable(texts)) if key not in self._forms]:
            self._ask(new)
        return [self._of(keys) for keys in texts]

    def _of(self, keys: Sequence[Key]) -> list[Form]:
        found = [self._forms[key] for key in keys]
        if not self._begin.isdisjoint(keys):
            for start, end in self._runs(keys):
                found[start:end] = self._of_several(tuple(keys[start:end]))
        return found

    def _runs(self, keys: Sequence[Key]) -> Iterator[tuple[int, int]]:
        """From where to where rules for several words may reach."""
        start = end = 0
        for place in (place for place, key in enumerate(keys) if key in self._begin):
            if place >= end:
                if end:
                    yield start, end
                start = place
            end = min(place + self._longest, len(keys))
        yield start, end

    def _of_several(self, keys: tuple[Key, ...]) -> list[Form]:
        if keys not in self._together:
            self._together[keys] = _forms(self._lemmatizer(self._ruler(self._words(keys))))
        return self._together[keys]

    def _ask(self, keys: Sequence[Key]) -> None:
        doc = self._words(keys)
        self._begin.update(keys[place] for _, place, _ in self._beginnings(doc, allow_missing=True))
        self._forms.update(zip(keys, _forms(self._lemmatizer(self._of_words(doc))), strict=True))

    def _words(self, keys: Sequence[Key]) -> Any:  # noqa: ANN401
        from spacy.tokens import Doc

        words, tags, arcs = ([self._vocab.strings[number] for number in column] for column in zip(*keys, strict=True))
        return Doc(self._vocab, words=words, tags=tags, deps=arcs, heads=list(range(len(words))))


def take_over_forms(nlp: Any) -> FormReader:  # noqa: ANN401
    """A reader of forms that takes the place of a pipeline's ruler and lemmatiser, which no longer run.

    Where they are of a kind that looks at more than words, they stay, and what they write is read.
    """
    if not all(nlp.has_pipe(name) for name in _TAKEN_OVER):
        return read_forms
    ruler, lemmatizer = (nlp.get_pipe(name) for name in _TAKEN_OVER)
    by_words = getattr(lemmatizer, "mode", "") in ("rule", "lookup")
    asked = {asked for rule in ruler.patterns for pattern in rule["patterns"] for word in pattern for asked in word}
    if not by_words or not asked <= _SEEN:
        return read_forms
    known = KnownForms(nlp)
    for name in _TAKEN_OVER:
        nlp.disable_pipe(name)
    return known


def read_forms(docs: Sequence[Any]) -> list[list[Form]]:
    """The forms that a pipeline has written into texts, with the mute 'e' of short verbs."""
    return [_forms(doc) for doc in docs]


def _forms(doc: Any) -> list[Form]:  # noqa: ANN401
    return [
        Form(full_lemma(word.lemma_.lower(), word.lower_, word.tag_), word.pos_, word.tag_, word.dep_) for word in doc
    ]


def _is_of_one_word(rule: Any) -> bool:  # noqa: ANN401
    return all(len(pattern) == 1 for pattern in rule["patterns"])


def _index_as_sets(lemmatizer: Any) -> None:  # noqa: ANN401
    """spaCy looks words up in lists of tens of thousands, and asks no more of them than whether they hold a word."""
    if lemmatizer.lookups.has_table("lemma_index"):
        table = lemmatizer.lookups.get_table("lemma_index")
        for word_class in list(table):
            table[word_class] = frozenset(table[word_class])
