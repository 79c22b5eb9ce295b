"""Who is speaking, by the trained tagger and the rules together: the default engine."""

import json
from itertools import pairwise, product

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import sayso
from sayso.attribution.forest import Forest
from sayso.attribution.learned import tag
from sayso.attribution.linking import PAIR_FEATURES, near, pair_rows
from sayso.attribution.pieces import load_pieces
from sayso.attribution.scenes import Scene
from sayso.attribution.tagger import Tagger, best_labels
from sayso.attribution.weights import FOLDER
from sayso.errors import ModelError, SaysoError
from sayso.model import Document
from sayso.reading import with_passages
from sayso.settings import load_settings

TEXT = (
    "PORT ARVEL - The harbour master of Port Arvel said on Monday that boats had been sunk by the Lantern Front.\n\n"
    "“We will rebuild,” Mayor Dalia Oren told reporters. “Nobody should doubt it.”\n\n"
    "According to the Veldan army, the boats carried rifles."
)


@pytest.fixture(scope="module")
def tagger():
    return Tagger()


@pytest.fixture(scope="module")
def cut():
    return load_pieces()


def test_the_tagger_marks_who_says_what(tagger):
    said = {(f.role, TEXT[f.start : f.end].strip("“”")) for f in tagger(TEXT).fragments}
    assert ("source", "Mayor Dalia Oren") in said
    assert ("cue", "According to") in said
    assert any(role == "content" and "rebuild" in words for role, words in said)


def test_fragments_lie_in_order_and_apart(tagger):
    fragments = tagger(TEXT).fragments
    assert all(one.end <= other.start for one, other in pairwise(fragments))
    assert all(one.start < one.end for one in fragments)


def test_a_text_read_twice_is_read_alike(tagger):
    assert tagger(TEXT * 7).fragments == tagger(TEXT * 7).fragments


def test_stretches_are_read_as_one_text_and_found_in_their_places(tagger):
    stretches = [(TEXT.index("PORT"), TEXT.index("\n")), (TEXT.index("According"), len(TEXT))]
    fragments = tagger(TEXT, stretches).fragments
    assert all(any(start <= f.start and f.end <= end for start, end in stretches) for f in fragments)
    assert ("cue", "According to") in {(f.role, TEXT[f.start : f.end]) for f in fragments}


def test_a_text_without_words_has_no_fragments(tagger):
    assert tagger("").fragments == []
    assert tagger("\n\n \n").fragments == []


def test_the_far_end_of_a_long_text_is_read_like_its_beginning(tagger):
    filler = "The ferry left the harbour at noon with forty barrels of salt on board.\n\n" * 60
    said = [(f.role, (filler + TEXT)[f.start : f.end]) for f in tagger(filler + TEXT).fragments]
    assert ("source", "Mayor Dalia Oren") in said


@given(
    text=st.text(max_size=60) | st.lists(st.sampled_from(["“", "’", "a\n", " Bo", "é", "…", "\U0001f600"])).map("".join)
)
@settings(deadline=None)
def test_pieces_lie_in_the_text_in_its_order(cut, text):
    pieces = cut(text, 0, len(text))
    assert all(0 <= start <= end <= len(text) for start, end in pieces.spans)
    assert [start for start, _ in pieces.spans] == sorted(start for start, _ in pieces.spans)
    assert len({len(part) for part in pieces}) == 1


@given(logs=arrays.arrays(np.float32, st.tuples(st.integers(1, 30), st.just(7)), elements=st.floats(-20, 0, width=32)))
def test_no_role_goes_on_that_has_not_begun(logs):
    labels = best_labels(logs)
    for before, label in pairwise([0, *labels]):
        assert label not in (2, 4, 6) or before in (label, label - 1)


@settings(deadline=None)
@given(logs=arrays.arrays(np.float32, st.tuples(st.integers(1, 3), st.just(7)), elements=st.floats(-20, 0, width=32)))
def test_no_allowed_labels_are_likelier_than_the_best(logs):
    def likely(labels):
        return sum(float(row[label]) for row, label in zip(logs, labels, strict=True))

    allowed = [
        labels
        for labels in product(range(7), repeat=len(logs))
        if all(label not in (2, 4, 6) or before in (label, label - 1) for before, label in pairwise([0, *labels]))
    ]
    assert likely(best_labels(logs)) == pytest.approx(max(map(likely, allowed)))


