"""The figures are those of the published scorers, for any prediction."""

import importlib.util
import json
import random
from pathlib import Path

import pytest

from sayso.claims import load_codebook
from sayso.evaluation import Report, score, score_attribution, score_claims, score_dates
from sayso.evaluation.rows import read_rows

SEEDS = range(3)
CODEBOOK = load_codebook()


@pytest.fixture
def published(shared):
    """The published scorer of a name, as a module."""

    def load(name):
        spec = importlib.util.spec_from_file_location(name, shared / "score" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


def moved(span, chance):
    """The span with both edges moved a little, never empty or before the text."""
    start = max(0, span[0] + chance.randint(-15, 15))
    return [start, max(start + 1, span[1] + chance.randint(-15, 15))]


def some(items, chance, share=0.8):
    return [item for item in items if chance.random() < share]


def mangled_claims(row, chance):
    """A prediction for an annotated document that is right here and wrong there."""
    relations = sorted(CODEBOOK.relations)
    claims = []
    for claim in some(row["claims"] * 2, chance, 0.6):
        other = chance.choice(row["claims"])
        changed = {
            **claim,
            "relation": chance.choice([claim["relation"]] * 3 + relations[:3]),
            "holder": chance.choice([claim["holder"], claim["holder"][:1], other["holder"]]),
            "polarity": chance.choice(["affirmed", "affirmed", "denied"]),
            "modality": chance.choice([claim["modality"], "possible"]),
            "evidence": [moved(e, chance) for e in claim["evidence"]],
        }
        if chance.random() < 0.3:
            changed["subject"], changed["object"] = changed["object"], changed["subject"]
        if chance.random() < 0.2:
            changed["object"] = other["subject"]
        claims.append(changed)
    labels = [{**x, "tone": chance.choice(["negative", "positive"])} for x in some(row["labels"], chance)]
    actors = {key: {"type": "group", "names": some(names, chance)} for key, names in row["actors"].items()}
    return {"id": row["id"], "text": row["text"], "actors": actors, "claims": claims, "labels": labels}


def mangled_attributions(row, chance):
    attributions = []
    for attribution in some(row["attributions"], chance):
        changed = {role: [moved(s, chance) for s in attribution[role]] for role in ("cue", "content")}
        changed["source"] = some(attribution["source"], chance)
        attributions += [changed] * chance.choice([1, 1, 2])
    return {"id": row["id"], "attributions": attributions}


def mangled_dates(row, chance):
    timex = []
    for start, end, kind, value in some(row["timex"], chance):
        changed = chance.choice([value, value[:4], value[:7], value[:4] + "-05-17", "1998-13-41", "PRESENT_REF"])
        timex.append([*moved((start, end), chance), chance.choice([kind, "DATE"]), changed])
    return {"id": row["id"], "timex": timex}


def written(folder, gold, predicted):
    """Both as JSONL files."""
    files = [folder / "gold.jsonl", folder / "predicted.jsonl"]
    for file, rows in zip(files, (gold, predicted), strict=True):
        file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return [str(file) for file in files]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("part", ["dev", "train-quick"])
def test_claims_are_counted_as_published(shared, published, part, seed):
    chance = random.Random(seed)
    gold = read_rows(shared / "gold" / part)[:10]
    predicted = [mangled_claims(row, chance) for row in gold[1:]]

    figures = score_claims(gold, predicted, CODEBOOK)

    documents = [{row["id"]: row for row in rows} for rows in (gold, predicted)]
    assert figures.items() >= published("score_claims").score(*documents).items()
    assert 0 < figures["strict"]["f1"] < figures["pair"]["f1"] < 1


def test_claim_figures_are_printed_as_published(shared, published, tmp_path, capsys, monkeypatch):
    gold = read_rows(shared / "gold" / "dev")[:6]
    predicted = [mangled_claims(row, random.Random(1)) for row in gold]
    files = written(tmp_path, gold, predicted)
    monkeypatch.setattr("sys.argv", ["score_claims.py", *files, "--per-relation"])

    published("score_claims").main()

    lines = score("claims", *map(Path, files)).lines(details=True)
    assert capsys.readouterr().out.splitlines() == [line for line in lines if not line.startswith("chain")]


@pytest.mark.parametrize("seed", SEEDS)
def test_attributions_are_counted_as_published(shared, published, seed):
    chance = random.Random(seed)
    gold = read_rows(shared / "data" / "polnear" / "dev.jsonl")[:25]
    predicted = [mangled_attributions(row, chance) for row in gold[1:]]

    figures = score_attribution(gold, predicted)

    assert figures.items() >= published("score_attribution").score(gold, predicted).items()
    assert 0 < figures["whole_strict"]["F"] < figures["whole"]["F"] < 1


def test_attribution_figures_are_printed_as_published(shared, published, tmp_path, capsys):
    gold = read_rows(shared / "data" / "polnear" / "dev.jsonl")[:6]
    files = written(tmp_path, gold, [mangled_attributions(row, random.Random(1)) for row in gold])

    published("score_attribution").main(files)

    assert capsys.readouterr().out.splitlines() == score("attribution", *map(Path, files)).lines()[:-4]


@pytest.mark.parametrize("seed", SEEDS)
def test_dates_are_counted_as_published(shared, published, seed):
    chance = random.Random(seed)
    gold = read_rows(shared / "data" / "dates" / "timebank.jsonl")
    predicted = [mangled_dates(row, chance) for row in gold]
    script = published("score_dates")
    documents = [{row["id"]: row for row in rows} for rows in (gold, predicted)]
    selections = {"all types": (None, False), "DATE+TIME": ({"DATE", "TIME"}, False)}
    selections["DATE+TIME resolvable"] = ({"DATE", "TIME"}, True)

    figures = score_dates(gold, predicted)

    lines = [f"{name} {json.dumps(script.score(*documents, *how)[0])}" for name, how in selections.items()]
    assert Report("dates", figures).lines() == lines
    assert 0 < figures["all types"]["val"]["f1"] < figures["all types"]["gran"]["f1"] < 1


def test_the_codebook_has_the_symmetry_and_valence_that_the_published_scorer_knows(published):
    script = published("score_claims")
    relations = CODEBOOK.relations
    assert {name for name, relation in relations.items() if relation.symmetric} == script.SYMMETRIC
    assert {name: relation.valence for name, relation in relations.items()} == script.VALENCE
