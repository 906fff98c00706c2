"""The tables of one's own record in words."""

from lms.http.i18n import gettext as _
from lms.reports.own_record import Part


def part_words(part: Part) -> str:
    """Return what a table holds."""
    return {
        Part.ACCOUNT: _("Your account"),
        Part.ROLES: _("Your tasks"),
        Part.KEYS: _("Keys of programs that act for you"),
        Part.PLACES: _("Your place in institutions"),
        Part.TENURES: _("Your tiers and branches over time"),
        Part.REQUESTS: _("Your requests to join"),
        Part.READING: _("Sections you read"),
        Part.LAST_PLACES: _("Where you were last"),
        Part.CASES: _("Practice cases you played"),
        Part.ATTEMPTS: _("Quizzes you took"),
        Part.ANSWERS: _("Answers you gave"),
        Part.COMPLETIONS: _("Modules you completed"),
        Part.CERTIFICATES: _("Your certificates"),
        Part.COMMITMENTS: _("Your commitments"),
        Part.WAIVERS: _("Modules you need not do"),
        Part.SESSIONS: _("Sessions you attended"),
        Part.MEETINGS: _("Board meetings you were called in"),
        Part.LEDGER: _("What the ledger's private part says of you"),
        Part.WORKSHOPS: _("Workshops you take part in"),
        Part.NUDGES: _("Words from your trainers"),
        Part.INVITATIONS: _("Letters that invited you to workshops"),
        Part.LETTERS: _("Reminders sent to you"),
    }[part]
