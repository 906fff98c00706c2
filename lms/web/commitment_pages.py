"""The page of a commitment, and what other pages tell of it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from flask import url_for

from courses.model import Module
from lms.http.holdings import catalogue
from lms.http.i18n import gettext as _
from lms.http.viewer import MemberPlace
from lms.reports.commitments import Commitment
from lms.web.contexts.commitments import CommitmentLine, CommitmentPage, CommitmentSummary
from lms.web.contexts.shell import Action
from lms.web.frame import make_shell, mark_of
from lms.web.words import tier_words


def commitment_page(module: Module, place: MemberPlace, given: Sequence[Commitment]) -> CommitmentPage:
    """Return the page that asks for a member's commitment, or shows the one she gave."""
    return CommitmentPage(
        shell=make_shell(_("My commitment")),
        mark=mark_of(module),
        sentence=module.attestation,
        name=place.name,
        institution=place.institution_name,
        tier=tier_words(place.tier),
        edition=module.edition,
        commit_href=url_for("commitments.commit", module_id=module.id),
        is_given=is_given(module, given),
        given=commitment_lines(given, zone=place.institution_zone),
        back=Action(_("Back to the module"), url_for("learning.module", module_id=module.id)),
        refusal="" if place.tier else _("You hold no office today, so there is nobody's work to commit to."),
    )


def commitment_summary(module: Module, given: Sequence[Commitment], *, zone: str) -> CommitmentSummary | None:
    """Return what the module page tells of a commitment; None for a module that asks for none and has none."""
    if not module.attestation:
        return None
    own = [one for one in given if one.sentence == module.attestation]
    on = own[0].attested_at.astimezone(ZoneInfo(zone)).date() if own else None
    return CommitmentSummary(href=url_for("commitments.show", module_id=module.id), on=on)


def commitment_lines(given: Sequence[Commitment], *, zone: str) -> tuple[CommitmentLine, ...]:
    """Return commitments as they were given, with their days in that zone."""
    return tuple(_line(one, zone=zone) for one in given)


def is_given(module: Module, given: Sequence[Commitment]) -> bool:
    """Return whether a member has committed herself with the sentence as it stands, on whichever edition."""
    return any(one.sentence == module.attestation for one in given)


def _line(one: Commitment, *, zone: str) -> CommitmentLine:
    module = catalogue().find(one.module_id, one.language)
    asks = module is not None and bool(module.attestation)
    return CommitmentLine(
        module=module.title if module else one.module_id,
        sentence=one.sentence,
        name=one.member_name,
        tier=tier_words(one.tier),
        on=one.attested_at.astimezone(ZoneInfo(zone)).date(),
        edition=one.edition,
        language=one.language,
        href=url_for("commitments.show", module_id=one.module_id) if asks else "",
    )
