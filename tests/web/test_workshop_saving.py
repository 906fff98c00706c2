"""Saving a proposal over HTTP: by plain forms, by the script, by two people at once, and what is refused."""

import json
import re
import uuid

import pytest

from lms.db.engine import transaction
from lms.http import access, saving
from lms.web import workshop_saving
from lms.workshops import handing_in, seats, teams
from tests.bench.proposals import PAGE
from tests.workshops import open_hall

SUMMARY = "section:summary"


@pytest.fixture(autouse=True)
def _at(monkeypatch, now):
    for module in (access, saving, workshop_saving):
        monkeypatch.setattr(module, "now", lambda: now)


@pytest.fixture
def hall(app, world, now):
    with app.app_context(), transaction() as write:
        made = open_hall(write, world, now=now)
        teams.deal_teams(write, workshop_id=made.id, size=3, seed=1, called="Team", now=now)
    return made


class Script:
    """The script of a page: what it sends, and what it is answered."""

    def __init__(self, browser, hall):
        self.browser, self.proposal = browser, f"/workshops/{hall.id}/proposal"
        browser.get("/account")

    def save(self, key, base, status=200, *, edit_id=None, **fields):
        sent = {"base_version": str(base), "edit_id": edit_id or str(uuid.uuid4()), **fields}
        answer = self.post(f"parts/{key}", data=sent)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.get_json()

    def post(self, path, **sent):
        headers = {"Accept": "application/json", "X-CSRFToken": self.browser.token, **sent.pop("headers", {})}
        return self.browser.post(f"{self.proposal}/{path}", headers=headers, **sent)

    def changes(self, since=""):
        return self.browser.get(f"{self.proposal}/changes?since={since}", headers={"Accept": "application/json"})


@pytest.fixture
def script(hall, sign_in):
    return lambda name: Script(sign_in(hall.trainees[name]), hall)


def test_two_people_from_one_version_are_put_together_and_see_each_other(script, now):
    amina, binta = script("amina"), script("binta")
    first = amina.save(SUMMARY, 0, content="The box is opened monthly. Nobody counts.")
    amina.save(SUMMARY, 1, content="The red box is opened monthly. Nobody counts.")
    saved = binta.save(SUMMARY, 1, content="The box is opened monthly. Nobody counts the slips.")

    assert (first["version"], first["merged"], first["clock"]) == (1, False, "12:30")
    assert saved["content"] == "The red box is opened monthly. Nobody counts the slips."
    assert (saved["merged"], saved["typed"]) == (True, "The box is opened monthly. Nobody counts the slips.")
    assert [(one["key"], one["name"]) for one in saved["locks"]] == [(SUMMARY, "Field of Valley")]
    news = amina.changes(now.isoformat()).get_json()
    assert [(one["version"], one["by"]) for one in news["parts"]] == [(3, "Support of Valley")]
    assert (news["locks"], news["open"], news["every"]) == ([], True, 5)


def test_what_was_typed_on_before_the_merge_was_shown_goes_on_from_it(script):
    amina, binta = script("amina"), script("binta")
    amina.save(SUMMARY, 0, content="one two")
    amina.save(SUMMARY, 1, content="zero one two")
    merged = binta.save(SUMMARY, 1, content="one two three")
    on = binta.save(SUMMARY, merged["version"], content="one two three four", base_content=merged["typed"])

    assert on["content"] == "zero one two three four"


def test_the_same_edit_twice_counts_once(script):
    amina, edit_id = script("amina"), str(uuid.uuid4())
    amina.save(SUMMARY, 0, content="Nobody complains.", edit_id=edit_id)
    amina.save(SUMMARY, 1, content="Nobody complains here.")
    again = amina.save(SUMMARY, 0, content="Nobody complains.", edit_id=edit_id)

    assert (again["version"], again["content"], again["merged"]) == (1, "Nobody complains.", False)
    assert [one["version"] for one in amina.changes().get_json()["parts"]] == [2]


def test_what_contradicts_the_case_is_told_with_its_passage(script):
    text = "🙂 Sandrel works in 12 branches."
    (found,) = [one for one in script("amina").save(SUMMARY, 0, content=text)["warnings"] if one["passage"]]

    assert (found["field"], found["kind"]) == ("content", "wrong")
    assert text[found["passage"]["start"] : found["passage"]["end"]] == "12 branches"


def test_bad_fields_are_kept_as_they_were_typed_and_told_at_their_place(script):
    finding, fix = f"finding:{uuid.uuid4()}", f"recommendation:{uuid.uuid4()}"
    amina = script("amina")
    told = amina.save(finding, 0, text="No box.", limb="a", facts="F7, 999, seven", exhibits="E3")
    plan = amina.save(fix, 0, title="Box", cost="about ten thousand", starts_on="2027-05-01", ends_on="2027-03-01")

    assert json.loads(told["content"])["facts"] == [7, 999, "seven"]
    assert {"facts"} <= {one["field"] for one in told["warnings"]}
    assert json.loads(plan["content"])["cost"] == "about ten thousand"
    assert {"cost", "ends_on"} <= {one["field"] for one in plan["warnings"]}


def test_a_plain_form_saves_and_comes_back_to_its_part(hall, sign_in):
    browser = sign_in(hall.trainees["amina"])
    browser.get("/account")
    answer = browser.send(f"/workshops/{hall.id}/proposal/parts/{SUMMARY}", base_version="0", content="One\r\ntwo.")

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/workshops/{hall.id}/proposal/parts/{SUMMARY}#{SUMMARY.replace(':', '%3A')}"
    page = browser.get(answer.headers["Location"]).get_data(as_text=True)
    assert "One\ntwo.</textarea>" in page


