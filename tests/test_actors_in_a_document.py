"""Who is named in a document, where, and which mentions mean the same actor."""

from __future__ import annotations

import time

import pytest

from sayso.actors import find_actors, load_registry
from sayso.language import load_parser
from sayso.model import Document, Passage


@pytest.fixture(scope="module")
def cast_of():
    parse, registry = load_parser(), load_registry()

    def cast_of(text: str, **fields):
        return find_actors(parse(Document(id="x", text=text, **fields)), registry)

    return cast_of


def actor_at(cast, text: str, words: str, nth: int = 0) -> tuple[str, ...]:
    """The actors of the mention whose head word stands where the last word of `words` does."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    head = start + words.rindex(" ") + 1 if " " in words else start
    assert head in cast.by_head, f"no mention has its head at '{words}'"
    return cast.by_head[head].actors


def texts(cast, text: str) -> list[str]:
    return [text[m.start : m.end] for m in cast.mentions]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("US forces shelled the town.", "US forces"),
        ("Russian troops shelled the town.", "Russian troops"),
        ("The French army shelled the town.", "French army"),
        ("Pakistani officials denied it.", "Pakistani officials"),
        ("The Government of Iran denied it.", "Government"),
        ("The Iranian regime denied it.", "Iranian regime"),
        ("Iran's armed forces denied it.", "armed forces"),
    ],
)
def test_a_countrys_own_forces_and_government_are_the_country(cast_of, text, words):
    cast = cast_of(text)
    (actor,) = actor_at(cast, text, words)
    assert cast.actors[actor].type == "state"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Pakistani Taliban denied it.", "Taliban"),
        ("Iraqi Kurds denied it.", "Kurds"),
        ("The Afghan people suffered.", "Afghan people"),
        ("The former Afghan government denied it.", "Afghan government"),
        ("The puppet Syrian regime denied it.", "Syrian regime"),
        ("The Kabul administration denied it.", "Kabul administration"),
    ],
)
def test_groups_and_peoples_of_a_country_are_their_own_actors(cast_of, text, words):
    cast = cast_of(text)
    (actor,) = actor_at(cast, text, words)
    assert cast.actors[actor].type != "state"


def test_an_adjective_of_a_country_mentions_the_country_on_that_word(cast_of):
    text = "American support for the rebels grew."
    cast = cast_of(text)
    assert actor_at(cast, text, "American") == ("United States",)
    assert "American" in texts(cast, text)


def test_the_people_of_a_country_is_one_actor_in_all_wordings(cast_of):
    text = "The Afghan people wait. The people of Afghanistan hope. Afghans know."
    cast = cast_of(text)
    who = {actor_at(cast, text, w) for w in ("Afghan people", "people of"[:6], "Afghans")}
    assert actor_at(cast, text, "Afghan people") == actor_at(cast, text, "Afghans") == actor_at(cast, text, "people", 1)
    assert ("Afghanistan",) not in who


def test_a_capital_is_its_government_where_it_acts_and_a_place_where_things_happen(cast_of):
    text = "Moscow denied it. A bomb went off in Moscow."
    cast = cast_of(text)
    assert actor_at(cast, text, "Moscow") == ("Russia",)
    assert actor_at(cast, text, "Moscow", 1) != ("Russia",)


def test_a_person_is_named_with_and_without_title_and_first_name(cast_of):
    text = "Foreign Minister Adrik Hallor spoke. Hallor left early."
    cast = cast_of(text)
    (actor,) = actor_at(cast, text, "Adrik Hallor")
    assert actor_at(cast, text, "Hallor", 1) == (actor,)
    names = cast.actors[actor].names
    assert {"Foreign Minister Adrik Hallor", "Adrik Hallor", "Hallor"} <= set(names)


def test_two_persons_of_one_surname_stay_apart(cast_of):
    text = "Adrik Hallor met Selma Hallor in Geneva."
    cast = cast_of(text)
    assert actor_at(cast, text, "Adrik Hallor") != actor_at(cast, text, "Selma Hallor")


def test_an_acronym_in_brackets_is_the_name_before_it(cast_of):
    text = "The Upland Liberation Movement (ULM) marched. The ULM has 300 members."
    cast = cast_of(text)
    assert actor_at(cast, text, "Upland Liberation Movement") == actor_at(cast, text, "ULM", 1)


def test_a_role_in_apposition_belongs_to_the_person(cast_of):
    text = "Shahbaz Sharif, the prime minister of Pakistan, denied it."
    cast = cast_of(text)
    assert actor_at(cast, text, "prime minister") == actor_at(cast, text, "Shahbaz Sharif")


def test_a_title_alone_takes_up_the_person_who_bears_it(cast_of):
    text = "President Selma Hallor spoke first. The president then left."
    cast = cast_of(text)
    assert actor_at(cast, text, "The president") == actor_at(cast, text, "Selma Hallor")


def test_a_short_definite_phrase_takes_up_the_fuller_one_with_the_same_head(cast_of):
    text = "A rebel group shelled the town. Foreign agencies fund the northern militia. The militia denied it."
    cast = cast_of(text)
    assert actor_at(cast, text, "The militia") == actor_at(cast, text, "northern militia")
    assert actor_at(cast, text, "The militia") != actor_at(cast, text, "rebel group")


def test_role_nouns_are_actors_with_their_modifiers(cast_of):
    text = "Foreign intelligence agencies armed the local militants."
    cast = cast_of(text)
    assert {"Foreign intelligence agencies", "the local militants"} <= set(texts(cast, text))


def test_an_actor_carries_the_wordings_by_which_the_text_names_it(cast_of):
    text = "The villagers fear the armed men who burned the mill."
    cast = cast_of(text)
    (actor,) = actor_at(cast, text, "armed men")
    assert {"the armed men", "armed men", "the armed men who burned the mill"} <= set(cast.actors[actor].names)


@pytest.mark.parametrize("pronoun", ["We", "I"])
def test_the_first_person_is_the_voice_of_the_document(cast_of, pronoun):
    text = f"{pronoun} support the peace talks."
    cast = cast_of(text, speaker="Afghanistan", publisher="General Debate")
    assert actor_at(cast, text, pronoun) == ("Afghanistan",)


def test_the_first_person_in_a_comment_is_the_reader(cast_of):
    article, comment = "Iran denied it.\n\n", "We know better."
    text = article + comment
    passages = (
        Passage(start=0, end=len(article), voice="article"),
        Passage(start=len(article), end=len(text), voice="comment"),
    )
    cast = cast_of(text, publisher="The Ledger", passages=passages)
    assert cast.voices == ["The Ledger", "reader"]
    assert actor_at(cast, text, "We") == ("reader",)


def test_our_country_and_our_people_in_a_states_speech(cast_of):
    text = "Our country seeks peace. Our people suffer. My delegation thanks India."
    cast = cast_of(text, speaker="Pakistan")
    assert actor_at(cast, text, "Our country") == ("Pakistan",)
    assert actor_at(cast, text, "My delegation") == ("Pakistan",)
    assert actor_at(cast, text, "Our people") not in (("Pakistan",), ())


def test_a_senators_we_is_the_country_and_the_senators_i_is_the_senator(cast_of):
    text = "We must talk to Iran. I urge the President to act."
    cast = cast_of(text, publisher="Office of US Senator Hallor", speaker="Hallor")
    assert actor_at(cast, text, "We") == ("United States",)
    assert actor_at(cast, text, "I", 1) == ("Hallor",)


def test_the_speaker_keeps_the_name_of_the_metadata_and_is_one_with_its_mentions(cast_of):
    text = "Islamic Republic of Iran officials met envoys. Iran will not yield."
    cast = cast_of(text, speaker="Islamic Republic of Iran")
    assert actor_at(cast, text, "Iran", 1) == ("Islamic Republic of Iran",)
    assert set(cast.voices) == {"Islamic Republic of Iran"}


def test_a_voice_that_the_text_never_names_is_an_actor_too(cast_of):
    cast = cast_of("Iran denied it.", publisher="The Ledger")
    assert cast.actors["The Ledger"].names == ("The Ledger",)


def test_the_country_is_no_pronoun_and_the_pronoun_no_country(cast_of):
    text = "The US attacked us."
    cast = cast_of(text, publisher="The Ledger")
    assert actor_at(cast, text, "US") == ("United States",)
    assert actor_at(cast, text, "us") == ("The Ledger",)


def test_he_and_she_take_up_the_person_who_agrees(cast_of):
    text = "Mr. Adrik Hallor met Ms. Selma Orne. She thanked the envoys."
    cast = cast_of(text)
    assert actor_at(cast, text, "She") == actor_at(cast, text, "Selma Orne")


def test_a_possessive_takes_up_the_subject_of_its_clause(cast_of):
    text = "Iran armed its proxies."
    assert actor_at(cast_of(text), text, "its") == ("Iran",)


def test_nobody_is_attacked_by_himself(cast_of):
    text = "The rebels fled. Then soldiers attacked them."
    cast = cast_of(text)
    assert actor_at(cast, text, "them") == actor_at(cast, text, "rebels")


def test_a_pronoun_that_may_mean_nobody_stays_open_and_is_listed(cast_of):
    text = "Iran and Iraq waited. It is raining."
    assert actor_at(cast_of(text), text, "It") == ()


def test_a_document_without_actors_has_only_its_voice(cast_of):
    cast = cast_of("Rain fell all day.", publisher="The Ledger")
    assert list(cast.actors) == ["The Ledger"]
    assert cast.mentions == []


def test_an_empty_document_is_no_error(cast_of):
    assert cast_of("", publisher="The Ledger").voices == []


def test_an_owner_named_by_a_pronoun_tells_whose_army_and_whose_allies_are_meant(cast_of):
    text = "Iran paid its allies and moved its army. Iran's allies were glad."
    cast = cast_of(text)
    assert actor_at(cast, text, "its army") == ("Iran",)
    assert actor_at(cast, text, "its allies") == actor_at(cast, text, "Iran's allies") == ("Iran's allies",)


def test_these_groups_and_both_countries_are_several_actors(cast_of):
    text = "Hamas and Hezbollah fired rockets. These groups fled. Iran met Iraq. Both countries were glad."
    cast = cast_of(text)
    assert actor_at(cast, text, "These groups") == ("Hamas", "Hezbollah")
    assert actor_at(cast, text, "Both countries") == ("Iran", "Iraq")


def test_they_are_the_actors_that_were_named_together(cast_of):
    text = "France and Mali signed a deal. They will share it."
    assert actor_at(cast_of(text), text, "They") == ("France", "Mali")


def test_phrases_with_different_complements_are_different_actors(cast_of):
    text = "Countries that buy oil objected. Countries of the region agreed."
    cast = cast_of(text)
    assert actor_at(cast, text, "Countries") != actor_at(cast, text, "Countries", 1)


@pytest.mark.parametrize(
    ("text", "words", "stands"),
    [
        ("The mouthpieces of Zelmar wrote that.", "mouthpieces", True),
        ("The tool of Zelmar struck again.", "tool", True),
        ("Zelmar denied that its arms were found.", "arms", False),
        ("A crowd stood in front of Zelmar.", "front", False),
    ],
)
def test_a_thing_of_somebody_stands_for_an_actor_where_it_can_act(cast_of, text, words, stands):
    cast = cast_of(text)
    assert (text.index(words) in cast.by_head) is stands


def test_a_role_of_a_place_before_a_name_belongs_to_the_person(cast_of):
    text = "President of Ukraine Volodymyr Zelenskyy said so."
    cast = cast_of(text)
    assert "President of Ukraine Volodymyr Zelenskyy" in cast.actors["Volodymyr Zelensky"].names


def test_an_endless_sentence_takes_no_endless_time(cast_of):
    text = "Iran and Iraq and the group and they " * 300
    start = time.process_time()
    cast_of(text)
    assert time.process_time() - start < 20


def test_a_short_name_takes_up_the_fuller_one(cast_of):
    text = "Fighters loyal to the Lantern Front left. The Front denied involvement."
    cast = cast_of(text)
    assert actor_at(cast, text, "The Front") == actor_at(cast, text, "Lantern Front")


def test_a_partys_we_is_the_party_whatever_its_publisher_is_called(cast_of):
    cast = cast_of("We reject the deal.", publisher="Pakistan Today", speaker="Upland Party")
    assert cast.mentions[0].actors == ("Upland Party",)


def test_an_unknown_publisher_is_an_outlet(cast_of):
    assert cast_of("Iran denied it.", publisher="The Ledger").actors["The Ledger"].type == "outlet"


@pytest.mark.parametrize(("words", "kind"), [("armed groups", "armed_group"), ("human rights groups", "organisation")])
def test_a_group_is_armed_where_the_words_say_so(cast_of, words, kind):
    cast = cast_of(f"Several {words} denied it.")
    assert cast.actors[words].type == kind


def test_the_group_is_the_one_armed_group_that_was_just_named(cast_of):
    text = "Boko Haram burned the village. The group denied it."
    assert actor_at(cast_of(text), text, "The group") == ("Boko Haram",)


def test_the_group_stays_its_own_where_two_armed_groups_were_just_named(cast_of):
    text = "Boko Haram fought Hamas in the village. The group denied it."
    (actor,) = actor_at(cast_of(text), text, "The group")
    assert actor not in ("Boko Haram", "Hamas")


@pytest.mark.parametrize(
    ("text", "taking", "named"),
    [
        ("The Haldor network seized a mill. Police say the group denied it.", "the group", "Haldor network"),
        ("The Harvest Directorate trained them. The agency denied it.", "The agency", "Harvest Directorate"),
        ("Sarovia has doubled its navy. The country denied it.", "The country", "Sarovia"),
    ],
)
def test_a_body_or_country_is_taken_up_where_one_alone_was_just_named(cast_of, text, taking, named):
    cast = cast_of(text)
    assert actor_at(cast, text, taking) == actor_at(cast, text, named)


@pytest.mark.parametrize("summing", ["All three groups", "These groups"])
def test_all_three_groups_are_the_three_that_were_named(cast_of, summing):
    text = f"The Lantern League, the Miners' Union and the Harvest Congress met. {summing} denied it."
    assert actor_at(cast_of(text), text, summing) == ("Lantern League", "Miners' Union", "Harvest Congress")


def test_neither_group_means_two_groups(cast_of):
    text = "Hamas and Hezbollah fired rockets. Neither group denied it."
    assert actor_at(cast_of(text), text, "Neither group") == ("Hamas", "Hezbollah")


def test_the_two_groups_stay_open_where_only_one_was_named(cast_of):
    text = "Hamas fired rockets. The two groups denied it."
    assert actor_at(cast_of(text), text, "The two groups") != ("Hamas",)


@pytest.mark.parametrize("words", ["Sarlandian troops", "The Sarlandian government", "The Government of Sarland"])
def test_troops_and_government_of_a_country_that_no_registry_knows_are_that_country(cast_of, words):
    text = f"Sarland denied it. {words} burned the mill in Sarland."
    head = words if not words.endswith("Sarland") else "The Government"
    assert actor_at(cast_of(text), text, head) == ("Sarland",)


def test_the_leadership_of_a_group_is_not_the_group(cast_of):
    text = "The Harvest Front fled. The leadership of the Harvest Front denied it."
    assert actor_at(cast_of(text), text, "The leadership") != actor_at(cast_of(text), text, "Harvest Front")


@pytest.mark.parametrize(
    ("text", "described", "named"),
    [
        ("The Lantern Front – a militia of guards – left.", "a militia", "Lantern Front"),
        ("The Lantern Front, a group that steals fuel, left.", "a group", "Lantern Front"),
        ("Iran, the eastern neighbour of Iraq, left.", "eastern neighbour", "Iran"),
    ],
)
def test_what_a_name_is_said_to_be_beside_it_means_the_same_actor(cast_of, text, described, named):
    assert actor_at(cast_of(text), text, described) == actor_at(cast_of(text), text, named)


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("Iran mourned its sailors. It was raining at sea.", "It was"),
        ("The paper says that Iran paid them. Nobody has denied it.", "it."),
        ("Iran signed the pact. It covers fishing.", "It covers"),
        ("Hamas bought forty rockets. They were made before the war.", "They"),
    ],
)
def test_a_pronoun_that_means_a_thing_or_an_event_stays_open(cast_of, text, pronoun):
    cast = cast_of(text)
    assert cast.by_head[text.index(pronoun)].actors == ()


@pytest.mark.parametrize(
    "text",
    [
        "The Treaty of Orlund forbids it.",
        "A group of islands lies there.",
        "The body of law is thin.",
    ],
)
def test_treaties_and_groups_of_things_are_no_actors(cast_of, text):
    assert [m for m in cast_of(text).mentions if m.kind != "pronoun"] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The court tried those responsible.", "those"),
        ("Sarland expelled those on the list.", "those"),
        ("The guards beat others.", "others"),
        ("The judge released the accused.", "the accused"),
        ("Doctors treated the wounded.", "the wounded"),
        ("Police arrested a man with a knife.", "a man"),
        ("This individual threatened the mayor.", "This individual"),
        ("A force that guards the border fired.", "A force"),
        ("Police director Wanda Doe denied it.", "Police"),
        ("This plague must be fought.", "This plague"),
    ],
)
def test_people_without_a_name_of_their_own_are_mentioned(cast_of, text, words):
    assert actor_at(cast_of(text), text, words)


@pytest.mark.parametrize("text", ["He is, among others, a poet.", "The force was great.", "He saw the current plan."])
def test_words_that_tell_nobody_apart_are_no_mentions(cast_of, text):
    assert [m for m in cast_of(text).mentions if m.kind == "nominal" and text[m.start : m.end] != "a poet"] == []


def test_a_vice_president_is_not_the_president(cast_of):
    text = "Vice President Wanda Doe spoke. Then the president left."
    assert actor_at(cast_of(text), text, "the president") != actor_at(cast_of(text), text, "Wanda Doe")


def test_what_two_joined_nouns_share_belongs_to_both(cast_of):
    text = "Zelmar thanked the Government and people of France."
    cast = cast_of(text)
    assert actor_at(cast, text, "Government") == actor_at(cast, text, "France")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zelmar meddled in the affairs of countries in the region.", "countries in the region"),
        ("Local and foreign media denied it.", "foreign media"),
        ("The people there fled.", "The people there"),
        ("Some of the members of the council fled.", "Some of the members"),
    ],
)
def test_an_actor_has_every_wording_under_which_it_may_be_quoted(cast_of, text, name):
    assert any(name in actor.names for actor in cast_of(text).actors.values())


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("Norvath read the proposal. The proposal is short, and Norvath says it allows for a truce.", "it"),
        ("The treaty failed. Its terms were hard.", "Its"),
    ],
)
def test_a_thing_that_was_named_is_a_rival_of_the_actors(cast_of, text, pronoun):
    cast = cast_of(text)
    assert actor_at(cast, text, pronoun) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It gets help from countries that fund them and supply mercenaries.", "mercenaries"),
        ("The Sarland Border Guard Fund denied it.", "Sarland Border Guard Fund"),
        ("The militia project failed.", "militia project"),
    ],
)
def test_the_words_round_an_actor_are_told_from_its_own(cast_of, text, name):
    assert any(name in actor.names for actor in cast_of(text).actors.values())
