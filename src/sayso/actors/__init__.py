"""Parsed -> Cast: which actors a document names, where, and which mentions mean the same one."""

from sayso.actors.cast import Cast
from sayso.actors.find import find_actors
from sayso.actors.folding import fold
from sayso.actors.pronouns import first_person
from sayso.actors.registry import Entry, Registry, check_registry, load_registry

__all__ = ["Cast", "Entry", "Registry", "check_registry", "find_actors", "first_person", "fold", "load_registry"]
