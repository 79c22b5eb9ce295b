"""Claims are accepted, rejected, changed and added on the pages of the workbench, and the log takes all of it back."""

from __future__ import annotations

import pytest

from claimed_project import make_project, said
from sayso import ClaimFilter
from sayso.storage.users import add_user
from workbench_client import opened, outside, page, post, words

DOCUMENTS = [
    said("Gazette", "2020-01-01", "Olvia supports Front", "Olvia attacks Bureau"),
    said(
        "Herald", "2020-01-02", "Olvia supports Front", "Gazette: Olvia not supports Front", "Karsk likes nobody here"
    ),
]


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path, DOCUMENTS) as project:
        yield project


@pytest.fixture
def client(project):
    with opened(project) as client:
        yield client


def ids(project, **wanted):
    return [stored.id for stored in project.claims(ClaimFilter(**wanted))]


class TestOneClaim:
    def test_it_says_that_nobody_reviewed_it(self, client, project):
        assert "Nobody has reviewed it yet." in words(client.get(f"/claims/{ids(project)[0]}"))[0]

    def test_an_accepted_claim_says_who_answers_for_it(self, client, project):
        claim = ids(project)[0]
        answer = post(client, f"/claims/{claim}/accept", reason="plainly so")
        assert "Accepted. It can be undone in the log." in words(answer, "//*[@id='notices']")
        assert "Accepted by ann" in words(answer)[0]
        assert "plainly so" in words(answer)[0]
        assert ids(project, reviewed="yes") == [claim]

    def test_a_rejected_claim_counts_in_no_statement(self, client, project):
        claim = ids(project)[0]
        assert "Rejected: the text does not claim this." in words(post(client, f"/claims/{claim}/reject"))[0]
        assert claim not in ids(project)
        assert client.get("/index.json").json()["totals"]["claims"] == len(ids(project))
        [statement] = [s for s in project.statements() if s.relation == "supports"]
        assert (statement.affirming, statement.denying) == (1, 1)
        assert words(client.get("/claims?reviewed=rejected"), "//*[@class='found-number']") == ["1 claim"]

    def test_a_changed_claim_keeps_its_address_and_says_how_it_was_found(self, client, project):
        claim = ids(project)[1]
        answer = post(client, f"/claims/{claim}/change", subject="Marn", relation="supports", polarity="denied")
        assert "Changed: a person answers for it" in words(answer)[0]
        assert "As it was found: Gazette: Olvia attacks Bureau" in words(answer)[0]
        assert project.claim(claim).claim.subject == "Marn"

    def test_a_change_that_makes_no_sense_is_refused(self, client, project):
        answer = post(client, f"/claims/{ids(project)[0]}/change", subject="Front")
        assert "A claim relates two actors; these are one." in words(answer)[0]
        assert project.corrections.log() == []


class TestReader:
    def test_a_relation_that_no_run_has_read_yet_is_said_to_have_no_effect(self, client, project):
        codebook = project.folder / "codebook.yaml"
        new = """relations:
  sponsors: {wording: "{subject} sponsors {object}", inverse_wording: "{object} is sponsored by {subject}",
    denied_wording: "{subject} does not sponsor {object}", valence: "+", inverse: sponsored_by}
"""
        codebook.write_text(codebook.read_text().replace("relations:\n", new, 1))
        claim = ids(project)[0]
        told = words(post(client, f"/claims/{claim}/change", relation="sponsors"), "//*[@id='notices']")
        assert "has no effect: the codebook, as the last run read it, has no relation 'sponsors'" in told[0]
        assert project.claim(claim).reviewed is None

    def test_every_note_can_be_judged_and_brings_back_to_its_place(self, client, project):
        claim = ids(project)[0]
        shown = page(client.get("/documents/d00000"))
        [button] = shown.xpath(f"//button[@formaction='/claims/{claim}/reject']")
        answer = post(client, button.get("formaction"), to=button.get("value"))
        assert str(answer.url).endswith(f"/documents/d00000#claim-{claim}")
        assert page(answer).xpath("//li[contains(@class, 'is-rejected')]/@id") == [f"claim-{claim}"]

    def test_a_claim_is_added_from_words_of_the_text(self, client, project):
        fields = {"document": "d00001", "subject": "Karsk", "relation": "supports", "object": "Front"}
        answer = post(client, "/claims/add", words="Karsk likes nobody here", **fields)
        assert "Added." in words(answer, "//*[@id='notices']")[0]
        [added] = project.claims(ClaimFilter(subject="Karsk"))
        assert (added.reviewed, added.quotations, added.claim.holder) == (
            "added", ("Karsk likes nobody here",), ("Herald",)
        )  # fmt: skip

    def test_words_that_stand_nowhere_are_refused(self, client):
        fields = {"document": "d00001", "subject": "Karsk", "relation": "supports", "object": "Front"}
        assert "not in the text" in words(post(client, "/claims/add", words="never said", **fields))[0]

    def test_an_address_elsewhere_is_not_followed(self, client, project):
        claim = ids(project)[0]
        assert str(post(client, f"/claims/{claim}/accept", to="//elsewhere.example/").url).endswith(f"/claims/{claim}")


