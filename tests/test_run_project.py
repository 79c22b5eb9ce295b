"""`sayso run`: documents are analysed once, failures are listed, and the rest goes on."""

from __future__ import annotations

import pytest

from sayso import Project
from sayso.errors import DataFileError, UsageError
from simple_analysis import simple, unloadable

TEXTS = [f"Group{n} attacked Group{n + 1}. Alba said Bero{n} attacked Cora." for n in range(12)]


def counts(ran):
    return ran.analysed, ran.unchanged, ran.failed


def filled(folder, files):
    project = Project.init(folder)
    project.add(files)
    return project


@pytest.fixture
def full(project, write_articles):
    project.add([write_articles(*TEXTS)])
    return project


def test_a_run_analyses_what_is_new_and_the_next_leaves_it_as_it_is(full, write_articles):
    assert counts(full.run(make=simple)) == (12, 0, 0)
    assert counts(full.run(make=simple)) == (0, 12, 0)
    full.add([write_articles("Eno attacked Fara.", folder="more")])
    assert counts(full.run(make=simple)) == (1, 12, 0)
    status = full.status()
    assert (status.documents, status.analysed, status.waiting, status.claims) == (13, 13, 0, 25)


@pytest.mark.parametrize("name", ["codebook.yaml", "actors.yaml", "cues.yaml"])
def test_a_change_to_what_results_depend_on_has_everything_analysed_anew(full, name):
    full.run(make=simple)
    before = full.digest()
    with (full.folder / name).open("a") as file:
        file.write("# a remark\n")
    assert full.status().waiting == 12
    assert counts(full.run(make=simple)) == (12, 0, 0)
    assert full.digest() == before
    assert full.status().claims == 24


def test_another_language_model_has_everything_analysed_anew(full):
    full.run(make=simple)
    (full.folder / "sayso.toml").write_text("[language]\nmodel = 'en_other'\n")
    assert full.status().waiting == 12


def test_a_number_of_processes_below_none_is_refused(full):
    with pytest.raises(UsageError, match="-1 processes"):
        full.run(make=simple, processes=-1)


def test_a_setting_that_changes_no_result_has_nothing_analysed_anew(full):
    full.run(make=simple)
    (full.folder / "sayso.toml").write_text("[project]\nname = 'other'\n[run]\nprocesses = 2\n")
    assert full.status().waiting == 0


def test_a_document_that_fails_is_listed_and_the_others_are_analysed(project, write_articles):
    project.add([write_articles("Alba attacked Bero.", "A FAULT here.", "Cora attacked Dara.")])
    assert counts(project.run(make=simple)) == (2, 0, 1)
    [row] = project.skipped()
    assert (row.stage, row.reason) == ("analysis", "ValueError")
    assert "a word that cannot be (simple_analysis.py, line" in row.message
    status = project.status()
    assert (status.analysed, status.waiting, status.failed) == (2, 0, 1)
    with pytest.raises(UsageError, match="not analysed yet, or could not be"):
        project.analysis(row.document_id)


def test_a_failed_document_is_tried_again_and_leaves_the_list_when_it_succeeds(project, write_articles):
    project.add([write_articles("A FAULT here. Alba attacked Bero.")])
    project.run(make=simple)
    assert counts(project.run(make=simple)) == (0, 0, 1)
    assert len(project.skipped()) == 1
    assert counts(project.run(make=lenient)) == (1, 0, 0)
    assert project.skipped() == []


def lenient():
    """Makes an analysis that finds nothing and never fails."""
    from sayso.model import Analysis

    return lambda document: Analysis(document=document)


def test_an_analysis_of_another_text_is_refused(project, write_articles):
    project.add([write_articles("Alba attacked Bero.")])
    assert counts(project.run(make=altering)) == (0, 0, 1)
    assert project.skipped()[0].reason == "AnalysisError"
    assert project.status().claims == 0


def altering():
    """Makes an analysis that changes the text under its own offsets."""
    import msgspec

    from simple_analysis import analyse_simply

    return lambda d: analyse_simply(msgspec.structs.replace(d, text=d.text + "!"))


def test_any_number_of_processes_and_any_order_store_the_same(tmp_path, write_articles):
    files = sorted(write_articles(*TEXTS).iterdir())
    digests = set()
    for name, order, processes in (("one", files, 1), ("two", files, 2), ("back", files[::-1], 3)):
        with filled(tmp_path / name, order) as project:
            assert counts(project.run(make=simple, processes=processes)) == (12, 0, 0)
            digests.add((project.digest(), tuple(c.id for c in project.claims())))
    assert len(digests) == 1


def test_a_document_that_kills_its_process_is_listed_and_the_others_are_analysed(project, write_articles):
    project.add([write_articles(*TEXTS[:5], "A CRASH here.", *TEXTS[5:])])
    assert counts(project.run(make=simple, processes=2)) == (12, 0, 1)
    [row] = project.skipped()
    assert (row.stage, row.reason) == ("analysis", "crashed")
    assert len(project.claims()) == 24


def test_a_fault_in_what_all_documents_need_stops_the_run_in_any_number_of_processes(full):
    for processes in (1, 2):
        with pytest.raises(DataFileError, match="line 3") as caught:
            full.run(make=unloadable, processes=processes)
        assert caught.value.line == 3
    assert full.status().waiting == 12
    assert full.skipped() == []


def test_progress_tells_each_document_after_it_is_stored(full):
    seen = []
    full.run(make=simple, on_progress=lambda p: seen.append((p.done, p.total, full.status().analysed)))
    assert seen == [(n, 12, n) for n in range(1, 13)]


def test_ctrl_c_keeps_what_is_done(full):
    def interrupt(progress):
        if progress.done == 5:
            raise KeyboardInterrupt

    for processes in (1, 2):
        done = full.status().analysed
        with pytest.raises(KeyboardInterrupt):
            full.run(make=simple, processes=processes, on_progress=interrupt)
        assert full.status().analysed == done + 5
    assert counts(full.run(make=simple)) == (2, 10, 0)
