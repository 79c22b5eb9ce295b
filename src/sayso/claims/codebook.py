"""The codebook: which relations a project codes, how each is worded, and the frames that show it. All of it is data."""

from __future__ import annotations

import difflib
import re
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from sayso.datafiles import fault, read_data

ROLES = frozenset(
    {"subj", "obj", "iobj", "self", "said", "poss", "comp", "agent", "clause", "deed", "target", "hyphen", "prefixed"}
    | {"oprd", "aim", "lest", "teller", "telling"}
)
"""The roles that are no prepositions; sayso.claims.arguments fills them."""

ANY = "*"
"""Among the words of a condition: any word will do, as long as there is one."""

SHIPPED = Path(__file__).parent.parent / "data" / "codebook.yaml"

PartOfSpeech: TypeAlias = Literal["verb", "noun", "adjective", "adverb"]
Valence: TypeAlias = Literal["+", "-", "0"]


class Pattern(msgspec.Struct, frozen=True):
    """Where a frame finds its two actors, in the order in which roles are tried: 'subj > obj|for'.

    `mutual` patterns ('subj & with') relate the actors to each other; 'subj & subj' those within one coordination.
    """

    subject: tuple[str, ...]
    object: tuple[str, ...]
    mutual: bool = False

    @classmethod
    def read(cls, text: str) -> Pattern:
        """Parses 'subj|poss > obj|of' or 'subj & with'. Raises ValueError where the text has neither sign."""
        for sign in (">", "&"):
            left, found, right = text.partition(sign)
            sides = [tuple(role.strip() for role in side.split("|")) for side in (left, right)]
            if found and all(all(side) for side in sides):
                return cls(sides[0], sides[1], mutual=sign == "&")
        raise ValueError(f"'{text}' is no pattern; write it like 'subj > obj' or 'subj & with'")

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The roles of the subject, and those of the object."""
        return self.subject, self.object

    def __str__(self) -> str:
        return f"{'|'.join(self.subject)} {'&' if self.mutual else '>'} {'|'.join(self.object)}"


class FrameEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A family of predicates that show a relation in the same way, as the file has it.

    Exactly one of `verbs`, `nouns`, `adjectives`, `adverbs` lists lemmas, with a particle after a space ('carry out').
    `roles` are patterns, all tried. `where` asks that a role's head word be one of some lemmas ('obj: [support, aid]').
    `modality` is that of every claim of the frame where the sentence does not say otherwise.
    """

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    roles: tuple[str, ...]
    where: dict[str, tuple[str, ...]] = {}
    modality: Literal["actual", "intended", "possible"] = "actual"
    fixed: bool = False
    confidence: float = 0.6


