"""Minutes: the sum is exact, what must stay stays, and more time never costs a slide."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from courses.model import Layout, Mode, Module, Priority, Role, Slide, Tier
from tests.webinar_kits.samples import make_slide
from webinar_kits.errors import KitError
from webinar_kits.fit import BREAK_FROM_MINUTES, BREAK_MINUTES, must_stay, plan, shortest_minutes
from webinar_kits.model import Plan

TALK_AT_THE_END = make_slide("talk", Layout.QUESTION, role=Role.DISCUSSION)


@st.composite
def decks(draw: st.DrawFn) -> tuple[Slide, ...]:
    """Decks of any priorities, roles and lengths, with one discussion as every module has."""
    slides = []
    for number in range(draw(st.integers(0, 24))):
        minutes = draw(st.integers(1, 15))
        slides.append(
            make_slide(
                f"s{number}",
                draw(st.sampled_from(list(Layout))),
                minutes=minutes,
                minimum=draw(st.integers(1, minutes)),
                priority=draw(st.sampled_from(list(Priority))),
                role=draw(st.sampled_from(list(Role))),
                modes=draw(st.sampled_from([(Mode.IN_PERSON,), (Mode.WEBINAR,), (Mode.IN_PERSON, Mode.WEBINAR)])),
                tiers=draw(st.sampled_from([(), (Tier.FIELD,), (Tier.BOARD,)])),
            )
        )
    return (*slides, TALK_AT_THE_END)


def _kept(fitted: Plan) -> list[Slide]:
    return [step.slide for step in fitted.steps if step.slide]


def _plan(slides: tuple[Slide, ...], minutes: int) -> Plan:
    return plan(slides, mode=Mode.WEBINAR, tier=Tier.FIELD, minutes=minutes)


@given(deck=decks(), minutes=st.integers(30, 180))
def test_the_minutes_of_the_steps_sum_to_the_length_exactly(deck: tuple[Slide, ...], minutes: int) -> None:
    assume(minutes >= shortest_minutes(deck, mode=Mode.WEBINAR, tier=Tier.FIELD))
    fitted = _plan(deck, minutes)
    assert sum(step.minutes for step in fitted.steps) == minutes
    for earlier, later in zip(fitted.steps, fitted.steps[1:], strict=False):
        assert later.begins == earlier.begins + earlier.minutes


@given(deck=decks(), minutes=st.integers(30, 180))
def test_what_must_stay_stays_in_order_and_nothing_is_below_its_minimum(deck: tuple[Slide, ...], minutes: int) -> None:
    assume(minutes >= shortest_minutes(deck, mode=Mode.WEBINAR, tier=Tier.FIELD))
    fitted = _plan(deck, minutes)
    own = [slide for slide in deck if Mode.WEBINAR in slide.modes and (not slide.tiers or Tier.FIELD in slide.tiers)]
    kept = _kept(fitted)
    assert {slide.id for slide in own if must_stay(slide)} <= {slide.id for slide in kept}
    assert kept == [slide for slide in own if slide in kept]
    assert all(step.minutes >= step.slide.minimum for step in fitted.steps if step.slide)
    assert {slide.id for slide in kept} | {slide.id for slide in fitted.cut} == {slide.id for slide in own}


@given(deck=decks(), minutes=st.integers(30, 179))
def test_a_longer_session_never_drops_what_a_shorter_one_kept(deck: tuple[Slide, ...], minutes: int) -> None:
    assume(minutes >= shortest_minutes(deck, mode=Mode.WEBINAR, tier=Tier.FIELD))
    shorter, longer = (set(map(id, _kept(_plan(deck, length)))) for length in (minutes, minutes + 1))
    assert shorter <= longer


@given(deck=decks(), minutes=st.integers(30, 180))
def test_content_is_stretched_by_half_at_most(deck: tuple[Slide, ...], minutes: int) -> None:
    assume(minutes >= shortest_minutes(deck, mode=Mode.WEBINAR, tier=Tier.FIELD))
    for step in _plan(deck, minutes).steps:
        talks = step.slide and (
            step.slide.role is Role.DISCUSSION or step.slide.layout in (Layout.ACTIVITY, Layout.QUESTION)
        )
        if step.slide and not talks:
            assert step.minutes <= step.slide.minutes * 1.5


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("tier", list(Tier))
def test_the_shipped_deck_reaches_every_length(complaints: Module, mode: Mode, tier: Tier) -> None:
    for minutes in range(30, 181):
        fitted = plan(complaints.slides, mode=mode, tier=tier, minutes=minutes)
        assert sum(step.minutes for step in fitted.steps) == minutes


def test_a_long_session_has_one_break_near_its_middle(complaints: Module) -> None:
    fitted = plan(complaints.slides, mode=Mode.IN_PERSON, tier=Tier.FIELD, minutes=120)
    (rest,) = [step for step in fitted.steps if step.slide is None]
    assert rest.minutes == BREAK_MINUTES
    assert abs(rest.begins - 55) <= 15
    shorter = plan(complaints.slides, mode=Mode.IN_PERSON, tier=Tier.FIELD, minutes=BREAK_FROM_MINUTES - 1)
    assert all(step.slide for step in shorter.steps)


def test_tests_discussion_and_evaluation_are_never_dropped(small_module: Module) -> None:
    fitted = plan(small_module.slides, mode=Mode.WEBINAR, tier=Tier.FIELD, minutes=30)
    assert {"before", "talk", "after", "form"} <= {slide.id for slide in _kept(fitted)}


def test_the_error_names_the_shortest_session() -> None:
    with pytest.raises(KitError) as caught:
        _plan((TALK_AT_THE_END,), 7)
    assert caught.value.field == "minutes"
    assert caught.value.text == (
        "7 minutes is too short: the shortest session of this module for webinars is 30 minutes"
    )


def test_a_deck_that_needs_more_than_half_an_hour_says_how_much() -> None:
    deck = (make_slide("long", Layout.STATEMENT, minutes=50, minimum=40),)
    with pytest.raises(KitError, match=r"35 minutes is too short: .* is 40 minutes"):
        _plan(deck, 35)


def test_a_deck_without_talk_says_how_long_it_can_be() -> None:
    deck = (make_slide("one", Layout.STATEMENT, minutes=30, minimum=20),)
    with pytest.raises(KitError, match=r"90 minutes is too long: .* is 45 minutes"):
        _plan(deck, 90)


def test_no_session_is_longer_than_three_hours() -> None:
    with pytest.raises(KitError, match=r"200 minutes is too long: .* is 180 minutes"):
        _plan((TALK_AT_THE_END,), 200)


def test_a_module_without_slides_for_the_mode_says_so() -> None:
    with pytest.raises(KitError, match="no slides for webinars; choose the other mode") as caught:
        _plan((make_slide("room", Layout.STATEMENT, modes=(Mode.IN_PERSON,)),), 60)
    assert caught.value.field == "mode"
