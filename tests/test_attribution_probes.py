"""Who is speaking, in sentences written for the purpose: probes/attribution.yaml says what is right.

Run as a program, it prints the rates by heading and every probe that fails, with what was found.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from probe_report import Probe, report
from sayso.analysis import analyse
from sayso.model import Analysis, Attribution, Document
from sayso.resources import Resources, load_resources

FLOOR = 0.85
"""The share of probes that must pass: what was last measured, rounded down to .05. It only ever rises."""

FIELDS = ("kind", "standing", "stance")
PROBES: list[Probe] = yaml.safe_load((Path(__file__).parent / "probes/attribution.yaml").read_text(encoding="utf-8"))


def faults(probe: Probe, resources: Resources) -> list[str]:
    """What was found other than expected, a line for each stretch of words."""
    fields = {name: probe[name] for name in ("publisher", "title") if name in probe}
    analysis = analyse(Document(id=probe["name"], text=probe["text"], **fields), resources)
    lines = []
    for wanted in probe["expect"]:
        found = chain_around(analysis, wanted["words"])
        readings = [wanted, wanted["or"]] if "or" in wanted else [wanted]
        if not any(agrees(analysis, found, reading) for reading in readings):
            lines.append(f"{wanted['words']!r}: found {shown(found)}, not {wished(wanted)}")
    return lines


def chain_around(analysis: Analysis, words: str) -> list[Attribution]:
    """The attributions that hold most of these words, outermost first, on the way to the deepest of them."""
    start = analysis.document.text.index(words)
    by_id = {a.id: a for a in analysis.attributions}
    chains = [lineage(a, by_id) for a in analysis.attributions if covers(a, start, start + len(words))]
    return max(chains, key=lambda chain: (len(chain), -length(chain[-1])), default=[])


def lineage(attribution: Attribution, by_id: dict[str, Attribution]) -> list[Attribution]:
    chain = [attribution]
    while chain[0].parent is not None:
        chain.insert(0, by_id[chain[0].parent])
    return chain


def covers(attribution: Attribution, start: int, end: int) -> bool:
    return 2 * sum(max(0, min(e, end) - max(s, start)) for s, e in attribution.content) > end - start


def length(attribution: Attribution) -> int:
    return sum(end - start for start, end in attribution.content)


def agrees(analysis: Analysis, found: list[Attribution], wanted: dict[str, Any]) -> bool:
    holders = [a for i, a in enumerate(found) if i + 1 == len(found) or a.holder != found[i + 1].holder]
    outside_self = holders[1:] if holders and holders[0].standing == "self" else holders
    if not any(same_chain(analysis, way, wanted["chain"]) for way in (holders, outside_self)):
        return False
    if not wanted["chain"]:
        return True
    if wanted.get("unresolved") and found[-1].unresolved is None:
        return False
    return all(getattr(found[-1], field) in listed(wanted[field]) for field in FIELDS if field in wanted)


def same_chain(analysis: Analysis, found: list[Attribution], wanted: list[Any]) -> bool:
    return len(found) == len(wanted) and all(
        any(same_holder(analysis, a.holder, name) for name in listed(accepted))
        for a, accepted in zip(found, wanted, strict=True)
    )


def same_holder(analysis: Analysis, holder: str | None, name: str | None) -> bool:
    if holder is None or name is None:
        return holder is name
    actor = analysis.actors.get(holder)
    own, wanted = [plain(n) for n in (holder, *(actor.names if actor else ()))], plain(name)
    return any(has_words(n, wanted) or has_words(wanted, n) for n in own)


def plain(name: str) -> str:
    return re.sub(r"^(the|an?) ", "", name.casefold().replace("’", "'"))


def has_words(longer: str, shorter: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(shorter)}(?!\w)", longer) is not None


def listed(accepted: Any) -> list[Any]:
    return accepted if isinstance(accepted, list) else [accepted]


def shown(found: list[Attribution]) -> str:
    if not found:
        return "[]"
    last = found[-1]
    marks = f"{last.kind}/{last.standing}/{last.stance}" + ("/unresolved" if last.unresolved is not None else "")
    return f"{[a.holder for a in found]} {marks}"


def wished(wanted: dict[str, Any]) -> str:
    marks = [str(wanted[field]) for field in FIELDS if field in wanted] + ["unresolved"] * ("unresolved" in wanted)
    return " ".join([str(wanted["chain"]), "/".join(marks)]).strip()


def test_most_probes_find_who_is_speaking(resources):
    share, told = report(PROBES, partial(faults, resources=resources))
    assert share >= FLOOR, told


def test_each_stretch_stands_once_in_its_text():
    astray = [
        (probe["name"], wanted["words"])
        for probe in PROBES
        for wanted in probe["expect"]
        if probe["text"].count(wanted["words"]) != 1
    ]
    assert astray == []


def test_each_probe_has_a_name_of_its_own():
    assert [name for name, times in Counter(probe["name"] for probe in PROBES).items() if times > 1] == []


if __name__ == "__main__":
    print(report(PROBES, partial(faults, resources=load_resources()))[1])