class TestReview:
    def test_the_least_certain_comes_first_and_what_is_judged_does_not_come_again(self, client, project):
        seen = []
        while found := page(client.get("/review")).xpath("//form[@class='verdict']/@action"):
            seen.append(found[0].split("/")[2])
            post(client, found[0], to="/review")
        assert sorted(seen) == sorted(ids(project, reviewed="yes"))
        assert len(seen) == 4
        assert "No claim is left to judge here." in words(client.get("/review"))[0]

    @pytest.mark.parametrize("order", ["uncertain", "disputed", "repeated"])
    def test_what_is_passed_over_makes_room_for_the_next(self, client, order):
        seen, path = [], f"/review?order={order}"
        while found := page(client.get(path)).xpath("//form[@class='verdict']/@action"):
            seen.append(found[0])
            [path] = page(client.get(path)).xpath("//a[@data-press='s']/@href")
        assert len(seen) == len(set(seen)) >= 3

    def test_by_effect_what_is_disputed_comes_first(self, client):
        assert "supports" in client.get("/review.json?order=disputed").json()["content"]["relation"]

    def test_of_one_relation_only(self, client):
        assert client.get("/review.json?relation=attacks").json()["number"] == 1


class TestSecondReading:
    def test_it_shows_the_claim_as_found_and_changes_nothing(self, client, project):
        claim = ids(project)[1]
        project.reviews.reject(claim, by="ben", reason="no attack")
        shown = client.get("/review?second=1")
        assert "attacks" in words(shown, "//h2[@id='claim']")[0].replace("attacked", "attacks")
        assert "ben" not in words(shown, "//article")[0]
        assert "reject" not in words(shown, "//article")[0].replace("Reject r", "")
        post(client, f"/claims/{claim}/accept", second="1", to="/review?second=1")
        assert project.claim(claim).reviewed == "rejected"
        assert client.get("/review.json?second=1").json()["claim"] is None

    def test_agreement_compares_the_verdicts(self, client, project):
        one, two, *_ = ids(project)
        project.reviews.accept(one, by="ben")
        project.reviews.reject(two, by="ben")
        project.reviews.accept(one, by="ann", blind=True)
        project.reviews.accept(two, by="ann", blind=True)
        found = client.get("/review/agreement.json").json()
        assert found["judged"] == [["ann", 2], ["ben", 2]]
        assert found["pairs"] == [
            {"coders": ["ann", "ben"], "claims": 2, "same": 1,
             "table": [["accept", "accept", 1], ["accept", "reject", 1]]}
        ]  # fmt: skip
        assert [one["said"] for one in found["differences"]] == [{"ben": ["reject", None], "ann": ["accept", None]}]
        assert "The same of 1 of 2 claims (50 %)" in words(client.get("/review/agreement"))[0].replace("\xa0", " ")


