"""What the printed papers hold, as data for their templates."""

from collections.abc import Sequence

from courses.blocks import Block, List, Paragraph, Table
from courses.model import Mode, Module
from webinar_kits import theme
from webinar_kits.checklists import PHASES, Phase
from webinar_kits.core_properties import edition_day
from webinar_kits.filling import institution_name
from webinar_kits.glyphs import svg
from webinar_kits.model import KitRequest
from webinar_kits.outline import Outline
from webinar_kits.paper_data import Data, blocks_data, runs_data
from webinar_kits.paper_test import KeyItem, PaperTest, Question
from webinar_kits.runs import Run, items, lines, typographic
from webinar_kits.times import hours
from webinar_kits.wording import MODES, TIERS, principle

Paper = dict[str, Data]
UNDATED = "Date ______________________   begin ________   end ________"
CHECKLIST = {Mode.IN_PERSON: "Checklist for the room", Mode.WEBINAR: "Checklist for the webinar"}


def frame(request: KitRequest, module: Module, *, heading: str) -> Paper:
    """Return what every paper of a kit has: look, language, footer, series, edition, heading."""
    look, day = theme.look(module.id), edition_day(module)
    return {
        "title": heading if module.title in heading else f"{heading}: {module.title}",
        "heading": heading,
        "author": request.brand.institution or "CPP Training",
        "language": request.language,
        "colour": look.colour.lower(),
        "glyph": svg(look.glyph, colour=look.colour.lower()),
        "series": f"{principle(module.principle)} · {module.title}" if module.principle else module.title,
        "footer": f"{module.title} · {institution_name(request.brand)} · edition {module.edition}",
        "edition": module.edition,
        "dated_on": day.isoformat() if day else "",
    }


def has_cards(outline: Outline) -> bool:
    """Tell whether any activity of this session has something to print."""
    return any(practice.activity.cards or _sheet(practice.activity.materials) for practice in outline.practices)


def cards(request: KitRequest, module: Module, *, outline: Outline) -> Paper:
    """Return the cards to cut, a set per activity, and the pages that groups work on."""
    sets: list[Data] = []
    sheets: list[Data] = []
    for practice in outline.practices:
        activity = practice.activity
        if activity.cards:
            pieces = [piece for block in activity.cards if isinstance(block, List) for piece in items((block,))]
            note = f"Slide {practice.slide_number}. One set for each group of {activity.group}. Cut along the lines."
            sets.append(card_set(activity.title, note, pieces))
        page = _sheet(activity.materials)
        if page:
            is_short = sum(map(len, lines(page))) < 500
            note = f"Slide {practice.slide_number}. One page for each group of {activity.group}."
            sheets.append({"title": activity.title, "note": note, "blocks": blocks_data(page), "short": is_short})
    return {**frame(request, module, heading="Activity cards"), "sets": sets, "sheets": sheets}


def card_set(title: str, note: str, pieces: Sequence[Sequence[Run]]) -> Data:
    """Return a set of cards to cut."""
    return {"title": title, "note": note, "cards": [runs_data(piece) for piece in pieces]}


