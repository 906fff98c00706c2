"""What the pages of certificates are asked for, and what is typed to revoke or correct one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from courses.model import Tier
from lms.errors import Invalid
from lms.http.i18n import gettext as _
from lms.reports.certificate import CertificateState
from lms.web.forms.days import optional_day
from webinar_kits.certificate import CertificateKind

FIELDS = ("kind", "tier", "branch", "module", "since", "until", "state")


@dataclass(frozen=True, slots=True)
class Asked:
    """What to narrow the list to; empty and None mean any. `since` and `until` are days of issue."""

    kind: str = ""
    tier: str = ""
    branch_id: int | None = None
    module_id: str = ""
    since: date | None = None
    until: date | None = None
    state: CertificateState | None = None

    def as_address(self) -> dict[str, str]:
        """Return it as it stands in an address, without what means any."""
        values = {
            "kind": self.kind,
            "tier": self.tier,
            "branch": str(self.branch_id or ""),
            "module": self.module_id,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "state": self.state.value if self.state else "",
        }
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class Revocation:
    """Why a certificate is revoked."""

    reason: str


@dataclass(frozen=True, slots=True)
class Correction:
    """The right names, and what was wrong."""

    name: str
    name_other: str
    reason: str


def read_asked(args: Mapping[str, str], *, branch_ids: frozenset[int], module_ids: tuple[str, ...]) -> Asked:
    """Return what was asked for; raise `Invalid` with a sentence for each field that cannot be."""
    faults: dict[str, str] = {}
    kinds, states = tuple(CertificateKind), tuple(CertificateState)
    state = _one_of("state", args, states, _("Choose a state from the list."), faults)
    asked = Asked(
        kind=_one_of("kind", args, kinds, _("Choose competence or attendance."), faults),
        tier=_one_of("tier", args, tuple(Tier), _("Choose one of the five tiers."), faults),
        branch_id=_branch(args.get("branch", ""), branch_ids, faults),
        module_id=_one_of("module", args, module_ids, _("Choose a module from the list."), faults),
        since=optional_day("since", args.get("since", ""), faults),
        until=optional_day("until", args.get("until", ""), faults),
        state=CertificateState(state) if state else None,
    )
    if asked.since and asked.until and asked.since > asked.until:
        faults["until"] = _("This day is before the first one. Give a later day, or leave it empty.")
    if faults:
        raise Invalid(faults)
    return asked


def read_revocation(form: Mapping[str, str]) -> Revocation:
    """Return why a certificate is revoked."""
    return Revocation(form.get("reason", "").strip())


def read_correction(form: Mapping[str, str]) -> Correction:
    """Return the right names."""
    return Correction(*(form.get(field, "").strip() for field in ("name", "name_other", "reason")))


def _one_of(field: str, args: Mapping[str, str], known: tuple[str, ...], refusal: str, faults: dict[str, str]) -> str:
    text = args.get(field, "")
    if text and text not in known:
        faults[field] = refusal
        return ""
    return text


def _branch(text: str, branch_ids: frozenset[int], faults: dict[str, str]) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9 or int(text) not in branch_ids:
        faults["branch"] = _("There is no such branch in this institution. Choose one from the list.")
        return None
    return int(text)
