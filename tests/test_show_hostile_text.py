"""A document that holds scripts, handlers, drawings or addresses that run is shown as text, in every field."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

import sayso.pages
import sayso.workbench
from hostile_texts import PAYLOADS, make_hostile_project
from sayso import open_project
from workbench_client import opened, page

FOLDERS = [Path(package.__file__).parent for package in (sayso.pages, sayso.workbench)]
OUR_ELEMENTS = {
    *(
        name
        for folder in FOLDERS
        for file in folder.rglob("*.html")
        for name in re.findall(r"<(\w+)", file.read_text())
    ),
    *["svg", "desc", "g", "rect", "line", "path", "text", "circle", "polyline", "polygon", "marker", "defs", "tspan"],
}
"""All that our templates and pictures hold."""
OUR_ATTRIBUTES = re.compile(r"(?!on)[a-z0-9-]+$", re.IGNORECASE)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = make_hostile_project(tmp_path_factory.mktemp("hostile"))
    with open_project(folder) as project, opened(project) as client:
        yield client


def every_address(client):
    """All pages that lead from the lists, and the lists."""
    lists = ["/", "/statements", "/claims", "/documents", "/sources", "/actors", "/names", "/?sort=inflation"]
    found = dict.fromkeys(lists)
    for path in lists:
        for href in page(client.get(path)).xpath("//main//a/@href"):
            found[href] = None
    return [href for href in found if not href.startswith("#") and not re.search(r"\.(csv|jsonl|svg)", href)]


def check(answer):
    """Nothing in a page but what its templates hold: no element, handler or address of a document's own."""
    shown = page(answer)
    for element in shown.iter():
        if not isinstance(element.tag, str):
            raise AssertionError(f"a comment: {element}")
        assert element.tag in OUR_ELEMENTS, element.tag
        for name, value in element.attrib.items():
            assert OUR_ATTRIBUTES.match(name), (element.tag, name)
            if name in ("href", "src", "action", "hx-get"):
                address = urlsplit(value)
                assert (address.scheme, address.netloc) == ("", ""), value
                assert value.startswith(("/", "#")), value
        assert element.tag != "script" or (element.get("src") or "").startswith("/static/")
        assert element.tag != "meta" or element.getparent().tag == "head"
        assert element.tag != "form" or element.get("action", "").startswith("/") or element.get("method") == "dialog"


def test_no_page_obeys_what_a_document_holds(client):
    addresses = every_address(client)
    assert len(addresses) > 5 * len(PAYLOADS)
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.text[:300])
        check(answer)


@pytest.mark.parametrize("path", ["/network", "/compare", "/compare/two", "/answers", "/timeline"])
def test_no_picture_obeys_the_names_in_it(client, path):
    check(client.get(path))


@pytest.mark.parametrize("path", ["/network.svg", "/compare.svg", "/timeline.svg"])
def test_a_picture_that_is_a_file_runs_nothing(client, path):
    drawn = html.fromstring(client.get(path).content)
    assert not {element.tag for element in drawn.iter()} & {"script", "foreignobject", "image", "a", "style"}
    assert not [name for element in drawn.iter() for name in element.attrib if name.startswith("on") or name == "href"]


def test_the_text_of_a_document_is_shown_as_it_is(client):
    shown = []
    for href in page(client.get("/documents")).xpath("//tbody//a/@href"):
        shown += ["".join(p.itertext()) for p in page(client.get(href)).xpath("//p[@class='text']")]
    for payload in PAYLOADS:
        assert any(payload in text for text in shown), payload


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_asked_is_shown_as_text_too(client, payload):
    for path, name in (
        ("/claims", "words"),
        ("/claims", "about"),
        ("/claims", "since"),
        ("/documents", "publisher"),
        ("/statements", "relation"),
        ("/actors", "name"),
        ("/names", "actor"),
        ("/names", "holder"),
        ("/network", "about"),
        ("/compare/two", "left"),
        ("/timeline", "period"),
        ("/claims", payload),
    ):
        check(client.get(path, params={name: payload}))
    check(client.get("/statements/" + payload.replace("/", "")))


def test_data_are_never_taken_for_a_page(client):
    for path in ("/claims.json", "/claims.csv", "/claims.jsonl", "/documents.json", "/claims.json?about=<b>"):
        headers = client.get(path).headers
        assert not headers["content-type"].startswith("text/html")
        assert headers["x-content-type-options"] == "nosniff"


def test_a_cell_that_a_spreadsheet_would_run_is_marked(tmp_path):
    folder = make_hostile_project(tmp_path, ("=HYPERLINK(1)", "@SUM(1)"))
    with open_project(folder) as project, opened(project) as client:
        table = client.get("/claims.csv").text
    assert not re.search(r"(^|,)\"?[=@]", table, re.MULTILINE)
