"""The words for tiers, roles and modes, in the language of the page."""

from courses.model import Mode, Tier
from lms.http.i18n import gettext as _
from lms.permissions import Role


def tier_words(tier: str) -> str:
    """Return a tier in words; empty for nobody in office."""
    words = {
        Tier.BOARD: _("Board"),
        Tier.SENIOR_MANAGEMENT: _("Senior management"),
        Tier.MIDDLE_MANAGEMENT: _("Middle management"),
        Tier.SUPPORT: _("Support"),
        Tier.FIELD: _("Field"),
    }
    return words[Tier(tier)] if tier else ""


def role_words(role: Role) -> str:
    """Return a role in words."""
    return {
        Role.MEMBER: _("Member"),
        Role.COORDINATOR: _("Coordinator"),
        Role.FACILITATOR: _("Facilitator"),
        Role.NETWORK_OFFICER: _("Network officer"),
        Role.AUTHOR: _("Author"),
    }[role]


def mode_words(mode: str) -> str:
    """Return a mode in words."""
    return {Mode.IN_PERSON: _("In person"), Mode.WEBINAR: _("Webinar")}[Mode(mode)]
