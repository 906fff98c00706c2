"""What trainees are given: the case, sheets for the exercises, a template of the proposal, the rubric. Never a key."""

import csv
import io
from collections.abc import Sequence

from courses.blocks import Notes
from courses.cases import Case, Exhibit
from courses.days import day_words
from courses.model import Mode
from courses.workshop import AgendaKind, Exercise
from webinar_kits.docx_writer import document
from webinar_kits.docx_xml import TEXT_WIDTH, Body
from webinar_kits.measure import column_shares, text_width
from webinar_kits.model import KitFile
from webinar_kits.paper_data import Data, blocks_data
from webinar_kits.papers import Paper
from webinar_kits.pdf_writer import Template, pdf
from webinar_kits.runs import Run, lines, typographic
from webinar_kits.times import hours
from webinar_kits.workshop import invites, live, printed
from webinar_kits.workshop.forms import form_of
from webinar_kits.workshop.held_days import Line
from webinar_kits.workshop.kit_content import TraineeContent, about, paper_frame
from webinar_kits.workshop.tool_list import write_tools

TRAINEES = "participant"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
ICS = "text/calendar; charset=utf-8"
Made = tuple[str, str, str, bytes]
_WIDE_TABLE = 6
_PAGE, _WIDE_PAGE = 490, 740
# How high rows are that are written in by hand, in twentieths of a point.
_TO_WRITE, _ROOM_FOR_WORDS, _ROOM_FOR_A_TICK = 900, 700, 400
_FEW_ROWS = 10


def trainee_files(content: TraineeContent) -> tuple[KitFile, ...]:
    """Return the files for trainees, all in one folder."""
    made = [
        ("01-agenda.docx", "The agenda", DOCX, _agenda(content)),
        ("02-case-file.pdf", "The case: story, facts, exhibits", PDF, pdf(Template.CASE_FILE, case_paper(content))),
        ("03-exercise-sheets.docx", "Sheets for the exercises", DOCX, _sheets(content)),
        ("04-proposal-template.docx", "Template of the proposal", DOCX, _template(content)),
        ("05-rubric-and-example.docx", "The rubric, and an example to score with it", DOCX, _rubric(content)),
        ("06-tools-library.docx", "The tools library, to choose from", DOCX, _tools(content)),
        *_tests(content),
        ("09-evaluation-form.pdf", "Evaluation form", PDF, pdf(Template.EVALUATION, printed.evaluation(content))),
        *_for_groups(content),
        *_exhibits(content.case),
    ]  # fmt: skip
    if content.days[0].on:
        made.append(("calendar.ics", "All sittings for the calendar", ICS, invites.calendar(content)))
        notice = invites.cancellation(content)
        if notice is not None:
            made.append(("calendar-cancelled.ics", "What is held no more, to take it off the calendar", ICS, notice))
    return tuple(KitFile(f"trainees/{path}", kind, TRAINEES, title, data) for path, title, kind, data in made)


def _tests(content: TraineeContent) -> list[Made]:
    early, late = printed.early_test(content), printed.late_test(content)
    return [
        ("07-test-before.pdf", "Test before the workshop", PDF, pdf(Template.TEST, early)),
        ("08-test-after.pdf", "Test after the workshop", PDF, pdf(Template.TEST, late)),
    ]


def _for_groups(content: TraineeContent) -> list[Made]:
    if content.request.mode is Mode.WEBINAR:
        return [("10-shared-sheets.xlsx", "Sheets to share in the rooms", XLSX, live.shared_sheets(content))]
    return [("10-cards.pdf", "Cards to cut, and parts to play", PDF, pdf(Template.CARDS, printed.cards(content)))]


def _exhibits(case: Case) -> list[Made]:
    # Two digits, so that E10 does not come before E2 in a folder.
    return [
        (f"exhibits/E{one.number:02d}-{one.id}.csv", f"{one.label}, {one.title}", CSV, exhibit_csv(one))
        for one in case.exhibits
        if one.rows
    ]


