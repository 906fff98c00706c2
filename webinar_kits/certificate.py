"""What a certificate says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from courses.model import Tier


class CertificateKind(StrEnum):
    """What a certificate stands on: a test that was passed, or a register."""

    COMPETENCE = "competence"
    ATTENDANCE = "attendance"


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate, as it was fixed at issue.

    `name_other` is the name in a second script. `earned_on` is the day of the test or of the session. `last_day` is the
    last on which it is valid, None without limit; attendance has none. `minutes` of `session_minutes` were attended.
    `credential` is the signed credential that travels inside the PDF. Of the texts, `name_other`, `verify_url` and
    `credential` may be empty.
    """

    kind: CertificateKind
    name: str
    module_id: str
    module_title: str
    principle: int
    institution: str
    tier: Tier
    earned_on: date
    issued_on: date
    code: str
    edition: str
    last_day: date | None = None
    name_other: str = ""
    minutes: int = 0
    session_minutes: int = 0
    verify_url: str = ""
    credential: str = ""
    language: str = "en"


def grouped(code: str) -> str:
    """Return a code in groups of four, as it is printed and read aloud."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))
