"""Taking a quiz: begin, answer, hand in, see the result. Nothing here happens by leaving a page."""

import secrets
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.db.engine import session, transaction
from lms.errors import Conflict, Invalid, NotFound, Refused
from lms.http.access import needs
from lms.http.content import bank_documents, get_bank, get_marked_bank, get_module
from lms.http.holdings import settings
from lms.http.i18n import gettext as _
from lms.http.i18n import language
from lms.http.moment import now, today_at
from lms.permissions import Permission
from lms.reports import learner as reports
from lms.reports.attempt import AttemptView, find_score, get_attempt
from lms.web.answers import response_from, typed_in
from lms.web.learner import learner_of, member
from lms.web.quiz_pages import confirm_page, first_open, intro_page, item_page, result_page
from lms.workflows.answer_item import answer_item
from lms.workflows.begin_attempt import begin_attempt
from lms.workflows.submit_attempt import Candidate, submit_attempt
from quizzes.model import Bank, Kind

bp = Blueprint("quiz", __name__)
SEED_BYTES = 24


@bp.get("/modules/<module_id>/quiz")
@needs(Permission.LEARN)
def intro(module_id: str) -> str:
    """Show the rules before she starts."""
    place, found = member(), get_module(module_id, language())
    today = today_at(place.institution_zone)
    standings = reports.list_standings(
        session(), member_id=place.member_id, institution_id=place.institution_id, tier=place.tier, today=today
    )
    tries = reports.read_tries(session(), member_id=place.member_id, module_id=found.id)
    answered = 0
    if tries.open_id:
        answered = len(get_attempt(session(), attempt_id=tries.open_id, member_id=place.member_id).answers)
    refusal = "" if place.tier else _("You hold no office today, so a quiz would count for nothing.")
    page = intro_page(found, tries=tries, standing=standings.get(found.id), answered=answered, refusal=refusal)
    return render_template("quiz/intro.html", page=page)


@bp.post("/modules/<module_id>/quiz")
@needs(Permission.LEARN)
def start(module_id: str) -> Response:
    """Begin an attempt, or go on with the one that is open."""
    place, found = member(), get_module(module_id, language())
    if not place.tier:
        raise Refused(_("You hold no office today, so a quiz would count for nothing. Ask your coordinator."))
    learner = learner_of(place)
    with transaction() as write:
        attempt_id = begin_attempt(
            write,
            learner=learner,
            module=found,
            documents=lambda: bank_documents(found),
            attempt_id=str(uuid4()),
            seed=secrets.token_urlsafe(SEED_BYTES),
            now=now(),
        )
    return redirect(url_for("quiz.resume", attempt_id=attempt_id), code=303)


@bp.get("/attempts/<uuid:attempt_id>")
@needs(Permission.LEARN)
def resume(attempt_id: object) -> Response:
    """Go to the first question without an answer, or to the result."""
    attempt, _bank = _own(attempt_id)
    if attempt.submitted_at is not None:
        return redirect(url_for("quiz.result", attempt_id=attempt.id), code=303)
    return redirect(url_for("quiz.item", attempt_id=attempt.id, position=first_open(attempt)), code=303)


@bp.get("/attempts/<uuid:attempt_id>/questions/<int:position>")
@needs(Permission.LEARN)
def item(attempt_id: object, position: int) -> str | Response:
    """Show one question."""
    attempt, bank = _own(attempt_id)
    if attempt.submitted_at is not None:
        return redirect(url_for("quiz.result", attempt_id=attempt.id), code=303)
    _check_position(attempt, position)
    page = item_page(get_module(attempt.module_id, attempt.language), attempt, bank, position=position)
    return render_template("quiz/item.html", page=page)


@bp.post("/attempts/<uuid:attempt_id>/questions/<int:position>")
@needs(Permission.LEARN)
def save(attempt_id: object, position: int) -> Response | tuple[str, int]:
    """Keep the answer of a form and go where its button says."""
    attempt, bank = _own(attempt_id)
    _check_position(attempt, position)
    try:
        _keep(attempt, bank, position)
    except Invalid as error:
        module = get_module(attempt.module_id, attempt.language)
        page = item_page(module, attempt, bank, position=position, typed=typed_in(request.form), error=str(error))
        return render_template("quiz/item.html", page=page), 422
    return redirect(_target(attempt, position), code=303)