def exhibit_csv(exhibit: Exhibit) -> bytes:
    """Return the rows as they were found, under the headings of the columns, for any spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.label for column in exhibit.columns])
    writer.writerows(row.cells for row in exhibit.rows)
    return text.getvalue().encode("utf-8-sig")


def case_paper(content: TraineeContent) -> Paper:
    """Return the case as a paper: the story, the people, the numbered facts, each exhibit on a page of its own."""
    case = content.case
    labels = {one.id: one.label for one in case.exhibits}
    people = [[one.name, one.role] for one in case.people]
    parts: list[Data] = [{"title": part.title, "blocks": blocks_data(part.blocks)} for part in case.parts]
    parts.append({"title": "Names", "blocks": [_table_data(["Name", "Role"], people)]})
    return {
        **paper_frame(content, heading=case.title, series="Workshop · case file"),
        "title": f"Case file: {case.title}",
        "line": f"{case.country} · {case.currency_name} ({case.currency}) · as on {day_words(case.as_on)}",
        "edition": case.edition,
        "intro": blocks_data(case.intro),
        "parts": parts,
        "facts": {
            "title": f"{len(case.facts)} facts",
            "header": ["Fact", "What holds", "Shown in"],
            "rows": [
                [fact.label, typographic(fact.text), ", ".join(labels[one] for one in fact.exhibits) or "–"]
                for fact in case.facts
            ],
        },
        "exhibits": [_exhibit(one) for one in case.exhibits],
    }


def _exhibit(exhibit: Exhibit) -> Data:
    header = [column.label for column in exhibit.columns]
    is_wide = len(header) > _WIDE_TABLE
    shares = _shares([header, *(row.cells for row in exhibit.rows)], width=_WIDE_PAGE if is_wide else _PAGE)
    return {
        "title": f"{exhibit.label}  {exhibit.title}",
        "origin": typographic(exhibit.origin),
        "blocks": blocks_data(exhibit.blocks),
        "wide": is_wide,
        "header": header,
        "shares": shares if header else [],
        "rows": [[typographic(cell) for cell in row.cells] for row in exhibit.rows],
    }


def _shares(rows: Sequence[Sequence[str]], *, width: float) -> list[Data]:
    """Return the columns' shares of a width in thousandths: room for the longest word, the rest by how much is said."""
    columns = list(zip(*rows, strict=True))
    size = 8 if width == _WIDE_PAGE else 10
    least = [
        max(text_width(word, size=size, is_bold=True) for text in column for word in text.split() or ["x"]) + 10
        for column in columns
    ]
    said = [sum(text_width(text, size=size) for text in column) for column in columns]
    spare = max(0.0, width - sum(least))
    wide = [few + spare * much / sum(said) for few, much in zip(least, said, strict=True)]
    return [round(1000 * one / sum(wide)) for one in wide]


def _table_data(header: list[str], rows: list[list[str]]) -> Data:
    def plain(text: str) -> Data:
        return [{"text": text, "strong": False, "emphasis": False}]

    return {
        "kind": "table",
        "shares": [round(share * 1000) for share in column_shares([header, *rows])],
        "header": [plain(cell) for cell in header],
        "rows": [[plain(cell) for cell in row] for row in rows],
    }


def _agenda(content: TraineeContent) -> bytes:
    body = Body()
    body.text(content.title, style="Title")
    body.text(content.workshop.summary.partition(": ")[2].capitalize() or content.workshop.summary, style="Subtitle")
    for day in content.days:
        body.heading(1, day.sitting.title)
        body.text(day.told or day.clocks, style="Label")
        rows = [
            [
                (Run(day.clocks_of(line)),),
                (Run(line.item.title, is_strong=line.item.kind is not AgendaKind.BREAK),),
                (Run(line.item.text or _purpose(line)),),
            ]
            for line in day.lines
        ]
        header = [(Run("Time"),), (Run("What"),), (Run("How"),)]
        body.table(header, rows, widths=[1500, 3000, TEXT_WIDTH - 4500], is_whole=True)
    return document(body, about(content, "Agenda"))


def _purpose(line: Line) -> str:
    return " ".join(lines(line.exercise.purpose)) if line.exercise else hours(line.minutes)


def _sheets(content: TraineeContent) -> bytes:
    body = Body()
    body.text("Sheets for the exercises", style="Title")
    body.text(content.title, style="Subtitle")
    for number, exercise in enumerate(content.exercises):
        body.heading(1, exercise.title, opens_page=number > 0)
        _sheet(body, exercise, content.request.mode, content.case)
    return document(body, about(content, "Sheets for the exercises"))


