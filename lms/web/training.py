"""My training: what is due and why, from the standings of one member."""

from collections.abc import Mapping
from datetime import date, timedelta
from math import ceil

from flask import url_for

from courses.catalogue import Catalogue, reading_minutes, sections_for, track_for
from courses.model import Module, Tier, Track
from lms.evidence.rules import Standing
from lms.http.i18n import format_date, ngettext
from lms.http.i18n import gettext as _
from lms.reports.changes import OpenChange
from lms.reports.learner import ModuleStanding
from lms.web.change_pages import change_summary
from lms.web.contexts.commitments import CommitmentLine
from lms.web.contexts.learning import ModuleRow, ModuleState, NextStep, TrainingPage
from lms.web.contexts.shell import Action, Share
from lms.web.frame import make_shell, mark_of
from lms.web.words import tier_words

STATES = {
    Standing.COMPLETE: ModuleState.DONE,
    Standing.RENEW: ModuleState.RENEW,
    Standing.EXPIRED: ModuleState.LATE,
    Standing.LATE: ModuleState.LATE,
    Standing.DUE: ModuleState.OPEN,
}
URGENCY = (ModuleState.LATE, ModuleState.RENEW, ModuleState.OPEN)
FAR = date(9999, 1, 1)
SECONDS_A_QUESTION = 75


def training_page(
    catalogue: Catalogue,
    *,
    tier: Tier,
    institution: str,
    standings: Mapping[str, ModuleStanding],
    read: Mapping[str, frozenset[str]],
    changes: Mapping[str, OpenChange],
    commitments: tuple[CommitmentLine, ...],
) -> TrainingPage:
    """Return the page of a member's training, most urgent first; `changes` are the short tasks that wait."""
    rows = [
        module_row(
            module,
            tier=tier,
            institution=institution,
            standing=standings.get(module.id),
            read=read,
            change=changes.get(module.id),
        )
        for module in catalogue.modules
    ]
    required = sorted(
        (row for row in rows if row.state in URGENCY),
        key=lambda row: (URGENCY.index(row.state), row.due_on or FAR),
    )
    done = tuple(row for row in rows if row.state is ModuleState.DONE)
    asked = [one for one in standings.values() if one.standing is not None]
    met = [one for one in asked if one.standing in (Standing.COMPLETE, Standing.RENEW)]
    return TrainingPage(
        shell=make_shell(_("My training")),
        share=Share(len(met), len(asked)),
        next_step=_next_step(required) or _next_change(done),
        required=tuple(required),
        done=done,
        optional=tuple(row for row in rows if row.state is ModuleState.OPTIONAL),
        commitments=commitments,
    )


def module_row(
    module: Module,
    *,
    tier: Tier,
    institution: str,
    standing: ModuleStanding | None,
    read: Mapping[str, frozenset[str]],
    change: OpenChange | None,
) -> ModuleRow:
    """Return a module in a member's list, as long as the track she is to read."""
    track = Track(standing.track) if standing and standing.track else track_for(tier)
    sections = sections_for(module, track)
    seen = read.get(module.id, frozenset())
    state = _state(standing)
    done = sum(section.id in seen for section in sections)
    valid_until = standing.valid_until if standing else None
    return ModuleRow(
        mark=mark_of(module),
        state=state,
        minutes=reading_minutes(module, tier=tier, track=track),
        sections=Share(done, len(sections)),
        action=_action(module, state=state, done=done, total=len(sections)),
        reason=_reason(tier, institution, standing),
        due_on=standing.due if standing else None,
        completed_on=standing.completed_on if standing else None,
        valid_until=valid_until - timedelta(days=1) if valid_until else None,
        unmet=unmet(standing, module=module, done=done, total=len(sections)),
        certificate_href=certificate_href(standing),
        edition=standing.edition if standing else "",
        change=change_summary(change),
        waived=waived_words(standing),
    )


def waived_words(standing: ModuleStanding | None) -> str:
    """Return that a member need not complete a module, who approved it and until when; empty where she must."""
    if standing is None or not standing.waived_by:
        return ""
    if standing.valid_until is None:
        return _("You need not: waived by %(name)s until it is withdrawn.", name=standing.waived_by)
    last = format_date(standing.valid_until - timedelta(days=1))
    return _("You need not: waived by %(name)s until %(day)s.", name=standing.waived_by, day=last)


def unmet(standing: ModuleStanding | None, *, module: Module, done: int, total: int) -> tuple[str, ...]:
    """Return why a member is not complete, a rule a line; nothing when she is or when nobody asks."""
    if standing is None or standing.standing in (None, Standing.COMPLETE):
        return ()
    if standing.standing is Standing.RENEW and standing.valid_until is not None:
        last = format_date(standing.valid_until - timedelta(days=1))
        return (_("Your completion counts until %(day)s. Take the quiz again before then.", day=last),)
    lines = []
    if standing.standing is Standing.EXPIRED and standing.valid_until is not None:
        day = format_date(standing.valid_until)
        lines.append(_("Your earlier completion no longer counts since %(day)s.", day=day))
    mark = standing.pass_percent or module.pass_percent
    lines.append(_("The quiz is not passed yet: you need %(mark)s %%.", mark=mark))
    if done < total:
        lines.append(ngettext("%(num)s section is not read yet.", "%(num)s sections are not read yet.", total - done))
    return tuple(lines)


def certificate_href(standing: ModuleStanding | None) -> str:
    """Return the address of a member's newest certificate for a module, empty when there is none."""
    if standing is None or not standing.certificate_code:
        return ""
    return url_for("certificates.show", code=standing.certificate_code)


def _state(standing: ModuleStanding | None) -> ModuleState:
    if standing is None:
        return ModuleState.OPTIONAL
    if standing.standing is None:
        return ModuleState.DONE if standing.completed_on else ModuleState.OPTIONAL
    return STATES[standing.standing]


def _reason(tier: Tier, institution: str, standing: ModuleStanding | None) -> str:
    if standing is None or standing.standing is None:
        return ""
    return _("Required at %(institution)s for the tier %(tier)s.", institution=institution, tier=tier_words(tier))


def _action(module: Module, *, state: ModuleState, done: int, total: int) -> Action:
    href = url_for("learning.module", module_id=module.id)
    if state is ModuleState.DONE:
        return Action(_("Read again"), href)
    if done >= total:
        return Action(_("Take the quiz"), url_for("quiz.intro", module_id=module.id))
    label = _("Go on reading") if done else _("Begin")
    return Action(label, url_for("learning.resume", module_id=module.id))


def _next_step(required: list[ModuleRow]) -> NextStep | None:
    if not required:
        return None
    row = required[0]
    if row.due_on is None:
        text = row.reason
    elif row.state is ModuleState.LATE:
        text = _("%(reason)s It was due on %(day)s.", reason=row.reason, day=format_date(row.due_on))
    else:
        text = _("%(reason)s It is due on %(day)s.", reason=row.reason, day=format_date(row.due_on))
    return NextStep(
        mark=row.mark, text=text, minutes=row.minutes, action=row.action, is_late=row.state is ModuleState.LATE
    )


def _next_change(done: tuple[ModuleRow, ...]) -> NextStep | None:
    """Return the task about a change as the next step, where nothing else waits."""
    row = next((row for row in done if row.change is not None), None)
    if row is None or row.change is None:
        return None
    minutes = 1 + ceil(row.change.questions * SECONDS_A_QUESTION / 60)
    text = _("This module has changed since you completed it. Read what changed; your completion keeps counting.")
    return NextStep(mark=row.mark, text=text, minutes=minutes, action=Action(_("See what changed"), row.change.href))
