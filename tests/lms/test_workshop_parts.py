"""Saving a proposal part by part: no interleaving of people, retries, lost answers or restarts loses what was saved."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import text
from sqlalchemy.orm import Session

from lms.accounts import service as accounts
from lms.errors import Conflict, Invalid, NotFound
from lms.workshops import handing_in, locks, parts
from lms.workshops.models import Proposal, Seat, Workshop
from lms.workshops.parts import ChangedSince, Edit
from tests.worlds import make_world

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
KEY = "section:context"


@pytest.fixture
def table(session: Session):
    """A workshop of two trainees who draft one proposal."""
    return make_table(session)


def make_table(session: Session):
    world = make_world(session, now=NOW)
    workshop = Workshop(
        id=str(uuid4()), network_id=None, institution_id=world.valley.id, title="Two days", case_id="sandrel",
        language="en", mode="room", code=uuid4().hex[:8], zone="UTC", starts_on=date(2026, 3, 2), due_at=None,
        reviews_open_at=None, released_at=None, closed_at=None, created_at=NOW,
    )  # fmt: skip
    session.add(workshop)
    session.flush()
    seats = []
    for number in (1, 2):
        account = accounts.create_account(session, email=f"t{number}@valley.example", name=f"T{number}", now=NOW)
        seat = Seat(
            workshop_id=workshop.id, account_id=account.id, role="trainee", team_id=None, joined_at=NOW,
            seen_at=None, left_at=None,
        )  # fmt: skip
        session.add(seat)
        seats.append(seat)
    session.flush()
    proposal = Proposal(
        id=str(uuid4()), workshop_id=workshop.id, team_id=None, seat_id=seats[0].id, created_at=NOW, handed_in_at=None
    )
    session.add(proposal)
    session.flush()
    return proposal.id, seats[0].id, seats[1].id


def save(session, table, typed, base, *, seat=1, key=KEY, edit_id=None, is_out=False):
    edit = Edit(edit_id or str(uuid4()), key, base, typed, is_out)
    return parts.save_part(session, proposal_id=table[0], edit=edit, seat_id=table[seat], now=NOW)


def test_the_first_edit_is_version_one_and_the_next_builds_on_it(session, table):
    assert save(session, table, "Nobody complains.", 0).version == 1
    saved = save(session, table, "Nobody complains here.", 1)

    assert (saved.version, saved.content, saved.is_merged) == (2, "Nobody complains here.", False)


def test_the_same_edit_again_changes_nothing_and_is_answered_the_same(session, table):
    edit_id = str(uuid4())
    first = save(session, table, "Nobody complains.", 0, edit_id=edit_id)
    save(session, table, "Nobody complains here.", 1)

    assert save(session, table, "Nobody complains.", 0, edit_id=edit_id) == first
    assert parts.find_part(session, proposal_id=table[0], key=KEY).version == 2


def test_a_form_that_the_way_back_brought_with_its_old_id_saves_what_was_typed_on(session, table):
    edit_id = str(uuid4())
    save(session, table, "Nobody complains.", 0, edit_id=edit_id)
    save(session, table, "Truly: Nobody complains.", 1, seat=2)
    saved = save(session, table, "Nobody complains. Nobody counts.", 0, edit_id=edit_id)

    assert (saved.version, saved.content, saved.clashes) == (3, "Truly: Nobody complains. Nobody counts.", 0)
    with pytest.raises(ChangedSince):
        save(session, table, "Nobody complains.", 0, edit_id=edit_id, is_out=True)
    assert save(session, table, "Nobody complains.", 3, edit_id=edit_id, is_out=True).is_out
    assert save(session, table, "Nobody complains.", 0, edit_id=edit_id).version == 1


def test_two_people_from_one_version_are_put_together(session, table):
    save(session, table, "The box is opened monthly. Nobody counts.", 0)
    save(session, table, "The red box is opened monthly. Nobody counts.", 1)
    saved = save(session, table, "The box is opened monthly. Nobody counts the slips.", 1, seat=2)

    assert saved.content == "The red box is opened monthly. Nobody counts the slips."
    assert (saved.is_merged, saved.clashes) == (True, 0)


def test_fields_of_a_finding_are_put_together_one_by_one(session, table):
    key = f"finding:{uuid4()}"
    save(session, table, '{"text": "", "limb": "a"}', 0, key=key)
    save(session, table, '{"text": "No policy.", "limb": "a"}', 1, key=key)
    saved = save(session, table, '{"text": "", "limb": "b"}', 1, key=key, seat=2)

    assert saved.content == '{"limb": "b", "text": "No policy."}'


def test_what_was_typed_stays_in_the_history_when_it_was_merged(session, table):
    save(session, table, "one", 0)
    save(session, table, "one two", 1)
    save(session, table, "zero one", 1, seat=2)

    contents = [parts.content_at(session, proposal_id=table[0], key=KEY, version=one) for one in (0, 1, 2, 3)]
    assert contents == ["", "one", "one two", "zero one two"]
    assert [edit.version for edit in parts.list_edits(session, proposal_id=table[0], key=KEY)] == [3, 2, 1]


def test_a_part_somebody_took_out_comes_back_when_another_writes_on(session, table):
    save(session, table, "A long sentence.", 0)
    assert save(session, table, "A long sentence.", 1, is_out=True).is_out

    assert not save(session, table, "A long sentence. And more.", 1, seat=2).is_out


def test_a_part_that_somebody_changed_since_is_not_taken_out_unseen(session, table):
    save(session, table, "A box.", 0)
    save(session, table, "A red box.", 1, seat=2)
    with pytest.raises(ChangedSince, match="not taken out") as refused:
        save(session, table, "A box. And a phone.", 1, is_out=True)

    told = refused.value
    assert (told.content, told.version, told.base_version) == ("A red box. And a phone.", 2, 1)
    part = parts.find_part(session, proposal_id=table[0], key=KEY)
    assert (part.content, part.version, part.is_out) == ("A red box.", 2, False)
    assert save(session, table, told.content, told.version, is_out=True).is_out


def test_a_part_that_was_changed_and_changed_back_is_taken_out_at_once(session, table):
    save(session, table, "A box.", 0)
    save(session, table, "A red box.", 1, seat=2)
    save(session, table, "A box.", 2, seat=2)

    assert save(session, table, "A box.", 1, is_out=True).is_out


def test_a_version_that_never_was_is_refused(session, table):
    with pytest.raises(Invalid, match="Version 7"):
        save(session, table, "x", 7)
    with pytest.raises(NotFound):
        parts.content_at(session, proposal_id=table[0], key=KEY, version=3)


def test_a_handed_in_proposal_takes_no_edit_but_answers_an_old_one(session, table):
    edit_id = str(uuid4())
    save(session, table, "x", 0, edit_id=edit_id)
    session.execute(text("UPDATE proposal SET handed_in_at = :now"), {"now": NOW.isoformat(sep=" ")[:19]})
    session.expire_all()

    assert save(session, table, "x", 0, edit_id=edit_id).version == 1
    with pytest.raises(Conflict, match="Take it back"):
        save(session, table, "x y", 1)


@pytest.mark.parametrize("key", ["section:", "finding:12", "nothing", "review:6f1c2b9e-3a77-4a0e-9a51-1d2f3b4c5d6e"])
def test_a_key_that_is_none_is_refused(session, table, key):
    with pytest.raises(Invalid):
        save(session, table, "x", 0, key=key)


def test_too_long_a_text_is_told_with_both_numbers(session, table):
    with pytest.raises(Invalid, match=r"200,001 characters; 200,000 fit"):
        save(session, table, "x" * 200_001, 0)


def test_an_edit_id_of_one_part_cannot_be_used_for_another(session, table):
    edit_id = str(uuid4())
    save(session, table, "x", 0, edit_id=edit_id)
    with pytest.raises(Conflict):
        save(session, table, "y", 0, key="section:summary", edit_id=edit_id)


def test_a_lock_is_a_courtesy_that_runs_out(session, table):
    proposal_id, first, second = table

    def touch(seat, now):
        return locks.touch_lock(session, proposal_id=proposal_id, key=KEY, seat_id=seat, now=now)

    assert touch(first, NOW) == first
    assert touch(second, NOW) == first
    assert save(session, table, "still saved", 0, seat=2).version == 1
    assert touch(second, NOW + locks.LOCK + timedelta(seconds=1)) == second


def test_parts_are_put_in_the_order_asked_and_the_others_follow(session, table):
    keys = [f"finding:{uuid4()}" for _ in range(3)]
    for key in keys:
        save(session, table, "{}", 0, key=key)

    handing_in.order_parts(session, proposal_id=table[0], keys=[keys[2], keys[0]])

    assert [part.key for part in parts.list_parts(session, proposal_id=table[0])] == [keys[2], keys[0], keys[1]]


class Device:
    """A browser with a draft of its own: what it last had from the server, what it holds, and what waits to be sent."""

    def __init__(self, seat):
        self.seat, self.base, self.text, self.waiting = seat, 0, "", None


class Writing(RuleBasedStateMachine):
    """People type words that occur once, save, lose answers, send twice, restart: acknowledged words never vanish."""

    session: Session
    devices = Bundle("devices")

    def __init__(self):
        super().__init__()
        self.savepoint = self.session.begin_nested()
        self.table = make_table(self.session)
        self.acknowledged, self.deleted, self.number = set(), set(), 0

    def teardown(self):
        self.savepoint.rollback()
        self.session.expunge_all()

    @rule(target=devices, seat=st.sampled_from([1, 2]))
    def open(self, seat):
        device = Device(seat)
        self._load(device)
        return device

    @rule(device=devices, place=st.integers(0, 40))
    def type_a_word(self, device, place):
        words = device.text.split()
        self.number += 1
        words.insert(min(place, len(words)), f"w{self.number}")
        device.text = " ".join(words)

    @rule(device=devices, place=st.integers(0, 40))
    def take_a_word_out(self, device, place):
        words = device.text.split()
        if words:
            self.deleted.add(words.pop(place % len(words)))
            device.text = " ".join(words)

    @rule(device=devices, is_answer_lost=st.booleans())
    def save(self, device, is_answer_lost):
        if device.waiting is None:
            device.waiting = Edit(str(uuid4()), KEY, device.base, device.text)
        edit = device.waiting
        saved = parts.save_part(
            self.session, proposal_id=self.table[0], edit=edit, seat_id=self.table[device.seat], now=NOW
        )
        if is_answer_lost:
            return
        self.acknowledged |= set(edit.typed.split())
        typed_since = device.text != edit.typed
        device.base, device.waiting = saved.version, None
        if not typed_since:
            device.text = saved.content
        else:
            # The page puts what was typed meanwhile onto what the server answered, as the server itself would.
            device.text = parts.merge_text(edit.typed, saved.content, device.text).text

    @rule(device=devices)
    def the_sign_in_runs_out(self, device):
        """A save that is refused at the door changes nothing; the device keeps what it has."""

    @rule(device=devices)
    def the_laptop_dies(self, device):
        device.waiting = None
        self._load(device)

    def _load(self, device):
        held = parts.find_part(self.session, proposal_id=self.table[0], key=KEY)
        device.base, device.text = (held.version, held.content) if held else (0, "")

    @invariant()
    def acknowledged_words_are_there(self):
        held = parts.find_part(self.session, proposal_id=self.table[0], key=KEY)
        there = set(held.content.split()) if held else set()
        assert self.acknowledged - self.deleted <= there

    @invariant()
    def every_version_can_be_read(self):
        held = parts.find_part(self.session, proposal_id=self.table[0], key=KEY)
        if held:
            newest = parts.content_at(self.session, proposal_id=self.table[0], key=KEY, version=held.version)
            assert newest == held.content


def test_no_interleaving_loses_an_acknowledged_word(session):
    machine = type("WritingHere", (Writing,), {"session": session})
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=25, stateful_step_count=30, suppress_health_check=list(HealthCheck)),
    )
