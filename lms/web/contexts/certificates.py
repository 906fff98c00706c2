"""What the pages of certificates know."""

from dataclasses import dataclass
from datetime import date

from lms.web.contexts.shell import Action, FormState, ModuleMark, Pages, Shell

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What a certificate says, on every page that shows one; words, names and language are those of the issue.

    `is_test` tells competence from attendance, which has `minutes` of `session_minutes`. No `last_day`: no limit.
    `state` is the key of its look.
    """

    mark: ModuleMark
    code: str
    name: str
    name_other: str
    institution: str
    tier: str
    is_test: bool
    state: str
    state_words: str
    earned_on: date
    issued_on: date
    last_day: date | None
    edition: str
    minutes: int = 0
    session_minutes: int = 0
    revoked_on: date | None = None
    language: str = "en"
    direction: str = "ltr"


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """A certificate for who holds it and who keeps the records. Empty addresses: not for this viewer, or not any more.

    `percent` is None for all but her own quiz.
    """

    shell: Shell
    paper: Paper
    pdf_href: str
    credential_href: str
    verify_href: str
    revoke_href: str = ""
    reissue_href: str = ""
    revoked_reason: str = ""
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """A line of a learner's own certificates."""

    paper: Paper
    href: str
    pdf_href: str


@dataclass(frozen=True, slots=True)
class OwnCertificatesPage:
    """All of a learner's certificates."""

    shell: Shell
    rows: tuple[OwnCertificate, ...]
    training: Action


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """Where a stranger checks a code. `trouble` is a sentence on what was typed; `checked_on` is today."""

    shell: Shell
    check_href: str
    typed: str
    trouble: str
    paper: Paper | None
    checked_on: date


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """A line of the institution's list; `minutes` is "90 of 90" or empty."""

    code: str
    href: str
    name: str
    name_other: str
    staff_code: str
    branch: str
    tier: str
    kind: str
    module: ModuleMark
    earned_on: date
    issued_on: date
    last_day: date | None
    minutes: str
    state: str
    state_words: str
    revoked_on: date | None


@dataclass(frozen=True, slots=True)
class CertificateFilters:
    """The form over the list; choices are pairs of value and words."""

    state: FormState
    kinds: Choices
    tiers: Choices
    branches: Choices
    modules: Choices
    states: Choices
    clear_href: str


@dataclass(frozen=True, slots=True)
class CertificatesPage:
    """The certificates of an institution. `counts` are pairs of a state and how many; `most` is what one file holds.

    `handed` of the selection can be printed. `files` are empty where that are none, or more than `most`.
    """

    shell: Shell
    place: str
    filters: CertificateFilters
    counts: tuple[tuple[str, int], ...]
    rows: tuple[CertificateLine, ...]
    pages: Pages
    files: tuple[Action, ...]
    exports: tuple[Action, ...]
    handed: int
    most: int


@dataclass(frozen=True, slots=True)
class CertificateFormPage:
    """Revoking a certificate, or issuing it again under the right name. `is_reissue` tells which."""

    shell: Shell
    paper: Paper
    state: FormState
    href: str
    back_href: str
    is_reissue: bool
