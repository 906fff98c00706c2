"""What a kit of a workshop is made from, as trainees may see it: nothing here knows a key."""

from dataclasses import dataclass

from courses.cases import Case
from courses.model import Mode
from courses.workshop import Exercise, Workshop
from webinar_kits import theme
from webinar_kits.checklists import Phase
from webinar_kits.docx_writer import DocumentAbout
from webinar_kits.glyphs import svg
from webinar_kits.paper_test import Question
from webinar_kits.papers import Paper
from webinar_kits.runs import Run
from webinar_kits.wording import language_tag
from webinar_kits.workshop.agenda import timed_days
from webinar_kits.workshop.held_days import Day
from webinar_kits.workshop.kit_request import WorkshopKitRequest
from webinar_kits.workshop.preparing import preparation

LOOK, TRIAGE = "complaints", "triage"
SORTING, LONG_SORTING = "seven-principles", 20
PRINCIPLES = (
    "1 Product design and delivery", "2 Preventing over-indebtedness", "3 Transparency", "4 Responsible pricing",
    "5 Fair and respectful treatment", "6 Privacy of client data", "7 Complaints",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Materials:
    """What comes from the modules: the questions of the tests (never their key), and what clients said, to be sorted.

    The workshop's early questions stand first: they are asked before it, all of them after it.
    """

    questions: tuple[Question, ...] = ()
    voices: tuple[tuple[Run, ...], ...] = ()
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TraineeContent:
    """What handouts are made from; the exercises of `workshop` are those written for `case`."""

    request: WorkshopKitRequest
    case: Case
    workshop: Workshop
    materials: Materials
    days: tuple[Day, ...]

    @property
    def title(self) -> str:
        """What the workshop is called on its papers."""
        return self.request.title or self.workshop.title

    @property
    def author(self) -> str:
        """Who stands as the author of its files: who holds it, where that is known."""
        return self.request.institution or "CPP Training"

    @property
    def footer(self) -> str:
        """What stands at the foot of every paper."""
        return f"{self.title} · {self.case.title} (invented)"

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises there is time for, in the order they are held, their steps in the minutes there are."""
        return tuple(line.exercise for day in self.days for line in day.lines if line.exercise is not None)

    @property
    def voices(self) -> tuple[tuple[Run, ...], ...]:
        """What clients said, as much of it as there is time to sort under the seven principles.

        In a room all of it, as pairs work side by side; online one at a time, half of it in less than 20 minutes.
        """
        lines = [line for day in self.days for line in day.lines if line.item.id == SORTING]
        if not lines:
            return ()
        is_short = self.request.mode is Mode.WEBINAR and lines[0].minutes < LONG_SORTING
        return self.materials.voices[: len(PRINCIPLES)] if is_short else self.materials.voices


def trainee_content(
    request: WorkshopKitRequest, workshop: Workshop, *, case: Case, materials: Materials
) -> TraineeContent:
    """Return what a kit is made from; raises KitError when there is no agenda as asked."""
    written = workshop.for_case(case.id)
    return TraineeContent(request, case, written, materials, timed_days(request, written))


def phases_of(content: TraineeContent) -> tuple[Phase, ...]:
    """Return what is to be done before, during and after, for the exercises there is time for."""
    sorts_voices = any(one.id == TRIAGE for one in content.exercises)
    return preparation(content.request.mode, sorts_principles=bool(content.voices), sorts_voices=sorts_voices)


def about(content: TraineeContent, title: str) -> DocumentAbout:
    """Return what a document of the kit says of itself."""
    return DocumentAbout(
        title=title,
        subject=content.case.title,
        author=content.author,
        language=language_tag(content.request.language),
        keywords=f"case {content.case.id} {content.case.edition}, workshop {content.workshop.edition}",
        footer=content.footer,
        look=LOOK,
        dated_on=content.workshop.revised_on,
    )


def paper_frame(content: TraineeContent, *, heading: str, series: str) -> Paper:
    """Return what every printed paper of the kit has: look, language, footer, series, edition, heading."""
    look = theme.look(LOOK)
    return {
        "title": heading,
        "heading": heading,
        "author": content.author,
        "language": content.request.language,
        "colour": look.colour.lower(),
        "glyph": svg(look.glyph, colour=look.colour.lower()),
        "series": series,
        "footer": content.footer,
        "edition": content.workshop.edition,
        "dated_on": content.workshop.revised_on.isoformat(),
    }
