"""Claims as W3C Web Annotations: the shape that the recommendation asks for, at the very words."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest

from project_to_export import CLAIMS, TEXTS, make_project
from sayso import open_project
from sayso.exports.web_annotation import AROUND

MOTIVATIONS = {"describing", "tagging"}
"""Those of the recommendation (section 3.3.5) that are used."""
TERMS = {
    "AnnotationCollection": {"@context", "id", "type", "label", "total", "first"},
    "AnnotationPage": {"id", "type", "partOf", "startIndex", "items"},
    "Annotation": {"id", "type", "motivation", "body", "target"},
    "TextualBody": {"type", "purpose", "value", "format", "language"},
    "SpecificResource": {"type", "source", "selector"},
    "TextQuoteSelector": {"type", "exact", "prefix", "suffix"},
    "TextPositionSelector": {"type", "start", "end"},
}
"""The classes that are used, each with terms that the context http://www.w3.org/ns/anno.jsonld defines for it."""


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    folder = tmp_path_factory.mktemp("annotations")
    with open_project(make_project(folder)) as project:
        project.export("web-annotation", folder / "out.jsonld")
    return json.loads((folder / "out.jsonld").read_text(encoding="utf-8"))


def nodes(value):
    """All objects of a JSON document."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(part)


def test_only_terms_of_the_context_are_used(collection):
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    for node in nodes(collection):
        assert set(node) <= TERMS[node["type"]]


def test_the_collection_counts_its_items(collection):
    page = collection["first"]
    assert collection["total"] == len(page["items"]) == sum(map(len, CLAIMS.values()))
    assert (page["partOf"], page["startIndex"]) == (collection["id"], 0)
    ids = [node["id"] for node in nodes(collection) if "id" in node]
    assert len(ids) == len(set(ids))


def test_every_annotation_has_an_iri_a_target_and_known_motivations(collection):
    for item in collection["first"]["items"]:
        assert urlsplit(item["id"]).scheme
        assert item["target"]
        assert {item["motivation"], *(body["purpose"] for body in item["body"])} <= MOTIVATIONS
        for target in item["target"]:
            source = urlsplit(target["source"])
            assert source.scheme in {"https", "urn"}
            assert " " not in target["source"]


def test_quote_and_position_find_the_same_words(collection):
    for item in collection["first"]["items"]:
        for target in item["target"]:
            quote, position = target["selector"]
            text = next(text for text in TEXTS.values() if quote["prefix"] + quote["exact"] + quote["suffix"] in text)
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])
            assert len(quote["prefix"]) == min(start, AROUND)


def test_bodies_say_the_claim_in_words_and_tags(collection):
    bodies = [[body["value"] for body in item["body"]] for item in collection["first"]["items"]]
    assert bodies[2] == [
        "The Ledger, citing Karsk Radio: Vostrya may attack Olvia",
        "attacks", "affirmed", "possible",
    ]  # fmt: skip


def test_a_claim_that_is_shown_twice_has_two_targets(collection):
    assert [len(item["target"]) for item in collection["first"]["items"]] == [2, 1, 1, 1, 1]


def test_a_project_without_claims_gives_an_empty_page(project, tmp_path):
    project.export("web-annotation", tmp_path / "out")
    found = json.loads((tmp_path / "out").read_text(encoding="utf-8"))
    assert (found["total"], found["first"]["items"]) == (0, [])
