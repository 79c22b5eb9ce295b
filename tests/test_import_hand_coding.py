"""Coding by hand comes in from other programs; what cannot be read is listed with its place, and the rest goes on."""

from __future__ import annotations

import json
import zipfile

import pytest
from typer.testing import CliRunner

from hand_coding import TEXT, gold_row, span
from sayso import Project
from sayso.claims.codebook import load_codebook
from sayso.cli import app
from sayso.coding.marks import Coded, Fault
from sayso.errors import UsageError
from sayso.exports.inception import write_inception
from sayso.exports.label_studio import write_label_studio
from sayso.importing.brat import read_brat
from sayso.importing.formats import read_coding
from sayso.importing.gold import read_gold
from sayso.importing.inception import read_inception
from sayso.importing.label_studio import read_label_studio

SHORT = "Norvath armed the raiders.\nDenied by all."


def parted(found):
    found = list(found)
    return [c for c in found if isinstance(c, Coded)], [f for f in found if isinstance(f, Fault)]


@pytest.fixture
def brat(tmp_path):
    """Writes a text and what a coder marked in brat, and reads it."""

    def read(ann: str, text: str = SHORT):
        (tmp_path / "doc.txt").write_bytes(text.encode())
        (tmp_path / "doc.ann").write_bytes(ann.encode())
        return parted(read_brat(tmp_path))

    return read


def test_a_claim_that_was_drawn_in_brat_from_nothing_is_a_claim(brat):
    (coded,), faults = brat(
        "T1\tActor 0 7\tNorvath\nT2\tActor 14 25\tthe raiders\nT3\tsupports 8 13\tarmed\n"
        "E1\tsupports:T3 Subject:T1 Object:T2\nA1\tModality E1 possible\n#1\tAnnotatorNotes T2\tactor = Raiders\n"
    )
    assert faults == []
    assert coded.row == {
        "id": "doc",
        "text": SHORT,
        "actors": {"Norvath": ["Norvath"], "Raiders": ["the raiders"]},
        "claims": [
            {
                "holder": ["the document"], "subject": "Norvath", "relation": "supports", "object": "Raiders",
                "polarity": "affirmed", "modality": "possible", "when": None, "evidence": [[8, 13]],
            }
        ],
        "labels": [],
    }  # fmt: skip


def test_a_relation_between_two_actors_in_brat_is_a_claim_too(brat):
    (coded,), _ = brat("T1\tActor 0 7\tNorvath\nT2\tActor 14 25\tthe raiders\nR1\tsupports Arg1:T1 Arg2:T2\n")
    (claim,) = coded.row["claims"]
    assert (claim["subject"], claim["object"], claim["evidence"]) == ("Norvath", "the raiders", [[0, 25]])


def test_marks_that_brat_makes_equal_are_one_actor(brat):
    (coded,), _ = brat("T1\tActor 0 7\tNorvath\nT2\tActor 14 25\tthe raiders\n*\tAlias T1 T2\n")
    assert coded.row["actors"] == {"Norvath": ["Norvath", "the raiders"]}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T1\tActor 0 99\tNorvath", "no stretch of a text of 41 characters"),
        ("T1\tActor 0 7\tQuorvia", "was it changed?"),
        ("T1\tActor zero 7\tNorvath", "cannot be read"),
        ("T1\tsupports 8 13\tarmed", "trigger of no event"),
        ("E1\tsupports:T9", "no such stretch of text"),
        ("A1\tModality E7 possible", "which is not there"),
        ("what is this", "no line of brat"),
    ],
)
def test_a_line_of_brat_that_cannot_be_read_is_listed_with_its_number(brat, line, reason):
    (coded,), (fault,) = brat(f"\n{line}\nT7\tActor 14 25\tthe raiders\n")
    assert fault.line == 2
    assert reason in fault.reason
    assert fault.file.endswith("doc.ann")
    assert coded.row["actors"] == {"the raiders": ["the raiders"]}


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ("E1\tsupports:T3 Object:T2", "has no subject"),
        ("E1\tClaim:T3 Subject:T1 Object:T2", "has no relation"),
        ("E1\tsupports:T3 Subject:T1 Object:T2\nA1\tPolarity E1 doubted", "none of affirmed, denied"),
        ("E1\tLabel:T3 Actor:T1", "has no tone"),
    ],
)
def test_a_mark_that_means_nothing_is_listed(brat, event, reason):
    stretches = "T1\tActor 0 7\tNorvath\nT2\tActor 14 25\tthe raiders\nT3\tsupports 8 13\tarmed\n"
    (coded,), (fault,) = brat(f"{stretches}{event}\n")
    assert (fault.line, coded.row["claims"], coded.row["labels"]) == (4, [], [])
    assert reason in fault.reason


