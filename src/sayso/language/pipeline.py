"""An installed spaCy model -> a function from texts to parsed texts, as quick as the model's kind allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple, TypeAlias

from sayso.errors import ModelError
from sayso.language.arcs import ArcFinder
from sayso.language.entities import EntityFinder
from sayso.language.vectors import WordVectors

_BATCH = 64
_STEPS = ["tok2vec", "tagger", "parser", "ner"]
_EMBED = {"@architectures": "spacy.MultiHashEmbed.v2", "include_static_vectors": False}
_ENCODE = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "window_size": 1}
_RECOGNISER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "use_upper": True,
}


class ParsedText(NamedTuple):
    """A parsed text of spaCy's, and of each of its words the named entity as in a Token."""

    doc: Any
    entities: Sequence[str]


Pipeline: TypeAlias = Callable[[Sequence[str]], Iterator[list[ParsedText]]]
"""Takes texts, gives them parsed, in order, some at a time."""


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


def use_numpy_gemm(nlp: Any) -> None:  # noqa: ANN401
    """Has every layer multiply with numpy: thinc's own BLIS falls back to a slow kernel on many newer processors.

    Always, and not after a timing, so that the same machine always gives the same bits.
    """
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        for node in component.model.walk() if getattr(component, "model", None) is not None else ():
            node.ops = ops


def quickest(nlp: Any) -> Pipeline:  # noqa: ANN401
    """The quick way through the networks of spaCy's small models; spaCy's own for all others."""
    return QuickPipeline(nlp) if _is_small(nlp) else _as_it_is(nlp)


def _is_small(nlp: Any) -> bool:  # noqa: ANN401
    if nlp.pipe_names != _STEPS or nlp.get_pipe("ner").cfg["beam_width"] != 1:
        return False
    recogniser = nlp.get_pipe_config("ner")["model"]
    networks = nlp.get_pipe_config("tok2vec")["model"], recogniser.get("tok2vec", {})
    return _has(recogniser, _RECOGNISER) and all(
        _has(network.get("embed", {}), _EMBED) and _has(network.get("encode", {}), _ENCODE) for network in networks
    )


def _has(config: Any, wanted: dict[str, Any]) -> bool:  # noqa: ANN401
    return all(config.get(key) == value for key, value in wanted.items())


def _as_it_is(nlp: Any) -> Pipeline:  # noqa: ANN401
    def pipeline(texts: Sequence[str]) -> Iterator[list[ParsedText]]:
        for doc in nlp.pipe(texts, batch_size=_BATCH):
            yield [ParsedText(doc, [f"{word.ent_iob_}-{word.ent_type_}" if word.ent_type_ else "" for word in doc])]

    return pipeline


class QuickPipeline:
    """Tagger, parser and recogniser of a small model: their networks, and what follows from them, by numpy."""

    def __init__(self, nlp: Any) -> None:  # noqa: ANN401
        self._cut = nlp.make_doc
        self._vectors = WordVectors(nlp.get_pipe("tok2vec").model)
        self._tagger = nlp.get_pipe("tagger")
        self._find_arcs = ArcFinder(nlp.get_pipe("parser"))
        recogniser = nlp.get_pipe("ner")
        self._entity_vectors = WordVectors(recogniser.model.get_ref("tok2vec").layers[0])
        self._find_entities = EntityFinder(recogniser)

    def __call__(self, texts: Sequence[str]) -> Iterator[list[ParsedText]]:
        """Parses texts, each for itself."""
        for at in range(0, len(texts), _BATCH):
            docs = [self._cut(text) for text in texts[at : at + _BATCH]]
            ends = list(accumulate(map(len, docs)))
            for doc, rows in zip(docs, self._split(self._network(self._vectors, docs), ends), strict=True):
                doc.tensor = rows
            self._tagger.set_annotations(docs, self._tagger.predict(docs))
            self._find_arcs(docs)
            yield list(map(ParsedText, docs, self._split(self._entities(docs, ends), ends)))

    def _network(self, network: WordVectors, docs: Sequence[Any]) -> Any:  # noqa: ANN401
        import numpy as np

        columns = list(network.columns)
        return network(np.concatenate([doc.to_array(columns) for doc in docs]), [len(doc) for doc in docs])

    def _entities(self, docs: Sequence[Any], ends: Sequence[int]) -> list[str]:
        import numpy as np

        begins, space = np.concatenate([doc.to_array(["SENT_START", "IS_SPACE"]) for doc in docs]).T == 1
        last = np.append(begins[1:], True)
        last[np.array(ends) - 1] = True
        found = [""] * len(last)
        for start, end, kind in self._find_entities(self._network(self._entity_vectors, docs), last, space):
            found[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
        return found

    @staticmethod
    def _split(rows: Any, ends: Sequence[int]) -> list[Any]:  # noqa: ANN401
        return [rows[start:end] for start, end in zip([0, *ends], ends, strict=False)]
