"""Versions of a whole proposal with a name, going back to one, handing in and taking back."""

from uuid import UUID

import pytest

from lms.errors import Conflict, Invalid, NotFound
from lms.workshops import handing_in, snapshots
from lms.workshops.models import Proposal, Workshop
from lms.workshops.parts import list_parts
from lms.workshops.snapshots import Kind
from tests.lms.test_workshop_parts import KEY, NOW, make_table, save

FINDING = f"finding:{UUID(int=1)}"
OTHER = f"finding:{UUID(int=2)}"


@pytest.fixture
def table(session):
    return make_table(session)


def keep(session, table, label="Friday"):
    return snapshots.take_snapshot(session, proposal_id=table[0], label=label, seat_id=table[1], now=NOW)


def standing(session, table):
    return {one.key: one.content for one in list_parts(session, proposal_id=table[0]) if not one.is_out}


def hand_in(session, table):
    handing_in.hand_in(session, proposal_id=table[0], seat_id=table[1], label="Handed in", now=NOW)


def test_going_back_to_a_version_loses_nothing_and_can_be_undone(session, table):
    save(session, table, "One.", 0)
    save(session, table, '{"text": "gap"}', 0, key=FINDING)
    first = keep(session, table)
    save(session, table, "Two.", 1)
    save(session, table, '{"text": "gap"}', 1, key=FINDING, edit_id=str(UUID(int=7)))
    save(session, table, '{"text": "later"}', 0, key=OTHER)
    after = standing(session, table)

    changed = snapshots.restore_snapshot(
        session, proposal_id=table[0], snapshot_id=first, label="Before", seat_id=table[1], now=NOW
    )

    assert changed == 2
    assert standing(session, table) == {KEY: "One.", FINDING: '{"text": "gap"}'}
    before = snapshots.list_snapshots(session, proposal_id=table[0])[0]
    assert before.kind is Kind.BEFORE_RESTORE
    snapshots.restore_snapshot(
        session, proposal_id=table[0], snapshot_id=before.id, label="Before", seat_id=table[1], now=NOW
    )
    assert standing(session, table) == after


def test_a_part_goes_back_as_a_new_edit_and_back_before_its_first_it_is_out(session, table):
    save(session, table, "One.", 0)
    save(session, table, "Two.", 1)

    back = snapshots.restore_part(
        session, proposal_id=table[0], key=KEY, version=1, seat_id=table[2], now=NOW
    )  # fmt: skip
    assert (back.version, back.content) == (3, "One.")
    gone = snapshots.restore_part(session, proposal_id=table[0], key=KEY, version=0, seat_id=table[2], now=NOW)
    assert gone.is_out
    with pytest.raises(NotFound):
        snapshots.restore_part(session, proposal_id=table[0], key=KEY, version=9, seat_id=table[2], now=NOW)


def test_a_version_needs_a_name_and_belongs_to_its_proposal(session, table):
    for label in ("  ", "x" * 121, "a\0b"):
        with pytest.raises(Invalid):
            keep(session, table, label)
    number = keep(session, table, "  On  Friday ")

    assert snapshots.get_snapshot(session, proposal_id=table[0], snapshot_id=number).label == "On Friday"
    with pytest.raises(NotFound):
        snapshots.get_snapshot(session, proposal_id=str(UUID(int=9)), snapshot_id=number)


def test_handing_in_keeps_a_version_freezes_and_can_be_taken_back_until_the_reviews(session, table):
    save(session, table, "One.", 0)
    hand_in(session, table)
    hand_in(session, table)

    assert [one.kind for one in snapshots.list_snapshots(session, proposal_id=table[0])] == [Kind.HANDED_IN]
    with pytest.raises(Conflict):
        snapshots.restore_part(session, proposal_id=table[0], key=KEY, version=0, seat_id=table[1], now=NOW)
    with pytest.raises(Conflict):
        handing_in.move_part(session, proposal_id=table[0], key=FINDING, step=1)
    handing_in.take_back(session, proposal_id=table[0])
    assert save(session, table, "Two.", 1).version == 2
    hand_in(session, table)
    session.get(Workshop, session.get(Proposal, table[0]).workshop_id).reviews_open_at = NOW
    session.flush()
    with pytest.raises(Conflict):
        handing_in.take_back(session, proposal_id=table[0])


def test_findings_move_among_findings_and_stop_at_the_ends(session, table):
    save(session, table, "One.", 0)
    for key in (FINDING, OTHER):
        save(session, table, '{"text": "gap"}', 0, key=key)

    def order():
        return [one.key for one in list_parts(session, proposal_id=table[0]) if one.key.startswith("finding")]

    handing_in.move_part(session, proposal_id=table[0], key=OTHER, step=-1)
    assert order() == [OTHER, FINDING]
    handing_in.move_part(session, proposal_id=table[0], key=OTHER, step=-1)
    assert order() == [OTHER, FINDING]
    for key in (KEY, "finding:x", f"risk:{UUID(int=3)}"):
        with pytest.raises(NotFound):
            handing_in.move_part(session, proposal_id=table[0], key=key, step=1)
