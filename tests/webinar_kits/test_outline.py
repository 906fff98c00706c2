"""One running order for guide, run-of-show and page."""

from datetime import UTC, datetime

from courses.model import Mode, Module
from tests.webinar_kits.samples import MakeRequest, Prepare


def test_clock_times_follow_the_start_in_its_zone(
    complaints: Module, make_request: MakeRequest, prepare: Prepare
) -> None:
    _, fitted, view = prepare(make_request(minutes=90), complaints)
    assert view.when == "Tuesday 24 November 2026, 10:00–11:30 (Asia/Amman)"
    assert view.rows[0].begins == "10:00"
    assert view.rows[-1].ends == "11:30"
    assert view.clock_note == "Times are local times in Asia/Amman."
    assert [row.minutes for row in view.rows] == [step.minutes for step in fitted.steps]


def test_without_a_start_times_count_from_zero(complaints: Module, make_request: MakeRequest, prepare: Prepare) -> None:
    _, _, view = prepare(make_request(starts_at=None, minutes=120), complaints)
    assert view.when == ""
    assert view.rows[0].begins == "0:00"
    assert view.rows[-1].ends == "2:00"


def test_a_clock_that_changes_during_the_session_is_followed(
    complaints: Module, make_request: MakeRequest, prepare: Prepare
) -> None:
    request = make_request(starts_at=datetime(2026, 3, 29, 0, 30, tzinfo=UTC), zone="Europe/Berlin", minutes=60)
    _, _, view = prepare(request, complaints)
    assert (view.rows[0].begins, view.rows[-1].ends) == ("01:30", "03:30")


def test_slides_are_numbered_without_the_break(complaints: Module, make_request: MakeRequest, prepare: Prepare) -> None:
    _, _, view = prepare(make_request(minutes=120), complaints)
    numbers = [row.slide_number for row in view.rows if row.slide]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [row.slide_number for row in view.rows if row.slide is None] == [0]


def test_each_mode_has_its_own_people_and_cues(
    small_module: Module, make_request: MakeRequest, prepare: Prepare
) -> None:
    rooms, webinars = (prepare(make_request(mode=mode), small_module)[2] for mode in (Mode.IN_PERSON, Mode.WEBINAR))
    room_words, webinar_words = (
        " ".join(f"{row.lead} {row.cue} {row.materials}" for row in view.rows).lower() for view in (rooms, webinars)
    )
    assert "host" in room_words
    assert "co-facilitator" in room_words
    assert "producer" not in room_words
    assert "breakout" not in room_words
    assert "producer" in webinar_words
    assert "breakout" in webinar_words
    assert "sign-in" not in webinar_words
    assert "flip chart" not in webinar_words


def test_the_skip_list_never_offers_what_must_stay(
    small_module: Module, make_request: MakeRequest, prepare: Prepare
) -> None:
    _, _, view = prepare(make_request(minutes=90), small_module)
    left_out = {saving.title for saving in view.skips if saving.how == "leave out"}
    assert left_out == {"Title of figures", "Title of story"}


def test_what_was_cut_is_named(complaints: Module, make_request: MakeRequest, prepare: Prepare) -> None:
    _, fitted, view = prepare(make_request(minutes=30), complaints)
    assert fitted.cut
    assert view.cut == tuple(slide.title for slide in fitted.cut)
