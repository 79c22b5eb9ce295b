"""`sayso serve` and `sayso users` as they are typed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import httpx
import pytest
from typer.testing import CliRunner

from invented_project import make_project
from sayso.cli import app


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_project(tmp_path_factory.mktemp("served"))


@pytest.fixture
def password(tmp_path):
    (tmp_path / "password").write_text("a long password\n")
    return tmp_path / "password"


def run(*words):
    return CliRunner().invoke(app, list(map(str, words)))


def test_users_are_added_listed_and_removed(folder, password):
    added = run("users", "add", "Mara", "--role", "coder", "--password-file", password, "--project", folder)
    assert added.output == "Mara may use the workbench as coder.\n"
    [user] = json.loads(run("users", "list", "--json", "--project", folder).output)
    assert (user["name"], user["role"]) == ("Mara", "coder")
    assert "password" not in user
    assert run("users", "add", "Mara", "--password-file", password, "--project", folder).exit_code == 2
    assert run("users", "remove", "Mara", "--project", folder).exit_code == 0
    assert run("users", "remove", "Mara", "--project", folder).exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["users", "add", "Leo", "--role", "king", "--password-file", "PASSWORD"], "'king' is unknown"),
        (["users", "add", "", "--password-file", "PASSWORD"], "A user needs a name"),
        (["users", "add", "Leo", "--password-file", "SHORT"], "8 characters at least"),
        (["serve", "FOLDER", "--host", "0.0.0.0", "--port", "0", "--no-browser"], "give --password-file, or add users"),
        (["serve", "FOLDER", "--password-file", "SHORT", "--no-browser"], "8 characters at least"),
        (["serve", "FOLDER", "--host", "no.such.host.example", "--no-browser"], "Nothing can be served at"),
    ],
)
def test_what_cannot_be_done_is_said(folder, password, tmp_path, words, said):
    (tmp_path / "short").write_text("short")
    names = {"PASSWORD": password, "SHORT": tmp_path / "short", "FOLDER": folder}
    place = ["--project", str(folder)] if words[0] == "users" else []
    done = subprocess.run(
        [sys.executable, "-m", "sayso", *(str(names.get(word, word)) for word in words), *place],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert said in done.stderr


def test_the_printed_address_opens_and_an_interrupt_ends_the_server(folder):
    command = [sys.executable, "-m", "sayso", "serve", str(folder), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        address = server.stdout.readline().strip()
        with httpx.Client() as client:
            assert client.get(address).status_code == 200
            page = client.get(address.split("/?")[0])
            assert page.status_code == 200
            assert "What is in this project" in page.text
            assert "server" not in page.headers
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) in (0, 130)
        assert "Traceback" not in server.stderr.read()
