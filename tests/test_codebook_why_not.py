"""Why is there no claim? What a user sees who asks about two actors in a sentence, or tries a sentence."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from sayso.actors import load_registry
from sayso.analysis import analyse, trace
from sayso.claims import load_codebook
from sayso.claims.codebook import SHIPPED
from sayso.claims.finder import Filled
from sayso.claims.verdicts import Verdicts
from sayso.claims.why_not import WhyNot, why_not
from sayso.cli import app
from sayso.project import Project
from sayso.reading import read_row
from sayso.storage.rows import ClaimFilter

INVENTED = Path(__file__).parent.parent / "examples" / "actors.yaml"


@pytest.fixture(scope="module")
def invented(resources):
    """The frames alone, without a trained reader, and the registry of the invented states and groups."""
    registry = load_registry(INVENTED)
    return dataclasses.replace(resources, registry=registry, second_reader=None, learned_claims=None)


@pytest.fixture(scope="module")
def ask(invented):
    def asked(text: str, first: str, second: str, relation: str | None = None, least: float = 0.0) -> WhyNot:
        analysis, finder = trace(read_row({"text": text}, "the sentence"), invented)
        return why_not(finder, analysis, first, second, relation=relation, least=least)

    return asked


def reasons(answer: WhyNot) -> dict[str, str]:
    return {reason.kind: reason.says for reason in answer.reasons}


def outcomes(answer: WhyNot, relation: str) -> set[str]:
    return {tried.outcome for tried in answer.tried if tried.relation == relation}


def says(answer: WhyNot, outcome: str) -> str:
    return "\n".join(tried.says for tried in answer.tried if tried.outcome == outcome)


def test_what_was_found_is_shown_with_its_frame(ask):
    answer = ask("Velmora attacked Kestria.", "Velmora", "Kestria")
    assert [(claim.subject, claim.relation, claim.object) for claim in answer.claims] == [
        ("Velmora", "attacks", "Kestria")
    ]
    assert "attacks: attack/verb, subj > obj" in {tried.frame for tried in answer.tried if tried.outcome == "fired"}
    assert answer.reasons == ()


def test_the_order_in_which_one_names_the_two_does_not_matter(ask):
    one = ask("Velmora attacked Kestria.", "Velmora", "Kestria")
    other = ask("Velmora attacked Kestria.", "Kestria", "Velmora")
    assert (one.claims, one.tried) == (other.claims, other.tried)


def test_a_word_that_is_not_in_the_codebook_is_named(ask):
    answer = ask("Velmora waters the Lantern Front.", "Velmora", "Lantern Front")
    assert answer.claims == ()
    assert reasons(answer)["no_predicate"] == "No word between the two is in the codebook: water/verb."


def test_a_condition_that_is_not_met_says_what_stands_there_instead(ask):
    answer = ask("Velmora sends postcards to the Lantern Front.", "Velmora", "Lantern Front", "supports")
    assert outcomes(answer, "supports") == {"condition"}
    assert "its obj must be" in says(answer, "condition")
    assert "'postcards'" in says(answer, "condition")


def test_a_role_that_stays_empty_is_named_and_so_is_the_one_in_which_the_actor_stands(ask):
    answer = ask("Velmora argues for the Lantern Front.", "Velmora", "Lantern Front", "opposes")
    assert outcomes(answer, "opposes") == {"slot"}
    assert says(answer, "slot") == "its object is looked for in against, but nothing stands there"
    assert "Lantern Front stands as for" in reasons(answer)["role"]


def test_what_was_kept_from_being_is_held_back_by_the_word_that_says_so(ask):
    answer = ask("Velmora prevented an attack by Kestria on Norvath.", "Kestria", "Norvath")
    assert answer.claims == ()
    assert "scope" in outcomes(answer, "attacks")
    assert "'prevented' preventing" in says(answer, "scope")


def test_what_is_denied_or_thinkable_says_by_which_words(ask):
    answer = ask("Velmora may not have attacked Kestria.", "Velmora", "Kestria")
    assert "denied and possible" in says(answer, "fired")
    assert "'may' possible" in says(answer, "fired")
    assert "'not' negations" in says(answer, "fired")


def test_a_question_says_that_it_is_one(ask):
    answer = ask("Did Velmora attack Kestria?", "Velmora", "Kestria")
    assert [claim.modality for claim in answer.claims] == ["possible"]
    assert "'?' a question" in says(answer, "fired")


def test_a_deed_that_is_only_threatened_is_told_not_to_have_been_tried(ask):
    answer = ask("Velmora threatened to attack Kestria.", "Velmora", "Kestria", "attacks")
    assert "threatens" in reasons(answer)["other_relation"]
    assert "It was not tried" in reasons(answer)["role"]


def test_a_frame_that_came_too_late_names_the_one_before_it(ask):
    answer = ask("Velmora attacked Kestria.", "Velmora", "Kestria", "denounces")
    assert outcomes(answer, "denounces") == {"shadowed"}
    assert "attacks: attack/verb, subj > obj" in says(answer, "shadowed")
    assert "attacks" in reasons(answer)["other_relation"]


def test_two_names_of_one_actor_are_told_to_be_one(ask):
    answer = ask("The Republic of Velmora attacked Kestria, and Velmora fled.", "Republic of Velmora", "Velmora")
    assert "one actor here, Velmora" in reasons(answer)["same_actor"]
    assert "'Republic of Velmora'" in reasons(answer)["same_actor"]


def test_a_pronoun_that_nobody_is_known_to_be_is_told_of(ask):
    answer = ask("Velmora attacked it.", "Velmora", "it")
    assert "could not be traced to an actor" in reasons(answer)["unresolved"]
    assert answer.sought[1].actor is None


def test_a_pronoun_whose_actor_is_known_is_asked_about_as_that_actor(ask):
    answer = ask("The Lantern Front fled after it attacked Kestria.", "it", "Kestria")
    assert answer.sought[0].actor == "Lantern Front"
    assert [claim.relation for claim in answer.claims] == ["attacks"]


def test_a_part_of_a_name_is_taken_for_the_actor_and_said_to_be_so(ask):
    answer = ask("Velmora attacked the Lantern Front.", "Velmora", "Lantern")
    assert answer.sought[1].actor == "Lantern Front"
    assert "nearest is 'the Lantern Front'" in reasons(answer)["no_mention"]
    assert [claim.relation for claim in answer.claims] == ["attacks"]


def test_words_that_do_not_stand_there_get_those_that_do(ask):
    answer = ask("Velmora attacked Kestria.", "Velmora", "Norvath")
    assert "'Velmora', 'Kestria'" in reasons(answer)["absent"]


def test_a_word_that_is_no_actor_gets_the_nearest_mention(ask):
    answer = ask("Velmora attacked Kestria yesterday.", "Velmora", "yesterday")
    assert "The nearest is 'Kestria' (Kestria)" in reasons(answer)["no_mention"]


def test_a_claim_below_the_wanted_confidence_is_told_to_be_left_out(ask):
    assert "confidence" not in reasons(ask("Velmora attacked Kestria.", "Velmora", "Kestria", least=0.1))
    assert "min_confidence" in reasons(ask("Velmora attacked Kestria.", "Velmora", "Kestria", least=0.99))["confidence"]


def test_what_a_trained_reader_thought_too_unlikely_is_told_with_its_chance(invented):
    analysis, finder = trace(read_row({"text": "Velmora waters Kestria."}, "the text"), invented)
    velmora, waters, kestria, _ = finder.parsed.tokens
    unsure = msgspec.structs.replace(invented.codebook.frames[0], relation="supports", confidence=0.11)
    assert [claim.relation for claim in finder.claims_of(Filled(unsure, waters, velmora, kestria))] == ["supports"]
    answer = why_not(finder, analysis, "Velmora", "Kestria")
    assert "Velmora > supports > Kestria 0.11" in reasons(answer)["second_reader"]


def test_what_a_trained_reader_alone_found_is_told_to_have_no_frame(invented):
    analysis, finder = trace(read_row({"text": "Velmora attacked Kestria."}, "the text"), invented)
    claims = tuple(msgspec.structs.replace(claim, why="model .71") for claim in analysis.claims)
    answer = why_not(finder, msgspec.structs.replace(analysis, claims=claims), "Velmora", "Kestria")
    assert "a trained reader alone found it (model .71)" in reasons(answer)["second_reader"]


def test_a_text_without_actors_is_answered_too(ask):
    answer = ask("It rained.", "rain", "snow")
    assert answer.claims == answer.tried == ()
    assert {reason.kind for reason in answer.reasons} == {"absent"}


TEXTS = [
    "Velmora attacked Kestria and Norvath, and the Lantern Front praised it.",
    "Tobias Renk said that Velmora no longer arms the Lantern Front, which denied that it had ever done so.",
    "With the help of Velmora, the Lantern Front took Ardane; Kestria condemned the raid.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_watching_changes_nothing(invented, text):
    document = read_row({"text": text}, "the text")
    analysis, _ = trace(document, invented)
    assert msgspec.json.encode(analysis) == msgspec.json.encode(analyse(document, invented))


@pytest.mark.parametrize("text", TEXTS)
def test_every_claim_of_a_frame_has_an_attempt_that_fired(invented, text):
    analysis, finder = trace(read_row({"text": text}, "the text"), invented)
    tried = Verdicts(finder).all(0, len(text))
    fired = {(one.frame, pair) for one in tried if one.outcome == "fired" for pair in one.pairs}
    assert analysis.claims
    for claim in analysis.claims:
        assert any(frame in claim.why and {*pair} == {claim.subject, claim.object} for frame, pair in fired)


WORDS = st.sampled_from(
    ["Velmora", "Kestria", "it", "Lantern Front", "attacked", "arms", "not", "if", "and", "of", "?", "."]
)


@settings(max_examples=30, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=12), WORDS, WORDS)
def test_whatever_is_asked_gets_an_answer_inside_the_text(ask, words, first, second):
    text = " ".join(words)
    answer = ask(text, first, second)
    assert text[answer.start : answer.end] == answer.text
    assert all(answer.start <= one.start < one.end <= answer.end for one in answer.tried)
    assert answer.claims or answer.reasons or answer.tried


# On the command line.


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("asked") / "project"
    article = folder.parent / "article.txt"
    article.write_text("Tobias Renk said that Velmora attacked the Lantern Front.\n", encoding="utf-8")
    with Project.init(folder) as project:
        shutil.copyfile(INVENTED, folder / "actors.yaml")
        settings = folder / "sayso.toml"
        given = settings.read_text(encoding="utf-8").replace('engine = "learned"', 'engine = "rules"', 1)
        settings.write_text(given, encoding="utf-8")
    with Project.open(folder) as project:
        project.add([article])
        project.run()
    return folder


def sayso(*arguments: str | Path, stdin: str | None = None):
    environment = {"SAYSO_PROJECT": None, "COLUMNS": None}
    return CliRunner().invoke(app, ["codebook", *map(str, arguments)], env=environment, input=stdin)


def test_a_sentence_is_tried_with_the_codebook_of_a_project(project):
    result = sayso("test", "Velmora sent weapons and postcards to the Lantern Front.", "--project", project)
    assert result.exit_code == 0
    assert "Velmora supports Lantern Front" in result.stdout
    assert "frame supports: send/verb" in result.stdout
    assert "condition not met" in result.stdout.split("Nearly")[1]


def test_a_sentence_comes_from_standard_input_too(project):
    result = sayso("test", "-", "--project", project, "--json", stdin="Velmora attacked Kestria.")
    row = json.loads(result.stdout)
    assert [(claim["subject"], claim["object"]) for claim in row["claims"]] == [("Velmora", "Kestria")]
    assert {"fired", "shadowed"} <= {tried["outcome"] for tried in row["tried"]}


def test_a_claim_of_the_project_says_what_its_rivals_were(project):
    with Project.open(project) as opened:
        (claim,) = opened.claims(ClaimFilter(relation="attacks"))
    result = sayso("why-not", claim.id[:8], "--project", project)
    assert result.exit_code == 0
    assert "Velmora > attacks > Lantern Front" in result.stdout
    assert "came too late: denounces: attack/verb" in result.stdout
    answer = json.loads(sayso("why-not", claim.id, "--project", project, "--json").stdout)
    assert [sought["actor"] for sought in answer["sought"]] == ["Velmora", "Lantern Front"]


def test_a_pair_in_a_sentence_is_asked_about(project):
    result = sayso("why-not", "Velmora waters Kestria.", "Velmora", "Kestria", "--project", project)
    assert result.exit_code == 0
    assert "No word between the two is in the codebook: water/verb." in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("why-not", "Velmora waters Kestria.", "Velmora"), "a sentence and two actors"),
        (("why-not", "A", "B", "C", "--relation", "suports"), "Did you mean 'supports'?"),
        (("why-not", "ffffffff"), "ffffffff"),
    ],
)
def test_a_question_that_cannot_be_meant_is_refused_with_a_hint(project, arguments, said):
    result = sayso(*arguments, "--project", project)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_project_s_codebook_is_checked_and_counted(project, tmp_path):
    gold = tmp_path / "gold.jsonl"
    row = {
        "id": "a",
        "text": "Velmora attacked Kestria. Velmora arms the Lantern Front.",
        "actors": {name: [name] for name in ("Velmora", "Kestria", "Lantern Front")},
        "claims": [{"holder": ["a"], "subject": "Velmora", "relation": "attacks", "object": "Kestria", "evidence": []}],
    }
    gold.write_text(json.dumps(row), encoding="utf-8")
    result = sayso("check", project, "--on", gold, "--json")
    counted = {frame["frame"]: frame for frame in json.loads(result.stdout)["frames"]}
    assert set(counted) == {frame.id for frame in load_codebook(project / "codebook.yaml").frames}
    assert counted["attacks: attack/verb, subj > obj"] | {"instead": {}} == {
        "frame": "attacks: attack/verb, subj > obj", "fired": 1, "right": 1, "instead": {},
    }  # fmt: skip
    assert counted["supports: arm/verb, subj > obj"]["instead"] == {"none": 1}
    assert (
        "fired    1  right    1 (1.00)  attacks: attack/verb, subj > obj"
        in sayso("check", project, "--on", gold).stdout
    )


def test_a_faulty_codebook_is_told_of_with_lines_and_exit_code(tmp_path):
    path = tmp_path / "codebook.yaml"
    shutil.copyfile(SHIPPED, path)
    text = path.read_text(encoding="utf-8").replace('"subj > obj"', '"sbj > obj"', 2)
    path.write_text(text.replace("ended: abandons", "ended: abandon", 1), encoding="utf-8")
    result = sayso("check", path, "--json")
    assert result.exit_code == 1
    faults = [finding for finding in json.loads(result.stdout) if finding["kind"] == "fault"]
    assert len(faults) == 3
    assert all(finding["line"] for finding in faults)
