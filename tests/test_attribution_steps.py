"""`benchmarks/attribution_steps.py`: what rules, tagger and judge each add, on the same documents."""

from pathlib import Path

import pytest

from sayso.attribution.finder import complete_drafts

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"

SAID = "Kestria will close the bridge"
TEXT = f'"{SAID}," General Adrik Vauln said on Monday. The river rose again overnight.'


def spans(*words):
    return [[TEXT.index(part), TEXT.index(part) + len(part)] for part in words]


@pytest.fixture
def steps(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import attribution_steps

    return attribution_steps


@pytest.fixture
def documents(steps, resources):
    said = {"source": spans("General Adrik Vauln"), "cue": spans("said"), "content": spans(SAID)}
    return steps.prepare([{"id": "bridge", "text": TEXT, "attributions": [said]}], resources)


def test_each_way_is_scored_against_what_annotators_marked(steps, documents, resources):
    for name, second in steps.ways().items():
        figures, seconds = steps.score(documents, resources.cues, second)
        assert figures["whole"] == {"P": 1.0, "R": 1.0, "F": 1.0, "pred": 1, "gold": 1}, name
        assert seconds > 0


def test_the_tagger_alone_keeps_no_draft_of_the_rules(steps, documents, resources):
    parsed = documents[0].parsed
    rules = complete_drafts(parsed, resources.cues)
    kept = steps.tagger_alone()(parsed, rules, resources.cues)
    assert rules
    assert kept
    assert not set(map(id, rules)) & set(map(id, kept))


def test_without_research_data_nothing_is_measured(steps, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(steps, "SHARED", tmp_path / "nowhere")
    assert steps.main([]) == 0
    assert "not measured" in capsys.readouterr().out
