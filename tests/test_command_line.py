"""The command line as shells and scripts see it: exit codes, streams, and messages that say what to do next."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from invented_project import HERALD, make_project
from sayso.cli import app

SAYSO = [sys.executable, "-m", "sayso"]


def sayso(*arguments: str | Path):
    """Runs the command in this process, which is faster; its output is no terminal."""
    return CliRunner().invoke(app, [*map(str, arguments)], env={"SAYSO_PROJECT": None, "COLUMNS": None})


def shell(*arguments: str | Path, **options) -> subprocess.CompletedProcess[str]:
    """Runs the command in a process of its own, as a shell would."""
    environment = {k: v for k, v in os.environ.items() if k not in ("SAYSO_PROJECT", "COLUMNS", "FORCE_COLOR")}
    environment |= options.pop("env", {})
    return subprocess.run(
        [*SAYSO, *map(str, arguments)], capture_output=True, text=True, env=environment, check=False, **options
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    return make_project(tmp_path_factory.mktemp("project"))


def test_help_answers_within_four_tenths_of_a_processor_second():
    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert shell("--help").returncode == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(3)) < 0.4


def test_help_loads_nothing_heavy():
    heavy = ("spacy", "numpy", "sqlalchemy", "trafilatura", "sayso.project", "sayso.language")
    code = f"import sys, sayso.cli; print([name for name in {heavy} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_every_command_explains_itself_and_its_options():
    for name, command in get_command(app).commands.items():
        result = CliRunner().invoke(app, [name, "--help"])
        assert result.exit_code == 0
        assert command.help
        assert all(option.help for option in command.params), name


def test_version_is_the_installed_one():
    from importlib.metadata import version

    assert shell("--version").stdout == f"sayso {version('sayso')}\n"


def test_no_command_at_all_shows_the_help():
    answer = sayso()
    assert answer.exit_code == 2
    assert "Usage" in answer.stdout + answer.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["claims", "--frobnicate"],
        ["claims", "--limit", "many"],
        ["claims", "--limit", "0"],
        ["claims", "--min-confidence", "2"],
        ["claims", "--json", "--csv"],
        ["claims", "--polarity", "maybe"],
        ["claims", "--modality", "certain"],
        ["claims", "--since", "yesterday"],
        ["claims", "--until", "2024-13"],
        ["claims", "--relation", "suports"],
        ["claims", "--document", "nowhere"],
        ["unresolved", "--reason", "no-such-reason"],
        ["unresolved", "--limit", "0"],
        ["unresolved", "--document", "nowhere"],
        ["explain", "ffffffffffffffff"],
        ["show", "nowhere"],
        ["evaluate", "beauty", "--gold", "x"],
        ["init"],
        ["add"],
    ],
)
def test_a_command_line_that_cannot_mean_anything_exits_2_with_nothing_on_standard_output(project, arguments):
    result = CliRunner().invoke(app, arguments, env={"SAYSO_PROJECT": str(project)})
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_a_misspelt_relation_is_set_right(project):
    result = CliRunner().invoke(app, ["claims", "--relation", "suports", "--project", str(project)])
    assert result.stderr == "sayso: --relation 'suports' is unknown. Did you mean 'supports'?\n"


def test_without_a_project_one_line_says_how_to_make_one(tmp_path):
    answer = shell("claims", cwd=tmp_path)
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr.startswith("sayso: There is no project in ")
    assert "sayso init" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_project_is_not_made_twice(project):
    answer = shell("init", project)
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr


def test_a_faulty_codebook_is_one_line_with_the_place_of_the_fault(tmp_path):
    sayso("init", tmp_path / "p")
    (tmp_path / "p" / "codebook.yaml").write_text("relations: [\n")
    answer = sayso("claims", "--project", tmp_path / "p")
    assert answer.exit_code == 1
    assert "codebook.yaml, line" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_each_step_says_what_comes_next(tmp_path):
    article = tmp_path / "article.txt"
    article.write_text("Vostrya Herald. It rained in Olvia for three days.")
    folder = tmp_path / "p"
    made = sayso("init", folder)
    assert made.stdout.splitlines()[-1] == f"Next: sayso add FILES --project {folder}"
    assert sayso("status", "-p", folder).stdout.splitlines()[-1] == "Next: sayso add FILES"
    added = sayso("add", article, "-p", folder)
    assert added.exit_code == 0
    assert added.stdout.splitlines() == ["Added 1 document; 0 were there already; 0 skipped.", "Next: sayso run"]
    assert sayso("status", "-p", folder).stdout.splitlines()[-1] == "Next: sayso run"
    again = sayso("add", article, "-p", folder)
    assert again.stdout.startswith("Added 0 documents; 1 were there already")


def test_skipped_files_are_listed_and_the_exit_code_says_3(tmp_path):
    sayso("init", tmp_path / "p")
    (tmp_path / "bad.json").write_text("{no json")
    answer = sayso("add", tmp_path / "bad.json", tmp_path / "nowhere.txt", "-p", tmp_path / "p")
    assert answer.exit_code == 3
    assert "2 skipped" in answer.stdout
    assert "sayso status --skipped" in answer.stderr
    listed = sayso("status", "--skipped", "-p", tmp_path / "p")
    assert "bad.json" in listed.stdout
    assert "nowhere.txt" in listed.stdout
    rows = json.loads(sayso("status", "--skipped", "--json", "-p", tmp_path / "p").stdout)
    assert {row["reason"] for row in rows} == {"json", "missing"}


def test_the_project_is_found_from_a_folder_inside_it(project):
    inside = project / "notes" / "mine"
    inside.mkdir(parents=True, exist_ok=True)
    assert json.loads(shell("status", "--json", cwd=inside).stdout)["documents"] == 2


def test_the_project_may_stand_in_the_environment(project, tmp_path):
    answer = shell("status", "--json", cwd=tmp_path, env={"SAYSO_PROJECT": str(project)})
    status = json.loads(answer.stdout)
    assert (status["documents"], status["unreadable"], status["claims"]) == (2, 1, 3)


@pytest.mark.parametrize("command", ["status", "claims", "actors", "documents", "unresolved"])
def test_json_is_one_value_on_standard_output(project, command):
    answer = sayso(command, "--json", "-p", project)
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)
    assert answer.stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [["status"], ["claims"], ["actors"], ["documents"], ["unresolved"], ["show", HERALD], ["status", "--skipped"]],
)
def test_in_a_pipe_there_is_no_colour_and_no_trailing_space(project, arguments):
    answer = sayso(*arguments, "-p", project)
    assert answer.exit_code == 0
    assert "\x1b" not in answer.stdout
    assert not [line for line in answer.stdout.splitlines() if line != line.rstrip()]


def test_colour_comes_on_demand_and_goes_with_no_color(project):
    colourful = shell("claims", "-p", project, env={"FORCE_COLOR": "1", "TERM": "xterm-256color"})
    assert "\x1b[32m" in colourful.stdout
    plain = shell("claims", "-p", project, env={"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm-256color"})
    assert "\x1b[32m" not in plain.stdout


def test_a_reader_that_goes_away_is_no_failure(project):
    writer = subprocess.Popen(
        [*SAYSO, "claims", "--jsonl", "-p", project], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    writer.stdout.close()
    assert writer.stderr.read() == b""
    assert writer.wait() == 0


def test_an_unwritable_output_is_one_line(project):
    with Path("/dev/full").open("w") as full:
        answer = subprocess.run(
            [*SAYSO, "claims", "-p", project], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert answer.returncode == 1
    assert answer.stderr.startswith("sayso: ")
    assert answer.stderr.count("\n") == 1


@pytest.mark.slow
def test_an_interrupted_command_exits_130_without_a_traceback():
    running = subprocess.Popen(
        [*SAYSO, "analyse", "-", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(3)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate()
    assert running.returncode == 130
    assert errors == b"sayso: interrupted. What was stored before is kept.\n"


def test_the_reference_page_is_what_the_commands_say():
    docs = Path(__file__).parent.parent / "docs"
    code = "import write_cli_reference as w; print(w.reference(), end='')"
    answer = subprocess.run([sys.executable, "-c", code], cwd=docs, capture_output=True, text=True, check=True)
    written = (docs / "reference" / "cli.md").read_text()
    assert written == answer.stdout, "run: python docs/write_cli_reference.py"
