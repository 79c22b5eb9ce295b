"""What an editor does with actors in a browser: merge, take it back, make it again, rename, retype, split."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from claimed_project import make_project, said

DOCUMENTS = [
    said("Courier", "2024-02-19", "Olvia supports Front", "Karsk attacks Front", "Front = Lanterns"),
    said("Herald", "2024-03-01", "Karska attacks Front", "Olvia supports Front", "Front = Sworn"),
]


@pytest.fixture
def bench(tmp_path, serve):
    with make_project(tmp_path, DOCUMENTS) as project, serve(project) as bench:
        yield bench


@pytest.fixture
def editor(page, bench, enter):
    """A page that is in; at the end it must have done nothing wrong."""
    faults = enter(page, bench)
    page.goto(f"{bench.base}/actors?name=karsk")
    yield page
    assert faults.found == []


def open_correction(page, words):
    page.get_by_text(words).click()


def test_two_are_merged_and_parted_and_merged_again(editor):
    editor.get_by_role("link", name="Karsk", exact=True).click()
    open_correction(editor, "It is one with another")
    editor.get_by_label("The other actor").press_sequentially("kars")
    editor.wait_for_selector("#s-other option[value='Karska']", state="attached")
    editor.get_by_label("The other actor").fill("Karska")
    editor.get_by_role("button", name="Merge").click()
    told = editor.locator(".told li").first
    expect(editor.locator("#notices")).to_contain_text("1 document and 1 claim changed.")
    expect(told).to_contain_text("2 claims")
    editor.reload()
    expect(editor.locator(".turned")).to_contain_text("Corrected: Karsk and Karska are one.")
    editor.locator(".turned").get_by_role("button", name="Undo").click()
    expect(editor.locator(".turned")).to_contain_text("Taken back: Karsk and Karska are one.")
    expect(told).to_contain_text("1 claim")
    editor.locator(".log").get_by_role("button", name="Redo").click()
    expect(told).to_contain_text("2 claims")
    editor.go_back()
    editor.go_back()
    expect(editor.locator("h1")).to_contain_text("Karsk")


def test_an_actor_gets_another_name_and_another_type(editor, bench):
    editor.goto(f"{bench.base}/actors/registry:front")
    open_correction(editor, "It has another name")
    editor.get_by_label("Shown as", exact=True).fill("Lantern Front")
    editor.locator("form[action='/actors/rename']").get_by_label("Why").fill("as it calls itself")
    editor.get_by_role("button", name="Rename").click()
    expect(editor.locator("h1")).to_contain_text("Lantern Front")
    expect(editor.locator(".log")).to_contain_text("as it calls itself")
    open_correction(editor, "It is of another type")
    editor.get_by_label("Type", exact=True).fill("party")
    editor.get_by_role("button", name="Retype").click()
    expect(editor.locator("h1")).to_contain_text("party")
    editor.goto(f"{bench.base}/statements")
    expect(editor.locator("#found")).to_contain_text("Olvia supports Lantern Front")


def test_one_is_split_and_the_other_found_from_its_page(editor, bench):
    editor.goto(f"{bench.base}/actors/registry:front")
    open_correction(editor, "It is two")
    editor.get_by_label("or where this outlet puts it out").fill("Herald")
    editor.get_by_label("The other is shown as").fill("Sworn Front")
    editor.get_by_role("button", name="Split").click()
    editor.locator(".turned").get_by_role("link", name="To Sworn Front").click()
    expect(editor.locator("h1")).to_contain_text("Sworn Front")
    expect(editor.locator("#found")).to_contain_text("Herald")
    editor.locator(".log").get_by_role("button", name="Undo").click()
    expect(editor.locator("h1")).to_contain_text("Front")
    expect(editor.locator(".told li").first).to_contain_text("2 claims")


def test_a_page_keeps_its_period_when_somebody_comes_back(editor, bench):
    editor.goto(f"{bench.base}/actors/registry:front")
    editor.get_by_label("Published from").fill("2024-03")
    editor.get_by_role("button", name="Show").click()
    editor.wait_for_url("**since=2024-03**")
    expect(editor.locator("#found tbody tr").first).to_contain_text("Herald")
    expect(editor.locator("#found tbody").first).not_to_contain_text("Courier")
    editor.locator("#found tbody a").first.click()
    editor.go_back()
    expect(editor.get_by_label("Published from")).to_have_value("2024-03")
    expect(editor.locator("#found tbody").first).not_to_contain_text("Courier")


def test_a_name_in_the_matrix_leads_to_the_words_and_keys_walk_it(editor, bench):
    editor.goto(f"{bench.base}/names?actor=Front")
    editor.keyboard.press("j")
    editor.keyboard.press("o")
    editor.wait_for_url("**name=**")
    expect(editor.locator("#found blockquote").first).to_be_visible()
