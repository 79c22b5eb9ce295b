"""Attributions measured on annotated news (PolNeAR): a floor under the share found whole."""

import json

import pytest

from sayso.actors.cast import Cast
from sayso.attribution import find_attributions
from sayso.model import Document


@pytest.mark.slow
@pytest.mark.quality
def test_seven_in_ten_attributions_are_found_whole(shared, resources, monkeypatch):
    monkeypatch.syspath_prepend(str(shared / "score"))
    import score_attribution

    lines = (shared / "data" / "polnear" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    predicted = [{**row, "attributions": outermost(row["text"], resources)} for row in gold]
    assert score_attribution.score(gold, predicted)["whole"]["F"] >= 0.72


def outermost(text, resources):
    """PolNeAR marks outermost attributions only."""
    parsed = resources.parse(Document(id="d", text=text))
    found = find_attributions(parsed, Cast({}, [], []), resources.cues, resources.second_reader)
    return [{"source": a.source, "cue": a.cue, "content": a.content} for a in found if a.parent is None]
