"""A small module made by hand, with canary words where only the facilitator may look."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from courses.blocks import Block, Heading, Link, List, ListItem, Notes, Paragraph, Quote, Strong, Table, Text
from courses.model import (
    Activity,
    Beat,
    Case,
    Change,
    Chart,
    Document,
    Layout,
    Mode,
    Module,
    ModuleId,
    Objective,
    Priority,
    Role,
    Slide,
    Tier,
)
from quizzes.model import Bank, Blueprint, Item, ItemId, Kind, NumericBody, Option, OptionId, SingleBody, TrueFalseBody
from webinar_kits.model import KitRequest, Plan
from webinar_kits.outline import Outline

CANARY = "canary"
NOTE_CANARY = "canary-note"
EXPECTED_CANARY = "canary-expected"
WRONG_CANARY = "canary-wrong"
FEEDBACK_CANARY = "canary-feedback"
BOTH = (Mode.IN_PERSON, Mode.WEBINAR)

MakeRequest = Callable[..., KitRequest]
Prepared = tuple[Module, Plan, Outline]
Prepare = Callable[[KitRequest, Module], Prepared]


def say(text: str) -> tuple[Block, ...]:
    return (Paragraph((Text(text),)),)


def listed(*texts: str, is_numbered: bool = False) -> tuple[Block, ...]:
    return (List(tuple(ListItem((Text(text),)) for text in texts), is_numbered),)


def table(header: tuple[str, ...], *rows: tuple[str, ...]) -> tuple[Block, ...]:
    return (Table(tuple((Text(cell),) for cell in header), tuple(tuple((Text(c),) for c in row) for row in rows)),)


def make_slide(slide_id: str, layout: Layout, blocks: tuple[Block, ...] = (), **changes: object) -> Slide:
    plain = Slide(
        id=slide_id,
        beat=Beat.PRACTICE,
        layout=layout,
        role=Role.CONTENT,
        title=f"Title of {slide_id}",
        blocks=blocks,
        say=say(f"{NOTE_CANARY} {slide_id}"),
        ask=listed("What do you see?"),
        do=(
            Paragraph((Strong((Text("Room."),)), Text(" Hang up the sheet."))),
            Paragraph((Strong((Text("Webinar."),)), Text(" Paste the sheet."))),
        ),
        minutes=4,
        minimum=2,
        priority=Priority.MUST,
        modes=BOTH,
        tiers=(),
        objectives=(),
        activity="",
        chart=None,
        words=10,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def _slides() -> tuple[Slide, ...]:
    numbered = listed("Read", "Sort", is_numbered=True)
    numbers = table(("Branch", "Complaints"), ("North", "12"), ("South", "3"))
    return (
        make_slide("welcome", Layout.TITLE, say("Welcome to {institution}"), beat=Beat.OPENING, minutes=2, minimum=1),
        make_slide("before", Layout.STATEMENT, say("Six questions"), role=Role.PRETEST, priority=Priority.SHOULD),
        make_slide("sides", Layout.TWO_SIDES, table(("Lock", "Key"), ("Fear", "A second way"))),
        make_slide("road", Layout.PROCESS, listed("Hear", "Log", "Answer", is_numbered=True)),
        make_slide("ways", Layout.TABLE, table(("Way", "For", "Watch"), ("Phone", "urgent", "{hotline}"))),
        make_slide("figures", Layout.CHART, numbers, chart=Chart("column"), priority=Priority.SHOULD),
        make_slide("story", Layout.CASE, say('She said: "nobody asked me."'), priority=Priority.COULD),
        make_slide("sort", Layout.ACTIVITY, numbered, activity="sort", minutes=12, minimum=6),
        make_slide("vote", Layout.POLL, listed("Yes", "No"), modes=(Mode.WEBINAR,)),
        make_slide("stand", Layout.QUESTION, say("Stand up"), modes=(Mode.IN_PERSON,)),
        make_slide("talk", Layout.QUESTION, say("Talk"), role=Role.DISCUSSION, priority=Priority.COULD, minutes=6),
        make_slide("board", Layout.STATEMENT, say("For directors"), tiers=(Tier.BOARD,), priority=Priority.COULD),
        make_slide("short", Layout.RECAP, listed("One", "Two", "Three"), beat=Beat.CLOSE),
        make_slide("after", Layout.STATEMENT, say("Six again"), role=Role.POSTTEST, beat=Beat.CLOSE),
        make_slide("form", Layout.STATEMENT, say("Your view"), role=Role.EVALUATION, beat=Beat.CLOSE),
    )  # fmt: skip


def _activity() -> Activity:
    return Activity(
        id="sort",
        kind="card_sort",
        title="Sort the voices",
        objectives=("hear",),
        minutes=12,
        minimum=6,
        group=4,
        aim=say("People can sort."),
        materials=listed("One set of cards per group. Cut it."),
        room=listed("Sit in fours.", "Read aloud.", is_numbered=True),
        webinar=(
            *listed("Open the rooms.", is_numbered=True),
            Quote(say("Your task: sort the cards. {hotline}")),
        ),
        cards=listed("Card 1. “When is my instalment due?”", "Card 2. “He took my card.”", "Card 3. “Why this fee?”"),
        expected=table(("Card", "Kind"), ("1", EXPECTED_CANARY)),
        wrong=say(WRONG_CANARY),
        debrief=listed("What surprised you?"),
    )


def _single(number: int) -> Item:
    options = tuple(
        Option(OptionId(f"o{place}"), f"Answer {place} of question {number}", f"{FEEDBACK_CANARY}-{number}-{place}")
        for place in range(4)
    )
    return Item(
        ItemId(f"single-{number}"), Kind.SINGLE, f"Question {number}?", SingleBody(options, OptionId("o0")), ("hear",)
    )


def _bank() -> Bank:
    claim = TrueFalseBody(False, f"{FEEDBACK_CANARY}-t", f"{FEEDBACK_CANARY}-f")
    count = NumericBody((), "6 * 7", Fraction(0), 0, "complaints", FEEDBACK_CANARY, FEEDBACK_CANARY)
    return Bank(
        items=(
            *(_single(number) for number in range(1, 7)),
            Item(ItemId("claim"), Kind.TRUE_FALSE, "No complaints is good news.", claim, ("hear",)),
            Item(ItemId("count"), Kind.NUMERIC, "How many?", count, ("hear",)),
        ),
        blueprint=Blueprint(length=6, per_objective=1, per_tier=1, case_share=0, kinds=1),
    )


def make_module() -> Module:
    """A module with a slide of every layout, an activity, and canaries."""
    return Module(
        id=ModuleId("complaints"),
        principle=7,
        edition="0123456789ab",
        language="en",
        title="Hearing complaints",
        summary="You can hear a complaint.",
        standards=("7.1",),
        pass_percent=80,
        objectives=(Objective("hear", "Can hear a complaint to the end", ("7.1",)),),
        sections=(),
        glossary=(),
        calculators=(),
        sources=(),
        changes=(
            Change(date(2026, 5, 6), is_substantive=False, text="A comma."),
            Change(date(2026, 3, 4), is_substantive=True, text="First edition."),
        ),
        case=Case("", (), "", {}, {}),
        deck_title="Hearing complaints",
        slides=_slides(),
        activities=(_activity(),),
        workbook=Document(
            "My pages",
            (
                Heading(2, "points", (Text("Key points"),)),
                *listed("Hear", "Log at {institution}", is_numbered=True),
                Paragraph((Text("See "), Link((Text("the page"),), "https://example.org"))),
                *table(("What", "By when"), ("", "")),
                Notes(3),
            ),
        ),
        job_aid=Document("At my desk", (Heading(2, "hear", (Text("Hear"),)), *listed("Call {hotline}"))),
        bank=_bank(),
    )
