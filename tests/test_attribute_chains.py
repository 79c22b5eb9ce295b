"""On whose word it stands: media, those whom a speaker cites, inserted letters and articles, reports that go on."""

import pytest

from sayso.actors import find_actors
from sayso.attribution import find_attributions
from sayso.claims.holders import Holders
from sayso.model import Document


@pytest.fixture(scope="module")
def chains_at(resources):
    """Text, a word in it -> the chains of holders of what the word says, without the document's own voice."""

    def run(text, word, subjects=(), second=None, **fields):
        parsed = resources.parse(Document(id="d", text=text, **({"publisher": "Council"} | fields)))
        cast = find_actors(parsed, resources.registry)
        holders = Holders(parsed, cast, find_attributions(parsed, cast, resources.cues, second))
        token = parsed.token_at(text.index(word))
        return [chain[1:] for chain in holders.chains(token, subjects)]

    return run


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Oren told the Lake Gazette that Bordania had fled.", ("Lake Gazette", "Oren")),
        ("Oren said in an interview with Radio Arvel that Bordania had fled.", ("Radio Arvel", "Oren")),
        ("In an interview with the Lake Gazette, Oren said Bordania had fled.", ("Lake Gazette", "Oren")),
        ('"Bordania has fled," Oren said, as quoted by the Lake Gazette.', ("Lake Gazette", "Oren")),
        ('"Bordania has fled," Oren was quoted by the Lake Gazette as saying.', ("Lake Gazette", "Oren")),
        ("The Lake Gazette, citing Minister Oren, said that Bordania had fled.", ("Lake Gazette", "Oren")),
        ("Bordania has fled, the Lake Gazette reported, citing two officials.", ("Lake Gazette", "two officials")),
        ("The Lake Gazette cited Mira Oren as saying that Bordania had fled.", ("Lake Gazette", "Mira Oren")),
        ("According to a report citing the mayor's office, Bordania has fled.", ("report", "mayor's office")),
        ("Oren told reporters that Bordania had fled.", ("Oren",)),
        ("Oren told the parliament that Bordania had fled.", ("Oren",)),
        ("Oren said, citing safety, that Bordania had fled.", ("Oren",)),
        ("Oren said on Twitter that Bordania had fled.", ("Oren",)),
    ],
)
def test_a_chain_leads_through_those_who_passed_it_on(chains_at, text, chain):
    assert chains_at(text, "fled") == [chain]


def test_the_publisher_is_not_told_to_itself(chains_at):
    assert chains_at("Oren told the Lake Gazette that Bordania had fled.", "fled", publisher="Lake Gazette") == [
        ("Oren",)
    ]


def test_what_two_say_together_stands_on_the_word_of_each(chains_at):
    text = "Arvelia and Bordania said that the League had fled."
    assert chains_at(text, "fled") == [("Arvelia",), ("Bordania",)]


def test_so_does_what_three_say_together(chains_at):
    text = "Arvelia, Bordania and the League said that the rebels had fled."
    assert chains_at(text, "fled") == [("Arvelia",), ("Bordania",), ("League",)]


def test_who_speaks_together_with_others_in_his_own_text_speaks_for_himself(chains_at):
    text = "Arvelia and Bordania said that the League had fled."
    assert chains_at(text, "fled", speaker="Arvelia") == [()]


@pytest.mark.parametrize(
    ("text", "chains"),
    [
        ("Bordania promised to attack the port.", [()]),
        ("Bordania said it planned to attack the port.", [("Bordania",)]),
    ],
)
def test_a_promise_is_the_reporters_word_and_an_announced_plan_is_the_planners(chains_at, text, chains):
    assert chains_at(text, "attack", subjects=("Bordania",)) == chains


