"""Every page of the workbench in a browser: axe finds no fault, the console stays empty, nobody else is asked."""

from __future__ import annotations

import re

import pytest

from sayso.workbench.views import VIEWS

pytestmark = pytest.mark.slow
axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright")
MOST = 2
"""So many pages of each kind are looked at."""
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
    "/compare/answers?object=Lantern+Front&relation=controls",
    "/timeline?about=Lantern+Front&by=source&period=2024",
)


def kinds():
    """Each view with a pattern for its addresses, those first that stand for one page only."""
    return {
        view.path: re.compile(re.sub(r"\\{\w+(:path)?\\}", "[^?#]+", re.escape(view.path)) + r"(\?[^#]*)?")
        for view in sorted(VIEWS, key=lambda view: view.path.count("{"))
    }


def addresses_of(page, base):
    """Some addresses of each kind of page that links lead to."""
    patterns, found, waiting, seen = kinds(), {path: [] for path in kinds()}, ["/"], {"/"}
    while waiting:
        path = waiting.pop(0)
        kind = next((kind for kind, pattern in patterns.items() if pattern.fullmatch(path)), None)
        if kind is None or len(found[kind]) == MOST:
            continue
        found[kind].append(path)
        page.goto(base + path)
        links = page.eval_on_selector_all("a[href^='/']", "all => all.map(a => a.getAttribute('href').split('#')[0])")
        new = [
            link for link in dict.fromkeys(links) if link not in seen and not re.search(r"\.(json|jsonl|csv|svg)", link)
        ]
        seen.update(new)
        waiting += new
    return found


def addresses_in(browser, bench):
    """Some addresses of each kind of page of a workbench, by kind."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(bench.opened)
    page.wait_for_url(f"{bench.base}/")
    found = addresses_of(page, bench.base)
    context.close()
    return found


def try_every(page, bench, faults, addresses):
    """Opens each address and tries all that a page must not do."""
    axe = axe_playwright.Axe()
    for path in addresses:
        assert page.goto(bench.base + path).status == 200, path
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, f"{path} is {beyond} pixels wider than the window"
        found = axe.run(page)
        assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
    assert faults.found == []


@pytest.fixture(scope="module")
def addresses(browser, example):
    found = addresses_in(browser, example)
    missing = {kind for kind, some in found.items() if not some} - {path.partition("?")[0] for path in BEYOND}
    assert not missing, f"no link leads to {missing}; an address of it belongs into BEYOND"
    return [*(path for some in found.values() for path in some), *BEYOND]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light"), (640, "dark")])
def test_every_page_is_without_fault(browser, example, addresses, enter, width, scheme):
    """At 640 pixels: what a window of 1280 shows at 200 %."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    try_every(page, example, enter(page, example), addresses)
    context.close()


def test_every_page_of_real_articles_is_without_fault(browser, archive, enter):
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    found = addresses_in(browser, archive)
    try_every(page, archive, enter(page, archive), [path for some in found.values() for path in some])
    context.close()


def test_pages_of_faults_are_without_fault_too(page, example, enter):
    enter(page, example)
    axe = axe_playwright.Axe()
    for path in ("/nothing", "/claims?polarity=denid&subjekt=x", "/claims/0000"):
        assert page.goto(example.base + path).status in (400, 404)
        assert axe.run(page).violations_count == 0


def test_pages_work_without_scripts(browser, example):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(example.opened)
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
