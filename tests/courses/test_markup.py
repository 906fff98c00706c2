"""The closed subset of Markdown: what becomes of it, and the fault for everything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.blocks import (
    Emphasis,
    Heading,
    Link,
    List,
    ListItem,
    Notes,
    Paragraph,
    Quote,
    SectionLink,
    SourceLink,
    Strong,
    Table,
    Term,
    Text,
    plain,
)
from courses.errors import ContentError
from courses.markup import count_text, count_words, fill, fill_text, in_order, parse, parse_leniently


def read(body: str):
    return parse(f"# Title\n\n{body}\n", file="lesson.en.md")


def faults(text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        parse(text, file="lesson.en.md")
    return [str(fault) for fault in caught.value.faults]


def words(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def test_a_file_becomes_title_intro_sections_and_subsections():
    parsed = parse("# Title\n\nIntro.\n\n## One {#one}\n\nA.\n\n### Field {#field}\n\nB.\n\n## Two {#two}\n", file="f")

    assert (parsed.title, parsed.title_line) == ("Title", 1)
    assert parsed.intro == (Paragraph(words("Intro.")),)
    assert [(section.id, section.title, section.line) for section in parsed.sections] == [
        ("one", "One", 5),
        ("two", "Two", 13),
    ]
    (field,) = parsed.sections[0].subsections
    assert (field.id, field.line, field.blocks) == ("field", 9, (Paragraph(words("B.")),))
    assert [block.id for block in in_order(parsed) if isinstance(block, Heading)] == ["one", "field", "two"]


def test_words_carry_weight_voice_and_links():
    parsed = read("**A** *b* [c](https://e.org/x) [d](term:t) [e](section:s) [f](source:S22)")

    (paragraph,) = parsed.intro
    assert paragraph.children == (
        Strong(words("A")),
        Text(" "),
        Emphasis(words("b")),
        Text(" "),
        Link(words("c"), "https://e.org/x"),
        Text(" "),
        Term(words("d"), "t"),
        Text(" "),
        SectionLink(words("e"), "s"),
        Text(" "),
        SourceLink(words("f"), "S22"),
    )
    assert [(link.scheme, link.id, link.line) for link in parsed.links] == [
        ("term", "t", 3),
        ("section", "s", 3),
        ("source", "S22", 3),
    ]


def test_a_list_may_hold_one_list():
    parsed = read("- One\n  1. Inner\n- Two")

    inner = List((ListItem(words("Inner")),), is_numbered=True)
    assert parsed.intro == (List((ListItem(words("One"), inner), ListItem(words("Two"))), is_numbered=False),)


def test_quotes_tables_and_notes_are_read():
    parsed = read("> Said.\n\n| A | B |\n|---|---|\n| 1 | |\n\n```notes 4\n```")

    assert parsed.intro == (
        Quote((Paragraph(words("Said.")),)),
        Table(header=(words("A"), words("B")), rows=((words("1"), ()),)),
        Notes(4),
    )


def test_an_escaped_bar_is_a_word_in_a_cell():
    (table,) = read("| A | B |\n|---|---|\n| x \\| y | z |").intro

    assert table == Table(header=(words("A"), words("B")), rows=((words("x | y"), words("z")),))


def test_white_space_is_one_space_and_a_no_break_space_stays():
    assert read("one   two\nthree\u00a0?").intro == (Paragraph(words("one two three\u00a0?")),)


@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        ("<b>x</b>", 3, "raw HTML; write it in words, **strong** or *emphasis*"),
        ("<div>\nx\n</div>", 3, "raw HTML; write it in words, lists or tables"),
        ("<!-- note -->", 3, "raw HTML; write it in words, lists or tables"),
        ("![x](y.png)", 3, "an image; pictures are drawn from tables and layouts, say it in words"),
        ("a `b`", 3, "words between backticks; use *emphasis* or plain words"),
        ("a\nb `c`", 4, "words between backticks; use *emphasis* or plain words"),
        ("a  \nb", 3, "a forced line break (two spaces or a backslash at the end of a line); begin a new paragraph"),
        ("***", 3, "a horizontal rule; begin a new section with a heading instead"),
        ("    code", 3, "an indented block of code; write plain paragraphs without indent"),
        ("```python\nx\n```", 3, "a fenced block; only ```notes N``` with N from 1 to 40 and nothing inside is read"),
        ("```notes 4\nx\n```", 3, "a fenced block; only ```notes N``` with N from 1 to 40 and nothing inside is read"),
        ("```notes 0\n```", 3, "a fenced block; only ```notes N``` with N from 1 to 40 and nothing inside is read"),
        ("#### Deep {#deep}", 3, "a heading of level 4; use `##` or `###`"),
        ("## No id", 3, "the heading 'No id' carries no id; end it with one, such as {#an-id}"),
        ("## Bad {#Bad_Id}", 3, "'Bad_Id' is not an id; use lower-case words joined by hyphens"),
        ("## {#only}", 3, "a heading without words; write what stands below it"),
        ("## A {#a}\n\n## B {#a}", 5, "the id 'a' stands twice; give this heading its own id"),
        ("## A {#a}\n\n### B {#b}\n\n### C {#b}", 7, "the id 'b' stands twice; give this heading its own id"),
        ("### A {#a}", 3, "a `###` heading before any `##` heading; write a `##` heading first"),
        ("# Again", 3, "a second title; a file has one `# Title`, use `## Heading {#id}`"),
        ("> ## In {#in}", 3, "a heading inside a quote or a list; put it at the margin"),
        ("> > deep", 3, "a quote inside a quote; write one quote"),
        ("> | A |\n> |---|\n> | b |", 3, "a table inside a quote or a list; put it at the margin"),
        ("- a\n  - b\n    - c", 5, "a list nested more than once; move the inner points up"),
        ("- a\n\n  b", 5, "more than words and one list in a list item; use one paragraph per item"),
        ("- > a", 3, "a list item that does not begin with words; write its words after the mark"),
        ("3. a", 3, "a numbered list that does not begin with 1; begin with 1, or join the parts"),
        ("| A | B |\n|---|---|\n| 1 | 2 | 3 |", 5, "a table row of 3 cells under a header of 2; make them equal"),
        ("| A | B |\n|---|---|\n| 1 |", 5, "a table row of 1 cells under a header of 2; make them equal"),
        ("<https://e.org>", 3, "a bare address; write `[words](https://…)`"),
        ("[](https://e.org)", 3, "a link without words; say where it leads"),
        ('[a](https://e.org "t")', 3, "a link with a title in quotes; keep only the address in the brackets"),
        ("[a](https://e.org/{hotline})", 3, "a brace in an address; placeholders stand in words only"),
        ("a\n\n[x]: https://e.org", 5, "a link reference; write the address in the link itself: `[words](https://…)`"),
        (
            "{client}",
            3,
            "'{client}' is no placeholder; use {institution}, {hotline}, {currency}, {module}, or no braces",
        ),
        ("a } b", 3, "'}' is no placeholder; use {institution}, {hotline}, {currency}, {module}, or no braces"),
    ],
)
def test_everything_else_is_a_fault_with_its_line(body, line, what):
    assert faults(f"# Title\n\n{body}\n") == [f"lesson.en.md:{line}: {what}"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.c", "/home", "https:", "term:"]
)
def test_a_link_leads_nowhere_else(address):
    assert faults(f"# T\n\n[a]({address})\n") == [
        f"lesson.en.md:3: a link to {address!r}; links lead to https://…, term:ID, section:ID or source:ID"
    ]


def test_all_faults_of_a_file_come_at_once_in_order_of_lines():
    assert [fault.split(":")[1] for fault in faults("## A\n\n`b`\n\n---\n\n![c](d)\n")] == ["1", "1", "3", "5", "7"]


def test_a_title_stands_first_and_carries_no_id():
    assert faults("Words.\n") == [
        "lesson.en.md:1: the file must begin with its title; write `# Title` on the first line"
    ]
    assert faults("# Title {#id}\n") == ["lesson.en.md:1: the title carries no id; remove the braces"]


def test_placeholders_are_filled_everywhere_and_blank_values_fall_back():
    parsed = read(
        "At **{institution}** call {hotline}.\n\n- Pay {currency}\n\n| {module} |\n|---|\n| a |\n\n> {hotline}"
    )

    filled = fill(parsed.intro, {"institution": "Three Wells", "hotline": " ", "module": "Complaints"})

    assert [use.name for use in parsed.placeholders] == ["institution", "hotline", "currency", "module", "hotline"]
    assert plain(filled[0].children) == "At Three Wells call the complaint line."
    assert plain(filled[1].items[0].children) == "Pay USD"
    assert plain(filled[2].header[0]) == "Complaints"
    assert plain(filled[3].blocks[0].children) == "the complaint line"
    assert fill_text("{institution} and {unknown}", {}) == "our institution and {unknown}"


def test_a_value_with_braces_is_not_filled_again():
    assert fill_text("{institution}", {"institution": "{hotline}"}) == "{hotline}"


def test_words_are_what_holds_a_letter_or_a_digit():
    assert count_text("Say – “no” to 3 % … of it") == 6
    assert count_words(read("- one *two*\n  - three\n\n| four | five six |\n|---|---|\n| – | 7 |").intro) == 7


plain_words = st.text(st.characters(categories=("Lu", "Ll", "Lo", "Nd")), min_size=1).filter(
    lambda text: not text.isdigit()
)


@given(st.lists(plain_words, min_size=1, max_size=12))
def test_plain_words_survive(listed):
    (paragraph,) = parse("# T\n\n" + " ".join(listed) + "\n", file="f").intro

    assert paragraph == Paragraph(words(" ".join(listed)))


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_its_file(text):
    parsed, found = parse_leniently("# T\n\n" + text, file="f")

    assert parsed.title == "T"
    assert all(fault.file == "f" and fault.line > 0 for fault in found)
