"""The agenda of a workshop for the time there is: exact minutes, what never goes, clear words for what cannot be."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.model import Mode, Priority
from courses.workshop import AgendaKind, Sitting, clock_minutes
from tests.webinar_kits.workshop_samples import workshop
from webinar_kits.errors import KitError
from webinar_kits.workshop.agenda import (
    FIRST_BREAK,
    changes,
    longest,
    may_not_go,
    savings,
    shortest,
    timed_days,
)  # fmt: skip
from webinar_kits.workshop.held_days import Day
from webinar_kits.workshop.kit_request import WorkshopKitRequest, read_kit_request, read_typed, write_kit_request
from webinar_kits.workshop.running import settle

AGENDAS = ((Mode.IN_PERSON, 2), (Mode.IN_PERSON, 1), (Mode.WEBINAR, 4), (Mode.WEBINAR, 3))
# What a workshop is held for, by the ids of its items: nothing of it may ever go.
KEPT = {
    Mode.IN_PERSON: {"silence", "register-audit", "data-to-action", "pitch", "rubric", "peer-review", "post-test",
                     "personal-plan", "welcome"},
    Mode.WEBINAR: {"silence", "register-audit", "data-to-action", "pitch", "until-next-time", "post-test",
                   "personal-plan", "welcome"},
}  # fmt: skip


def sittings(mode: Mode, count: int) -> tuple[Sitting, ...]:
    return workshop().sittings_of(mode, count=count)


def held(mode: Mode, *lengths: int) -> tuple[Day, ...]:
    return timed_days(WorkshopKitRequest("sandrel", mode, lengths=lengths), workshop())


@st.composite
def askings(draw: st.DrawFn) -> tuple[Mode, tuple[int, ...]]:
    mode, count = draw(st.sampled_from(AGENDAS))
    ranges = [st.integers(shortest(one), longest(one)) for one in sittings(mode, count)]
    return mode, tuple(draw(one) for one in ranges)


@given(askings())
def test_every_possible_length_is_filled_to_the_minute_and_drops_nothing_that_must_stay(
    asked: tuple[Mode, tuple[int, ...]],
) -> None:
    mode, lengths = asked
    days = held(mode, *lengths)
    assert tuple(day.minutes for day in days) == lengths
    for day in days:
        assert clock_minutes(day.ends) - clock_minutes(day.begins) == day.minutes
        assert all(before.ends == after.begins for before, after in pairwise(day.lines))
        assert all(line.minutes >= line.item.minimum for line in day.lines)
        assert all(line.exercise.minutes(mode) == line.minutes for line in day.lines if line.exercise)
        assert all(step.minutes > 0 for line in day.lines if line.exercise for step in line.exercise.webinar)
        assert not any(may_not_go(item) for item in day.cut)
        order = [item.id for item in day.sitting.items]
        kept = [line.item.id for line in day.lines]
        work = [line.item.id for line in day.lines if line.item.kind is not AgendaKind.BREAK]
        assert work == [one for one in order if one in work]
        resting = [line for line in day.lines[:-2] if line.item.kind is AgendaKind.BREAK]
        assert all(clock_minutes(one.begins) - clock_minutes(day.begins) >= FIRST_BREAK for one in resting)
        assert sorted(kept + [item.id for item in day.cut]) == sorted(order)
    found = {line.item.id for day in days for line in day.lines}
    assert found >= KEPT[mode]
    assert mode is Mode.WEBINAR or any(line.item.kind is AgendaKind.WRITING for day in days for line in day.lines)


@given(askings())
def test_what_is_less_than_in_the_whole_workshop_is_told_and_nothing_else(asked: tuple[Mode, tuple[int, ...]]) -> None:
    mode, lengths = asked
    days = held(mode, *lengths)
    told = changes(days, workshop())
    whole = sum(sitting.minutes for sitting in workshop().sittings_of(mode))
    lost = sum(one.before - one.after for one in told)
    assert all(one.after < one.before for one in told)
    assert lost >= whole - sum(lengths)
    here = {line.item.title for day in days for line in day.lines}
    for day in days:
        for item in day.cut:
            assert any(item.title in one.title for one in told), item.title
    assert all(one.after or one.title not in here for one in told)


@given(askings(), st.integers(1, 40))
def test_what_a_shorter_sitting_keeps_a_longer_one_keeps(asked: tuple[Mode, tuple[int, ...]], more: int) -> None:
    mode, lengths = asked
    most = [longest(one) for one in sittings(mode, len(lengths))]
    longer = tuple(min(length + more, end) for length, end in zip(lengths, most, strict=True))
    for short, long in zip(held(mode, *lengths), held(mode, *longer), strict=True):
        assert {line.item.id for line in short.lines} <= {line.item.id for line in long.lines}


@pytest.mark.parametrize(("mode", "count"), AGENDAS)
def test_as_written_an_agenda_gives_up_nothing_and_begins_on_the_five_minutes(mode: Mode, count: int) -> None:
    days = held(mode, *(one.minutes for one in sittings(mode, count)))
    assert all(line.minutes == line.item.minutes for day in days for line in day.lines)
    assert [day.begins for day in days] == [one.starts for one in sittings(mode, count)]
    assert (changes(days, workshop()) == ()) == (count == max(workshop().counts_of(mode)))
    shorter = held(mode, *(one.minutes - 30 for one in sittings(mode, count)))
    assert all(line.minutes % 5 == 0 for day in shorter for line in day.lines)


def impossible() -> Iterator[tuple[Mode, tuple[int, ...], str]]:
    for (mode, count), wrong in product(AGENDAS, (shortest, longest)):
        first, *others = sittings(mode, count)
        rest = tuple(one.minutes for one in others)
        if wrong is shortest:
            yield mode, (shortest(first) - 1, *rest), f"the least that is possible is {shortest(first)} minutes"
        else:
            yield mode, (longest(first) + 1, *rest), f"the most is {longest(first)} minutes"
    yield Mode.IN_PERSON, (300, 300, 300), "there is no agenda of 3 days; choose 1 or 2"
    yield Mode.WEBINAR, (120,), "The least that is possible is 3 webinars of 105, 55 and 85 minutes"


def test_what_cannot_be_held_is_refused_with_the_least_or_the_most_there_is() -> None:
    for mode, lengths, cure in impossible():
        with pytest.raises(KitError) as told:
            held(mode, *lengths)
        assert told.value.field == "lengths"
        assert cure in told.value.text


def test_on_the_day_could_goes_first_and_a_must_is_only_made_shorter() -> None:
    found = savings(held(Mode.IN_PERSON))
    ranks = [(Priority.COULD, Priority.SHOULD, Priority.MUST).index(one.item.priority) for one in found]
    assert ranks == sorted(ranks)
    assert all((one.left == 0) == (one.item.priority is not Priority.MUST) for one in found)


def test_days_follow_each_other_or_stand_as_they_were_given() -> None:
    first, online = date(2026, 5, 4), {"case_id": "sandrel", "mode": Mode.WEBINAR}
    weeks = timed_days(WorkshopKitRequest(**online, dates=(first,)), workshop())  # type: ignore[arg-type]
    assert [day.on for day in weeks] == [date(2026, 5, day) for day in (4, 11, 18, 25)]
    given_days = tuple(date(2026, 5, day) for day in (4, 6, 12, 13))
    days = timed_days(WorkshopKitRequest(**online, dates=given_days), workshop())  # type: ignore[arg-type]
    assert tuple(day.on for day in days) == given_days
    for wrong in (given_days[:2], given_days[::-1]):
        with pytest.raises(KitError, match="days"):
            timed_days(WorkshopKitRequest(**online, dates=wrong), workshop())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "text"),
    [("dates", "soon"), ("lengths", "long"), ("begins", "25:00"), ("zone", "Moon/Base"), ("mode", "boat"),
     ("title", "a" * 121), ("lengths", "123456")],
)  # fmt: skip
def test_what_is_typed_wrong_is_refused_at_its_field(field: str, text: str) -> None:
    with pytest.raises(KitError) as told:
        read_typed(WorkshopKitRequest("sandrel", Mode.IN_PERSON), {field: text})
    assert told.value.field == field


def test_what_is_typed_stands_in_place_of_the_workshops_own() -> None:
    own = WorkshopKitRequest("sandrel", Mode.IN_PERSON, dates=(date(2026, 5, 4),), title="Own", zone="Asia/Amman")
    asked = read_typed(
        own, {"dates": "2026-05-05, 2026-05-08", "lengths": " 450,  480 ", "title": "", "begins": "9.00"}
    )
    assert asked.dates == (date(2026, 5, 5), date(2026, 5, 8))
    assert (asked.lengths, asked.title, asked.begins, asked.zone) == ((450, 480), "Own", ("09:00",), "Asia/Amman")


def test_a_sitting_does_not_run_into_the_next_day() -> None:
    with pytest.raises(KitError, match="midnight"):
        timed_days(WorkshopKitRequest("sandrel", Mode.WEBINAR, begins=("23:00",)), workshop())


@given(askings(), st.data())
def test_a_sitting_that_runs_late_keeps_what_is_done_and_fills_what_is_left(
    asked: tuple[Mode, tuple[int, ...]], data: st.DataObject
) -> None:
    mode, lengths = asked
    day = held(mode, *lengths)[0]
    elapsed = data.draw(st.integers(0, day.minutes - 1))
    minutes = data.draw(st.integers(elapsed + 1, day.minutes))
    done = [line for line in day.lines if clock_minutes(line.begins) - clock_minutes(day.begins) <= elapsed]
    to_come = {item.id: item for item in day.sitting.items if item not in [line.item for line in done]}
    least = sum(line.minutes for line in done) + sum(one.minimum for one in to_come.values() if may_not_go(one))
    if minutes < least:
        minutes = day.minutes
    settled = settle(day, minutes=minutes, elapsed=elapsed)

    assert sum(length for _item, length in settled) == minutes
    assert len(dict(settled)) == len(settled), "each item once"
    ended = [line for line in day.lines if clock_minutes(line.ends) - clock_minutes(day.begins) <= elapsed]
    assert settled[: len(ended)] == tuple((line.item.id, line.minutes) for line in ended)
    here = day.lines[len(ended)]
    assert settled[len(ended)][0] == here.item.id
    assert settled[len(ended)][1] >= elapsed - (clock_minutes(here.begins) - clock_minutes(day.begins))
    items = {item.id: item for item in day.sitting.items}
    assert {one for one, item in items.items() if may_not_go(item)} <= set(dict(settled))

    others = tuple(one.minutes for one in held(mode, *lengths)[1:])
    request = WorkshopKitRequest("sandrel", mode, lengths=(minutes, *others), settled=((day.sitting.id, settled),))
    assert read_kit_request(write_kit_request(request)) == request
    told = timed_days(request, workshop())[0]
    assert tuple((line.item.id, line.minutes) for line in told.lines) == settled


def test_a_sitting_that_is_over_stays_as_it_was() -> None:
    day = held(Mode.IN_PERSON, 510, 510)[0]
    with pytest.raises(KitError, match="is over"):
        settle(day, minutes=500, elapsed=510)
