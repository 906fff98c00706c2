"""The page of what changed, and what other pages tell of it."""

from flask import url_for

from courses.model import Module
from lms.http.i18n import gettext as _
from lms.http.viewer import MemberPlace
from lms.reports.changes import OpenChange
from lms.web.contexts.changes import ChangeNote, ChangesPage, ChangeSummary
from lms.web.contexts.shell import Action
from lms.web.frame import make_shell, mark_of
from lms.web.status_words import last_day


def change_summary(waiting: OpenChange | None) -> ChangeSummary | None:
    """Return the task that waits as other pages tell it."""
    if waiting is None:
        return None
    href = url_for("changes.show", module_id=waiting.module.id)
    return ChangeSummary(href=href, completed_on=waiting.completed_on, questions=len(waiting.items))


def changes_page(module: Module, place: MemberPlace, waiting: OpenChange | None) -> ChangesPage:
    """Return what changed since a member completed a module, and what is asked of her."""
    shown = waiting.module if waiting else module
    return ChangesPage(
        shell=make_shell(_("What changed: %(title)s", title=shown.title)),
        mark=mark_of(shown),
        completed_on=waiting.completed_on if waiting else None,
        valid_until=last_day(waiting.valid_until) if waiting else None,
        changes=tuple(ChangeNote(one.on, one.text, one.is_substantive) for one in waiting.changes) if waiting else (),
        questions=len(waiting.items) if waiting else 0,
        edition=shown.edition,
        go_href=url_for("changes.go", module_id=shown.id),
        back=Action(_("Back"), url_for("learning.module", module_id=shown.id)),
        refusal="" if place.tier else _("You hold no office today, so this would count for nothing."),
    )
