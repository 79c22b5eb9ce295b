"""`sayso evaluate actors`: which actors count as found, and which pronouns as taken for the right one."""

import json
from pathlib import Path

import pytest

from sayso.errors import UsageError
from sayso.evaluation import evaluate_rows, score, score_actors
from sayso.evaluation.actors import lines

TEXT = "Dalmeria bombed the rebels. It praised Oke Brandt. Brandt left."
ACTORS = {
    "Dalmeria": ["Dalmeria", "the Dalmerian navy"],
    "Salt Brotherhood": ["Salt Brotherhood", "the rebels"],
    "Oke Brandt": ["Oke Brandt", "Brandt"],
    "Quorvia": ["Quorvia"],
}
BOMBED, PRAISED = [0, 27], [28, 50]


def claim(subject, object_, *evidence, **more):
    return {"holder": ["Wire"], "subject": subject, "relation": "attacks", "object": object_,
            "evidence": list(evidence), **more}  # fmt: skip


ATTACK = claim("Dalmeria", "Salt Brotherhood", BOMBED)
PRAISE = claim("Dalmeria", "Oke Brandt", PRAISED)


def gold(*claims, pronouns=()):
    return {"id": "one", "text": TEXT, "actors": ACTORS, "claims": list(claims), "pronouns": list(pronouns)}


def mention(words, *actors, kind="name", start=None):
    start = TEXT.index(words) if start is None else start
    return {"start": start, "end": start + len(words), "head": start, "kind": kind, "actors": list(actors)}


def found(*mentions, shown=(), voice="Wire", **actors):
    """A prediction; `actors` gives the names of each actor, or all that is known of it."""
    known = {
        key: names if isinstance(names, dict) else {"type": "state", "names": names} for key, names in actors.items()
    }
    sentences = [[*BOMBED, voice], [*PRAISED, voice], [51, len(TEXT), voice]]
    cast = {"actors": known, "mentions": list(mentions), "sentences": sentences, "shown": list(shown)}
    return {"id": "one", "cast": cast}


def counts(figures):
    return tuple(figures[key] for key in ("fitting", "pred", "found", "gold"))


def both(claims, *mentions, **prediction):
    return score_actors([gold(*claims)], [found(*mentions, **prediction)])["both"]["found"]


def test_an_actor_is_found_where_one_with_a_name_of_it_is_mentioned():
    figures = score_actors([gold(ATTACK)], [found(mention("Dalmeria", "D"), D=["Dalmeria"], S=["the rebels"])])
    assert counts(figures["candidates"]) == (1, 1, 1, 2)
    assert (figures["candidates"]["p"], figures["candidates"]["r"]) == (1.0, 0.5)


def test_actors_that_gold_claims_nothing_of_cost_precision():
    figures = score_actors([gold(ATTACK)], [found(mention("Brandt", "B"), B=["Brandt"])])
    assert counts(figures["candidates"]) == (0, 1, 0, 2)


def test_of_two_actors_that_are_one_in_gold_the_second_is_one_too_many():
    parts = [mention("Dalmeria", "D"), mention("It", "N", kind="pronoun")]
    figures = score_actors([gold(ATTACK)], [found(*parts, D=["Dalmeria"], N=["the Dalmerian navy"])])["candidates"]
    assert counts(figures) == (2, 2, 1, 2)
    assert (figures["p"], figures["r"], figures["f1"]) == (1.0, 0.5, 0.5)


def test_of_the_shown_actors_only_those_count_that_the_analysis_shows():
    names = {"D": ["Dalmeria"], "S": ["rebels"], "B": ["Brandt"]}
    prediction = found(mention("Dalmeria", "D"), mention("Brandt", "B"), shown=["D", "S"], **names)
    figures = score_actors([gold(ATTACK)], [prediction])
    assert counts(figures["candidates"]) == (1, 2, 1, 2)
    assert counts(figures["shown"]) == (2, 2, 2, 2)


