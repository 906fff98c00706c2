"""The exercises as participants may see them: steps, materials, questions. Their answers are the trainer's."""

from flask import Blueprint, render_template

from courses.model import Mode
from courses.workshop import Exercise
from lms.errors import NotFound
from lms.http.access import needs
from lms.http.cases import case_of, held_days, workshop_of
from lms.http.i18n import gettext as _
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.blocks_html import Targets, render
from lms.web.case_links import case_targets
from lms.web.contexts.shell import Action
from lms.web.contexts.workshop_exercises import ExerciseLine, ExercisePage, ExercisesPage, StepLine
from lms.web.words import mode_words
from lms.web.workshop_frame import workshop_href, workshop_shell

bp = Blueprint("workshop_exercises", __name__)
EXERCISES = "/workshops/<uuid:workshop_id>/exercises"


@bp.get(EXERCISES)
@needs(Permission.DRAFT)
def index(seat: WorkshopSeat) -> str:
    """List the exercises."""
    rows = tuple(
        ExerciseLine(number, one.title, _href(seat, one), one.minutes(Mode(seat.mode)))
        for number, one in enumerate(_exercises(seat), start=1)
    )
    tools = Action(_("All tools"), workshop_href(seat, "workshop_tools.index"))
    key = Action(_("The key of the case"), workshop_href(seat, "workshop_answers.key")) if seat.is_trainer else None
    page = ExercisesPage(shell=workshop_shell(seat, _("Exercises")), rows=rows, tools=tools, key=key)
    return render_template("workshop_exercises/index.html", page=page)


@bp.get(f"{EXERCISES}/<exercise>")
@needs(Permission.DRAFT)
def show(seat: WorkshopSeat, exercise: str) -> str:
    """Show an exercise, as it goes in a room or in a webinar."""
    known = _exercises(seat)
    found = next((one for one in known if one.id == exercise), None)
    if found is None:
        raise NotFound(_("There is no such exercise in this workshop."))
    return render_template("workshop_exercises/show.html", page=_page(seat, found, known))


def _page(seat: WorkshopSeat, found: Exercise, known: tuple[Exercise, ...]) -> ExercisePage:
    mode, place, targets = Mode(seat.mode), known.index(found), case_targets(seat, case_of(seat))
    answers = Action(_("Answers for the trainer"), workshop_href(seat, "workshop_answers.show", exercise=found.id))
    return ExercisePage(
        shell=workshop_shell(seat, found.title),
        title=found.title,
        minutes=found.minutes(mode),
        mode=mode_words(mode),
        purpose=render(found.purpose, targets),
        materials=render(found.materials, targets),
        steps=tuple(
            StepLine(step.minutes, render(step.text, targets))
            for step in (found.room if mode is Mode.IN_PERSON else found.webinar)
        ),
        chat=render(found.chat if mode is Mode.WEBINAR else (), Targets()),
        debrief=render(found.debrief, targets),
        answers=answers if seat.is_trainer else None,
        before=Action(known[place - 1].title, _href(seat, known[place - 1])) if place else None,
        after=Action(known[place + 1].title, _href(seat, known[place + 1])) if place + 1 < len(known) else None,
        back=Action(_("All exercises"), workshop_href(seat, "workshop_exercises.index")),
    )


def _exercises(seat: WorkshopSeat) -> tuple[Exercise, ...]:
    """Return all exercises, those of the agenda as long as they are held; one that was left out as it is written."""
    held = {line.exercise.id: line.exercise for day in held_days(seat) for line in day.lines if line.exercise}
    return tuple(held.get(one.id, one) for one in workshop_of(seat).exercises)


def _href(seat: WorkshopSeat, exercise: Exercise) -> str:
    return workshop_href(seat, "workshop_exercises.show", exercise=exercise.id)
