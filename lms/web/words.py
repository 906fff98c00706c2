"""The words for tiers, roles and modes, in the language of the page."""

from courses.model import Mode, Tier
from lms.http.i18n import gettext as _
from lms.permissions import Role

# The languages of letters and pages, each in its own words.
LANGUAGES = (
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ru", "Русский"),
    ("ar", "العربية"),
    ("pt", "Português"),
)


def tier_words(tier: str) -> str:
    """Return a tier in words; empty for nobody in office."""
    match tier:
        case Tier.BOARD:
            return _("Board")
        case Tier.SENIOR_MANAGEMENT:
            return _("Senior management")
        case Tier.MIDDLE_MANAGEMENT:
            return _("Middle management")
        case Tier.SUPPORT:
            return _("Support")
        case Tier.FIELD:
            return _("Field")
    return ""


def role_words(role: Role) -> str:
    """Return a role in words."""
    return {
        Role.MEMBER: _("Member"),
        Role.COORDINATOR: _("Coordinator"),
        Role.FACILITATOR: _("Facilitator"),
        Role.NETWORK_OFFICER: _("Network officer"),
        Role.AUTHOR: _("Author"),
        Role.TA_TRAINER: _("TA trainer"),
    }[role]


def mode_words(mode: str) -> str:
    """Return a mode in words."""
    return {Mode.IN_PERSON: _("In person"), Mode.WEBINAR: _("Webinar")}[Mode(mode)]
