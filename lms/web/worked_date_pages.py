"""What a rule would mean, in words: the worked examples and whom it asks."""

from datetime import date, timedelta

from flask import url_for

from courses.catalogue import reading_minutes, track_for
from courses.model import Tier, Track
from lms.evidence.worked_dates import Case, Example, Holding, Terms, work_out
from lms.http.holdings import catalogue
from lms.http.i18n import format_date
from lms.http.i18n import gettext as _
from lms.reports.cells import Rule, Status
from lms.reports.requirements import Effect, Proposal
from lms.web.contexts.requirements import StateCount, WorkedDates, WorkedLine
from lms.web.contexts.shell import Action
from lms.web.forms.requirements import Wanted
from lms.web.requirement_words import reads_words
from lms.web.status_words import status_words
from lms.web.words import tier_words


def proposal_of(wanted: Wanted) -> Proposal:
    """Return what a form asks as the reports take it."""
    rule = Rule(wanted.pass_percent, wanted.due_on, wanted.due_days, wanted.renewal_days)
    return Proposal(wanted.tiers, wanted.module_ids, wanted.branch_id, rule, wanted.from_on)


def worked_dates(
    institution: str, wanted: Wanted, effect: Effect, holding: Holding | None, *, today: date
) -> WorkedDates:
    """Return what a requirement means in dates and for how many, by the rules that will apply it."""
    terms = Terms(wanted.valid_months, wanted.due_on, wanted.due_days, wanted.renewal_days, wanted.from_on)
    examples = work_out(terms, today=today, holding=holding)
    return WorkedDates(
        on=effect.on,
        is_past=wanted.from_on < today,
        lines=tuple(WorkedLine(_who(one, terms), _what(one)) for one in examples),
        members=effect.members,
        states=tuple(StateCount(status.value, status_words(status), n) for status, n in effect.states.items()),
        late=effect.late_at_once,
        late_names=effect.late_names,
        keeps_own=effect.keeps_own,
        cells=len(wanted.tiers) * len(wanted.module_ids),
        reading=tuple(_reading_of(wanted, Tier(tier)) for tier in wanted.tiers),
        cure=_cure(institution, wanted, effect),
    )


def _cure(institution: str, wanted: Wanted, effect: Effect) -> Action | None:
    """Return what gives those who are late by days alone the days of the rule, counted from the day it begins: also
    where the same days were saved before, so that nobody is made late anew.
    """
    late_by_days = effect.states[Status.LATE] if wanted.due_on is None else effect.late_at_once
    if wanted.due_days is None or not late_by_days:
        return None
    not_before = effect.on + timedelta(days=wanted.due_days)
    href = url_for(
        "requirements.edit",
        institution=institution,
        tier=wanted.tiers,
        module=wanted.module_ids,
        pass_percent=wanted.pass_percent,
        valid_months=wanted.valid_months or "",
        renewal_days=wanted.renewal_days,
        due_days=wanted.due_days,
        due_on=not_before.isoformat(),
        track=wanted.track,
        branch=wanted.branch_id or "",
        from_on=wanted.from_on.isoformat(),
        _anchor="dates",
    )
    return Action(_("Not due before %(day)s: show the dates", day=format_date(not_before, "d MMMM y")), href)


def _who(one: Example, terms: Terms) -> str:
    day = format_date(one.day, "d MMMM y")
    monday = format_date(one.day, "EEEE d MMMM y")
    return {
        Case.HERE: _("Who is in the tier since %(day)s", day=day),
        Case.NEWCOMER: _("Who joins on %(day)s", day=monday),
        Case.PROMOTED: _("Who comes from another tier on %(day)s", day=day),
        Case.AFTER_THE_DAY: _("Who joins after the due date, on %(day)s", day=monday)
        if terms.due_days is None
        else _("Who joins after that date, on %(day)s", day=monday),
        Case.COMPLETES: _("Who passes on %(day)s", day=day),
        Case.RENEWS_EARLY: _("Who then renews as soon as she may, on %(day)s", day=day),
        Case.HOLDS: _("Who completed on %(day)s, the next to end here", day=day),
    }[one.case]


def _what(one: Example) -> str:
    if one.case in (Case.HERE, Case.NEWCOMER, Case.PROMOTED, Case.AFTER_THE_DAY):
        if one.due is None or one.late_from is None:
            return _("has no date to meet")
        days = {"due": format_date(one.due, "d MMMM y"), "late": format_date(one.late_from, "d MMMM y")}
        return _("has until %(due)s; is late from %(late)s", **days)
    if one.last_day is None or one.renew_from is None or one.late_from is None:
        return _("is complete for ever")
    return _(
        "is complete until %(last)s; may renew from %(renew)s; is asked anew from %(late)s",
        last=format_date(one.last_day, "d MMMM y"),
        renew=format_date(one.renew_from, "d MMMM y"),
        late=format_date(one.late_from, "d MMMM y"),
    )


def _reading_of(wanted: Wanted, tier: Tier) -> str:
    """Return what a tier is to read of all modules chosen together."""
    track = Track(wanted.track) if wanted.track else track_for(tier)
    modules = [catalogue().get(module_id) for module_id in wanted.module_ids]
    minutes = sum(reading_minutes(module, tier=tier, track=track) for module in modules)
    return _("%(tier)s: %(reads)s", tier=tier_words(tier), reads=reads_words(track, minutes))
