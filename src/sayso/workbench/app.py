"""The application: views, downloads and actions as routes behind the guard and the door."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import anyio.to_thread
import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from sayso.errors import NotAllowedError, SaysoError, UsageError
from sayso.exports.tables import write_csv, write_jsonl
from sayso.project import Project
from sayso.workbench import parameters
from sayso.workbench.access import Access, Door
from sayso.workbench.answers import Answers, twin_of
from sayso.workbench.desk import open_desk
from sayso.workbench.errors import BadParameterError, Fault, ForbiddenError, NotFoundError, PageError
from sayso.workbench.kinds import Action, Download, Row, View
from sayso.workbench.security import Guard
from sayso.workbench.sessions import Session
from sayso.workbench.static import Static
from sayso.workbench.views import ACTIONS, GROUPS, MOVED, VIEWS

THREADS = 8
"""So many pages are made at the same time; others wait for their turn."""
_AT_ONCE = 500
_UNFORESEEN = "The terminal in which sayso serve runs says what happened."


def make_app(project: Project, access: Access) -> ASGIApp:
    """The workbench of an open project, as an ASGI application."""
    static = Static()
    name = project.settings.project.name or project.folder.name
    answers = Answers(name, VIEWS, GROUPS, static)
    bench = _Bench(project, answers)
    routes = [Route("/static/{name}", static.answer)]
    for view in VIEWS:
        routes += [Route(twin_of(view.path), bench.data(view)), *bench.downloads(view), *bench.drawings(view)]
    routes += [Route(action.path, bench.action(action), methods=["POST"]) for action in ACTIONS]
    routes += [Route(view.path, bench.page(view)) for view in VIEWS]
    routes += [Route(old + end, _moved_to(new + end)) for old, new in MOVED.items() for end in ("", ".json", ".svg")]
    app = Starlette(
        routes=routes,
        exception_handlers={
            PageError: lambda request, error: answers.error(request.scope, error),
            SaysoError: lambda request, error: answers.error(request.scope, _explained(request, error)),
            HTTPException: lambda request, error: answers.error(request.scope, _as_page_error(error)),
            Exception: lambda request, _: answers.error(request.scope, PageError(_UNFORESEEN)),
        },
    )
    # Around all of it, also around what answers when something fails: no page leaves without its headers.
    return Guard(Door(app, project, access, answers), access.hosts, answers)


Endpoint = Callable[[Request], Any]


class _Bench:
    """Makes the endpoints. Each answers in a thread of its own, with a connection of its own."""

    def __init__(self, project: Project, answers: Answers) -> None:
        self._project = project
        self._answers = answers
        self._limiter: anyio.CapacityLimiter | None = None

    def page(self, view: View) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            asked, session = _asked(view.asked, request), _session(request, view.needs)
            if (canonical := _canonical(view, asked, request)) is not None:
                return RedirectResponse(canonical, 307)
            made = await self._in_thread(self._shown, view, asked, session)
            return await run_in_threadpool(self._answers.view, view, asked, made, session)

        return endpoint

    def data(self, view: View) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            asked, session = _asked(view.asked, request), _session(request, view.needs)
            return self._answers.data(await self._in_thread(self._shown, view, asked, session))

        return endpoint

    def downloads(self, view: View) -> list[Route]:
        download = view.download
        if download is None:
            return []
        writers = {".csv": ("text/csv", _as_csv), ".jsonl": ("application/x-ndjson", _as_jsonl)}
        return [Route(twin_of(view.path, end), self._download(view, end, *how)) for end, how in writers.items()]

    def _download(self, view: View, end: str, kind: str, write: Callable[..., Iterator[str]]) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            asked, session = _asked(view.asked, request), _session(request, view.needs)
            name = f"{twin_of(view.path).strip('/').removesuffix('.json')}{end}"

            def rows() -> Iterator[str]:
                with open_desk(self._project, session.visitor) as desk:
                    yield from write(view.download, desk, asked)

            headers = {"Content-Disposition": f'attachment; filename="{name}"'}
            return StreamingResponse(rows(), media_type=f"{kind}; charset=utf-8", headers=headers)

        return endpoint

    def drawings(self, view: View) -> list[Route]:
        find = view.drawing
        if find is None:
            return []

        async def endpoint(request: Request) -> Response:
            asked, session = _asked(view.asked, request), _session(request, view.needs)
            figure = find(await self._in_thread(self._shown, view, asked, session))
            if figure is None:
                raise NotFoundError("There is nothing to draw. The page itself says why.")
            return Response(figure.alone(), media_type="image/svg+xml")

        return [Route(twin_of(view.path, ".svg"), endpoint)]

    def action(self, action: Action) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            session = _session(request, action.needs)
            form = await request.form(max_files=0)
            given = [(name, str(value)) for name, value in form.multi_items() if name != "token"]
            if not session.is_from(form.get("token") or request.headers.get("x-sayso-token")):
                raise ForbiddenError("The form is out of date. Go back, reload the page, and try again.")
            asked = parameters.read(action.asked, given, request.path_params)
            done = await self._in_thread(self._done, action, asked, session)
            if "application/json" in request.headers.get("accept", ""):
                return self._answers.data(done)
            session.notices += [done.words] if done.words else []
            return RedirectResponse(done.to, 303)

        return endpoint

    def _shown(self, view: View, asked: msgspec.Struct, session: Session) -> object:
        with open_desk(self._project, session.visitor) as desk:
            return view.show(desk, asked)

    def _done(self, action: Action, asked: msgspec.Struct, session: Session) -> object:
        with open_desk(self._project, session.visitor) as desk:
            return action.do(desk, asked)

    async def _in_thread(self, work: Callable[..., Any], *given: object) -> Any:  # noqa: ANN401 - what `work` gives
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(THREADS)
        return await anyio.to_thread.run_sync(work, *given, limiter=self._limiter)


def _moved_to(path: str) -> Endpoint:
    """The same question at another address, for good."""

    async def endpoint(request: Request) -> Response:
        return RedirectResponse(f"{path}?{request.url.query}" if request.url.query else path, 308)

    return endpoint


def _asked(kind: type[msgspec.Struct], request: Request) -> msgspec.Struct:
    return parameters.read(kind, request.query_params.multi_items(), request.path_params)


def _session(request: Request, needed: Any) -> Session:  # noqa: ANN401 - a role
    session: Session = request.scope["session"]
    if not session.visitor.may(needed):
        raise ForbiddenError(f"This is for those with the role '{needed}'; yours is '{session.visitor.role}'.")
    return session


def _canonical(view: View, asked: msgspec.Struct, request: Request) -> str | None:
    """The address without empty parameters, where a form has left some."""
    if all(value for _, value in request.query_params.multi_items()):
        return None
    return parameters.address(view.path, asked)


def _explained(request: Request, error: Exception) -> PageError:
    """Of a page about one thing, an id that does not exist is no such page; anything else was asked wrongly."""
    if isinstance(error, NotAllowedError):
        return ForbiddenError(str(error))
    if not isinstance(error, UsageError):
        return PageError(str(error))
    if request.path_params:
        return NotFoundError(str(error))
    return BadParameterError([Fault("", "", str(error))])


def _as_page_error(error: Exception) -> PageError:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return NotFoundError("Nothing is at this address.")
    return ForbiddenError("Pages are read by GET and changed by POST.")


def _as_csv(download: Download, desk: Any, asked: Any) -> Iterator[str]:  # noqa: ANN401 - as a view has them
    for number, some in enumerate(_portions(download.cells(desk, asked))):
        stream = io.StringIO()
        write_csv(some, download.columns, stream)
        words = stream.getvalue()
        yield words.partition("\n")[2] if number else words


def _as_jsonl(download: Download, desk: Any, asked: Any) -> Iterator[str]:  # noqa: ANN401 - as a view has them
    for some in _portions(download.rows(desk, asked)):
        stream = io.StringIO()
        write_jsonl(some, stream)
        yield stream.getvalue()


def _portions(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """At least one, so that an empty table has its header."""
    waiting = iter(rows)
    yield list(islice(waiting, _AT_ONCE))
    while some := list(islice(waiting, _AT_ONCE)):
        yield some
