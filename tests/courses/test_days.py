"""Days and moments as sentences say them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from courses.days import day_words, moment_words, short_day_words


def test_a_day_is_written_with_its_month_in_words() -> None:
    assert day_words(date(2026, 9, 1)) == "1 September 2026"
    assert short_day_words(date(2026, 12, 31)) == "31 Dec 2026"


def test_a_moment_names_its_zone() -> None:
    moment = datetime(2026, 9, 1, 7, 5, tzinfo=UTC)

    assert moment_words(moment) == "1 September 2026, 07:05 UTC"
    assert moment_words(moment.astimezone(ZoneInfo("Africa/Nairobi"))) == "1 September 2026, 10:05 EAT"
