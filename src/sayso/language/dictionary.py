"""Which words the parser gives as lemmas: for checking word lists that people write by hand."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from sayso.language.engine import DEFAULT_MODEL
from sayso.language.pipeline import load_pipeline

WordClass: TypeAlias = Literal["verb", "noun", "adjective"]

_POS = {"verb": "VERB", "noun": "NOUN", "adjective": "ADJ"}
_INDEX = {"verb": "verb", "noun": "noun", "adjective": "adj"}


class Dictionary:
    """The tokeniser and lemmatiser of an installed model.

    Raises ModelError where the model is not installed.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self._nlp = load_pipeline(model)
        lemmatizer: Any = self._nlp.get_pipe("lemmatizer") if self._nlp.has_pipe("lemmatizer") else None
        self._by_rules = lemmatizer is not None and lemmatizer.mode == "rule"
        index = lemmatizer.lookups.get_table("lemma_index") if self._by_rules else {}
        self._lemmatizer = lemmatizer
        self._headwords = {name: frozenset(index.get(key, ())) for name, key in _INDEX.items()}

    def pieces(self, words: str) -> tuple[str, ...]:
        """The words into which the parser cuts a string: ('safe', '-', 'haven')."""
        return tuple(token.text for token in self._nlp.make_doc(words))

    def has(self, word: str, word_class: WordClass) -> bool:
        """Whether the model knows the word as a lemma of this class."""
        return word in self._headwords[word_class]

    def lemma(self, word: str, word_class: WordClass) -> str:
        """The word itself where it can be a lemma of this class, else the lemma that it has there ('armed': 'arm').

        Where the model looks lemmas up in another way than by rules, every word may be a lemma.
        """
        if not self._by_rules or self.has(word, word_class):
            return word
        doc = self._nlp.make_doc(word)
        doc[0].pos_ = _POS[word_class]
        return str(self._lemmatizer.lemmatize(doc[0])[0])
