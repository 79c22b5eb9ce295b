"""A walk through the workbench: addresses of all kinds of pages of a large project, in a fixed random order."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

SEED = 7
_SORTS = ("documents", "independent", "inflation", "newest")


class Stop(NamedTuple):
    """A page to open: the kind under which its time is counted, and its address."""

    kind: str
    address: str


class Known(NamedTuple):
    """What the first pages show, from which others are asked for: rows of statements and claims, ids, and names."""

    statements: list[Any]
    claims: list[Any]
    actors: list[str]
    outlets: list[str]
    families: list[str]
    disputes: list[tuple[str, str]]


def walk(data: Callable[[str], Any]) -> list[Stop]:
    """The pages of a walk; `data` gives what stands at an address that ends in '.json'."""
    draw = random.Random(SEED)
    known = _known(data, draw)
    stops = [*_lists(known, draw), *_asked(known), *_ones(known, draw), *_pictures(known)]
    draw.shuffle(stops)
    return stops


def _known(data: Callable[[str], Any], draw: random.Random) -> Known:
    def statements(asked: str) -> list[Any]:
        return [row["row"] for row in data(f"/statements.json?{asked}")["statements"]]

    rows = [row for sort in ("documents", "independent", "newest") for row in statements(f"sort={sort}")]
    claims = [claim for sort in ("newest", "oldest") for claim in data(f"/claims.json?sort={sort}")["claims"]]
    actors = sorted({row["subject"] for row in rows})
    rows += [row for actor in draw.sample(actors, 10) for row in statements(urlencode({"about": actor}))]
    denied = statements("polarity=denied&sort=independent")
    return Known(
        statements=rows,
        claims=claims,
        actors=actors,
        outlets=sorted({claim["publisher"] for claim in claims}),
        families=[family["id"] for family in data("/reprints.json")["families"]],
        disputes=[(row["id"], row["id"]) for row in denied if row["affirmed"]][:10],
    )


def _lists(known: Known, draw: random.Random) -> Iterator[Stop]:
    """Lists as they open, in all orders, and deeper pages."""
    for path in ("/", "/?sort=inflation", "/sources", "/actors", "/documents", "/disputes", "/reprints") * 4:
        yield Stop("overview" if path.startswith("/?") or path == "/" else path.strip("/"), path)
    for path in ("/names", "/answers", "/quotations", "/codebook", "/review", "/review/agreement", "/log") * 2:
        yield Stop("other lists", path)
    for sort in _SORTS * 4:
        yield Stop("statements", f"/statements?sort={sort}")
    for path in ("/claims", "/claims?sort=oldest", "/claims?since=2019-03&until=2019-04") * 6:
        yield Stop("claims", path)
    for row in draw.sample(known.statements, 15):
        yield Stop("statements, paged", f"/statements?after={row['id']}")
    for claim in draw.sample(known.claims, 15):
        yield Stop("claims, paged", f"/claims?after={claim['id']}")


def _asked(known: Known) -> Iterator[Stop]:
    """Lists with conditions, and full-text search."""
    for actor in known.actors[:30]:
        yield Stop("statements, asked", _with("/statements", about=actor))
        yield Stop("claims, asked", _with("/claims", about=actor, polarity="denied"))
    for outlet in known.outlets[:10]:
        yield Stop("statements, asked", _with("/statements", outlet=outlet, independent="2"))
        yield Stop("claims, asked", _with("/claims", outlet=outlet, relation="supports"))
    for actor in known.actors[:6]:
        yield Stop("disputes", _with("/disputes", about=actor))
        yield Stop("other lists", _with("/names", actor=actor))
    for words in ("ministry", '"said that"'):
        yield Stop("search", _with("/claims", words=words))
        yield Stop("search", _with("/documents", words=words))


def _ones(known: Known, draw: random.Random) -> Iterator[Stop]:
    """Pages about one thing."""
    for row in draw.sample(known.statements, 40):
        yield Stop("a statement", f"/statements/{row['id']}")
    for claim in draw.sample(known.claims, 30):
        yield Stop("a claim", f"/claims/{claim['id']}")
        yield Stop("a document", f"/documents/{quote(claim['document'])}")
    for actor in known.actors[:15]:
        yield Stop("an actor", f"/actors/{quote(actor)}")
    for outlet in known.outlets[:10]:
        yield Stop("a source", f"/sources/{quote(outlet)}")
    for family in known.families[:5]:
        yield Stop("a reprint family", f"/reprints/{quote(family)}")
    for one, other in known.disputes:
        yield Stop("a dispute", f"/disputes/{one}/{other}")


def _pictures(known: Known) -> Iterator[Stop]:
    """Pages that are mostly a picture, of everything and of an actor."""
    for path in ("/network", "/compare", "/timeline"):
        yield Stop(path.strip("/"), path)
        for actor in known.actors[:4]:
            yield Stop(path.strip("/"), _with(path, about=actor))


def _with(path: str, **asked: str) -> str:
    return f"{path}?{urlencode(asked)}"
