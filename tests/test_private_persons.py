"""Private persons are named where a document names them, and never followed into another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.actors import find_actors
from sayso.corpus import Appearance, anchor, cluster
from sayso.model import Actor, Document, Passage
from sayso.reading import with_passages


def person(document, name="Ann Small", publisher=None, beside=(), **shown):
    actor = Actor(type=shown.pop("type", "person"), names=(name,), **shown)
    return Appearance(document=document, key=name, actor=actor, publisher=publisher, neighbours=frozenset(beside))


def identities(*appearances):
    return [cluster(appearances)[a.document, a.key] for a in appearances]


def test_a_person_without_a_public_role_stays_in_each_document():
    assert identities(person("a"), person("b")) == ["document:a/ann small", "document:b/ann small"]
    assert (
        identities(person("a", roles=("victim", "wife")), person("b", roles=("suspect",)))[0] == "document:a/ann small"
    )


@pytest.mark.parametrize("role", ["minister", "gen.", "spokeswoman", "speaker", "author", "senator"])
def test_a_public_role_makes_a_person_public(role):
    assert identities(person("a", roles=(role,)), person("b", roles=(role,))) == ["name:ann small"] * 2


def test_a_person_of_the_registry_is_public():
    assert identities(person("a", registry="small"), person("b", registry="small")) == ["registry:small"] * 2


def test_one_public_person_does_not_drag_a_private_namesake_along():
    assert identities(person("a", roles=("minister",)), person("b"))[1] == "document:b/ann small"


def test_a_name_that_several_publishers_print_is_public_in_its_company():
    minister = person("a", roles=("minister",), publisher="Karsk Radio", beside=["velm"])
    bare = person("b", publisher="Velm Post", beside=["velm"])
    third = person("c", publisher="Ostria Today", beside=["velm"])
    namesake = person("d", publisher="Karsk Radio", beside=["a choir"])
    found = identities(minister, bare, third, namesake)
    assert found == ["name:ann small", "name:ann small", "name:ann small", "document:d/ann small"]
    assert identities(minister, bare)[1] == "document:b/ann small"


def test_a_private_name_that_the_parser_takes_for_a_body_stays_private():
    assert identities(person("a"), person("b", type="organisation"))[1] == "document:b/ann small"


def test_readers_and_commenters_are_nobody_elsewhere():
    assert identities(person("a", "reader", form="voice"), person("b", "reader", form="voice")) == [
        "document:a/reader",
        "document:b/reader",
    ]
    assert anchor("a", "reader", None) == "document:a/reader"
    assert identities(person("a", form="voice", roles=("minister",)))[0] == "document:a/ann small"


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.builds(
            person,
            st.sampled_from("abcdefgh"),
            st.sampled_from(["Ann Small", "Bob Small", "Small"]),
            st.sampled_from([None, "Karsk Radio", "Velm Post", "Ostria Today"]),
            st.frozensets(st.sampled_from(["velm", "karsk"])),
            roles=st.sampled_from([(), ("victim",), ("friend",)]),
        ),
        unique_by=lambda a: (a.document, a.key),
    )
)
def test_private_persons_never_share_an_identity_over_documents(appearances):
    found = cluster(appearances)
    documents = {}
    for (document, _), identity in found.items():
        documents.setdefault(identity, set()).add(document)
    assert all(len(there) == 1 for there in documents.values())


def actors_of(resources, text, **fields):
    document = with_passages(Document(id="a", text=text, **fields))
    return find_actors(resources.parse(document), resources.registry).actors


def test_the_text_shows_who_holds_an_office(resources):
    actors = actors_of(
        resources,
        "President Jane Doe met Tom Vale, a commander of the Lantern Front. Bob Cole is a senator. The senator's wife "
        "Mary Cole was there. Peter Small saw it. The rebels fled.",
        publisher="Karsk Radio",
    )
    assert actors["Jane Doe"].roles == ("president",)
    assert actors["Tom Vale"].roles == ("commander",)
    assert actors["Bob Cole"].roles == ("senator",)
    assert actors["Mary Cole"].roles == ("wife",)
    assert actors["Peter Small"].roles == ()
    assert actors["rebels"].form == "description"


def test_what_a_comment_calls_somebody_is_no_role(resources):
    article, comment = "Ann Small saw the fire in Karsk.", "General Ann Small is a liar. She saw nothing."
    text = f"{article}\n\n{comment}"
    passages = (
        Passage(start=0, end=len(article) + 2, voice="article"),
        Passage(start=len(article) + 2, end=len(text), voice="comment", speaker="Rolf Vale"),
    )
    actors = actors_of(resources, text, publisher="Karsk Radio", passages=passages)
    assert actors["Ann Small"].roles == ()
    assert actors["reader"].form == "voice"


def test_who_signs_an_article_has_taken_the_word_in_public(resources):
    assert actors_of(resources, "The harbour is closed.", author="Ilda Marn")["Ilda Marn"].roles == ("author",)
