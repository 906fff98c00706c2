"""The words around the curriculum: who, where, and what each mode calls things."""

from collections.abc import Mapping
from types import MappingProxyType

from courses.model import Beat, Mode, Tier

TIERS: Mapping[Tier, str] = MappingProxyType(
    {
        Tier.BOARD: "Board",
        Tier.SENIOR_MANAGEMENT: "Senior management",
        Tier.MIDDLE_MANAGEMENT: "Middle management",
        Tier.SUPPORT: "Support functions",
        Tier.FIELD: "Field staff",
    }
)

MODES: Mapping[Mode, str] = MappingProxyType({Mode.IN_PERSON: "In person", Mode.WEBINAR: "Webinar"})

BEATS: Mapping[Beat, str] = MappingProxyType(
    {
        Beat.OPENING: "Opening",
        Beat.RECAP: "The principles in short",
        Beat.PRACTICE: "The principle in practice",
        Beat.CLIENT: "The client's view",
        Beat.FEEDBACK: "Participants' feedback",
        Beat.TOOLS: "Tools for better practice",
        Beat.CLOSE: "Conclusion and commitment",
    }
)

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "card_sort": "Card sort",
        "role_play": "Role play",
        "file_review": "File review",
        "triage": "Triage",
        "calculation": "Calculation",
        "discussion": "Discussion",
    }
)

ROLES: Mapping[Mode, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        Mode.IN_PERSON: (
            ("Facilitator", "Leads the session, asks, keeps the thread."),
            ("Co-facilitator", "Runs the activities, walks between the tables, writes on the flip chart."),
            ("Host", "Room, sign-in sheet, tests and forms, clock."),
        ),
        Mode.WEBINAR: (
            ("Facilitator", "Leads the session with the camera on, asks, keeps the thread."),
            ("Producer", "Admits people, launches polls, opens and closes the breakout rooms, watches the clock."),
            ("Chat moderator", "Reads the chat, brings questions to the facilitator, pastes texts and links, helps "
             "who cannot hear."),
        ),
    }
)  # fmt: skip


def principle(number: int) -> str:
    """Return how the series calls the module of that principle; zero is the introduction."""
    return f"Principle {number}" if number else "Introduction"


def language_tag(language: str) -> str:
    """Return the tag that office programs and readers' voices know ("en-GB")."""
    return {"en": "en-GB"}.get(language, language)