def _sheet(body: Body, exercise: Exercise, mode: Mode, case: Case) -> None:
    body.text(f"{exercise.minutes(mode)} minutes", style="Label")
    body.blocks(exercise.purpose)
    body.heading(2, "What you need")
    body.blocks(exercise.materials)
    body.heading(2, "Step by step")
    write_steps(body, exercise, mode)
    body.heading(2, "What we write down")
    header, rows = form_of(exercise, case, is_told=False)
    if header:
        gap = _ROOM_FOR_WORDS if len(rows) <= _FEW_ROWS else _ROOM_FOR_A_TICK
        body.table([(Run(one),) for one in header], [[(Run(cell),) for cell in row] for row in rows], gap=gap)
    else:
        body.blocks((Notes(6),))


def write_steps(body: Body, exercise: Exercise, mode: Mode) -> None:
    """Write the steps of an exercise with the minutes of each; in a webinar the text for the chat too."""
    steps = exercise.room if mode is Mode.IN_PERSON else exercise.webinar
    for step in steps:
        body.text(hours(step.minutes), style="Label")
        body.blocks(step.text)
    if mode is Mode.WEBINAR and exercise.chat:
        body.heading(3, "Text of the chat")
        body.blocks(exercise.chat)


def _template(content: TraineeContent) -> bytes:
    body = Body()
    body.text("Upgrade proposal", style="Title")
    body.text(f"for {content.case.title}", style="Subtitle")
    body.labelled("How to use it.", "Overwrite the lines. Cite facts as F7 and exhibits as E3.")
    limbs = {one.id: one.title for one in content.workshop.limbs}
    for section in content.workshop.sections:
        body.heading(1, section.title)
        covers = ", ".join(f"({one}) {limbs[one]}" for one in section.limbs)
        words = f"{section.words.least} to {section.words.most} words"
        body.text(f"{words}{f' · limbs {covers}' if covers else ''}", style="Label")
        body.blocks(section.guidance)
        body.heading(2, section.example_title)
        body.blocks(section.example)
        body.blocks((Notes(4),))
    for title, columns in _TABLES:
        body.heading(1, title)
        body.table([(Run(one),) for one in columns], [[(Run(""),)] * len(columns) for _ in range(5)],
                   gap=_TO_WRITE)  # fmt: skip
    body.heading(1, "Indicators to choose from")
    rows = [[(Run(one.standard),), (Run(one.limb),), (Run(one.text),)] for one in content.workshop.indicators]
    body.table([(Run("Standard"),), (Run("Limb"),), (Run("Indicator, written for this course"),)], rows,
               widths=[1200, 900, TEXT_WIDTH - 2100])  # fmt: skip
    return document(body, about(content, "Template of the proposal"))


def _tools(content: TraineeContent) -> bytes:
    body = Body()
    write_tools(body, content.workshop.tools)
    return document(body, about(content, "The tools library"))


_TABLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Findings", ("What falls short", "Limb", "Indicator", "Facts and exhibits")),
    ("Recommendations", ("What to do", "Finding", "Owner", "Cost", "Payer", "From", "To", "Measure, target", "Tool")),
    ("Risks", ("What may go wrong", "What we do about it", "Who")),
)


def _rubric(content: TraineeContent) -> bytes:
    body = Body()
    rubric, example = content.workshop.rubric, content.workshop.example
    body.text("The rubric", style="Title")
    body.text(rubric.note, style="Subtitle")
    for criterion in rubric.criteria:
        body.heading(1, criterion.title)
        body.text(criterion.question, is_kept=True)
        rows = [[(Run(str(level.points), is_strong=True),), (Run(level.text),)] for level in criterion.levels]
        body.table([(Run("Points"),), (Run("What such work looks like"),)], rows, widths=[1000, TEXT_WIDTH - 1000])
    body.heading(1, example.title)
    body.blocks(example.intro)
    for section in example.sections:
        body.heading(2, section.title)
        body.blocks(section.blocks, under=2)
    body.heading(1, "My scores for the example")
    rows = [[(Run(one.title),), (Run(""),), (Run(""),)] for one in rubric.criteria]
    body.table([(Run("Criterion"),), (Run("Points, 1 to 4"),), (Run("Why"),)], rows,
               widths=[3200, 1600, TEXT_WIDTH - 4800], gap=_TO_WRITE)  # fmt: skip
    return document(body, about(content, "The rubric, and an example"))
