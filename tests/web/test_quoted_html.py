"""Quoted words are marked where they stand, and nothing else of the passage changes."""

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from courses.passages import split_passages
from lms.web.blocks_html import Targets
from lms.web.quoted_html import Quoted, mark_quoted
from lms.web.workshop_reading import passage_html

WORDS = st.text(st.sampled_from("ab ß<&'\u0130"), min_size=1, max_size=12)


def marked(html: str, *quotes: str, position: int = 0) -> str:
    return str(mark_quoted(Markup(html), [Quoted(words, position) for words in quotes]))


def test_words_are_marked_over_emphasis_whatever_their_capitals() -> None:
    assert marked("<p>Beside the <strong>desk</strong> of all.</p>", "the Desk") == (
        "<p>Beside <mark>the </mark><strong><mark>desk</mark></strong> of all.</p>"
    )


def test_of_several_places_the_nearest_is_marked() -> None:
    assert (
        marked("<p>a desk, my desk, no desk</p>", "desk", position=12) == "<p>a desk, my <mark>desk</mark>, no desk</p>"
    )


def test_words_over_the_end_of_a_line_of_a_list_or_a_table_are_found() -> None:
    assert marked("<ul><li>one</li><li>two three</li></ul>", "one two") == (
        "<ul><li><mark>one</mark></li><li><mark>two</mark> three</li></ul>"
    )


def test_quotes_that_overlap_become_one() -> None:
    assert marked("<p>one two three four</p>", "one two", "two three") == "<p><mark>one two three</mark> four</p>"


def test_a_quote_of_the_whole_or_of_what_is_not_there_marks_nothing() -> None:
    assert marked("<p>Nobody  complains.</p>", "nobody complains.", "somebody", " ") == "<p>Nobody  complains.</p>"


def test_what_was_escaped_stays_so() -> None:
    assert marked("<p>a &lt;b&gt; &amp;amp; c</p>", "<b> &amp;") == "<p>a <mark>&lt;b&gt; &amp;amp;</mark> c</p>"


@given(st.lists(WORDS, min_size=1, max_size=5), st.lists(WORDS, max_size=3), st.integers(0, 30))
def test_without_the_marks_the_passage_is_as_it_was(lines: list[str], quotes: list[str], position: int) -> None:
    for passage in split_passages("**x** ".join(lines)):
        html = passage_html(passage.blocks, Targets())
        found = marked(html, *quotes, position=position)
        assert re.sub(r"</?mark>", "", found) == html
        assert not re.search(r"<mark>[^<]*<(?!/mark>)", found)
