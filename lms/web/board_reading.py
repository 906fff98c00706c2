"""What a board reads together: its track of each module section by section, then the questions to discuss."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from flask import url_for

from courses.blocks import Block
from courses.catalogue import WORDS_A_MINUTE, sections_for
from courses.model import Module, Role, Section, Tier, Track
from lms.errors import NotFound
from lms.http.content import get_module
from lms.http.i18n import gettext as _
from lms.http.viewer import InstitutionPlace
from lms.reports.boards import MeetingView
from lms.web.blocks_html import Targets, render, terms_in
from lms.web.board_pages import head_of, meeting_href, shared_shell
from lms.web.contexts.boards import ReadPage
from lms.web.contexts.learning import LensText, TermEntry
from lms.web.contexts.shell import Action, NavItem
from lms.web.figures import mark_here
from lms.web.words import tier_words

DISCUSSION = "discussion"
# A director reads on a device that may be nobody's: only what stands on the page itself is linked.
HERE = Targets()


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the reading; without a section it is the discussion of its module. `edition` is the meeting's."""

    module: Module
    section: Section | None
    edition: str

    @property
    def id(self) -> str:
        """Return what its address calls it."""
        return self.section.id if self.section else DISCUSSION

    @property
    def words(self) -> int:
        """Return how many words are read."""
        return self.section.words + self.section.lens_words.get(Tier.BOARD, 0) if self.section else 0


def list_steps(meeting: MeetingView) -> tuple[Step, ...]:
    """Return what a meeting reads, in order."""
    return tuple(_steps(meeting))


def step_href(place: InstitutionPlace, meeting: MeetingView, step: Step) -> str:
    """Return the address of a step."""
    return url_for(
        "boards.read", institution=place.slug, meeting_id=meeting.id, module_id=step.module.id, step_id=step.id
    )


def read_page(place: InstitutionPlace, meeting: MeetingView, *, module_id: str, step_id: str) -> ReadPage:
    """Return a step of the reading."""
    steps = list_steps(meeting)
    number = next((n for n, one in enumerate(steps) if (one.module.id, one.id) == (module_id, step_id)), None)
    if number is None:
        raise NotFound(
            _("This meeting reads no such section. Its list of sections stands on each page of the reading.")
        )
    step, left = steps[number], steps[number + 1 :]
    blocks = step.section.blocks if step.section else _questions(step.module)
    lens = step.section.lenses.get(Tier.BOARD) if step.section else None
    return ReadPage(
        shell=shared_shell(step.section.title if step.section else _("Discuss")),
        head=head_of(place, meeting, "reading"),
        mark=mark_here(step.module),
        title=step.section.title if step.section else _discussion_title(step.module),
        text=render(blocks, HERE),
        lens=LensText(tier_words(Tier.BOARD), lens.title, render(lens.blocks, HERE)) if lens else None,
        is_discussion=step.section is None,
        terms=_terms(step.module, (*blocks, *(lens.blocks if lens else ()))),
        position=number + 1,
        total=len(steps),
        minutes=ceil(sum(one.words for one in left) / WORDS_A_MINUTE),
        contents=tuple(_entry(place, meeting, one, is_here=one is step) for one in steps),
        back=_back(place, meeting, steps, number),
        go_on=_go_on(place, meeting, steps, number),
        note="" if step.edition == step.module.edition else _changed(step),
    )


def _steps(meeting: MeetingView) -> Iterator[Step]:
    for read in meeting.modules:
        module = get_module(read.module_id, read.language)
        for section in sections_for(module, Track.BOARD):
            yield Step(module, section, read.edition)
        if _questions(module):
            yield Step(module, None, read.edition)


def _questions(module: Module) -> tuple[Block, ...]:
    """Return what a module asks a room to discuss about its own institution, where that is for boards too."""
    return tuple(
        block
        for slide in module.slides
        if slide.role is Role.DISCUSSION and (not slide.tiers or Tier.BOARD in slide.tiers)
        for block in slide.blocks
    )


def _discussion_title(module: Module) -> str:
    found = (slide.title for slide in module.slides if slide.role is Role.DISCUSSION)
    return next(found, _("Discuss"))


def _changed(step: Step) -> str:
    return _(
        "This text has changed since the meeting was opened on edition %(edition)s; you see edition %(newer)s. "
        "To count for the new one, open another meeting.",
        edition=step.edition,
        newer=step.module.edition,
    )


def _terms(module: Module, blocks: tuple[Block, ...]) -> tuple[TermEntry, ...]:
    known = {entry.id: entry for entry in module.glossary}
    return tuple(TermEntry(key, known[key].term, known[key].definition) for key in terms_in(blocks))


def _entry(place: InstitutionPlace, meeting: MeetingView, step: Step, *, is_here: bool) -> NavItem:
    label = step.section.title if step.section else _("Discuss")
    return NavItem(label, step_href(place, meeting, step), is_current=is_here)


def _back(place: InstitutionPlace, meeting: MeetingView, steps: tuple[Step, ...], number: int) -> Action:
    if number == 0:
        return Action(_("Who is here"), meeting_href(place, "show", meeting.id))
    return Action(_("Back"), step_href(place, meeting, steps[number - 1]))


def _go_on(place: InstitutionPlace, meeting: MeetingView, steps: tuple[Step, ...], number: int) -> Action:
    if number + 1 == len(steps):
        return Action(_("Attest"), meeting_href(place, "attest", meeting.id))
    return Action(_("Go on"), step_href(place, meeting, steps[number + 1]))
