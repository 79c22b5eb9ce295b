"""No text is dropped: whatever the marks, attributions come out whole, inside the text, and without circles."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sayso.actors import find_actors
from sayso.attribution import Chains, find_attributions
from sayso.model import Document

MARKS = ['"', "'", "“", "”", "‘", "’", "„", "«", "»", "``", "''", "‹", "›", "`"]
PIECES = [
    "Oren said ",
    "they left",
    "Bordania, according to Arvelia, lied",
    "she asked",
    "'90s",
    "the rebels' camp",
    "Mayor Oren: ",
    " - Dalia Oren",
    "It is believed that he accused them of lying",
    "in his view",
    "\n\n",
    "\n- ",
    ", ",
    ". ",
    "? ",
    ": ",
    " ",
    "\u200b",
    "\U0001f600",
    "(",
    ")",
]
texts = st.lists(st.sampled_from(MARKS + PIECES), max_size=24).map("".join)
property_test = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def find(resources):
    def run(text):
        parsed = resources.parse(Document(id="d", text=text))
        cast = find_actors(parsed, resources.registry)
        return parsed, find_attributions(parsed, cast, resources.cues, resources.second_reader)

    return run


@property_test
@given(text=texts | st.text(max_size=80))
def test_spans_lie_inside_the_text_in_order_and_apart(find, text):
    _, found = find(text)
    for attribution in found:
        assert attribution.content
        assert attribution.cue
        for spans in (attribution.source, attribution.cue, attribution.content):
            edges = [edge for span in spans for edge in span]
            assert edges == sorted(edges)
            assert all(0 <= start < end <= len(text) for start, end in spans)


@property_test
@given(text=texts)
def test_nobody_speaks_inside_the_words_they_speak(find, text):
    _, found = find(text)
    for attribution in found:
        inside = {i for start, end in attribution.content for i in range(start, end)}
        assert inside.isdisjoint(i for start, end in attribution.cue for i in range(start, end))
        assert inside.isdisjoint(i for start, end in attribution.source for i in range(start, end))


@property_test
@given(text=texts)
def test_parents_lead_outwards_without_circles(find, text):
    _, found = find(text)
    by_id = {a.id: a for a in found}
    assert len(by_id) == len(found)
    for attribution in found:
        at, seen = attribution, set()
        while at.parent is not None:
            assert at.id not in seen
            seen.add(at.id)
            at = by_id[at.parent]


@property_test
@example(text='Oren said Oren said """"Oren said ')
@given(text=texts)
def test_chains_hold_only_what_lies_around_or_is_joined_to_it_and_never_change(find, text):
    parsed, found = find(text)
    chains = Chains(parsed, found)
    for token in parsed.tokens:
        for attribution in chains.chain_at(token.start, token.end):
            content = [t for start, end in attribution.content for t in parsed.tokens_in(start, end)]
            assert token in content or token.sentence in {t.sentence for t in content}
            said = [span for spans in (attribution.cue, attribution.source) for span in spans]
            assert not any(start < token.end and token.start < end for start, end in said)
    assert find(text)[1] == found


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("text", ["{}We won, Oren said.", "Oren said we won{}.", "Oren{} said that they won."])
def test_a_stray_mark_does_not_lose_the_rest(find, mark, text):
    _, found = find(text.format(mark) + "\n\nMira Talvo said that Bordania had left.")
    assert any(a.holder == "Mira Talvo" for a in found)
