"""Whose word one statement rests on: its folding in full, with names, claims and the words of the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, select

from sayso.corpus.copies import in_order
from sayso.corpus.independence import USUAL, Fold, Folding, Kind, Root, Step, fold, source_of
from sayso.storage import schema as t
from sayso.storage.actors import usual_names
from sayso.storage.claims import claims_by_key
from sayso.storage.database import portions
from sayso.storage.registry_links import REGISTRY, read_owners
from sayso.storage.rows import StoredClaim
from sayso.storage.statements import StatementRow, find_statement
from sayso.storage.voices import SIDES, Side, Voice, read_voices

MOST = 5
"""So many claims of each root are shown with their words, unless more are asked for."""
MOST_ROOTS = 20
"""And of so many roots on each side."""


class FoldingStep(msgspec.Struct, frozen=True, kw_only=True):
    """One fold: how many documents ('reprints') or sources there were before and after it, and whom it made one."""

    fold: Fold
    before: int
    after: int
    joined: tuple[tuple[str, ...], ...] = ()


class SourceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One root: who it is, and what rests on it.

    `kind` is 'named', 'anonymous' (`names` are then those on whose word there is such a source) or 'reader'.
    `documents` are those that are no reprints. `claims` and `copies` are the first to be published, with their words;
    of the rest there is the number, and of the roots behind the first few nothing else.
    """

    kind: Kind
    names: tuple[str, ...]
    identities: tuple[str, ...]
    documents: int
    first_day: str | None = None
    last_day: str | None = None
    claims: tuple[StoredClaim, ...]
    more: int = 0
    copies: tuple[StoredClaim, ...] = ()
    more_copies: int = 0


class SideRow(msgspec.Struct, frozen=True, kw_only=True):
    """All who take one side: `documents`, `originals` of them that are no reprints, `voices` (the sources in these,
    document by document), the way of the folding, and the roots.
    """

    side: Side
    documents: int
    originals: int
    voices: int
    independent: int
    anonymous: int
    readers: int
    steps: tuple[FoldingStep, ...]
    sources: tuple[SourceRow, ...]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """How often one holder (the end of a chain) or outlet (its beginning) makes the statement: claims, by side."""

    name: str
    identity: str
    affirmed: int = 0
    denied: int = 0
    possible: int = 0
    intended: int = 0
    documents: int
    first_day: str | None = None
    last_day: str | None = None


class StatementSources(msgspec.Struct, frozen=True, kw_only=True):
    """A statement with all who make it, side by side; holders and outlets in the order in which they first did."""

    statement: StatementRow
    sides: tuple[SideRow, ...]
    holders: tuple[Told, ...]
    outlets: tuple[Told, ...]


def statement_sources(
    connection: Connection,
    prefix: str,
    *,
    folds: Collection[Fold] = USUAL,
    most: int | None = MOST,
    roots: int = MOST_ROOTS,
) -> StatementSources:
    """The one statement whose id is, or begins with, `prefix`, its voices folded.

    `most` claims of so many `roots` on each side come with their words; `most` None shows every claim.

    Raises UsageError where none or several are meant.
    """
    key, statement = find_statement(connection, prefix)
    voices = in_order(voice for _, some in read_voices(connection, [key]) for voice in some)
    owners = read_owners(connection)
    foldings = {
        side: fold((v for v in voices if v.side == side), folds=folds, owners=owners)
        for side in SIDES
        if any(v.side == side for v in voices)
    }
    shown = _Shown(connection, voices, foldings.values(), (most, roots))
    named = [v for v in voices if source_of(v).kind == "named"]
    return StatementSources(
        statement=statement,
        sides=tuple(shown.side(side, folding) for side, folding in foldings.items()),
        holders=tuple(shown.told((source_of(v).identity, v) for v in named)),
        outlets=tuple(shown.told((v.holders[0], v) for v in voices if v.standings[0] != "reader")),
    )


class _Shown:
    """Puts names and claims for identities and keys."""

    def __init__(
        self,
        connection: Connection,
        voices: Sequence[Voice],
        foldings: Iterable[Folding],
        shown: tuple[int | None, int],
    ) -> None:
        most, roots = shown
        self._voices = {voice.claim: voice for voice in voices}
        first = [root for folding in foldings for root in folding.roots[: None if most is None else roots]]
        keys = [key for root in first for part in (root.claims, root.copies) for key in part[:most]]
        self._claims = claims_by_key(connection, keys)
        self._names = shown_names(connection, {holder for voice in voices for holder in voice.holders})

    def side(self, side: Side, folding: Folding) -> SideRow:
        return SideRow(
            side=side,
            documents=folding.documents,
            originals=folding.originals,
            voices=folding.voices,
            independent=folding.number("named"),
            anonymous=folding.number("anonymous"),
            readers=folding.number("reader"),
            steps=tuple(map(self._step, folding.steps)),
            sources=tuple(map(self._source, folding.roots)),
        )

    def _step(self, step: Step) -> FoldingStep:
        joined = tuple(tuple(self._names.get(one, one) for one in group) for group in step.joined)
        return FoldingStep(fold=step.fold, before=step.before, after=step.after, joined=joined)

    def _source(self, root: Root) -> SourceRow:
        voices = [self._voices[claim] for claim in root.claims]
        days = [voice.day for voice in voices if voice.day]
        claims, copies = ([key for key in part if key in self._claims] for part in (root.claims, root.copies))
        return SourceRow(
            kind=root.kind,
            names=tuple(self._names.get(identity, identity) for identity in root.identities),
            identities=root.identities,
            documents=len({voice.document for voice in voices}),
            first_day=min(days, default=None),
            last_day=max(days, default=None),
            claims=tuple(self._claims[key] for key in claims),
            more=len(root.claims) - len(claims),
            copies=tuple(self._claims[key] for key in copies),
            more_copies=len(root.copies) - len(copies),
        )

    def told(self, pairs: Iterable[tuple[str, Voice]]) -> Iterable[Told]:
        """What each identity tells, in the order in which they first come."""
        by: dict[str, list[Voice]] = defaultdict(list)
        for identity, voice in pairs:
            by[identity].append(voice)
        for identity, voices in by.items():
            days = [voice.day for voice in voices if voice.day]
            numbers: Counter[str] = Counter(voice.side for voice in voices)
            yield Told(
                name=self._names.get(identity, identity),
                identity=identity,
                **numbers,
                documents=len({voice.document for voice in voices}),
                first_day=min(days, default=None),
                last_day=max(days, default=None),
            )


def shown_names(connection: Connection, identities: Collection[str]) -> Mapping[str, str]:
    """What these identities are shown as; those of the registry that no document names have their usual name there."""
    i = t.identities.c
    usual = {REGISTRY + own: name for own, name in usual_names(connection).items()}
    found = {identity: usual[identity] for identity in identities if identity in usual}
    for some in portions(identities):
        found |= dict(connection.execute(select(i.identity, i.name).where(i.identity.in_(some))).all())
    return found
