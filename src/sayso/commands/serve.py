"""`sayso serve`: the workbench in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.commands.common import note, open_project
from sayso.errors import UsageError


def serve(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[PROJECT]", envvar="SAYSO_PROJECT", help="The project's folder; default: the nearest."),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Default: the first free one from 8765 on; 0 means any.")
    ] = None,
    host: Annotated[
        str, typer.Option(help="Where to listen. Any but this machine alone (127.0.0.1) needs a password or users.")
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None, typer.Option(metavar="HOST", help="A further name by which browsers may call the server.")
    ] = None,
    password_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The first line of this file lets in who gives it.")
    ] = None,
    ask_password: Annotated[bool, typer.Option("--ask-password", help="Ask for such a password now.")] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address; open nothing.")] = False,
) -> None:
    """Open the workbench: pages to look at the project, to check every claim against its text, and to correct it.

    The printed address holds a token that lets its bearer in; it is good until the server ends.
    """
    from sayso.workbench.serving import is_loopback, listen, make_access, opened_at
    from sayso.workbench.serving import serve as serve_until_interrupted

    password = _password(password_file, ask_password)
    with open_project(folder) as project, listen(host, port) as bound:
        own_port = bound.getsockname()[1]
        access = make_access(project, host, own_port, names=name or (), password=password)
        address = opened_at(host, own_port, access.token)
        print(address, flush=True)
        note("Open this address in a browser. Ctrl-C ends the server.")
        if not no_browser and is_loopback(host):
            import webbrowser

            webbrowser.open(address)
        serve_until_interrupted(project, access, bound)


def _password(file: Path | None, ask: bool) -> str | None:
    from sayso.storage.users import SHORTEST

    if file is None and not ask:
        return None
    if file is not None:
        lines = file.read_text(encoding="utf-8").splitlines()
        given = lines[0] if lines else ""
    else:
        given = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    if len(given) < SHORTEST:
        raise UsageError(f"The password is too short: {SHORTEST} characters at least.")
    return given
