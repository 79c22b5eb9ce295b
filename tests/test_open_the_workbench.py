"""Who gets into the workbench and how: the address with the token, passwords, users; and who does not."""

from __future__ import annotations

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import sayso.workbench
from invented_project import make_project
from sayso import open_project
from sayso.errors import UsageError
from sayso.storage.users import add_user, hash_password, list_users, remove_user
from sayso.workbench.security import Hosts
from sayso.workbench.serving import listen, make_access, opened_at
from sayso.workbench.sessions import Sessions
from sayso.workbench.views import VIEWS
from workbench_client import HOST, TOKEN, form_token, opened, outside, page, post, words

OWN = {"Origin": f"http://{HOST}"}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    with open_project(make_project(tmp_path_factory.mktemp("workbench"))) as project:
        yield project


def test_the_address_that_was_printed_lets_in_and_the_token_goes_out_of_the_address(project):
    with outside(project) as client:
        answer = client.get(f"/claims?relation=supports&token={TOKEN}")
        assert page(answer).xpath("//meta[@http-equiv='refresh']/@content") == ["0;url=/claims?relation=supports"]
        assert TOKEN not in answer.text
        assert client.get("/claims?relation=supports").status_code == 200


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(project):
    with outside(project) as client:
        cookie = client.get(f"/?token={TOKEN}").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()


@pytest.mark.parametrize(
    "path", [view.path for view in VIEWS] + ["/index.json", "/claims.csv", "/nothing", "/sign-out"]
)
def test_without_the_token_no_page_is_shown(project, path):
    with outside(project) as client:
        answer = client.get(path)
    assert answer.status_code == 401
    assert "Vostrya" not in answer.text


def test_a_wrong_token_lets_nobody_in(project):
    with outside(project) as client:
        assert client.get("/?token=wrong").status_code == 403
        assert client.get("/").status_code == 401


def test_a_made_up_cookie_lets_nobody_in(project):
    with outside(project) as client:
        client.cookies.set("sayso", "made-up")
        assert client.get("/").status_code == 401


def test_who_signs_out_is_out(project):
    with opened(project) as client:
        assert post(client, "/sign-out").status_code == 200
        assert client.get("/").status_code == 401


def test_a_page_elsewhere_cannot_sign_anybody_out(project):
    with opened(project) as client:
        token = form_token(client)
        for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {}):
            assert client.post("/sign-out", data={"token": token}, headers=headers).status_code == 403
        assert client.post("/sign-out", data={"token": "guessed"}, headers=OWN).status_code == 403
        assert client.get("/").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "", "[::1", "a@b"])
def test_a_server_called_by_another_name_does_not_answer(project, host):
    """A page elsewhere may have its own name point to this machine; the name is then still its own."""
    with opened(project) as client:
        answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 403
    assert "Vostrya" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:9999", "[::1]:8765", "LOCALHOST", "localhost."])
def test_a_server_called_by_its_own_name_answers_also_through_a_tunnel(project, host):
    with opened(project) as client:
        assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_server_for_all_addresses_answers_to_numbers_and_given_names_only():
    hosts = Hosts(frozenset({"desk.example"}), any_number=True)
    assert [hosts.hold(name) for name in ("10.0.0.7:8765", "[fe80::1]", "desk.example", "other.example")] == [
        True, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "path", ["/", "/claims", "/nothing", "/static/look.css", "/claims?polarity=wrong", "/index.json"]
)
def test_every_answer_forbids_scripts_of_others_framing_and_sniffing(project, path):
    with opened(project) as client:
        headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_pages_are_not_kept_by_the_browser_but_stylesheets_are(project):
    with opened(project) as client:
        assert client.get("/").headers["cache-control"] == "no-store"
        assert "immutable" in client.get("/static/look.css").headers["cache-control"]


def test_more_than_a_form_holds_is_refused(project):
    with opened(project) as client:
        assert client.post("/sign-out", content=b"x" * 2_000_001, headers=OWN).status_code == 413


def test_no_page_holds_scripts_or_styles_of_its_own():
    """Nothing runs or colours a page but the files of this server, so that the policy can forbid all else."""
    templates = Path(sayso.workbench.__file__).parent / "templates"
    for template in sorted(templates.rglob("*.html")):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\son\w+=|\sstyle=|<style|javascript:|<script(?![^>]* src=)", text), template


def test_htmx_is_the_file_that_was_vendored():
    static = Path(sayso.workbench.__file__).parent / "static"
    digest = hashlib.sha256((static / "htmx.min.js").read_bytes()).hexdigest()
    assert digest in (static / "README.md").read_text(encoding="utf-8")
    assert (static / "htmx.LICENSE").is_file()


