"""Denied or not, done or only wanted, in sentences written for the purpose: probes/scope.yaml says what is right.

Run as a program, it prints the rates by heading and every probe that fails, with what was found. Who speaks is read
by the rules alone.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from probe_report import Probe, report
from sayso.actors import load_registry
from sayso.analysis import analyse
from sayso.model import Claim, Document
from sayso.resources import Resources, load_resources

FLOOR = 0.9
"""The share of probes that must pass: what was last measured, rounded down to .05. It only ever rises."""

HERE = Path(__file__).parent
INVENTED = HERE.parent / "examples" / "actors.yaml"
PROBES: list[Probe] = yaml.safe_load((HERE / "probes/scope.yaml").read_text(encoding="utf-8"))

WORDED = re.compile(r"(?:(.+)> )?([A-Z].*?) ([a-z_]+) ([A-Z].*?)((?: denied| intended| possible)*)")
"""A claim as the probes word it: holder, subject, relation, object, marks."""

SYMMETRIC = ("cooperates_with", "negotiates_with")


def faults(probe: Probe, resources: Resources) -> list[str]:
    """What was found other than expected, between those whom the probe names: a line for each claim."""
    document = Document(id=probe["name"], text=probe["text"], publisher="The Herald")
    wanted = [listed(item) for item in probe["claims"]]
    accepted = [worded for choices in wanted for worded in choices if worded]
    pairs = {parts(worded)[1::2] for worded in accepted}
    found = [f for claim in analyse(document, resources).claims if (f := in_words(claim, pairs))]
    lines = [
        f"not found: {' | '.join(map(str, choices))}"
        for choices in wanted
        if None not in choices and not any(same(f, worded) for f in found for worded in choices)
    ]
    return lines + [f"found: {f}" for f in found if not any(same(f, worded) for worded in accepted)]


def listed(accepted: Any) -> list[Any]:
    return accepted if isinstance(accepted, list) else [accepted]


def parts(worded: str) -> tuple[str, str, str, str]:
    """Holder, subject, relation with the marks, object."""
    match = WORDED.fullmatch(worded)
    assert match, worded
    holder, subject, relation, other, marks = match.groups()
    return holder, subject, relation + marks, other


def in_words(claim: Claim, pairs: set[tuple[str, ...]]) -> str | None:
    """The claim as the probes word it; None where it is about others than these pairs."""
    subject, other = claim.subject, claim.object
    if (subject, other) not in pairs and claim.relation in SYMMETRIC:
        subject, other = other, subject
    if (subject, other) not in pairs:
        return None
    marks = [mark for mark in (claim.polarity, claim.modality) if mark not in ("affirmed", "actual")]
    return " ".join([f"{claim.holder[-1]}>", subject, claim.relation, other, *marks])


def same(found: str, wanted: str | None) -> bool:
    if wanted is None:
        return False
    said, meant = parts(found), parts(wanted)
    return said[1:] == meant[1:] and meant[0] in (None, said[0])


@pytest.mark.slow
def test_most_probes_find_what_is_denied_and_what_only_wanted(resources):
    invented = dataclasses.replace(resources, registry=load_registry(INVENTED), second_reader=None)
    share, told = report(PROBES, partial(faults, resources=invented))
    assert share >= FLOOR, told


def test_each_claim_of_the_probes_is_worded_as_it_must_be():
    assert all(parts(w)[1::2] for probe in PROBES for item in probe["claims"] for w in listed(item) if w)


def test_each_probe_has_a_name_of_its_own():
    assert [name for name, times in Counter(probe["name"] for probe in PROBES).items() if times > 1] == []


if __name__ == "__main__":
    alone = dataclasses.replace(load_resources(), registry=load_registry(INVENTED), second_reader=None)
    print(report(PROBES, partial(faults, resources=alone))[1])
