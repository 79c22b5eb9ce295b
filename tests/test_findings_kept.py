"""What a run leaves ready is what somebody would find who looked for it anew, whatever came in and was corrected."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimed_project import add_said, correct, make_project, said
from sayso import open_project
from sayso.findings.disputes import list_disputes
from sayso.storage.disputes import count_disputes
from sayso.storage.kept import forget
from sayso.storage.names import NameFilter
from sayso.storage.oppositions import FindingFilter

NAMES = ["Olvia", "Front", "Karsk", "Lumen"]
OUTLETS = ["Herald", "Radio", None]
lines = st.builds(
    lambda cited, subject, how, relation, obj: f"{cited}{subject} {how}{relation} {obj}",
    st.sampled_from(["", "Karsk: ", "officials: ", "Herald: "]),
    st.sampled_from(NAMES),
    st.sampled_from(["", "", "not ", "may "]),
    st.sampled_from(["supports", "opposes", "attacks", "controls"]),
    st.sampled_from(NAMES),
)
days = st.sampled_from([None, "2020-01-01", "2020-06-01", "2023-01-01"])
documents = st.builds(
    lambda who, day, some: said(who, day, *some),
    st.sampled_from(OUTLETS),
    days,
    st.lists(lines, min_size=1, max_size=4),
)
corrections = st.tuples(st.sampled_from(["merge", "rename", "undo", "none"]), st.permutations(NAMES))


def found_in(project):
    """All that is found in a project, by the methods that people ask with."""
    ask = project.findings
    answers = ask.disputes(limit=5), ask.answers(limit=50), ask.circles(), ask.balance(), ask.agreement(), ask.drift()
    return ask.disputes(), *answers, project.rival_names(NameFilter())


def found_anew(project):
    """The same where nothing is kept."""
    with project.writing() as connection:
        forget(connection)
    return found_in(project)


@contextmanager
def copied(project):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(project.folder, f"{folder}/copy")
        with open_project(f"{folder}/copy") as other:
            yield other


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(documents, max_size=4),
    st.lists(st.tuples(st.lists(documents, min_size=1, max_size=2), corrections), max_size=3),
)
def test_what_is_kept_is_what_would_be_found(first, steps):
    with tempfile.TemporaryDirectory() as folder, make_project(Path(folder), first) as project:
        for number, (more, (what, names)) in enumerate(steps):
            add_said(project, more, project.folder / f"in{number}.jsonl")
            correct(project, what, names)
            found = found_in(project)
            with project.reading() as connection:
                assert count_disputes(connection, FindingFilter(), ("denied", "incompatible")) == len(found[0])
            with copied(project) as other:
                assert found == found_anew(other)


def test_a_page_of_disputes_is_a_part_of_all(tmp_path):
    pairs = [(one, other) for one in NAMES for other in NAMES[:2] if one != other]
    affirmed = [said("Herald", "2020-01-01", f"{one} supports {other}") for one, other in pairs]
    denied = [said("Radio", "2020-01-02", f"{one} not supports {other}") for one, other in pairs]
    with make_project(tmp_path, [*affirmed, *denied]) as project:
        found = project.findings.disputes()
        assert len(found) > 3
        with project.reading() as connection:
            pages = [list_disputes(connection, FindingFilter(), limit=2, offset=at) for at in range(0, len(found), 2)]
            about = list_disputes(connection, FindingFilter(about="Karsk"))
    assert [dispute for page in pages for dispute in page] == found
    assert about == [d for d in found if "Karsk" in {p.subject for p in d.positions} | {p.object for p in d.positions}]
    assert about
