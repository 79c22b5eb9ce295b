"""A row of the file format -> marks on its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from sayso.coding.anchors import Anchors
from sayso.coding.marks import Mark, MarkedText, inside
from sayso.model import Span

Row: TypeAlias = Mapping[str, Any]
Placeable: TypeAlias = Callable[[str, Sequence[Span]], bool]
"""Whether a format can mark these spans of this text."""

LISTS = ("mentions", "attributions", "claims", "labels")
"""What of a row becomes marks; its other fields go along as they are."""


def blank(row: Row) -> dict[str, Any]:
    """The row without any coding, for a coder who is not to see what others, or sayso, found.

    Its actors stay: who is meant by which name is the same question for all coders.
    """
    kept = {name: value for name, value in row.items() if name not in (*LISTS, "unresolved")}
    return {**kept, "claims": [], "labels": []}


def mark_row(row: Row, placeable: Placeable = inside) -> MarkedText:
    """All that can be marked as marks, in the order of the row's lists; the rest in the head."""
    marking = _Marking(row, placeable)
    marks = marking.marks()
    head = {name: value for name, value in row.items() if name not in (*LISTS, "text")}
    return MarkedText(text=row["text"], head={**head, "unplaced": marking.unplaced}, marks=marks)


def voice(row: Row, spans: Sequence[Span]) -> str:
    """On whose word the article's own statements stand: 'reader' in a comment, else who the document speaks for."""
    passages = row.get("passages") or []
    if spans and any(p["voice"] == "comment" and p["start"] <= spans[0][0] < p["end"] for p in passages):
        return "reader"
    return row.get("speaker") or row.get("publisher") or row.get("author") or "the document"


def numbered(name: str, place: int) -> str:
    """The feature or role at a place (from 0) in a list: 'holder', 'holder2', 'holder3' ..."""
    return f"{name}{place + 1}" if place else name


