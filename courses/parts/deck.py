"""The session: slides with their notes, and activities."""

from courses.blocks import Block, Table
from courses.documents.deck import ActivityEntry, DeckFile, SlideEntry
from courses.findings import Findings
from courses.markup import ParsedFile, ParsedSection, count_text, count_words
from courses.model import Activity, Chart, Slide

_STRUCTURE = "deck.toml"
_NOTES = ("say", "ask", "do")
_ACTIVITY_PARTS = ("aim", "materials", "room", "webinar", "cards", "expected", "wrong", "debrief")


def refer(structure: DeckFile, findings: Findings) -> None:
    """Declare the activities, and note every reference the structure makes."""
    findings.declare("activity", [one.id for one in structure.activities])
    for slide in structure.slides:
        path = ("slides", slide.id)
        findings.use("objective", slide.objectives, file=_STRUCTURE, path=(*path, "objectives"))
        if slide.activity:
            findings.use("activity", [slide.activity], file=_STRUCTURE, path=(*path, "activity"))
    for activity in structure.activities:
        place = ("activities", activity.id, "objectives")
        findings.use("objective", activity.objectives, file=_STRUCTURE, path=place)


def build_slides(structure: DeckFile, parsed: ParsedFile, *, file: str, findings: Findings) -> tuple[Slide, ...]:
    """Return the slides that have both structure and words, in order."""
    ids = [entry.id for entry in structure.slides]
    headings = findings.match((_STRUCTURE, ("slides",)), ids, file=file, parsed=parsed)
    found = [section.id for section in parsed.sections]
    findings.refuse_disorder(ids, file=file, found=found, structure=_STRUCTURE)
    findings.refuse_loose(parsed.intro, file=file, path=("title",), where="between the title and the first slide")
    return tuple(
        _slide(entry, headings[entry.id], file=file, findings=findings)
        for entry in structure.slides
        if entry.id in headings
    )


def _slide(entry: SlideEntry, words: ParsedSection, *, file: str, findings: Findings) -> Slide:
    findings.refuse_unknown_parts(words, _NOTES, file=file)
    notes = {part.id: part.blocks for part in words.subsections}
    _refuse_other_rows(entry, words, file=file, findings=findings)
    return Slide(
        id=entry.id,
        beat=entry.beat,
        layout=entry.layout,
        role=entry.role,
        title=words.title,
        blocks=words.blocks,
        say=notes.get("say", ()),
        ask=notes.get("ask", ()),
        do=notes.get("do", ()),
        minutes=entry.minutes,
        minimum=entry.minimum,
        priority=entry.priority,
        modes=entry.modes,
        tiers=entry.tiers,
        objectives=entry.objectives,
        activity=entry.activity,
        chart=Chart(entry.chart.kind.value) if entry.chart else None,
        words=count_text(words.title) + count_words(words.blocks),
    )


def _refuse_other_rows(entry: SlideEntry, words: ParsedSection, *, file: str, findings: Findings) -> None:
    """Add a fault when a chart's table has not as many rows as the structure has categories."""
    expected = len(entry.chart.categories) if entry.chart else 0
    rows = next((len(block.rows) for block in words.blocks if isinstance(block, Table)), 0)
    if expected and rows != expected:
        what = f"the chart's table has {rows} rows, {_STRUCTURE} names {expected} categories; make them equal"
        findings.add(file, (entry.id,), what)


def build_activities(structure: DeckFile, parsed: ParsedFile, *, file: str, findings: Findings) -> tuple[Activity, ...]:
    """Return the activities that have both structure and words, in the order of the structure."""
    ids = [entry.id for entry in structure.activities]
    headings = findings.match((_STRUCTURE, ("activities",)), ids, file=file, parsed=parsed)
    findings.refuse_loose(parsed.intro, file=file, path=("title",), where="between the title and the first activity")
    return tuple(
        _activity(entry, headings[entry.id], file=file, findings=findings)
        for entry in structure.activities
        if entry.id in headings
    )


def _activity(entry: ActivityEntry, words: ParsedSection, *, file: str, findings: Findings) -> Activity:
    findings.refuse_unknown_parts(words, _ACTIVITY_PARTS, file=file)
    findings.refuse_loose(words.blocks, file=file, path=(entry.id,), where="before the first part of the activity")
    parts: dict[str, tuple[Block, ...]] = {part.id: part.blocks for part in words.subsections}
    return Activity(
        id=entry.id,
        kind=entry.kind.value,
        title=words.title,
        objectives=entry.objectives,
        minutes=entry.minutes,
        minimum=entry.minimum,
        group=entry.group,
        aim=parts.get("aim", ()),
        materials=parts.get("materials", ()),
        room=parts.get("room", ()),
        webinar=parts.get("webinar", ()),
        cards=parts.get("cards", ()),
        expected=parts.get("expected", ()),
        wrong=parts.get("wrong", ()),
        debrief=parts.get("debrief", ()),
    )
