"""The command line: `sayso COMMAND`. This module must stay light: what is heavy is imported inside the commands.

Data goes to standard output; notes and progress go to standard error. Exit codes: 0 done, 1 failed, 2 a command line
that cannot mean anything, 3 done but some files were skipped, 130 interrupted.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sayso.commands import (
    actors,
    agree,
    analyse,
    codebook,
    copying,
    corrections,
    disputes,
    drift,
    evaluate,
    explain,
    export,
    importing,
    listings,
    names,
    network,
    project,
    report,
    reprints,
    reviewing,
    serve,
    show,
    sources,
    statements,
    unresolved,
    users,
)
from sayso.commands.exits import FAILED, INTERRUPTED, USAGE
from sayso.errors import SaysoError, UsageError


class Commands(TyperGroup):
    """Turns the errors that a user can mend into one line on standard error and an exit code."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer keeps its context type private
        try:
            return super().invoke(ctx)
        except SaysoError as error:
            print(f"sayso: {error}", file=sys.stderr)
            raise typer.Exit(USAGE if isinstance(error, UsageError) else FAILED) from error
        except KeyboardInterrupt as interruption:
            print("sayso: interrupted. What was stored before is kept.", file=sys.stderr)
            raise typer.Exit(INTERRUPTED) from interruption
        except OSError as error:
            if error.errno == errno.EPIPE:
                _reader_has_gone()
                raise typer.Exit from error
            print(f"sayso: {error.filename or 'cannot write'}: {error.strerror}", file=sys.stderr)
            raise typer.Exit(FAILED) from error


app = typer.Typer(
    cls=Commands,
    help="Who says what about whom, on whose word, in exactly which words.",
    epilog="Start with: sayso init PROJECT",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("init")(project.init)
app.command("add")(project.add)
app.command("status")(project.status)
app.command("run")(project.run)
app.command("claims")(listings.claims)
app.add_typer(actors.app, name="actors")
app.add_typer(codebook.app, name="codebook")
app.add_typer(reviewing.app, name="correct")
app.command("undo")(corrections.undo)
app.command("redo")(corrections.redo)
app.command("log")(corrections.log)
app.command("documents")(listings.documents)
app.command("names")(names.names)
app.command("unresolved")(unresolved.unresolved)
app.command("statements")(statements.statements)
app.command("disputes")(disputes.disputes)
app.command("answers")(disputes.answers)
app.command("drift")(drift.drift)
app.command("reprints")(reprints.reprints)
app.command("diff")(reprints.diff)
app.command("network")(network.network)
app.command("sources")(sources.sources)
app.command("circles")(sources.circles)
app.command("explain")(explain.explain)
app.command("show")(show.show)
app.command("serve")(serve.serve)
app.add_typer(users.app, name="users")
app.command("export")(export.export)
app.command("copy-to")(copying.copy_to)
app.command("report")(report.report)
app.command("analyse")(analyse.analyse)
app.command("evaluate")(evaluate.evaluate)
app.command("import")(importing.import_coding)
app.command("agree")(agree.agree)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"sayso {version('sayso')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Who says what about whom, on whose word, in exactly which words."""


def main() -> None:
    """Entry point of the `sayso` command."""
    # Two threads for the small matrices of the parser are slower than one; must be set before numpy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if not sys.stdout.isatty() and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        app()
    finally:
        _flush()


def _flush() -> None:
    """Writes out what is buffered now, where a reader that has gone can still be met without a traceback."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _reader_has_gone()


def _reader_has_gone() -> None:
    """`sayso claims | head` is done, not failed: nothing more is written, not even at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
