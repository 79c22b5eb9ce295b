"""Finds the places that prepositional phrases name: 'in Nangarhar province', 'near the city of Raqqa, Syria'."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.actors.folding import fold
from sayso.language import Parsed, Token
from sayso.model import Place, PlaceKind
from sayso.places.gazetteer import Gazetteer, Words, load_gazetteer, load_words

_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
_OTHER_ENTITIES = frozenset({"PERSON", "NORP", "DATE", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"})
_NAME_PARTS = frozenset({"compound", "amod", "nmod", "punct", "case", "poss"})
_APART = frozenset({"appos", "npadvmod"})


def find_places(parsed: Parsed) -> tuple[Place, ...]:
    """The places that phrases with 'in', 'at', 'near' and the like name, in the order of the text.

    `start` and `end` are the text's own words for the place. What may mean several places, or none that is known, has
    neither country nor coordinates.
    """
    words, gazetteer = load_words(), load_gazetteer()
    found: dict[int, Place] = {}
    for head in parsed.tokens:
        for token in _listed(head) if _is_placed(head, words) else ():
            within: str | None = None
            # From the widest inwards, since the country tells which 'Tripoli' is meant.
            for name, kind in reversed(list(_chain(token, words))):
                place = _place(parsed, name, kind, within, gazetteer)
                within = place.country or within
                if fold(place.name) not in words.no_places:
                    found.setdefault(place.start, place)
    return tuple(found[start] for start in sorted(found))


def _is_placed(token: Token, words: Words) -> bool:
    """Does a word stand where a place does: 'in Raqqa', 'on the outskirts of Raqqa', 'went to Raqqa'?"""
    preposition = token.head
    if token.dep != "pobj":
        return False
    if preposition.lower == "on":
        return token.lemma in words.parts or token.text in words.sides
    reached = preposition.lower in ("to", "into", "for") and preposition.head.lemma in words.journeys
    reached |= any(child.lower == "where" for clause in token.childs("relcl") for child in clause.children)
    return reached or preposition.lower in words.prepositions


def _listed(token: Token) -> Iterator[Token]:
    """A word and those coordinated with it: 'in Iraq, Syria and Lebanon'."""
    yield token
    for other in token.childs("conj"):
        yield from _listed(other)


def _chain(token: Token, words: Words) -> Iterator[tuple[list[Token], PlaceKind | None]]:
    """The names of a place and of what it lies in, from the inside out, each with the kind that its noun tells."""
    at: Token | None = token
    for _ in range(4):
        if at is None:
            return
        kind = words.kinds.get(at.lemma)
        is_kind = at.lemma in words.kinds or at.lemma in words.parts or at.text in words.sides
        inner = _object_of(at, ("of",)) if is_kind else None
        if inner is not None and (whole := _whole_name(at, inner)):
            yield whole, None
            at = _wider(inner)
            continue
        named = inner if inner is not None and _is_place(inner, inner) else at
        # 'Kuwait City' is a name, 'Kunar province' is none.
        whole = _name(named, without_head=False)
        known = named is at and is_kind and whole and load_gazetteer().find(" ".join(part.text for part in whole))
        name = _name(named, without_head=named is at and is_kind and not known)
        if name and _is_place(name[-1], named):
            yield name, kind
        elif named is at and not is_kind:
            return
        at = _wider(named)


def _whole_name(kind: Token, inner: Token) -> list[Token]:
    """'Republic of Kestria' as one name where the world knows it by that; else nothing."""
    first = min((kind, *kind.childs("compound", "amod")), key=lambda part: part.index)
    whole = [token for token in kind.sentence.tokens if first.index <= token.index <= inner.index]
    words = " ".join(token.text for token in whole)
    return whole if first.text[0].isupper() and load_gazetteer().find(words) else []


def _wider(named: Token) -> Token | None:
    """What a place is said to lie in: 'Raqqa, Syria', 'Raqqa in Syria', 'Syria's Raqqa'."""
    beside = [c for c in named.childs(*_APART) if c.index > named.index and _follows_comma(c) and _is_place(c, c)]
    owners = [c for c in named.childs("poss") if (named.text[0].islower() or _is_country(c)) and _is_place(c, c)]
    inside = _object_of(named, ("in", "of"))
    return next((place for place in (*beside[:1], inside, *owners) if place), None)


def _follows_comma(token: Token) -> bool:
    first = min(token.subtree(), key=lambda part: part.index)
    before = [t for t in token.sentence.tokens if t.index == first.index - 1]
    return bool(before) and before[0].text == ","


def _object_of(token: Token, prepositions: tuple[str, ...]) -> Token | None:
    preposition = next((c for c in token.childs("prep") if c.lower in prepositions), None)
    return preposition.child("pobj") if preposition else None


def _name(token: Token, *, without_head: bool) -> list[Token]:
    """The words of a place's name: the capitalised words before its head, and the head itself unless that is a noun."""
    # 'Fishmongers' Hall' is one name, but Kestria is none of the names in 'in Kestria's development'.
    deps = _NAME_PARTS if token.text[0].isupper() else _NAME_PARTS - {"poss", "case"}
    parts = [c for c in token.subtree() if c.index <= token.index and (c is token or c.dep in deps)]
    parts = [c for c in parts if c is token or not (c.dep == "poss" and _is_country(c))]
    parts = [c for c in parts if c.dep == "case" or (c.text[0].isupper() and c.pos in ("PROPN", "NOUN", "ADJ"))]
    if without_head or not token.text[0].isupper():
        parts = [c for c in parts if c is not token]
    # Only the last unbroken run of words.
    run: list[Token] = []
    for part in reversed(parts):
        if run and run[-1].index - part.index > 1:
            break
        run.append(part)
    run = run[::-1]
    return run[1:] if run and run[0].dep == "case" else run


def _is_country(word: Token) -> bool:
    return word.pos == "PROPN" and load_gazetteer().find(word.text, "country") is not None


def _is_place(word: Token, head: Token) -> bool:
    """Whether a capitalised word names a place: by its kind of entity, or for want of one by the gazetteer."""
    entity = word.entity[2:] or head.entity[2:]
    if entity in _PLACE_ENTITIES:
        return True
    if entity in _OTHER_ENTITIES or word.pos != "PROPN":
        return False
    return load_gazetteer().find(word.text) is not None


def _place(
    parsed: Parsed, name: list[Token], kind: PlaceKind | None, within: str | None, gazetteer: Gazetteer
) -> Place:
    start, end = name[0].start, name[-1].end
    words = parsed.document.text[start:end]
    alone = gazetteer.find(words, kind)
    # No country lies in another: 'in Lebanon, Syria' names two.
    located = alone if within is None or (alone and alone.kind == "country") else gazetteer.find(words, kind, within)
    if located is None:
        return Place(start=start, end=end, name=words)
    return Place(
        start=start,
        end=end,
        name=located.name,
        kind=located.kind,
        country=located.country,
        lat=located.lat,
        lon=located.lon,
    )