def _sheet(materials: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the page that participants work on: what stands in the materials from the first table's words on."""
    places = [place for place, block in enumerate(materials) if isinstance(block, Table)]
    if not places:
        return ()
    first = places[0]
    return materials[first - 1 if first and isinstance(materials[first - 1], Paragraph) else first :]


def test(request: KitRequest, module: Module, *, outline: Outline, drawn: PaperTest) -> Paper:
    """Return the test, before and after, without anything of the key."""
    line = outline.when or f"{MODES[request.mode]} · {TIERS[request.tier]}"
    titles = [f"{half} the session" for half in ("Before", "After")]
    return {
        **frame(request, module, heading="Test before and after"),
        **test_words(titles, drawn.questions, line=line),
    }


def test_words(titles: Sequence[str], questions: Sequence[Question], *, line: str) -> Paper:
    """Return the forms of a test, each with the same questions."""
    how = "Nobody is ranked. Fill the bubble of your answer. Use the same code both times."
    forms: list[Data] = [{"title": title, "line": f"{line}. {how}"} for title in titles]
    return {"size": 10, "forms": forms, "items": [_question(question) for question in questions]}


def _question(question: Question) -> Data:
    return {
        "stem": typographic(question.stem),
        "scenario": typographic(question.scenario),
        "hint": question.hint,
        "options": [{"letter": option.letter, "text": typographic(option.text)} for option in question.options],
        "lines": list(question.lines),
    }


def key(request: KitRequest, module: Module, *, drawn: PaperTest) -> Paper:
    """Return the key with its feedback, for the facilitator."""
    return {
        **frame(request, module, heading="Key to the test"),
        **key_words(drawn.key, how="The items before and after are the same, in the same order."),
    }


def key_words(items: Sequence[KeyItem], *, how: str) -> Paper:
    """Return the right answers with their feedback; `how` says which questions are asked when."""
    return {"how": f"For the facilitator. Do not hand out. {how}", "items": [_key_item(item) for item in items]}


def _key_item(item: KeyItem) -> Data:
    return {
        "stem": typographic(item.stem),
        "short": typographic(item.short),
        "answer": typographic(item.answer),
        "feedback": typographic(item.feedback),
        "lines": [
            {
                "letter": line.letter,
                "text": typographic(line.text),
                "right": line.is_right,
                "feedback": typographic(line.feedback),
            }
            for line in item.lines
        ],
    }


def attendance(request: KitRequest, module: Module, *, outline: Outline) -> Paper:
    """Return the sheet to sign; a webinar's is filled by the producer."""
    when = outline.when or UNDATED
    return {
        **frame(request, module, heading="Attendance"),
        **attendance_words(request.mode, columns=("Tier", "Branch or department")),
        "line": f"{institution_name(request.brand)} · {TIERS[request.tier]} · {when}",
    }


def attendance_words(mode: Mode, *, columns: tuple[str, str]) -> Paper:
    """Return what stands on a sheet to sign besides its heading and its line; `columns` are asked beside the name."""
    is_room = mode is Mode.IN_PERSON
    note = (
        "Sign for yourself only. The sheet proves attendance; it is kept with the register."
        if is_room
        else "Filled by the producer from the attendance file; people who dialled in are written by hand."
    )
    proof = "Signature" if is_room else "Joined and left (local time)"
    return {"columns": list(columns), "proof": proof, "note": note}


def evaluation(request: KitRequest, module: Module) -> Paper:
    """Return the form on content, facilitation and use; no name is asked."""
    is_room = request.mode is Mode.IN_PERSON
    way = "I could hear, see and take part." if is_room else "Sound, picture and breakout rooms worked for me."
    parts = (
        (
            "The content",
            ("It answered questions I have in my work.", "The cases could happen here.", "I understood all of it."),
        ),
        ("How it was led", ("I had time to speak.", "The activities helped me learn.", way)),
        (
            "What I do with it",
            ("I know what I will do differently on Monday.", "I could explain it to a colleague."),
        ),
    )
    prompts = ("What helped most?", "What should we change?", "What will make it hard to do what I plan?")
    return {**frame(request, module, heading="Evaluation"), **evaluation_words(parts, prompts, what="session")}


def evaluation_words(parts: Sequence[tuple[str, Sequence[str]]], prompts: Sequence[str], *, what: str) -> Paper:
    """Return the form: statements to agree with, under their titles, and what is asked in words."""
    scale: list[Data] = ["1 no", "2", "3", "4", "5 yes"]
    return {
        "line": "No name needed. Fill one ring in each line, from 1 (no) to 5 (yes).",
        "parts": [{"title": title, "scale": scale, "statements": list(texts)} for title, texts in parts],
        "prompts": list(prompts),
        "note": f"Thank you. The facilitator counts the forms and sends the numbers with the {what}'s report.",
    }


def checklist(request: KitRequest, module: Module) -> Paper:
    """Return what to prepare, to watch and to finish, for the mode of the session."""
    return {
        **frame(request, module, heading=CHECKLIST[request.mode]),
        "line": f"{module.title} · {TIERS[request.tier]} · {hours(request.minutes)}",
        **phases_words(PHASES[request.mode]),
    }


def phases_words(phases: Sequence[Phase]) -> Paper:
    """Return what is to be done when, to tick."""
    return {"phases": [{"title": phase.title, "tasks": list(phase.tasks)} for phase in phases]}


def job_aid(request: KitRequest, module: Module) -> Paper:
    """Return the page for the desk."""
    return {
        **frame(request, module, heading=module.job_aid.title),
        "blocks": blocks_data(module.job_aid.blocks),
        "size": 11,
    }
