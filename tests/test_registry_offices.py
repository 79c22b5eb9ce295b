"""Who is meant by an office, or by 'the government', in a document of a day and a place."""

from __future__ import annotations

import pytest

from sayso.actors import find_actors, load_registry
from sayso.language import load_parser
from sayso.model import Document

REGISTRY = """
states:
  kestria: {name: Kestria, adjectives: [Kestrian]}
  norvath: {name: Norvath, adjectives: [Norvathi]}
actors:
  - {id: vauln, name: Adrik Vauln, type: person, leads: {id: kestria, from: 2010-05-02, to: 2014-05-20, as: president}}
  - {id: orsk, name: Ilva Orsk, type: person, leads: {id: kestria, from: 2014-05-20, as: president}}
  - {id: tamm, name: Petra Tamm, type: person, leads: {id: kestria, from: 2010, as: prime minister}}
  - {id: marsh-herald, name: Marsh Herald, type: outlet, country: kestria}
"""


@pytest.fixture(scope="module")
def actors_at(tmp_path_factory):
    path = tmp_path_factory.mktemp("registry") / "actors.yaml"
    path.write_text(REGISTRY, encoding="utf-8")
    parse, registry = load_parser(), load_registry(path)

    def actors_at(text: str, words: str, **fields) -> tuple[str, ...]:
        cast = find_actors(parse(Document(id="x", text=text, **fields)), registry)
        return cast.by_head[text.index(words) + words.rfind(" ") + 1].actors

    return actors_at


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Kestrian president denied it.", "The Kestrian president"),
        ("The president of Kestria denied it.", "The president"),
        ("Kestria's president denied it.", "president"),
    ],
)
@pytest.mark.parametrize(("day", "holder"), [("2012-03-04", "Adrik Vauln"), ("2019-11", "Ilva Orsk")])
def test_an_office_is_who_held_it_on_the_day_of_publication(actors_at, text, words, day, holder):
    assert actors_at(text, words, published=day) == (holder,)


def test_each_office_has_its_own_holder(actors_at):
    assert actors_at("The Kestrian prime minister left.", "minister", published="2012-03-04") == ("Petra Tamm",)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Kestrian president denied it.", None),
        ("The Kestrian president denied it.", "2012"),
        ("The Kestrian president denied it.", "2009-03-04"),
        ("The Kestrian president denied it.", "2014-05-20"),
        ("In 1999 the Kestrian president denied it.", "2012-03-04"),
        ("The former Kestrian president denied it.", "2012-03-04"),
        ("The Norvathi president denied it.", "2012-03-04"),
        ("President Wanda Doe spoke. The Kestrian president denied it.", "2012-03-04"),
    ],
)
def test_an_office_stays_open_where_day_or_holder_is_not_clear(actors_at, text, day):
    (actor,) = actors_at(text, "president", published=day)
    assert actor not in ("Adrik Vauln", "Ilva Orsk", "Petra Tamm")


def test_in_a_countrys_own_paper_the_president_and_the_government_are_its_own(actors_at):
    text = "Kestria is calm. The government thanked the president."
    paper = {"publisher": "Marsh Herald", "published": "2012-03-04"}
    assert actors_at(text, "government", **paper) == ("Kestria",)
    assert actors_at(text, "the president", **paper) == ("Adrik Vauln",)


@pytest.mark.parametrize("publisher", ["Marsh Herald", "Some Gazette"])
def test_where_another_country_is_spoken_of_or_the_paper_is_unknown_the_government_stays_open(actors_at, publisher):
    text = "Kestria fears Norvath. The government left." if publisher == "Marsh Herald" else "The government left."
    assert actors_at(text, "government", publisher=publisher, published="2012-03-04") != ("Kestria",)
