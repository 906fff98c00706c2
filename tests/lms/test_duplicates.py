"""People who stand in the roster twice: proposed over spellings and scripts, merged with nothing lost, counted once."""

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.types import TypeDecorator

from courses.model import Tier
from lms.attempts.models import Attempt
from lms.errors import Conflict, NotFound
from lms.evidence.models import Attestation, Certificate, Completion
from lms.institutions import merging, service, tenures
from lms.institutions.duplicates import Reason, find_pairs
from lms.institutions.merging import join_histories
from lms.institutions.roster_people import Person
from lms.institutions.rules import Stretch
from lms.learning.models import CaseRun, Place, SectionRead
from lms.reports.coverage import CoverageQuery, read_coverage
from lms.workflows import merge_members as workflow

DAY = date(2026, 3, 2)
ROWS = ("attempt", "completion", "certificate", "attestation", "section_read", "place", "case_run")


def person(number, name, other="", **more):
    return Person(number, more.pop("code", f"S{number}"), name, other, **more)


def reasons(first, second, **more):
    people = (person(1, first, **more), person(2, second, **more))
    found = find_pairs(people, distinct=frozenset())
    return [reason for pair in found for reason in pair.reasons]


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("Amina Diallo", "amina  DIALLO", Reason.SAME_NAME),
        ("Amina Diallo", "Diallo Amina", Reason.ORDER),
        ("Amina Diallo", "Aminah Dialo", Reason.SPELLING),
        ("José Núñez", "Jose Nunez", Reason.SAME_NAME),
        ("Amina Diallo", "A. Diallo", Reason.INITIALS),
        ("Amina Diallo", "Амина Диалло", Reason.SCRIPT),
        ("Mohammed Ali Hassan", "محمد علي حسن", Reason.SCRIPT),
        ("Ivan Petrov", "Иван Петров", Reason.SCRIPT),
    ],
)
def test_one_name_in_two_spellings_is_proposed_with_the_reason(first, second, reason):
    assert reason in reasons(first, second)


@pytest.mark.parametrize(
    ("first", "second"), [("John Smith", "Jane Smith"), ("Ivan Petrov", "Ivan Petrenko"), ("Amina", "Peter")]
)
def test_two_names_that_merely_share_something_are_not(first, second):
    assert reasons(first, second) == []


def test_a_name_in_a_second_script_is_compared_too():
    people = (person(1, "Amina Diallo", "أمينة ديالو"), person(2, "أمينة ديالو"))

    assert [pair.likeness for pair in find_pairs(people, distinct=frozenset())] == [100]


def test_a_pair_found_to_be_two_is_not_proposed_again():
    people = (person(1, "Amina Diallo"), person(2, "Amina Diallo"))

    assert find_pairs(people, distinct=frozenset({(1, 2)})) == ()


def test_the_same_first_day_and_branch_make_a_pair_likelier():
    place = (Stretch(Tier.FIELD, 1, "North", DAY),)
    apart = find_pairs((person(1, "Amina Diallo"), person(2, "A. Diallo")), distinct=frozenset())
    alike = find_pairs(
        (person(1, "Amina Diallo", history=place), person(2, "A. Diallo", history=place)), distinct=frozenset()
    )

    assert alike[0].likeness > apart[0].likeness
    assert {Reason.FIRST_DAY, Reason.BRANCH} <= set(alike[0].reasons)


DAYS = st.integers(0, 40).map(lambda number: date(2026, 1, 1) + timedelta(days=number))


@st.composite
def histories(draw):
    days = sorted(draw(st.sets(DAYS, max_size=6)))
    if len(days) % 2:
        days.append(None)
    pairs = zip(days[::2], days[1::2], strict=True)
    return tuple(
        Stretch(draw(st.sampled_from(Tier)), 1, "North", starts_on, ends_on, number)
        for number, (starts_on, ends_on) in enumerate(pairs, start=1)
    )


@given(kept=histories(), other=histories())
def test_joined_places_never_overlap_and_cover_every_day_that_either_covered(kept, other):
    joined = join_histories(kept, other)

    for number in range(60):
        day = date.fromordinal(date(2026, 1, 1).toordinal() + number)
        held = [one.tier for one in joined if one.covers(day)]
        wanted = [one.tier for one in kept if one.covers(day)] or [one.tier for one in other if one.covers(day)]
        assert held == wanted


@pytest.fixture
def world(small_world):
    return small_world


@pytest.fixture
def twins(session, world, now):
    """The loan officer of the valley, and the same person once more, each with rows of every kind."""
    house = world.valley
    kept = house.people["field"].member_id
    twin = service.add_member(session, institution_id=house.id, staff_code="OLD", name="Of Valley Field", now=now)
    tenures.start_tenure(
        session, institution_id=house.id, member_id=twin.id, tier=Tier.SUPPORT, branch_id=house.branch_id,
        starts_on=date(2024, 1, 1), now=now,
    )  # fmt: skip
    for number, member in enumerate((kept, twin.id), start=1):
        add_rows(session, house.id, member, number, now)
    session.commit()
    return house, kept, twin.id


