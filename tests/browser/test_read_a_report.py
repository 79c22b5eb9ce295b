"""The written report in a browser, from the disk: axe finds no fault, nothing is fetched, nothing sticks out."""

from __future__ import annotations

import pytest
from faultless import assert_accessible, assert_fits

from claimed_project import make_project, said
from sayso.report.writing import SECTIONS, write_report

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A report with something on every page: disputes, names, a circle, a drift, and a long name."""
    folder = tmp_path_factory.mktemp("report")
    days = [f"{2019 + n // 12}-{n % 12 + 1:02}-03" for n in range(24)]
    told = [
        said("Day", day, f"{'Olvia' if day < '2020' else 'Karsk'} controls Front", "Front = heroes") for day in days
    ]
    told += [said("Night", "2024-01-05", "Echo: Olvia supports Front", "Front = -bandits")]
    told += [said("Echo", "2024-01-07", "Night: Olvia supports Front")]
    told += [said("A" * 70, "2024-02-01", "officials: Olvia not supports Front", f"{'B' * 70} attacks Front")]
    with make_project(folder, told) as project:
        write_report(project, folder / "report", limit=10)
    return folder / "report"


def test_every_page_is_without_fault(page, report):
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    statements = sorted(report.glob("statement-*.html"))[:2]
    for path in [*(report / name for name in SECTIONS), *statements]:
        page.goto(path.as_uri())
        assert not faults, path.name
        assert_fits(page)
        assert_accessible(page)
        faults.clear()  # axe fetches the stylesheet once more, which the page forbids
    assert all(address.startswith("file:") for address in asked)


def test_everything_can_be_reached_by_the_keyboard(page, report):
    page.goto((report / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/statements.html")