def test_both_actors_of_a_claim_must_be_mentioned_in_the_sentence_of_its_evidence():
    names = {"D": ["Dalmeria"], "S": ["rebels"], "B": ["Oke Brandt"]}
    here = [mention("Dalmeria", "D"), mention("rebels", "S", kind="nominal"), mention("Oke Brandt", "B")]
    assert both([ATTACK], *here, **names) == 1
    assert both([PRAISE], *here, **names) == 0
    assert both([PRAISE], *here, mention("It", "D", kind="pronoun"), **names) == 1


def test_the_voice_of_a_sentence_counts_as_mentioned_there():
    assert both([PRAISE], mention("Oke Brandt", "B"), voice="D", D=["Dalmeria"], B=["Brandt"]) == 1


def test_one_of_several_evidence_spans_is_enough():
    twice = claim("Dalmeria", "Oke Brandt", BOMBED, PRAISED)
    parts = [mention("It", "D", kind="pronoun"), mention("Oke Brandt", "B")]
    assert both([twice], *parts, D=["Dalmeria"], B=["Brandt"]) == 1


def test_the_details_tell_by_what_words_the_actors_that_are_missed_stand_there():
    figures = score_actors([gold(ATTACK, PRAISE)], [found(mention("Dalmeria", "D"), D=["Dalmeria"])])
    assert figures["by_kind"] == {
        "name": {"found": 1, "gold": 2},
        "nominal": {"found": 0, "gold": 1},
        "pronoun": {"found": 0, "gold": 1},
    }


def test_the_type_of_a_missed_actor_is_that_of_the_one_mentioned_at_its_words():
    other = {"type": "armed_group", "names": ["bombed rebels"]}
    parts = [mention("Dalmeria", "D"), mention("rebels", "X", kind="nominal")]
    figures = score_actors([gold(ATTACK, PRAISE)], [found(*parts, D=["Dalmeria"], X=other)])
    assert figures["by_type"] == {
        "state": {"found": 1, "gold": 1, "fitting": 1, "pred": 1},
        "armed_group": {"found": 0, "gold": 1, "fitting": 0, "pred": 1},
        "unseen": {"found": 0, "gold": 1, "fitting": 0, "pred": 0},
    }


def test_chances_of_taking_part_give_figures_at_each_threshold():
    likely, unlikely = ({"type": "state", "names": [n], "chance": c} for n, c in (("Dalmeria", 0.8), ("Brandt", 0.3)))
    parts = [mention("Dalmeria", "D"), mention("Brandt", "B")]
    curve = score_actors([gold(ATTACK)], [found(*parts, D=likely, B=unlikely)])["taking_part"]
    assert [counts(curve[t]) for t in ("0.3", "0.5", "0.9")] == [(1, 2, 1, 2), (1, 1, 1, 2), (0, 0, 0, 2)]


def test_without_chances_there_is_no_threshold():
    assert score_actors([gold(ATTACK)], [found()])["taking_part"] == {}


def pronoun(means, at=28, word="it"):
    return {"at": at, "word": word, "means": means}


def third_person(means, *given, **actors):
    """The figures where 'It' means the one and was taken for the other."""
    prediction = found(mention("It", *given, kind="pronoun"), **actors)
    return score_actors([gold(ATTACK, pronouns=[pronoun(means)])], [prediction])["third_person"]


@pytest.mark.parametrize(
    ("means", "given", "verdict"),
    [
        ([["Dalmeria"]], ["D"], "right"),
        ([["the Dalmerian navy"]], ["D"], "right"),
        ([["Dalmeria"]], ["B"], "another"),
        ([["Dalmeria"], ["Brandt"]], ["D", "B"], "right"),
        ([["Dalmeria"], ["Brandt"]], ["B"], "right"),
        ([["Dalmeria"]], ["D", "B"], "too_many"),
        ([], ["D"], "nobody_meant"),
        ([], [], "rightly_open"),
        ([["Dalmeria"]], [], "left_open"),
    ],
)
def test_a_pronoun_is_right_where_all_whom_it_is_taken_for_are_meant(means, given, verdict):
    verdicts = third_person(means, *given, D=["Dalmeria"], B=["Oke Brandt"])["verdicts"]
    assert {name for name, count in verdicts.items() if count} == {verdict}