@pytest.mark.parametrize(
    ("text", "chains"),
    [
        ("Oren said that his old enemy, Bordania, had fled.", [()]),
        ('Oren said: "Our old enemy, Bordania, has fled."', [("Oren",)]),
        ("Oren said that Bordania was an enemy of Arvelia.", [("Oren",)]),
    ],
)
def test_how_somebody_is_called_in_a_report_is_the_reporters_word_and_in_a_quotation_the_speakers(
    chains_at, text, chains
):
    assert chains_at(text, "enemy") == chains


def test_what_somebody_is_accused_of_doing_stands_on_the_accusers_word(chains_at):
    text = "Oren accused Arvelia, Bordania and the League of arming the rebels."
    assert chains_at(text, "arming") == [("Oren",)]


def test_a_report_reaches_over_all_verbs_of_its_subject(chains_at):
    text = "According to the Lake Gazette, Bordania fled on Monday and left the port."
    assert chains_at(text, "left") == [("Lake Gazette",)]


def test_whom_a_paper_has_speak_comes_behind_the_paper(chains_at, resources):
    text = "According to the Arvel News Agency, Foreign Minister Mira Oren told reporters that Bordania had fled."
    assert chains_at(text, "fled", second=resources.second_reader) == [("Arvel News Agency", "Mira Oren")]


def test_he_in_a_quotation_is_not_the_one_quoted(chains_at):
    text = '"Colm Oren is a liar when he says that Bordania has fled," Mira Talvo said.'
    assert chains_at(text, "fled") == [("Mira Talvo", "Colm Oren")]


ARTICLE = """Mr. President, the war goes on.

[From the Lake Gazette, Mar. 10, 2010]

The Port Is Lost

(By Dalia Talvo)

Bordania has seized the port at the mouth of the river. The League has not been able to take it back, and its ships have
left for the sea in the east. Nobody knows how long the siege of the city will last.

Mr. President, this must end. Arvelia must help.
"""


def test_an_article_set_into_a_speech_is_its_newspapers(chains_at):
    assert chains_at(ARTICLE, "seized", speaker="Senator Oren") == [("Lake Gazette",)]


def test_the_speech_goes_on_behind_the_article(chains_at):
    assert chains_at(ARTICLE, "help", speaker="Senator Oren") == [()]


def test_an_essay_is_its_authors(chains_at):
    text = ARTICLE.replace("Lake Gazette", "Arvel Institution")
    assert chains_at(text, "seized", speaker="Senator Oren") == [("Dalia Talvo",)]


LETTER = """The mayor has received a letter.

Dear Mayor Oren:

Bordania has seized the port at the mouth of the river. The League has not been able to take it back, and its ships have
left for the sea in the east.

Sincerely,

Dalia Talvo

The mayor has not answered. Arvelia must help.
"""


def test_a_letter_is_that_of_whoever_signs_it(chains_at):
    assert chains_at(LETTER, "seized") == [("Dalia Talvo",)]
    assert chains_at(LETTER, "help") == [()]


def test_the_authors_own_letter_is_his_own_word(chains_at):
    assert chains_at(LETTER, "seized", speaker="Talvo") == [()]


def test_a_quotation_is_credited_to_the_paper_in_brackets(chains_at):
    text = '"City officials said that Bordania had fled from the port." (Lake Gazette, 5/20/07)'
    assert chains_at(text, "fled") == [("Lake Gazette", "City officials")]


def test_it_is_credited_to_the_author_where_the_brackets_name_him_and_his_paper(chains_at):
    text = '"Bordania had fled from the port." [Mira Talvo, Lake Gazette, 9/11/06]'
    assert chains_at(text, "fled") == [("Mira Talvo",)]


def test_a_speaker_is_named_with_his_party_before_the_colon(chains_at):
    assert chains_at("Senator Colm Oren (D-RI): Well, Bordania has fled.", "fled") == [("Colm Oren",)]


def test_a_report_goes_on_while_its_tense_says_so(chains_at):
    text = "Oren announced that Arvelia would rule the port. Bordania would leave the valley. The League fled."
    assert chains_at(text, "leave") == [("Oren",)]
    assert chains_at(text, "fled") == [()]


