from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import text
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.errors import Invalid, NotFound
from lms.institutions import rules, service, tenures
from lms.institutions.rules import History, Stretch

MARCH = date(2026, 3, 1)
APRIL = date(2026, 4, 1)
MAY = date(2026, 5, 1)
JUNE = date(2026, 6, 1)


def stretch(
    starts_on: date, ends_on: date | None = None, *, tier: Tier = Tier.FIELD, number: int | None = None
) -> Stretch:
    return Stretch(tier, 1, "North", starts_on, ends_on, number)


def spans(history: History) -> list[tuple[date, date | None, Tier]]:
    return [(held.starts_on, held.ends_on, held.tier) for held in history]


def test_a_move_closes_the_old_tenure_on_the_day_the_new_one_opens() -> None:
    history = rules.move((stretch(MARCH),), on=MAY, tier=Tier.SUPPORT, branch_id=1, branch_name="North")

    assert spans(history) == [(MARCH, MAY, Tier.FIELD), (MAY, None, Tier.SUPPORT)]


def test_a_move_in_the_past_ends_where_the_tenure_it_divides_ended() -> None:
    history = (stretch(MARCH, MAY), stretch(JUNE))

    moved = rules.move(history, on=APRIL, tier=Tier.SUPPORT, branch_id=1, branch_name="North")

    assert spans(moved) == [(MARCH, APRIL, Tier.FIELD), (APRIL, MAY, Tier.SUPPORT), (JUNE, None, Tier.FIELD)]


def test_a_move_on_the_first_day_changes_the_tenure_itself() -> None:
    history = rules.move((stretch(MARCH, number=7),), on=MARCH, tier=Tier.BOARD, branch_id=1, branch_name="North")

    assert history == (stretch(MARCH, tier=Tier.BOARD, number=7),)


def test_a_move_that_changes_nothing_says_so() -> None:
    with pytest.raises(Invalid, match="Nothing changes on 1 May 2026"):
        rules.move((stretch(MARCH),), on=MAY, tier=Tier.FIELD, branch_id=1, branch_name="North")


def test_a_move_of_somebody_who_has_left_names_what_is_recorded() -> None:
    with pytest.raises(Invalid, match=r"No place covers 1 June 2026 \(field in North, 1 March 2026 to 1 May 2026\)"):
        rules.move((stretch(MARCH, MAY),), on=JUNE, tier=Tier.SUPPORT, branch_id=1, branch_name="North")


def test_who_leaves_and_comes_back_has_two_tenures() -> None:
    left = rules.leave((stretch(MARCH),), on=APRIL)

    assert spans(rules.start(left, stretch(JUNE))) == [(MARCH, APRIL, Tier.FIELD), (JUNE, None, Tier.FIELD)]


def test_leaving_twice_on_the_same_day_is_leaving_once() -> None:
    left = rules.leave((stretch(MARCH),), on=APRIL)

    assert rules.leave(left, on=APRIL) == left


def test_nobody_leaves_before_a_later_place() -> None:
    with pytest.raises(Invalid, match=r"A later place is recorded: field in North, since 1 June 2026"):
        rules.leave((stretch(MARCH, MAY), stretch(JUNE)), on=APRIL)


def test_nobody_leaves_on_the_day_she_came() -> None:
    with pytest.raises(Invalid):
        rules.leave((stretch(MARCH),), on=MARCH)


def test_an_overlap_is_refused_naming_both_and_the_cure() -> None:
    with pytest.raises(Invalid) as refused:
        rules.start((stretch(MARCH, MAY),), stretch(APRIL, tier=Tier.BOARD))

    assert refused.value.fields == {
        "starts_on": "This place (board in North, since 1 April 2026) overlaps another one (field in North, "
        "1 March 2026 to 1 May 2026). End the earlier one on 1 April 2026 or before, "
        "or start the later one on 1 May 2026."
    }


def test_tenures_that_touch_do_not_overlap() -> None:
    assert len(rules.start((stretch(MARCH, MAY),), stretch(MAY))) == 2


def test_a_tenure_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        rules.start((), stretch(MAY, MARCH))

    assert set(refused.value.fields) == {"ends_on"}


def test_correcting_may_move_a_tenure_but_not_onto_another() -> None:
    history = (stretch(MARCH, APRIL, number=1), stretch(MAY, number=2))

    assert spans(rules.correct(history, stretch(APRIL, number=2)))[1] == (APRIL, None, Tier.FIELD)
    with pytest.raises(Invalid, match="overlaps"):
        rules.correct(history, stretch(MARCH, number=2))
    with pytest.raises(NotFound):
        rules.correct(history, stretch(MARCH, number=3))


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("2026-02-30", "February 2026 has 28 days"),
        ("2026-13-01", "no month 13"),
        ("0026-03-01", "year 26 cannot be meant"),
        ("01/03/2026", "Write year-month-day"),
        ("", "Write year-month-day"),
    ],
)
def test_a_day_that_does_not_exist_is_refused_with_what_to_write(written: str, cure: str) -> None:
    with pytest.raises(Invalid, match=cure) as refused:
        rules.read_day(written, field="starts_on")

    assert set(refused.value.fields) == {"starts_on"}


def test_a_leap_day_exists_in_a_leap_year() -> None:
    assert rules.read_day(" 2028-02-29 ", field="on") == date(2028, 2, 29)


days = some.integers(0, 40).map(lambda count: MARCH + timedelta(days=count))
operations = some.lists(
    some.one_of(
        some.tuples(some.just("start"), days, some.none() | days, some.sampled_from(Tier)),
        some.tuples(some.just("move"), days, some.none(), some.sampled_from(Tier)),
        some.tuples(some.just("leave"), days, some.none(), some.sampled_from(Tier)),
        some.tuples(some.just("correct"), days, some.none() | days, some.sampled_from(Tier)),
    ),
    max_size=14,
)


