"""A rule in words: what is read, by when, for how long it counts."""

from courses.catalogue import reading_minutes, track_for
from courses.model import Module, Tier, Track
from lms.http.i18n import format_date, ngettext
from lms.http.i18n import gettext as _
from lms.reports.requirements import RequirementRow


def reads_words(track: Track, minutes: int) -> str:
    """Return which track is read and how long that takes."""
    return {
        Track.FULL: _("reads everything, %(minutes)s min", minutes=minutes),
        Track.BOARD: _("reads the board track, %(minutes)s min", minutes=minutes),
        Track.FIELD: _("reads the field track, %(minutes)s min", minutes=minutes),
    }[track]


def reads(module: Module, tier: Tier, track: str) -> str:
    """Return in words which track a tier is to read and how long that takes; `track` empty: the tier's own."""
    which = Track(track) if track else track_for(tier)
    return reads_words(which, reading_minutes(module, tier=tier, track=which))


def terms_words(row: RequirementRow) -> tuple[str, ...]:
    """Return the terms of a rule in short lines."""
    months = row.valid_months
    ends = ngettext("for %(num)s month", "for %(num)s months", months) if months else _("for ever")
    return (_("%(mark)s %%", mark=row.pass_percent), *_due_words(row), ends)


def _due_words(row: RequirementRow) -> tuple[str, ...]:
    day = "" if row.due_on is None else format_date(row.due_on, "d MMM y")
    if row.due_days is None:
        return (_("by %(day)s", day=day),) if day else ()
    within = ngettext("within %(num)s day", "within %(num)s days", row.due_days)
    return (within, _("not before %(day)s", day=day)) if day else (within,)


def renewal_words(row: RequirementRow) -> str:
    """Return when it may be renewed; empty for what counts for ever."""
    if row.valid_months is None:
        return ""
    return ngettext(
        "renewed from %(num)s day before the end", "renewed from %(num)s days before the end", row.renewal_days
    )
