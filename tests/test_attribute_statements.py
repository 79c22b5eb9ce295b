"""Who is speaking in a text: sources, cues, contents, nesting. One sentence, one behaviour."""

import pytest

from sayso.actors import find_actors
from sayso.attribution import Chains, find_attributions, load_cues
from sayso.errors import DataFileError
from sayso.model import Document, Passage


@pytest.fixture(scope="module")
def attribute(resources):
    """Text -> its attributions as (holder, cue, content) in the order of the cues."""

    def run(text, **fields):
        parsed = resources.parse(Document(id="d", text=text, **fields))
        found = find_attributions(parsed, find_actors(parsed, resources.registry), resources.cues)
        return [(a.holder, words(text, a.cue), words(text, a.content)) for a in found]

    return run


@pytest.fixture(scope="module")
def analyse(resources):
    def run(text):
        parsed = resources.parse(Document(id="d", text=text))
        found = find_attributions(parsed, find_actors(parsed, resources.registry), resources.cues)
        return parsed, found

    return run


def words(text, spans):
    return " | ".join(text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    ("text", "holder", "content"),
    [
        ("Arvelia said that Bordania had attacked the port.", "Arvelia", "that Bordania had attacked the port"),
        ("Bordania attacked the port, Arvelia said.", "Arvelia", "Bordania attacked the port"),
        ("According to Arvelia, Bordania attacked the port.", "Arvelia", "Bordania attacked the port"),
        ("As Minister Oren put it, Bordania attacked the port.", "Oren", "Bordania attacked the port"),
        ("Bordania, Oren said, had attacked the port.", "Oren", "Bordania | had attacked the port"),
        ("Bordania was accused by Arvelia of arming rebels.", "Arvelia", "Bordania | of arming rebels"),
        ("Oren called on Bordania to leave the valley.", "Oren", "Bordania to leave the valley"),
        ("Under the pretext of fighting rebels, Arvelia seized the port.", "Arvelia", "fighting rebels"),
        ("Oren denied that Bordania had attacked the port.", "Oren", "that Bordania had attacked the port"),
        ("Oren claimed responsibility for the attack.", "Oren", "responsibility for the attack"),
        ("Arvelia repeated the claim that Bordania had armed rebels.", "Arvelia", "that Bordania had armed rebels"),
        ("Arvelia's statement that Bordania had armed rebels was false.", "Arvelia", "that Bordania had armed rebels"),
        ("Oren is confident that Bordania will leave.", "Oren", "that Bordania will leave"),
        ("Oren believes that Bordania will leave.", "Oren", "that Bordania will leave"),
        ("Arvelia accused Bordania of arming rebels.", "Arvelia", "Bordania of arming rebels"),
        ("Arvelia urged Bordania to leave the valley.", "Arvelia", "Bordania to leave the valley"),
        ("Arvelia described Bordania as a puppet of the League.", "Arvelia", "Bordania as a puppet of the League"),
        ("Oren was quoted as saying that Bordania had armed rebels.", "Oren", "that Bordania had armed rebels"),
        ("In Oren's view, Bordania arms the rebels.", "Oren", "Bordania arms the rebels"),
    ],
)
def test_finds_the_speaker_and_what_is_said(attribute, text, holder, content):
    found = {(h, c) for h, _, c in attribute(text)}
    assert any(holder in (h or "") and c == content for h, c in found), found


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("It is believed that Bordania had armed rebels.", "that Bordania had armed rebels"),
        ("Bordania is said to arm the rebels.", "Bordania | to arm the rebels"),
        ("Oren rejected allegations that Bordania had armed rebels.", "that Bordania had armed rebels"),
        ("There were allegations that Bordania had armed rebels.", "that Bordania had armed rebels"),
    ],
)
def test_nobody_named_is_nobody(attribute, text, content):
    assert (None, content) in [(h, c) for h, _, c in attribute(text)]


@pytest.mark.parametrize(
    "text",
    [
        '"The valley is ours," Oren said.',
        '"The valley is ours," said Oren.',
        'Oren said: "The valley is ours."',
        "“The valley is ours,” said Oren.",
        "«The valley is ours», said Oren.",
        "``The valley is ours,'' said Oren.",
        "''The valley is ours,'' said Oren.",
        "'The valley is ours,' said Oren.",
        "‘The valley is ours,’ said Oren.",
        "„The valley is ours“, said Oren.",
        'Mayor Oren: "The valley is ours."',
        '"The valley is ours." - Dalia Oren',
        'Dalia Oren leaned over the desk: "The valley is ours."',
        'Oren said: "The valley is ours.',
        'The valley is ours," said Oren.',
    ],
)
def test_direct_speech_in_every_kind_of_quotation_mark(attribute, text):
    assert any("Oren" in (h or "") and c == "The valley is ours" for h, _, c in attribute(text)), attribute(text)


def test_a_quotation_goes_on_after_its_cue(attribute):
    found = attribute('"We left the valley," Oren said. "We will come back."')
    assert ("We left the valley | We will come back") in [c for _, _, c in found]


def test_a_quotation_goes_on_in_the_next_paragraph(attribute):
    text = 'Oren said: "We left the valley.\n\n"We will come back."'
    ((holder, _, content),) = attribute(text)
    assert holder == "Oren"
    assert "left the valley" in content
    assert "will come back" in content