def test_marks_without_their_text_and_texts_without_marks_are_listed(tmp_path):
    (tmp_path / "lone.ann").write_text("")
    (tmp_path / "mute.txt").write_text("A text.")
    (tmp_path / "odd.txt").write_bytes(b"\xff\xfe\x00")
    coded, faults = parted(read_brat(tmp_path))
    assert coded == []
    assert [fault.file.rsplit("/", 1)[1] for fault in faults] == ["lone.ann", "mute.ann", "odd.txt"]


def test_each_annotator_of_a_task_in_label_studio_is_a_coder(tmp_path):
    write_label_studio([gold_row()], tmp_path, load_codebook())
    (task,) = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    result = task.pop("predictions")[0]["result"]
    task["annotations"] = [
        {"completed_by": {"id": 3, "email": "ann@desk.example"}, "result": result},
        {"completed_by": 4, "result": []},
        {"completed_by": 5, "result": result, "was_cancelled": True},
    ]
    (tmp_path / "tasks.json").write_text(json.dumps([task]), encoding="utf-8")
    coded, faults = parted(read_label_studio(tmp_path / "tasks.json"))
    assert faults == []
    assert [(c.coder, len(c.row["claims"])) for c in coded] == [("ann@desk.example", 2), ("4", 0)]


def test_offsets_of_an_older_label_studio_are_known_by_the_words(tmp_path):
    text = "🚢 Norvath left."
    value = {"start": 3, "end": 10, "text": "Norvath", "labels": ["Actor"]}
    entry = {"id": "x", "type": "labels", "from_name": "kind", "to_name": "text", "value": value}
    tasks = [{"id": 1, "data": {"text": text}, "annotations": [{"result": [entry]}]}]
    (tmp_path / "export.json").write_text(json.dumps(tasks), encoding="utf-8")
    (coded,), faults = parted(read_label_studio(tmp_path / "export.json"))
    assert (coded.row["actors"], faults) == ({"Norvath": ["Norvath"]}, [])


def test_what_is_wrong_in_label_studio_is_listed_by_task(tmp_path):
    lost = {"id": "x", "type": "labels", "value": {"start": 90, "end": 99, "text": "gone", "labels": ["Actor"]}}
    tasks = [{"text": "no data"}, {"id": 2, "data": {"text": "Short."}, "annotations": [{"result": [lost]}]}]
    (tmp_path / "export.json").write_text(json.dumps(tasks), encoding="utf-8")
    coded, faults = parted(read_label_studio(tmp_path / "export.json"))
    assert [fault.reason.split(":")[0] for fault in faults] == ["task 1", "task 2"]
    assert "no 'gone' from 90 to 99" in faults[1].reason
    assert len(coded) == 1


def test_a_project_exported_from_inception_says_who_coded(tmp_path):
    (tmp_path / "made").mkdir()
    write_inception([gold_row() | {"id": "wire"}], tmp_path / "made")
    folder = tmp_path / "annotation" / "wire.xmi"
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "ann.zip", "w") as archive:
        archive.write(tmp_path / "made" / "wire.xmi", "ann.xmi")
        archive.write(tmp_path / "made" / "TypeSystem.xml", "TypeSystem.xml")
    (coded,), faults = parted(read_inception(tmp_path / "annotation"))
    assert (coded.coder, coded.row["id"], faults) == ("ann", "wire", [])


def test_links_in_arrays_of_their_own_are_read_as_inception_may_write_them(tmp_path):
    write_inception([gold_row() | {"id": "wire"}], tmp_path)
    file = tmp_path / "wire.xmi"
    text = file.read_text(encoding="utf-8")
    links = text.split('links="')[1].split('"')[0]
    array = f'<cas:FSArray xmi:id="900" elements="{links}" />'
    file.write_text(
        text.replace(f'links="{links}"', 'links="900"', 1).replace("<cas:Sofa", f"{array}<cas:Sofa"), "utf-8"
    )
    (coded,), _ = parted(read_inception(file))
    assert coded.row["claims"] == [{**claim} for claim in gold_row()["claims"]]


