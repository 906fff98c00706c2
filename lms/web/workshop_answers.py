"""The facilitator's key, for the trainers of a workshop alone: answers of exercises, what is planted in a case."""

from flask import Blueprint, render_template

from courses.case_keys import CaseKey, Claim, Contradiction, Matter, Sort, VoiceKey
from courses.cases import Case
from lms.errors import NotFound
from lms.http.access import needs
from lms.http.case_keys import key_of, workshop_key
from lms.http.cases import case_of, workshop_of
from lms.http.i18n import gettext as _
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.blocks_html import render
from lms.web.case_links import case_targets
from lms.web.contexts.shell import Action
from lms.web.contexts.workshop_answers import (
    AnswersPage,
    ClaimLine,
    ContradictionView,
    FaultLine,
    KeyPage,
    VoiceLine,
)
from lms.web.workshop_frame import workshop_href, workshop_shell

bp = Blueprint("workshop_answers", __name__)
ONE = "/workshops/<uuid:workshop_id>"


@bp.get(f"{ONE}/exercises/<exercise>/answers")
@needs(Permission.TRAIN)
def show(seat: WorkshopSeat, exercise: str) -> str:
    """Show the answers of an exercise."""
    told = next((one for one in workshop_of(seat).exercises if one.id == exercise), None)
    if told is None:
        raise NotFound(_("There is no such exercise in this workshop."))
    answers = workshop_key(seat.language).answers(exercise, case_id=seat.case_id)
    page = AnswersPage(
        shell=workshop_shell(seat, _("Answers: %(title)s", title=told.title)),
        title=told.title,
        answers=render(answers, case_targets(seat, case_of(seat))),
        key=Action(_("The key of the case"), workshop_href(seat, "workshop_answers.key")),
        back=Action(told.title, workshop_href(seat, "workshop_exercises.show", exercise=exercise)),
    )
    return render_template("workshop_answers/show.html", page=page)


@bp.get(f"{ONE}/key")
@needs(Permission.TRAIN)
def key(seat: WorkshopSeat) -> str:
    """Show what is planted in the case, the faults of its register, how each voice is sorted."""
    case = case_of(seat)
    found = key_of(seat.case_id, language=seat.language)
    return render_template("workshop_answers/key.html", page=_key_page(seat, case, found))


def _key_page(seat: WorkshopSeat, case: Case, found: CaseKey) -> KeyPage:
    return KeyPage(
        shell=workshop_shell(seat, _("The key of the case")),
        case=case.title,
        contradictions=tuple(_contradiction(case, one) for one in found.contradictions),
        faults=tuple(
            FaultLine(", ".join(str(entry) for entry in one.entries), one.what, one.why)
            for one in found.register_faults
        ),
        voices=_voices(case, found.voices),
        back=Action(_("The board"), workshop_href(seat, "workshop_board.show")),
    )


def _contradiction(case: Case, one: Contradiction) -> ContradictionView:
    claims = tuple(_claim(case, claim) for claim in one.claims)
    return ContradictionView(one.number, one.title, claims, one.why, one.good)


def _claim(case: Case, claim: Claim) -> ClaimLine:
    labels = {("fact", fact.id): fact.label for fact in case.facts}
    labels |= {("exhibit", exhibit.id): exhibit.label for exhibit in case.exhibits}
    return ClaimLine(labels[claim.kind, claim.id], claim.says, claim.holds)


def _voices(case: Case, keys: tuple[VoiceKey, ...]) -> tuple[VoiceLine, ...]:
    exhibit = case.voices
    if exhibit is None:
        return ()
    place = next((place for place, column in enumerate(exhibit.columns) if column.id == "words"), 0)
    told = {row.number: row.cells[place] for row in exhibit.rows}
    return tuple(
        VoiceLine(one.number, told.get(one.number, ""), _sort_words(one.sort), _matter_words(one.matter), one.reason)
        for one in keys
    )


def _sort_words(sort: Sort) -> str:
    return {
        Sort.QUESTION: _("question"),
        Sort.COMPLAINT: _("complaint"),
        Sort.SERIOUS: _("serious"),
    }[sort]


def _matter_words(matter: Matter) -> str:
    return {
        Matter.ACCESS: _("access"),
        Matter.COLLECTIONS: _("collections"),
        Matter.CONDUCT: _("conduct"),
        Matter.DATA: _("data"),
        Matter.DELAY: _("delay"),
        Matter.FRAUD: _("fraud"),
        Matter.INSURANCE: _("insurance"),
        Matter.MISTAKE: _("mistake"),
        Matter.PRICE: _("price"),
        Matter.TERMS: _("terms"),
    }[matter]
