"""The places of the world (data/places.tsv), and which one of them a name means, if that is plain."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from sayso.actors.folding import fold
from sayso.datafiles import read_data
from sayso.errors import DataFileError
from sayso.model import PlaceKind

_KINDS: dict[str, PlaceKind] = {"country": "country", "province": "province", "city": "city"}
_DATA = Path(__file__).parent.parent / "data"
# How many times larger than the next a city or country must be to be meant by its bare name.
_MUCH_LARGER = 10
_COLUMNS = 7
# In characters; shorter names are abbreviations of something else.
_SHORTEST = 4


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The content of places.yaml; each field is described there."""

    prepositions: list[str]
    journeys: list[str]
    seated: list[str]
    happening: list[str]
    kinds: dict[str, PlaceKind]
    parts: list[str]
    sides: list[str]
    other_names: dict[str, list[str]]
    regions: list[str]
    no_places: list[str]


class Located(NamedTuple):
    """One place of the world: degrees north and east, None where not known; `country` is its ISO 3166 code."""

    kind: PlaceKind
    name: str
    country: str
    lat: float | None
    lon: float | None
    people: int


class Gazetteer:
    """All known places by their spellings, which are folded.

    `lines` are as in places.tsv, which has many more places than texts name: each is read when it is asked for.
    `names` are further names of countries by their codes.
    """

    def __init__(
        self, lines: Iterable[str], names: Mapping[str, Iterable[str]] | None = None, regions: Collection[str] = ()
    ) -> None:
        self._regions = frozenset(regions)
        self._by_name: dict[str, str] = {}
        for line in lines:
            spellings = line.rpartition("\t")[2].split("|")
            if names and line.startswith("country\t"):
                spellings += map(fold, names.get(_read(line).country, ()))
            for name in spellings:
                others = self._by_name.get(name)
                self._by_name[name] = f"{others}\n{line}" if others else line

    def find(self, name: str, kind: PlaceKind | None = None, within: str | None = None) -> Located | None:
        """The place that a name means; None where there is no such place or several that it may as well mean.

        `kind` is what the text calls it, `within` the country (ISO code) in which the text says that it lies.
        """
        folded = fold(name)
        if folded in self._regions:
            return None
        known = map(_read, self._by_name.get(folded, "").splitlines())
        places = [place for place in known if not within or place.country == within]
        places = [place for place in places if place.kind == "country" or len(folded) >= _SHORTEST]
        places = [place for place in places if place.kind == kind] if kind else places
        largest = max((place.people // _MUCH_LARGER for place in places if place.kind == "country"), default=0)
        places = [place for place in places if place.kind == "country" or place.people >= largest]
        cities = sorted((place for place in places if place.kind == "city"), key=lambda city: -city.people)
        if len(cities) > 1 and cities[0].people < _MUCH_LARGER * cities[1].people:
            return None
        # A province is mostly named after its city; the bare name means the city, with which it shares the country.
        best = cities[:1] + [place for place in places if place.kind != "city"]
        only_provinces = all(place.kind == "province" for place in best)
        if len({place.country for place in best}) != 1 or (only_provinces and len(best) > 1):
            return None
        return min(best, key=lambda place: ("country", "city", "province").index(place.kind))


@cache
def load_words(path: Path = _DATA / "places.yaml") -> Words:
    """The words of places.yaml. Raises DataFileError."""
    return read_data(path, Words)


@cache
def load_gazetteer(path: Path = _DATA / "places.tsv") -> Gazetteer:
    """The places of the file at `path`, by default the shipped ones. Raises DataFileError."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line.count("\t") != _COLUMNS - 1 or line.partition("\t")[0] not in _KINDS:
            raise DataFileError(f"{path}, line {number}: this is no place", path=str(path))
    return Gazetteer(lines, load_words().other_names, load_words().regions)


def _read(line: str) -> Located:
    kind, name, country, lat, lon, people, _ = line.split("\t")
    north, east = (float(lat), float(lon)) if lat else (None, None)
    return Located(_KINDS[kind], name, country, north, east, int(people))
