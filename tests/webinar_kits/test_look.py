"""Colours, glyphs, sizes and small words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.blocks import Emphasis, List, ListItem, Strong, Text
from tests.webinar_kits.samples import listed
from webinar_kits.glyphs import GLYPHS, strokes, svg
from webinar_kits.measure import clipped, column_shares, even_lines, largest_size, line_widths, text_width, title_size
from webinar_kits.runs import Run, items, lines, runs, typographic
from webinar_kits.theme import COLOURS, WHITE, look, tint


@pytest.mark.parametrize("module_id", list(COLOURS))
def test_white_words_on_each_colour_can_be_read(module_id: str) -> None:
    assert _contrast(look(module_id).colour, WHITE) >= 4.5


@pytest.mark.parametrize("module_id", list(COLOURS))
def test_each_module_has_a_glyph_within_its_box(module_id: str) -> None:
    points = [point for _, stroke in strokes(look(module_id).glyph) for point in stroke]
    assert points
    assert all(0 <= x <= 24 and 0 <= y <= 24 for x, y in points)
    assert strokes(look(module_id).glyph)[0][0] == "move"


def test_a_module_of_ones_own_gets_a_look_too() -> None:
    assert look("our-own-module") == look("introduction")


def test_an_arc_ends_where_it_should() -> None:
    (_, (begin,)), *curves, (last, _) = strokes("transparency")[6:]
    assert last == "close"
    assert curves[-1][1][-1] == pytest.approx(begin, abs=1e-9)


def test_the_glyph_as_svg_takes_a_colour() -> None:
    assert 'stroke="#8a2f63"' in svg("complaints", colour="8a2f63")
    assert svg("complaints", colour="8a2f63").count("<path") == len(GLYPHS["complaints"])


def test_a_tint_lies_between_the_colour_and_paper() -> None:
    assert tint("8A2F63", percent=100) == "8A2F63"
    assert tint("8A2F63", percent=0) == "FFFFFF"


@given(words=st.lists(st.text("abcdefghij", min_size=1, max_size=12), min_size=1, max_size=30))
def test_no_line_is_wider_than_the_box(words: list[str]) -> None:
    widths = line_widths(" ".join(words), width=120, size=18)
    assert all(width <= 120 for width in widths)
    assert sum(widths) >= text_width("".join(words), size=18) * 0.99


def test_the_largest_size_that_fits_is_chosen_unless_it_leaves_a_word_alone() -> None:
    assert largest_size(["short"], width=500, height=100, sizes=(40, 30)) == 40
    assert largest_size(["word " * 60], width=300, height=200, sizes=(40, 30, 10)) == 10
    assert largest_size(["Six questions show where we start"], width=600, height=200, sizes=(44, 40, 38)) == 38
    assert largest_size(["Six questions show where we start"], width=600, height=200, sizes=(44, 36)) == 44


def test_the_lines_of_a_title_are_even_and_break_at_a_pause() -> None:
    assert even_lines("short", width=500, size=40) == ("short",)
    assert even_lines("Tell us what to keep and what to change", width=500, size=40) == (
        "Tell us what to keep",
        "and what to change",
    )
    assert even_lines("My word: a deed, a day, a person who asks", width=700, size=40) == (
        "My word: a deed, a day,",
        "a person who asks",
    )
    long = "word " * 60
    assert even_lines(long, width=300, size=40) == (long,)


@given(text=st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=9).map(" ".join))
def test_even_lines_keep_all_words_and_take_no_more_lines(text: str) -> None:
    lines = even_lines(text, width=400, size=40)
    assert " ".join(lines) == text
    assert len(lines) <= len(line_widths(text, width=400, size=40))
    if len(lines) > 1:
        assert max(text_width(line, size=40) for line in lines) <= 400


def test_a_title_is_a_little_smaller_where_that_saves_a_line() -> None:
    title = "Seven principles; the first comes before the sale"
    assert title_size(title, width=830, height=92, sizes=(35, 32, 28)) == 32
    assert title_size(title, width=600, height=92, sizes=(35, 32, 28)) == 35


def test_a_footer_too_long_ends_after_a_whole_word() -> None:
    assert clipped("Hearing complaints · Amanah", width=500, size=18) == "Hearing complaints · Amanah"
    short = clipped("Hearing complaints · " + "Cooperative " * 12, width=500, size=18)
    assert short.endswith("Cooperative …")
    assert text_width(short, size=18) <= 500


@given(rows=st.lists(st.tuples(st.text(max_size=30), st.text(max_size=90), st.just("")), min_size=1, max_size=6))
def test_the_shares_of_columns_sum_to_one(rows: list[tuple[str, ...]]) -> None:
    shares = column_shares(rows)
    assert sum(shares) == pytest.approx(1)
    assert all(share > 0 for share in shares)


def test_quotation_marks_are_curved_by_where_they_stand() -> None:
    assert typographic("She said: \"it's ('not') mine\"") == "She said: “it’s (‘not’) mine”"


def test_a_quotation_that_begins_in_another_voice_still_opens() -> None:
    pieces = runs((Text('He said "'), Emphasis((Text("never"),)), Text('" twice')))
    assert pieces == (Run("He said “"), Run("never", is_emphasis=True), Run("” twice"))


def test_nested_voices_add_up() -> None:
    assert runs((Strong((Emphasis((Text("both"),)),)),)) == (Run("both", is_strong=True, is_emphasis=True),)


def test_lists_become_lines_with_their_marks() -> None:
    inner = List((ListItem((Text("inner"),)),), is_numbered=False)
    outer = (List((ListItem((Text("outer"),), inner),), is_numbered=True),)
    assert lines(outer) == ("1. outer", "   - inner")
    assert [piece[0].text for piece in items(listed("a", "b"))] == ["a", "b"]


def _contrast(one: str, other: str) -> float:
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part, 16) / 255 for part in re.findall("..", colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_bold_line_is_measured_with_bold_letters():
    told = "Approve a complaint policy that forbids …"
    # What the letters of Liberation Sans Bold add up to, as those of Helvetica-Bold do.
    assert round(text_width(told, size=1, is_bold=True), 3) == 20.115
    assert text_width(told, size=1) < text_width(told, size=1, is_bold=True)
