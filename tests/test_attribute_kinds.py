"""How somebody is made to say something: kind, standing, stance, and why a holder is unknown."""

import pytest

from sayso.actors import find_actors
from sayso.attribution import find_attributions
from sayso.model import Document


@pytest.fixture(scope="module")
def first(resources):
    """Text -> its first attribution that nobody else's holds."""

    def run(text, **fields):
        parsed = resources.parse(Document(id="d", text=text, **fields))
        found = find_attributions(parsed, find_actors(parsed, resources.registry), resources.cues)
        return next(a for a in found if a.parent is None)

    return run


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Oren said that Bordania had left.", "speech"),
        ("Oren asked Bordania to leave.", "speech"),
        ("Oren asked whether Bordania had left.", "question"),
        ('"Has Bordania left?" Oren asked.', "question"),
        ("Oren denied that Bordania had left.", "denial"),
        ("Oren rejected the claim that Bordania had left.", "denial"),
        ("Oren rejected the deal with Bordania.", "attitude"),
        ("Oren believes that Bordania has left.", "attitude"),
        ("Oren wrote that Bordania had left.", "statement"),
        ("Oren said in a letter that Bordania had left.", "statement"),
        ("The statement said that Bordania had left.", "statement"),
        ("The report says that Bordania had left.", "document"),
        ("According to the Lake Gazette, Bordania has left.", "document"),
        ("Reuters reported that Bordania had left.", "document"),
        ("Oren said on Monday that Bordania had left.", "speech"),
    ],
)
def test_the_kind_tells_how_it_is_said(first, text, kind):
    assert first(text).kind == kind


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Dalia Oren said that Bordania had left.", "named"),
        ("The ministry said that Bordania had left.", "named"),
        ("Officials said that Bordania had left.", "anonymous"),
        ("Some believe that Bordania has left.", "anonymous"),
        ("A court ruled that Bordania must leave.", "anonymous"),
        ("It is widely believed that Bordania has left.", "anonymous"),
        ("Bordania is said to have left.", "anonymous"),
        ("There were allegations that Bordania had left.", "anonymous"),
        ("We believe that Bordania has left.", "self"),
        ("I believe that Bordania has left.", "self"),
        ("Lake Gazette reported that Bordania had left.", "self"),
        ("According to documents obtained by Lake Gazette, Bordania has left.", "self"),
        ("A soldier told this newspaper that Bordania had left.", "anonymous"),
    ],
)
def test_the_standing_tells_sources_with_a_name_from_those_without(first, text, standing):
    assert first(text, publisher="Lake Gazette").standing == standing


def test_officials_are_not_the_country_that_they_serve(first):
    found = first("Russian officials said that Bordania had left.")
    assert found.holder == "Russian officials"
    assert found.standing == "anonymous"


def test_what_this_newspaper_says_is_what_its_publisher_says(first):
    found = first("This newspaper reported that Bordania had left.", publisher="Lake Gazette")
    assert (found.holder, found.standing) == ("Lake Gazette", "self")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Oren said that Bordania had left.", "neutral"),
        ("Oren admitted that Bordania had left.", "endorses"),
        ("Oren rightly said that Bordania had left.", "endorses"),
        ("Oren falsely claimed that Bordania had left.", "distances"),
        ("Oren pretended that Bordania had left.", "distances"),
        ("Oren's baseless claim that Bordania had left was repeated.", "distances"),
        ("Oren's claim that Bordania had left was false.", "distances"),
        ("Arvelia seized the port under the pretext of fighting rebels.", "distances"),
        ("The so-called Lake Republic has no army.", "distances"),
        ("Arvelia began what it calls a war of liberation.", "distances"),
        ("The alleged attack on the port did not happen.", "neutral"),
        ("Oren forgot to leave.", "neutral"),
    ],
)
def test_the_stance_tells_what_the_reporter_makes_of_it(first, text, stance):
    assert first(text).stance == stance


@pytest.mark.parametrize(
    ("text", "holder", "reason"),
    [
        ("It is believed that Bordania had left.", None, "nobody is named"),
        ("He said that Bordania had left.", None, "the pronoun leads to nobody"),
        ("The crisis shows that Bordania has left.", None, "the source is a thing that speaks for nobody"),
        ("Somebody said that Bordania had left.", "Somebody", "no known actor"),
        ("Dalia Oren said that Bordania had left.", "Dalia Oren", None),
    ],
)
def test_what_cannot_be_traced_has_a_reason(first, text, holder, reason):
    found = first(text)
    assert (found.holder, found.unresolved) == (holder, reason)