def test_a_pronoun_left_open_costs_recall_and_no_precision():
    pronouns = [pronoun([["Dalmeria"]]), pronoun([["Brandt"]], at=51, word="they")]
    prediction = found(mention("It", "D", kind="pronoun"), D=["Dalmeria"])
    figures = score_actors([gold(ATTACK, pronouns=pronouns)], [prediction])
    assert [figures["third_person"][ratio] for ratio in ("precision", "recall", "resolved")] == [1.0, 0.5, 0.5]
    assert figures["by_word"]["they"]["precision"] is None


def test_a_pronoun_that_no_reader_understands_is_left_out():
    assert third_person("unclear", "D", D=["Dalmeria"])["all"] == 0


def test_a_document_without_prediction_has_no_actors():
    figures = score_actors([gold(ATTACK, pronouns=[pronoun([["Dalmeria"]])])], [])
    assert counts(figures["candidates"]) == (0, 0, 0, 2)
    assert figures["both"]["found"] == 0
    assert figures["third_person"]["verdicts"]["left_open"] == 1


def test_the_lines_tell_the_same_and_details_only_when_asked_for():
    figures = score_actors([gold(ATTACK, pronouns=[pronoun([])])], [found(mention("Dalmeria", "D"), D=["Dalmeria"])])
    short, long = lines(figures), lines(figures, details=True)
    assert long[: len(short)] == short
    assert short[1] == "candidates       P 1.000  R 0.500  F1 0.667   (1 of 1 fit, 1 of 2 gold found)"
    assert any(line.startswith("  as nominal") for line in long)


def test_a_fresh_analysis_is_measured_with_all_its_mentions(resources):
    text = "Dalmeria bombed the Salt Brotherhood. It praised Oke Brandt."
    row = {
        "id": "one", "text": text, "publisher": "Harbour Wire", "published": "2031-04-12", "actors": ACTORS,
        "claims": [claim("Dalmeria", "Salt Brotherhood", [0, 37]), claim("Dalmeria", "Oke Brandt", [38, 60])],
        "pronouns": [pronoun([["Dalmeria"]], at=38)],
    }  # fmt: skip
    figures = evaluate_rows("actors", [row], resources).figures
    assert figures["candidates"]["r"] == 1.0
    assert figures["shown"]["found"] >= 2
    assert figures["third_person"]["all"] == 1


def test_a_prediction_without_mentions_is_refused(tmp_path):
    for name, row in (("gold", gold(ATTACK)), ("predicted", {"id": "one", "claims": []})):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(UsageError, match="no 'cast'"):
        score("actors", tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl")


@pytest.fixture
def benchmark(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent / "benchmarks"))
    import annotated

    return annotated


def test_pronouns_are_only_joined_with_the_text_they_were_annotated_in(benchmark):
    annotation = benchmark.Annotation("0" * 16, [benchmark.Pronoun(28, "it", [["Dalmeria"]])])
    with pytest.raises(ValueError, match="another text"):
        benchmark.with_pronouns({"id": "one", "text": TEXT}, annotation)


@pytest.mark.parametrize(("split", "at_least"), [("train", 220), ("dev", 140)])
def test_the_annotated_pronouns_stand_where_they_are_said_to(shared, benchmark, split, at_least):
    rows = benchmark.annotated(shared / "gold" / split)
    pronouns = [(row["text"], p) for row in rows for p in row.get("pronouns", ())]
    assert len(pronouns) >= at_least
    assert all(text[p["at"] :].casefold().startswith(p["word"]) for text, p in pronouns)
