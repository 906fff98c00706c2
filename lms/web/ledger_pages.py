"""The pages of a ledger, from what the reports found."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import url_for

from lms.http.i18n import gettext as _
from lms.http.viewer import InstitutionPlace
from lms.ledger.notes import NoteError, VerifierKey, read_time
from lms.reports.ledger import LedgerPageView, SeenEntry
from lms.reports.ledger_pointed import pointer_of
from lms.web.contexts.ledger import CheckpointLine, EntryLine, KeyLine, KeyPage, LastCheckLine, LedgerPage
from lms.web.contexts.shell import Action, Pages
from lms.web.frame import make_shell
from lms.web.ledger_words import details_of, kind_words

GROUP = 8


def ledger_page(
    place: InstitutionPlace, found: LedgerPageView, pages: Pages, *, verifiers: Sequence[VerifierKey]
) -> LedgerPage:
    """Return a page of the ledger."""
    zone = ZoneInfo(place.zone)
    check = found.last_check
    return LedgerPage(
        shell=make_shell(_("Ledger")),
        place=place.name,
        size=found.size,
        rows=tuple(_line(entry, found, zone) for entry in found.entries),
        pages=pages,
        checkpoints=tuple(
            CheckpointLine(one.size, one.made_at.astimezone(zone), one.note, is_timed=_is_timed(one.note, verifiers))
            for one in found.checkpoints
        ),
        more_checkpoints=found.checkpoint_count - len(found.checkpoints),
        last_check=None if check is None else LastCheckLine(check.at.astimezone(zone), check.size, check.faults),
        check_href=url_for("ledger.check", institution=place.slug),
        download=Action(_("Download all entries"), url_for("ledger.entries", institution=place.slug)),
        key=Action(_("The key of this platform"), url_for("ledger.key")),
    )


def _is_timed(note: str, verifiers: Sequence[VerifierKey]) -> bool:
    try:
        return read_time(note, verifiers) is not None
    except NoteError:
        return False


def key_page(verifiers: Sequence[VerifierKey]) -> KeyPage:
    """Return the page of the key."""
    current, *retired = (_key(one) for one in verifiers)
    return KeyPage(shell=make_shell(_("Key of the ledger")), current=current, retired=tuple(retired))


def _line(seen: SeenEntry, found: LedgerPageView, zone: ZoneInfo) -> EntryLine:
    entry = seen.says
    if entry is None:
        return EntryLine(seen.seq, _("This entry cannot be read: it was changed"), "", "", "", None)
    pointed = found.pointers.of(entry)
    names = [found.names.get(str(entry.body[name]), "") for name in ("person", "into") if name in entry.body]
    who = " → ".join(name for name in names if name) or (pointed.person if pointed else "")
    return EntryLine(
        number=seen.seq,
        what=kind_words(entry.kind),
        who=who,
        details=details_of(entry, branches=found.branches, pointed=pointed),
        reference=pointer_of(entry)[1] if pointed else "",
        at=datetime.fromisoformat(entry.at).astimezone(zone),
    )


def _key(verifier: VerifierKey) -> KeyLine:
    text = verifier.fingerprint
    return KeyLine(str(verifier), " ".join(text[start : start + GROUP] for start in range(0, len(text), GROUP)))
