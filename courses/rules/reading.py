"""Rules of reading: plain words, tracks that are short, a story that is true, and a case that says it is not."""

from collections.abc import Iterable

from courses.blocks import plain
from courses.catalogue import reading_minutes, sections_for
from courses.errors import Fault
from courses.lines import Lines
from courses.markup import runs
from courses.model import Module, SectionKind, Tier, Track
from courses.readability import grade

HARDEST_GRADE = 9
BOARD_MINUTES = 20
ENGLISH = "en"


def reading_faults(module: Module, lines: Lines) -> Iterable[Fault]:
    """Yield what makes the lesson hard to read or leaves a tier without its track.

    Whether words are plain, and whether a setting says that it is invented, is known for English alone.
    """
    if module.language == ENGLISH:
        yield from _plain_words(module, lines)
        yield from _invented(module, lines)
    yield from _tracks(module, lines)
    yield from _stories(module, lines)


def _plain_words(module: Module, lines: Lines) -> Iterable[Fault]:
    for section in module.sections:
        found = grade(plain(run) for block in section.blocks for run in runs(block))
        if found is not None and found > HARDEST_GRADE:
            what = (
                f"section {section.id!r} reads at grade {float(found):.1f}; write shorter sentences and plainer words"
            )
            yield lines.at(f"lesson.{module.language}.md", section.id).fault(
                f"{what}, to grade {HARDEST_GRADE} at most"
            )


def _invented(module: Module, lines: Lines) -> Iterable[Fault]:
    setting = " ".join(plain(run) for block in module.case.setting for run in runs(block))
    if setting and "invented" not in setting.casefold():
        what = "the setting does not say that the case and its people are invented; say so"
        yield lines.at(f"case.{module.language}.md", "title").fault(what)


def _tracks(module: Module, lines: Lines) -> Iterable[Fault]:
    for track in (Track.BOARD, Track.FIELD):
        if not sections_for(module, track):
            what = f"no section is on the {track} track; name it in the tracks of those that it reads"
            yield lines.at("module.toml", "sections").fault(what)
    minutes = reading_minutes(module, tier=Tier.BOARD, track=Track.BOARD)
    if minutes > BOARD_MINUTES:
        what = f"the board track takes {minutes} minutes to read; make it {BOARD_MINUTES} or less"
        yield lines.at("module.toml", "sections").fault(what)


def _stories(module: Module, lines: Lines) -> Iterable[Fault]:
    stories = [section for section in module.sections if section.kind is SectionKind.STORY]
    if not stories:
        yield lines.at("module.toml", "sections").fault("no section is a story; tell one real, named practice")
    for section in stories:
        if not section.sources:
            what = f"the story {section.id!r} names no source; a true story says where it comes from"
            yield lines.at("module.toml", "sections", section.id).fault(what)
