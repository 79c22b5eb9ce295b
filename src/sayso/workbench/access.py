"""The door: every request but those for static files and for signing in needs a session, whatever it asks for."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

import anyio
import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sayso.storage.users import User, find_user, is_password, list_users
from sayso.workbench import parameters
from sayso.workbench.addresses import within
from sayso.workbench.answers import Answers
from sayso.workbench.desk import Visitor
from sayso.workbench.errors import ForbiddenError, NotFoundError, PageError, SignInNeededError
from sayso.workbench.parameters import Name
from sayso.workbench.security import Hosts
from sayso.workbench.sessions import Session, Sessions

if TYPE_CHECKING:
    from sayso.project import Project

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """How people get in. `token` (in the address that is opened) makes its bearer an editor by the name `local`.

    `shared` is the hash of a password that everybody may use who gives a name; where the project has users, these come
    in by their own. Without `shared` and users nobody but the bearer of the token does.
    """

    token: str
    local: str
    shared: str | None = None
    hosts: Hosts = Hosts()
    cookie: str = "sayso"


class Credentials(msgspec.Struct, frozen=True):
    """What the form for signing in holds; `next` is where to go then."""

    password: str
    name: Name = ""
    next: str = "/"


class Door:
    """Lets those in who have a session, and begins one for those who bring the token or a password."""

    def __init__(self, app: ASGIApp, project: Project, access: Access, answers: Answers) -> None:
        self._app = app
        self._project = project
        self._access = access
        self._answers = answers
        self._sessions = Sessions()
        self._one_at_a_time = anyio.Lock()
        """Checking a password takes much memory, and many guesses at once must not pass for the first."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            answer = await self._answer(request)
        except PageError as error:
            answer = self._answers.error(scope, error)
        await (answer or self._app)(scope, receive, send)

    async def _answer(self, request: Request) -> Response | None:
        """What the door itself answers; None where the request may pass."""
        if request.method not in ("GET", "HEAD", "POST"):
            raise ForbiddenError("Pages are read by GET and changed by POST.")
        if "token" in request.query_params and request.method == "GET":
            return self._open(request)
        if request.url.path == SIGN_IN:
            return await self._sign_in(request)
        secret = request.cookies.get(self._access.cookie, "")
        session = self._sessions.find(secret)
        if session is None or not await self._is_still(session):
            self._sessions.end(secret)
            return self._ask(request)
        request.scope["session"] = session
        if request.url.path == SIGN_OUT:
            await self._from_own_page(request, session)
            self._sessions.end(secret)
            return self._gone()
        return None

    def _open(self, request: Request) -> Response:
        """Takes the token out of the address: the page goes on to the same address without it, now with a cookie."""
        if not hmac.compare_digest(request.query_params["token"].encode(), self._access.token.encode()):
            raise ForbiddenError(
                "The address is out of date. Open the one that sayso serve printed when it was last started."
            )
        rest = [(name, value) for name, value in request.query_params.multi_items() if name != "token"]
        to = str(request.url.replace(scheme="", netloc="", query="").replace_query_params(**dict(rest)))
        answer = self._answers.page("opening.html", to=within(to))
        return self._remember(answer, Visitor(self._access.local, "editor"))

    def _remember(self, answer: Response, visitor: Visitor, *, checked: bool = False) -> Response:
        secret = self._sessions.begin(visitor, checked=checked)
        answer.set_cookie(self._access.cookie, secret, httponly=True, samesite="strict", path="/")
        return answer

    def _gone(self) -> Response:
        answer = self._answers.page("signed_out.html", again=self._access.shared is not None)
        answer.delete_cookie(self._access.cookie, httponly=True, samesite="strict", path="/")
        return answer

    def _ask(self, request: Request) -> Response:
        """What somebody gets whom nobody knows: the form, or words where there is no password to ask for."""
        if self._access.shared is None:
            raise SignInNeededError(
                "Open the address that sayso serve printed: it holds a token that lets you in. If you have done so in "
                "this browser and followed a link from elsewhere, open this address once more."
            )
        if self._answers.is_json(request.scope):
            raise SignInNeededError("Sign in first.")
        to = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return self._answers.page("sign_in.html", 401, next=to if request.method == "GET" else "/", wrong="", name="")

    async def _sign_in(self, request: Request) -> Response:
        if self._access.shared is None:
            raise NotFoundError("Nobody signs in here: open the address that sayso serve printed.")
        if request.method != "POST":
            return self._answers.page("sign_in.html", next="/", wrong="", name="")
        client = request.client.host if request.client else ""
        form = await request.form(max_files=0)
        asked = parameters.read(Credentials, [(name, str(value)) for name, value in form.multi_items()])
        async with self._one_at_a_time:
            self._sessions.may_try(client)
            visitor, checked = await run_in_threadpool(self._known, asked)
            if visitor is None:
                self._sessions.failed(client)
        if visitor is None:
            wrong = "Name and password do not belong together." if checked else "That is not the password."
            return self._answers.page("sign_in.html", 401, next=within(asked.next), wrong=wrong, name=asked.name)
        answer = RedirectResponse(within(asked.next), 303)
        return self._remember(answer, visitor, checked=checked)

    def _known(self, asked: Credentials) -> tuple[Visitor | None, bool]:
        """Who signs in, None where nobody may; and whether it is asked for one of the project's users."""
        with self._project.reading() as connection:
            if list_users(connection):
                user = find_user(connection, asked.name, asked.password)
                return (Visitor(user.name, user.role) if user else None), True
        if not asked.name or not is_password(asked.password, self._access.shared or ""):
            return None, False
        return Visitor(asked.name, "editor"), False

    async def _is_still(self, session: Session) -> bool:
        """Whether a user of the project has not been removed, or given another role, since the session began."""
        if not session.checked:
            return True
        users = await run_in_threadpool(self._users)
        return any(user.name == session.visitor.name and user.role == session.visitor.role for user in users)

    def _users(self) -> list[User]:
        with self._project.reading() as connection:
            return list_users(connection)

    async def _from_own_page(self, request: Request, session: Session) -> None:
        form = await request.form(max_files=0)
        if request.method != "POST" or not session.is_from(form.get("token")):
            raise ForbiddenError("The form is out of date. Go back, reload the page, and try again.")
