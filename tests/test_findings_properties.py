"""What holds of findings whatever is claimed: no order matters, and quick ways give what slow ones would."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sayso.corpus.independence import fold
from sayso.findings.disputes import at_one_time
from sayso.findings.rivals import one_answer
from sayso.findings.stands import Shown, differ, heard, roots_of, take_stand
from sayso.storage.oppositions import FindingFilter, StatementKey
from sayso.storage.voices import SIDES, Voice

DAYS = st.integers(0, 900).map(lambda number: (date(2019, 1, 1) + timedelta(days=number)).isoformat())
NAMES = st.sampled_from("abcdef")


@st.composite
def voices(draw, least=0):
    found = []
    for number in range(draw(st.integers(least, 8))):
        holders = tuple(draw(st.lists(NAMES, min_size=1, max_size=3, unique=True)))
        how = draw(st.sampled_from(["named", "anonymous"]))
        standings = ("named", *(["named"] * (len(holders) - 2)), *([how] if len(holders) > 1 else []))
        side = draw(st.sampled_from(SIDES))
        found.append(Voice(number, draw(st.integers(1, 5)), side, holders, standings, draw(st.none() | DAYS)))
    return found


def times_of(some):
    return {voice.claim: (voice.day, f"{voice.day}~") if voice.day else (None, None) for voice in some}


@given(voices(), voices(), st.integers(0, 400))
def test_claims_of_one_time_are_those_that_comparing_all_with_all_would_find(one, other, within):
    other = [voice._replace(claim=voice.claim + 100) for voice in other]
    first, second = at_one_time(one, other, times_of([*one, *other]), within)

    def near(voice, others):
        days = [date.fromisoformat(v.day) for v in others if v.day]
        return voice.day and any(abs((date.fromisoformat(voice.day) - day).days) <= within for day in days)

    assert first == [voice for voice in one if near(voice, other)]
    assert second == [voice for voice in other if near(voice, one)]


@given(voices(), voices())
def test_to_differ_is_mutual_and_needs_somebody_on_each_side(one, other):
    first, second = roots_of(one, {}), roots_of(other, {})
    assert differ(first, second) == differ(second, first)
    assert not differ(first, [])
    assert not (len(first) == 1 and differ(first, first))


@given(voices(least=1), st.randoms())
def test_a_stand_does_not_depend_on_the_order_of_voices(some, dice):
    shown = Shown({}, {voice.claim: f"claim {voice.claim}" for voice in some})
    mixed = dice.sample(some, len(some))
    assert take_stand(some, {}, shown) == take_stand(mixed, {}, shown)


@given(voices(least=1))
def test_a_stand_counts_as_the_folding_does_and_names_each_source(some):
    shown = Shown({}, {voice.claim: f"claim {voice.claim}" for voice in some})
    stand, folding = take_stand(some, {}, shown), fold(some)
    assert (stand.independent, stand.anonymous) == (folding.number("named"), folding.number("anonymous"))
    assert len(stand.speakers) == stand.independent + stand.anonymous
    assert sum(len(speaker.claims) for speaker in stand.speakers) == len(some)
    assert {outlet.outlet for outlet in stand.outlets} == {voice.holders[0] for voice in some}


@given(voices())
def test_what_is_possible_or_intended_is_never_heard_as_fact_or_denial(some):
    assert {voice.side for voice in heard(some, "affirmed", "denied")} <= {"affirmed", "denied"}


@given(st.sets(NAMES), st.dictionaries(NAMES, st.sets(NAMES)))
def test_every_answer_is_counted_once_or_belongs_to_what_is_asked_of(subjects, belonging):
    rows = [StatementKey(n, f"S{n}", name, "controls", "f", 1) for n, name in enumerate(sorted(subjects))]
    groups = one_answer(rows, belonging)
    counted = [row.subject for _, group in groups for row in group]
    assert len(counted) == len(set(counted))
    assert set(counted) <= subjects - {"f"}
    assert {who for who, _ in groups} <= subjects
    if not belonging:
        assert set(counted) == subjects - {"f"}


@given(st.none() | DAYS, DAYS, DAYS)
def test_a_day_counts_where_it_lies_between_the_bounds(day, since, until):
    wanted = FindingFilter(since=since, until=until)
    assert wanted.holds(day) == (day is not None and since <= day <= until)
    assert FindingFilter().holds(day)
    if day is not None:
        assert FindingFilter(since=day[:7], until=day[:7]).holds(day)
