"""What a coder does in the workbench: judge claims by keys alone, add one from the text, take it back."""

from __future__ import annotations

import pytest
from faultless import assert_accessible, assert_fits
from playwright.sync_api import expect

from claimed_project import make_project, said
from sayso import ClaimFilter

pytestmark = pytest.mark.slow
DOCUMENTS = [
    said("Gazette", "2020-01-01", "Olvia supports Front", "Olvia attacks Bureau", "𝕂arsk \N{EM DASH} likes Marn alone"),
    said("Herald", "2020-01-02", "Olvia supports Front"),
]


@pytest.fixture
def bench(tmp_path, serve):
    with make_project(tmp_path, DOCUMENTS) as project, serve(project) as bench:
        yield bench


@pytest.fixture
def visitor(page, bench, enter):
    """A page that is in; at the end it must have done nothing wrong."""
    faults = enter(page, bench)
    yield page
    assert faults.found == []


def claims(bench, **wanted):
    return bench.project.claims(ClaimFilter(**wanted))


def test_the_queue_is_worked_off_by_keys_alone(visitor, bench):
    visitor.goto(f"{bench.base}/review")
    for key, words in (("a", "Accepted."), ("r", "Rejected.")):
        visitor.keyboard.press(key)
        expect(visitor.locator("#notices")).to_contain_text(words)
    visitor.keyboard.press("c")
    expect(visitor.get_by_label("Who does it")).to_be_focused()
    visitor.keyboard.press("Control+a")
    visitor.keyboard.type("Marn")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("#notices")).to_contain_text("Changed.")
    expect(visitor.locator("main")).to_contain_text("No claim is left to judge here.")
    assert len(claims(bench, reviewed="yes")) == 2
    assert len(claims(bench, reviewed="rejected")) == 1
    assert len(claims(bench, subject="Marn")) == 1


def test_what_is_passed_over_can_be_gone_back_to(visitor, bench):
    visitor.goto(f"{bench.base}/review")
    first = visitor.locator("h2#claim").inner_text()
    shown = visitor.locator("form.verdict").first.get_attribute("action")
    visitor.keyboard.press("s")
    visitor.wait_for_url("**after=**")
    expect(visitor.locator("form.verdict").first).not_to_have_attribute("action", shown)
    visitor.go_back()
    expect(visitor.locator("h2#claim")).to_have_text(first)


def test_a_claim_is_judged_on_its_page(visitor, bench):
    claim = claims(bench)[0].id
    visitor.goto(f"{bench.base}/claims/{claim}")
    visitor.keyboard.press("a")
    expect(visitor.locator(".said")).to_contain_text("Accepted by ann")
    visitor.get_by_role("button", name="Undo").click()
    expect(visitor.locator("main")).to_contain_text("Nobody has reviewed it yet.")


def test_the_reader_goes_on_where_it_was(visitor, bench):
    visitor.goto(f"{bench.base}/documents/d00000")
    visitor.keyboard.press("j")
    visitor.keyboard.press("j")
    visitor.keyboard.press("r")
    visitor.wait_for_url("**/documents/d00000#claim-**")
    expect(visitor.locator(".note.is-rejected.here")).to_contain_text("Bureau")
    visitor.keyboard.press("k")
    visitor.keyboard.press("a")
    expect(visitor.locator(".note.is-accepted.here")).to_have_count(1)
    visitor.keyboard.press("c")
    visitor.wait_for_url("**/claims/*#change")
    expect(visitor.get_by_label("Who does it")).to_be_focused()


def test_a_claim_is_added_from_selected_words(visitor, bench):
    """Offsets count characters: the text holds one that takes two units in a browser."""
    visitor.goto(f"{bench.base}/documents/d00000")
    expect(visitor.locator("[data-add-selected]")).to_be_hidden()
    visitor.locator(".reader .text").last.evaluate(
        "p => { const r = document.createRange(); r.setStart(p.lastChild, p.lastChild.data.indexOf('likes'));"
        " r.setEnd(p.lastChild, p.lastChild.data.indexOf(' alone')); getSelection().removeAllRanges();"
        " getSelection().addRange(r); }"
    )
    expect(visitor.locator("[data-add-selected]")).to_be_visible()
    visitor.keyboard.press("n")
    expect(visitor.get_by_label("The words that claim it")).to_have_value("likes Marn")
    form = visitor.locator("[data-add]")
    form.get_by_label("Who does it").fill("Karsk")
    form.get_by_label("Relation").select_option("supports")
    form.get_by_label("To whom").fill("Marn")
    form.get_by_role("button", name="Add it").click()
    expect(visitor.locator(".note.is-added")).to_contain_text("Karsk")
    [added] = claims(bench, reviewed="yes")
    assert added.quotations == ("likes Marn",)


def test_the_log_takes_back_and_gives_again(visitor, bench):
    claim = claims(bench)[0].id
    bench.project.reviews.reject(claim, by="ben")
    visitor.goto(f"{bench.base}/log")
    visitor.get_by_role("button", name="Undo").click()
    expect(visitor.locator("#notices")).to_contain_text("Undone.")
    assert bench.project.claim(claim).reviewed is None
    visitor.get_by_role("button", name="Redo").click()
    expect(visitor.locator("#notices")).to_contain_text("It holds again.")
    assert bench.project.claim(claim).reviewed == "rejected"


def test_pages_with_reviewed_claims_are_without_fault(visitor, bench):
    one, two, *_ = claims(bench)
    bench.project.reviews.reject(one.id, by="ben", reason="a long reason that says in many words why this is not said")
    bench.project.reviews.accept(two.id)
    bench.project.reviews.accept(one.id, by="ann", blind=True)
    for path in (f"/claims/{one.id}", "/documents/d00000", "/review", "/review?second=1", "/review/agreement", "/log"):
        assert visitor.goto(bench.base + path).status == 200, path
        for summary in visitor.locator("main details summary").all():
            summary.click()
        assert_accessible(visitor, dark=False)
        assert_fits(visitor)
