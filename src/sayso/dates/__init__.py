"""Times in text: found by rules, resolved against the publication date, and given as ISO dates to claims."""

from sayso.dates.finder import find_dates
from sayso.dates.when import iso_when, when_within

__all__ = ["find_dates", "iso_when", "when_within"]
