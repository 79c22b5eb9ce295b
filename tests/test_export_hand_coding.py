"""Documents go out to be coded by hand with brat, INCEpTION and Label Studio, and come back as they went."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from hand_coding import TEXT, filled, gold_row, rows, span
from sayso.claims.codebook import load_codebook
from sayso.coding.file_names import FileNames
from sayso.coding.marking import blank
from sayso.exports.brat import write_brat
from sayso.exports.formats import FORMATS
from sayso.exports.inception import write_inception
from sayso.exports.label_studio import write_label_studio
from sayso.importing.brat import read_brat
from sayso.importing.inception import read_inception
from sayso.importing.label_studio import read_label_studio

CODEBOOK = load_codebook()
WAYS = {
    "brat": (lambda rows, folder: write_brat(rows, folder, CODEBOOK), read_brat),
    "inception": (write_inception, read_inception),
    "label-studio": (lambda rows, folder: write_label_studio(rows, folder, CODEBOOK), read_label_studio),
}
each_way = pytest.mark.parametrize("way", WAYS)


def there_and_back(way, *written):
    """The rows that come back, one for each; anything that cannot be read fails here."""
    write, read = WAYS[way]
    with tempfile.TemporaryDirectory() as folder:
        write(written, Path(folder))
        found = list(read(Path(folder)))
    assert len(found) == len(written), found
    return {coded.row["id"]: coded.row for coded in found}


@each_way
def test_a_coded_document_comes_back_as_it_was(way):
    row = gold_row()
    assert filled(there_and_back(way, row)[row["id"]]) == filled(row)


@each_way
@settings(max_examples=25, deadline=None)
@given(row=rows())
def test_any_document_comes_back_as_it_was(way, row):
    """Emoji, CRLF, characters that end lines or that XML cannot hold, overlapping spans, evidence beyond the text."""
    assert filled(there_and_back(way, row)[row["id"]]) == filled(row)


@each_way
def test_an_empty_document_comes_back(way):
    row = {"id": "empty", "text": "", "actors": {}, "claims": [], "labels": []}
    assert filled(there_and_back(way, row)["empty"]) == filled(row)


@each_way
def test_ids_that_differ_only_by_case_or_by_signs_do_not_overwrite_each_other(way):
    ids = ["a", "A", "a/b", "a b", "..", "con", "x" * 300, "x" * 301]
    back = there_and_back(way, *({**gold_row(), "id": id_} for id_ in ids))
    assert sorted(back) == sorted(ids)


@each_way
def test_the_same_rows_give_the_same_bytes(way, tmp_path):
    write, _ = WAYS[way]
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write([gold_row()], tmp_path / folder)
    names = sorted(file.name for file in (tmp_path / "one").iterdir())
    assert names == sorted(file.name for file in (tmp_path / "two").iterdir())
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in names)


def test_what_brat_shows_is_a_claim_with_its_actors_and_the_one_who_is_cited(tmp_path):
    write_brat([gold_row() | {"id": "wire"}], tmp_path, CODEBOOK)
    lines = (tmp_path / "wire.ann").read_text(encoding="utf-8").splitlines()
    assert "E1\tsupports:T5 Subject:T1 Object:T2 Holder2:T3" in lines
    assert "T5\tsupports 55 91;103 114\tQuorvia 🚢 armed the Salt Brotherhood the pirates" in lines
    assert "A1\tPolarity E2 denied" in lines
    assert (tmp_path / "wire.txt").read_bytes().decode() == TEXT


def test_brat_gets_a_configuration_with_every_relation_of_the_codebook(tmp_path):
    write_brat([], tmp_path, CODEBOOK)
    declared = (tmp_path / "annotation.conf").read_text().splitlines()
    for relation in CODEBOOK.relations:
        assert f"{relation}\tSubject:Actor, Object:Actor, Holder*:Actor" in declared
    assert {"[entities]", "[relations]", "[events]", "[attributes]"} <= set(declared)


def test_no_mark_in_brat_goes_over_the_end_of_a_line(tmp_path):
    write_brat([gold_row() | {"id": "wire"}], tmp_path, CODEBOOK)
    lines = (tmp_path / "wire.ann").read_text(encoding="utf-8").splitlines()
    cut = next(line for line in lines if "\tattacks " in line)
    start, end = span("rvia 🚢 armed")[0], span("would attack")[1]
    end_of_line = TEXT.index("\r\n", start)
    assert cut.split("\t")[1] == f"attacks {start} {end_of_line};{end_of_line + 2} {end}"


def test_offsets_in_inception_count_utf_16_units_as_java_does(tmp_path):
    write_inception([gold_row() | {"id": "wire"}], tmp_path)
    root = ET.parse(tmp_path / "wire.xmi").getroot()
    actors = [e for e in root if e.tag.endswith("}SaysoActor")]
    sofa = next(e for e in root if e.tag.endswith("}Sofa")).get("sofaString")
    units = sofa.encode("utf-16-le")
    shown = [units[2 * int(e.get("begin")) : 2 * int(e.get("end"))].decode("utf-16-le") for e in actors]
    assert shown == ["Quorvia", "Salt Brotherhood", "The minister", "Quorvia"]
    assert sofa == TEXT


def test_dkpro_cassis_reads_what_inception_gets(tmp_path):
    cassis = pytest.importorskip("cassis", reason="needs dkpro-cassis, which reads XMI as INCEpTION does")
    write_inception([gold_row() | {"id": "wire"}], tmp_path)
    with (tmp_path / "TypeSystem.xml").open("rb") as stream:
        types = cassis.load_typesystem(stream)
    with (tmp_path / "wire.xmi").open("rb") as stream:
        cas = cassis.load_cas_from_xmi(stream, typesystem=types)
    first = cas.select("webanno.custom.SaysoClaim")[0]
    assert first.get_covered_text() == "Quorvia 🚢 armed the Salt Brotherhood"
    links = {link.role: link.target.get_covered_text() for link in first.links.elements}
    assert links == {
        "Subject": "Quorvia", "Object": "Salt Brotherhood", "Holder2": "The minister", "Part": "the pirates",
    }  # fmt: skip
    again = tmp_path / "again"
    again.mkdir()
    cas.to_xmi(again / "wire.xmi")
    (coded,) = read_inception(again)
    assert filled(coded.row) == filled(gold_row() | {"id": "wire"})


def test_label_studio_gets_regions_whose_words_are_those_of_the_text(tmp_path):
    write_label_studio([gold_row()], tmp_path, CODEBOOK)
    (task,) = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    regions = [e["value"] for e in task["predictions"][0]["result"] if e["type"] == "labels"]
    assert all(TEXT[r["start"] : r["end"]] == r["text"] for r in regions)


def test_everything_in_the_tasks_is_declared_in_the_labeling_configuration(tmp_path):
    write_label_studio([gold_row()], tmp_path, CODEBOOK)
    view = ET.parse(tmp_path / "labeling.xml").getroot()
    (task,) = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    choices = {c.get("name"): {o.get("value") for o in c} for c in view.iter("Choices")}
    assert choices["relation"] == set(CODEBOOK.relations)
    for entry in task["predictions"][0]["result"]:
        if entry["type"] == "choices":
            assert set(entry["value"]["choices"]) <= choices[entry["from_name"]]
        elif entry["type"] == "labels":
            assert set(entry["value"]["labels"]) <= {label.get("value") for label in view.iter("Label")}
        elif entry["type"] == "relation":
            assert set(entry["labels"]) <= {relation.get("value") for relation in view.iter("Relation")}


def test_a_blank_document_shows_a_coder_nothing_of_what_was_found():
    row = gold_row() | {"mentions": [[55, 62, "name", ["Quorvia"], None, False]], "attributions": []}
    emptied = blank(row)
    assert (emptied["claims"], emptied["labels"]) == ([], [])
    assert "mentions" not in emptied
    assert emptied["text"] == TEXT
    assert emptied["actors"] == row["actors"]


def test_hand_coding_can_be_exported_from_a_project(project, tmp_path):
    source = tmp_path / "note.txt"
    source.write_text("The Harbour Wire, 3 May 2031\n\nQuorvia armed the Salt Brotherhood.\n", encoding="utf-8")
    project.add([source])
    from sayso.storage import ClaimFilter

    for name in ("brat", "inception", "label-studio", "brat-blank", "inception-blank", "label-studio-blank"):
        project.export(name, tmp_path / name, ClaimFilter())
        (coded,) = WAYS[name.removesuffix("-blank")][1](tmp_path / name)
        assert coded.row["id"] == project.documents()[0].id
        assert FORMATS[name].lost


def test_file_names_stay_the_same_for_the_same_ids():
    first, second = FileNames(), FileNames()
    ids = ["2031/05/a", "2031-05-a", "Ünsafe", ""]
    assert [first.name(id_) for id_ in ids] == [second.name(id_) for id_ in ids]
    assert len({first.name("Ünsafe") for _ in range(4)}) == 4


def test_a_document_whose_id_is_a_hash_gets_a_file_name_that_a_coder_can_read():
    names, row = FileNames(), {"id": "0f" * 32, "published": "2031-05-03", "title": "Who arms whom?"}
    assert names.of(row) == "2031-05-03-Who-arms-whom-0f0f0f0f"
    other = names.of(row | {"id": "0f" * 31 + "00"})
    assert other.startswith("2031-05-03-Who-arms-whom-0f0f0f0f-")
    assert names.of({"id": "wire-17", "title": "Any"}) == "wire-17"
