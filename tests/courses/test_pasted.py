"""What is pasted: the words stay, the markup goes, and what comes out is Markdown that we read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.blocks import Heading, List, Paragraph, Table, plain
from courses.markup import in_order, parse_leniently, runs
from courses.pasted import clean_paste
from tests.counted import growth
from tests.hostile_texts import PASTED

WORD_LIST = (
    "<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>"
    "<span style='mso-list:Ignore'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span>"
    "<![endif]>First</p>"
    "<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'>"
    "<span style='mso-list:Ignore'>a.</span>Inner</p>"
    "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Last</p>"
)


def _read(markdown: str) -> list[object]:
    """Return what our reader makes of a section; its headings carry no ids here, which it says and which is meant."""
    parsed, faults = parse_leniently(f"# Title\n\n## Section {{#section}}\n\n{markdown}\n", file="pasted")
    assert [fault for fault in faults if "carries no id" not in str(fault)] == []
    return list(in_order(parsed))[1:]


def _text(blocks: list[object]) -> str:
    return " ".join(plain(run) for block in blocks for run in runs(block))


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<h1>Big <b>plan</b></h1>x", "### Big plan\n\nx"),
        ("<p class=MsoTitle>Plan</p>", "### Plan"),
        ("a<br>b", "a\n\nb"),
        ("<b>bold</b> and <i>slanted</i> and <strong><em>both</em></strong>", "**bold** and *slanted* and ***both***"),
        ("<b> spaces </b>outside", "**spaces** outside"),
        ("un<b>bold</b>ed", "unbolded"),
        ("<span style='font-weight:700'>Docs</span>", "**Docs**"),
        ("<b style='font-weight:normal'><p>Docs</p></b>", "Docs"),
        ("<ul><li>a</li><li>b<ul><li>c<ul><li>d</li></ul></li></ul></li></ul>", "- a\n- b\n    - c\n    - d"),
        ("<ol><li><p>a</p><p>more</p></li><li>b</li></ol>", "1. a more\n2. b"),
        (WORD_LIST, "- First\n    1. Inner\n- Last"),
        ("<table><tr><th>A</th><th>B|C</th></tr><tr><td>1</td></tr></table>", "| A | B\\|C |\n| --- | --- |\n| 1 |  |"),
        ("<table><tr><td colspan=2>A</td><td>B</td></tr></table>", "| A |  | B |\n| --- | --- | --- |"),
        ("<table><tr><td><p>Layout</p></td></tr></table>", "Layout"),
        ("x<img src='data:image/png;base64,AA>AA' alt='a'>y", "x [picture left out] y"),
        ("<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><p>seen</p>", "seen"),
        ("<style>p { color: red }</style><script>alert('<p>')</script><p>seen</p>", "seen"),
        ("<p>“smart” – 5&nbsp;% &amp; ‘quotes’</p>", "“smart” – 5\u00a0% & ‘quotes’"),
        ("<p>&lt;b&gt; and a &lt; b</p>", "\\<b> and a < b"),
        ("<p>* a _b_ [c](d) `e` snake_case</p>", "\\* a \\_b\\_ \\[c\\](d) \\`e\\` snake_case"),
        ("<p># no heading</p><p>- no item</p><p>3. no list</p><p>---</p>",
         "\\# no heading\n\n\\- no item\n\n3\\. no list\n\n\\---"),
        ("<a href='https://example.org'>link</a>", "link"),
        ("plain\nlines", "plain\n\nlines"),
        ("<p onclick='x'>a<o:p></o:p></p>", "a"),
        ("<p>cut off <span sty", "cut off <span sty".replace("<", "\\<")),
        ("", ""),
    ],
)  # fmt: skip
def test_a_fragment_becomes_our_markdown(html, markdown):
    assert clean_paste(html) == markdown


def test_a_word_page_is_read_as_blocks():
    html = (
        f"<html><head><title>no</title></head><body><h2>Plan</h2><p>Text</p>{WORD_LIST}"
        "<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table></body></html>"
    )

    blocks = _read(clean_paste(html))

    assert [type(block) for block in blocks] == [Heading, Paragraph, List, Table]
    assert _text(blocks) == "Plan Text First Inner Last a b 1 2"


PIECES = """
<p> </p> <div> </div> <b> </b> <i> </i> <ul> </ul> <ol> </ol> <li> </li> <table> </table> <tr> </tr> <td> </td>
<h2> </h2> <br> <img> <!--x--> <span> </span> <o:p> </o:p> <hr/> <![endif]>
"""
TAGS = st.sampled_from(
    [
        *PIECES.split(),
        "<a href='<p>'>",
        "<![if x]>",
        "<td colspan=3>",
        "<p style='mso-list:l0 level1 lfo1'>",
        "<p style='mso-list:l0 level2 lfo1'>",
    ]
)
WORDS = st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True)
MARKS = st.sampled_from(
    ["*", "_", "`", "[", "](", "|", "#", "-", "+", "1.", "&gt;", "&lt;", "&amp;", "\\", "~~~", "=", ":"]
)


@given(st.lists(TAGS | WORDS.map(lambda word: f" {word} ") | MARKS.map(lambda mark: f" {mark} "), max_size=40))
def test_every_word_survives_in_order_and_no_tag_does(pieces):
    words = [piece.strip() for piece in pieces if re.fullmatch(r" [a-z0-9]+ ", piece)]

    markdown = clean_paste("".join(["<div>", *pieces]))

    shown = markdown.replace("[picture left out]", "")
    assert _in_order(words, shown)
    assert re.search(r"(?<!\\)<[A-Za-z/!?]", markdown) is None


@given(st.lists(TAGS | WORDS.map(lambda word: f" {word} ") | MARKS.map(lambda mark: f" {mark} "), max_size=40))
def test_what_comes_out_is_read_again_with_the_same_words(pieces):
    words = [piece.strip() for piece in pieces if re.fullmatch(r" [a-z0-9]+ ", piece)]

    blocks = _read(clean_paste("".join(["<div>", *pieces])))

    assert _in_order(words, _text(blocks))


@given(st.text(max_size=200))
def test_any_text_can_be_pasted(text):
    markdown = clean_paste(text)

    assert re.search(r"(?<!\\)<[A-Za-z/!?]", markdown) is None


def _in_order(words: list[str], text: str) -> bool:
    place = 0
    for word in words:
        found = re.compile(rf"(?<![a-z0-9]){word}(?![a-z0-9])").search(text, place)
        if found is None:
            return False
        place = found.end()
    return True


@pytest.mark.parametrize("piece", PASTED)
def test_work_grows_with_length_and_no_faster(piece):
    assert growth(clean_paste, piece, times=8) < 9


def test_five_megabytes_from_a_word_processor_keep_every_word():
    page = (
        "<p class=MsoNormal style='margin-bottom:0cm;line-height:normal'><span lang=EN-GB style='font-size:11.0pt;"
        'font-family:"Calibri",sans-serif;mso-fareast-language:EN-US\'>Clients come on market day and go again without '
        "having seen anybody who would listen to them, and <b>nobody</b> writes it down.<o:p></o:p></span></p>\n"
    )
    html = page * (5_000_000 // len(page))

    markdown = clean_paste(html)

    assert markdown.count("**nobody**") == html.count("<b>nobody</b>")
