"""Questions to a project after a run: claims by actor, relation, holder and time; one claim; who the actors are."""

from __future__ import annotations

import json

import pytest

from sayso import ClaimFilter
from sayso.errors import UsageError
from simple_analysis import simple

ARTICLES = [
    ("d1", "Gazette", "2020-03-01", "Alba said Bero attacked Cora. Bero attacked Dara."),
    ("d2", "Herald", "2021-06-15", "Cora attacked Bero. BERO attacked Dara."),
    ("d3", "Gazette", None, "Bero said Albania attacked Dara."),
]


@pytest.fixture
def answered(project, tmp_path):
    path = tmp_path / "in.jsonl"
    keys = ("id", "publisher", "published", "text")
    path.write_text("".join(json.dumps(dict(zip(keys, a, strict=True))) + "\n" for a in ARTICLES))
    project.add([path])
    project.run(make=simple)
    return project


def found(project, **wanted):
    return [f"{c.document_id} {c.claim.subject}>{c.claim.object}" for c in project.claims(ClaimFilter(**wanted))]


ALL = ["d1 Bero>Cora", "d1 Bero>Dara", "d2 Cora>Bero", "d2 BERO>Dara", "d3 Albania>Dara"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ALL),
        ({"subject": "bero"}, [ALL[0], ALL[1], ALL[3]]),
        ({"object": "the Bero"}, [ALL[2]]),
        ({"about": "Bero"}, ALL[:4]),
        ({"about": "Cora", "subject": "Bero"}, [ALL[0]]),
        ({"holder": "alba"}, [ALL[0]]),
        ({"holder": "Gazette"}, [ALL[0], ALL[1], ALL[4]]),
        ({"subject": "Republic of Albania"}, [ALL[4]]),
        ({"subject": "AL"}, [ALL[4]]),
        ({"relation": "attacks", "document": "d2"}, ALL[2:4]),
        ({"relation": "supports"}, []),
        ({"polarity": "denied"}, []),
        ({"modality": "actual", "min_confidence": 0.9}, [ALL[0], ALL[4]]),
        ({"since": "2021"}, ALL[2:4]),
        ({"until": "2020"}, ALL[:2]),
        ({"since": "2020-03-01", "until": "2020-03-01"}, ALL[:2]),
        ({"since": "2020-03-02", "until": "2021-06-14"}, []),
        ({"subject": "nobody"}, []),
    ],
)
def test_claims_are_found_by_every_condition(answered, wanted, expected):
    assert found(answered, **wanted) == expected


def test_a_claim_comes_with_the_words_that_show_it_and_the_chain_that_reports_it(answered):
    [claim] = answered.claims(ClaimFilter(holder="Alba"))
    assert (claim.publisher, claim.published, claim.title) == ("Gazette", "2020-03-01", None)
    assert claim.quotations == ("Bero attacked Cora",)
    assert [(link.actor, link.words) for link in claim.chain] == [("Gazette", ()), ("Alba", ("Alba", "said"))]


def test_a_claim_is_found_by_the_beginning_of_its_id(answered):
    claim = answered.claims()[0]
    assert answered.claim(claim.id) == answered.claim(claim.id[:10]) == claim
    with pytest.raises(UsageError, match="Several ids"):
        answered.claim("")
    with pytest.raises(UsageError, match="no claim"):
        answered.claim("not hexadecimal")


def test_a_claim_keeps_its_id_when_everything_is_analysed_anew(answered):
    before = [c.id for c in answered.claims()]
    (answered.folder / "codebook.yaml").open("a").write("# new\n")
    answered.run(make=simple)
    assert [c.id for c in answered.claims()] == before
    assert len(set(before)) == len(before)


def test_claims_below_the_confidence_in_the_settings_are_left_out_unless_asked_for(answered):
    import msgspec

    claims = msgspec.structs.replace(answered.settings.claims, min_confidence=0.6)
    answered.settings = msgspec.structs.replace(answered.settings, claims=claims)
    assert found(answered) == [ALL[0], ALL[4]]
    assert found(answered, min_confidence=0.0) == ALL
    assert {a.name for a in answered.actors()} == {"Albania", "Alba", "Bero", "Cora", "Dara", "Gazette"}


def test_actors_are_one_over_documents_by_registry_or_name_with_counts(answered):
    rows = {a.name: a for a in answered.actors()}
    bero = rows["Bero"]
    assert (bero.as_subject, bero.as_object, bero.as_holder, bero.documents) == (3, 1, 1, 3)
    assert bero.names == {"Bero": 3}
    assert (rows["Albania"].registry, rows["Albania"].type) == ("AL", "armed_group")
    assert rows["Gazette"].as_holder == 3
    assert next(iter(rows)) == "Bero"


def test_the_project_in_numbers(answered):
    status = answered.status()
    assert (status.claims, status.documents, status.publishers, status.actors) == (5, 3, 2, 7)
    assert [d.claims for d in answered.documents()] == [2, 2, 1]
