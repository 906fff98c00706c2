"""The institution's own words in the module, and of the notes only what the mode of the session needs."""

from collections.abc import Mapping
from dataclasses import replace

from courses.blocks import Block, Paragraph, Strong, plain
from courses.markup import fill, fill_text
from courses.model import Activity, Document, Mode, Module, Slide
from webinar_kits.model import Brand
from webinar_kits.runs import typographic

# A paragraph of the notes that opens with one of these words in bold is for that mode alone.
_OPENINGS: Mapping[str, Mode] = {
    "room": Mode.IN_PERSON,
    "in the room": Mode.IN_PERSON,
    "webinar": Mode.WEBINAR,
    "online": Mode.WEBINAR,
}


def filled(module: Module, *, brand: Brand, mode: Mode) -> Module:
    """Return the module with every placeholder written out and without the notes of the other mode."""
    values = {
        "institution": brand.institution,
        "hotline": brand.hotline,
        "currency": brand.currency,
        "module": module.title,
    }
    return replace(
        module,
        deck_title=fill_text(module.deck_title, values),
        slides=tuple(_slide(slide, values, mode) for slide in module.slides),
        activities=tuple(_activity(activity, values) for activity in module.activities),
        workbook=_document(module.workbook, values),
        job_aid=_document(module.job_aid, values),
    )


def institution_name(brand: Brand) -> str:
    """Return the name to print, or neutral words."""
    return fill_text("{institution}", {"institution": brand.institution})


def _slide(slide: Slide, values: Mapping[str, str], mode: Mode) -> Slide:
    return replace(
        slide,
        title=typographic(fill_text(slide.title, values)),
        blocks=fill(slide.blocks, values),
        say=fill(_for_mode(slide.say, mode), values),
        ask=fill(_for_mode(slide.ask, mode), values),
        do=fill(_for_mode(slide.do, mode), values),
    )


def _for_mode(blocks: tuple[Block, ...], mode: Mode) -> tuple[Block, ...]:
    return tuple(block for block in blocks if _mode_of(block) in (None, mode))


def _mode_of(block: Block) -> Mode | None:
    if isinstance(block, Paragraph) and block.children and isinstance(block.children[0], Strong):
        return _OPENINGS.get(plain(block.children[0].children).strip(" .:").lower())
    return None


def _activity(activity: Activity, values: Mapping[str, str]) -> Activity:
    return replace(
        activity,
        title=typographic(fill_text(activity.title, values)),
        aim=fill(activity.aim, values),
        materials=fill(activity.materials, values),
        room=fill(activity.room, values),
        webinar=fill(activity.webinar, values),
        cards=fill(activity.cards, values),
        expected=fill(activity.expected, values),
        wrong=fill(activity.wrong, values),
        debrief=fill(activity.debrief, values),
    )


def _document(document: Document, values: Mapping[str, str]) -> Document:
    return Document(title=typographic(fill_text(document.title, values)), blocks=fill(document.blocks, values))
