"""The pictures of one actor: its neighbours with their signs, and when somebody spoke of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sayso.findings.networks import Edge
from sayso.pages.words import count
from sayso.pictures import network, spokes, timeline
from sayso.pictures.signs import SIGNS, VALENCES
from sayso.pictures.tables import Linked, Table
from sayso.storage.appearances import Between, DaySaid
from sayso.storage.portraits import Shown
from sayso.workbench.addresses import Addresses
from sayso.workbench.figures import Figure
from sayso.workbench.parameters import address

_NEIGHBOURS, _LANES, _MOST_DAYS = 14, 8, 400
_DAY, _MONTH = len("2024-02-19"), len("2024-02")


def neighbours(
    told: Sequence[Between], names: Mapping[str, str], shown: Shown, period: Mapping[str, str | None]
) -> Figure | None:
    """The actor and those with whom most claims relate it."""
    number: Counter[str] = Counter()
    for row in told:
        number[row.object if row.subject == shown.identity else row.subject] += row.claims
    nearest = sorted(number, key=lambda who: (-number[who], who))[:_NEIGHBOURS]
    edges = _edges((row for row in told if {row.subject, row.object} & set(nearest)), names)
    if not edges:
        return None

    def href(edge: Edge) -> str:
        return address("/claims", None, subject=edge.subject_identity, object=edge.object_identity, **period)

    def spoke(edge: Edge, name: str, identity: str) -> spokes.Spoke:
        sign, number = network.sign_of(edge), _weight(edge)
        words = f"{edge.subject} → {edge.object}: {count(number, 'claim')}, {SIGNS[sign].word}"
        return spokes.Spoke(name, sign, number, words, href(edge), Addresses().actor(identity))

    into = [spoke(e, e.subject, e.subject_identity) for e in edges if e.object_identity == shown.identity]
    out = [spoke(e, e.object, e.object_identity) for e in edges if e.subject_identity == shown.identity]
    caption = (
        f"Who is said to do what to {shown.name}, and {shown.name} to whom: the {len(nearest)} in most claims with it"
    )
    drawing = spokes.draw(shown.name, into, out, name=caption)
    header = ("from", "to", "friendly claims", "hostile claims", "neutral claims", "denials")
    rows = tuple((Linked(e.subject, href(e)), e.object, e.friendly, e.hostile, e.neither, e.denied) for e in edges)
    return Figure(drawing, caption, Table(header, rows, (2, 3, 4, 5)))


def _edges(told: Iterable[Between], names: Mapping[str, str]) -> list[Edge]:
    pairs: dict[tuple[str, str], Counter[str]] = {}
    for row in told:
        kind = "denied" if row.polarity == "denied" else VALENCES[row.valence]
        pairs.setdefault((row.subject, row.object), Counter())[kind] += row.claims
    edges = [
        Edge(
            subject=names.get(subject, subject),
            object=names.get(object_, object_),
            subject_identity=subject,
            object_identity=object_,
            friendly=number["friendly"],
            hostile=number["hostile"],
            neither=number["neither"],
            denied=number["denied"],
            friendly_sources=0,
            hostile_sources=0,
        )
        for (subject, object_), number in pairs.items()
    ]
    return sorted(edges, key=lambda edge: (-_weight(edge), edge.subject_identity, edge.object_identity))


def _weight(edge: Edge) -> int:
    return edge.friendly + edge.hostile + edge.neither + edge.denied


def said_when(days: Sequence[DaySaid], identity: str) -> Figure | None:
    """A lane for each of those outlets that say most of the actor."""
    number: Counter[str] = Counter()
    for row in days:
        number[row.outlet] += row.claims
    outlets = sorted(number, key=lambda name: (-number[name], name))[:_LANES]
    if not outlets:
        return None
    lanes = [timeline.Lane(name, _marks(days, name, identity), _place(days, name)) for name in outlets]
    caption = "When what is said of it was put out, by whom"
    return Figure(timeline.draw(lanes, name=caption), caption, timeline.table(lanes))


def _place(days: Sequence[DaySaid], outlet: str) -> str | None:
    return Addresses().source(outlet) if any(row.published for row in days if row.outlet == outlet) else None


def _marks(days: Sequence[DaySaid], outlet: str, identity: str) -> tuple[timeline.Mark, ...]:
    """What an outlet says by day, or where that would be a long table, by month."""
    length = _DAY if len(days) <= _MOST_DAYS else _MONTH
    number: Counter[tuple[str, str]] = Counter()
    for row in days:
        if row.outlet == outlet:
            number[row.day[:length], row.side] += row.claims
    return tuple(
        timeline.Mark(
            day, side, f"{day}: {outlet}", address("/claims", None, about=identity, since=day, until=day), some
        )
        for (day, side), some in sorted(number.items())
    )
