"""What changes a project from the workbench: only forms of its own pages, by those whose role allows it."""

from __future__ import annotations

from typing import Literal

import msgspec
import pytest

from invented_project import make_project
from sayso import open_project
from sayso.errors import UsageError
from sayso.storage.users import ROLES, add_user, hash_password, list_users, remove_user
from sayso.workbench.kinds import Action, Done
from workbench_client import HOST, form_token, opened, outside, page, words

OWN = {"Origin": f"http://{HOST}"}


class Asked(msgspec.Struct):
    """What the form of these tests holds."""

    thing: str
    verdict: Literal["accept", "reject"]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    with open_project(make_project(tmp_path_factory.mktemp("act"))) as project:
        yield project


@pytest.fixture
def done(monkeypatch):
    """What was done: a list that an action of these tests fills."""
    log: list[tuple[str, str, str]] = []

    def do(desk, asked):
        if asked.thing == "gone":
            raise UsageError("There is no such thing any more.")
        log.append((desk.visitor.name, asked.thing, asked.verdict))
        return Done(to=f"/claims?about={asked.thing}", words=f"Done with <{asked.thing}>.")

    actions = tuple(
        Action(path=f"/{needs}/{{thing}}/judge", asked=Asked, do=do, needs=needs) for needs in ("coder", "editor")
    )
    monkeypatch.setattr("sayso.workbench.app.ACTIONS", actions)
    return log


def test_a_form_of_an_own_page_is_done_signed_and_told_once(project, done):
    with opened(project) as client:
        answer = client.post("/coder/Olvia/judge", data={"verdict": "accept", "token": form_token(client)}, headers=OWN)
        assert done == [("ann", "Olvia", "accept")]
        assert str(answer.url).endswith("/claims?about=Olvia")
        assert words(answer, "//*[@id='notices']/p") == ["Done with <Olvia>."]
        assert not page(client.get("/")).xpath("//*[@id='notices']/p")


def test_a_script_of_an_own_page_gets_data(project, done):
    with opened(project) as client:
        headers = {**OWN, "Accept": "application/json", "X-Sayso-Token": form_token(client)}
        answer = client.post("/coder/Olvia/judge", data={"verdict": "reject"}, headers=headers)
    assert answer.json() == {"to": "/claims?about=Olvia", "words": "Done with <Olvia>."}
    assert len(done) == 1


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "http://127.0.0.1:1", f"http://{HOST}.evil.example"]
)
def test_a_form_of_another_page_is_refused_even_with_the_token(project, done, origin):
    with opened(project) as client:
        fields = {"verdict": "accept", "token": form_token(client)}
        answer = client.post("/coder/Olvia/judge", data=fields, headers={"Origin": origin} if origin else {})
    assert (answer.status_code, done) == (403, [])


@pytest.mark.parametrize("token", ["", "guessed"])
def test_a_form_without_the_token_of_the_session_is_refused(project, done, token):
    with opened(project) as client:
        answer = client.post("/coder/Olvia/judge", data={"verdict": "accept", "token": token}, headers=OWN)
        assert client.get("/coder/Olvia/judge").status_code in (403, 404)
        assert client.put("/coder/Olvia/judge", headers=OWN).status_code == 403
    assert (answer.status_code, done) == (403, [])


@pytest.mark.usefixtures("done")
def test_what_a_form_cannot_hold_is_said(project):
    with opened(project) as client:
        token = form_token(client)
        wrong = client.post("/coder/Olvia/judge", data={"verdict": "acept", "token": token}, headers=OWN)
        missing = client.post("/coder/Olvia/judge", data={"token": token}, headers=OWN)
        gone = client.post("/coder/gone/judge", data={"verdict": "accept", "token": token}, headers=OWN)
    assert (wrong.status_code, missing.status_code, gone.status_code) == (400, 400, 404)
    assert "did you mean accept?" in words(wrong)[0]
    assert "'verdict' is missing" in words(missing)[0]
    assert "There is no such thing any more" in words(gone)[0]


@pytest.mark.parametrize("role", ROLES)
def test_each_may_do_what_the_own_role_allows(project, done, role):
    with project.writing() as connection:
        add_user(connection, role, role, "a long password", "2024-01-01T00:00:00+00:00")
    with outside(project, shared=hash_password("nobody knows")) as client:
        client.post("/sign-in", data={"name": role, "password": "a long password"}, headers=OWN)
        fields = {"verdict": "accept", "token": form_token(client)}
        answers = [client.post(f"/{needs}/x/judge", data=fields, headers=OWN) for needs in ("coder", "editor")]
    with project.writing() as connection:
        remove_user(connection, role)
        assert list_users(connection) == []
    allowed = {"reader": [403, 403], "coder": [303, 403], "editor": [303, 303]}[role]
    assert [answer.status_code for answer in answers] == allowed
    assert len(done) == allowed.count(303)


def test_what_nobody_foresaw_shows_nothing_of_the_inside(project, monkeypatch):
    def fail(*_):
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr("sayso.workbench.views.claims.list_claims_page", fail)
    with opened(project) as client:
        for path in ("/claims", "/claims.json"):
            answer = client.get(path)
            assert answer.status_code == 500
            assert "secret" not in answer.text
            assert "The terminal in which sayso serve runs says what happened" in answer.text
            assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_pages_are_shown_while_something_is_written(project):
    with project.writing() as connection, opened(project) as client:
        add_user(connection, "Not yet", "reader", "a long password", "2024-01-01T00:00:00+00:00")
        for path in ("/", "/claims", "/statements", "/documents", "/actors"):
            assert client.get(path).status_code == 200
        connection.rollback()