@pytest.fixture(scope="module")
def scene(resources, tagger):
    parsed = resources.parse(with_passages(Document(id="d", text=TEXT)))
    return Scene(parsed, tag(parsed, resources.cues, tagger))


@settings(deadline=None)
@given(data=st.data())
def test_what_stands_between_words_is_counted_for_many_pairs_at_once(scene, data):
    place = st.integers(0, len(scene.tokens))
    pairs = data.draw(st.lists(st.tuples(place, place), min_size=1))
    first, last = (np.array(side) for side in zip(*pairs, strict=True))
    for name, signs in {"comma": {","}, "stop": {"."}, "quote": {"“", "”"}}.items():
        counted = [sum(t.text in signs for t in scene.tokens[one:other]) for one, other in pairs]
        assert scene.between(name, first, last).tolist() == counted


def test_each_cue_is_weighed_with_the_fragments_around_it(scene, resources):
    pairs = [(cue, other) for cue in scene.of["cue"] for other in near(scene, cue)]
    rows = pair_rows(scene, (), resources.cues, pairs)
    words = [[TEXT[scene.tokens[s.first].start : scene.tokens[s.last].end] for s in pair] for pair in pairs]
    said = words.index(["told", "Mayor Dalia Oren"])
    signs = dict(zip(PAIR_FEATURES, rows[said].tolist(), strict=True))
    assert signs["is source"] == signs["before"] == signs["same sentence"] == signs["touching"] == signs["subject"] == 1
    assert signs["words between"] == signs["sentences between"] == signs["rules know cue"] == 0


def test_a_forest_adds_what_its_leaves_say(tmp_path):
    tree = {
        "feature": [1, -1, -1],
        "threshold": [0.5, 0, 0],
        "left": [1, 1, 2],
        "right": [2, 1, 2],
        "value": [0, -1, 2],
    }
    content = {"features": ["a", "b"], "base": 0.25, "depth": 1, "trees": [tree, tree]}
    (tmp_path / "f.json").write_text(json.dumps(content))
    chances = Forest(tmp_path / "f.json", ("a", "b"))(np.array([[9, 0.5], [0, 0.6]], np.float32))
    assert chances == pytest.approx([1 / (1 + np.exp(1.75)), 1 / (1 + np.exp(-4.25))])


def test_weights_made_for_other_features_are_refused(tmp_path):
    content = {"features": ["a"], "base": 0.0, "depth": 0, "trees": []}
    (tmp_path / "f.json").write_text(json.dumps(content))
    with pytest.raises(ModelError, match="other features"):
        Forest(tmp_path / "f.json", ("b",))


def test_broken_weights_are_named_with_a_way_out(tmp_path):
    (tmp_path / "tokenizer.json").write_bytes((FOLDER / "tokenizer.json").read_bytes())
    (tmp_path / "tagger.onnx").write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r'tagger\.onnx.*engine = "rules"'):
        Tagger(tmp_path)
    (tmp_path / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r'tokenizer\.json.*engine = "rules"'):
        Tagger(tmp_path)


def test_a_project_may_do_without_the_tagger(tmp_path):
    (tmp_path / "sayso.toml").write_text('[attribution]\nengine = "rules"\n')
    resources = sayso.load_resources(tmp_path)
    assert resources.second_reader is None
    assert resources.fingerprint != sayso.load_resources().fingerprint
    assert sayso.analyse(TEXT, resources=resources).attributions


def test_an_unknown_engine_is_refused_by_name(tmp_path):
    path = tmp_path / "sayso.toml"
    path.write_text('[attribution]\nengine = "guess"\n')
    with pytest.raises(SaysoError, match="engine"):
        load_settings(path)


def test_both_engines_give_attributions_of_one_shape(tmp_path):
    (tmp_path / "sayso.toml").write_text('[attribution]\nengine = "rules"\n')
    for resources in (sayso.load_resources(tmp_path), sayso.load_resources()):
        found = sayso.analyse(TEXT, resources=resources).attributions
        holders = {TEXT[a.source[0][0] : a.source[-1][1]] for a in found if a.source}
        assert {"Mayor Dalia Oren", "the Veldan army"} <= holders
        assert all(msgspec.to_builtins(a)["cue"] for a in found)
