"""The pages of evidence packs, from what the reports found."""

from zoneinfo import ZoneInfo

from flask import url_for

from lms.http.i18n import gettext as _
from lms.http.i18n import moment_in_zone
from lms.http.packs import file_name
from lms.http.viewer import InstitutionPlace
from lms.ledger.notes import VerifierKey
from lms.ledger.packs.layout import Names
from lms.reports.evidence_pack import PackChoices, PackView
from lms.web.contexts.evidence import EvidencePage, PackPage, PackRow
from lms.web.contexts.shell import Action, FormState, Pages
from lms.web.frame import make_shell
from lms.web.kit_pages import size_words

ROWS = 20
CHECKPOINTS = 100
GROUP = 8


def evidence_page(
    place: InstitutionPlace, choices: PackChoices, packs: tuple[PackView, ...], pages: Pages, *, state: FormState
) -> EvidencePage:
    """Return the form and the list."""
    known = [
        (
            str(one.size),
            _("%(moment)s, %(size)s entries", moment=moment_in_zone(one.made_at, place.zone), size=one.size),
        )
        for one in choices.checkpoints
    ]
    return EvidencePage(
        shell=make_shell(_("Evidence packs")),
        institution=place.name,
        first_day=choices.first_day,
        state=state,
        known=(("", _("The newest: all that is known now")), *known),
        names=tuple((one.value, names_words(one.value)) for one in Names),
        ask_href=url_for("evidence.ask", institution=place.slug),
        rows=tuple(_row(place, pack) for pack in packs),
        pages=pages,
        key=_key(),
    )


def pack_page(place: InstitutionPlace, pack: PackView, *, said: str, verifier: VerifierKey) -> PackPage:
    """Return the page of a pack; `said` is what `begin_pack` said."""
    text = verifier.fingerprint
    return PackPage(
        shell=make_shell(_("Evidence pack")),
        institution=place.name,
        row=_row(place, pack),
        file_href=url_for("evidence.file", institution=place.slug, pack_id=pack.id),
        file_name=file_name(pack, place.slug),
        is_working=said == "working",
        fault=said if said != "working" else "",
        verifier=str(verifier),
        fingerprint=" ".join(text[start : start + GROUP] for start in range(0, len(text), GROUP)),
        key=_key(),
        back=Action(_("All evidence packs"), url_for("evidence.index", institution=place.slug)),
    )


def names_words(names: str) -> str:
    """Return how people are shown, in words."""
    words = {
        Names.FULL.value: _("their names in full, with what proves them"),
        Names.INITIALS.value: _("their initials and a code"),
        Names.MASKED.value: _("a code alone"),
    }
    return words.get(names, names)


def _row(place: InstitutionPlace, pack: PackView) -> PackRow:
    return PackRow(
        href=url_for("evidence.show", institution=place.slug, pack_id=pack.id),
        as_of=pack.as_of,
        ledger_size=pack.ledger_size,
        names=names_words(pack.names),
        asked_at=pack.asked_at.astimezone(ZoneInfo(place.zone)),
        asked_by=pack.asked_by,
        size=size_words(pack.size) if pack.size else "",
        sha256=pack.sha256,
    )


def _key() -> Action:
    return Action(_("The key of this platform"), url_for("ledger.key"))
