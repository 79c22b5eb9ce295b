"""`import sayso` in a script or notebook."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sayso
from sayso.errors import ReadingError, UsageError
from sayso.model import Passage

TEXT = "Velmark's defence ministry said on Monday that Ostria had attacked Velmark."


def script(code, *arguments):
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_sayso_loads_none_of_the_heavy_libraries():
    code = "import sys, sayso; print(*(m for m in ('spacy', 'numpy', 'sqlalchemy', 'trafilatura') if m in sys.modules))"
    assert script(code).split() == []


def test_every_public_name_can_be_had_and_is_listed():
    assert sayso.__all__ == dir(sayso)
    assert all(getattr(sayso, name) is not None for name in sayso.__all__)
    with pytest.raises(AttributeError, match="no attribute 'analyze'"):
        sayso.analyze  # noqa: B018


def test_a_text_is_analysed_with_what_is_known_of_it(resources):
    analysis = sayso.analyse(TEXT, publisher="Gazette", published="2021-05-05", resources=resources)
    assert analysis.document.text == TEXT
    assert (analysis.document.publisher, analysis.document.published) == ("Gazette", "2021-05-05")
    [claim] = [c for c in analysis.claims if c.relation == "attacks"]
    assert (claim.subject, claim.object, claim.polarity) == ("Ostria", "Velmark", "affirmed")
    assert claim.holder[0] == "Gazette"
    [(start, end)] = claim.evidence
    assert "Ostria had attacked Velmark" in TEXT[start:end]
    assert "2021-05-03" in {date.value for date in analysis.dates}


def test_the_same_text_gives_the_same_analysis(resources):
    first, second = (sayso.analyse(TEXT, publisher="Gazette", resources=resources) for _ in range(2))
    assert first == second


def test_passages_that_are_given_are_kept(resources):
    comment = Passage(start=0, end=len(TEXT), voice="comment", lang="en", speaker="Mira")
    assert sayso.analyse(TEXT, passages=[comment], resources=resources).document.passages == (comment,)


def test_a_folder_of_ones_own_gives_its_own_actors(tmp_path):
    (tmp_path / "actors.yaml").write_text("actors: [{id: ostria, name: Ostria, type: state}]\n", encoding="utf-8")
    analysis = sayso.analyse(TEXT, publisher="Gazette", resources=sayso.load_resources(tmp_path))
    assert (analysis.actors["Ostria"].registry, analysis.actors["Ostria"].type) == ("ostria", "state")


def test_a_folder_that_is_not_there_is_not_taken_for_the_shipped_one(tmp_path):
    with pytest.raises(UsageError, match="mistyped"):
        sayso.load_resources(tmp_path / "mistyped")


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_an_empty_text_is_refused(resources, text):
    with pytest.raises(ReadingError) as caught:
        sayso.analyse(text, resources=resources)
    assert caught.value.reason == "empty"


def test_a_project_from_a_script_gives_claims_with_their_quotations(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    with sayso.Project.init(tmp_path / "velmark") as project:
        assert project.add([folder]).added == 1
        assert project.run().analysed == 1
    with sayso.open_project(tmp_path / "velmark") as project:
        [claim] = project.claims(sayso.ClaimFilter(about="ostria", relation="attacks"))
        assert project.claim(claim.id[:8]) == claim
        assert ["Ostria had attacked Velmark" in quotation for quotation in claim.quotations] == [True]
        assert "Ostria" in {actor.name for actor in project.actors()}


@pytest.mark.slow
def test_one_process_and_two_find_the_same_with_the_real_analysis(tmp_path):
    corpus = Path(__file__).parent.parent / "examples" / "corpus"
    examples = sorted(file for file in corpus.rglob("*") if file.is_file())[::4]
    digests = set()
    for processes in (1, 2):
        with sayso.Project.init(tmp_path / str(processes)) as project:
            project.add(examples)
            assert project.run(processes=processes).failed == 0
            digests.add(project.digest())
    assert len(digests) == 1
