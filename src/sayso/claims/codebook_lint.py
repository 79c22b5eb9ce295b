"""What a codebook that loads may still have wrong: words no text gives, frames that never come to their turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, get_args

import msgspec

from sayso.claims.codebook import ROLES, CodebookFile, Frame, Pattern, Relation, frames_of
from sayso.datafiles import Key
from sayso.language import Dictionary, WordClass

Kind: TypeAlias = Literal[
    "word",
    "role",
    "shadowed",
    "rivals",
    "no_frames",
    "inverse",
    "ended",
    "wording",
    "codes",
    "repeated_key",
]

NOTHING = ""
"""The word of a frame that stands in for a faulty one, and the inverse of such a relation."""

_PREFIXES = frozenset({"anti", "pro"})
_NEVER_FILLED = {
    "verb": frozenset({"prefixed"}),
    "noun": frozenset({"iobj", "prefixed"}),
    "adjective": frozenset({"iobj"}),
    "adverb": ROLES - {"subj", "obj"},
}
"""The roles that no word of the class ever has."""


class Hint(NamedTuple):
    """One thing to look at, the way to it in the file, and a sentence for the user."""

    kind: Kind
    key: Key
    says: str


class _Placed(NamedTuple):
    """A frame, the key of the entry that it comes from, and its relation."""

    frame: Frame
    key: Key
    relation: Relation


def hints(path: Path, file: CodebookFile, dictionary: Dictionary | None = None) -> Iterator[Hint]:
    """Everything to tell about a codebook without faults; of words only with a dictionary."""
    placed = list(_placed(path, file))
    yield from _roles(placed)
    yield from _turns(placed)
    for name, relation in file.relations.items():
        if relation.inverse != NOTHING:
            yield from _relation(name, relation, file.relations)
    if dictionary is not None:
        yield from _words(placed, dictionary)


def _placed(path: Path, file: CodebookFile) -> Iterator[_Placed]:
    for name, relation in file.relations.items():
        for number, entry in enumerate(relation.frames):
            alone = msgspec.structs.replace(relation, frames=(entry,))
            for frame in frames_of(path, name, alone):
                if frame.lemma != NOTHING:
                    yield _Placed(frame, ("relations", name, "frames", number), relation)


def _relation(name: str, relation: Relation, relations: dict[str, Relation]) -> Iterator[Hint]:
    key: Key = ("relations", name)
    if not relation.frames:
        yield Hint("no_frames", key, f"'{name}' has no frames, so that no text shows it.")
    for field in ("wording", "inverse_wording", "denied_wording"):
        if missing := [part for part in ("{subject}", "{object}") if part not in getattr(relation, field)]:
            yield Hint("wording", (*key, field), f"the {field} of '{name}' has no {' and no '.join(missing)}.")
    yield from (Hint("inverse", (*key, "inverse"), says) for says in _inverse(name, relation, relations))
    if relation.ended is not None:
        yield from (Hint("ended", (*key, "ended"), says) for says in _ended(name, relation, relations))


def _inverse(name: str, relation: Relation, relations: dict[str, Relation]) -> Iterator[str]:
    inverse = relation.inverse
    if relation.symmetric and inverse != name:
        yield f"'{name}' is symmetric, but its inverse is '{inverse}'. Seen from the object it is '{name}' too."
    if not relation.symmetric and inverse == name:
        yield f"'{name}' is its own inverse, but not symmetric."
    if inverse != name and inverse in relations and relations[inverse].inverse != name:
        yield f"'{name}' has the inverse '{inverse}', a relation whose own inverse is '{relations[inverse].inverse}'."
    first = next(other for other, told in relations.items() if told.inverse == inverse)
    if first != name:
        yield f"'{name}' has the inverse '{inverse}', and so has '{first}'."


def _ended(name: str, relation: Relation, relations: dict[str, Relation]) -> Iterator[str]:
    ended = relation.ended or name
    if ended == name:
        yield f"'{name}' becomes itself when it has ended. Leave `ended` out, and 'no longer' denies it."
    elif relation.valence == relations[ended].valence != "0":
        yield f"'{name}' becomes '{ended}' when it has ended, which has the same valence ({relation.valence})."


def _roles(placed: Iterable[_Placed]) -> Iterator[Hint]:
    """Frames whose subject, object or condition stands where a word of this class has none."""
    by_entry: dict[tuple[Key, str], list[str]] = defaultdict(list)
    for frame, key, _ in placed:
        sides = (*frame.pattern.sides, *(tuple(roles.split("|")) for roles in frame.where))
        for roles in sides:
            if all(_is_never_filled(frame, role) for role in roles):
                by_entry[key, f"no {frame.pos} has the role '{'|'.join(roles)}'"].append(frame.lemma)
    for (key, why), lemmas in by_entry.items():
        yield Hint("role", key, f"{_listed(lemmas)} can never fire here: {why}.")


def _is_never_filled(frame: Frame, role: str) -> bool:
    if role == "prefixed":
        return frame.lemma not in _PREFIXES or frame.pos != "adjective"
    return role in _NEVER_FILLED[frame.pos] or (role.endswith("^") and frame.pos != "noun")


def _turns(placed: Iterable[_Placed]) -> Iterator[Hint]:
    """Frames behind others of the same word that take every pair of actors, or some, before they come to their turn."""
    by_word: dict[tuple[str, str], list[_Placed]] = defaultdict(list)
    for one in placed:
        by_word[one.frame.lemma, one.frame.pos].append(one)
    told: dict[tuple[Kind, Key, Key, str], list[str]] = defaultdict(list)
    for (lemma, _), tried in by_word.items():
        # As Codebook.lookup has it: more conditions first, else as in the file.
        tried.sort(key=lambda one: -len(one.frame.where))
        for at, late in enumerate(tried):
            if early := next((one for one in tried[:at] if _takes_all(one, late)), None):
                told["shadowed", late.key, early.key, ""].append(lemma)
                continue
            for early in tried[:at]:
                if common := _in_common(early.frame, late.frame):
                    told["rivals", late.key, early.key, common].append(lemma)
    for (kind, late_key, early_key, common), lemmas in told.items():
        says = _never(lemmas, late_key, early_key) if kind == "shadowed" else _rivals(lemmas, early_key, common)
        yield Hint(kind, late_key, says)


def _never(lemmas: Sequence[str], late: Key, early: Key) -> str:
    if late == early:
        return f"{_listed(lemmas)} stands here twice."
    same = "shows the same already" if late[1] == early[1] else f"makes '{early[1]}' of it first"
    return f"{_listed(lemmas)} can never fire here: {_place(early)} {same}."


def _rivals(lemmas: Sequence[str], early: Key, common: str) -> str:
    return f"{_listed(lemmas)} with {common} is '{early[1]}' too, by {_place(early)}, which comes first."


def _takes_all(early: _Placed, late: _Placed) -> bool:
    """Does the early frame take each pair of actors that the late one would find, wherever that stands?"""
    others = late.frame.where
    if not all(role in others and _holds_all(lemmas, others[role]) for role, lemmas in early.frame.where.items()):
        return False
    if late.relation.judges_acts > early.relation.judges_acts:
        return False
    if late.relation.reaches_owners > early.relation.reaches_owners:
        return False
    return _reaches_as_far(early.frame.pattern, late.frame.pattern)


def _holds_all(lemmas: frozenset[str], others: frozenset[str]) -> bool:
    """Does a condition hold for each word for which another does? An empty one holds for any."""
    return not lemmas or (bool(others) and others <= lemmas)


def _reaches_as_far(early: Pattern, late: Pattern) -> bool:
    """'obj|for' finds what 'obj' finds, since roles are tried in order. The pair of actors has no direction here."""
    if early.subject == early.object or late.subject == late.object:
        return early == late
    return any(
        subject == early.subject[: len(subject)] and object_ == early.object[: len(object_)]
        for subject, object_ in (late.sides, late.sides[::-1])
    )


def _in_common(early: Frame, late: Frame) -> str:
    """Words that meet the conditions of both, where the frames differ in nothing but these and the relation, or ''."""
    same = early.where.keys() == late.where.keys() and early.pattern == late.pattern
    if not same or early.relation == late.relation or not early.where:
        return ""
    common = {role: sorted(lemmas & late.where[role]) for role, lemmas in early.where.items()}
    return (
        " and ".join(f"{role} {_listed(words)}" for role, words in sorted(common.items()))
        if all(common.values())
        else ""
    )


def _words(placed: Iterable[_Placed], dictionary: Dictionary) -> Iterator[Hint]:
    """Words that the parser never gives: inflected forms, and what it cuts into several words."""
    classes = get_args(WordClass)
    wanted: dict[tuple[Key, str, tuple[WordClass, ...]], None] = {}
    for frame, key, _ in placed:
        wanted[key, frame.lemma, () if frame.pos == "adverb" else (frame.pos,)] = None
        wanted |= {(key, word, classes): None for lemmas in frame.where.values() for word in sorted(lemmas)}
    known: dict[tuple[str, tuple[WordClass, ...]], str] = {}
    for key, word, word_classes in wanted:
        if (word, word_classes) not in known:
            known[word, word_classes] = _why_never(word, word_classes, dictionary)
        if says := known[word, word_classes]:
            yield Hint("word", key, says)


def _why_never(word: str, classes: tuple[WordClass, ...], dictionary: Dictionary) -> str:
    """Why no text gives this word for any of these classes; '' where one does. Verbs may have a particle."""
    if classes != ("verb",):
        return _why_no_lemma(word, classes, dictionary)
    verb, _, particle = word.partition(" ")
    if " " in particle:
        return f"'{word}' has more than one particle; a verb is looked up with its first alone."
    return _why_no_lemma(verb, classes, dictionary)


def _why_no_lemma(word: str, classes: Sequence[WordClass], dictionary: Dictionary) -> str:
    """Why the parser gives no such lemma of any of these classes; '' where it does."""
    if word != word.lower():
        return f"'{word}' has a capital, and lemmas have none: write '{word.lower()}'."
    if len(pieces := dictionary.pieces(word)) > 1:
        cut = " ".join(f"'{piece}'" for piece in pieces)
        return f"'{word}' is never found: the parser reads it as the words {cut}."
    if any(dictionary.has(word, word_class) for word_class in classes):
        return ""
    for word_class in classes:
        lemma = dictionary.lemma(word, word_class)
        # A condition holds for words of any class, names too: only what is surely inflected is told of.
        if lemma != word and (len(classes) == 1 or dictionary.has(lemma, word_class)):
            return f"'{word}' is never found as a {word_class}: its dictionary form is '{lemma}'."
    return ""


def _place(key: Key) -> str:
    return f"{key[1]}.frames[{key[3]}]"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in dict.fromkeys(words))
