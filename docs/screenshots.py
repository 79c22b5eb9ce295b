"""Takes the pictures of the workbench in docs/workbench/ from the example corpus: `python docs/screenshots.py`.

Needs what the tests in a browser need: `pip install -e ".[dev]"`, and Debian's chromium. Takes a minute or two. A page
that does not answer, or a link that is not there, ends it: no picture is left out without a word. Only the hours of the
corrections in the pictures of log and saved views differ from one time to the next.
"""

from __future__ import annotations

import base64
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.project import Project

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
TARGET = HERE / "workbench"
CHROMIUM = "/usr/bin/chromium"
WIDTH, HEIGHT = 1280, 860
QUALITY = 80
"""Of WebP. All pictures take 2 MB so; as JPEG or PNG it would be nearly twice as much."""
TOKEN = "pictures"

_PAGES = {
    "overview": "/",
    "statements": "/statements",
    "claims": "/claims",
    "sources": "/sources",
    "source": "/sources/Upland%20Voice",
    "actors": "/actors",
    "actor": "/actors/Lantern%20Front",
    "names": "/names?actor=Lantern+Front",
    "documents": "/documents",
    "network": "/network?about=Lantern+Front&relation=supports#found",
    "timeline": "/timeline?about=Lantern+Front",
    "compare": "/compare",
    "compare-two": "/compare/two?left=Upland+Voice&right=The+Sarnholm+Courier",
    "question": "/answers?object=Lantern+Front&relation=controls",
    "disputes": "/disputes",
    "answers": "/answers",
    "drift": "/drift",
    "drift-series": "/drift/series?outlet=Upland+Voice&actor=Lantern+Front&kind=answers",
    "reprints": "/reprints",
    "quotations": "/quotations",
    "review": "/review#claim",
    "agreement": "/review/agreement",
    "codebook": "/codebook",
    "relation": "/codebook/supports",
    "try": "/try",
}
"""Pages whose address is known: the name of the picture, and the address."""
_FOLLOWED = {
    "statement": ("/", "a[href^='/statements/S']"),
    "claim": ("statement", "a[href^='/claims/']"),
    "document": ("claim", "a[href^='/documents/'][href*='#claim-']"),
    "dispute": ("/disputes", "a[href^='/disputes/']"),
    "reprint": ("/reprints", "a[href^='/reprints/']"),
    "difference": ("reprint", "a[href^='/diff']"),
}
"""Pages that a link leads to: from which address, or from which page of those before, and the first such link."""


@contextmanager
def served(project: Project) -> Iterator[str]:
    """The address of the project's workbench at a free port, until the end."""
    import uvicorn

    from sayso.workbench.access import Access
    from sayso.workbench.app import make_app
    from sayso.workbench.serving import listen

    with listen("127.0.0.1", 0) as bound:
        app = make_app(project, Access(token=TOKEN, local="Mara"))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def take_all(page: Page, base: str, target: Path) -> None:
    """One picture of each page of the workbench at `base`, into the folder `target`."""
    page.goto(f"{base}/?token={TOKEN}")
    page.wait_for_url(f"{base}/")
    for name, address in _PAGES.items():
        _take(page, base + address, target / f"{name}.webp")
    found: dict[str, str] = {}
    for name, (start, link) in _FOLLOWED.items():
        page.goto(base + found.get(start, start))
        found[name] = page.locator(f"main {link}").first.get_attribute("href") or ""
        _take(page, base + found[name], target / f"{name}.webp")
    page.goto(f"{base}/review")
    page.get_by_role("button", name="Reject").click()
    _take(page, f"{base}/log", target / "log.webp")
    page.goto(f"{base}/statements?about=Lantern+Front&relation=supports")
    page.get_by_label("Save this view as").fill("Who supports the Front?")
    page.get_by_role("button", name="Save", exact=True).click()
    _take(page, f"{base}/saved", target / "saved.webp")


def _take(page: Page, address: str, target: Path) -> None:
    """One picture. Raises RuntimeError where the page does not answer as it should."""
    page.goto("about:blank")
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or answer.status != 200:
        raise RuntimeError(f"{address} answers {answer.status if answer else 'nothing'}")
    asked = {"format": "webp", "quality": QUALITY}
    picture = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    target.write_bytes(base64.b64decode(picture["data"]))


def main() -> None:
    """Makes a project of the examples in a folder that is thrown away, and takes the pictures."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, Project.init(Path(folder) / "Orvane basin") as project:
        shutil.copyfile(EXAMPLES / "actors.yaml", project.folder / "actors.yaml")
        project.add([EXAMPLES / "corpus"])
        project.run()
        shutil.rmtree(TARGET, ignore_errors=True)
        TARGET.mkdir()
        with served(project) as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
            take_all(page, base, TARGET)
            browser.close()


if __name__ == "__main__":
    main()
