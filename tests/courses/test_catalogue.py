"""Tracks and reading time."""

from dataclasses import replace

import pytest

from courses.catalogue import reading_minutes, sections_for, track_for
from courses.loader import load_module
from courses.model import Tier, Track


@pytest.mark.parametrize(
    ("tier", "track"),
    [
        (Tier.BOARD, Track.BOARD),
        (Tier.SENIOR_MANAGEMENT, Track.FULL),
        (Tier.MIDDLE_MANAGEMENT, Track.FULL),
        (Tier.SUPPORT, Track.FULL),
        (Tier.FIELD, Track.FIELD),
    ],
)
def test_board_and_field_are_offered_a_short_way(tier, track):
    assert track_for(tier) is track


def test_a_short_track_reads_the_sections_that_name_it(small):
    module = load_module(small.folder)

    assert [section.id for section in sections_for(module, Track.FIELD)] == ["section-1", "section-2"]
    assert [section.id for section in sections_for(module, Track.BOARD)] == ["section-3"]
    assert sections_for(module, Track.FULL) == module.sections


def test_reading_time_counts_core_and_own_lens_and_rounds_up(small):
    # Field track: two sections of 139 words and a lens of 6 each: 290 words, 1.93 minutes. All: 8 * 139 + 7 * 6 = 1154.
    module = load_module(small.folder)

    assert reading_minutes(module, tier=Tier.FIELD, track=Track.FIELD) == 2
    assert reading_minutes(module, tier=Tier.BOARD, track=Track.FULL) == 8


def test_nothing_to_read_takes_a_minute(small):
    module = load_module(small.folder)

    assert reading_minutes(replace(module, sections=()), tier=Tier.FIELD, track=Track.FULL) == 1
