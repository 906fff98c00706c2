"""The resolution of a board: recorded once with its file, withdrawn, replaced; all of it stays in the ledger."""

from datetime import date, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest

from lms.boards.endorsements import Resolution, SignedFile, record, withdraw
from lms.errors import Invalid, NotFound
from lms.ledger.kinds import Kind
from lms.reports.boards import find_standing, list_endorsements, read_file
from tests.lms.boards_and_sessions import entries, rows

DAY = date(2026, 3, 2)
PAGE = SignedFile("scan.pdf", "application/pdf", b"%PDF-1.7 signed")
OTHER = SignedFile("better.pdf", "application/pdf", b"%PDF-1.7 signed, straight")


@pytest.fixture
def house(small_world):
    return small_world.valley


def keep(session, house, now, *, number="2026/14", file=PAGE, key="", replaces=""):
    return record(
        session,
        institution_id=house.id,
        endorsement_id=key or str(uuid4()),
        resolution=Resolution(number, DAY, None),
        file=file,
        account_id=None,
        today=DAY,
        now=now,
        replaces=replaces,
    )


def test_a_resolution_stands_with_its_file_byte_for_byte(session, house, now):
    kept = keep(session, house, now)

    found = find_standing(session, institution_id=house.id)
    assert (found.id, found.number, found.size) == (kept, "2026/14", len(PAGE.content))
    assert read_file(session, institution_id=house.id, endorsement_id=kept).content == PAGE.content
    assert entries(session, house, Kind.ENDORSEMENT) == [
        {
            "id": kept,
            "number": "2026/14",
            "resolved_on": "2026-03-02",
            "meeting": None,
            "file_sha256": sha256(PAGE.content).hexdigest(),
            "media_type": "application/pdf",
            "size": len(PAGE.content),
        }
    ]


def test_pressed_twice_it_is_one_and_the_same_file_is_kept_once(session, house, now):
    first = keep(session, house, now)

    assert keep(session, house, now) == first
    keep(session, house, now, number="2026/15")

    assert len(list_endorsements(session, institution_id=house.id)) == 2
    assert rows(session, "select count(*) from stored_file") == [(1,)]


def test_the_same_number_with_another_file_is_refused(session, house, now):
    keep(session, house, now)

    with pytest.raises(Invalid) as caught:
        keep(session, house, now, file=OTHER)

    assert set(caught.value.fields) == {"number"}


def test_a_better_scan_takes_the_place_of_the_first_and_both_stay(session, house, now):
    first = keep(session, house, now)

    second = keep(session, house, now, file=OTHER, replaces=first)

    assert find_standing(session, institution_id=house.id).id == second
    assert {one.id: one.withdrawn_on for one in list_endorsements(session, institution_id=house.id)} == {
        first: DAY,
        second: None,
    }
    assert entries(session, house, Kind.ENDORSEMENT_WITHDRAWN) == [{"id": first, "on": "2026-03-02"}]
    assert len(entries(session, house, Kind.ENDORSEMENT)) == 2
    assert rows(session, "select count(*) from stored_file") == [(2,)]


def test_withdrawn_twice_is_withdrawn_once_and_the_number_is_free_again(session, house, now):
    first = keep(session, house, now)
    for new in (True, False):
        assert withdraw(session, institution_id=house.id, endorsement_id=first, today=DAY, now=now) is new

    assert find_standing(session, institution_id=house.id) is None
    assert keep(session, house, now) != first
    assert len(entries(session, house, Kind.ENDORSEMENT_WITHDRAWN)) == 1


def test_a_resolution_is_of_a_day_that_was(session, house, now):
    with pytest.raises(Invalid) as caught:
        record(
            session,
            institution_id=house.id,
            endorsement_id=str(uuid4()),
            resolution=Resolution("1", DAY + timedelta(days=1), None),
            file=PAGE,
            account_id=None,
            today=DAY,
            now=now,
        )

    assert set(caught.value.fields) == {"resolved_on"}


def test_another_institutions_resolution_is_not_found(session, house, now):
    kept = keep(session, house, now)
    other = rows(session, "select id from institution where slug = 'harbour'")[0][0]

    with pytest.raises(NotFound):
        withdraw(session, institution_id=other, endorsement_id=kept, today=DAY, now=now)
    with pytest.raises(NotFound):
        read_file(session, institution_id=other, endorsement_id=kept)
