"""Remarks, scores and feedback on their pages and for programs; who never finds which."""

import re
import uuid

import pytest

from courses.proposals import Finding, write_part
from lms.db.engine import transaction
from lms.http import access
from lms.web import workshop_comments, workshop_scoring, workshop_training
from lms.workshops import seats
from lms.workshops.assigning import begin_reviews
from lms.workshops.models import Review
from lms.workshops.parts import Edit, save_part
from lms.workshops.review_drafts import ReviewDraft
from lms.workshops.reviews import submit_review
from tests.workshops import open_hall

CRITERIA = ("diagnosis", "completeness", "access", "feasibility", "data-and-governance")
TEXT = "Nobody complains at Sandrel (F7).\n\nThe box hangs beside the desk."
REASON = "A reason that nobody else would write"


@pytest.fixture(autouse=True)
def _at(monkeypatch, now):
    for module in (workshop_comments, workshop_scoring, workshop_training, access):
        monkeypatch.setattr(module, "now", lambda: now)


@pytest.fixture
def hall(app, world, now):
    """Three trainees, each with a proposal that both others have reviewed."""
    with app.app_context(), transaction() as write:
        made = open_hall(write, world, now=now)
        for name, proposal_id in made.proposal_ids.items():
            edit = Edit(str(uuid.uuid5(uuid.NAMESPACE_DNS, name)), "section:context", 0, TEXT)
            save_part(write, proposal_id=proposal_id, edit=edit, seat_id=made.seat_ids[name], now=now)
        begin_reviews(write, workshop_id=made.id, each=2, seed=3, now=now)
        for review in write.query(Review):
            draft = ReviewDraft(
                summary="Begin with the box.",
                levels=dict.fromkeys(CRITERIA, 3 if review.seat_id == made.seat_ids["binta"] else 1),
                reasons=dict.fromkeys(CRITERIA, REASON),
            )
            submit_review(write, review_id=review.id, seat_id=review.seat_id, draft=draft, criteria=CRITERIA, now=now)
    return made


def text_of(browser, path, status=200):
    response = browser.get(path)
    assert response.status_code == status, f"{path}: {response.status_code}"
    return response.get_data(as_text=True)


def release(app, hall, now):
    with app.app_context(), transaction() as write:
        seats.release(write, workshop_id=hall.id, now=now)


def review_of(app, proposal_id, *, seat_id):
    with app.app_context(), transaction() as read:
        return read.query(Review).filter_by(proposal_id=proposal_id, seat_id=seat_id).one().id


def test_a_remark_stands_at_its_passage_moves_with_it_and_says_when_that_is_gone(app, hall, sign_in, now):
    amina, one = sign_in(hall.trainees["amina"]), f"/workshops/{hall.id}"
    way = re.search(r'href="([^"]+remarks/new[^"]+passage=2)"', text_of(amina, f"{one}/proposal/read"))[1]
    form = text_of(amina, way.replace("&amp;", "&"))
    assert "The box hangs beside the desk.</textarea>" in form
    send = re.search(r'action="([^"]+/remarks[^"]+)"', form)[1].replace("&amp;", "&")
    empty = amina.send(send, quote="The box hangs beside the desk.", text=" ")
    assert empty.status_code == 422
    assert "Write what you would say" in empty.get_data(as_text=True)
    assert amina.send(send, quote="The box hangs", text="Which exhibit?").status_code == 303

    rewrite(app, hall, "A new beginning.\n\n" + TEXT, 1, now)
    moved = text_of(amina, f"{one}/proposal/read")
    assert moved.index("The box hangs</mark> beside") < moved.index("Which exhibit?")
    assert "no longer there" not in moved
    resolve = re.search(r'action="([^"]+/resolve)"', moved)[1]
    assert amina.send(resolve).status_code == 303
    rewrite(app, hall, "All of it is new.", 2, now)
    gone = text_of(amina, f"{one}/proposal/read")
    assert "The passage is no longer there. It was:" in gone
    assert "The box hangs</bdi>" in gone
    assert ">Resolved<" in gone
    assert amina.send(resolve.replace("/resolve", "/reopen")).status_code == 303
    assert amina.send(resolve.replace("/resolve", "/answer"), text="E13.").status_code == 303
    thread = resolve.removesuffix("/resolve")
    assert "E13." in text_of(amina, thread)
    assert amina.send(f"{thread}/answer", text="").status_code == 422
    assert amina.send(f"{thread}/change", own="Whose box?").status_code == 303
    assert "Somebody has answered already" in text_of(amina, f"{one}/proposal/read")
    answer = re.findall(r'id="remark-([0-9a-f-]{36})"', text_of(amina, thread))[1]
    assert amina.send(f"{one}/remarks/{answer}/delete").status_code == 303
    assert amina.send(f"{thread}/change", own="Whose box?").status_code == 303
    assert "Whose box?" in text_of(amina, f"{one}/proposal/read")
    assert amina.send(f"{thread}/delete").status_code == 303
    assert "Whose box?" not in text_of(amina, f"{one}/proposal/read")


