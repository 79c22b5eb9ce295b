"""What a person does in the workbench: narrow a list, walk it by keys, go back, read a document with its margin."""

from __future__ import annotations

import pytest
from faultless import assert_fits
from playwright.sync_api import expect

from invented_project import HERALD, make_project
from sayso import open_project


@pytest.fixture(scope="module")
def bench(tmp_path_factory, serve):
    with open_project(make_project(tmp_path_factory.mktemp("used"))) as project, serve(project) as bench:
        yield bench


@pytest.fixture
def visitor(page, bench, enter):
    """A page that is in; at the end it must have done nothing wrong."""
    faults = enter(page, bench)
    yield page
    assert faults.found == []


def test_the_token_does_not_stay_in_the_address(visitor, bench):
    assert visitor.url == f"{bench.base}/"
    assert "token" not in visitor.evaluate("history.state === null ? '' : JSON.stringify(history.state)")


def test_a_list_follows_its_form_and_the_address_follows_the_list(visitor, bench):
    visitor.goto(f"{bench.base}/claims")
    visitor.get_by_label("Relation").select_option("attacks")
    visitor.wait_for_url("**/claims?relation=attacks**")
    expect(visitor.locator("#found .claim")).to_have_count(1)
    pasted = visitor.url
    visitor.get_by_label("Relation").select_option("supports")
    expect(visitor.locator("#found .claim")).to_have_count(2)
    visitor.go_back()
    expect(visitor.locator("#found .claim")).to_have_count(1)
    assert visitor.url == pasted
    expect(visitor.get_by_label("Relation")).to_have_value("attacks")
    visitor.reload()
    assert visitor.locator("#found .claim").count() == 1


def test_names_are_suggested_as_they_are_typed(visitor, bench):
    visitor.goto(f"{bench.base}/claims")
    visitor.get_by_label("About").press_sequentially("lum")
    visitor.wait_for_selector("#s-about option[value='Lumen Front']", state="attached")


def test_rows_are_walked_and_opened_by_keys(visitor, bench):
    visitor.goto(f"{bench.base}/claims")
    visitor.keyboard.press("j")
    visitor.keyboard.press("j")
    visitor.keyboard.press("k")
    first = visitor.locator("[data-walk]").first
    assert "here" in first.get_attribute("class")
    visitor.keyboard.press("o")
    visitor.wait_for_url("**/claims/*")


def test_keys_lead_to_other_pages_and_are_listed(visitor):
    visitor.keyboard.press("?")
    assert visitor.locator("#keys").is_visible()
    visitor.keyboard.press("Escape")
    visitor.keyboard.press("g")
    visitor.keyboard.press("d")
    visitor.wait_for_url("**/documents")


def test_menus_open_by_keys_one_at_a_time_and_the_navigation_is_one_line(visitor):
    visitor.locator("summary", has_text="Actors").press("Enter")
    expect(visitor.get_by_role("link", name="Names", exact=True)).to_be_visible()
    visitor.locator("summary", has_text="Findings").press("Enter")
    expect(visitor.get_by_role("link", name="Names", exact=True)).to_be_hidden()
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Escape")
    expect(visitor.locator("summary", has_text="Findings")).to_be_focused()
    visitor.keyboard.press("Enter")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/disputes")
    assert visitor.locator(".masthead nav").bounding_box()["height"] < 60
    expect(visitor.locator("summary[aria-current]")).to_have_text("Findings: Disputes")


def test_typing_into_a_field_is_no_key(visitor, bench):
    visitor.goto(f"{bench.base}/claims")
    visitor.keyboard.press("/")
    visitor.keyboard.type("jk?")
    assert visitor.get_by_label("Words in the quotation").input_value() == "jk?"
    assert not visitor.locator("#keys").is_visible()


def test_a_note_and_its_words_light_up_together(visitor, bench):
    visitor.goto(f"{bench.base}/documents/{HERALD}")
    visitor.keyboard.press("j")
    assert visitor.locator("mark.lit").first.inner_text() == "Vostrya arms the Lumen Front"
    assert visitor.locator(".note.lit").count() == 1
    visitor.locator("mark.twice").click()
    one = visitor.locator(".note.lit").get_attribute("data-note")
    visitor.locator("mark.twice").click()
    assert visitor.locator(".note.lit").get_attribute("data-note") != one


def test_the_skip_link_leads_past_the_navigation(visitor):
    visitor.keyboard.press("Tab")
    assert visitor.evaluate("document.activeElement.textContent") == "Skip to the content"
    visitor.keyboard.press("Enter")
    assert visitor.evaluate("document.activeElement.id") == "content"


SHOWN = ("/", "/claims", f"/documents/{HERALD}", "/network", "/log")


@pytest.mark.parametrize("path", SHOWN)
def test_at_twice_the_size_nothing_is_cut_off_or_covered(browser, bench, path):
    """What a window of 1280 pixels shows at 200 %."""
    context = browser.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    page = context.new_page()
    page.goto(bench.opened)
    page.goto(bench.base + path)
    assert_fits(page)
    covered = page.evaluate(
        "[...document.querySelectorAll('main h1, main a, main button, .masthead a, .masthead summary')].filter(e => {"
        " if (!e.checkVisibility() || e.closest('svg, .table, .drawing')) return false;"
        " e.scrollIntoView({block: 'center', behavior: 'instant'}); const b = e.getClientRects()[0];"
        " const top = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);"
        " return !(e.contains(top) || top?.contains(e)) }).map(e => e.outerHTML)"
    )
    assert covered == []
    context.close()


@pytest.mark.parametrize("path", SHOWN)
def test_on_paper_there_is_nothing_to_press_and_nothing_too_wide(visitor, bench, path):
    visitor.goto(bench.base + path)
    visitor.set_viewport_size({"width": 673, "height": 1000})
    visitor.emulate_media(media="print")
    expect(visitor.locator("h1")).to_be_visible()
    for what in ("button", "form", "summary", ".masthead nav", ".foot"):
        assert [one.inner_text() for one in visitor.locator(what).all() if one.is_visible()] == [], what
    assert visitor.evaluate("document.documentElement.scrollWidth") <= 673
