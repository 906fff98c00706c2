"""Rules of the lesson: how many sections, how long, and five lenses each."""

from collections.abc import Iterable

from courses.blocks import Block, List, ListItem, plain
from courses.errors import Fault
from courses.lines import Lines
from courses.markup import count_text, count_words
from courses.model import Lens, Module, Section, SectionKind, Tier

SECTIONS = range(8, 13)
SECTION_WORDS = range(120, 251)
LENS_ITEMS = range(2, 5)
LENS_ITEM_WORDS = 30


def lesson_faults(module: Module, lines: Lines) -> Iterable[Fault]:
    """Yield what is wrong with the sections and their lenses."""
    file = f"lesson.{module.language}.md"
    if len(module.sections) not in SECTIONS:
        yield lines.at(file, "title").fault(f"{len(module.sections)} sections; a lesson has 8 to 12")
    for section in module.sections:
        place = lines.at(file, section.id)
        if section.words not in SECTION_WORDS:
            yield place.fault(f"section {section.id!r} has {section.words} words; write 120 to 250")
        yield from (place.fault(what) for what in _number_of_lenses(section))
        for tier, lens in section.lenses.items():
            yield from (lines.at(file, section.id, tier).fault(what) for what in _lens(section, lens))


def _number_of_lenses(section: Section) -> Iterable[str]:
    if section.kind is SectionKind.STORY:
        if section.lenses:
            yield f"section {section.id!r} is a story and has lenses; remove them, or make it a core section"
        return
    missing = [tier.value for tier in Tier if tier not in section.lenses]
    if missing:
        yield f"section {section.id!r} has no lens for {', '.join(missing)}; write all five"


def _lens(section: Section, lens: Lens) -> Iterable[str]:
    where = f"the {lens.tier} lens of {section.id!r}"
    if len(lens.blocks) != 1 or not isinstance(lens.blocks[0], List):
        yield f"{where} is not one list; write 2 to 4 list items and nothing else"
        return
    items = lens.blocks[0].items
    if len(items) not in LENS_ITEMS:
        yield f"{where} has {len(items)} items; write 2 to 4"
    for item in items:
        words = _item_words(item)
        if words > LENS_ITEM_WORDS:
            yield f"{where} has an item of {words} words ({_opening(item)} …); write at most {LENS_ITEM_WORDS}"


def _item_words(item: ListItem) -> int:
    below: tuple[Block, ...] = (item.sublist,) if item.sublist else ()
    return count_text(plain(item.children)) + count_words(below)


def _opening(item: ListItem) -> str:
    return " ".join(plain(item.children).split()[:4])
