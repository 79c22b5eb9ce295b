"""A codebook that somebody wrote by hand is looked over: every fault at once, and what in it can never fire."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sayso.claims import load_codebook
from sayso.claims.codebook import SHIPPED
from sayso.claims.codebook_check import Finding, check_file
from sayso.datafiles import read_raw
from sayso.errors import DataFileError
from sayso.language import Dictionary


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary()


def relation(*frames: dict, **more: object) -> dict:
    head = dict.fromkeys(("wording", "inverse_wording", "denied_wording"), "{subject} and {object}")
    codes = {"plover": ["AID"], "cameo": ["07"]}
    return {**head, "valence": "+", "inverse": f"inverse of {more or frames}", **codes, "frames": list(frames), **more}


@pytest.fixture
def written(tmp_path):
    """Writes a codebook with these relations, and the grammar and scope of the shipped one."""
    shipped = read_raw(SHIPPED)

    def write(**relations: dict) -> Path:
        path = tmp_path / "codebook.yaml"
        path.write_text(yaml.safe_dump({**shipped, "relations": relations}, sort_keys=False), encoding="utf-8")
        return path

    return write


def found(path: Path, dictionary: Dictionary | None = None) -> list[tuple[str, str]]:
    return [(finding.kind, finding.key) for finding in check_file(path, dictionary)]


def says(path: Path, dictionary: Dictionary | None = None) -> str:
    return "\n".join(finding.says for finding in check_file(path, dictionary))


FUND = {"verbs": ["fund"], "roles": ["subj > obj"]}


def test_a_codebook_without_slips_has_nothing_to_tell(written, dictionary):
    assert found(written(aids=relation(FUND)), dictionary) == []


def test_every_faulty_frame_and_relation_is_told_at_once(written):
    path = written(
        aids=relation({"verbs": ["fund"], "roles": ["sbj > obj"]}, FUND, {"verbs": ["arm"], "roles": ["subj obj"]}),
        harms=relation(FUND, ended="heals"),
        meets=relation({"verbs": ["meet"], "nouns": ["meeting"], "roles": ["subj & with"]}),
        leaves=relation(valence="plus"),
    )
    faults = [finding for finding in check_file(path) if finding.kind == "fault"]
    assert [fault.key for fault in faults] == [
        "relations.aids.frames[0]",
        "relations.aids.frames[2].roles",
        "relations.harms.ended",
        "relations.meets.frames[0]",
        "relations.leaves.valence",
    ]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "roles" in lines[faults[1].line - 1]
    assert "Did you mean 'subj'?" in faults[0].says


def test_the_first_fault_told_is_the_one_on_which_the_loader_stops(written):
    path = written(aids=relation(FUND, valence="plus"), harms=relation(FUND, wordings="x"))
    with pytest.raises(DataFileError) as caught:
        load_codebook(path)
    told = check_file(path)[0]
    assert str(caught.value).endswith(told.says)
    assert caught.value.line == told.line


def test_a_file_that_is_no_codebook_is_refused_in_one_piece(tmp_path):
    path = tmp_path / "codebook.yaml"
    path.write_text("- a list\n", encoding="utf-8")
    with pytest.raises(DataFileError):
        check_file(path)


def test_a_frame_behind_one_that_takes_all_its_pairs_never_fires(written):
    path = written(
        aids=relation({"verbs": ["fund", "arm"], "roles": ["subj > obj|for"]}),
        runs=relation({"verbs": ["fund", "lead"], "roles": ["subj > obj"]}),
    )
    assert found(path) == [("shadowed", "relations.runs.frames[0]")]
    assert says(path) == "'fund' can never fire here: aids.frames[0] makes 'aids' of it first."


@pytest.mark.parametrize(
    "frame",
    [
        {"verbs": ["fund"], "roles": ["subj > with"]},
        {"verbs": ["fund"], "roles": ["subj > obj"], "where": {"with": ["weapon"]}},
        {"nouns": ["fund"], "roles": ["poss > for"]},
    ],
)
def test_a_frame_that_looks_elsewhere_or_asks_for_more_has_its_turn(written, frame):
    assert found(written(aids=relation(FUND), runs=relation(frame))) == []


def test_a_word_that_stands_twice_in_one_frame_is_told_of(written):
    assert (
        says(written(aids=relation({"verbs": ["fund", "fund"], "roles": ["subj > obj"]})))
        == "'fund' stands here twice."
    )


def test_two_relations_for_the_same_words_are_told_of_with_the_words(written):
    def send(*things: str) -> dict:
        return {"verbs": ["send"], "where": {"obj": list(things)}, "roles": ["subj > to"]}

    path = written(aids=relation(send("weapon", "food")), greets=relation(send("food", "letter")))
    assert found(path) == [("rivals", "relations.greets.frames[0]")]
    assert "'send' with obj 'food' is 'aids' too" in says(path)


def test_a_role_that_no_word_of_the_class_has_is_told_of(written):
    path = written(
        aids=relation(
            {"verbs": ["send"], "where": {"prefixed": ["aid"]}, "roles": ["subj > to"]},
            {"nouns": ["gift"], "roles": ["poss > iobj"]},
            {"verbs": ["fund"], "roles": ["subj > with^"]},
            {"adjectives": ["pro"], "roles": ["subj > prefixed"]},
        )
    )
    assert found(path) == [
        ("role", "relations.aids.frames[0]"),
        ("role", "relations.aids.frames[1]"),
        ("role", "relations.aids.frames[2]"),
    ]


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ({"verbs": ["armed"]}, "'armed' is never found as a verb: its dictionary form is 'arm'."),
        ({"nouns": ["weapons"]}, "its dictionary form is 'weapon'"),
        ({"nouns": ["safe-haven"]}, "the parser reads it as the words 'safe' '-' 'haven'"),
        ({"verbs": ["keep up with"]}, "more than one particle"),
        ({"verbs": ["Fund"]}, "write 'fund'"),
        ({"verbs": ["send"], "where": {"obj": ["weapons"]}}, "its dictionary form is 'weapon'"),
    ],
)
def test_a_word_that_the_parser_never_gives_is_told_of(written, dictionary, frame, said):
    path = written(aids=relation({"roles": ["subj > obj|to"], **frame}))
    assert found(path, dictionary) == [("word", "relations.aids.frames[0]")]
    assert said in says(path, dictionary)


@pytest.mark.parametrize("verb", ["found", "prop up", "embed", "bankroll", "lie", "leave"])
def test_dictionary_forms_that_look_inflected_are_left_alone(written, dictionary, verb):
    assert found(written(aids=relation({"verbs": [verb], "roles": ["subj > obj"]})), dictionary) == []


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        ({"symmetric": True, "inverse": "aided_by"}, ("inverse", "relations.aids.inverse")),
        ({"inverse": "aids"}, ("inverse", "relations.aids.inverse")),
        ({"ended": "aids"}, ("ended", "relations.aids.ended")),
        ({"ended": "cheers"}, ("ended", "relations.aids.ended")),
        ({"wording": "{subject} aids"}, ("wording", "relations.aids.wording")),
        ({"frames": []}, ("no_frames", "relations.aids")),
        ({"inverse": "cheered_by"}, ("inverse", "relations.cheers.inverse")),
    ],
)
def test_what_does_not_fit_together_in_a_relation_is_told_of(written, heads, told):
    cheer = relation({"verbs": ["cheer"], "roles": ["subj > obj"]}, inverse="cheered_by")
    assert found(written(aids=relation(FUND, **heads), cheers=cheer)) == [told]


def test_a_condition_that_any_word_meets_leaves_nothing_to_those_behind_it(written):
    def drive(*things: str) -> dict:
        return {"verbs": ["drive"], "where": {"out": list(things)}, "roles": ["subj > obj"]}

    assert found(written(aids=relation(drive("door"), drive()))) == []
    assert found(written(aids=relation(drive(), drive("door")))) == [("shadowed", "relations.aids.frames[1]")]


def test_a_relation_without_codes_is_told_of_where_others_have_them(written):
    cheer = {"verbs": ["cheer"], "roles": ["subj > obj"]}

    def uncoded(codes: dict) -> dict:
        return {key: value for key, value in relation(cheer).items() if key not in ("plover", "cameo")} | codes

    assert found(written(aids=relation(FUND), cheers=uncoded({}))) == [("codes", "relations.cheers")] * 2
    assert found(written(aids=relation(FUND), cheers=uncoded({"plover": [], "cameo": []}))) == []
    assert found(written(cheers=uncoded({}))) == []


def test_a_key_that_stands_twice_is_told_of(written):
    path = written(aids=relation(FUND))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    valence: +", "    valence: '-'\n    valence: +"), encoding="utf-8")
    assert found(path) == [("repeated_key", "relations.aids.valence")]


def test_the_shipped_codebook_has_no_faults(dictionary):
    findings: list[Finding] = check_file(None, dictionary)
    assert [finding for finding in findings if finding.kind in ("fault", "repeated_key", "role")] == []