def assert_no_overlap(history: History) -> None:
    for earlier, later in pairwise(history):
        assert earlier.ends_on is not None
        assert earlier.starts_on < earlier.ends_on <= later.starts_on
    assert not history or history[-1].ends_on is None or history[-1].starts_on < history[-1].ends_on


def numbered(history: History) -> History:
    return tuple(Stretch(h.tier, h.branch_id, h.branch_name, h.starts_on, h.ends_on, n) for n, h in enumerate(history))


def apply(history: History, verb: str, day: date, end: date | None, tier: Tier) -> History:
    if verb == "start":
        return rules.start(history, stretch(day, end, tier=tier))
    if verb == "move":
        return rules.move(history, on=day, tier=tier, branch_id=1, branch_name="North")
    if verb == "leave":
        return rules.leave(history, on=day)
    return rules.correct(history, stretch(day, end, tier=tier, number=day.day % 4))


@given(operations)
def test_no_sequence_of_operations_makes_tenures_overlap(steps: list[tuple[str, date, date | None, Tier]]) -> None:
    history: History = ()
    for verb, day, end, tier in steps:
        try:
            history = numbered(apply(history, verb, day, end, tier))
        except (Invalid, NotFound):
            continue
        assert_no_overlap(history)


@given(operations)
def test_leaving_and_moving_change_no_day_before(steps: list[tuple[str, date, date | None, Tier]]) -> None:
    history: History = ()
    for verb, day, end, tier in steps:
        try:
            changed = numbered(apply(history, verb, day, end, tier))
        except (Invalid, NotFound):
            continue
        if verb in {"leave", "move"}:
            for before in (MARCH + timedelta(days=count) for count in range((day - MARCH).days)):
                assert [h.tier for h in history if h.covers(before)] == [h.tier for h in changed if h.covers(before)]
        history = changed


class Place:
    """An institution with two branches and a member."""

    def __init__(self, session: Session, now: datetime, slug: str = "north") -> None:
        self.session = session
        self.now = now
        self.institution_id = service.create_institution(
            session, slug=slug, profile=service.Profile(name=slug.title()), now=now
        ).id
        self.branch_id = service.add_branch(
            session, institution_id=self.institution_id, name="Market Street", now=now
        ).id
        self.member_id = service.add_member(
            session, institution_id=self.institution_id, staff_code="7", name="Amina Diallo", now=now
        ).id

    def start(self, starts_on: date, ends_on: date | None = None) -> None:
        tenures.start_tenure(
            self.session,
            institution_id=self.institution_id,
            member_id=self.member_id,
            tier=Tier.FIELD,
            branch_id=self.branch_id,
            starts_on=starts_on,
            ends_on=ends_on,
            now=self.now,
        )

    def list(self) -> History:
        return tenures.list_tenures(self.session, institution_id=self.institution_id, member_id=self.member_id)


@pytest.fixture
def place(session: Session, now: datetime) -> Place:
    return Place(session, now)


def test_a_working_life_is_kept_as_rows(place: Place, session: Session, now: datetime) -> None:
    second = service.add_branch(session, institution_id=place.institution_id, name="Harbour", now=now).id
    here = {"institution_id": place.institution_id, "member_id": place.member_id}
    place.start(MARCH)
    tenures.move(session, **here, tier=Tier.MIDDLE_MANAGEMENT, branch_id=second, on=APRIL, now=now)
    tenures.leave(session, **here, on=MAY, now=now)
    place.start(JUNE)

    assert [str(held) for held in place.list()] == [
        "field in Market Street, 1 March 2026 to 1 April 2026",
        "middle management in Harbour, 1 April 2026 to 1 May 2026",
        "field in Market Street, since 1 June 2026",
    ]


def test_a_tenure_entered_wrongly_is_put_right(place: Place, session: Session) -> None:
    place.start(MARCH)
    tenures.correct(
        session,
        institution_id=place.institution_id,
        member_id=place.member_id,
        tenure_id=place.list()[0].id or 0,
        tier=Tier.BOARD,
        branch_id=place.branch_id,
        starts_on=APRIL,
        ends_on=None,
        now=place.now,
    )

    assert [str(held) for held in place.list()] == ["board in Market Street, since 1 April 2026"]


def test_a_branch_of_another_institution_is_refused(place: Place, session: Session, now: datetime) -> None:
    other = Place(session, now, slug="south")
    place.branch_id = other.branch_id

    with pytest.raises(Invalid, match="no such branch in this institution"):
        place.start(MARCH)


def test_a_member_of_another_institution_is_not_found(place: Place, session: Session, now: datetime) -> None:
    other = Place(session, now, slug="south")
    place.member_id = other.member_id

    with pytest.raises(NotFound):
        place.start(MARCH)
    with pytest.raises(NotFound):
        place.list()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=operations)
def test_the_rows_of_a_member_never_overlap(
    place: Place, session: Session, steps: list[tuple[str, date, date | None, Tier]]
) -> None:
    here = {"institution_id": place.institution_id, "member_id": place.member_id}
    session.execute(text("DELETE FROM tenure"))
    for verb, day, end, tier in steps:
        try:
            if verb == "start":
                place.start(day, end)
            elif verb == "leave":
                tenures.leave(session, **here, on=day, now=place.now)
            else:
                tenures.move(session, **here, tier=tier, branch_id=place.branch_id, on=day, now=place.now)
        except Invalid:
            continue
    assert_no_overlap(place.list())
