"""Rows of the file format for tests of hand coding: one that is written out, and any that hypothesis can think of."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import strategies as st

from sayso.model import Attribution, Claim, Label, Naming

TEXT = (
    "The Harbour Wire, 3 May 2031\r\n\r\n"
    "The minister said that Quorvia 🚢 armed the Salt Brotherhood,\r\nand that the pirates would attack. "
    "Norvath denied it. 'Quorvia's puppets,' wrote a reader of the Wire.\n"
)


def span(words: str, text: str = TEXT) -> list[int]:
    """Where these words first stand."""
    start = text.index(words)
    return [start, start + len(words)]


def gold_row() -> dict[str, Any]:
    """A document as a coder writes it down: in the shape of gold, with emoji, CRLF, an overlap and a chain of three."""
    whole = [span("Quorvia 🚢 armed")[0], span("Salt Brotherhood,\r\n")[1] - 3]
    return {
        "id": "wire/31: a 'test'?",
        "title": "Who arms whom",
        "publisher": "The Harbour Wire",
        "author": None,
        "published": "2031-05-03",
        "text": TEXT,
        "passages": [{"start": 0, "end": 32, "voice": "byline"}, {"start": 32, "end": len(TEXT), "voice": "article"}],
        "actors": {
            "Quorvia": ["Quorvia"],
            "Salt Brotherhood": ["Salt Brotherhood", "the pirates"],
            "minister": ["The minister"],
            "Norvath": ["Norvath"],
        },
        "claims": [
            {
                "holder": ["The Harbour Wire", "minister"],
                "subject": "Quorvia",
                "relation": "supports",
                "object": "Salt Brotherhood",
                "polarity": "affirmed",
                "modality": "actual",
                "when": "2031-04",
                "evidence": [whole, span("the pirates")],
            },
            {
                "holder": ["A reader | of = it", "minister", "Elsewhere"],
                "subject": "Salt Brotherhood",
                "relation": "attacks",
                "object": "An island that is not named",
                "polarity": "denied",
                "modality": "intended",
                "when": None,
                "evidence": [[whole[0] + 3, span("would attack")[1]]],
            },
        ],
        "labels": [
            {
                "holder": ["The Harbour Wire"],
                "actor": "Quorvia",
                "label": "puppets",
                "tone": "negative",
                "evidence": [span("Quorvia's puppets")],
            }
        ],
    }


class _Typed(msgspec.Struct, kw_only=True):
    """A row with the fields that coding is about filled up with their defaults; None where the row has no such list."""

    claims: tuple[Claim, ...] | None = None
    labels: tuple[Label, ...] | None = None
    attributions: tuple[Attribution, ...] | None = None
    mentions: tuple[Naming, ...] | None = None


def filled(row: dict[str, Any]) -> dict[str, Any]:
    """The row as JSON gives it, with the defaults of claims, labels, attributions and mentions written out."""
    plain = msgspec.json.decode(msgspec.json.encode(row))
    return plain | msgspec.json.decode(msgspec.json.encode(msgspec.convert(plain, _Typed)))


_CHARACTERS = st.one_of(
    st.sampled_from("ab X.|=%>\t\n\r\f\x0b\x85\u2028🚢𝒳e\u0301ß"),
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"),
)
_WORDS = st.text(_CHARACTERS, min_size=1, max_size=12)
_RELATIONS = st.sampled_from(("supports", "attacks", "Claim", "with blanks", "Actor", "e-1"))


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    """Rows as sayso writes them: any text, overlapping and touching spans, actors with and without a place."""
    text = draw(st.text(_CHARACTERS, max_size=60))
    spans = st.tuples(*[st.integers(0, len(text) + 1)] * 2).map(sorted).map(list)
    several = st.lists(spans, max_size=3)
    pieces = st.integers(0, max(len(text) - 1, 0)).flatmap(lambda a: st.just(text[a : a + 4] or "nobody"))
    key = st.one_of(_WORDS, pieces)
    actors = draw(st.dictionaries(key, st.lists(st.one_of(pieces, _WORDS), max_size=3), max_size=4))
    who = st.one_of(key, st.sampled_from(sorted(actors) or ["nobody"]))
    maybe = st.none() | _WORDS
    chain = st.lists(who, min_size=1, max_size=4)
    claim = st.fixed_dictionaries(
        {
            "holder": chain,
            "subject": who,
            "relation": _RELATIONS,
            "object": who,
            "polarity": st.sampled_from(("affirmed", "denied")),
            "modality": st.sampled_from(("actual", "intended", "possible")),
            "when": maybe,
            "where": maybe,
            "evidence": several,
            "confidence": st.floats(0, 1),
            "why": st.just("") | _WORDS,
        }
    )
    tone = st.sampled_from(("negative", "positive"))
    label = st.fixed_dictionaries({"holder": chain, "actor": who, "label": _WORDS, "tone": tone, "evidence": several})
    attribution = st.fixed_dictionaries(
        {
            "id": st.sampled_from(("a1", "a2", "a3", "other")),
            "parent": st.sampled_from((None, "a1", "gone")),
            "kind": st.sampled_from(("speech", "attitude", "denial")),
            "holder": maybe,
            "unresolved": maybe,
            "standing": st.sampled_from(("named", "anonymous", "self")),
            "stance": st.sampled_from(("neutral", "endorses", "distances")),
            "source": several,
            "cue": several,
            "content": several,
        }
    )
    form = st.sampled_from(("name", "label", "nominal", "derived", "pronoun"))
    mention = st.tuples(spans, form, st.lists(who, max_size=3, unique=True), maybe, st.booleans()).map(
        lambda parts: [*parts[0], *parts[1:]]
    )
    return {
        "id": draw(_WORDS),
        "title": draw(maybe),
        "publisher": draw(maybe),
        "text": text,
        "passages": draw(st.just([]) | st.just([{"start": 0, "end": len(text), "voice": "comment"}])),
        "actors": {name: {"type": "state", "names": names} for name, names in actors.items()},
        "attributions": draw(st.lists(attribution, max_size=3, unique_by=lambda a: a["id"])),
        "claims": draw(st.lists(claim, max_size=4)),
        "labels": draw(st.lists(label, max_size=2)),
        "dates": [],
        "mentions": draw(st.lists(mention, max_size=4)),
    }
