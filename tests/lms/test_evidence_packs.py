"""Packs of institutions in a database: what was true on a day as known at a checkpoint, whatever came later."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from lms.boards.endorsements import Resolution, SignedFile
from lms.boards.endorsements import record as record_resolution
from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid
from lms.evidence import service as evidence
from lms.evidence.certificates import Issued, issue_certificate
from lms.evidence.waivers import NewWaiver, grant_waiver
from lms.facilitation import registers
from lms.facilitation.registers import Line
from lms.facilitation.sessions import SessionPlan, lock_session, plan_session
from lms.http import packs
from lms.http.holdings import holdings_of
from lms.http.pack_maker import Recipe, Tools, make_pack
from lms.http.press import Press
from lms.institutions import service as institutions
from lms.institutions import tenures
from lms.ledger.keys import list_verifiers, open_signer
from lms.ledger.packs.layout import Names
from lms.ledger.packs.verify import verify
from lms.reports.evidence_pack import get_pack, list_packs, read_choices
from lms.workflows.ask_for_pack import PackRequest, ask_for_pack
from lms.workflows.erase_person import Whom, erase_person
from lms.workflows.join_branches import join_branches, preview_join
from lms.workflows.keep_edition import keep_edition
from tests.broken_packs import members_of

TODAY = date(2026, 3, 2)
PDF = b"%PDF-1.7 resolution"
SESSION = "6f0c3a52-0f5e-4a57-9f5e-5c2f6c1d0a01"


@pytest.fixture(scope="module")
def one_press():
    made = Press()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def one_press_for_all(one_press, monkeypatch):
    """Its start costs more than what these tests ask of it."""
    monkeypatch.setattr(packs, "press", lambda: one_press)


@pytest.fixture
def module(app):
    return holdings_of(app).catalogue.get("complaints")


@pytest.fixture
def valley(app, world, module, now):
    """An institution with something of everything."""
    house = world.valley
    with app.app_context(), transaction() as write:
        _learn(write, house, "field", module, now)
        certificate = _learn(write, house, "board", module, now)
        issued = Issued("Board of Valley", "Valley", module.title, "board", "en")
        issue_certificate(write, completion=certificate, issued=issued, seed="s" * 32, now=now)
        plan = SessionPlan(
            module_id="complaints", edition=module.edition, language="en", title="For all", mode="in_person",
            starts_at=now - timedelta(days=3), zone="Africa/Nairobi", minutes=90, minimum_minutes=60,
            place="Hall", facilitator_name="Faith",
        )  # fmt: skip
        plan_session(write, institution_id=house.id, session_id=SESSION, plan=plan, account_id=None, now=now)
        _register(write, house, "field", 80, now)
        support = house.people["support"].member_id
        waiver = NewWaiver(str(uuid4()), support, "complaints", module.edition, "en", "Taught it", "Head", None)
        grant_waiver(write, institution_id=house.id, new=waiver, granted_by_id=None, today=TODAY, now=now)
        record_resolution(
            write, institution_id=house.id, endorsement_id=str(uuid4()), resolution=Resolution("12/2026", TODAY, None),
            file=SignedFile("minutes.pdf", "application/pdf", PDF), account_id=None, today=TODAY, now=now,
        )  # fmt: skip
    return house


def _learn(write, house, who, module, now, *, on=TODAY):
    keep_edition(write, module=module)
    return evidence.add_completion(
        write, institution_id=house.id, member_id=house.people[who].member_id, module_id=module.id,
        edition=module.edition, language="en", source="quiz", source_id=str(uuid4()), percent=90, completed_at=now,
        completed_on=on, valid_until=None,
    )  # fmt: skip


def _register(write, house, who, minutes, now):
    known = lock_session(write, institution_id=house.id, session_id=SESSION)
    line = Line(house.people[who].member_id, minutes, None)
    registers.keep_lines(write, known=known, lines=[line], source="paper", account_id=None, now=now)


def _ask(app, house, now, *, as_of=TODAY, names=Names.FULL, known_at=None):
    with app.app_context():
        first_day = read_choices(session(), institution_id=house.id).first_day
        request = PackRequest(house.id, as_of, names, now.date(), first_day, known_at)
        pack_id = str(uuid4())
        signer = open_signer(packs.settings())
        with transaction() as write:
            ask_for_pack(write, request=request, pack_id=pack_id, account_id=None, signer=signer, now=now)
        return pack_id


def _file(app, house, pack_id):
    with app.app_context():
        return packs.pack_file(get_pack(session(), institution_id=house.id, pack_id=pack_id)).read_bytes()


def test_a_pack_of_everything_verifies_and_shows_it(app, valley, module, settings, now):
    pack = _file(app, valley, _ask(app, valley, now))

    found = verify(pack, trusted=list_verifiers(settings))
    members = members_of(pack)
    assert found.faults == ()
    assert members["resolution/12-2026.pdf"] == PDF
    assert f"editions/complaints-{module.edition}-en.md" in members
    assert members["summary.pdf"].startswith(b"%PDF-1.7")
    assert zipfile.ZipFile(io.BytesIO(members["coverage.xlsx"])).testzip() is None
    assert b"Field of Valley,80,yes,paper" in members[f"sessions/{SESSION}.csv"]
    assert b"Support of Valley,complaints,2026-03-02,,,Head,Taught it" in members["lists/waivers.csv"]
    assert b"Board of Valley,Board of Valley" in members["certificates/index.csv"]
    coverage = json.loads(members["data/coverage.json"])
    assert {row["tier"]: (row["complete"], row["asked"]) for row in coverage["tiers"]}["field"] == (1, 1)
    assert coverage["everybody"]["members"] == 5
    with app.app_context():
        kept = list_packs(session(), institution_id=valley.id, limit=5)[0]
    assert (kept.size, kept.sha256) == (len(pack), dict(found.facts)["SHA-256 of the pack"])


@pytest.mark.parametrize("names", list(Names))
def test_the_same_day_and_checkpoint_give_the_same_bytes_whatever_came_later(app, valley, module, now, names):
    asked = _ask(app, valley, now, names=names)
    before = _file(app, valley, asked)
    with app.app_context():
        size = get_pack(session(), institution_id=valley.id, pack_id=asked).ledger_size
    later = now + timedelta(days=30)
    own = {"institution_id": valley.id, "now": later}
    with app.app_context(), transaction() as write:
        _register(write, valley, "board", 90, later)
        _learn(write, valley, "middle_management", module, later, on=TODAY)
        member = valley.people["field"].member_id
        institutions.change_member(write, member_id=member, staff_code="V9", name="Somebody Else", email="", **own)
        institutions.rename_branch(write, branch_id=valley.branch_id, name="Renamed", **own)
        tenures.leave(write, member_id=valley.people["board"].member_id, on=date(2026, 2, 1), **own)
        joined = {"institution_id": valley.id, "branch_id": valley.branch_id, "into_id": valley.other_branch_id}
        shown = preview_join(write, on=later.date(), **joined)
        join_branches(write, on=later.date(), fingerprint=shown.fingerprint, now=later, **joined)
    _forget_files(app, valley)

    again = _ask(app, valley, later, names=names, known_at=size)

    assert _file(app, valley, again) == before
    assert _file(app, valley, _ask(app, valley, later, names=names)) != before


def _forget_files(app, house):
    """Let the next pack be made anew."""
    with app.app_context():
        assert packs.drop_packs(packs.settings().instance_dir, institution_id=house.id) >= 1


def test_a_register_keyed_in_late_is_in_later_packs_of_the_same_day(app, valley, settings, now):
    earlier = _file(app, valley, _ask(app, valley, now))
    with app.app_context(), transaction() as write:
        _register(write, valley, "board", 75, now + timedelta(days=9))

    later = _file(app, valley, _ask(app, valley, now + timedelta(days=9)))

    path = f"sessions/{SESSION}.csv"
    assert b"Board of Valley" not in members_of(earlier)[path]
    assert b"Board of Valley,75,yes" in members_of(later)[path]
    assert verify(later, trusted=list_verifiers(settings), older=earlier).is_sound


def test_who_was_erased_appears_as_erased_and_her_file_is_gone_from_the_store(app, valley, settings, now):
    asked = _ask(app, valley, now)
    before = _file(app, valley, asked)
    with app.app_context():
        whom = Whom(valley.id, valley.people["field"].member_id, TODAY)
        with transaction() as write:
            erase_person(write, whom, now=now + timedelta(days=1))
        assert packs.drop_packs(settings.instance_dir, institution_id=valley.id) == 1

    after = _file(app, valley, asked)

    assert b"Field of Valley" in members_of(before)["data/people.json"]
    assert not any(b"Field of Valley" in data for data in members_of(after).values())
    assert b"Erased person" in members_of(after)[f"sessions/{SESSION}.csv"]
    assert members_of(after)["data/coverage.json"] == members_of(before)["data/coverage.json"]
    assert verify(after, trusted=list_verifiers(settings), older=before).is_sound


def test_a_pack_says_no_more_of_people_than_it_was_asked_to(app, valley, settings, now):
    masked = _file(app, valley, _ask(app, valley, now, names=Names.MASKED))
    initials = _file(app, valley, _ask(app, valley, now, names=Names.INITIALS))

    for pack in (masked, initials):
        assert verify(pack, trusted=list_verifiers(settings)).is_sound
        words = (b"Field of Valley", b"Board of Valley", b"Faith", b"Taught it", b"V001")
        assert not any(word in data for word in words for data in members_of(pack).values())
    assert b"F. O. V." in members_of(initials)["data/people.json"]


@pytest.mark.parametrize(
    ("as_of", "words"),
    [(date(2024, 12, 31), "its first day here is 1 January 2025"), (date(2026, 3, 3), "still to come")],
)
def test_a_day_that_cannot_be_is_refused_with_words_and_nothing_is_signed(app, valley, now, as_of, words):
    with pytest.raises(Invalid) as refused:
        _ask(app, valley, now, as_of=as_of)

    assert words in refused.value.fields["as_of"]
    with app.app_context():
        assert read_choices(session(), institution_id=valley.id).checkpoints == ()
        assert list_packs(session(), institution_id=valley.id, limit=5) == ()


def test_a_checkpoint_that_is_not_there_is_told_with_those_that_are(app, valley, now):
    _ask(app, valley, now)

    for known_at in (1, datetime(2020, 1, 1, tzinfo=UTC)):
        with pytest.raises(Invalid) as refused:
            _ask(app, valley, now, known_at=known_at)
        assert "There are: " in refused.value.fields["known_at"]


def test_a_moment_means_the_newest_checkpoint_by_then(app, valley, now):
    first = _ask(app, valley, now)
    with app.app_context(), transaction() as write:
        institutions.add_branch(write, institution_id=valley.id, name="New", now=now)
    _ask(app, valley, now + timedelta(hours=2))

    asked = _ask(app, valley, now + timedelta(hours=3), known_at=now + timedelta(hours=1))

    with app.app_context():
        sizes = [get_pack(session(), institution_id=valley.id, pack_id=one).ledger_size for one in (first, asked)]
    assert sizes[0] == sizes[1]


def test_nothing_is_signed_twice_when_nothing_was_added(app, valley, now):
    _ask(app, valley, now)
    _ask(app, valley, now + timedelta(days=1))

    with app.app_context():
        assert len(read_choices(session(), institution_id=valley.id).checkpoints) == 1


def test_no_pack_is_made_of_a_ledger_that_was_never_signed_like_that(app, valley, settings, tmp_path):
    with app.app_context():
        tools = Tools(list_verifiers(settings), open_signer(settings), packs.press())
        with pytest.raises(Conflict, match="No checkpoint was signed at 7 entries"):
            make_pack(Recipe(valley.id, TODAY, 7, Names.FULL), tools=tools, path=tmp_path / "pack.zip")
    assert list(tmp_path.glob("*.zip")) == []