@pytest.mark.parametrize("data", [b"<unclosed", b"<a/>", b"PK\x03\x04 no archive"])
def test_a_file_that_is_no_cas_is_listed(tmp_path, data):
    name = "bad.zip" if data.startswith(b"PK") else "bad.xmi"
    (tmp_path / name).write_bytes(data)
    coded, (fault,) = parted(read_inception(tmp_path))
    assert coded == []
    assert name in fault.file


def test_rows_with_faults_keep_what_is_sound(tmp_path):
    row = gold_row()
    row["claims"][1]["evidence"] = [[0, 10_000]]
    row["labels"][0]["tone"] = "rude"
    lines = [json.dumps(row), "{broken", json.dumps({"id": "x"}), json.dumps(gold_row() | {"coder": "ben"})]
    (tmp_path / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
    coded, faults = parted(read_gold(tmp_path / "rows.jsonl"))
    assert [len(c.row["claims"]) for c in coded] == [1, 2]
    assert [c.coder for c in coded] == [None, "ben"]
    assert [fault.line for fault in faults] == [1, 1, 2, 3]


@pytest.mark.parametrize("format_", ["gold", "brat", "inception", "label-studio", "dna"])
def test_nothing_to_read_is_an_error(tmp_path, format_):
    with pytest.raises(UsageError):
        list(read_coding(format_, tmp_path / "missing"))
    with pytest.raises(UsageError):
        list(read_coding(format_, tmp_path))


@pytest.fixture
def coded_project(tmp_path):
    """A project with one document, and the file of a coder who coded it."""
    (tmp_path / "wire.jsonl").write_text(json.dumps({"id": "wire", "text": TEXT}) + "\n", encoding="utf-8")
    with Project.init(tmp_path / "p") as project:
        project.add([tmp_path / "wire.jsonl"])
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold_row()) + "\n", encoding="utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_coding_is_kept_in_the_project_for_its_coder(coded_project):
    done = run("import", "gold", coded_project / "gold.jsonl", "--coder", "ann", "-p", coded_project / "p")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "Kept 1 document coded by ann.")
    again = run("import", "gold", coded_project / "gold.jsonl", "--coder", "ann", "-p", coded_project / "p")
    assert again.exit_code == 0
    with Project.open(coded_project / "p") as project:
        (coder,) = project.codings.coders()
        (row,) = project.codings.rows("ann")
    assert (coder.coder, coder.documents, coder.claims) == ("ann", 1, 2)
    assert (row["id"], row["text"], row["claims"]) == ("wire", TEXT, gold_row()["claims"])


def test_coding_of_a_document_that_the_project_does_not_hold_is_listed(coded_project):
    rows = [gold_row(), {"id": "other", "text": "Something else.", "claims": []}]
    (coded_project / "gold.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = run("import", "gold", coded_project / "gold.jsonl", "--coder", "ann", "-p", coded_project / "p")
    assert done.exit_code == 3
    assert "other: the project holds no document with this text" in done.stderr
    assert "Kept 1 document" in done.stdout


def test_a_relation_that_the_codebook_does_not_know_is_listed(coded_project):
    row = gold_row()
    row["claims"][0]["relation"] = "adores"
    (coded_project / "gold.jsonl").write_text(json.dumps(row), encoding="utf-8")
    done = run("import", "gold", coded_project / "gold.jsonl", "--coder", "ann", "-p", coded_project / "p")
    assert done.exit_code == 3
    assert "no relation 'adores'" in done.stderr


def test_who_coded_must_be_known(coded_project):
    for extra in ([], ["--coder", "sayso"]):
        done = run("import", "gold", coded_project / "gold.jsonl", *extra, "-p", coded_project / "p")
        assert done.exit_code == 2


def test_any_format_can_be_turned_into_rows_without_a_project(coded_project):
    folder = coded_project / "marks"
    folder.mkdir()
    (folder / "a.txt").write_text(SHORT, encoding="utf-8")
    (folder / "a.ann").write_text("T1\tActor 0 7\tNorvath\n", encoding="utf-8")
    done = run("import", "brat", folder, "--to", coded_project / "rows.jsonl", "--coder", "ann")
    assert done.exit_code == 0
    (row,) = map(json.loads, (coded_project / "rows.jsonl").read_text(encoding="utf-8").splitlines())
    assert (row["id"], row["coder"], row["actors"]) == ("a", "ann", {"Norvath": ["Norvath"]})


def test_without_a_format_all_are_listed():
    assert "label-studio" in run("import").stdout


def test_spans_of_the_example_are_what_they_say():
    assert TEXT[slice(*span("Norvath"))] == "Norvath"