def rewrite(app, hall, text, base, now):
    with app.app_context(), transaction() as write:
        edit = Edit(str(uuid.uuid5(uuid.NAMESPACE_DNS, text)), "section:context", base, text)
        save_part(write, proposal_id=hall.proposal_ids["amina"], edit=edit, seat_id=hall.seat_ids["amina"], now=now)


def test_no_trainee_reaches_scores_or_the_remarks_on_another_proposal(app, hall, sign_in, program, now):
    amina, one, other = sign_in(hall.trainees["amina"]), f"/workshops/{hall.id}", hall.proposal_ids["binta"]
    amina.get(f"{one}/proposal/read")
    for path in ("scores", "scores.csv", "scores/release", f"scores/{other}", f"scores/{other}/remarks/new"):
        assert amina.get(f"{one}/{path}?key=section:context").status_code == 404, path
    for path in (f"scores/{other}", f"scores/{other}/remarks?key=section:context"):
        assert amina.send(f"{one}/{path}", text="Hello").status_code == 404, path
    # Her own review opens the proposal to her remarks, and nothing of what others say of it.
    review_id = review_of(app, other, seat_id=hall.seat_ids["amina"])
    hers, asked = f"{one}/reviews/{review_id}/remarks", "key=section:context&passage=1"
    assert amina.get(f"{hers}/new?{asked}").status_code == 200
    chen = sign_in(hall.trainees["chen"])
    chen.get(f"{one}/proposal/read")
    assert chen.get(f"{hers}/new?{asked}").status_code == 404
    assert chen.send(f"{hers}?{asked}", text="Hello").status_code == 404
    assert amina.send(f"{hers}?{asked}", text="Which year?").status_code == 303
    own, machine = program(hall.trainees["amina"]), program(hall.trainees["chen"])
    (made,) = own.get(hers)["items"]
    for path in (hers, f"{one}/scores", f"{one}/scores/{other}", f"{one}/scores/{other}/remarks"):
        machine.get(path, status=404)
    machine.get(f"{one}/remarks/{made['id']}", status=404)
    other_review = review_of(app, other, seat_id=hall.seat_ids["chen"])
    assert machine.get(f"{one}/reviews/{other_review}/remarks")["items"] == []
    assert program(hall.trainees["binta"]).get(f"{one}/proposal/remarks")["items"] == []


def test_nothing_comes_back_before_its_time_and_then_no_name_with_it(app, hall, sign_in, program, now):
    one, theirs = f"/workshops/{hall.id}", hall.proposal_ids["amina"]
    review_id = review_of(app, theirs, seat_id=hall.seat_ids["binta"])
    binta = program(hall.trainees["binta"])
    said = {"part": "section:context", "quote": "The box hangs", "text": "Which exhibit?"}
    assert binta.post(f"{one}/reviews/{review_id}/remarks", said, status=201)["by"]["is_you"]
    amina, machine = sign_in(hall.trainees["amina"]), program(hall.trainees["amina"])

    before = text_of(amina, f"{one}/feedback")
    assert "Nothing has come back yet" in before
    for shown in (before, text_of(amina, f"{one}/proposal/read"), str(machine.get(f"{one}/feedback"))):
        assert REASON not in shown
        assert "Which exhibit?" not in shown
    release(app, hall, now)
    pages = [text_of(amina, f"{one}/{path}") for path in ("feedback", "proposal/read", f"reviews/{review_id}")]
    feedback = machine.get(f"{one}/feedback")
    assert feedback["is_out"]
    assert [one["letter"] for one in feedback["reviews"]] == ["A", "B"]
    assert [one["written_at"][11:19] for one in feedback["remarks"]] == ["00:00:00"]
    for shown in (*pages, str(feedback), str(machine.get(f"{one}/proposal/remarks"))):
        for name, called in (("binta", "Support of Valley"), ("chen", "Field of Harbour")):
            assert called not in shown
            assert hall.trainees[name].email not in shown
    assert REASON in pages[0]
    assert "Which exhibit?" in pages[0]
    assert "Reviewer A" in pages[1] or "Reviewer B" in pages[1]
    assert "Aim at this" in pages[0]


