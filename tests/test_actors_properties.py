"""What holds for the cast of every document, whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sayso.actors import find_actors, load_registry
from sayso.language import load_parser
from sayso.model import Document, Passage

WORDS = [
    *("Iran", "US", "us", "the", "army", "Pakistani", "Taliban", "rebels", "their", "its", "we", "our", "country"),
    *("he", "President", "Orne", "said", "attacked", "with", "of", "who", "and", "both", "groups", "Da’esh", "(", ")"),
    *("“", "those", ".", ",", "\n\n", "é", "İstanbul", "-backed", "'s", "U.S.", "UN", "Security", "Council", "people"),
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def parse():
    return load_parser()


@pytest.fixture(scope="module")
def registry():
    return load_registry()


@RELAXED
@given(text=TEXTS, cut=st.floats(0, 1))
def test_every_mention_lies_in_the_text_in_order_with_a_head_of_its_own(parse, registry, text, cut):
    at = int(len(text) * cut)
    passages = (Passage(start=0, end=at, voice="article"), Passage(start=at, end=len(text), voice="comment"))
    parsed = parse(Document(id="x", text=text, publisher="The Ledger", passages=passages))
    cast = find_actors(parsed, registry)
    heads = [m.head for m in cast.mentions]
    assert len(set(heads)) == len(heads)
    assert [m.start for m in cast.mentions] == sorted(m.start for m in cast.mentions)
    starts = {t.start for t in parsed.tokens}
    for mention in cast.mentions:
        assert 0 <= mention.start <= mention.head < mention.end <= len(text)
        assert mention.head in starts
        assert set(mention.actors) <= set(cast.actors)
    assert len(cast.voices) == len(parsed.sentences)
    assert set(cast.voices) <= {"The Ledger", "reader"} & set(cast.actors)


@RELAXED
@given(text=TEXTS)
@example(text="Iran their President he")
def test_the_names_of_an_actor_stand_in_the_text_or_in_the_registry(parse, registry, text):
    cast = find_actors(parse(Document(id="x", text=text, publisher="The Ledger")), registry)
    flat = " ".join(text.split())
    for key, actor in cast.actors.items():
        assert actor.names
        known = registry.entries[actor.registry].spellings() if actor.registry else []
        for name in actor.names:
            assert name in flat or name in known or name == "The Ledger" or name.endswith(" people"), (key, name)


@RELAXED
@given(text=TEXTS)
def test_the_same_document_gives_the_same_cast(parse, registry, text):
    parsed = parse(Document(id="x", text=text, publisher="The Ledger"))
    one, two = find_actors(parsed, registry), find_actors(parsed, registry)
    assert (one.actors, one.mentions, one.voices) == (two.actors, two.mentions, two.voices)
    assert list(one.actors) == list(two.actors)
