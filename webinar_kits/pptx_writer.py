"""Editable decks: native text, tables and charts on layouts made here. The one place that knows python-pptx."""

import functools
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.plot import BarPlot
from pptx.dml.color import MSO_THEME_COLOR
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_MARK
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import _Relationships
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide as DeckSlide
from pptx.util import Pt

from courses.model import Layout, Module, Slide
from webinar_kits import theme
from webinar_kits.archive import repack
from webinar_kits.core_properties import APP, APP_XML, CORE, core_xml, edition_day
from webinar_kits.filling import institution_name
from webinar_kits.model import KitRequest
from webinar_kits.outline import Outline, Row, find_activity
from webinar_kits.pptx_figures import axis_title, chart_figures
from webinar_kits.pptx_layouts import layout_xml, layouts, master_xml, theme_xml, tree
from webinar_kits.pptx_notes import note_lines, note_paragraphs
from webinar_kits.pptx_pages import About, Page, first_number, page_shapes
from webinar_kits.pptx_shapes import HEIGHT, NAMESPACES, WIDTH
from webinar_kits.pptx_slides import Frame, chart_box, find_table, slide_shapes
from webinar_kits.runs import legible
from webinar_kits.theme import Look
from webinar_kits.times import hours
from webinar_kits.wording import MODES, TIERS, language_tag, principle

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHARTS = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
}
_SERIES_COLOURS = (MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.ACCENT_4, MSO_THEME_COLOR.ACCENT_2)
# A point below this share of the highest has no room for its label between it and the axis.
_LOW = 0.2
_AXIS_ID = re.compile(rb'(<c:(?:axId|crossAx) val=")-(\d+")')


@dataclass(frozen=True, slots=True)
class _Template:
    """What all decks of one look share; equal templates are built once in a process."""

    look: Look
    series: str
    language: str
    brand_colour: str


def deck(request: KitRequest, module: Module, *, outline: Outline) -> bytes:
    """Return the deck of that running order as PPTX; `module` is filled for the institution already."""
    template = _Template(
        look=theme.look(module.id),
        series=principle(module.principle),
        language=language_tag(request.language),
        brand_colour=request.brand.colour.lstrip("#").upper(),
    )
    presentation = Presentation(io.BytesIO(_template_bytes(template)))
    for row in outline.rows:
        if row.slide:
            _add_slide(presentation, row, _frame(row, request, module, outline))
    return _saved(presentation, _about(request, module))


def pages_deck(pages: Sequence[Page], about: About) -> bytes:
    """Return a deck of slides that belong to no session; its author is who `about` says, and nobody else is in it."""
    template = _Template(look=theme.look(about.look), series=about.series, language=about.language, brand_colour="")
    presentation = Presentation(io.BytesIO(_template_bytes(template)))
    presentation.part._element.set("firstSlideNum", str(first_number(pages)))
    for number, page in enumerate(pages, start=first_number(pages)):
        slide = _place_shapes(presentation, page.slide.layout, page_shapes(page, about, number=number))
        slide._element.set("show", "0" if page.is_hidden else "1")
        if page.slide.layout is Layout.CHART:
            _add_chart(slide, page.slide, language=about.language)
        _set_notes(slide, note_lines(page.notes, language=about.language))
    return _saved(presentation, about)


def _frame(row: Row, request: KitRequest, module: Module, outline: Outline) -> Frame:
    activity = find_activity(module, row.slide)
    session = (f"{MODES[request.mode]} · {TIERS[request.tier]} · {hours(request.minutes)}",)
    return Frame(
        mode=request.mode,
        language=language_tag(request.language),
        footer=f"{module.title} · {institution_name(request.brand)}",
        session=session + ((outline.when,) if outline.when else ()),
        number=row.slide_number,
        minutes=row.minutes,
        group=activity.group if activity else 0,
    )


@functools.lru_cache(maxsize=16)
def _template_bytes(template: _Template) -> bytes:
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(WIDTH), Pt(HEIGHT)
    size = presentation.part._element.sldSz
    size.attrib.pop("type", None)
    _drop(presentation.part.rels, RELATIONSHIP_TYPE.PRINTER_SETTINGS)
    _drop(presentation.part.package._rels, RELATIONSHIP_TYPE.THUMBNAIL)
    master = presentation.slide_master
    kept = re.sub(r' xmlns:\w+="[^"]*"', "", master._element.sldLayoutIdLst.xml)
    master.part._element = parse_xml(master_xml(template.look, layout_ids=kept, brand_colour=template.brand_colour))
    for kind, layout in zip(layouts(), presentation.slide_layouts, strict=True):
        layout.part._element = parse_xml(
            layout_xml(kind, template.look, series=template.series, language=template.language)
        )
    design = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    design._blob = theme_xml(design.blob, template.look)
    for default in presentation.part._element.iter(f"{_A}defRPr"):
        if default.get("lang"):
            default.set("lang", template.language)
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _drop(relations: _Relationships, kind: str) -> None:
    for key in [key for key, relation in relations.items() if relation.reltype == kind]:
        relations.pop(key)


def _add_slide(presentation: Deck, row: Row, frame: Frame) -> None:
    if row.slide is None:
        return
    slide = _place_shapes(presentation, row.slide.layout, slide_shapes(row.slide, frame))
    if row.slide.layout is Layout.CHART:
        _add_chart(slide, row.slide, language=frame.language)
    _set_notes(slide, note_paragraphs(row, language=frame.language))