class TestAPasswordForAll:
    @pytest.fixture
    def client(self, project):
        with outside(project, shared=hash_password("open sesame")) as client:
            yield client

    def sign_in(self, client, **fields):
        return client.post("/sign-in", data=fields, headers=OWN)

    def test_who_is_not_in_is_asked_for_it(self, client):
        answer = client.get("/claims?relation=supports")
        assert answer.status_code == 401
        assert page(answer).xpath("//input[@name='next']/@value") == ["/claims?relation=supports"]

    def test_who_gives_it_goes_on_to_what_was_asked_for(self, client):
        answer = self.sign_in(client, name="Mara", password="open sesame", next="/claims")
        assert (answer.status_code, answer.headers["location"]) == (303, "/claims")
        assert words(client.get("/"), "//form[@action='/sign-out']/span") == ["Mara (editor)"]

    @pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"])
    def test_signing_in_leads_nowhere_else(self, client, address):
        answer = self.sign_in(client, name="Mara", password="open sesame", next=address)
        assert answer.headers["location"] == "/"

    def test_a_wrong_one_or_no_name_does_not_let_in(self, client):
        for fields in ({"name": "Mara", "password": "wrong"}, {"password": "open sesame"}):
            assert self.sign_in(client, **fields).status_code == 401
        assert client.get("/").status_code == 401

    def test_after_five_wrong_ones_one_has_to_wait(self, client):
        tries = [self.sign_in(client, name="Mara", password=f"wrong {n}").status_code for n in range(5)]
        assert tries == [401] * 5
        assert self.sign_in(client, name="Mara", password="open sesame").status_code == 429


def test_many_guesses_at_once_are_no_more_than_one_after_the_other(project):
    with outside(project, shared=hash_password("open sesame")) as client, ThreadPoolExecutor(10) as pool:
        fields = [{"name": "Mara", "password": f"wrong {n}"} for n in range(10)]
        answers = pool.map(lambda data: client.post("/sign-in", data=data, headers=OWN).status_code, fields)
        assert sorted(answers) == [401] * 5 + [429] * 5


class TestUsers:
    @pytest.fixture
    def client(self, project):
        with project.writing() as connection:
            add_user(connection, "Rea", "reader", "a long password", "2024-01-01T00:00:00+00:00")
        with outside(project, shared=hash_password("nobody knows this")) as client:
            yield client
        with project.writing() as connection:
            for user in list_users(connection):
                remove_user(connection, user.name)

    def test_each_comes_in_by_the_own_password_and_role(self, client):
        assert client.post("/sign-in", data={"name": "Rea", "password": "a long password"}, headers=OWN).is_redirect
        assert words(client.get("/"), "//form[@action='/sign-out']/span") == ["Rea (reader)"]

    def test_nobody_comes_in_by_another_name_or_password(self, client):
        for name, password in (("Rea", "a wrong password"), ("Leo", "a long password"), ("Rea", "nobody knows this")):
            answer = client.post("/sign-in", data={"name": name, "password": password}, headers=OWN)
            assert answer.status_code == 401

    def test_who_is_removed_is_out_at_once(self, client, project):
        client.post("/sign-in", data={"name": "Rea", "password": "a long password"}, headers=OWN)
        with project.writing() as connection:
            remove_user(connection, "Rea")
        assert client.get("/").status_code == 401

    def test_passwords_are_kept_as_salted_hashes(self, client, project):  # noqa: ARG002 - `client` removes users
        with project.writing() as connection:
            add_user(connection, "Lea", "coder", "a long password", "2024-01-01T00:00:00+00:00")
        with project.reading() as connection:
            assert "Lea" in {user.name for user in list_users(connection)}
        database = (project.folder / "project.db").read_bytes() + (project.folder / "project.db-wal").read_bytes()
        assert b"a long password" not in database
        assert hash_password("same") != hash_password("same")


def test_a_session_ends_when_nobody_uses_it_for_half_a_day():
    from sayso.workbench.desk import Visitor

    now = [0.0]
    sessions = Sessions(lambda: now[0])
    secret = sessions.begin(Visitor("ann", "reader"))
    now[0] = 11 * 3600
    assert sessions.find(secret)
    now[0] = 22 * 3600
    assert sessions.find(secret)
    now[0] = 35 * 3600
    assert sessions.find(secret) is None


def test_nothing_is_served_to_others_without_a_password_or_users(project):
    with pytest.raises(UsageError, match="--password-file"):
        make_access(project, "0.0.0.0", 8765)
    access = make_access(project, "0.0.0.0", 8765, names=["Desk.Example"], password="open sesame")
    assert access.hosts.hold("desk.example")
    assert access.shared


def test_the_first_free_port_is_taken_and_the_address_says_which():
    with listen("127.0.0.1", None) as one, listen("127.0.0.1", None) as other:
        ports = [bound.getsockname()[1] for bound in (one, other)]
    assert ports[0] != ports[1]
    assert opened_at("::1", 9, "t") == "http://[::1]:9/?token=t"
    assert opened_at("0.0.0.0", 9, "t") == "http://127.0.0.1:9/?token=t"


def test_a_port_that_is_taken_is_said():
    with listen("127.0.0.1", 0) as bound, pytest.raises(UsageError, match="Choose another --port"):
        listen("127.0.0.1", bound.getsockname()[1])
