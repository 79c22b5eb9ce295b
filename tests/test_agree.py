"""Coders compare what they coded, with each other and with sayso: figures, and the claims in which they differ."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimed_project import make_project, said
from hand_coding import gold_row
from sayso import Project
from sayso.claims.codebook import load_codebook
from sayso.cli import app
from sayso.corpus.reviewing import Reading
from sayso.evaluation.agreement import agreement, sentences
from sayso.evaluation.chance import Decisions
from sayso.evaluation.claims import LEVELS
from sayso.evaluation.differences import differences

CODEBOOK = load_codebook()
TEXT = "Norvath armed the raiders. Quorvia banned them. Elsgard met Norvath. It rained."
ACTORS = {"Norvath": [], "raiders": ["the raiders", "them"], "Quorvia": [], "Elsgard": []}


def claim(subject, relation, object_, words, **other):
    start = TEXT.index(words)
    usual = {"holder": ["Wire"], "polarity": "affirmed", "modality": "actual", "when": None}
    named = {"subject": subject, "relation": relation, "object": object_, "evidence": [[start, start + len(words)]]}
    return usual | named | other


ARMED = claim("Norvath", "supports", "raiders", "Norvath armed the raiders")
BANNED = claim("Quorvia", "coerces", "raiders", "Quorvia banned them")
MET = claim("Elsgard", "negotiates_with", "Norvath", "Elsgard met Norvath")


def row(*claims, id_="d", actors=ACTORS):
    return {"id": id_, "text": TEXT, "publisher": "Wire", "actors": actors, "claims": list(claims), "labels": []}


def pair(one, other):
    (found,) = agreement({"ann": [one], "ben": [other]}, CODEBOOK)["pairs"]
    return found


def rows_of(one, other):
    return [d for d in differences({"ann": [one], "ben": [other]}, CODEBOOK) if not d.is_same]


def test_who_codes_the_same_agrees_fully():
    found = pair(row(ARMED, BANNED), row(ARMED, BANNED))
    assert {level: found["f1"][level] for level in LEVELS if level not in ("reported", "labels")} == dict.fromkeys(
        ("pair", "directed", "relation", "valence", "holder", "strict", "grounded"), 1.0
    )
    assert (found["kappa"], found["alpha"]) == (1.0, {"relations": 1.0, "words": 1.0})
    assert rows_of(row(ARMED, BANNED), row(ARMED, BANNED)) == []


def test_f1_is_the_same_from_either_side():
    one, other = row(ARMED, BANNED, MET), row(ARMED)
    assert pair(one, other)["f1"] == pair(other, one)["f1"]
    assert pair(one, other)["f1"]["relation"] == 0.5


def test_actors_that_coders_call_by_other_names_are_one_where_they_share_a_name():
    other = row(ARMED | {"object": "The Raiders"}, actors={"Norvath": ["Norvath"], "The Raiders": ["them"]})
    assert pair(row(ARMED), other)["f1"]["strict"] == 1.0


def test_kappa_counts_each_sentence_and_relation_and_takes_chance_off():
    """4 sentences x all relations; both say yes once, the first alone once more."""
    number = 4 * len(CODEBOOK.relations)
    observed = (number - 1) / number
    chance = (2 / number) * (1 / number) + (1 - 2 / number) * (1 - 1 / number)
    expected = (observed - chance) / (1 - chance)
    assert pair(row(ARMED, BANNED), row(ARMED))["kappa"] == pytest.approx(expected, abs=1e-4)


def test_kappa_of_a_table_from_the_literature():
    """Two readers of 50 proposals: 20 both yes, 15 both no, 5 and 10 apart: kappa .4."""
    assert Decisions(both=20, first=5, second=10, neither=15).kappa() == pytest.approx(0.4)


@given(st.lists(st.tuples(st.booleans(), st.booleans())))
def test_kappa_is_one_only_where_all_is_alike(decided):
    counts = Decisions()
    for first, second in decided:
        counts.add(first, second)
    kappa = counts.kappa()
    assert kappa is None or (kappa == pytest.approx(1)) == all(a == b for a, b in decided)


def test_alpha_of_relations_looks_at_what_both_relate_in_one_sentence():
    armed, threatened = ARMED, ARMED | {"relation": "threatens"}
    found = pair(row(armed, BANNED, MET), row(threatened, BANNED))
    # Units: (supports, threatens) and (coerces, coerces); the meeting is related by one alone. Of the 4 values, the
    # unlike ordered pairs are 2 observed, 4*4 - (1 + 1 + 4) = 10 expected: 1 - (4 - 1) * 2 / 10.
    assert found["alpha"]["relations"] == pytest.approx(0.4)


def test_alpha_of_words_looks_at_evidence_word_by_word():
    """12 words. Both mark the same 4; the first marks 3 more."""
    found = pair(row(ARMED, BANNED), row(ARMED))
    marked, words = 4 + 4 + 3, 12
    expected = 2 * marked * (2 * words - marked)
    assert found["alpha"]["words"] == pytest.approx(1 - (2 * words - 1) * (2 * 3) / expected, abs=1e-4)


def test_figures_of_each_relation_and_each_document_are_given():
    found = pair(row(ARMED, BANNED), row(ARMED))
    assert found["by_relation"]["supports"] == {"f1": 1.0, "kappa": 1.0, "alpha_words": 1.0, "claims": [1, 1]}
    assert found["by_relation"]["coerces"]["f1"] == 0.0
    assert found["by_relation"]["coerces"]["claims"] == [1, 0]
    assert found["by_document"]["d"]["relation"] == pytest.approx(0.6667, abs=1e-4)


def test_documents_that_only_one_coded_or_whose_texts_differ_do_not_count():
    one = [row(ARMED), row(BANNED, id_="e"), row(MET, id_="f")]
    other = [row(ARMED), row(BANNED, id_="e") | {"text": f"{TEXT} More."}]
    figures = agreement({"ann": one, "ben": other}, CODEBOOK)
    assert (figures["documents"], figures["pairs"][0]["documents"]) == (1, 1)
    assert figures["coders"]["ann"] == {"documents": 3, "claims": 3}


def test_three_coders_are_compared_by_two_and_all_together():
    codings = {"ann": [row(ARMED, BANNED)], "ben": [row(ARMED, BANNED)], "cem": [row(ARMED, BANNED)]}
    figures = agreement(codings, CODEBOOK)
    assert [found["coders"] for found in figures["pairs"]] == [["ann", "ben"], ["ann", "cem"], ["ben", "cem"]]
    assert figures["alpha"] == {"relations": 1.0, "words": 1.0}
    other = ARMED | {"relation": "threatens"}
    assert agreement({**codings, "dov": [row(other, BANNED)]}, CODEBOOK)["alpha"]["relations"] < 1


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({"polarity": "denied"}, ("polarity",)),
        ({"modality": "possible"}, ("modality",)),
        ({"holder": ["Wire", "Elsgard"]}, ("holder",)),
        ({"relation": "threatens"}, ("relation",)),
        ({"subject": "raiders", "object": "Norvath"}, ("direction",)),
        ({"when": "2031-05"}, ("when",)),
        ({"evidence": BANNED["evidence"]}, ("evidence",)),
        ({"polarity": "denied", "modality": "intended"}, ("polarity", "modality")),
    ],
)
def test_a_claim_that_differs_is_shown_beside_the_others_with_what_differs(change, differs):
    (found,) = rows_of(row(ARMED, BANNED), row(ARMED | change, BANNED))
    assert found.differs == differs
    assert set(found.claims) == {"ann", "ben"}
    assert found.quotation == "Norvath armed the raiders"


def test_what_only_one_has_is_shown_with_whose_it_is():
    only_ann, only_ben = rows_of(row(ARMED, BANNED), row(BANNED, MET))
    assert (list(only_ann.claims), only_ann.claims["ann"]) == (["ann"], ARMED)
    assert (list(only_ben.claims), only_ben.quotation) == (["ben"], "Elsgard met Norvath")


def test_a_symmetric_relation_has_no_direction():
    assert rows_of(row(MET), row(MET | {"subject": "Norvath", "object": "Elsgard"})) == []


def test_sentences_end_where_a_reader_would_end_them():
    text = 'He said: "Go." Then 3.5 tons fell! Why?\nNo stop here\n\nDr. Kell left.'
    assert [text[a:b].strip() for a, b in sentences(text)] == [
        'He said: "Go."', "Then 3.5 tons fell!", "Why?", "No stop here", "Dr.", "Kell left.",
    ]  # fmt: skip
    assert sentences("") == []


@pytest.fixture
def files(tmp_path):
    """Two files of rows: ben denies what ann affirms, and has one claim less."""
    other = deepcopy(gold_row())
    other["claims"][0]["polarity"] = "denied"
    del other["claims"][1]
    for name, coded in (("ann", gold_row()), ("ben", other)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(coded) + "\n", encoding="utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_two_files_are_compared_without_a_project(files):
    done = run("agree", files / "ann.jsonl", files / "ben.jsonl", "--rows", "--per-relation", "--per-document")
    assert done.exit_code == 0, done.stderr
    assert "1 documents, 2 and 1 claims" in done.stdout
    assert "differ in polarity" in done.stdout
    assert f"only {files / 'ann.jsonl'}" in done.stdout


def test_the_figures_come_as_json_with_the_rows_where_they_are_asked_for(files):
    plain = json.loads(run("agree", files / "ann.jsonl", files / "ben.jsonl", "--json").stdout)
    assert "rows" not in plain
    found = json.loads(run("agree", files / "ann.jsonl", files / "ben.jsonl", "--json", "--rows").stdout)
    assert {name: value for name, value in found.items() if name != "rows"} == plain
    assert [len(difference["claims"]) for difference in found["rows"]] == [2, 1]


def test_coders_named_in_one_file_are_compared_with_each_other(files):
    rows = [json.loads((files / f"{name}.jsonl").read_text("utf-8")) | {"coder": name} for name in ("ann", "ben")]
    (files / "both.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = json.loads(run("agree", files / "both.jsonl", "--json").stdout)
    assert found["pairs"][0]["coders"] == ["ann", "ben"]


def test_faults_in_the_files_are_listed_and_the_rest_is_compared(files):
    with (files / "ben.jsonl").open("a", encoding="utf-8") as stream:
        stream.write("{broken\n")
    done = run("agree", files / "ann.jsonl", files / "ben.jsonl")
    assert done.exit_code == 3
    assert "ben.jsonl:2: cannot be read" in done.stderr
    assert "F1 pair" in done.stdout


@pytest.mark.parametrize("second", [None, "ann.jsonl", "other.jsonl"])
def test_what_cannot_be_compared_is_said(files, second):
    (files / "other.jsonl").write_text(json.dumps({"id": "x", "text": "Else.", "claims": []}), encoding="utf-8")
    done = run("agree", files / "ann.jsonl", *([files / second] if second else []))
    assert done.exit_code == 2


def test_a_coder_of_the_project_is_compared_with_sayso(files):
    article = {"id": "wire/31: a 'test'?", "text": gold_row()["text"], "publisher": "The Harbour Wire"}
    (files / "wire.jsonl").write_text(json.dumps(article), encoding="utf-8")
    with Project.init(files / "p") as project:
        project.add([files / "wire.jsonl"])
        project.run(processes=1)
    assert run("import", "gold", files / "ann.jsonl", "--coder", "ann", "-p", files / "p").exit_code == 0
    done = run("agree", "ann", "sayso", "--json", "-p", files / "p")
    assert done.exit_code == 0, done.stderr
    (found,) = json.loads(done.stdout)["pairs"]
    assert (found["coders"], found["documents"], found["claims"][0]) == (["ann", "sayso"], 1, 2)
    assert "no coder of this project; known: ann" in run("agree", "ann", "cem", "-p", files / "p").stderr


class TestVerdicts:
    """People who reviewed the same claims, and coded nothing by hand, agree on them or not."""

    @pytest.fixture
    def reviewed(self, tmp_path):
        lines = said("Gazette", "2020-01-01", "Olvia supports Front", "Olvia attacks Bureau", "Karsk supports Front")
        with make_project(tmp_path, [lines]) as project:
            one, two, three = (stored.id for stored in project.claims())
            for reader, blind in (("ann", False), ("ben", True)):
                project.reviews.accept(one, by=reader, blind=blind)
                project.reviews.reject(two, by=reader, blind=blind)
            project.reviews.accept(three, by="ann")
            project.reviews.change(three, Reading(polarity="denied"), by="ben", blind=True)
        return project.folder

    def agree(self, folder, *words, exit_code=0):
        answer = CliRunner().invoke(app, ["agree", *words, "--project", str(folder)])
        assert answer.exit_code == exit_code, answer.output
        return answer.output

    def test_two_readers_give_alpha(self, reviewed):
        shown = self.agree(reviewed, "ann", "ben").splitlines()
        assert shown[0] == "ann and ben: 3 claims that both judged, 2 of them alike"
        assert shown[-1].split()[:2] == ["alpha", "0.545"]
        found = json.loads(self.agree(reviewed, "ann", "ben", "--json"))
        assert found["judged"] == [["ann", 3], ["ben", 3]]

    def test_a_list_says_where_they_differ(self, reviewed):
        shown = self.agree(reviewed, "ann", "ben", "--rows").splitlines()
        assert shown[-2:] == ["  ann: accept", "  ben: change to Gazette: Karsk not supports Front"]

    def test_sayso_stands_for_all_claims_as_found(self, reviewed):
        assert "ann and sayso: 3 claims that both judged, 2 of them alike" in self.agree(reviewed, "ann", "sayso")

    def test_who_reviewed_nothing_is_unknown(self, reviewed):
        assert "reviewed claims and coded no document" in self.agree(reviewed, "ann", "zoe", exit_code=2)
        assert "no file, and no coder" in self.agree(reviewed, "yan", "zoe", exit_code=2)