def test_the_feedback_counts_what_the_case_denies_in_findings_too(app, hall, sign_in, now):
    finding = Finding(str(uuid.UUID(int=7)), text="Sandrel has 12 branches.", limb="a")
    edit = Edit(str(uuid.UUID(int=8)), f"finding:{finding.id}", 0, write_part(finding))
    with app.app_context(), transaction() as write:
        save_part(write, proposal_id=hall.proposal_ids["amina"], edit=edit, seat_id=hall.seat_ids["amina"], now=now)
    release(app, hall, now)

    page = text_of(sign_in(hall.trainees["amina"]), f"/workshops/{hall.id}/feedback")
    assert "1 sentence does not agree with the case." in page
    assert "the case says 18 (F7)" in page


def test_a_trainer_scores_says_why_and_shows_the_feedback_knowing_what_is_missing(app, hall, sign_in, program, now):
    trainer, one = sign_in(hall.trainer), f"/workshops/{hall.id}"
    theirs = hall.proposal_ids["amina"]
    table = text_of(trainer, f"{one}/scores")
    assert "peers <bdi>" in table
    assert "Field of Valley" in table
    page = text_of(trainer, f"{one}/scores/{theirs}")
    assert "Support of Valley" in page
    assert REASON in page
    bare = trainer.send(f"{one}/scores/{theirs}", **{"level-access": "4", "summary": "Well argued"})
    assert bare.status_code == 422
    assert "Well argued" in bare.get_data(as_text=True)
    assert trainer.send(f"{one}/scores/{theirs}", **{"level-access": "4", "reason-access": "E4"}).status_code == 303
    reviews = text_of(trainer, f"{one}/reviews")
    assert "Scored" in reviews
    assert "Draft" not in reviews

    machine = program(hall.trainer)
    scored = machine.get(f"{one}/scores/{theirs}")
    levels = {one["criterion"]: (one["final"], one["source"]) for one in scored["criteria"]}
    assert levels["access"] == (4.0, "trainer")
    assert levels["diagnosis"] == (2.0, "peers")
    assert "far apart" in table
    trainers = f"{one}/scores/{theirs}/remarks"
    assert trainer.send(f"{trainers}?key=section:context&passage=2", text="Put it first.").status_code == 303
    amina = sign_in(hall.trainees["amina"])
    assert "Put it first." in text_of(trainer, f"{one}/scores/{theirs}")
    assert "Put it first." not in text_of(amina, f"{one}/proposal/read")
    (made,) = machine.get(trainers)["items"]
    assert (made["voice"], made["quote"]) == ("trainer", "The box hangs beside the desk.")
    path = f"{one}/remarks/{made['id']}"
    assert machine.ask("PUT", path, 200, json={"text": "Put this first."})["text"] == "Put this first."
    assert machine.post(f"{path}/answers", {"text": "In the summary, too."}, status=201)["answers"]
    assert machine.ask("PUT", f"{path}/resolved", 200, json={"resolved": True})["resolved_at"]
    assert machine.ask("PUT", f"{path}/resolved", 200, json={"resolved": False})["resolved_at"] is None
    machine.ask("DELETE", path, 409)
    assert "It is not handed in." in text_of(trainer, f"{one}/scores/release")
    assert trainer.send(f"{one}/dates/release").status_code == 303
    assert "Put this first." in text_of(amina, f"{one}/feedback")
    assert trainer.send(f"{one}/scores/{theirs}", **{"level-access": "1", "reason-access": "E4"}).status_code == 409
    body = {"levels": [{"criterion": "access", "level": 2, "reason": "E4"}]}
    machine.ask("PUT", f"{one}/scores/{theirs}", 409, json=body)
    assert "Field of Valley" in trainer.get(f"{one}/scores.csv").get_data(as_text=True)


def test_scores_take_as_many_queries_for_one_proposal_as_for_three(app, hall, sign_in, world, now, counted):
    with app.app_context(), transaction() as write:
        small = open_hall(
            write, world, now=now, trainer=hall.trainer, trainees={"dana": world.harbour.people["support"]}
        )
    browser = sign_in(hall.trainer)
    for path in (f"/workshops/{hall.id}/scores", f"/workshops/{small.id}/scores"):
        text_of(browser, path)
    with counted() as many:
        text_of(browser, f"/workshops/{hall.id}/scores")
    with counted() as few:
        text_of(browser, f"/workshops/{small.id}/scores")
    assert len(many) == len(few)


def test_a_closed_workshop_shows_remarks_and_takes_none(app, hall, sign_in, now):
    release(app, hall, now)
    with app.app_context(), transaction() as write:
        seats.close(write, workshop_id=hall.id, now=now)
    amina, one = sign_in(hall.trainees["amina"]), f"/workshops/{hall.id}"

    page = text_of(amina, f"{one}/proposal/read")
    assert "remarks/new" not in page
    assert "Do this next" in text_of(amina, f"{one}/feedback")
    assert amina.send(f"{one}/proposal/remarks?key=section:context&passage=1", text="Late").status_code == 409
