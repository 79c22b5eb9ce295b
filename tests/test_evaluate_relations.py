"""`sayso evaluate relations`: when a claim finds an event that PLOVER's coders saw in a sentence."""

import pytest

from sayso.claims import load_codebook
from sayso.evaluation import score_relations

CODEBOOK = load_codebook()


def event(source, target, plover="FIGHT", *, reciprocal=False, name="one", sentence="A sentence."):
    return {"id": name, "sentence": sentence, "source": source, "target": target, "plover": plover,
            "reciprocal": reciprocal}  # fmt: skip


def found(events, *claims, actors=None, **more):
    """Right, predicted and annotated at each level, for claims (subject, relation, object) about one sentence."""
    rows = [{"subject": s, "relation": r, "object": o, "polarity": "affirmed"} | more for s, r, o in claims]
    figures = score_relations(events, [{"id": "one", "actors": actors or {}, "claims": rows}], CODEBOOK)
    return {
        level: tuple(figures[level][key] for key in ("tp", "pred", "gold")) for level in ("pair", "code", "actors+code")
    }


def every(count):
    return dict.fromkeys(("pair", "code", "actors+code"), count)


def test_the_codebook_gives_attacks_the_class_fight():
    assert "FIGHT" in CODEBOOK.relations["attacks"].plover


def test_actors_and_class_must_agree():
    events = [event(["Dalmeria"], ["Quorvia"])]
    assert found(events, ("Dalmeria", "attacks", "Quorvia")) == every((1, 1, 1))
    assert found(events, ("Quorvia", "attacks", "Dalmeria")) == {
        "pair": (0, 1, 1), "code": (1, 1, 1), "actors+code": (0, 1, 1),
    }  # fmt: skip
    assert found(events, ("Dalmeria", "endorses", "Quorvia")) == {
        "pair": (1, 1, 1), "code": (0, 1, 1), "actors+code": (0, 1, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "names", "same"),
    [
        ("Minister Ana Lund", ["Ana Lund"], True),
        ("Lund", ["Ana Lund"], True),
        ("US forces", ["the U.S."], True),
        ("rebels in Orvel", ["the rebels"], True),
        ("rebels in Orvel", ["Orvel"], False),
        ("Union of Ports", ["Union of Farmers"], False),
    ],
)
def test_an_actor_is_found_by_any_of_its_names(words, names, same):
    actors = {"subject": {"names": names}}
    levels = found([event([words], ["Quorvia"])], ("subject", "attacks", "Quorvia"), actors=actors)
    assert levels["pair"] == (int(same), 1, 1)


def test_reciprocal_events_are_found_in_either_direction_and_count_once():
    both = ["Dalmeria", "Quorvia"]
    events = [event(both, both, reciprocal=True)]
    assert found(events, ("Quorvia", "attacks", "Dalmeria")) == every((1, 1, 1))


def test_symmetric_relations_are_found_in_either_direction():
    plover = CODEBOOK.relations["negotiates_with"].plover[0]
    events = [event(["Dalmeria"], ["Quorvia"], plover)]
    assert found(events, ("Quorvia", "negotiates_with", "Dalmeria")) == every((1, 1, 1))


def test_several_targets_are_several_events():
    events = [event(["Dalmeria"], ["Quorvia", "Ister Islands"])]
    assert found(events, ("Dalmeria", "attacks", "Ister Islands"))["actors+code"] == (1, 1, 2)


def test_a_side_without_words_is_anybody():
    assert found([event(["Dalmeria"], [])], ("Dalmeria", "attacks", "Quorvia")) == every((1, 1, 1))


def test_a_denied_claim_is_no_event():
    events = [event(["Dalmeria"], ["Quorvia"])]
    assert found(events, ("Dalmeria", "attacks", "Quorvia"), polarity="denied") == every((0, 0, 1))


def test_rows_with_the_same_sentence_are_scored_together():
    events = [event(["Dalmeria"], ["Quorvia"]), event(["Quorvia"], ["Dalmeria"], name="two")]
    assert found(events, ("Quorvia", "attacks", "Dalmeria"))["actors+code"] == (1, 1, 2)
