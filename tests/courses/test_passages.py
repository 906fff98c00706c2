"""Passages of a draft: every word is in them, and a quote finds its own again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.blocks import Heading, List, Paragraph, Table
from courses.passages import Passage, PlacedQuote, Whereabouts, place_quote, split_passages
from tests.counted import growth
from tests.hostile_texts import MARKS

DRAFT = """## What we saw

Nobody **complains** at Sandrel (F7).

- The box hangs beside the desk.
- The register has nine entries.

| Branch | Complaints |
|---|---|
| Lindale | 3 |

The director says that silence is praise."""


def plain(text: str) -> list[str]:
    return [passage.plain for passage in split_passages(text)]


def test_paragraphs_lists_tables_and_headings_are_passages_of_their_own() -> None:
    kinds = [type(passage.blocks[0]) for passage in split_passages(DRAFT)]
    assert kinds == [Heading, Paragraph, List, Table, Paragraph]
    assert plain(DRAFT)[2] == "The box hangs beside the desk. The register has nine entries."


@pytest.mark.parametrize(
    "text",
    [
        "Words between `backticks` stay.",
        "3. begins with three\n4. and goes on",
        "1990. It was a good year.",
        "<b>raw</b> text",
        "    indented by four",
        "A cell | too many",
        "| A | B |\n|---|---|\n| 1 | 2 | 3 |",
        "###### deep down",
        "[kept]: https://example.org",
        "see [this](ftp://example.org/x)",
        "![a picture](x.png)",
        "***",
    ],
)
def test_what_the_subset_does_not_know_is_shown_as_it_was_typed(text: str) -> None:
    shown = " ".join(plain(text))
    assert "".join(filter(str.isalnum, shown)) == "".join(filter(str.isalnum, " ".join(text.split())))


@given(st.text(alphabet="ab1 .*_#->|`[]()<&\\\n", max_size=80))
def test_no_word_is_ever_lost(text: str) -> None:
    shown = "".join(plain(text))
    missing = {word for word in text.replace("\\", " ").split() if word.isalpha()} - set(_words(shown))
    assert missing == set()


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text).split()


def test_passages_stand_one_after_the_other() -> None:
    passages = split_passages(DRAFT)
    text = " ".join(passage.plain for passage in passages)
    assert [text[one.start : one.start + len(one.plain)] for one in passages] == [one.plain for one in passages]


def found(text: str, quote: str, position: int = 0) -> PlacedQuote:
    return place_quote(split_passages(text), quote, position=position)


def test_a_quote_is_found_again_after_the_text_moved() -> None:
    moved = "A new first paragraph.\n\n" + DRAFT
    assert found(DRAFT, "Nobody complains at Sandrel") == PlacedQuote(Whereabouts.HERE, 1)
    assert found(moved, "nobody  complains\nat Sandrel") == PlacedQuote(Whereabouts.HERE, 2)


def test_of_two_places_the_nearest_to_where_it_stood_is_taken() -> None:
    text = "The box.\n\nSomething else stands here.\n\nThe box."
    assert found(text, "The box.", 2).passage == 0
    assert found(text, "The box.", 40).passage == 2


def test_a_passage_that_was_reworded_is_found_as_changed() -> None:
    placed = found(
        "The director often says that silence is the best praise.", "The director says that silence is praise."
    )
    assert placed == PlacedQuote(Whereabouts.CHANGED, 0)


def test_a_quote_that_is_gone_is_said_to_be_gone() -> None:
    assert found(DRAFT, "An owl sat on the register of the branch") == PlacedQuote(Whereabouts.GONE, None)
    assert found("", "An owl") == PlacedQuote(Whereabouts.GONE, None)


def test_a_quote_across_two_passages_stands_at_the_first() -> None:
    assert found(DRAFT, "(F7). The box hangs") == PlacedQuote(Whereabouts.HERE, 1)


def test_without_words_it_is_a_remark_on_the_whole() -> None:
    assert found(DRAFT, "  ") == PlacedQuote(Whereabouts.HERE, None)


@given(st.lists(st.text(alphabet="abc ", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=6), st.data())
def test_any_words_of_a_passage_are_found_in_it(paragraphs: list[str], data: st.DataObject) -> None:
    passages = split_passages("\n\n".join(paragraphs))
    place = data.draw(st.integers(0, len(passages) - 1))
    passage: Passage = passages[place]
    placed = place_quote(passages, passage.plain, position=passage.start)
    assert placed == PlacedQuote(Whereabouts.HERE, place)


@pytest.mark.parametrize("mark", MARKS)
def test_a_text_of_nothing_but_marks_is_shown_as_it_was_typed(mark: str) -> None:
    text = (mark * 100_000)[:100_000]
    shown = split_passages(text)

    assert "".join(one.plain for one in shown).replace(" ", "") == "".join(text.split())


@pytest.mark.parametrize("mark", MARKS)
def test_work_grows_with_the_marks_and_no_faster(mark: str) -> None:
    assert growth(split_passages, mark, small=500, times=8) < 9


def test_a_long_draft_with_a_large_table_is_still_read() -> None:
    table = "\n".join(["|a|b|c|d|", "|-|-|-|-|", *["|1|2|3|4|"] * 500])
    text = "\n\n".join([table, "\n".join(["- **an** item with [a link](https://x.example)"] * 300), "words " * 6000])

    assert [type(one.blocks[0]) for one in split_passages(text)] == [Table, List, Paragraph]


def test_lines_that_begin_with_a_bullet_are_points_of_a_list() -> None:
    first, points = split_passages("We recommend:\n• a line\n•\u00a0a register\n\t– not this")

    assert (first.plain, points.plain) == ("We recommend:", "a line a register – not this")
    assert isinstance(points.blocks[0], List)
    assert len(points.blocks[0].items) == 2
    assert split_passages("— Yes, she said.\n•without a space")[0].plain == "— Yes, she said. •without a space"