def _place_shapes(presentation: Deck, layout: Layout, drawn: str) -> DeckSlide:
    slide = presentation.slides.add_slide(presentation.slide_layouts[layouts().index(layout)])
    shapes = slide.shapes._spTree
    for old in list(shapes.iter_shape_elms()):
        shapes.remove(old)
    fresh = parse_xml(legible(tree(drawn)).replace("<p:spTree>", f"<p:spTree {NAMESPACES}>", 1))
    shapes.extend(list(fresh.iter_shape_elms()))
    return slide


def _set_notes(slide: DeckSlide, paragraphs: Sequence[str]) -> None:
    notes = slide.notes_slide
    body = notes.notes_text_frame._txBody
    for old in list(body.p_lst):
        body.remove(old)
    for text in paragraphs:
        body.append(parse_xml(legible(text)))
    for number, shape in enumerate(notes.shapes, start=2):
        shape._element._nvXxPr.cNvPr.set("id", str(number))


def _add_chart(slide: DeckSlide, source: Slide, *, language: str) -> None:
    """Draw the slide's table: its first column names the categories, each other column is a series."""
    table = find_table(source)
    if table is None or source.chart is None:
        return
    figures = chart_figures(table)
    data = CategoryChartData(number_format=figures.number_format)
    data.categories = figures.categories
    for name, values in figures.series:
        data.add_series(name, values)
    box = chart_box(table)
    x, y, width, height = (Pt(length) for length in (box.x, box.y, box.width, box.height))
    frame = slide.shapes.add_chart(_CHARTS[source.chart.kind], x, y, width, height, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", figures.description)
    frame._element.nvGraphicFramePr.nvPr.append(parse_xml(f'<p:ph {NAMESPACES} type="chart" idx="13"/>'))
    _style_chart(frame.chart, is_line=source.chart.kind == "line", series_count=len(figures.series))
    if told := axis_title(table):
        _name_axis(frame.chart, told)
    if source.chart.kind == "line":
        _place_labels(frame.chart, [values for _, values in figures.series])
    for properties in frame.chart._chartSpace.iter(f"{_A}defRPr"):
        properties.set("lang", language)


def _style_chart(chart: Chart, *, is_line: bool, series_count: int) -> None:
    chart.font.size = Pt(theme.SMALL)
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    chart.has_title = False
    chart.has_legend = series_count > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    chart.category_axis.format.line.color.theme_color = MSO_THEME_COLOR.TEXT_2
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    plot = chart.plots[0]
    plot.has_data_labels = True
    plot.data_labels.show_value = True
    plot.data_labels.font.size = Pt(theme.SMALL)
    if not is_line:
        plot.gap_width, plot.overlap = 60, -10
        plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
        chart.category_axis.reverse_order = _is_lying(plot)
    for colour, series in zip(_SERIES_COLOURS, plot.series, strict=False):
        line_or_fill = series.format.line if is_line else series.format.fill
        if not is_line:
            line_or_fill.solid()
            line_or_fill.fore_color.theme_color = colour
        else:
            line_or_fill.color.theme_color = colour
            line_or_fill.width = Pt(3)
            series.smooth = False
            series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 9
            series.marker.format.fill.solid()
            series.marker.format.fill.fore_color.theme_color = colour
            series.marker.format.line.color.theme_color = colour


def _name_axis(chart: Chart, told: str) -> None:
    frame = chart.category_axis.axis_title.text_frame
    frame.text = told
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(theme.SMALL), False
    font.color.theme_color = MSO_THEME_COLOR.TEXT_2


def _place_labels(chart: Chart, series: Sequence[Sequence[float]]) -> None:
    """Put each label off its line: above the highest, below the others where there is room above the axis.

    A series that never changes is labelled once, at its end.
    """
    most = max(value for values in series for value in values)
    for number, (drawn, values) in enumerate(zip(chart.plots[0].series, series, strict=True)):
        is_level = len(set(values)) == 1
        labels = drawn.data_labels
        labels.show_value, labels.position, labels.font.size = not is_level, XL_LABEL_POSITION.ABOVE, Pt(theme.SMALL)
        for place, value in enumerate(values):
            is_lower = any(
                other[place] > value or (other[place] == value and at < number) for at, other in enumerate(series)
            )
            is_below = is_lower and value > most * _LOW
            if is_below if not is_level else place == len(values) - 1:
                label = drawn.points[place].data_label
                label.position = XL_LABEL_POSITION.BELOW if is_below else XL_LABEL_POSITION.ABOVE
                label.font.size = Pt(theme.SMALL)


def _is_lying(plot: BarPlot) -> bool:
    return plot._element.tag.endswith("barChart") and bool(plot._element.barDir.val == "bar")


def _about(request: KitRequest, module: Module) -> About:
    return About(
        title=module.deck_title,
        subject=f"{principle(module.principle)}: {module.title}",
        author=request.brand.institution or "CPP Training",
        language=language_tag(request.language),
        keywords=f"edition {module.edition}",
        dated_on=edition_day(module),
    )


def _saved(presentation: Deck, about: About) -> bytes:
    buffer = io.BytesIO()
    presentation.save(buffer)
    core = core_xml(
        title=about.title,
        author=about.author,
        language=about.language,
        subject=about.subject,
        keywords=about.keywords,
        dated_on=about.dated_on,
    )
    return repack(buffer.getvalue(), lambda name, member: core if name == CORE else _finished(name, member, core))


def _finished(name: str, member: bytes, core: bytes) -> bytes:
    if name == APP:
        return APP_XML
    if name.startswith("ppt/embeddings/"):
        return repack(member, lambda name, part: core if name == CORE else APP_XML if name == APP else part)
    # python-pptx writes negative ids of axes, which the schema forbids.
    return _AXIS_ID.sub(rb"\1\2", member) if name.startswith("ppt/charts/chart") else member
