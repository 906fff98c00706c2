"""Documents of proposals: to those who write one and to their trainers, and never with a reviewer's name."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.models import Account
from lms.db.engine import transaction
from lms.http import access
from lms.workshops import reviews, seats
from lms.workshops.comments import NewRemark, Onlooker, add_remark
from lms.workshops.models import Review, Seat
from lms.workshops.parts import Edit, save_part
from tests.webinar_kits import office
from tests.webinar_kits.test_pdf_writer import read
from tests.workshops import open_hall
from webinar_kits.archive import unpack
from webinar_kits.proposals.requests import MEDIA_TYPES, Format

SAID = "Nine entries, and 42,000 clients (F8)."
REMARK = "How do you know that they are unhappy?"


@pytest.fixture(autouse=True)
def _at(monkeypatch, now):
    monkeypatch.setattr(access, "now", lambda: now)


@pytest.fixture
def hall(app, world, now):
    with app.app_context(), transaction() as write:
        made = open_hall(write, world, now=now)
        edit = Edit("edit-1", "section:summary", 0, SAID)
        save_part(write, proposal_id=made.proposal_ids["amina"], edit=edit, seat_id=made.seat_ids["amina"], now=now)
    return made


def own(hall, ending, more=""):
    return f"/workshops/{hall.id}/proposal/file.{ending}{more}"


def any_of(hall, name, ending, more=""):
    return f"/workshops/{hall.id}/scores/{hall.proposal_ids[name]}/file.{ending}{more}"


def fetch(browser, path):
    """Return status, headers and content, the file closed."""
    with browser.get(path) as response:
        return response.status_code, response.headers, response.get_data()


def content_of(browser, path):
    status, _, content = fetch(browser, path)
    assert status == 200, path
    return content


def name_of(app, person):
    with app.app_context(), transaction() as write:
        return write.get(Account, person.account_id).name


def test_who_writes_a_proposal_fetches_it_with_her_name_in_its_properties(app, sign_in, hall):
    status, headers, content = fetch(sign_in(hall.trainees["amina"]), own(hall, "docx"))
    assert status == 200
    assert headers["Content-Disposition"] == "attachment; filename=proposal-sandrel.docx"
    document = unpack(content)
    assert SAID in office.words(document["word/document.xml"].decode())
    assert name_of(app, hall.trainees["amina"]) in document["docProps/core.xml"].decode()
    assert fetch(sign_in(hall.trainees["amina"]), f"/api/v1{own(hall, 'docx')}")[2] == content


def test_other_trainees_get_nobodys_document_and_strangers_none(app, world, sign_in, hall):
    for person in (hall.trainees["binta"], world.valley.people["board"]):
        browser = sign_in(person)
        assert fetch(browser, any_of(hall, "amina", "docx"))[0] == 404
        assert fetch(browser, f"/api/v1{any_of(hall, 'amina', 'docx')}")[0] in (401, 404)
    stranger = sign_in(world.valley.people["board"])
    assert fetch(stranger, own(hall, "docx"))[0] == 404
    assert SAID not in _text(content_of(sign_in(hall.trainees["binta"]), own(hall, "docx")))
    assert fetch(app.test_client(), own(hall, "docx"))[0] in (302, 303, 401)


def test_a_trainer_fetches_every_proposal_of_her_workshop_and_none_of_another(sign_in, hall):
    browser = sign_in(hall.trainer)
    assert SAID in _text(content_of(browser, any_of(hall, "amina", "docx")))
    assert content_of(browser, any_of(hall, "binta", "pdf")).startswith(b"%PDF")
    nowhere = f"/workshops/{hall.id}/scores/00000000-0000-0000-0000-000000000000/file.docx"
    assert fetch(browser, nowhere)[0] == 404
    assert fetch(browser, own(hall, "docx"))[0] == 404


def test_remarks_come_after_the_feedback_is_out_with_letters_for_their_writers(app, sign_in, hall, now):
    names = _remark(app, hall, now)
    author, trainer = sign_in(hall.trainees["amina"]), sign_in(hall.trainer)
    address = own(hall, "docx", "?comments=1")
    assert address not in author.get(f"/workshops/{hall.id}/proposal").text
    assert "word/comments.xml" not in unpack(content_of(author, address))
    with app.app_context(), transaction() as write:
        seats.release(write, workshop_id=hall.id, now=now + timedelta(days=2))
    assert address in author.get(f"/workshops/{hall.id}/proposal").text
    scores = trainer.get(f"/workshops/{hall.id}/scores/{hall.proposal_ids['amina']}").text
    assert any_of(hall, "amina", "docx", "?comments=1") in scores
    for browser, path in ((author, address), (trainer, any_of(hall, "amina", "docx", "?comments=1"))):
        members = unpack(content_of(browser, path))
        comments = members["word/comments.xml"].decode()
        assert REMARK in comments
        assert 'w:author="Reviewer A"' in comments
        everything = b"".join(members.values()).decode()
        assert not [name for name in names if name in everything]
    for wanted in Format:
        _, headers, content = fetch(author, own(hall, wanted.value, "?comments=1"))
        assert headers["Content-Type"].startswith(MEDIA_TYPES[wanted])
        shown = content.decode("latin-1") if wanted is Format.PDF else "".join(office.all_text(content))
        assert not [name for name in names if name in shown], wanted
    printed = content_of(author, own(hall, "pdf", "?comments=1"))
    assert "Annex D Remarks" in " ".join(read(printed).split())
    assert "Reviewer A: " in read(printed)
    assert not [name for name in names if name in read(printed)]


def test_a_reviewer_who_was_made_a_trainer_stays_a_letter(app, sign_in, hall, now):
    names = _remark(app, hall, now)
    with app.app_context(), transaction() as write:
        seats.make_trainer(write, workshop_id=hall.id, seat_id=hall.seat_ids["binta"])
        seats.release(write, workshop_id=hall.id, now=now)
    members = unpack(content_of(sign_in(hall.trainees["amina"]), own(hall, "docx", "?comments=1")))

    assert 'w:author="Reviewer A"' in members["word/comments.xml"].decode()
    assert "Trainer" not in members["word/comments.xml"].decode()
    assert not [name for name in names if name in b"".join(members.values()).decode()]


def _remark(app, hall, now):
    """Let Binta review Amina's proposal; return what must not be found anywhere: her name and her address."""
    proposal_id, seat_id = hall.proposal_ids["amina"], hall.seat_ids["binta"]
    with app.app_context(), transaction() as write:
        seats.open_reviews(write, workshop_id=hall.id, now=now)
        seat = write.get(Seat, seat_id)
        review_id = reviews.add_review(write, seat=seat, proposal_id=proposal_id, kind=reviews.ReviewKind.PEER, now=now)
        onlooker = Onlooker(hall.id, seat_id, False, hall.proposal_ids["binta"], False)
        new = NewRemark(proposal_id, "section:summary", REMARK, quote="Nine entries", review_id=review_id)
        add_remark(write, onlooker=onlooker, new=new, now=now)
        write.get(Review, review_id).submitted_at = now
        account_id = hall.trainees["binta"].account_id
        return tuple(write.execute(select(Account.name, Account.email).where(Account.id == account_id)).one())


def _text(content):
    return "\n".join(office.all_text(content))
