"""Times in text: found by rules, resolved against the publication date, and given as ISO dates to claims."""

from sayso.dates.finder import find_dates
from sayso.dates.intervals import time_in
from sayso.dates.when import iso_when, told, when_within

__all__ = ["find_dates", "iso_when", "time_in", "told", "when_within"]