def add_rows(session, house, member, number, now):
    def add(model, **values):
        """Add a row whose other fields hold anything that fits."""
        fitting = {str: f"any-{number}", int: 1, date: DAY, datetime: now, bool: False}
        for column in model.__table__.columns:
            is_needed = not column.nullable and column.default is None and column.server_default is None
            if is_needed and column.name not in values and not column.primary_key:
                plain = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
                values[column.name] = fitting.get(plain.python_type, [])
        session.add(model(**values))
        session.flush()

    add(Attempt, id=f"open-{number}", member_id=member, module_id="pricing")
    add(Attempt, id=f"done-{number}", member_id=member, module_id="complaints", submitted_at=now)
    add(
        Completion, id=number, institution_id=house, member_id=member, module_id="complaints", source="quiz",
        source_id=f"done-{number}", completed_on=DAY,
    )  # fmt: skip
    add(
        Certificate, id=number, code=f"CODE{number}", kind="competence", completion_id=number, institution_id=house,
        member_id=member,
    )  # fmt: skip
    add(Attestation, member_id=member, module_id="complaints", edition="x")
    add(SectionRead, member_id=member, module_id="complaints", section_id="same")
    add(SectionRead, member_id=member, module_id="complaints", section_id=f"own-{number}")
    add(Place, member_id=member, module_id="complaints")
    add(CaseRun, member_id=member)


def counts(session, member=None):
    where = "" if member is None else f" where member_id = {member}"
    return {table: session.execute(text(f"select count(*) from {table}{where}")).scalar_one() for table in ROWS}


def test_merging_moves_everything_and_loses_nothing(session, twins, now):
    house, kept, gone = twins
    before = counts(session)

    workflow.merge_members(session, institution_id=house.id, kept_id=kept, gone_id=gone, now=now)
    session.commit()

    assert counts(session) == before
    # What both had once stays with the one who is gone: the kept one has it already.
    assert counts(session, gone) == dict.fromkeys(ROWS, 0) | {
        "attempt": 1,
        "attestation": 1,
        "section_read": 1,
        "place": 1,
    }
    assert counts(session, kept)["completion"] == 2


def test_merging_joins_places_and_coverage_counts_one(session, twins, now):
    house, kept, gone = twins
    query = CoverageQuery(institution_id=house.id, on=DAY, module_ids=("complaints",))
    before = read_coverage(session, query).everybody

    merged = workflow.merge_members(session, institution_id=house.id, kept_id=kept, gone_id=gone, now=now)
    session.commit()
    after = read_coverage(session, query).everybody

    assert [(one.tier.value, str(one.starts_on), str(one.ends_on or "")) for one in merged.history] == [
        ("support", "2024-01-01", "2025-01-01"),
        ("field", "2025-01-01", ""),
    ]
    assert (before.members, before.cells[0].done) == (6, 2)
    assert (after.members, after.cells[0].done) == (5, 1)


def test_merging_is_told_to_the_ledger_and_done_once(session, twins, now):
    house, kept, gone = twins
    (size,) = session.execute(text("select size from ledger_log where institution_id = :id"), {"id": house.id}).one()
    workflow.merge_members(session, institution_id=house.id, kept_id=kept, gone_id=gone, now=now)
    session.commit()
    found = session.execute(
        text("select kind, line from ledger_entry where institution_id = :id and seq >= :size order by seq"),
        {"id": house.id, "size": size},
    ).all()

    assert [row.kind for row in found] == ["merged", "tenures"]
    assert len(json.loads(found[1].line)["body"]["tenures"]) == 2
    with pytest.raises(Conflict):
        workflow.merge_members(session, institution_id=house.id, kept_id=kept, gone_id=gone, now=now)


def test_what_merging_would_do_is_shown_first(session, twins):
    house, kept, gone = twins
    found = workflow.preview_merge(session, institution_id=house.id, kept_id=kept, gone_id=gone)

    assert (found.gone.counts["completions"], found.gone.counts["certificates"]) == (1, 1)
    assert len(found.history) == 2
    assert Reason.ORDER in found.pair.reasons


def test_a_login_and_an_address_go_to_the_one_who_stays_where_she_has_none(session, twins, now):
    house, kept, gone = twins
    (account,) = session.execute(text("select account_id from member where id = :id"), {"id": kept}).one()

    workflow.merge_members(session, institution_id=house.id, kept_id=gone, gone_id=kept, now=now)
    session.commit()
    row = session.execute(text("select account_id, email from member where id = :id"), {"id": gone}).one()

    assert tuple(row) == (account, "field@valley.example")


def test_people_of_two_institutions_are_never_merged(session, world, now):
    house = world.valley
    stranger = world.harbour.people["field"].member_id
    own = house.people["field"].member_id

    with pytest.raises(NotFound):
        workflow.merge_members(session, institution_id=house.id, kept_id=own, gone_id=stranger, now=now)
    with pytest.raises(NotFound):
        merging.note_distinct(session, institution_id=house.id, one_id=own, other_id=stranger, now=now)


def test_a_noted_pair_is_gone_from_the_list(session, twins, now):
    house, kept, gone = twins
    before = [{pair.first.id, pair.second.id} for pair in workflow.list_pairs(session, institution_id=house.id)]

    for _ in range(2):
        merging.note_distinct(session, institution_id=house.id, one_id=gone, other_id=kept, now=now)

    assert {kept, gone} in before
    after = [{pair.first.id, pair.second.id} for pair in workflow.list_pairs(session, institution_id=house.id)]
    assert {kept, gone} not in after
