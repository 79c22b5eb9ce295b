"""Which actors of different documents are one: by registry, by name and company; and who stays apart."""

import time
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.corpus import Appearance, anchor, cluster
from sayso.model import Actor

RELAXED = settings(deadline=None, max_examples=60)


def seen(document, key, *more, type="armed_group", publisher=None, beside=(), **shown):
    """An actor with this name, and perhaps more names, in a document."""
    actor = Actor(type=type, names=(key, *more), **shown)
    return Appearance(document=document, key=key, actor=actor, publisher=publisher, neighbours=frozenset(beside))


def minister(document, key, **more):
    return seen(document, key, type="person", roles=("minister",), **more)


def are_one(*appearances):
    """Has `cluster` given all of them one identity?"""
    identities = cluster(appearances)
    return len({identities[a.document, a.key] for a in appearances}) == 1


def test_an_actor_of_the_registry_is_one_whatever_it_is_called():
    assert are_one(seen("a", "OLF", registry="olf"), seen("b", "Orlund Front", registry="olf"))
    assert cluster([seen("a", "OLF", registry="olf")]) == {("a", "OLF"): "registry:olf"}


def test_an_unknown_body_is_one_by_its_full_name():
    assert are_one(seen("a", "Lantern Front"), seen("b", "the Lantern Front"), seen("c", "Front", full="Lantern Front"))
    assert not are_one(seen("a", "Lantern Front"), seen("b", "Ember Front"))


def test_whom_a_document_only_describes_is_nobody_elsewhere():
    group = [seen(d, "group", form="description", publisher="Karsk Radio", beside=["x"]) for d in "ab"]
    assert not are_one(*group)
    assert anchor("a", "group", group[0].actor) == "document:a/group"


def test_names_that_mean_another_body_elsewhere_stay_apart():
    for name in ("the Front", "Supreme Court", "7th Brigade", "Ministry of Defence", "the Coalition"):
        assert not are_one(seen("a", name), seen("b", name)), name


def test_a_publisher_is_one_by_its_name_however_general():
    assert anchor("a", "The Guardian", None) == "name:guardian"
    unnamed = Actor(type="unknown", names=())
    assert are_one(*(Appearance(document=d, key="Daily News", actor=unnamed, publisher="Daily News") for d in "ab"))


def test_words_for_a_holder_that_is_no_known_actor_stay_with_their_document():
    unnamed = Actor(type="unknown", names=())
    assert not are_one(*(Appearance(document=d, key="Karsk shepherds", actor=unnamed) for d in "ab"))


def test_words_in_another_order_and_usual_spellings_are_one_name():
    assert are_one(seen("a", "Sarland Liberation Front"), seen("b", "Liberation Front of Sarland"))
    assert are_one(seen("a", "Orlund Centre for Peace"), seen("b", "Orlund Center for Peace"))
    assert are_one(seen("a", "Orlund Mujahideen Council"), seen("b", "Orlund Mujahedin Council"))


def test_numbers_and_directions_keep_names_apart():
    assert not are_one(seen("a", "7th Orlund Brigade"), seen("b", "8th Orlund Brigade"))
    assert not are_one(seen("a", "North Orlund Defence Guard"), seen("b", "South Orlund Defence Guard"))
    assert not are_one(seen("a", "Orlund Youth League"), seen("b", "Orlund Women League"))


def test_a_single_foreign_word_needs_common_company_to_be_the_same():
    one, other = ("Ansarullin", {"beside": ["karsk"]}), ("Ansarollin", {"beside": ["karsk"]})
    assert are_one(seen("a", one[0], **one[1]), seen("b", other[0], **other[1]))
    assert not are_one(seen("a", one[0]), seen("b", other[0]))


def test_two_names_that_one_document_keeps_apart_are_two():
    apart = [seen("a", "People Front Karsk"), seen("b", "Karsk People Front")]
    assert are_one(*apart)
    identities = cluster([*apart, seen("a", "Karsk People Front")])
    assert identities["a", "People Front Karsk"] != identities["b", "Karsk People Front"]


def test_a_name_between_two_unlike_names_is_joined_to_neither():
    bare, one, other = (
        minister(d, name, beside=["karsk"]) for d, name in [("a", "Ann Doe"), ("b", "Ann B. Doe"), ("c", "Ann C. Doe")]
    )
    assert are_one(bare, one)
    assert len(set(cluster([bare, one, other]).values())) == 3


def test_an_acronym_finds_the_name_that_other_documents_give_it():
    long = seen("a", "Orlund Salt Movement", "OSM", publisher="Karsk Radio")
    assert are_one(long, seen("b", "OSM", publisher="Karsk Radio"))
    assert not are_one(long, seen("b", "OSM", publisher="Velm Post"))
    other = seen("c", "Ostrian Sea Mission", "OSM", publisher="Karsk Radio")
    identities = cluster([long, other, seen("b", "OSM", publisher="Karsk Radio")])
    assert identities["b", "OSM"] == "name:osm"


def test_a_part_of_a_name_is_no_second_name():
    whole = seen("a", "82nd Orlund Airborne Division", "Orlund Airborne Division", publisher="Karsk Radio")
    assert not are_one(whole, seen("b", "Orlund Airborne Division", publisher="Karsk Radio"))


def lantern(*documents):
    company = {"publisher": "Karsk Radio", "beside": ["jane doe", "velm"]}
    return [seen(document, "Lantern Front", **company) for document in documents]


def test_the_front_is_its_publishers_only_front_in_the_same_company():
    short = seen("c", "Front", publisher="Karsk Radio", beside=["jane doe", "velm"])
    assert are_one(*lantern("a", "b"), short)
    assert not are_one(*lantern("a", "b"), seen("c", "Front", publisher="Velm Post", beside=["jane doe", "velm"]))
    assert not are_one(*lantern("a", "b"), seen("c", "Front", publisher="Karsk Radio", beside=["somebody"]))


