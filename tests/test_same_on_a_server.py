"""A project on a PostgreSQL server answers as the same project in a folder does, to the last byte."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from claimed_project import make_project, said
from on_postgres import projects_on
from sayso import Project
from sayso.exports.formats import FORMATS
from sayso.storage import runs
from sayso.storage.names import NameFilter
from sayso.storage.rows import ClaimFilter
from sayso.storage.statements import StatementFilter
from test_follow_every_link import PROSE, kind
from workbench_client import opened, page

DOCUMENTS = [
    said("Courier", "2024-02-19", "Marn: Olvia controls Front", "Front = -puppet", PROSE),
    said("Herald", "2024-02-20", "Karsk: Olvia controls Front", "Olvia supports Front", PROSE),
    said("Ridge", "2023-02-21", "Olvia not controls Front", "Front = rebels", "Front = Rebels"),
    said("Voice", "2022-03-01", "Karsk controls Front", "officials: Olvia controls Front", "Front attacks Olvia"),
    said(None, "2022-03-01", "Karsk controls Front", "Front may attacks Olvia", "Front = éclat"),
    said("Herald", None, "Courier: Olvia supports Front @2014", "Front = -Eclat"),
    said(None, None, "Ärger supports Zorn", "Zorn supports ärger", "Zorn = _mob"),
]
MOST = 2
"""So many pages of each kind are looked at."""
SEARCHED = ["?words=convoy", "?words=Eclat", '?words="the+bridge"+olvia', "?words=conv*+lamps", "?words=karsk+controls"]

_TOKEN = re.compile('name="token" value="[^"]*"')
"""What the forms of a session carry."""


class Both(NamedTuple):
    """One project, twice."""

    in_a_folder: Project
    on_a_server: Project


@pytest.fixture(scope="module")
def both(tmp_path_factory, postgres):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "_now", lambda: "2024-03-01T12:00:00+00:00")
        folders = [tmp_path_factory.mktemp(name) for name in ("folder", "server")]
        in_a_folder = make_project(folders[0], DOCUMENTS)
        with in_a_folder, projects_on(postgres), make_project(folders[1], DOCUMENTS) as on_a_server:
            yield Both(in_a_folder, on_a_server)


ASKED = {
    "documents": Project.documents,
    "claims": Project.claims,
    "claims of a time": lambda project: project.claims(ClaimFilter(since="2023", about="olvia")),
    "statements": Project.statements,
    "statements by inflation": lambda project: project.statements(StatementFilter(sort="inflation")),
    "statements rolled up": lambda project: project.statements(roll_up=True),
    "actors": Project.actors,
    "names": lambda project: project.names(NameFilter(actor="Front"), by_month=True),
    "rival names": lambda project: project.rival_names(NameFilter(since="2020")),
    "what is not resolved": Project.unresolved,
    "reprints": Project.reprints,
    "shared quotations": Project.shared_quotations,
    "digest": Project.digest,
    "disputes": lambda project: project.findings.disputes(),
    "rival answers": lambda project: project.findings.answers(),
    "drift": lambda project: project.findings.drift(),
    "drift of one": lambda project: project.findings.drift(outlet="Herald", level=1.0),
    "networks": lambda project: project.findings.networks(by="year"),
    "balance": lambda project: project.findings.balance(),
    "agreement": lambda project: project.findings.agreement(),
    "circles": lambda project: project.findings.circles(),
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_question_has_one_answer(both, asked):
    one, other = map(ASKED[asked], both)
    assert repr(one) == repr(other)


def test_the_questions_have_answers(both):
    empty = {asked for asked, ask in ASKED.items() if not ask(both.on_a_server)}
    assert empty <= {"what is not resolved", "drift of one", "reprints", "shared quotations", "circles"}


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_has_the_same_bytes(both, form, tmp_path):
    written = []
    for project, name in zip(both, ("one", "other"), strict=True):
        (tmp_path / name).mkdir()
        project.export(form, tmp_path / name / "out")
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        written.append({path.relative_to(tmp_path / name): path.read_bytes() for path in files})
    assert written[0] == written[1]
    assert any(written[0].values())


def test_a_page_of_the_workbench_has_the_same_bytes(both):
    with opened(both.in_a_folder) as one, opened(both.on_a_server) as other:
        waiting, seen, opened_of = (
            ["/", *(f"/{of}{words}" for of in ("documents", "claims") for words in SEARCHED)],
            {"/"},
            {},
        )
        while waiting:
            address = waiting.pop(0)
            of = kind(address)
            opened_of[of] = opened_of.get(of, 0) + 1
            if opened_of[of] > MOST and address not in SEARCHED:
                continue
            answer = one.get(address)
            assert _TOKEN.sub("", other.get(address).text) == _TOKEN.sub("", answer.text), address
            if answer.headers["content-type"].startswith("text/html"):
                new = {link for link in page(answer).xpath("//a/@href") if link.startswith("/")} - seen
                waiting += sorted(new)
                seen |= new
    assert len(opened_of) > 20


def test_after_the_same_corrections_both_are_the_same(both):
    for project in both:
        project.corrections.merge(["Marn", "Karsk"], by="ann")
        project.reviews.reject(project.claims()[0].id, by="ann")
        project.corrections.rename("Front", "The Front", by="ann")
    for asked in ("claims", "statements", "actors", "names", "disputes", "networks"):
        one, other = map(ASKED[asked], both)
        assert repr(one) == repr(other), asked