class TestLog:
    def test_it_says_what_to_do_while_it_is_empty(self, client):
        assert "Nothing was corrected yet." in words(client.get("/log"))[0]

    def test_it_tells_who_when_why_and_takes_back(self, client, project):
        claim = ids(project)[0]
        project.reviews.reject(claim, by="ben", reason="not said")
        project.corrections.rename("Bureau", "The Bureau", by="ben")
        rows = words(client.get("/log"), "//tbody/tr")
        assert "rename Bureau to The Bureau" in rows[0]
        assert "reject Gazette: Olvia supports Front in d00000 ben" in rows[1]
        assert "not said holds" in rows[1]
        [undo] = page(client.get("/log")).xpath("(//tbody/tr)[2]//form/@action")
        assert "Undone." in words(post(client, undo), "//*[@id='notices']")[0]
        assert claim in ids(project)
        [redo] = page(client.get("/log")).xpath("//form[contains(@action, 'redo')]/@action")
        post(client, redo)
        assert claim not in ids(project)
        assert len(page(client.get("/log")).xpath("//tbody/tr")) == 4

    def test_long_logs_go_on_on_a_next_page(self, client, project, monkeypatch):
        monkeypatch.setattr("sayso.workbench.views.log.SIZE", 2)
        for claim in ids(project)[:3]:
            project.reviews.accept(claim)
        assert len(page(client.get("/log")).xpath("//tbody/tr")) == 2
        [further] = page(client.get("/log")).xpath("//a[@rel='next']/@href")
        assert len(page(client.get(further)).xpath("//tbody/tr")) == 1


class TestRoles:
    @pytest.fixture
    def sign_in(self, project):
        from sayso.storage.users import hash_password

        with project.writing() as connection:
            for name, role in (("rita", "reader"), ("cole", "coder"), ("edda", "editor")):
                add_user(connection, name, role, "a long password", "2020-01-01")
        clients = []

        def sign_in(name):
            client = outside(project, shared=hash_password("another long one"))
            clients.append(client.__enter__())
            client.follow_redirects = True
            form = {"name": name, "password": "a long password"}
            assert client.post("/sign-in", data=form, headers={"Origin": "http://127.0.0.1:8765"}).status_code == 200
            return client

        yield sign_in
        for client in clients:
            client.__exit__(None, None, None)

    def test_readers_see_no_buttons_and_may_not_judge(self, sign_in, project):
        client, claim = sign_in("rita"), ids(project)[0]
        assert page(client.get(f"/claims/{claim}")).xpath("//form[contains(@action, 'accept')]") == []
        assert post(client, f"/claims/{claim}/accept").status_code == 403

    def test_readers_see_no_form_that_changes_anything(self, sign_in, project):
        client, claim = sign_in("rita"), ids(project)[0]
        project.reviews.reject(claim, by="edda")
        project.corrections.rename("Bureau", "The Bureau", by="edda")
        lists = ("/claims", "/statements", "/review", "/review?second=1", "/log", "/saved", "/codebook")
        for path in (*lists, f"/claims/{claim}", "/documents/d00000", "/actors/registry:front", "/sources/Gazette"):
            forms = page(client.get(path)).xpath("//form[@method='post']/@action")
            assert forms == ["/sign-out"], path

    def test_coders_see_no_form_that_corrects_actors(self, sign_in):
        coder, editor = (page(sign_in(name).get("/actors/registry:front")) for name in ("cole", "edda"))
        assert coder.xpath("//form[@method='post'][starts-with(@action, '/actors/')]") == []
        assert len(editor.xpath("//form[@method='post'][starts-with(@action, '/actors/')]")) >= 4

    def test_coders_undo_their_own_and_editors_those_of_all(self, sign_in, project):
        coder, editor = sign_in("cole"), sign_in("edda")
        one, two, *_ = ids(project)
        project.reviews.reject(one, by="edda")
        post(coder, f"/claims/{two}/reject")
        mine, others = (entry.event.id for entry in reversed(project.corrections.log()))
        assert post(coder, f"/log/{others}/undo").status_code == 403
        assert post(coder, f"/log/{mine}/undo").status_code == 200
        assert post(editor, f"/log/{others}/undo").status_code == 200
        assert len(ids(project)) == 4
