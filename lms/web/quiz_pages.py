"""The pages of a quiz, put together from the frozen form and what was answered."""

from math import ceil
from uuid import uuid4

from flask import url_for

from courses.model import Module
from lms.attempts.rules import Purpose
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.reports.attempt import AttemptView, ScoreView
from lms.reports.learner import ModuleStanding, Tries
from lms.web.answers import given_by
from lms.web.contexts.quiz import ConfirmPage, Given, IntroPage, ItemMark, ItemPage, ResultPage, ReviewRow
from lms.web.contexts.shell import Action
from lms.web.frame import make_shell, mark_of
from lms.web.numbers import percent_text, points_text
from quizzes.corrections import is_corrected
from quizzes.documents import read_form, read_response
from quizzes.feedback import review
from quizzes.model import Bank, FormItem, Item, SingleBody
from quizzes.presentation import present

SECONDS_A_QUESTION = 75


def intro_page(
    module: Module, *, tries: Tries, standing: ModuleStanding | None, answered: int, refusal: str
) -> IntroPage:
    """Return the rules before she starts."""
    questions = min(module.bank.blueprint.length, len(module.bank.items))
    resume = None
    if tries.open_id:
        resume = Action(_("Go on with the quiz"), url_for("quiz.resume", attempt_id=tries.open_id))
    best = ""
    if tries.best is not None:
        best = _("%(points)s of %(possible)s", points=points_text(tries.best), possible=tries.possible)
    return IntroPage(
        shell=make_shell(_("Quiz: %(title)s", title=module.title)),
        mark=mark_of(module),
        questions=questions,
        pass_percent=standing.pass_percent if standing and standing.pass_percent else module.pass_percent,
        minutes=ceil(questions * SECONDS_A_QUESTION / 60),
        tries_used=tries.handed_in,
        tries_allowed=0,
        start_href=url_for("quiz.start", module_id=module.id),
        back=Action(_("Overview"), url_for("learning.module", module_id=module.id)),
        resume=resume,
        answered=answered,
        best=best,
        refusal=refusal,
    )


def item_page(
    module: Module, attempt: AttemptView, bank: Bank, *, position: int, typed: Given | None = None, error: str = ""
) -> ItemPage:
    """Return the page of one question; `position` counts from 1."""
    form_item = _form_items(attempt)[position - 1]
    item = bank.find(form_item.item_id)
    if item is None:
        raise LookupError(f"item {form_item.item_id} is not in the bank of edition {attempt.edition}")
    href = url_for("quiz.item", attempt_id=attempt.id, position=position)
    given = attempt.answers.get(item.id)
    title = _("Question %(position)s of %(count)s", position=position, count=len(attempt.form))
    return ItemPage(
        shell=make_shell(title),
        mark=mark_of(module),
        attempt_id=attempt.id,
        item=present(item, form_item, seed=attempt.seed),
        given=given_by(given) if typed is None else typed,
        answer_id=str(uuid4()),
        position=position,
        marks=_marks(attempt, here=position),
        save_href=href,
        autosave_href=url_for("api.attempts.Answers", attempt_id=attempt.id),
        sign_in_href=url_for("accounts.sign_in", next=href),
        is_saved=given is not None,
        error=error,
    )


def confirm_page(module: Module, attempt: AttemptView) -> ConfirmPage:
    """Return the page before handing in."""
    marks = _marks(attempt, here=0)
    last = url_for("quiz.item", attempt_id=attempt.id, position=len(marks))
    return ConfirmPage(
        shell=make_shell(_("Hand in the quiz")),
        mark=mark_of(module),
        attempt_id=attempt.id,
        marks=marks,
        unanswered=tuple(mark for mark in marks if not mark.is_answered),
        submit_href=url_for("quiz.submit", attempt_id=attempt.id),
        autosave_href=url_for("api.attempts.Answers", attempt_id=attempt.id),
        sign_in_href=url_for("accounts.sign_in", next=url_for("quiz.confirm", attempt_id=attempt.id)),
        back=Action(_("Back to the questions"), last),
    )


