"""How documents show actors, apart from which documents: what is compared, each look once however many have it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from sayso.actors.folding import fold
from sayso.corpus.likeness import is_full_name, words_of
from sayso.corpus.privacy import in_public_role
from sayso.corpus.units import DOCUMENT, REGISTRY, anchor, folded, is_proper
from sayso.corpus.wordlists import word_lists
from sayso.model import Actor

_REMEMBERED = 65_536


class Look(NamedTuple):
    """All of an actor in a document by which it is told who it is.

    `anchor` is who it is by its document alone, '' where nothing but the document tells it from others. `mark` is by
    what others beside it know it: its id in the registry, or its folded key. `name` is its fullest proper name,
    and `usual` the same, of an actor of the registry its first. `full` is the name, folded, where it may be a person's
    full name and the registry does not know it. `open` says that other documents may show this to be a private person;
    `surname` that it may be one by its surname, which the parser took for a body; `short` that it is written like a
    part of a body's name. `called` are its names that may be names elsewhere.
    """

    anchor: str
    mark: str
    full: str = ""
    is_person: bool = False
    in_role: bool = False
    name: str = ""
    usual: str = ""
    family: str = ""
    open: bool = False
    surname: bool = False
    short: bool = False
    called: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@lru_cache(maxsize=_REMEMBERED)
def look_of(key: str, actor: Actor, is_publisher: bool) -> Look:
    """The look of an actor that has this key in its document, and may have put it out.

    Of whom nothing but its document can tell who it is only as much is kept as matters to others.
    """
    own = anchor("", key, None if is_publisher else actor)
    own = "" if own.startswith(DOCUMENT) else own
    known, is_person = own.startswith(REGISTRY), actor.type == "person"
    name = actor.full or key
    seen = Look(
        anchor=own,
        mark=actor.registry or fold(key),
        full=folded(name) if actor.registry is None and is_full_name(name) else "",
        is_person=is_person,
        in_role=in_public_role(actor),
    )
    is_open = not known and actor.form is None and not (is_person and own)
    if not (own or is_open):
        return seen
    family = word_lists().family_of(actor.type)
    is_body = actor.form is None and family == "body"
    return seen._replace(
        name=name,
        usual=actor.names[0] if known and actor.names else name,
        family=family,
        open=is_open,
        surname=is_body and actor.type != "outlet",
        short=is_body and name[:1].isupper() and words_of(name)[-1] in word_lists().bodies,
        called=() if known else tuple(n for n in actor.names if is_proper(n)),
        roles=actor.roles,
    )


def is_publisher(key: str, actor: Actor, publisher: str | None) -> bool:
    """Is it the one that put its document out, of whom the text has no name?"""
    return not actor.names and publisher is not None and folded(key) == folded(publisher)
