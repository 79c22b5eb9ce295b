"""`benchmarks/gate.py`: sentences that a gate leaves out are gone, and the others are what they were."""

from pathlib import Path

import pytest

from sayso.language import load_parser
from sayso.model import Document

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
TEXT = "The rain stopped at noon. Ruritania attacked the rebels of Klow. Mr. Holm said that it was over."


@pytest.fixture(scope="module")
def gate():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        import gate

        return gate


@pytest.fixture(scope="module")
def parsed():
    return load_parser()(Document(id="d", text=TEXT))


@pytest.fixture(scope="module")
def signs(gate):
    from sayso.actors.nominals import load_roles
    from sayso.attribution import load_cues
    from sayso.claims import load_codebook

    return gate.Signs(load_cues(), load_codebook(), load_roles())


def _text(sentence):
    return TEXT[sentence.start : sentence.end]


@pytest.mark.parametrize(
    ("name", "first_words"),
    [
        ("off", ["The", "Ruritania", "Mr."]),
        ("says, or does with two meant", ["Ruritania", "Mr."]),
        ("names somebody", ["Ruritania", "Mr."]),
        ("says", ["Mr."]),
    ],
)
def test_a_gate_lets_sentences_with_its_signs_through(gate, signs, parsed, name, first_words):
    kept = gate.without(parsed, lambda sentence: gate.GATES[name](signs, sentence))
    assert [sentence.tokens[0].text for sentence in kept.sentences] == first_words


def test_what_passes_keeps_its_words_heads_and_offsets(gate, parsed):
    kept = gate.without(parsed, lambda sentence: sentence.index == 1)
    old, new = parsed.sentences[1], kept.sentences[0]
    assert _text(new) == _text(old) == "Ruritania attacked the rebels of Klow."
    assert [token.index for token in kept.tokens] == list(range(len(old.tokens)))
    for was, token in zip(old.tokens, new.tokens, strict=True):
        assert (token.text, token.dep, token.entity) == (was.text, was.dep, was.entity)
        assert token.head.start == was.head.start
        assert [child.start for child in token.children] == [child.start for child in was.children]


def test_a_quotation_passes_with_all_its_sentences(gate, signs, parsed):
    quoted = gate.replace(signs, quoted=frozenset({0}))
    assert not signs.says(parsed.sentences[0])
    assert quoted.says(parsed.sentences[0])