class _Marking:
    def __init__(self, row: Row, placeable: Placeable) -> None:
        self._row, self._text, self._placeable = row, row["text"], placeable
        self.unplaced: dict[str, list[list[Any]]] = {name: [] for name in LISTS if name in row}

    def marks(self) -> tuple[Mark, ...]:
        mentions = list(self._mentions())
        self._anchors = Anchors(self._text, self._row.get("actors", {}), mentions)
        others = [*self._attributions(), *self._claims(), *self._labels()]
        return (*(found for found, _ in mentions), *self._anchors.made, *others)

    def _placed(self, name: str, spans_of: Callable[[Any], Any]) -> Iterator[tuple[int, Any, tuple[Span, ...]]]:
        """The items of a list that can be marked: (number from 1, item, spans); the others become unplaced."""
        for index, item in enumerate(self._row.get(name) or []):
            spans = spans_of(item) or []
            if inside(self._text, spans) and self._placeable(self._text, [tuple(span) for span in spans]):
                yield index + 1, item, tuple((a, b) for a, b in spans)
            else:
                self.unplaced[name].append([index, item])

    def _mentions(self) -> Iterator[tuple[Mark, Sequence[str]]]:
        for number, mention, spans in self._placed("mentions", lambda mention: [mention[:2]]):
            _, _, form, actors, holder, distanced = (*mention, False)[:6]
            features = {"form": form} | ({"distanced": "yes"} if distanced else {})
            if list(actors) != [self._text[slice(*spans[0])]]:
                features |= {numbered("actor", place): key for place, key in enumerate(actors or [""])}
            if holder is not None:
                features["holder"] = holder
            yield Mark(id=f"m{number}", kind="Actor", spans=spans, features=features), actors

    def _content(self, attribution: Row) -> Any:  # noqa: ANN401 - spans, if they are any
        """The spans of what is said; nothing where source or cue cannot be marked, for then nothing is."""
        parts = [attribution[role] for role in ("source", "cue") if attribution.get(role)]
        sound = all(inside(self._text, spans) and self._placeable(self._text, spans) for spans in parts)
        return attribution.get("content") if sound else None

    def _attributions(self) -> Iterator[Mark]:
        placed = list(self._placed("attributions", self._content))
        ids = {attribution["id"]: f"a{number}" for number, attribution, _ in placed}
        for number, attribution, spans in placed:
            features = {"id": attribution["id"]}
            features |= _chosen(attribution, _MANNER, _ATTRIBUTION)
            features |= _given(attribution, ("holder", "unresolved"))
            links: list[tuple[str, str]] = []
            for role in ("source", "cue"):
                parts = [tuple(span) for span in attribution.get(role) or []]
                if parts:
                    part = Mark(id=f"{role}{number}", kind="Source" if role == "source" else "Cue", spans=tuple(parts))
                    links.append((part.kind, part.id))
                    yield part
            if (parent := attribution.get("parent")) in ids:
                links.append(("Parent", ids[parent]))
            elif parent is not None:
                features["parent"] = parent
            yield Mark(id=f"a{number}", kind="Attribution", spans=spans, features=features, links=tuple(links))

    def _claims(self) -> Iterator[Mark]:
        for number, claim, spans in self._placed("claims", lambda claim: claim.get("evidence")):
            features = {"relation": claim["relation"]}
            features |= _chosen(claim, {"polarity": "polarity", "modality": "modality"}, _CLAIM)
            features |= _given(claim, ("when", "where"))
            if claim.get("confidence", 1.0) != 1.0:
                features["confidence"] = repr(float(claim["confidence"]))
            if claim.get("why"):
                features["why"] = claim["why"]
            parts = {"Subject": claim["subject"], "Object": claim["object"]}
            yield self._linked(f"c{number}", "Claim", spans, features, parts | self._holders(claim, spans))

    def _labels(self) -> Iterator[Mark]:
        for number, label, spans in self._placed("labels", lambda label: label.get("evidence")):
            features = _chosen(label, {"tone": "tone"}, {})
            if label["label"] != self._text[slice(*spans[0])]:
                features["label"] = label["label"]
            parts = {"Actor": label["actor"]} | self._holders(label, spans)
            yield self._linked(f"l{number}", "Label", spans, features, parts)

    def _holders(self, item: Row, spans: Sequence[Span]) -> dict[str, str]:
        """The chain by role; the outermost is left out where it is whose words the passage is anyway."""
        parts = {numbered("Holder", place): key for place, key in enumerate(item.get("holder") or [""])}
        if parts.get("Holder") == voice(self._row, spans):
            del parts["Holder"]
        return parts

    def _linked(self, id_: str, kind: Any, spans: tuple[Span, ...], features: dict[str, str], parts: Row) -> Mark:  # noqa: ANN401
        """A mark with its actors: as links to where they are named nearby, else by their keys."""
        links = []
        for role, key in parts.items():
            anchor = self._anchors.near(key, spans)
            if anchor is None:
                features[role.lower()] = key
            else:
                links.append((role, anchor))
        return Mark(id=id_, kind=kind, spans=spans, features=features, links=tuple(links))


_CLAIM = {"polarity": "affirmed", "modality": "actual"}
_MANNER = {"kind": "manner", "standing": "standing", "stance": "stance"}
_ATTRIBUTION = {"manner": "speech", "standing": "named", "stance": "neutral"}


def _chosen(item: Row, features: Mapping[str, str], usual: Mapping[str, str]) -> dict[str, str]:
    """The features with a closed list of values that are not as usual, by the names that marks have for them."""
    found = {feature: item[field] for field, feature in features.items() if item.get(field) is not None}
    return {feature: value for feature, value in found.items() if usual.get(feature) != value}


def _given(item: Row, fields: Sequence[str]) -> dict[str, str]:
    return {field: item[field] for field in fields if item.get(field) is not None}
