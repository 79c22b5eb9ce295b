"""Agreement on yes or no beyond what chance would give."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Decisions:
    """How often two coders decided alike: both yes, the first alone, the second alone, both no."""

    both: int = 0
    first: int = 0
    second: int = 0
    neither: int = 0

    def add(self, first: bool, second: bool) -> None:
        """One more decision of each."""
        if first and second:
            self.both += 1
        elif first:
            self.first += 1
        elif second:
            self.second += 1
        else:
            self.neither += 1

    def kappa(self) -> float | None:
        """Cohen's kappa: 1 is full agreement, 0 what chance gives. None where both always decide the same one way.

        J. Cohen, A Coefficient of Agreement for Nominal Scales, Educational and Psychological Measurement 20 (1960).
        """
        number = self.both + self.first + self.second + self.neither
        if not number:
            return None
        yes = (self.both + self.first) / number, (self.both + self.second) / number
        chance = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
        return (((self.both + self.neither) / number) - chance) / (1 - chance) if chance < 1 else None
