"""Every link of every page of the workbench leads to a page, or to data that are there."""

from __future__ import annotations

import pytest

from claimed_project import make_project, said
from workbench_client import opened, page

PROSE = " ".join(f"The {n}th convoy went over the bridge at dawn, and nobody counted its lamps." for n in range(20))
MOST = 6
"""So many addresses of each kind are opened."""


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    documents = [
        said("Courier", "2024-02-19", "Marn: Olvia controls Front", "Front = -puppet", PROSE),
        said("Herald", "2024-02-20", "Karsk: Olvia controls Front", "Olvia supports Front", PROSE),
        said("Ridge", "2023-02-21", "Olvia not controls Front", "Front = rebels"),
        said("Voice", "2022-03-01", "Karsk controls Front", "officials: Olvia controls Front", "Front attacks Olvia"),
        said(None, "2022-03-01", "Karsk controls Front", "Front may attacks Olvia"),
        said("Herald", None, "Courier: Olvia supports Front @2014"),
    ]
    with make_project(tmp_path_factory.mktemp("linked"), documents) as project, opened(project) as client:
        yield client


def kind(address):
    """Addresses of one kind differ only in what they are about."""
    path, asks, _ = address.partition("?")
    parts = path.split("/")
    return "/".join(parts[:2]), len(parts), bool(asks), path.rpartition(".")[2] if "." in path else ""


def test_every_link_leads_somewhere(client):
    waiting, seen, opened_of = [("the start", "/")], {"/"}, {}
    while waiting:
        origin, address = waiting.pop(0)
        opened_of[kind(address)] = opened_of.get(kind(address), 0) + 1
        if opened_of[kind(address)] > MOST:
            continue
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}, from {origin}: {answer.text[:200]}"
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        shown = page(answer)
        places = {element.get("id") for element in shown.xpath("//*[@id]")}
        for link in shown.xpath("//a/@href"):
            path, _, place = link.partition("#")
            assert path or place in places, f"{link} leads nowhere on {address}"
            if path.startswith("/") and path not in seen:
                seen.add(path)
                waiting.append((address, path))
    assert len(opened_of) > 20
