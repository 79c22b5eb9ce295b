"""The wheel, installed bare: with what it declares and nothing from development, away from the checkout."""

import json
import os
import subprocess
import sys
import venv
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


def needed_by(distribution, known=None):
    """The installed distributions that a distribution declares, and those that they declare, and so on, by name."""
    known = {} if known is None else known
    for requirement in map(Requirement, distribution.requires or ()):
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if wanted and requirement.name not in known:
            known[requirement.name] = metadata.distribution(requirement.name)
            needed_by(known[requirement.name], known)
    return known


def link_into(folder, distribution):
    for file in distribution.files or ():
        top = file.parts[0]
        link = folder / top
        if top not in ("..", "__pycache__") and not link.exists():
            link.symlink_to(Path(distribution.locate_file(top)).resolve())


@pytest.fixture(scope="module")
def sayso(tmp_path_factory):
    """Runs the `sayso` command of a fresh virtual environment, in an empty folder."""
    folder = tmp_path_factory.mktemp("bare")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", ROOT, "--no-deps", "--no-build-isolation", "-w", folder], check=True)
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    (wheel,) = folder.glob("sayso-*.whl")
    subprocess.run([*pip, "--python", python, "install", "--no-deps", "--no-index", wheel], check=True)
    (packages,) = (folder / "venv" / "lib").glob("python3*/site-packages")
    (installed,) = packages.glob("sayso-*.dist-info")
    for distribution in needed_by(metadata.Distribution.at(installed)).values():
        link_into(packages, distribution)
    work = folder / "work"
    work.mkdir()

    def run(*arguments):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        command = [python.with_name("sayso"), *arguments]
        return subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=False)

    return run


def test_it_says_what_it_can_do(sayso):
    done = sayso("--help")
    assert done.returncode == 0, done.stderr
    assert "analyse" in done.stdout


def test_it_analyses_documents_of_every_form(sayso):
    corpus = ROOT / "examples" / "corpus"
    files = [
        corpus / "scrapes" / "from-the-ridge-2024-02-20-statement.txt",
        corpus / "pages" / "sarnholm-courier-2024-02-19-tarn-bridge.html",
        corpus / "wire" / "archive.jsonl",
    ]
    done = sayso("analyse", *files, "--jsonl")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 18
    for row in rows:
        assert row["claims"]
        assert all(row["text"][start:end].strip() for claim in row["claims"] for start, end in claim["evidence"])


def test_it_makes_a_project_with_settings_to_edit(sayso):
    assert sayso("init", "project").returncode == 0
    done = sayso("status", "--project", "project")
    assert done.returncode == 0, done.stderr
    assert "sayso add" in done.stdout
