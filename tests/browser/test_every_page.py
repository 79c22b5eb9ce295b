"""Every page of the workbench in a browser: axe finds no fault, the console stays empty, nobody else is asked."""

from __future__ import annotations

import re

import pytest
from faultless import CONTRAST, assert_accessible, assert_fits

from sayso.workbench.views import VIEWS
from workbench_client import opened
from workbench_client import page as page_of

pytestmark = pytest.mark.slow
MOST = 2
"""So many pages of each kind are looked at."""
OPENED = re.compile(r"/(?!.*\.(json|jsonl|csv|svg)\b)")
"""Links that a browser shows, and does not save."""
TRIED = "/try?sentence=Kestria+armed+the+Lantern+Front."
BEYOND = (
    TRIED,
    "/statements?about=Lantern+Front&sort=inflation",
    "/claims?words=arms&polarity=affirmed",
    "/?sort=inflation",
    "/disputes?kind=incompatible&since=2024",
    "/diff?document=bcs-2024-14&other=trna-2024-1014-01",
    "/drift/series?outlet=Upland+Voice&actor=Lantern+Front&kind=tone",
    "/actors/registry:lantern-front?by=voice&since=2024",
    "/actors/registry:lantern-front?since=2040",
    "/sources/Upland%20Voice?since=2040",
    "/names?actor=Lantern+Front&name=Unsworn",
    "/names?holder=Upland+Voice&forms=every",
    "/network?about=Lantern+Front&period=2024",
    "/network?period=1999",
    "/compare?by=source&sort=documents",
    "/compare/two?left=Upland+Voice&left_period=2019&right=Upland+Voice&right_period=2024",
    "/answers?object=Lantern+Front&relation=controls",
    "/timeline?about=Lantern+Front&by=source&period=2024",
)


def kinds():
    """Each view with a pattern for its addresses, those first that stand for one page only."""
    return {
        view.path: re.compile(re.sub(r"\\{\w+(:path)?\\}", "[^?#]+", re.escape(view.path)) + r"(\?[^#]*)?")
        for view in sorted(VIEWS, key=lambda view: view.path.count("{"))
    }


def addresses_in(project):
    """Some addresses of each kind of page that links lead to, by kind."""
    patterns, found, waiting, seen = kinds(), {path: [] for path in kinds()}, ["/"], {"/"}
    with opened(project) as client:
        while waiting:
            path = waiting.pop(0)
            kind = next((kind for kind, pattern in patterns.items() if pattern.fullmatch(path)), None)
            if kind is None or len(found[kind]) == MOST:
                continue
            found[kind].append(path)
            links = [href.split("#")[0] for href in page_of(client.get(path)).xpath("//a/@href")]
            new = [link for link in dict.fromkeys(links) if link not in seen and OPENED.match(link)]
            seen.update(new)
            waiting += new
    return found


def open_page(page, bench, path):
    answer = page.goto(bench.base + path)
    assert answer.status == 200, path


@pytest.fixture(scope="module")
def addresses(example):
    """Of the examples, by kind."""
    found = addresses_in(example.project)
    missing = {kind for kind, some in found.items() if not some} - {path.partition("?")[0] for path in BEYOND}
    assert not missing, f"no link leads to {missing}; an address of it belongs into BEYOND"
    return found


def test_every_page_is_without_fault(page, example, addresses, enter):
    """The first of each kind in dark too; of the second, which is like it, that it fits."""
    faults = enter(page, example)
    first = [some[0] for some in addresses.values() if some]
    for path in [*(path for some in addresses.values() for path in some), *BEYOND]:
        open_page(page, example, path)
        assert_fits(page)
        if path in first or path in BEYOND:
            assert_accessible(page, dark=path in first)
    assert faults.found == []


def test_every_page_of_real_articles_is_without_fault(page, archive, enter):
    """Long texts, odd names, empty fields; the colours are those of the examples."""
    faults = enter(page, archive)
    for path in (path for some in addresses_in(archive.project).values() for path in some[-1:]):
        open_page(page, archive, path)
        assert_accessible(page, without=CONTRAST, dark=False)
        assert_fits(page)
    assert faults.found == []


def test_pages_of_faults_are_without_fault_too(page, example, enter):
    enter(page, example)
    for path in ("/nothing", "/claims?polarity=denid&subjekt=x", "/claims/0000"):
        assert page.goto(example.base + path).status in (400, 404)
        assert_accessible(page)
        assert_fits(page)


def test_pages_work_without_scripts(browser, example):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(example.opened)
    page.locator("summary", has_text="Claims").first.click()
    page.get_by_role("link", name="Statements", exact=True).click()
    page.get_by_label("About").fill("Lantern Front")
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("/statements?about=Lantern+Front")
    page.locator("#found article a").first.click()
    assert "Lantern Front" in page.locator("h1").inner_text()
    page.locator(".claim a").first.click()
    page.get_by_role("link", name="Read it in the document").click()
    assert page.locator(".note").count() > 0
    context.close()
