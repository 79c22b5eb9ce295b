"""Writes docs/reference/cli.md from the commands themselves: `python docs/write_cli_reference.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from sayso.cli import app

TARGET = Path(__file__).parent / "reference" / "cli.md"

_HEAD = """\
# Commands

<!-- Written by docs/write_cli_reference.py from the commands themselves. Do not edit. -->

Data goes to standard output, notes and progress to standard error, so that `sayso claims --json > claims.json` holds
claims and nothing else. Progress shows on a terminal only.

| exit code | means |
|---|---|
| 0 | done |
| 1 | failed; one line on standard error says why and what to do |
| 2 | a command line that cannot mean anything |
| 3 | done, but some files or documents were skipped: `sayso status --skipped` lists them |
| 130 | interrupted with Ctrl-C; a broken-off `sayso run` goes on where it was |

| variable | means |
|---|---|
| `SAYSO_PROJECT` | the project's folder, as `--project` gives it |
| `SAYSO_BY` | who makes a correction, as `--by` gives it |
| `NO_COLOR` | set to anything: no colour. Every colour is also a sign or a word |
| `COLUMNS` | the width of `sayso show`, where standard output is no terminal |

Wherever an id is asked for, any beginning that fits only one is enough.
"""


def reference() -> str:
    """The whole page."""
    commands: dict[str, Any] = get_command(app).commands  # type: ignore[attr-defined]
    return "\n".join([_HEAD, *(line for name, command in _with_parts(commands) for line in _section(name, command))])


def _with_parts(commands: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each command, and after it those that stand under its name (`actors`, `actors check`)."""
    for name, command in commands.items():
        yield name, command
        yield from ((f"{name} {part}", below) for part, below in getattr(command, "commands", {}).items())


def _section(name: str, command: Any) -> Iterator[str]:  # noqa: ANN401 - typer keeps these types private
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    yield f"## sayso {name}\n"
    yield f"    sayso {' '.join([name, *(a.metavar for a in arguments), '[OPTIONS]' if options else '']).strip()}\n"
    yield f"{command.help.strip()}\n"
    yield "| | |\n|---|---|"
    for argument in arguments:
        yield f"| `{_cell(argument.metavar)}` | {_cell(argument.help)} |"
    for option in options:
        value = "" if option.is_flag else f" {option.metavar}"
        needed = " Required." if option.required else ""
        variable = f" Also as `{option.envvar}`." if option.envvar else ""
        yield f"| `{_cell(', '.join(option.opts) + value)}` | {_cell(option.help)}{needed}{variable} |"
    yield ""


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", r"\|")


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
