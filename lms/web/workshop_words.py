"""Words of workshops: roles, what happens in an item, languages."""

from courses.cases import Case, Depth
from courses.workshop import AgendaKind
from lms.http.i18n import gettext as _
from lms.permissions import SeatRole

LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ru": "Русский",
    "ar": "العربية",
    "pt": "Português",
}


def seat_words(role: SeatRole) -> str:
    """Return a role in a workshop in words."""
    return _("Trainer") if role is SeatRole.TRAINER else _("Trainee")


def kind_words(kind: AgendaKind) -> str:
    """Return what happens in an item of the agenda; empty where its title says it."""
    return {
        AgendaKind.PLENARY: _("together"),
        AgendaKind.EXERCISE: _("exercise"),
        AgendaKind.TEAM: _("team work"),
        AgendaKind.WRITING: _("writing"),
        AgendaKind.TEST: _("test"),
        AgendaKind.BREAK: "",
    }[kind]


def size_words(case: Case) -> str:
    """Return how much a case holds."""
    what = _("a whole workshop") if case.depth is Depth.FULL else _("a whole workshop, with fewer papers")
    return _(
        "%(facts)s facts, %(exhibits)s exhibits; %(what)s",
        facts=len(case.facts),
        exhibits=len(case.exhibits),
        what=what,
    )