class Relation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One relation: how claims are worded in both directions, its valence, its codes in other schemes, its frames.

    `inverse` is a word for the relation seen from the object. `plover` and `cameo` are empty where no code fits.
    `intended_plover` are the codes of what is only planned, promised or threatened, where they are others.
    `ended` is the relation that 'no longer' makes of it (supports -> abandons); without one it is denied. `excludes`
    are relations that cannot hold between the same two at the same time; it is enough that one of two says so.
    `one_subject` where only one answer to 'who?' can be true of an object ('who controls X?'). `attitude`
    where wanting it is part of it, so that intending it is having it; `judges_acts` where judging what somebody did
    judges him ('condemned the raid by X'); `reaches_owners` where doing it to a thing does it to whose the thing is
    ('threatens X's security').
    """

    wording: str
    inverse_wording: str
    denied_wording: str
    valence: Valence
    inverse: str
    symmetric: bool = False
    ended: str | None = None
    excludes: tuple[str, ...] = ()
    one_subject: bool = False
    judges_acts: bool = False
    reaches_owners: bool = False
    attitude: bool = False
    plover: tuple[str, ...] = ()
    intended_plover: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    frames: tuple[FrameEntry, ...] = ()


class Scope(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that turn what stands in their scope: into something denied, intended or merely possible."""

    denying: tuple[str, ...]
    negations: tuple[str, ...]
    intending: tuple[str, ...]
    demanding: tuple[str, ...]
    unasserted: tuple[str, ...] = ()
    future: tuple[str, ...]
    possible: tuple[str, ...]
    ending: tuple[str, ...]
    preventing: tuple[str, ...]
    polite: tuple[str, ...] = ()
    continuing: tuple[str, ...] = ()
    uncommitted: tuple[str, ...] = ()
    factive: tuple[str, ...] = ()
    occasions: tuple[str, ...] = ()
    conditional: tuple[str, ...] = ()
    inverted: tuple[str, ...] = ()
    obliging: tuple[str, ...] = ()


class Grammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that lend their arguments: light verbs to nouns, control verbs to infinitives, parts to wholes."""

    prepositions: tuple[str, ...]
    light: tuple[str, ...]
    receiving: tuple[str, ...]
    object_control: tuple[str, ...]
    blaming: tuple[str, ...]
    asking: tuple[str, ...] = ()
    transparent: tuple[str, ...]
    members: tuple[str, ...] = ()
    through: tuple[str, ...]


class Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Loaded words that people put on actors, by tone; lower case, as a lemma or as they stand."""

    negative: tuple[str, ...] = ()
    positive: tuple[str, ...] = ()


@cache
def _shipped() -> CodebookFile:
    return read_data(SHIPPED, CodebookFile)


class CodebookFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole file. Grammar and scope are those of the shipped codebook where a file for another field has none."""

    relations: dict[str, Relation]
    grammar: Grammar = msgspec.field(default_factory=lambda: _shipped().grammar)
    scope: Scope = msgspec.field(default_factory=lambda: _shipped().scope)
    labels: Labels = Labels()


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """One predicate (lemma with particle, part of speech) that shows a relation in one pattern.

    `id` says all of it in words: 'supports: provide/verb, subj > to, with obj'.
    """

    id: str
    relation: str
    lemma: str
    pos: PartOfSpeech
    pattern: Pattern
    where: dict[str, frozenset[str]]
    modality: Literal["actual", "intended", "possible"]
    fixed: bool
    confidence: float


class Codebook(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A codebook ready for use. `frames` are found by `lookup`."""

    relations: dict[str, Relation]
    grammar: Grammar
    scope: Scope
    labels: Labels
    frames: tuple[Frame, ...]

    @cached_property
    def _index(self) -> dict[tuple[str, str], tuple[Frame, ...]]:
        index: dict[tuple[str, str], list[Frame]] = {}
        for frame in self.frames:
            index.setdefault((frame.lemma, frame.pos), []).append(frame)
        return {key: tuple(frames) for key, frames in index.items()}

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The words with which predicates begin: 'carry' for 'carry out'."""
        return frozenset(frame.lemma.split(" ")[0] for frame in self.frames)

    def lookup(self, lemma: str, pos: PartOfSpeech) -> tuple[Frame, ...]:
        """The frames of a predicate, most specific (with conditions) first."""
        return self._index.get((lemma, pos), ())


def load_codebook(path: Path | None = None) -> Codebook:
    """Reads a codebook file; None is the one that ships with sayso.

    Raises DataFileError where a key, pattern or value is wrong.
    """
    path = path or SHIPPED
    return compiled(path, read_data(path, CodebookFile))


def compiled(path: Path, file: CodebookFile) -> Codebook:
    """What the file of this path holds, ready for use. Raises DataFileError where it cannot be meant so."""
    _check_references(path, file)
    frames = [frame for name, relation in file.relations.items() for frame in frames_of(path, name, relation)]
    _check_roles(path, file)
    frames.sort(key=lambda f: (f.lemma, f.pos, -len(f.where)))
    return Codebook(
        relations=file.relations, grammar=file.grammar, scope=file.scope, labels=file.labels, frames=tuple(frames)
    )


def _check_references(path: Path, file: CodebookFile) -> None:
    for name, relation in file.relations.items():
        if relation.ended is not None and relation.ended not in file.relations:
            key = ("relations", name, "ended")
            raise fault(path, key, f"names '{relation.ended}', which is no relation of this file.")
        for place, other in enumerate(relation.excludes):
            if other not in file.relations or other == name:
                where = ("relations", name, "excludes", place)
                raise fault(path, where, f"names '{other}', which is no other relation of this file.")


def _check_roles(path: Path, file: CodebookFile) -> None:
    known = ROLES | set(file.grammar.prepositions)
    for name, relation in file.relations.items():
        for number, entry in enumerate(relation.frames):
            for role in (r for text in (*entry.roles, *entry.where) for r in re.split(r"[>&|]", text)):
                word = role.strip(" ^")
                if word and word not in known:
                    near = difflib.get_close_matches(word, sorted(known), n=1)
                    hint = f" Did you mean '{near[0]}'?" if near else ""
                    key = ("relations", name, "frames", number)
                    raise fault(path, key, f"has '{word}', which is no role and no preposition.{hint}")


def frames_of(path: Path, relation_id: str, relation: Relation) -> list[Frame]:
    """The frames of one relation, a frame for each word and pattern of its entries. Raises DataFileError."""
    frames = []
    for number, entry in enumerate(relation.frames):
        lists: dict[PartOfSpeech, tuple[str, ...]] = {
            "verb": entry.verbs, "noun": entry.nouns, "adjective": entry.adjectives, "adverb": entry.adverbs,
        }  # fmt: skip
        key = ("relations", relation_id, "frames", number)
        if sum(map(bool, lists.values())) != 1:
            raise fault(path, key, "must list exactly one of verbs, nouns, adjectives, adverbs.")
        try:
            patterns = tuple(map(Pattern.read, entry.roles))
        except ValueError as error:
            raise fault(path, (*key, "roles"), f"is wrong: {error}.") from error
        frames += [
            _frame(relation_id, lemma, pos, pattern, entry)
            for pos, lemmas in lists.items()
            for lemma in lemmas
            for pattern in patterns
        ]
    return frames


def _frame(relation: str, lemma: str, pos: PartOfSpeech, pattern: Pattern, entry: FrameEntry) -> Frame:
    conditions = f", with {' and '.join(sorted(entry.where))}" if entry.where else ""
    return Frame(
        id=f"{relation}: {lemma}/{pos}, {pattern}{conditions}",
        relation=relation,
        lemma=lemma,
        pos=pos,
        pattern=pattern,
        where={role: frozenset(lemmas) for role, lemmas in entry.where.items()},
        modality=entry.modality,
        fixed=entry.fixed,
        confidence=entry.confidence,
    )