@pytest.mark.parametrize(
    "text",
    [
        "Oren announced that Arvelia would rule. But Bordania would leave the valley.",
        "Oren announced that Arvelia would rule.\n\nBordania would leave the valley.",
        "Oren announces that Arvelia will rule. Bordania would leave the valley.",
        "Oren denied that Arvelia would rule. Bordania would leave the valley.",
    ],
)
def test_a_report_ends_where_its_author_speaks_again(chains_at, text):
    assert chains_at(text, "leave") == [()]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Mira Oren denied that Arvelia would rule. He said that Bordania had fled.", "Mira Oren"),
        ("The ministry issued a statement on Arvelia. It said that Bordania had fled.", "ministry"),
        ("The ministry said that Arvelia had won. It added that Bordania had fled.", "ministry"),
        ("The director of the League's court, Mira Talvo, said that Bordania had fled.", "Mira Talvo"),
    ],
)
def test_the_source_is_found_where_it_is_only_called_back(chains_at, text, holder):
    assert chains_at(text, "fled") == [(holder,)]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Dalia Talvo arrived on Thursday.\n\nShe said that Bordania had fled.", "Dalia Talvo"),
        ("The ministry was silent. It said that Arvelia had won. It added that Bordania had fled.", "ministry"),
        ("Two of the gunmen confessed that Bordania had fled.", "gunmen"),
        ("Even the Torvane Herald now writes that Bordania has fled.", "Torvane Herald"),
        ("A broadcast on Radio Norrin said that Bordania had fled.", "Radio Norrin"),
        ("According to papers published by the Arvel Institution, Bordania has fled.", "Arvel Institution"),
    ],
)
def test_the_source_is_the_one_who_speaks_and_not_the_word_that_stands_for_him(chains_at, text, holder):
    (chain,) = chains_at(text, "fled")
    assert [name.removeprefix("the ") for name in chain] == [holder]


@pytest.mark.parametrize(
    "text",
    [
        'Deputy Lars Venn said the reform was a swindle.\n\n"Bordania has fled, and nobody is fooled."',
        'Captain Lars Venn stood up. "Bordania has fled."',
        "Lars Venn issued the following statement:\n\nBordania has fled and will not come back.",
        "Lars Venn is a poet. We met him.\n\nHarbour Post: And then?\n\nVenn: Bordania has fled, as all can see.",
        "Lars Venn is a poet. We met him.\n\nQ: And then?\n\nA: Bordania has fled, as all can see.",
        "Lars Venn: We know it all.\n\nHarbour Post: And then?\n\nLV: Bordania has fled, as all can see.",
        "« Bordania has fled », announced Captain Lars Venn.",
    ],
)
def test_what_stands_apart_from_its_speaker_is_still_his(chains_at, text):
    assert chains_at(text, "fled") == [("Lars Venn",)]


@pytest.mark.parametrize(
    "text",
    [
        "The land was divided according to need, and Bordania has fled.",
        "It goes without saying that Bordania has fled.",
        "A: Bordania has fled, as all can see.",
    ],
)
def test_what_only_looks_like_saying_is_the_authors(chains_at, text):
    assert chains_at(text, "fled") == [()]


def test_what_is_said_of_a_person_in_passing_is_the_reporters_own(chains_at):
    text = "Oren said that General Talvo, who had fled from Bordania, would return."
    assert chains_at(text, "return") == [("Oren",)]
    assert chains_at(text, "fled") == [()]


def test_what_somebody_is_only_asked_to_say_is_not_his_word(chains_at):
    assert chains_at("It is important for Arvelia to admit that Bordania has fled.", "fled") == [()]


def test_a_letter_said_to_hold_it_is_where_it_was_said(chains_at):
    assert chains_at("Oren said in a letter that Bordania had fled.", "fled") == [("Oren",)]


def test_the_author_who_says_we_speaks_for_himself_again(chains_at):
    text = "Oren announced that Arvelia would rule. We would leave the valley."
    assert chains_at(text, "leave") == [()]
