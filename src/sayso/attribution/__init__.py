"""Parsed -> attributions: who is made to say or think something, on whose word, nested."""

from sayso.attribution.chains import Chains
from sayso.attribution.cues import Cue, Cues, Phrase, load_cues
from sayso.attribution.finder import SecondReader, find_attributions

__all__ = ["Chains", "Cue", "Cues", "Phrase", "SecondReader", "find_attributions", "load_cues"]
