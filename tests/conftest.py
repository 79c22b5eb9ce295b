"""What several tests need: the folder of shared corpora, the resources that come with sayso, a project to fill."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from on_postgres import in_a_folder, projects_on_postgres, pytest_addoption
from postgres_server import postgres, postgres_url

__all__ = ["in_a_folder", "postgres", "postgres_url", "projects_on_postgres", "pytest_addoption"]  # for all tests

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and annotated documents beside the checkout, or where SAYSO_SHARED says."""
    folder = Path(os.environ.get("SAYSO_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"needs the shared corpora: {folder} is not there (SAYSO_SHARED names another folder)")
    return folder


@pytest.fixture(scope="session")
def resources():
    """The parser, registry, cues and codebook that come with sayso, loaded once."""
    from sayso import load_resources

    return load_resources()


@pytest.fixture
def project(tmp_path) -> Iterator:
    """An empty project."""
    from sayso import Project

    with Project.init(tmp_path / "project") as project:
        yield project


@pytest.fixture
def write_articles(tmp_path) -> Callable[..., Path]:
    """Writes texts as the files a.txt, b.txt ... of a folder and gives the folder."""

    def write(*texts: str, folder: str = "articles") -> Path:
        path = tmp_path / folder
        path.mkdir(exist_ok=True)
        for number, text in enumerate(texts):
            (path / f"{chr(ord('a') + number % 26) * (1 + number // 26)}.txt").write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def write_actors(tmp_path) -> Callable[[str], Path]:
    """Writes an actors.yaml with these words and says where it is."""

    def write(text: str) -> Path:
        path = tmp_path / "actors.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write
