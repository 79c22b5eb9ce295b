"""`sayso drift`: what an outlet says of an actor changes, and not by chance."""

from __future__ import annotations

import json
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimed_project import make_project, said
from sayso.cli import app
from sayso.findings.change import false_discovery_rates, find_change
from sayso.findings.series import Series, as_one_name, change_in

LEVEL = 0.05


def months(number):
    return [f"{2015 + month // 12}-{month % 12 + 1:02}-15" for month in range(number)]


def turning(outlet, before, after, number=30):
    """Documents of an outlet that says one thing in the first half and another in the second."""
    days = months(number)
    return [said(outlet, day, before if place < number // 2 else after) for place, day in enumerate(days)]


def wavering(outlet, *lines, number=30):
    """Documents of an outlet that says one thing or another at random, all the time."""
    dice = random.Random(outlet)
    return [said(outlet, day, dice.choice(lines)) for day in months(number)]


def noise(number, seed):
    """Series without any change, of 10 to 60 documents."""
    dice = random.Random(seed)
    for outlet in range(number):
        documents = dice.randint(10, 60)
        days = sorted(f"20{dice.randint(15, 23)}-{dice.randint(1, 12):02}" for _ in range(documents))
        often = dice.random()
        counts = [Counter("ab"[dice.random() < often] for _ in range(dice.randint(1, 4))) for _ in days]
        name = f"outlet {seed}-{outlet}"
        yield Series("does", name, "x", "", tuple(days), tuple(range(documents)), tuple(counts), name)


def test_an_outlet_that_names_another_behind_a_group_drifts(tmp_path):
    changing = turning("Herald", "Karsk controls Lumen", "Wire: Zorn controls Lumen")
    steady = [d for name in ("A", "B", "C") for d in wavering(name, "Karsk controls Lumen", "Zorn controls Lumen")]
    with make_project(tmp_path, [*changing, *steady]) as project:
        found = project.findings.drift()
    (drift,) = [d for d in found.found if d.kind == "answers"]
    assert (drift.outlet, drift.actor, drift.relation) == ("Herald", "Lumen", "controls")
    assert (drift.last_before, drift.first_after) == ("2016-03-15", "2016-04-15")
    assert (drift.before, drift.after, drift.effect) == ({"Karsk": 1.0}, {"Zorn": 1.0}, 1.0)
    assert {d.outlet for d in found.found} == {"Herald"}
    assert [q.quotation for q in drift.quotes_before] == ["Karsk controls Lumen"] * 2
    assert [q.published for q in drift.quotes_before] == ["2016-03-15", "2016-02-15"]
    assert [q.quotation for q in drift.quotes_after] == ["Wire: Zorn controls Lumen"] * 2
    assert all(q.claim for q in drift.quotes_after)


def test_an_agency_and_its_state_are_one_answer(tmp_path):
    """Who names now the state and now its agency has not changed his mind; the quotations are of both."""
    half = wavering("Herald", "Olvia controls Lumen", "Bureau controls Lumen", number=15)
    later = [said("Herald", day, "Karsk controls Lumen") for day in months(30)[15:]]
    with make_project(tmp_path / "turning", [*half, *later]) as project:
        (drift,) = [d for d in project.findings.drift().found if d.kind == "answers"]
    assert (drift.before, drift.after) == ({"Olvia": 1.0}, {"Karsk": 1.0})
    assert len(drift.quotes_before) == 2
    with make_project(
        tmp_path / "steady", turning("Herald", "Olvia controls Lumen", "Bureau controls Lumen")
    ) as project:
        assert "answers" not in {d.kind for d in project.findings.drift().found}


def test_who_belongs_to_a_group_and_who_is_only_described_is_no_answer(tmp_path):
    lines = ("Karsk controls Front", "Marn controls Front"), ("fighters controls Front", "Karsk controls Front")
    told = [said("Herald", day, *lines[place >= 10]) for place, day in enumerate(months(20))]
    with make_project(tmp_path, told) as project:
        assert "answers" not in {d.kind for d in project.findings.drift().found}


def test_what_is_done_to_an_actor_turns_from_friendly_to_hostile(tmp_path):
    with make_project(tmp_path, turning("Herald", "Karsk supports Lumen", "Karsk opposes Lumen")) as project:
        found = {d.kind: d for d in project.findings.drift().found}
    assert (found["undergoes"].actor, found["does"].actor) == ("Lumen", "Karsk")
    assert (found["undergoes"].before, found["undergoes"].after) == ({"+": 1.0}, {"-": 1.0})


def test_an_outlet_that_calls_a_group_by_another_name_drifts(tmp_path):
    with make_project(tmp_path, turning("Herald", "Lumen = Unsworn", "Lumen = Heroes")) as project:
        (drift,) = project.findings.drift().found
    assert (drift.kind, drift.before, drift.after) == ("names", {"Unsworn": 1.0}, {"Heroes": 1.0})
    assert [q.quotation for q in drift.quotes_after] == ["Lumen = Heroes"] * 2


def test_an_outlet_that_begins_to_use_loaded_words_changes_its_tone(tmp_path):
    with make_project(tmp_path, turning("Herald", "Lumen = Unsworn", "Lumen = -bandits")) as project:
        found = {d.kind: d for d in project.findings.drift().found}
    assert (found["tone"].before, found["tone"].after) == ({"plain": 1.0}, {"negative": 1.0})
    assert "bandits" in found["tone"].quotes_after[0].quotation


def test_a_short_form_of_a_name_is_no_other_name():
    days = tuple(months(20))
    counts = tuple(Counter(["Lumen Front"] if place < 10 else ["Front"]) for place in range(20))
    merged = as_one_name(counts, is_person=False)
    assert change_in(Series("names", "o", "a", "", days, tuple(range(20)), tuple(merged), "s")) is None


def test_what_is_denied_or_only_possible_is_no_answer(tmp_path):
    with make_project(tmp_path, turning("Herald", "Karsk may controls Lumen", "Zorn not controls Lumen")) as project:
        assert project.findings.drift().tested == 0


def test_fewer_than_ten_documents_are_not_tested(tmp_path):
    with make_project(tmp_path, turning("Herald", "Karsk controls Lumen", "Zorn controls Lumen", number=9)) as project:
        found = project.findings.drift()
    assert (found.tested, found.found) == (0, ())
    assert found.short > 0


def test_documents_without_a_day_do_not_count(tmp_path):
    undated = [said("Herald", None, f"{who} controls Lumen") for who in ("Karsk", "Zorn") for _ in range(10)]
    with make_project(tmp_path, undated) as project:
        assert project.findings.drift().tested == 0


def test_two_hundred_outlets_of_pure_noise_give_no_more_false_drifts_than_the_level():
    false, chances = 0, []
    for seed in range(5):
        own = [change.chance for series in noise(200, seed) if (change := change_in(series))]
        false += sum(rate <= LEVEL for rate in false_discovery_rates(own)) > 0
        chances += own
    # Where nothing is true, a run has a false drift with the chance of the level: 0.25 of 5 runs.
    assert false <= 1
    assert sum(chance <= 0.05 for chance in chances) / len(chances) < 0.06


def test_planted_drifts_are_found_among_two_hundred_outlets_of_noise():
    dice, planted = random.Random(7), []
    for outlet in range(20):
        counts = [Counter("a" if dice.random() < (0.9 if place < 20 else 0.1) else "b") for place in range(40)]
        planted.append(
            Series("does", str(outlet), "x", "", tuple(months(40)), tuple(range(40)), tuple(counts), f"p{outlet}")
        )
    changes = [change for series in [*planted, *noise(200, 99)] if (change := change_in(series))]
    rates = false_discovery_rates([change.chance for change in changes])
    assert all(rate <= LEVEL for rate in rates[:20])
    assert sum(rate <= LEVEL for rate in rates[20:]) <= 2
    assert sum(abs(change.place - 20) <= 4 for change in changes[:20]) >= 18


def test_documents_of_one_day_are_not_parted():
    shares = [[1.0, 0.0]] * 10 + [[0.0, 1.0]] * 10
    days = [*months(8), *["2020-01-01"] * 4, *[f"2021-{month:02}" for month in range(1, 9)]]
    assert find_change(shares, days, "s").place in (8, 12)


def test_on_a_single_day_nothing_can_change():
    assert find_change([[1.0, 0.0]] * 6 + [[0.0, 1.0]] * 6, ["2020-01-01"] * 12, "s") is None


def test_the_same_series_gives_the_same_chance():
    series = list(noise(5, 3))
    assert [change_in(s) for s in series] == [change_in(s) for s in series]


def test_the_order_in_which_documents_were_added_does_not_matter(tmp_path):
    told = turning("Herald", "Karsk controls Lumen", "Zorn controls Lumen", number=20)
    with make_project(tmp_path / "a", told) as one, make_project(tmp_path / "b", told[::-1]) as other:
        first, second = one.findings.drift().found, other.findings.drift().found
    told_of = [
        [(d.kind, d.actor, d.last_before, d.chance, d.rate, d.before) for d in found] for found in (first, second)
    ]
    assert told_of[0] == told_of[1] != []


def test_false_discovery_rates_are_those_of_the_worked_example():
    # Fifteen chances from Benjamini and Hochberg (1995), of which the first four are discoveries at 0.05.
    chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528]
    rates = false_discovery_rates([*chances, 0.759, 1.0])
    assert sum(rate <= 0.05 for rate in rates) == 4
    assert rates[3] == pytest.approx(0.0095 * 15 / 4)


@given(st.lists(st.floats(0, 1)))
def test_a_rate_is_no_less_than_its_chance_and_keeps_the_order(chances):
    rates = false_discovery_rates(chances)
    assert all(chance <= rate <= 1 for chance, rate in zip(chances, rates, strict=True))
    in_order = sorted(zip(chances, rates, strict=True))
    assert [rate for _, rate in in_order] == sorted(rates)


@given(st.lists(st.integers(0, 3), min_size=10, max_size=30), st.integers(0, 1000))
def test_a_change_lies_between_two_days_with_three_documents_on_each_side(values, seed):
    shares = [[float(value == category) for category in range(4)] for value in values]
    change = find_change(shares, months(len(values)), str(seed))
    if change is None:
        assert len(set(values)) == 1
    else:
        assert 3 <= change.place <= len(values) - 3
        assert 0 <= change.effect <= 1 + 1e-9
        assert 0 < change.chance <= 1


def test_the_command_shows_shares_and_quotations_before_and_after(tmp_path):
    with make_project(tmp_path, turning("Herald", "Karsk controls Lumen", "Zorn controls Lumen")) as project:
        folder = str(project.folder)
    run = CliRunner().invoke(app, ["drift", "--project", folder])
    assert run.stdout.startswith("Herald: who, it says, controls Lumen  effect 1.00, chance 0.0001")
    assert "up to 2016-03-15 (15 documents): Karsk 100%" in run.stdout
    assert "“Zorn controls Lumen” 2016-04-15" in run.stdout
    assert "1 series were tested" in run.stderr
    as_json = CliRunner().invoke(app, ["drift", "--kind", "names", "--json", "--project", folder])
    assert json.loads(as_json.stdout)["found"] == []


def test_the_options_choose_what_is_shown_and_not_what_is_tested(tmp_path):
    told = [d for name in ("Herald", "Radio") for d in turning(name, "Karsk controls Lumen", "Zorn controls Lumen")]
    with make_project(tmp_path, told) as project:
        every, one = project.findings.drift(), project.findings.drift(outlet="Radio", actor="Lumen")
    assert every.tested == one.tested
    assert [d for d in every.found if (d.outlet, d.actor) == ("Radio", "Lumen")] == list(one.found) != []
