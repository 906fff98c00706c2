"""The deck: native, legible from the back row, and valid."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from courses.blocks import Table
from courses.model import Chart, Layout, Mode, Module, Slide, Tier
from tests.webinar_kits import office
from tests.webinar_kits.samples import NOTE_CANARY, MakeRequest, Prepare, make_slide, table
from webinar_kits import pptx_writer
from webinar_kits.archive import unpack
from webinar_kits.core_properties import edition_day
from webinar_kits.errors import KitError
from webinar_kits.model import Brand
from webinar_kits.pptx_figures import chart_figures
from webinar_kits.pptx_slides import Frame, slide_shapes

MakeDeck = Callable[..., bytes]


@pytest.fixture
def make_deck(make_request: MakeRequest, prepare: Prepare) -> MakeDeck:
    def make(module: Module, **changes: object) -> bytes:
        request = make_request(**changes)
        own, _, view = prepare(request, module)
        return pptx_writer.deck(request, own, outline=view)

    return make


@pytest.mark.parametrize("mode", list(Mode))
def test_the_deck_satisfies_a_strict_validator(
    small_module: Module, make_deck: MakeDeck, mode: Mode, tmp_path: Path, assert_valid_pptx: Callable[[Path], None]
) -> None:
    file = tmp_path / "deck.pptx"
    file.write_bytes(make_deck(small_module, mode=mode))
    assert_valid_pptx(file)


def test_every_slide_has_its_title_in_a_title_placeholder(complaints: Module, make_deck: MakeDeck) -> None:
    for xml in office.slides(make_deck(complaints)):
        (title,) = re.findall(r'<p:ph type="title"[^>]*/>.*?</p:sp>', xml, re.DOTALL)
        assert office.words(title).strip()


@pytest.mark.parametrize("mode", list(Mode))
def test_no_text_on_any_slide_is_below_18_points(complaints: Module, make_deck: MakeDeck, mode: Mode) -> None:
    deck = make_deck(complaints, mode=mode, tier=Tier.BOARD, minutes=180)
    pattern = r"ppt/(slides|slideLayouts|slideMasters)/\w+\.xml|ppt/charts/chart\d+\.xml"
    sizes = [
        int(size) for xml in office.parts(deck, pattern=pattern).values() for size in re.findall(r' sz="(\d+)"', xml)
    ]
    assert min(sizes) >= 1800


def test_no_placeholder_is_left_empty_or_unfilled(small_module: Module, make_deck: MakeDeck) -> None:
    deck = make_deck(small_module, brand=Brand())
    for xml in office.slides(deck):
        for shape in re.findall(r"<p:sp>.*?</p:sp>", xml, re.DOTALL):
            if "<p:ph " in shape:
                assert office.words(shape).strip()
    text = "".join(map(office.words, (*office.slides(deck), *office.notes(deck))))
    assert "{" not in text
    assert "our institution" in text
    assert "the complaint line" in text


def test_notes_begin_with_the_minutes_and_say_what_to_say_ask_and_do(small_module: Module, make_deck: MakeDeck) -> None:
    deck = make_deck(small_module)
    assert len(office.notes(deck)) == len(office.slides(deck))
    for xml in office.notes(deck):
        lines = [line for line in office.words(xml).split("\n") if line]
        assert re.match(r"\d+ minutes? · 1\d:\d\d–1\d:\d\d · ", lines[0])
        assert [line for line in lines if line in ("SAY", "ASK", "DO")] == ["SAY", "ASK", "DO"]
        assert NOTE_CANARY in "".join(lines)


def test_notes_stay_off_the_slides(small_module: Module, make_deck: MakeDeck) -> None:
    assert not any(NOTE_CANARY in xml for xml in office.slides(make_deck(small_module)))


def test_the_notes_of_the_other_mode_are_left_out(small_module: Module, make_deck: MakeDeck) -> None:
    room, webinar = (
        "".join(office.notes(make_deck(small_module, mode=mode))) for mode in (Mode.IN_PERSON, Mode.WEBINAR)
    )
    assert "Hang up the sheet." in room
    assert "Paste the sheet." not in room
    assert "Paste the sheet." in webinar
    assert "Hang up the sheet." not in webinar


def test_the_two_modes_show_different_slides(small_module: Module, make_deck: MakeDeck) -> None:
    room, webinar = (
        "".join(map(office.words, office.slides(make_deck(small_module, mode=mode))))
        for mode in (Mode.IN_PERSON, Mode.WEBINAR)
    )
    assert "Title of stand" in room
    assert "Title of stand" not in webinar
    assert "Title of vote" in webinar
    assert "groups of" in room
    assert "breakout rooms of" in webinar
    assert "Answer in the poll window" in webinar


def test_the_footer_names_module_institution_and_number(small_module: Module, make_deck: MakeDeck) -> None:
    for number, xml in enumerate(office.slides(make_deck(small_module)), start=1):
        if number > 1:
            assert "Hearing complaints · Amanah Microfinance" in office.words(xml)
            assert f'type="slidenum"><a:rPr lang="en-GB"/><a:t>{number}</a:t>' in xml


def test_each_kind_of_slide_uses_its_own_layout(small_module: Module, make_deck: MakeDeck) -> None:
    deck = make_deck(small_module, mode=Mode.WEBINAR, minutes=90)
    used = [
        re.findall(r"slideLayout(\d+)\.xml", xml)[0]
        for xml in office.parts(deck, pattern=r"ppt/slides/_rels/slide\d+\.xml\.rels").values()
    ]
    assert len(set(used)) == len(Layout)


def test_the_chart_is_native_and_its_numbers_are_told_in_words(small_module: Module, make_deck: MakeDeck) -> None:
    deck = make_deck(small_module, minutes=90)
    (chart,) = office.parts(deck, pattern=r"ppt/charts/chart\d+\.xml").values()
    assert not re.search(r'<c:(axId|crossAx) val="-', chart)
    (slide,) = [xml for xml in office.slides(deck) if "/drawingml/2006/chart" in xml and "graphicFrame" in xml]
    assert 'descr="North: Complaints 12; South: Complaints 3"' in slide
    assert "Complaints" in office.words(slide)


def test_a_chart_without_a_number_names_the_cell() -> None:
    (block,) = table(("Branch", "Complaints"), ("North", "many"))
    assert isinstance(block, Table)
    with pytest.raises(KitError, match="found 'many'; write a number"):
        chart_figures(block)


def test_shape_ids_are_unique_on_each_slide_and_each_page_of_notes(complaints: Module, make_deck: MakeDeck) -> None:
    deck = make_deck(complaints)
    for xml in (*office.slides(deck), *office.notes(deck)):
        ids = re.findall(r'<p:cNvPr id="(\d+)"', xml)
        assert len(ids) == len(set(ids))


def test_the_colours_are_the_modules_and_the_institutions(small_module: Module, make_deck: MakeDeck) -> None:
    members = unpack(make_deck(small_module, brand=Brand(colour="#225588")))
    assert b'<a:accent1><a:srgbClr val="8A2F63"/>' in members["ppt/theme/theme1.xml"]
    assert b'val="225588"' in members["ppt/slideMasters/slideMaster1.xml"]


@pytest.mark.parametrize("starts_at", [None, datetime(2026, 5, 4, 23, 30, tzinfo=UTC)])
def test_a_deck_is_dated_on_the_day_of_its_edition(
    small_module: Module, make_deck: MakeDeck, starts_at: datetime | None
) -> None:
    members = unpack(make_deck(small_module, starts_at=starts_at))
    core = members["docProps/core.xml"].decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {f"{edition_day(small_module)}T12:00:00Z"}
    assert "Hearing complaints" in core
    assert "python" not in core
    for book in (name for name in members if name.startswith("ppt/embeddings/")):
        assert unpack(members[book])["docProps/core.xml"] == members["docProps/core.xml"]


def test_words_that_look_like_markup_stay_words(small_module: Module, make_deck: MakeDeck) -> None:
    brand = Brand(institution='Save & "Grow" <Ltd>')
    deck = make_deck(small_module, brand=brand)
    assert any("Save &amp; " in xml for xml in office.slides(deck))


def test_a_long_title_gets_smaller_type() -> None:
    short, long = (make_slide(name, Layout.RECAP, title=name) for name in ("Short", "A very long title " * 8))
    assert _title_size(long) < _title_size(short)


def test_a_title_of_two_lines_breaks_into_similar_ones() -> None:
    slide = make_slide("long", Layout.QUESTION, title="What did you count on, the last time you signed?")
    frame = Frame(Mode.IN_PERSON, "en-GB", footer="", session=(), number=2, minutes=3, group=0)
    shapes = slide_shapes(slide, frame)
    assert re.search(r"<a:t>What did you count on, </a:t></a:r><a:br>.*?<a:t>the last time you signed\?</a:t>", shapes)


def test_figures_in_a_table_stand_at_the_right_edge_of_their_column() -> None:
    blocks = table(("Ratio", "We", "Why"), ("Effective rate", "38%", "full cost"), ("Profit", "3%", "we go on"))
    frame = Frame(Mode.IN_PERSON, "en-GB", footer="", session=(), number=2, minutes=3, group=0)
    shapes = slide_shapes(make_slide("ratios", Layout.TABLE, blocks=blocks), frame)
    right = re.findall(r'<a:pPr algn="r">.*?<a:t>([^<]*)</a:t>', re.sub(r"<p:sp>.*?</p:sp>", "", shapes))
    assert right == ["We", "38%", "3%"]


def test_labels_of_a_line_stand_clear_of_it_and_a_level_line_has_one(small_module: Module, make_deck: MakeDeck) -> None:
    blocks = table(("Day", "Open", "Capped"), ("15", "30", "6.2"), ("30", "60", "6.2"), ("45", "90", "6.2"))
    drawn = replace(
        next(slide for slide in small_module.slides if slide.layout is Layout.CHART),
        blocks=blocks,
        chart=Chart("line"),
    )
    module = replace(
        small_module, slides=tuple(drawn if slide.id == drawn.id else slide for slide in small_module.slides)
    )
    (chart,) = office.parts(make_deck(module, minutes=90), pattern=r"ppt/charts/chart\d+\.xml").values()
    open_, capped = re.findall(r"<c:ser>.*?</c:ser>", chart, re.DOTALL)
    assert len(re.findall("<c:dLbl>", open_)) == 0
    assert len(re.findall("<c:dLbl>", capped)) == 1
    assert set(re.findall(r'<c:dLblPos val="(\w+)"', open_ + capped)) == {"t"}
    assert "<a:t>Day</a:t>" in chart


def _title_size(slide: Slide) -> int:
    frame = Frame(Mode.IN_PERSON, "en-GB", footer="", session=(), number=2, minutes=3, group=0)
    return int((*re.findall(r' sz="(\d+)"', slide_shapes(slide, frame)), "3500")[0])
