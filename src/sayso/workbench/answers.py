"""Pages and faults as answers of HTTP: HTML for people, JSON at addresses that end in '.json'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec
from starlette.responses import Response
from starlette.types import Scope

from sayso.pages.environment import make_environment
from sayso.workbench import parameters
from sayso.workbench.addresses import Addresses
from sayso.workbench.errors import PageError
from sayso.workbench.figures import Figure
from sayso.workbench.kinds import View
from sayso.workbench.sessions import Session
from sayso.workbench.static import Static

TEMPLATES = Path(__file__).parent / "templates"
JSON = "application/json"


class Section(msgspec.Struct, frozen=True):
    """An entry of the navigation; behind `g`, `key` leads there."""

    name: str
    address: str
    key: str


class Group(msgspec.Struct, frozen=True):
    """A menu of the navigation; with one section alone, a link."""

    name: str
    sections: tuple[Section, ...]


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around every page. `twin` is the address of the page's data as JSON, `token` goes into all forms.

    `here` is the section of the page; `notices` tell what an action did.
    """

    project: str
    groups: tuple[Group, ...] = ()
    here: str = ""
    twin: str = ""
    session: Session | None = None
    notices: tuple[str, ...] = ()

    @property
    def sections(self) -> list[Section]:
        return [section for group in self.groups for section in group.sections]

    @property
    def token(self) -> str:
        return self.session.token if self.session else ""

    def may(self, role: str) -> bool:
        """Whether the visitor may do what needs this role."""
        return self.session is not None and self.session.visitor.may(role)  # type: ignore[arg-type]


class Answers:
    """Fills templates. `views` make the navigation, in `groups` of sections by name."""

    def __init__(
        self, project: str, views: tuple[View, ...], groups: Mapping[str, tuple[str, ...]], static: Static
    ) -> None:
        self._project = project
        opening = {section.name: section for section in _sections(view for view in views if view.opens)}
        self._groups = tuple(Group(name, tuple(opening[one] for one in some)) for name, some in groups.items())
        known = {"static": static.address, "address": parameters.address, "twin_of": twin_of, "links": Addresses()}
        self._environment = make_environment(TEMPLATES, known=known)

    def view(self, view: View, asked: msgspec.Struct, page: object, session: Session) -> Response:
        """A view's page with these data; tells what is to be told."""
        notices, session.notices = tuple(session.notices), []
        frame = Frame(
            project=self._project, groups=self._groups, here=view.section, session=session, notices=notices,
            twin=parameters.address(twin_of(view.path), asked),
        )  # fmt: skip
        return self._html(view.template, 200, frame, page=page, asked=asked)

    def data(self, page: object, status: int = 200) -> Response:
        """Data as JSON."""
        return Response(msgspec.json.encode(page, enc_hook=Figure.as_data), status, media_type=JSON)

    def page(self, template: str, status: int = 200, **values: object) -> Response:
        """A page without navigation, for those who are not in."""
        return self._html(template, status, Frame(project=self._project), **values)

    def error(self, scope: Scope, error: PageError) -> Response:
        """A page, or JSON, that says what is wrong and how to mend it."""
        if self.is_json(scope):
            faults = [fault._asdict() for fault in error.faults]
            return self.data({"status": error.status, "error": str(error), "faults": faults}, error.status)
        session = scope.get("session")
        frame = Frame(project=self._project, groups=self._groups if session else (), session=session)
        without = [_without(scope, fault.name) for fault in error.faults]
        return self._html("error.html", error.status, frame, error=error, without=without, path=scope["path"])

    @staticmethod
    def is_json(scope: Scope) -> bool:
        """Whether data are asked for, and not a page."""
        return bool(scope["path"].endswith((".json", ".jsonl", ".csv")))

    def _html(self, template: str, status: int, frame: Frame, **values: Any) -> Response:  # noqa: ANN401
        words = self._environment.get_template(template).render(frame=frame, **values)
        return Response(words, status, media_type="text/html")


def _sections(views: Iterable[View]) -> Iterator[Section]:
    """Each with the first letter of its name that no section before it has."""
    taken: set[str] = set()
    for view in views:
        key = next((letter for letter in view.section.lower() if letter.isalpha() and letter not in taken), "")
        taken.add(key)
        yield Section(view.section, view.path, key)


def twin_of(path: str, suffix: str = ".json") -> str:
    """Where the data of the page at this path are: '/claims.json'; those of the first page at '/index.json'."""
    return f"{path if path != '/' else '/index'}{suffix}"


def _without(scope: Scope, name: str) -> str:
    """The address that was asked for, without this parameter."""
    query = [(n, v) for n, v in parse_qsl(scope["query_string"].decode("latin-1")) if n != name and v]
    return f"{scope['path']}?{urlencode(query)}" if query else str(scope["path"])