@bp.get("/attempts/<uuid:attempt_id>/hand-in")
@needs(Permission.LEARN)
def confirm(attempt_id: object) -> str | Response:
    """Show what is answered and what is not, before handing in."""
    attempt, _bank = _own(attempt_id)
    if attempt.submitted_at is not None:
        return redirect(url_for("quiz.result", attempt_id=attempt.id), code=303)
    page = confirm_page(get_module(attempt.module_id, attempt.language), attempt)
    return render_template("quiz/confirm.html", page=page)


@bp.post("/attempts/<uuid:attempt_id>/hand-in")
@needs(Permission.LEARN)
def submit(attempt_id: object) -> Response:
    """Hand in: mark, and where it is passed complete and certify. A second press changes nothing."""
    attempt, bank = _own(attempt_id)
    place = member()
    candidate = Candidate(
        member_id=place.member_id,
        institution_id=place.institution_id,
        institution_name=place.institution_name,
        institution_zone=place.institution_zone,
        branch_id=place.branch_id,
    )
    with transaction() as write:
        submit_attempt(
            write,
            attempt_id=attempt.id,
            candidate=candidate,
            bank=bank,
            module_title=get_module(attempt.module_id, attempt.language).title,
            code_seed=settings().secret_key + attempt.seed,
            now=now(),
        )
    return redirect(url_for("quiz.result", attempt_id=attempt.id), code=303)


@bp.get("/attempts/<uuid:attempt_id>/result")
@needs(Permission.LEARN)
def result(attempt_id: object) -> str | Response:
    """Show the result and what each question teaches."""
    attempt, bank = _own(attempt_id)
    score = find_score(session(), attempt_id=attempt.id)
    if score is None:
        return redirect(url_for("quiz.resume", attempt_id=attempt.id), code=303)
    marked = get_marked_bank(attempt.module_id, edition=attempt.edition, language=attempt.language)
    page = result_page(get_module(attempt.module_id, attempt.language), attempt, marked, score, as_asked=bank)
    return render_template("quiz/result.html", page=page)


def _own(attempt_id: object) -> tuple[AttemptView, Bank]:
    attempt = get_attempt(session(), attempt_id=str(attempt_id), member_id=member().member_id)
    return attempt, get_bank(attempt.module_id, edition=attempt.edition, language=attempt.language)


def _check_position(attempt: AttemptView, position: int) -> None:
    if not 1 <= position <= len(attempt.form):
        raise NotFound(_("This quiz has %(count)s questions.", count=len(attempt.form)))


def _keep(attempt: AttemptView, bank: Bank, position: int) -> None:
    asked = bank.find(attempt.item_ids[position - 1])
    if asked is None:
        raise Conflict(_("This question is no longer here. Reload the page."))
    response = response_from(asked, request.form)
    if response is None and asked.id not in attempt.answers:
        return
    if response is None and asked.kind is Kind.MULTIPLE:
        response = {"choices": []}
    if response is None:
        raise Invalid({"response": _("You had answered this question. Change the answer, or leave it as it was.")})
    if response == attempt.answers.get(asked.id):
        return
    with transaction() as write:
        answer_item(
            write,
            attempt_id=attempt.id,
            member_id=attempt.member_id,
            answer_id=request.form.get("answer_id") or str(uuid4()),
            item_id=asked.id,
            response=response,
            find_bank=get_bank,
            now=now(),
        )


def _target(attempt: AttemptView, position: int) -> str:
    go, last = request.form.get("go", "next"), len(attempt.form)
    if go == "back":
        return url_for("quiz.item", attempt_id=attempt.id, position=max(1, position - 1))
    if go.isdecimal() and 1 <= int(go) <= last:
        return url_for("quiz.item", attempt_id=attempt.id, position=int(go))
    if position == last:
        return url_for("quiz.confirm", attempt_id=attempt.id)
    return url_for("quiz.item", attempt_id=attempt.id, position=position + 1)
