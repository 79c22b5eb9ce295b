"""The annotated documents in examples/gold: whole, and good for a first measurement."""

import json
from pathlib import Path

import pytest

from sayso.claims import load_codebook
from sayso.errors import UsageError
from sayso.evaluation import evaluate, score
from sayso.evaluation.claims import LEVELS
from sayso.evaluation.relations import by_sentence
from sayso.evaluation.rows import bare, read_rows

GOLD = Path(__file__).parent.parent / "examples" / "gold"
RELATIONS = load_codebook().relations
DOCUMENTS = read_rows(GOLD / "claims")


def spans_of(row):
    for claim in row.get("claims", []) + row.get("labels", []):
        yield from claim["evidence"]
    for attribution in row.get("attributions", []):
        for role in ("source", "cue", "content"):
            yield from attribution[role]
    yield from (timex[:2] for timex in row.get("timex", []))


@pytest.mark.parametrize(
    "row", [row for name in ("claims", "attribution.jsonl", "dates.jsonl") for row in read_rows(GOLD / name)],
    ids=lambda row: row["id"],
)  # fmt: skip
def test_every_span_covers_whole_words(row):
    text = row["text"]
    for start, end in spans_of(row):
        assert 0 <= start < end <= len(text)
        words = text[start:end]
        assert words == words.strip()
        assert not (text[start - 1 : start].isalnum() and words[0].isalnum())
        assert not (text[end : end + 1].isalnum() and words[-1].isalnum())


@pytest.mark.parametrize("row", DOCUMENTS, ids=lambda row: row["id"])
def test_every_annotation_follows_the_guidelines(row):
    assert all(name in row["text"] for names in row["actors"].values() for name in names)
    for claim in row["claims"]:
        assert claim["relation"] in RELATIONS
        assert {claim["subject"], claim["object"]} <= set(row["actors"])
        assert claim["subject"] != claim["object"]
    for label in row["labels"]:
        assert label["actor"] in row["actors"]
        start, end = label["evidence"][0]
        assert row["text"][start:end] == label["label"]
    edges = [edge for p in row["passages"] for edge in (p["start"], p["end"])]
    assert edges == sorted(edges)
    assert (edges[0], edges[-1]) == (0, len(row["text"]))
    assert edges[1:-1:2] == edges[2::2]


def test_the_annotation_itself_scores_full_marks(tmp_path):
    for kind, name, number in (("claims", "claims", 9), ("attribution", "attribution.jsonl", 13)):
        figures = score(kind, GOLD / name, GOLD / name).figures
        levels = [values for values in figures.values() if isinstance(values, dict) and {"f1", "F"} & set(values)]
        assert len(levels) == number
        assert {values.get("f1", values.get("F")) for values in levels} == {1.0}
    predicted = tmp_path / "dates.jsonl"
    rows = [{"id": row["id"], "dates": row["timex"]} for row in read_rows(GOLD / "dates.jsonl")]
    predicted.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert score("dates", GOLD / "dates.jsonl", predicted).figures["all types"]["val"]["f1"] == 1.0


def test_the_figures_of_a_known_prediction_are_known(tmp_path):
    """A system that finds every second claim, knows no cited holder, and turns every third of them round."""
    predicted = tmp_path / "predicted.jsonl"
    with predicted.open("w", encoding="utf-8") as lines:
        for row in DOCUMENTS:
            claims = [{**claim, "holder": claim["holder"][:1]} for claim in row["claims"][::2]]
            for claim in claims[::3]:
                claim["subject"], claim["object"] = claim["object"], claim["subject"]
            lines.write(json.dumps({**row, "claims": claims, "labels": row["labels"][:1]}) + "\n")
    figures = score("claims", GOLD / "claims", predicted).figures
    assert {level: tuple(figures[level][key] for key in ("tp", "pred", "gold")) for level in LEVELS} == {
        "pair": (18, 18, 29),
        "directed": (14, 20, 33),
        "relation": (13, 21, 40),
        "valence": (14, 20, 34),
        "holder": (10, 21, 43),
        "strict": (10, 21, 43),
        "grounded": (10, 21, 43),
        "reported": (0, 0, 7),
        "labels": (4, 4, 6),
    }
    assert figures["chain"] == {"share": 0.0, "right": 0, "found": 4, "gold": 7}


def test_gold_is_not_shown_to_the_analysis():
    for row in DOCUMENTS:
        document = bare(row)
        assert (document.text, document.publisher, document.published) == (
            row["text"], row["publisher"], row["published"],
        )  # fmt: skip
        assert [passage.voice for passage in document.passages] == [p["voice"] for p in row["passages"]]
        assert "claims" not in document.__struct_fields__


def test_rows_of_one_sentence_are_analysed_once():
    sentences = by_sentence(read_rows(GOLD / "relations.jsonl"))
    assert [len(rows) for rows in sentences] == [1, 1, 1, 1, 1, 1, 2]


def test_a_folder_without_documents_is_refused(tmp_path):
    with pytest.raises(UsageError, match="holds no documents"):
        read_rows(tmp_path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UsageError, match="no such file"):
        read_rows(tmp_path / "gold.jsonl")


def test_a_broken_line_is_named(tmp_path):
    (tmp_path / "gold.jsonl").write_text('{"id": "one"}\n{"id": \n')
    with pytest.raises(UsageError, match=r"gold\.jsonl, line 2"):
        read_rows(tmp_path / "gold.jsonl")


def test_a_row_that_lacks_its_annotation_is_named(tmp_path):
    (tmp_path / "gold.jsonl").write_text('{"id": "one", "text": "Nothing."}\n')
    with pytest.raises(UsageError, match="one has no 'actors' and no 'claims'"):
        evaluate("claims", tmp_path / "gold.jsonl", resources=None)


@pytest.mark.parametrize(
    ("kind", "name", "level", "least"),
    [
        ("claims", "claims", ("relation", "f1"), 0.3),
        ("attribution", "attribution.jsonl", ("whole", "F"), 0.5),
        ("dates", "dates.jsonl", ("DATE+TIME", "val", "f1"), 0.6),
        ("relations", "relations.jsonl", ("pair", "f1"), 0.5),
    ],
)
def test_the_analysis_finds_most_of_what_these_plain_texts_say(resources, kind, name, level, least):
    value = evaluate(kind, GOLD / name, resources).figures
    for key in level:
        value = value[key]
    assert value >= least


@pytest.mark.slow
def test_several_processes_give_the_same_figures(resources):
    one, two = (evaluate("claims", GOLD / "claims", resources, processes=n) for n in (1, 2))
    assert one == two
