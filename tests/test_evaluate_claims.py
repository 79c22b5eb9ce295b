"""`sayso evaluate claims`: what counts as the same claim at each level."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import evaluation
from sayso.claims import load_codebook
from sayso.evaluation.counting import most_pairs
from sayso.evaluation.names import ActorMap, fold

ACTORS = {
    "Dalmeria": ["Dalmeria", "the Dalmerian navy"],
    "Quorvia": ["Quorvia", "Quorvian officers"],
    "Salt Brotherhood": ["Salt Brotherhood", "the pirates"],
}
CODEBOOK = load_codebook()
HARROW = ("Harbour Wire", "Harrow")


def score_claims(gold, predicted):
    return evaluation.score_claims(gold, predicted, CODEBOOK)


def claim(subject, relation, object_, *, holder=("Harbour Wire",), evidence=((0, 20),), **more):
    return {"holder": [*holder], "subject": subject, "relation": relation, "object": object_,
            "evidence": [list(span) for span in evidence], **more}  # fmt: skip


def row(*claims, actors=ACTORS, labels=()):
    return {"id": "one", "text": "x" * 100, "actors": actors, "claims": list(claims), "labels": list(labels)}


def right(gold, predicted):
    """The levels at which the one predicted claim is the one annotated claim."""
    figures = score_claims([row(gold)], [row(predicted)])
    return [level for level, values in figures.items() if isinstance(values, dict) and values.get("tp")]


GOLD = claim("Quorvia", "supports", "Salt Brotherhood", holder=HARROW)
TO_RELATION = ["pair", "directed", "relation", "valence"]
ALL = [*TO_RELATION, "holder", "strict", "grounded", "reported"]


@pytest.mark.parametrize(
    ("predicted", "levels"),
    [
        (GOLD, ALL),
        (claim("Salt Brotherhood", "supports", "Quorvia", holder=HARROW), ["pair"]),
        (claim("Quorvia", "attacks", "Salt Brotherhood", holder=HARROW), ["pair", "directed"]),
        (claim("Quorvia", "endorses", "Salt Brotherhood", holder=HARROW), ["pair", "directed", "valence"]),
        (claim("Quorvia", "supports", "Salt Brotherhood"), TO_RELATION),
        (GOLD | {"holder": ["Somebody", "Harrow"]}, [level for level in ALL if level != "strict"]),
        (GOLD | {"polarity": "denied"}, [level for level in ALL if level != "strict"]),
        (GOLD | {"modality": "possible"}, [level for level in ALL if level != "strict"]),
        (GOLD | {"evidence": [[20, 40]]}, [level for level in ALL if level != "grounded"]),
        (claim("Quorvia", "supports", "Dalmeria", holder=HARROW), []),
    ],
)
def test_each_level_asks_for_more(predicted, levels):
    assert right(GOLD, predicted) == levels


def test_a_symmetric_relation_holds_in_both_directions():
    meeting = claim("Quorvia", "negotiates_with", "Dalmeria", holder=HARROW)
    assert right(meeting, meeting | {"subject": "Dalmeria", "object": "Quorvia"}) == ALL


def test_a_claim_made_twice_counts_once():
    figures = score_claims([row(GOLD)], [row(GOLD, GOLD | {"evidence": [[50, 60]]})])
    assert figures["holder"]["pred"] == 1
    assert figures["grounded"]["tp"] == 1


@pytest.mark.parametrize(
    ("predicted", "chain"),
    [
        ([GOLD], (1.0, 1, 1)),
        ([GOLD | {"holder": ["Somebody", "Harrow"]}], (0.0, 0, 1)),
        ([GOLD | {"holder": ["Harrow"]}, GOLD], (1.0, 1, 1)),
        ([GOLD | {"polarity": "denied", "modality": "possible"}], (1.0, 1, 1)),
        ([GOLD | {"relation": "attacks"}], (None, 0, 0)),
        ([], (None, 0, 0)),
    ],
)
def test_the_chain_is_asked_for_only_where_the_claim_is_found(predicted, chain):
    told = claim("Quorvia", "attacks", "Dalmeria")
    figures = score_claims([row(GOLD, told)], [row(told, *predicted)])["chain"]
    assert (figures["share"], figures["right"], figures["found"]) == chain
    assert figures["gold"] == 1


def test_the_same_claim_on_two_chains_is_asked_for_twice():
    other = GOLD | {"holder": ["Harbour Wire", "Dalmeria"]}
    figures = score_claims([row(GOLD, other)], [row(GOLD, GOLD | {"evidence": [[50, 60]]})])
    assert figures["chain"] == {"share": 0.5, "right": 1, "found": 2, "gold": 2}


def test_a_document_without_prediction_counts_as_one_without_claims():
    figures = score_claims([row(GOLD)], [])
    assert (figures["pair"]["tp"], figures["pair"]["pred"], figures["pair"]["gold"]) == (0, 0, 1)
    assert figures["documents"] == {"gold": 1, "pred": 0}
    assert figures["verbatim"] is None


def test_evidence_outside_the_text_is_not_verbatim():
    figures = score_claims([row(GOLD)], [row(claim("Quorvia", "supports", "Dalmeria", evidence=[(0, 5), (90, 101)]))])
    assert figures["verbatim"] == 0.5


def test_labels_are_compared_by_holder_actor_and_tone():
    label = {"holder": ["Harrow"], "actor": "the pirates", "tone": "negative", "label": "pirates", "evidence": []}
    figures = score_claims([row(labels=[label])], [row(labels=[label, label | {"tone": "positive"}])])
    assert (figures["labels"]["tp"], figures["labels"]["pred"], figures["labels"]["gold"]) == (1, 2, 1)


def test_a_predicted_actor_is_the_one_with_which_it_shares_most_names():
    predicted = {"navy": {"type": "state", "names": ["The Dalmerian Navy"]}, "Atlantis": {"names": []}}
    names = ActorMap({"actors": ACTORS}, {"actors": predicted})
    assert names("navy") == "Dalmeria"
    assert names("Quorvian officers'") == "Quorvia"
    assert names("Atlantis") == "?atlantis"


@pytest.mark.parametrize(
    ("one", "other"),
    [("the U.S.", "US"), ("Quorvia’s", "quorvia"), ("Al-Tarik", "al Tarik"), ("Orán", "Oran"), ("its navy", "Navy")],
)
def test_names_that_are_spelt_differently_are_the_same(one, other):
    assert fold(one) == fold(other)


def test_the_country_us_is_not_the_pronoun():
    assert fold("US") != fold("us")


@given(st.text())
def test_a_folded_name_has_no_case_and_no_punctuation_left(name):
    folded = fold(name)
    assert folded == folded.casefold()
    assert all(character.isalnum() or character in " _" for character in folded)


@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), max_size=5))
def test_pairing_finds_the_largest_matching(table):
    def by_trying(i, free):
        if i == len(table):
            return 0
        taking = (1 + by_trying(i + 1, free - {j}) for j in free if table[i][j])
        return max(by_trying(i + 1, free), *taking, 0)

    matched = most_pairs(range(len(table)), range(4), lambda i, j: table[i][j])
    assert matched == by_trying(0, frozenset(range(4)))
