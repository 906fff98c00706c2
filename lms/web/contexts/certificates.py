"""What the page of a certificate knows."""

from dataclasses import dataclass
from datetime import date

from lms.web.contexts.shell import ModuleMark, Shell


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """A certificate as it was issued. Names, language and direction are those of the issue, never today's.

    `code` is what a verifier types at `verify_href`. `percent` is None where the completion is not from a quiz.
    """

    shell: Shell
    mark: ModuleMark
    code: str
    member_name: str
    institution_name: str
    tier: str
    issued_on: date
    edition: str
    pdf_href: str
    verify_href: str
    language: str = "en"
    direction: str = "ltr"
    valid_until: date | None = None
    percent: int | None = None
