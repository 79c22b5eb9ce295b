"""How likely it is that a document claims something about an actor, by what was learnt from annotated documents.

A cast holds everybody who is mentioned. `TakingPart` weighs the signs of each (`actor_signs.py`) by logistic
regression: the sum of a weight for each word and of weight times value for each number, as a chance. An actor that is a
fragment of another ('fighters' beside 'the fighters of the north') counts as not taking part: the other does.
"""

from __future__ import annotations

from importlib.resources import files
from math import exp, fsum
from pathlib import Path

import msgspec
from msgspec.structs import replace

from sayso.claims.actor_signs import Scene, Signs, find_signs
from sayso.errors import ModelError
from sayso.model import Actor

WEIGHTS = Path(str(files("sayso"))) / "data" / "claims" / "taking_part.json"
_DIGITS = 3
"""Of a chance: few enough to be the same on every machine."""
_CERTAIN = 30.0


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Logarithms of odds: of an actor without any sign (`usual`), and what each sign adds.

    `shown` is the least chance at which an actor is worth showing though no claim was found about it.
    """

    usual: float
    shown: float
    numbers: dict[str, float]
    words: dict[str, float]

    def chance(self, signs: Signs) -> float:
        """The chance (0 to 1) of one actor."""
        told = [self.numbers.get(name, 0.0) * value for name, value in signs.numbers.items()]
        told += [self.words.get(word, 0.0) for word in signs.words]
        total = self.usual + fsum(told)  # words come in any order, in which a plain sum would differ
        odds = max(-_CERTAIN, min(_CERTAIN, total))
        return round(1 / (1 + exp(-odds)), _DIGITS)


class TakingPart:
    """Gives each actor that is mentioned its chance. Raises ModelError where the weights are missing or broken."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        try:
            self._weights = msgspec.json.decode(path.read_bytes(), type=Weights)
        except (OSError, msgspec.DecodeError) as error:
            raise ModelError(
                f"The weights for the actors of claims, {path}, cannot be read ({error}). Install sayso again."
            ) from error

    def judged(self, scene: Scene) -> dict[str, Actor]:
        """The actors of the cast by key, those that the document mentions with their chances."""
        signs = find_signs(scene)
        return {
            key: replace(actor, chance=self._weights.chance(signs[key])) if key in signs else actor
            for key, actor in scene.cast.actors.items()
        }

    def shows(self, actor: Actor) -> bool:
        """Is the actor worth showing though no claim was found about it?"""
        return actor.chance is not None and actor.chance >= self._weights.shown
