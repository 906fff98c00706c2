"""One board meeting on one device: who is in the roll, who attests, and what closing writes."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from lms.errors import Conflict, Invalid, NotFound
from lms.ledger.kinds import Kind
from lms.ledger.people import get_person
from lms.reports.boards import list_meetings, read_meeting
from lms.workflows.hold_board_meeting import (
    NewMeeting,
    call_roll,
    close_board_meeting,
    drop_board_meeting,
    hear,
    open_board_meeting,
)
from tests.lms.boards_and_sessions import commitment, director, entries, leave, principle, rows

DAY = date(2026, 3, 2)
COMPLETIONS = "select member_id, module_id, source, completed_on, valid_until from completion order by member_id, id"


@pytest.fixture
def house(small_world):
    return small_world.valley


@pytest.fixture
def board(session, house, now):
    """Three directors: two more than the small world has, by a short name."""
    names = {"amina": "Amina Board", "badru": "Badru Board"}
    more = {
        key: director(session, house, f"D-{key}", name, from_on=date(2025, 1, 1), now=now)
        for key, name in names.items()
    }
    return {**more, "old": house.people["board"].member_id}


@pytest.fixture
def meeting(session, house, board, now):
    new = NewMeeting(str(uuid4()), DAY, "Head office", (commitment(), principle()))
    open_board_meeting(session, institution_id=house.id, account_id=None, new=new, today=DAY, now=now)
    return new


def mark(session, house, meeting, *members, is_present=True):
    call_roll(session, institution_id=house.id, meeting_id=meeting.id, member_ids=set(members), is_present=is_present)


def attest(session, house, meeting, member_id, now, *, has_attested=True):
    hear(
        session,
        institution_id=house.id,
        meeting_id=meeting.id,
        member_id=member_id,
        has_attested=has_attested,
        now=now,
    )


def close(session, house, meeting, now):
    return close_board_meeting(session, institution_id=house.id, meeting_id=meeting.id, now=now)


def test_who_attested_is_complete_and_who_was_absent_stays_incomplete(session, house, board, meeting, now):
    mark(session, house, meeting, board["amina"], board["badru"])
    attest(session, house, meeting, board["amina"], now)

    assert close(session, house, meeting, now)

    assert rows(session, COMPLETIONS) == rows(
        session,
        "select :her, module_id, 'board', completed_on, valid_until from completion order by id",
        her=board["amina"],
    )
    kept = rows(session, "select module_id, source, valid_until from completion order by id")
    assert [(one, source) for one, source, _until in kept] == [("introduction", "board"), ("complaints", "board")]
    assert [str(until) for _one, _source, until in kept] == ["None", "2027-03-02"]
    assert rows(session, "select member_id, module_id, tier from attestation") == [
        (board["amina"], "introduction", "board")
    ]


def test_the_ledger_holds_the_roll_and_what_counts(session, house, board, meeting, now):
    mark(session, house, meeting, board["amina"], board["badru"])
    attest(session, house, meeting, board["amina"], now)
    close(session, house, meeting, now)

    said = entries(session, house, Kind.BOARD_MEETING)[0]

    keys = {name: get_person(session, member_id=member_id).key for name, member_id in board.items()}
    assert (said["meeting"], said["held_on"], said["modules"]) == (
        meeting.id,
        "2026-03-02",
        ["introduction", "complaints"],
    )
    assert sorted(said["roll"]) == sorted(
        [[keys["amina"], True, True], [keys["badru"], True, False], [keys["old"], False, False]]
    )
    assert [one["source"] for one in entries(session, house, Kind.COMPLETION)] == ["board", "board"]
    assert [one["person"] for one in entries(session, house, Kind.ATTESTATION)] == [keys["amina"]]
    assert {one["module"] for one in entries(session, house, Kind.EDITION)} == {"introduction", "complaints"}


def test_closing_twice_counts_once(session, house, board, meeting, now):
    mark(session, house, meeting, board["amina"])
    attest(session, house, meeting, board["amina"], now)
    close(session, house, meeting, now)

    assert not close(session, house, meeting, now + timedelta(minutes=1))

    assert len(rows(session, COMPLETIONS)) == 2
    assert len(entries(session, house, Kind.BOARD_MEETING)) == 1


def test_opening_twice_is_one_meeting(session, house, board, meeting, now):
    again = open_board_meeting(session, institution_id=house.id, account_id=None, new=meeting, today=DAY, now=now)

    assert not again
    assert len(list_meetings(session, institution_id=house.id)) == 1


def test_attesting_twice_keeps_the_first_moment_and_a_slip_is_undone(session, house, board, meeting, now):
    mark(session, house, meeting, board["amina"])
    for later in (0, 5):
        attest(session, house, meeting, board["amina"], now + timedelta(minutes=later))
    found = read_meeting(session, institution_id=house.id, meeting_id=meeting.id)
    assert [row.attested_at for row in found.attested] == [now]

    attest(session, house, meeting, board["amina"], now, has_attested=False)

    assert read_meeting(session, institution_id=house.id, meeting_id=meeting.id).attested == ()


def test_what_was_pressed_is_there_when_the_device_comes_back(session, house, board, meeting, now):
    mark(session, house, meeting, board["amina"], board["badru"])
    attest(session, house, meeting, board["badru"], now)
    session.commit()
    session.expunge_all()

    found = read_meeting(session, institution_id=house.id, meeting_id=meeting.id)

    assert [(row.name, row.is_present, row.attested_at is not None) for row in found.roll] == [
        ("Amina Board", True, False),
        ("Badru Board", True, True),
        ("Board of Valley", False, False),
    ]


def test_who_left_before_the_day_is_not_in_the_roll(session, house, board, meeting, now):
    leave(session, house, board["badru"], on=DAY, now=now)
    leave(session, house, board["amina"], on=DAY + timedelta(days=1), now=now)

    found = read_meeting(session, institution_id=house.id, meeting_id=meeting.id)

    assert [row.name for row in found.roll] == ["Amina Board", "Board of Valley"]
    with pytest.raises(Conflict, match="does not sit on the board"):
        mark(session, house, meeting, board["badru"])


def test_who_left_after_she_was_marked_counts_for_nothing(session, house, board, meeting, now):
    mark(session, house, meeting, board["amina"], board["badru"])
    for name in ("amina", "badru"):
        attest(session, house, meeting, board[name], now)
    leave(session, house, board["badru"], on=DAY, now=now)

    close(session, house, meeting, now)

    assert {row[0] for row in rows(session, COMPLETIONS)} == {board["amina"]}
    assert len(read_meeting(session, institution_id=house.id, meeting_id=meeting.id).roll) == 2


def test_the_roll_of_a_closed_meeting_stays_when_a_place_is_corrected_later(session, house, board, meeting, now):
    mark(session, house, meeting, board["amina"])
    attest(session, house, meeting, board["amina"], now)
    close(session, house, meeting, now)

    leave(session, house, board["amina"], on=DAY, now=now)

    assert len(read_meeting(session, institution_id=house.id, meeting_id=meeting.id).roll) == 3


def test_staff_are_not_directors(session, house, board, meeting, now):
    with pytest.raises(Conflict, match="does not sit on the board"):
        mark(session, house, meeting, house.people["field"].member_id)


def test_only_who_is_here_can_attest_and_leaving_the_room_takes_it_back(session, house, board, meeting, now):
    with pytest.raises(Conflict, match="not marked as present"):
        attest(session, house, meeting, board["amina"], now)
    mark(session, house, meeting, board["amina"])
    attest(session, house, meeting, board["amina"], now)

    mark(session, house, meeting, board["amina"], is_present=False)
    mark(session, house, meeting, board["amina"])

    assert read_meeting(session, institution_id=house.id, meeting_id=meeting.id).attested == ()


def test_a_meeting_in_which_nobody_attested_is_not_closed(session, house, board, meeting, now):
    mark(session, house, meeting, board["amina"])

    with pytest.raises(Conflict, match="Nobody has attested"):
        close(session, house, meeting, now)

    assert entries(session, house, Kind.BOARD_MEETING) == []


def test_a_closed_meeting_cannot_be_changed_or_taken_away(session, house, board, meeting, now):
    mark(session, house, meeting, board["amina"])
    attest(session, house, meeting, board["amina"], now)
    close(session, house, meeting, now)

    for change in (
        lambda: mark(session, house, meeting, board["badru"]),
        lambda: attest(session, house, meeting, board["amina"], now, has_attested=False),
        lambda: drop_board_meeting(session, institution_id=house.id, meeting_id=meeting.id),
    ):
        with pytest.raises(Conflict, match="is closed"):
            change()


def test_a_meeting_opened_by_mistake_leaves_nothing_behind(session, house, board, meeting, now):
    mark(session, house, meeting, board["amina"])

    drop_board_meeting(session, institution_id=house.id, meeting_id=meeting.id)

    assert rows(session, "select count(*) from board_presence") == [(0,)]
    assert list_meetings(session, institution_id=house.id) == ()


@pytest.mark.parametrize(
    ("day", "refused"), [(DAY + timedelta(days=1), Invalid), (date(1999, 1, 1), Invalid), (date(2024, 1, 1), Conflict)]
)
def test_a_meeting_is_of_a_day_that_was_and_that_had_a_board(session, house, board, now, day, refused):
    new = NewMeeting(str(uuid4()), day, "", (commitment(),))

    with pytest.raises(refused):
        open_board_meeting(session, institution_id=house.id, account_id=None, new=new, today=DAY, now=now)


def test_another_institutions_meeting_is_not_found(session, house, board, meeting, now):
    other = make_world_id(session)

    for change in (
        lambda: call_roll(session, institution_id=other, meeting_id=meeting.id, member_ids=None, is_present=True),
        lambda: close_board_meeting(session, institution_id=other, meeting_id=meeting.id, now=now),
        lambda: read_meeting(session, institution_id=other, meeting_id=meeting.id),
    ):
        with pytest.raises(NotFound):
            change()


def make_world_id(session) -> int:
    return rows(session, "select id from institution where slug = 'harbour'")[0][0]