def test_the_front_stays_apart_where_its_publisher_writes_of_two():
    short = seen("c", "Front", publisher="Karsk Radio", beside=["jane doe", "velm"])
    ember = [seen(d, "Ember Front", publisher="Karsk Radio", beside=["jane doe", "velm"]) for d in "de"]
    identities = cluster([*lantern("a", "b"), *ember, short])
    assert identities["c", "Front"] == "document:c/front"


def test_persons_in_public_roles_are_one_by_their_full_names():
    assert are_one(minister("a", "Jane Doe"), minister("b", "Jane Doe"))
    assert not are_one(minister("a", "Doe"), minister("b", "Doe"))
    assert not are_one(minister("a", "Jane Doe"), minister("b", "Rolf Doe"))


def test_short_given_names_and_initials_are_the_persons_own():
    assert are_one(minister("a", "Joe Marn"), minister("b", "Joseph R. Marn"))
    assert not are_one(minister("a", "Joseph W. Marn"), minister("b", "Joseph H. W. Marn"))
    assert not are_one(minister("a", "Tom Marn"), minister("b", "Thomas Vale Marn"))
    assert not are_one(minister("a", "Joseph Marn Jr."), minister("b", "Joseph Marn Sr."))


def test_an_actor_of_the_registry_takes_in_spellings_of_its_usual_name():
    known = seen("a", "Hamza Ladun", type="person", registry="ladun", publisher="Karsk Radio")
    assert are_one(known, minister("b", "Hamza Ladon", publisher="Karsk Radio"))


def test_an_identity_is_the_most_frequent_anchor_of_its_members():
    names = ["Liberation Front of Sarland", "Sarland Liberation Front", "Liberation Front of Sarland"]
    identities = cluster(seen(str(number), name) for number, name in enumerate(names))
    assert set(identities.values()) == {"name:liberation front of sarland"}


NAMES = [
    "Lantern Front",
    "Front",
    "Sarland Liberation Front",
    "Liberation Front of Sarland",
    "LF",
    "Jane Doe",
    "J. Doe",
]
ACTORS = st.builds(
    lambda key, type, registry, roles, full, form: Actor(
        type=type, names=(key, "LF"), registry=registry, roles=roles, full=full, form=form
    ),
    st.sampled_from(NAMES),
    st.sampled_from(["armed_group", "person", "organisation"]),
    st.sampled_from([None, None, "lf", "doe"]),
    st.sampled_from([(), ("minister",), ("victim",)]),
    st.sampled_from([None, "Lantern Front", "Jane R. Doe"]),
    st.sampled_from([None, None, "description", "voice"]),
)
APPEARANCES = st.lists(
    st.builds(
        lambda document, actor, publisher, beside: Appearance(
            document=document, key=actor.names[0], actor=actor, publisher=publisher, neighbours=beside
        ),
        st.sampled_from("abcdef"),
        ACTORS,
        st.sampled_from([None, "Karsk Radio", "Velm Post"]),
        st.frozensets(st.sampled_from(["velm", "karsk", "orlund"])),
    ),
    unique_by=lambda a: (a.document, a.key),
    max_size=14,
)


@RELAXED
@given(APPEARANCES, st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(appearances, random):
    shuffled = random.sample(appearances, len(appearances))
    assert cluster(shuffled) == cluster(appearances)


@RELAXED
@given(APPEARANCES)
def test_no_document_joins_two_whom_the_registry_keeps_apart(appearances):
    identities = cluster(appearances)
    for a in appearances:
        if a.actor.registry:
            assert identities[a.document, a.key] == f"registry:{a.actor.registry}"


@RELAXED
@given(APPEARANCES)
def test_every_identity_is_the_anchor_of_a_member(appearances):
    anchors = {}
    for (document, key), identity in cluster(appearances).items():
        actor = next(a.actor for a in appearances if (a.document, a.key) == (document, key))
        bound = anchor(document, key, Actor(type=actor.type, names=(key,), form="description"))
        anchors.setdefault(identity, set()).update({anchor(document, key, actor), bound})
    assert all(identity in members for identity, members in anchors.items())


@RELAXED
@given(APPEARANCES, APPEARANCES)
def test_descriptions_and_voices_stay_with_their_document(first, second):
    appearances = list({(a.document, a.key): a for a in chain(first, second)}.values())
    identities = cluster(appearances)
    for a in appearances:
        if a.actor.form is not None and a.actor.registry is None:
            assert identities[a.document, a.key].startswith(f"document:{a.document}/")


@RELAXED
@given(
    st.text(max_size=12), st.text(max_size=12), st.sampled_from(["person", "armed_group", "place", "people", "outlet"])
)
def test_any_string_may_be_a_name(one, other, type):
    appearances = [
        seen(d, name, type=type, roles=("minister",), publisher=publisher)
        for d, name, publisher in [("a", one, other), ("b", other, one), ("c", one, None)]
    ]
    assert len(cluster(appearances)) == 3


@pytest.mark.slow
def test_two_hundred_thousand_appearances_take_seconds():
    def in_document(number):
        beside = [f"town {number + step}" for step in range(10)]
        for place, town in enumerate(["Velm", "Karsk", "Orlund", "Ostria"] * 5):
            name = f"{town} {'abcdefghij'[place % 10] * 3}{number // 7} League"
            yield seen(str(number), name, publisher=f"Post {number % 50}", beside=beside)

    appearances = [a for number in range(10_000) for a in in_document(number)]
    begun = time.process_time()
    assert len(cluster(appearances)) == len(appearances) == 200_000
    assert time.process_time() - begun < 60
