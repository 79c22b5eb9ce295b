"""Places where things are said to be done: found by grammar, matched to the places of the world where one is meant."""

from sayso.places.finder import find_places
from sayso.places.gazetteer import load_words

__all__ = ["find_places", "load_words"]
