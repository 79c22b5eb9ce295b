"""Who is meant, in paragraphs written for the purpose: probes/actors.yaml says what is right.

Run as a program, it prints the rates by heading and every probe that fails, with what was found.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from probe_report import Probe, report
from sayso.actors import Cast, find_actors
from sayso.analysis import analyse
from sayso.attribution import find_attributions
from sayso.claims.holders import Holders
from sayso.language import Parsed
from sayso.model import Actor, Document, Mention
from sayso.reading import with_passages
from sayso.resources import Resources, load_resources

FLOOR = 0.8
"""The share of probes that must pass: what was last measured, rounded down to .05. It only ever rises."""

FIELDS = ("publisher", "author", "speaker", "title")
PROBES: list[Probe] = yaml.safe_load((Path(__file__).parent / "probes/actors.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Reading:
    """One text as it was read: its cast, and who the words of the first person are inside quotations."""

    parsed: Parsed
    cast: Cast
    holders: Holders

    def names_at(self, start: int, end: int) -> list[set[str]]:
        """The names of each actor for which this stretch stands; none where it is unresolved or no actor."""
        mention = self._mention(start, end)
        if mention is None:
            return []
        token = self.parsed.tokens_in(mention.head, mention.head + 1)[0]
        return [names_of(key, self.cast.actors) for key in self.holders.actors_of(mention, token)]

    def _mention(self, start: int, end: int) -> Mention | None:
        """The mention that covers most of this stretch and goes least beyond it, or else the one of its head word.

        'A spokesman for the group' may be mentioned on 'A spokesman' alone.
        """
        inside = [m for m in self.cast.mentions if start <= m.head < end]
        covering = [m for m in inside if 2 * (min(m.end, end) - max(m.start, start)) > end - start]
        heads = [t for t in self.parsed.tokens_in(start, end) if t.head is t or not start <= t.head.start < end]
        of_head = next((m for t in heads if (m := self.cast.at(t))), None)
        return min(covering, key=lambda m: abs(m.start - start) + abs(m.end - end), default=of_head)


def read(document: Document, resources: Resources) -> Reading:
    parsed = resources.parse(document)
    cast = find_actors(parsed, resources.registry)
    attributions = find_attributions(parsed, cast, resources.cues, resources.second_reader)
    return Reading(parsed, cast, Holders(parsed, cast, attributions))


def faults(probe: Probe, resources: Resources) -> list[str]:
    """What was found other than expected, a line for each stretch of words or claim."""
    fields = {name: probe[name] for name in FIELDS if name in probe}
    document = with_passages(Document(id=probe["name"], text=probe["text"], **fields))
    reading = read(document, resources)
    lines = []
    for wanted in probe["expect"]:
        if "claim" in wanted:
            pairs = claimed(document, resources)
            if not any(is_one_of(s, wanted["claim"][0]) and is_one_of(o, wanted["claim"][1]) for s, o in pairs):
                found = "; ".join(f"{sorted(s)} > {sorted(o)}" for s, o in pairs) or "none"
                lines.append(f"claim {wanted['claim']}: found {found}")
            continue
        named = reading.names_at(*stretch(probe["text"], wanted))
        if not agrees(named, wanted):
            lines.append(f"{wanted['words']!r}: found {[sorted(names) for names in named]}; wanted {wished(wanted)}")
    return lines


def claimed(document: Document, resources: Resources) -> list[tuple[set[str], set[str]]]:
    """The names of subject and object of each claim."""
    analysis = analyse(document, resources)
    return [(names_of(c.subject, analysis.actors), names_of(c.object, analysis.actors)) for c in analysis.claims]


def agrees(found: list[set[str]], wanted: dict[str, Any]) -> bool:
    if any(is_one_of(names, wanted["not"]) for names in found if "not" in wanted):
        return False
    if "all" in wanted:
        return len(found) == len(wanted["all"]) and all(
            any(is_one_of(names, accepted) for names in found) for accepted in wanted["all"]
        )
    if wanted["actor"] is None:
        return not found
    return len(found) == 1 and is_one_of(found[0], wanted["actor"])


def is_one_of(names: set[str], accepted: Any) -> bool:
    return not names.isdisjoint(plain(name) for name in (accepted if isinstance(accepted, list) else [accepted]))


def names_of(key: str, actors: dict[str, Actor]) -> set[str]:
    """The names of an actor; a source that is no known actor has only its own words."""
    return {plain(name) for name in (key, *(actors[key].names if key in actors else ()))}


def plain(name: str) -> str:
    return re.sub(r"^(the|an?) ", "", name.casefold().replace("’", "'"))


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Where these words stand in the text, as whole words."""
    return [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]


def stretch(text: str, wanted: dict[str, Any]) -> tuple[int, int]:
    return places(text, wanted["words"])[wanted.get("nth", 1) - 1]


def wished(wanted: dict[str, Any]) -> str:
    return ", ".join(f"{field}: {wanted[field]}" for field in ("actor", "all", "not") if field in wanted)


def test_most_probes_find_who_is_meant(resources):
    share, told = report(PROBES, partial(faults, resources=resources))
    assert share >= FLOOR, told


def test_each_stretch_stands_in_its_text_and_is_told_from_others_of_the_same_words():
    astray = [
        (probe["name"], wanted["words"])
        for probe in PROBES
        for wanted in probe["expect"]
        if "words" in wanted and not stands(probe["text"], wanted)
    ]
    assert astray == []


def stands(text: str, wanted: dict[str, Any]) -> bool:
    times = len(places(text, wanted["words"]))
    return times > 1 and 1 <= wanted["nth"] <= times if "nth" in wanted else times == 1


def test_each_expectation_says_who_is_meant():
    kinds = [
        (probe["name"], len({"actor", "all", "claim"} & wanted.keys()))
        for probe in PROBES
        for wanted in probe["expect"]
    ]
    assert [name for name, told in kinds if told != 1] == []


def test_each_probe_has_a_name_of_its_own():
    assert [name for name, times in Counter(probe["name"] for probe in PROBES).items() if times > 1] == []


if __name__ == "__main__":
    print(report(PROBES, partial(faults, resources=load_resources()))[1])