def test_taking_out_what_a_team_mate_changed_since_is_asked_again_with_what_changed(hall, sign_in, script):
    amina, binta = script("amina"), script("binta")
    key = f"risk:{uuid.UUID(int=1)}"
    href = f"/workshops/{hall.id}/proposal/parts/{key}"
    amina.save(key, 0, text="The box is lost.", answer="", owner="")
    binta.save(key, 1, text="The box is lost.", answer="Two keys.", owner="")
    answer = amina.browser.send(href, base_version="1", _out="1", text="The red box is lost.", answer="", owner="")

    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "it was not taken out" in page
    assert "Two keys." in page, "what binta saved"
    assert "The red box is lost." in page, "what amina typed"
    assert 'name="base_version" value="2"' in page
    way = re.search(r'href="([^"]+/compare[^"]+)">What changed since', page)
    assert "Two keys." in amina.browser.get(way[1].replace("&amp;", "&")).get_data(as_text=True)
    fields = {"text": "The red box is lost.", "answer": "Two keys.", "owner": ""}
    assert amina.browser.send(href, base_version="2", _out="1", **fields).status_code == 303
    assert "was taken out" in amina.browser.get(href).get_data(as_text=True)


@pytest.mark.parametrize("is_closed", [True, False])
def test_a_refused_form_comes_back_with_what_was_typed(app, hall, sign_in, script, now, is_closed):
    binta = script("binta")
    proposal_id = binta.changes().get_json()["proposal"]
    with app.app_context(), transaction() as write:
        if is_closed:
            seats.close(write, workshop_id=hall.id, now=now)
        else:
            handing_in.hand_in(write, proposal_id=proposal_id, seat_id=hall.seat_ids["amina"], label="In", now=now)
    browser = sign_in(hall.trainees["amina"])
    browser.get("/account")
    answer = browser.send(f"/workshops/{hall.id}/proposal/parts/{SUMMARY}", base_version="0", content="My last words.")

    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "My last words.</textarea>" in page
    assert "What you typed stands in the field." in page
    assert binta.save(SUMMARY, 0, 409, content="x")["detail"]
    assert binta.changes().get_json()["open"] is False


def test_a_page_of_another_account_sends_nothing(hall, script):
    amina = script("amina")
    proposal_id = amina.changes().get_json()["proposal"]
    seat = str(hall.seat_ids["binta"])

    assert "Another account" in amina.save(SUMMARY, 0, 403, content="x", seat=seat, proposal=proposal_id)["detail"]
    assert amina.changes().get_json()["parts"] == []


def test_who_is_signed_out_is_told_so_and_a_new_sign_in_brings_a_new_token(hall, sign_in, script):
    gone = Script(sign_in(None), hall)
    assert gone.save(SUMMARY, 0, 401, content="x")["title"] == "Sign in to go on"
    amina = script("amina")
    amina.browser.token = "of another session"
    amina.save(SUMMARY, 0, 400, content="x")
    amina.browser.token = amina.changes().get_json()["csrf"]
    amina.save(SUMMARY, 0, content="x")


def test_what_cannot_be_kept_is_refused_in_words(script):
    amina = script("amina")
    nowhere = {"base_version": "0", "edit_id": str(uuid.uuid4()), "content": "x"}
    assert amina.post("parts/section:nowhere", data=nowhere).status_code == 404
    for name, value, said in (
        ("base_version", "9", "was never here"),
        ("base_version", "moon", "is no number"),
        ("edit_id", "1", "Load the page again"),
        ("content", "x" * 200_001, "200,001 characters; 200,000 fit"),
        ("content", "a\0b", "no document can hold"),
    ):
        sent = {"base_version": "0", "edit_id": str(uuid.uuid4()), "content": "x", name: value}
        answer = amina.post(f"parts/{SUMMARY}", data=sent)
        assert answer.status_code == 422
        assert said in " ".join(answer.get_json()["errors"].values())


def test_half_an_address_and_the_ends_of_the_calendar_are_answered(hall, script):
    amina, finding = script("amina"), f"finding:{uuid.uuid4()}"
    for since in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "moon"):
        assert amina.changes(since).status_code == 200
    for path in (f"snapshots/{10**20}", f"snapshots/{2**31}"):
        assert amina.browser.get(f"{amina.proposal}/{path}").status_code == 404
    assert "no document can hold" in str(amina.save(finding, 0, 422, text="a\0b")["errors"])
    amina.save(finding, 0, text="No box.")
    assert amina.save(finding, 0, text="No red box.", base_content="[" * 60_000)["clashes"]


def test_five_megabytes_from_a_word_processor_come_back_as_clean_text(script):
    html = (
        "<html><body><table><tr><td>Branch</td><td>Complaints</td></tr><tr><td>Lindale</td><td>3</td></tr></table>"
        + PAGE * 18_000
    )
    assert len(html) > 5_000_000
    answer = script("amina").post("paste", data=html.encode(), headers={"Content-Type": "text/html"})

    assert answer.status_code == 200
    told = answer.get_json()
    assert told["text"].startswith("| Branch | Complaints |")
    assert "<" not in told["text"]
    assert f"{told['words']} words" in told["said"]


def test_a_trainer_who_takes_no_part_saves_nothing(hall, sign_in):
    trainer = Script(sign_in(hall.trainer), hall)
    assert "write no proposal" in trainer.save(SUMMARY, 0, 409, content="x")["detail"]
    assert trainer.changes().status_code == 409