def result_page(module: Module, attempt: AttemptView, bank: Bank, score: ScoreView, *, as_asked: Bank) -> ResultPage:
    """Return the result with the review of every question; `bank` has the keys that were corrected since `as_asked`."""
    percent = score.points * 100 / score.possible
    missing = ""
    if not score.is_passed:
        needed = ceil(attempt.pass_percent * score.possible / 100)
        missing = ngettext(
            "You need %(num)s point to pass; you have %(points)s.",
            "You need %(num)s points to pass; you have %(points)s.",
            needed,
            points=points_text(score.points),
        )
    certificate = url_for("certificates.show", code=score.certificate_code) if score.certificate_code else ""
    return ResultPage(
        shell=make_shell(_("Result: %(title)s", title=module.title)),
        mark=mark_of(module),
        attempt_id=attempt.id,
        points=points_text(score.points),
        possible=score.possible,
        percent=percent_text(percent),
        percent_floor=int(percent),
        pass_percent=attempt.pass_percent,
        is_passed=score.is_passed,
        missing=missing,
        next_step=_next_step(module, certificate, attempt, is_passed=score.is_passed),
        other_steps=_other_steps(module, attempt, is_passed=score.is_passed),
        rows=_review_rows(module, attempt, bank, as_asked),
        certificate_href=certificate,
    )


def first_open(attempt: AttemptView) -> int:
    """Return the position of the first question without an answer; the last when all have one."""
    for position, item_id in enumerate(attempt.item_ids, start=1):
        if item_id not in attempt.answers:
            return position
    return len(attempt.item_ids)


def _form_items(attempt: AttemptView) -> tuple[FormItem, ...]:
    return read_form(attempt.form).items


def _marks(attempt: AttemptView, *, here: int) -> tuple[ItemMark, ...]:
    return tuple(
        ItemMark(
            position=position,
            href=url_for("quiz.item", attempt_id=attempt.id, position=position),
            is_answered=item_id in attempt.answers,
            is_here=position == here,
        )
        for position, item_id in enumerate(attempt.item_ids, start=1)
    )


def _review_rows(module: Module, attempt: AttemptView, bank: Bank, as_asked: Bank) -> tuple[ReviewRow, ...]:
    titles = {section.id: section.title for section in module.sections}
    rows = []
    for position, form_item in enumerate(_form_items(attempt), start=1):
        item = bank.find(form_item.item_id)
        if item is None:
            raise LookupError(f"item {form_item.item_id} is not in the bank of edition {attempt.edition}")
        given = attempt.answers.get(item.id)
        response = None if given is None else read_response(item, given)
        section = None
        if item.section in titles:
            href = url_for("learning.section", module_id=module.id, section_id=item.section)
            section = Action(titles[item.section], href)
        is_fixed = is_corrected(item, as_asked.find(item.id))
        told = review(item, form_item, response, seed=attempt.seed, is_explained=not is_fixed)
        rows.append(ReviewRow(position, told, section, _note(item, is_fixed=is_fixed)))
    return tuple(rows)


def _note(item: Item, *, is_fixed: bool) -> str:
    """Return what a corrected key means for who reads the review, and that more than one answer is right."""
    if item.is_withdrawn:
        return _("This question is withdrawn: no answer was right. Everybody gets its point.")
    notes = []
    if is_fixed:
        notes.append(
            _(
                "The right answer to this question was corrected. The explanations were written for the one before, so "
                "they are left out. A result that was better than what the questions add up to stands."
            )
        )
    if isinstance(item.body, SingleBody) and item.body.also:
        notes.append(_("More than one answer is right here: any one of them counts."))
    return " ".join(notes)


def _next_step(module: Module, certificate: str, attempt: AttemptView, *, is_passed: bool) -> Action:
    if is_passed and certificate:
        return Action(_("See your certificate"), certificate)
    if is_passed:
        return Action(_("My training"), url_for("learning.training"))
    if attempt.purpose == Purpose.CHANGE:
        return Action(_("Read what changed, then try once more"), url_for("changes.show", module_id=module.id))
    return Action(_("Read again, then try once more"), url_for("learning.module", module_id=module.id))


def _other_steps(module: Module, attempt: AttemptView, *, is_passed: bool) -> tuple[Action, ...]:
    training = Action(_("My training"), url_for("learning.training"))
    if is_passed and attempt.purpose == Purpose.CHANGE:
        return (Action(_("Back to the module"), url_for("learning.module", module_id=module.id)),)
    if is_passed or attempt.purpose == Purpose.CHANGE:
        return (training,)
    return (Action(_("Try again now"), url_for("quiz.intro", module_id=module.id)), training)
