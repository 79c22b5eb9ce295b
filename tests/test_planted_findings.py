"""What is planted in the example corpus is found, and nothing else: examples/planted.yaml says what that is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso import open_project
from sayso.findings.series import change_in, list_series
from sayso.reading import Skipped, read_path
from sayso.storage.oppositions import FindingFilter
from shared_projects import example_project

pytestmark = pytest.mark.slow
EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The project that `make demo` makes."""
    with open_project(example_project(tmp_path_factory)) as made:
        yield made


@pytest.fixture(scope="module")
def planted() -> dict[str, Any]:
    return yaml.safe_load((EXAMPLES / "planted.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def called() -> dict[str, str]:
    """By the id of each document what planted.yaml calls it."""
    files = sorted(path for path in (EXAMPLES / "corpus").rglob("*") if path.is_file())
    read = ((file, document) for file in files for document in read_path(file) if not isinstance(document, Skipped))
    return {document.id: document.id if file.suffix == ".jsonl" else file.stem for file, document in read}


@pytest.fixture(scope="module")
def statements(project) -> dict[tuple[str, ...], Any]:
    """All statements with their sources."""
    return {(s.subject, s.relation, s.object): project.statement(s.id) for s in project.statements()}


def sources(stand: Any) -> tuple[list[str], int]:
    """Who takes a side, those who are one joined by '=', and how many without a name."""
    return sorted(" = ".join(sorted(s.names)) for s in stand.speakers if s.kind == "named"), stand.anonymous


def told(side: dict[str, Any]) -> tuple[list[str], int]:
    """The same as planted.yaml has it."""
    return sorted(side["by"]), side.get("anonymous", 0)


def said(position: Any) -> tuple[str, str, str]:
    return position.subject, position.relation, position.object


def test_every_reprint_is_found_with_its_original_and_no_honest_article_is_called_one(project, planted, called):
    found = {
        called[family.earliest]: {called[m.document.id]: m.kind for m in family.members if m.role == "copy"}
        for family in project.reprints()
    }
    assert found == {family["earliest"]: family["copies"] for family in planted["reprints"]}
    assert sum(len(family.members) for family in project.reprints()) == sum(
        1 + len(copies) for copies in found.values()
    )


def test_who_quotes_the_same_words_shares_a_quotation(project, planted, called):
    found = {frozenset((called[q.document.id], called[q.other.id])) for q in project.shared_quotations()}
    assert found == {frozenset(pair) for pair in planted["shared_quotations"]}


def test_every_circle_is_found_and_nobody_else_is_put_into_one(project, planted):
    found = {(said(circle), circle.members, circle.outside) for circle in project.findings.circles()}
    assert found == {(tuple(c["statement"]), (tuple(c["members"]),), c["outside"]) for c in planted["circles"]}


def overlap(spans: Any, others: Any) -> bool:
    return any(start < e and s < end for start, end in spans for s, e in others)


def own_reports(analysis: Any) -> set[tuple[str, str, str]]:
    """What a document tells as something that its outlet, by name, has reported itself."""
    outlet = analysis.document.publisher
    names = [(m.start, m.end) for m in analysis.mentions if m.kind == "name" and m.actors == (outlet,)]
    reports = [a for a in analysis.attributions if a.standing == "self" and a.kind in ("speech", "document")]
    content = [span for a in reports if a.holder == outlet and overlap(a.source, names) for span in a.content]
    own = [c for c in analysis.claims if c.holder == (outlet,) and overlap(c.evidence, content)]
    return {(c.subject, c.relation, c.object) for c in own}


def test_an_outlet_that_cites_itself_is_one_source(project, planted, called, statements):
    found = {
        (report, row.publisher, called[row.id])
        for row in project.documents()
        for report in own_reports(project.analysis(row.id))
    }
    assert found == {(tuple(p["statement"]), p["outlet"], p["document"]) for p in planted["cites_itself"]}
    for case in planted["cites_itself"]:
        (affirmed,) = [s for s in statements[tuple(case["statement"])].sides if s.side == "affirmed"]
        assert [source.names for source in affirmed.sources] == [(case["outlet"],)]


def test_an_outlet_and_its_owner_are_one_source(planted, statements):
    found = {
        (statement, side.side, group)
        for statement, held in statements.items()
        for side in held.sides
        for step in side.steps
        if step.fold == "self"
        for group in step.joined
    }
    assert found == {(tuple(p["statement"]), p["side"], tuple(p["members"])) for p in planted["speaks_for_its_owner"]}


def test_every_dispute_is_found_with_those_on_each_side(project, planted):
    found = {}
    for dispute in project.findings.disputes(kinds=["denied"]):
        sides = {"denied" if p.denied else "affirmed": sources(p.stand) for p in dispute.positions}
        found[said(dispute.positions[0])] = sides["affirmed"], sides["denied"]
    assert found == {tuple(d["statement"]): (told(d["affirmed"]), told(d["denied"])) for d in planted["disputes"]}


def test_every_pair_of_statements_that_cannot_both_be_so_is_found(project, planted):
    found = {
        frozenset((said(p), *sources(p.stand)[0]) for p in dispute.positions)
        for dispute in project.findings.disputes(kinds=["incompatible"])
    }
    assert found == {
        frozenset((tuple(side["statement"]), *sorted(side["by"])) for side in pair.values())
        for pair in planted["incompatible"]
    }


def answered(questions: Any) -> dict[tuple[str, str], Any]:
    return {
        (question.relation, question.object): {
            a.subject: (*sources(a.stand), sorted(a.parts), sorted(o.outlet for o in a.stand.outlets))
            for a in question.answers
        }
        for question in questions
    }


def expected(cases: list[dict[str, Any]]) -> dict[tuple[str, str], Any]:
    return {
        tuple(case["question"]): {
            subject: (*told(answer), sorted(answer.get("with", ())), sorted(answer["in"]))
            for subject, answer in case["answers"].items()
        }
        for case in cases
    }


def test_every_question_with_rival_answers_is_found_with_who_gives_which(project, planted):
    assert answered(project.findings.answers()) == expected(planted["answers"])


def test_the_answers_to_any_other_question_are_found_when_it_is_asked(project, planted):
    for case in planted["answers_when_asked"]:
        relation, object_ = case["question"]
        questions = project.findings.answers(FindingFilter(relation=relation, object=object_))
        assert answered(questions) == expected([case])


def test_who_changed_his_story_drifts_and_nobody_else(project, planted):
    found = {
        (
            *(d.outlet, d.kind, d.actor, d.relation),
            *(max(d.before, key=d.before.__getitem__), d.last_before),
            *(max(d.after, key=d.after.__getitem__), d.first_after),
        )
        for d in project.findings.drift().found
    }
    assert found == {
        (d["outlet"], d["kind"], d["actor"], d.get("relation"), *map(str, d["before"]), *map(str, d["after"]))
        for d in planted["drift"]
    }


def test_who_kept_to_his_story_was_put_to_the_test(project, planted):
    for case in planted["no_drift"]:
        (outlet,), (actor,) = project.identities(case["outlet"]), project.identities(case["actor"])
        with project.reading() as connection:
            series = [s for s in list_series(connection, case["kind"]) if (s.outlet, s.actor) == (outlet, actor)]
        assert any(s.relation == case.get("relation", "") and change_in(s) for s in series), case


def test_the_independent_sources_are_counted_step_by_step(planted, statements):
    for case in planted["independent"]:
        (side,) = [s for s in statements[tuple(case["statement"])].sides if s.side == "affirmed"]
        after = {step.fold: step.after for step in side.steps}
        found = {
            **{name: getattr(side, name) for name in ("documents", "originals", "voices", "independent", "anonymous")},
            "speakers": after["speaker"],
            "after_circles": after["circles"],
        }
        assert {name: found[name] for name in case if name != "statement"} == {
            name: number for name, number in case.items() if name != "statement"
        }, case["statement"]