def test_an_added_quotation_belongs_to_the_same_speaker(attribute):
    text = 'Dalia Oren said Bordania had left. "They will come back," she added.'
    assert [h for h, _, _ in attribute(text)] == ["Dalia Oren", "Dalia Oren"]


def test_nobody_speaks_in_the_voice_of_another(resources):
    text = "Dalia Oren says:\n\nBordania has left the valley."
    passages = (Passage(start=0, end=18, voice="byline"), Passage(start=18, end=len(text), voice="comment"))
    parsed = resources.parse(Document(id="d", text=text, passages=passages))
    assert find_attributions(parsed, find_actors(parsed, resources.registry), resources.cues) == ()


def test_words_in_quotation_marks_are_no_speech(attribute):
    assert attribute('The "valley question" has no answer.') == []


def test_a_question_mark_does_not_part_a_quotation_from_its_cue(attribute):
    assert ("Oren", "asked", "Will they leave") in attribute('"Will they leave?" Oren asked.')


def test_a_speaker_before_a_colon_at_the_head_of_a_line(attribute):
    text = "Dalia Oren: Bordania must leave the valley\n\nThe valley was quiet on Monday."
    assert attribute(text) == [("Dalia Oren", ":", "Bordania must leave the valley")]


def test_a_caption_is_no_speaker(attribute):
    assert attribute("Photo: Bordania Today") == []


def test_a_list_behind_a_colon_is_what_was_said(attribute):
    text = "In a letter Oren wrote:\n\n- Bordania must leave.\n\n- The League must pay.\n\nThe valley was quiet."
    ((holder, _, content),) = attribute(text)
    assert holder == "Oren"
    assert "must leave" in content
    assert "must pay" in content
    assert "quiet" not in content


def test_what_a_speaker_adds_is_told_apart(attribute):
    found = attribute("Oren said that Bordania had left, adding that Arvelia would stay.")
    assert [(h, c) for h, _, c in found] == [("Oren", "that Bordania had left"), ("Oren", "that Arvelia would stay")]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Three sources said that Bordania had left.", "Three sources"),
        ("The crisis shows that Bordania has left.", None),
    ],
)
def test_people_hold_what_they_say_and_things_hold_nothing(attribute, text, holder):
    assert attribute(text)[0][0] == holder


def test_relative_pronouns_lead_to_their_noun(attribute):
    assert attribute("Oren, who said the war was over, left.")[0][0] == "Oren"


def test_a_report_speaks_for_whoever_made_it(attribute):
    text = "The report by the Lake Observatory says that Bordania had armed rebels."
    assert attribute(text)[0][0] == "Lake Observatory"


def test_a_statement_called_back_speaks_for_its_maker(attribute):
    text = "The Lake Observatory issued a statement on Monday. The statement said that Bordania had armed rebels."
    assert attribute(text)[0][0] == "Lake Observatory"


def test_the_documents_own_voice_keeps_its_name(attribute):
    found = attribute("We believe that Bordania will leave.", speaker="Arvelia", publisher="Council")
    assert found == [("Arvelia", "believe", "that Bordania will leave")]


def test_i_inside_a_quotation_is_whoever_is_quoted(analyse):
    _, found = analyse('Dalia Oren said: "I believe that Bordania will leave."')
    assert {a.holder for a in found} == {"Dalia Oren"}


def test_three_speakers_nest(analyse):
    text = "According to a report from the Lake Gazette, Oren said that Arvelia accused Bordania of arming rebels."
    parsed, found = analyse(text)
    assert [a.holder for a in found] == ["Lake Gazette", "Oren", "Arvelia"]
    assert [a.parent for a in found] == [None, found[0].id, found[1].id]
    at = text.index("arming")
    assert [a.holder for a in Chains(parsed, found).chain_at(at, at + 6)] == ["Lake Gazette", "Oren", "Arvelia"]


def test_a_chain_begins_only_inside_the_content(analyse):
    text = "Bordania left the valley. Oren said that Arvelia had left too."
    parsed, found = analyse(text)
    chains = Chains(parsed, found)
    assert chains.chain_at(0, 24) == ()
    assert chains.chain_at(text.index("Oren"), text.index("Oren") + 4) == ()
    assert [a.holder for a in chains.chain_at(text.index("Arvelia"), len(text) - 1)] == ["Oren"]


@pytest.mark.parametrize("text", ["Oren condemned the raid on the port.", "Oren wants to attack the port."])
def test_judging_and_wanting_are_no_report(analyse, text):
    parsed, found = analyse(text)
    assert {a.kind for a in found} == {"attitude"}
    assert Chains(parsed, found).chain_at(text.index("port") - 3, text.index("port") + 4) == ()


def test_a_project_may_have_cues_of_its_own(tmp_path, resources):
    path = tmp_path / "cues.yaml"
    path.write_text("cues:\n  - {lemma: yodel, pos: verb, frames: [clause]}\n")
    text = "They yodelled that Bordania has left."
    parsed = resources.parse(Document(id="d", text=text))
    found = find_attributions(parsed, find_actors(parsed, resources.registry), load_cues(path))
    assert [words(text, a.content) for a in found] == ["that Bordania has left"]


def test_a_fault_in_the_cues_is_shown_with_its_place(tmp_path):
    path = tmp_path / "cues.yaml"
    path.write_text("cues:\n  - {lemma: say, pos: verb, frame: [clause]}\n")
    with pytest.raises(DataFileError, match=r"frame.*frames"):
        load_cues(path)
