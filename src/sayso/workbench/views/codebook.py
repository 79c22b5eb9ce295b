"""The codebook as it is read: the relations with the words that show them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from sayso.claims.codebook import Codebook, Frame, Relation
from sayso.claims.codebook_check import Finding, check_file
from sayso.errors import DataFileError, UsageError
from sayso.pages.views import sign_of
from sayso.resources import CODEBOOK
from sayso.workbench.desk import Desk
from sayso.workbench.kinds import View
from sayso.workbench.parameters import Name

_WORDS = 12


class Asked(msgspec.Struct, frozen=True):
    """`words`: only relations in whose names, wordings or frames these stand."""

    words: Name | None = None


class RelationView(msgspec.Struct, frozen=True, kw_only=True):
    """A relation: how it reads, its sign, and words that show it, those that were searched for first."""

    id: str
    wording: str
    sign: str
    words: list[str]
    number: int


class CodebookPage(msgspec.Struct, frozen=True, kw_only=True):
    """The relations of the codebook; where the file has `faults`, these instead."""

    path: str
    relations: list[RelationView]
    frames: int
    faults: list[Finding]


def show(desk: Desk, asked: Asked) -> CodebookPage:
    """All relations, or those in which words stand."""
    try:
        codebook = desk.codebook
    except DataFileError as error:
        return CodebookPage(path=CODEBOOK, relations=[], frames=0, faults=_faults(desk, error))
    wanted = (asked.words or "").casefold()
    shown = [_relation(codebook, name, relation, wanted) for name, relation in sorted(codebook.relations.items())]
    kept = [one for one in shown if one is not None]
    return CodebookPage(path=CODEBOOK, relations=kept, frames=len(codebook.frames), faults=[])


def _faults(desk: Desk, error: DataFileError) -> list[Finding]:
    try:
        found = check_file(desk.project.folder / CODEBOOK)
    except DataFileError:
        found = []
    faults = [finding for finding in found if finding.kind == "fault"]
    return faults or [Finding("fault", error.key, error.line, str(error))]


def _relation(codebook: Codebook, name: str, relation: Relation, wanted: str) -> RelationView | None:
    words = list(dict.fromkeys(frame.lemma for frame in codebook.frames if frame.relation == name))
    told = (name.replace("_", " "), name, _plain(relation.wording), relation.inverse)
    hits = [word for word in words if wanted and wanted in word.casefold()]
    if wanted and not hits and not any(wanted in one.casefold() for one in told):
        return None
    ordered = [*hits, *(word for word in words if word not in hits)]
    sign = sign_of(name, codebook)
    return RelationView(id=name, wording=_plain(relation.wording), sign=sign, words=ordered[:_WORDS], number=len(words))


def _plain(wording: str) -> str:
    return wording.replace("{subject}", "A").replace("{object}", "B")


class AskedRelation(msgspec.Struct, frozen=True):
    """Which relation, by its name in the codebook."""

    relation: str


class FrameView(msgspec.Struct, frozen=True, kw_only=True):
    """Words of one part of speech that show a relation in one pattern.

    `subject` and `object` are the roles in which the two stand to the word, in the order in which they are tried.
    """

    words: list[str]
    pos: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    mutual: bool
    where: dict[str, list[str]]
    modality: str
    confidence: float


class RelationPage(msgspec.Struct, frozen=True, kw_only=True):
    """A relation with everything that the codebook says of it."""

    id: str
    sign: str
    wordings: dict[str, str]
    facts: list[str]
    codes: dict[str, tuple[str, ...]]
    excludes: list[str]
    frames: list[FrameView]


def show_relation(desk: Desk, asked: AskedRelation) -> RelationPage:
    """Raises UsageError where the codebook has no such relation."""
    codebook = desk.codebook
    relation = codebook.relations.get(asked.relation)
    if relation is None:
        raise UsageError(f"There is no relation '{asked.relation}' in the codebook.")
    excluded = {other for other, one in codebook.relations.items() if asked.relation in one.excludes}
    return RelationPage(
        id=asked.relation,
        sign=sign_of(asked.relation, codebook),
        wordings={
            "as a fact": _plain(relation.wording),
            "from the other side": _plain(relation.inverse_wording),
            "denied": _plain(relation.denied_wording),
        },
        facts=list(_facts(relation)),
        codes={name: codes for name, codes in (("PLOVER", relation.plover), ("CAMEO", relation.cameo)) if codes},
        excludes=sorted(excluded | {*relation.excludes}),
        frames=list(_frames([frame for frame in codebook.frames if frame.relation == asked.relation])),
    )


def _facts(relation: Relation) -> Iterator[str]:
    told = (
        (relation.symmetric, "holds both ways"),
        (relation.one_subject, "only one answer to 'who?' can be right"),
        (relation.attitude, "to intend it is to have it"),
        (relation.judges_acts, "judging what somebody did judges them"),
        (relation.reaches_owners, "doing it to a thing does it to whose the thing is"),
    )
    yield from (words for holds, words in told if holds)
    if relation.ended:
        yield f"'no longer' makes it '{relation.ended.replace('_', ' ')}'"


def _frames(frames: list[Frame]) -> Iterator[FrameView]:
    """Frames that differ only in their word stand together."""
    together: dict[object, list[Frame]] = {}
    for frame in frames:
        where = tuple((role, tuple(sorted(words))) for role, words in sorted(frame.where.items()))
        key = (frame.pos, frame.pattern, where, frame.modality, frame.confidence)
        together.setdefault(key, []).append(frame)
    for some in sorted(together.values(), key=lambda some: (-len(some), some[0].id)):
        first = some[0]
        yield FrameView(
            words=[frame.lemma for frame in some],
            pos=first.pos,
            subject=first.pattern.subject,
            object=first.pattern.object,
            mutual=first.pattern.mutual,
            where={role: sorted(words) for role, words in sorted(first.where.items())},
            modality=first.modality,
            confidence=first.confidence,
        )


LIST = View(path="/codebook", template="codebook/list.html", asked=Asked, show=show, section="Codebook", opens=True)
VIEW = View(
    path="/codebook/{relation}", template="codebook/relation.html", asked=AskedRelation, show=show_relation,
    section="Codebook",
)  # fmt: skip
