"""What authors see of the modules they are writing: lesson, deck and quiz, straight from the working folder."""

from collections.abc import Callable

from flask import Blueprint, render_template, request

from courses.drafts import Draft
from courses.model import Module
from lms.http.access import needs
from lms.http.preview import get_draft, list_drafts
from lms.permissions import Permission
from lms.web.preview_deck import deck_page, mode_of, tier_of
from lms.web.preview_pages import broken_page, index_page, lesson_page
from lms.web.preview_quiz import quiz_page

bp = Blueprint("preview", __name__, url_prefix="/preview")


@bp.get("")
@needs(Permission.PREVIEW)
def index() -> str:
    """Show the modules of the working folder, what is wrong with each, and their numbers."""
    return render_template("preview/index.html", page=index_page(list_drafts()))


@bp.get("/<module_id>/lesson")
@needs(Permission.PREVIEW)
def lesson(module_id: str) -> str:
    """Show a lesson with all its lenses."""
    return _shown(module_id, "preview/lesson.html", lesson_page)


@bp.get("/<module_id>/deck")
@needs(Permission.PREVIEW)
def deck(module_id: str) -> str:
    """Show the slides of a mode with their notes and running minutes."""
    mode, tier = mode_of(request.args.get("mode", "")), tier_of(request.args.get("tier", ""))
    return _shown(module_id, "preview/deck.html", lambda draft, found: deck_page(draft, found, mode=mode, tier=tier))


@bp.get("/<module_id>/quiz")
@needs(Permission.PREVIEW)
def quiz(module_id: str) -> str:
    """Show every question with its key and its feedback."""
    return _shown(module_id, "preview/quiz.html", quiz_page)


def _shown(module_id: str, template: str, make: Callable[[Draft, Module], object]) -> str:
    """Return a page of a draft, or the page of its faults when it cannot be read."""
    draft = get_draft(module_id, request.args.get("language", ""))
    if draft.module is None:
        return render_template("preview/broken.html", page=broken_page(draft))
    return render_template(template, page=make(draft, draft.module))
