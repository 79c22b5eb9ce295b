"""Pictures in a browser: the period slider by keys and without scripts, arrows that lead to claims, files."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow


def test_the_slider_moves_by_arrow_keys_and_the_address_follows(page, example, enter):
    faults = enter(page, example)
    page.goto(f"{example.base}/network")
    everything = page.locator(".found-number").inner_text()
    page.get_by_role("radio", name="2019").check()
    expect(page).to_have_url(re.compile("period=2019"))
    expect(page.locator(".found-number")).to_contain_text("published in 2019")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".found-number")).to_contain_text("published in 2020")
    page.keyboard.press("[")
    expect(page.locator(".found-number")).to_contain_text("published in 2019")
    page.reload()
    expect(page.get_by_role("radio", name="2019")).to_be_checked()
    page.get_by_role("radio", name="all time").check()
    expect(page.locator(".found-number")).to_have_text(everything)
    assert faults.found == []


def test_an_arrow_and_a_field_lead_to_claims(page, example, enter):
    enter(page, example)
    page.goto(f"{example.base}/network?about=Lantern+Front")
    page.locator("figure").first.locator("a[href^='/claims'] circle").first.click()
    expect(page).to_have_url(re.compile(r"/claims\?"))
    assert page.locator(".claim").count() > 0
    page.go_back()
    page.locator("figure").nth(1).locator("a[href^='/claims'] rect").first.click()
    assert page.locator(".claim").count() > 0


@pytest.mark.parametrize("path", ["/network", "/compare", "/timeline"])
def test_a_picture_is_saved_as_svg_and_as_png(page, example, enter, path):
    faults = enter(page, example)
    page.goto(example.base + path)
    with page.expect_download() as saved:
        page.get_by_role("link", name="SVG").first.click()
    assert ElementTree.parse(saved.value.path()).getroot().tag.endswith("svg")
    with page.expect_download() as saved:
        page.get_by_role("button", name="PNG").first.click()
    assert saved.value.suggested_filename == f"{path.strip('/')}.png"
    held = saved.value.path().read_bytes()
    assert held.startswith(b"\x89PNG")
    width = int.from_bytes(held[16:20])
    assert width > 600
    assert faults.found == []


def test_pictures_work_without_scripts(browser, example):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(example.opened)
    page.locator("summary", has_text="Findings").first.click()
    page.get_by_role("link", name="Timeline", exact=True).click()
    page.get_by_label("About").fill("Lantern Front")
    page.get_by_role("radio", name="2024").check()
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("about=Lantern+Front&period=2024")
    assert page.locator("figure svg a").count() > 0
    assert page.get_by_role("button", name="PNG").count() == 0
    context.close()


def test_two_outlets_are_chosen_and_stand_side_by_side(page, example, enter):
    enter(page, example)
    page.goto(f"{example.base}/compare/two")
    page.get_by_role("group", name="On the right").get_by_label("Outlet").fill("The Kestrian Standard")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".found-number")).to_contain_text("The Kestrian Standard")
    page.locator("table.two td a").first.click()
    assert page.locator(".claim").count() > 0
