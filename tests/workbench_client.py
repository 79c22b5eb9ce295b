"""The workbench as a browser sees it, without a browser: a client that is let in, and what a page holds."""

from __future__ import annotations

from contextlib import contextmanager

from lxml import html
from starlette.testclient import TestClient

from sayso.workbench.access import Access
from sayso.workbench.app import make_app

HOST = "127.0.0.1:8765"
TOKEN = "the-token-of-these-tests"


def outside(project, **access):
    """A client that nobody has let in yet; `access` changes how people get in."""
    app = make_app(project, Access(**{"token": TOKEN, "local": "ann", **access}))
    return TestClient(app, base_url=f"http://{HOST}", follow_redirects=False, raise_server_exceptions=False)


@contextmanager
def opened(project, **access):
    """A client that came by the address with the token; follows redirects as a browser does."""
    with outside(project, **access) as client:
        assert client.get("/", params={"token": TOKEN}).status_code == 200
        client.follow_redirects = True
        yield client


def page(answer):
    """The page of an answer, parsed; fails where there is none."""
    assert answer.headers["content-type"].startswith("text/html"), answer.text
    return html.document_fromstring(answer.text)


def words(answer, path="//main"):
    """The words that stand at a path of a page, each piece of white space as one blank."""
    return [" ".join(found.text_content().split()) for found in page(answer).xpath(path)]


def form_token(client):
    """What every form of this session carries."""
    [token] = set(page(client.get("/")).xpath("//input[@name='token']/@value"))
    return token


def post(client, path, **fields):
    """A form as a page of this server sends it."""
    return client.post(path, data={"token": form_token(client), **fields}, headers={"Origin": f"http://{HOST}"})
