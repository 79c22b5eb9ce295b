"""A trained reader finds claims that no frame knows, and votes with the frames on all."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.actors import find_actors
from sayso.analysis import analyse
from sayso.claims import ClaimFinder, load_codebook
from sayso.claims.holders import Holders
from sayso.claims.pair_signs import PairSigns
from sayso.claims.reader import PairReader, load_weights, save_weights
from sayso.claims.sign_rows import EverySign
from sayso.claims.voting import Judge, Proposal, considerations, joined_why, load_judge, reason, vote
from sayso.errors import ModelError
from sayso.model import Claim, Document
from sayso.reading import with_passages
from sayso.resources import fingerprint, load_resources

TEXT = (
    "The Veldan army raided camps of the Lantern Front on Monday. The Lantern Front and the Tidal Brigade are allies, "
    "and both despise the Veldan government.\n\nMayor Dalia Oren said that the Tidal Brigade, bankrolled by Orsia, had "
    "sunk three boats of the Veldan navy. Orsia denies any contact with the Tidal Brigade."
)

COOPERATES = "cooperates_with"


@pytest.fixture(scope="module")
def resources():
    return load_resources()


@pytest.fixture(scope="module")
def weights():
    return load_weights()


def project(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_text(content, encoding="utf-8")
    return folder


def document(text: str) -> Document:
    return Document(id="d", text=text, title="Harbour news", publisher="Port Arvel Courier")


def pairs_in(text, resources, signs):
    parsed = resources.parse(with_passages(document(text)))
    cast = find_actors(parsed, resources.registry)
    finder = ClaimFinder(parsed, cast, Holders(parsed, cast, ()), (), resources.codebook)
    return list(PairSigns(finder, (), signs))


def proposal(subject="A", relation="attacks", object_="B", sentence=0, *, framed=0.0, chance=0.0):
    made = Claim(
        holder=("P",), subject=subject, relation=relation, object=object_, evidence=((0, 9),), why="frame f"
    )  # fmt: skip
    return Proposal(subject, relation, object_, sentence, framed, chance, made if framed else None)


def test_every_claim_says_who_voted_for_it(resources):
    reasons = [c.why.split("; ") for c in analyse(document(TEXT), resources).claims]
    assert reasons
    assert all(part.startswith(("frame ", "model .", "model 1.")) for parts in reasons for part in parts)
    assert any(len(parts) > 1 for parts in reasons), "some claim has the vote of both"


def test_frames_alone_say_nothing_of_a_model(resources):
    frames = dataclasses.replace(resources, learned_claims=None)
    claims = analyse(document(TEXT), frames).claims
    assert claims
    assert all("model" not in c.why for c in claims)


def test_a_project_can_do_without_the_reader(tmp_path):
    folder = project(tmp_path, sayso_toml='[claims]\nengine = "frames"\n')
    assert load_resources(folder).learned_claims is None


def test_other_engines_make_other_fingerprints(tmp_path):
    folder = project(tmp_path, sayso_toml='[claims]\nengine = "frames"\n')
    assert fingerprint(folder) != fingerprint(None)


def test_relations_of_a_codebook_of_ones_own_are_left_to_its_frames(weights, resources):
    pairs = pairs_in(TEXT, resources, weights.rows)
    assert {r.relation for r in PairReader(weights, ["attacks", "adores"])(pairs)} == {"attacks"}
    assert list(PairReader(weights, ["adores"])(pairs)) == []


def test_a_text_read_twice_is_read_alike(resources):
    assert analyse(document(TEXT), resources) == analyse(document(TEXT), resources)


def test_names_of_actors_are_no_signs(resources):
    signs = EverySign()
    assert pairs_in("Veldania and Kestria attacked Orsia near Port Arvel.", resources, signs)
    assert "hangs a:nsubj\tattack" in signs.names
    assert not [s for s in signs.names if any(name in s.lower() for name in ("veldania", "kestria", "orsia", "arvel"))]


def test_signs_are_numbered_alike_whether_all_are_wanted_or_those_with_weights(resources, weights):
    every = EverySign()
    read = pairs_in(TEXT, resources, weights.rows)
    written = [[every.names[row] for row in rows] for _, rows in pairs_in(TEXT, resources, every)]
    assert [sorted(rows) for _, rows in read] == [sorted(weights.known(signs)) for signs in written]


def test_pairs_relate_two_different_actors_of_one_sentence(resources):
    pairs = [pair for pair, _ in pairs_in(TEXT, resources, {})]
    assert pairs
    assert all(p.subject != p.object and p.first.head.sentence is p.second.head.sentence for p in pairs)


def test_who_does_it_to_whom_matters(resources, weights):
    reader = PairReader(weights, resources.codebook.relations)
    readings = list(reader(pairs_in("The Veldan army attacked the Lantern Front.", resources, weights.rows)))
    best = max(readings, key=lambda r: r.chance)
    assert (best.pair.subject, best.relation) == ("Veldan army", "attacks")


@given(st.data())
def test_chances_are_shares_in_whatever_order_the_signs_come(weights, data):
    rows = data.draw(st.lists(st.integers(0, len(weights.told) - 1), unique=True, max_size=40))
    chances, again = weights.chances([rows, data.draw(st.permutations(rows))]).tolist()
    assert sum(chances) == pytest.approx(1, abs=0.005)
    assert all(0 <= chance <= 1 for chance in chances)
    assert again == chances


def test_weights_are_stored_and_read_alike(weights, tmp_path):
    save_weights(weights, tmp_path / "one.npz")
    again = load_weights(tmp_path / "one.npz")
    save_weights(again, tmp_path / "two.npz")
    assert again.rows == weights.rows
    assert np.array_equal(again.told, weights.told)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


@pytest.mark.parametrize("content", [b"", b"no weights", None])
def test_weights_that_cannot_be_read_say_what_to_do(tmp_path, content):
    for name, load in (("pairs.npz", load_weights), ("vote.json", load_judge)):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        with pytest.raises(ModelError, match=r'claims\.engine = "frames"'):
            load(tmp_path / name)


def test_the_weights_know_relations_of_the_shipped_codebook(weights):
    assert set(weights.relations) <= set(load_codebook().relations)


class TestVote:
    judge = Judge(usual=0.0, shown=0.6, high=0.9, weights=dict.fromkeys(
        ("frame", "sure frame", "unread", "rival chance", "rival frame", "elsewhere", "places"), 0.0
    ) | {"chance": 1.0})  # fmt: skip

    def test_what_the_reader_proposes_must_be_sure_enough(self):
        proposals = [proposal(chance=0.8), proposal("B", "attacks", "C", chance=0.5)]
        assert [(v.proposal.subject, v.confidence) for v in vote(proposals, load_codebook(), self.judge)] == [
            ("A", 0.8)
        ]

    def test_frames_get_the_confidence_of_the_vote(self):
        (voted,) = vote([proposal(framed=0.6, chance=0.7)], load_codebook(), self.judge)
        assert (voted.confidence, reason(voted.proposal)) == (0.7, "frame f; model .70")

    def test_a_frame_of_a_pair_that_was_not_read_can_be_sure_by_itself(self):
        judge = msgspec.structs.replace(self.judge, usual=6.0)
        (voted,) = vote([proposal(framed=0.6)], load_codebook(), judge)
        assert (voted.confidence, reason(voted.proposal)) == (0.89, "frame f")

    def test_a_frame_need_be_less_sure_than_what_the_reader_alone_proposes(self):
        assert [v.confidence for v in vote([proposal(framed=0.6, chance=0.5)], load_codebook(), self.judge)] == [0.5]
        assert vote([proposal(chance=0.5)], load_codebook(), self.judge) == []

    def test_a_frame_that_the_reader_finds_unlikely_is_outvoted(self):
        assert vote([proposal(framed=0.6, chance=0.1)], load_codebook(), self.judge) == []

    def test_of_relations_that_the_reader_does_not_know_the_frames_decide(self):
        (voted,) = vote([proposal(framed=0.4, chance=None)], load_codebook(), self.judge)
        assert (voted.confidence, reason(voted.proposal)) == (0.4, "frame f")

    def test_what_the_document_says_elsewhere_counts(self):
        said = considerations([proposal(chance=0.3), proposal(sentence=4, chance=0.7)], load_codebook())
        assert [s["elsewhere"] for s in said] == [0.7, 0.3]

    def test_another_relation_of_the_pair_in_the_sentence_is_a_rival(self):
        proposals = [proposal(chance=0.3), proposal("B", "supports", "A", framed=0.6, chance=0.2)]
        first, second = considerations(proposals, load_codebook())
        assert (first["rival chance"], first["rival frame"]) == (0.2, 1.0)
        assert (second["rival chance"], second["rival frame"]) == (0.3, 0.0)

    def test_two_who_cooperate_are_no_rivals_in_either_order(self):
        proposals = [
            proposal(*pair, chance=0.3) for pair in (("A", "cooperates_with", "B"), ("B", "cooperates_with", "A"))
        ]
        assert [s["rival chance"] for s in considerations(proposals, load_codebook())] == [0.0, 0.0]


def test_a_claim_made_several_times_names_each_frame_once_and_the_surest_model():
    assert (
        joined_why("frame a; model .40", "model .71", "frame b; model .62", "frame a") == "frame a; frame b; model .71"
    )
