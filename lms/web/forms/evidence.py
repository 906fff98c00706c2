"""The form that asks for an evidence pack."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lms.errors import Invalid
from lms.http.i18n import gettext as _
from lms.institutions.rules import read_day
from lms.ledger.packs.layout import Names


@dataclass(frozen=True, slots=True)
class AskedPack:
    """What a form asks for; `known_at` None is the newest checkpoint."""

    as_of: date
    names: Names
    known_at: int | None


def read_asked(form: Mapping[str, str], *, today: date) -> AskedPack:
    """Return what a form asks for; raise `Invalid` with the sentence for each field. No day means today."""
    faults: dict[str, str] = {}
    as_of, names, known = today, Names.FULL, form.get("known_at", "").strip()
    try:
        if form.get("as_of", "").strip():
            as_of = read_day(form["as_of"], field="as_of")
    except Invalid as error:
        faults.update(error.fields)
    if form.get("names", Names.FULL.value) in set(Names):
        names = Names(form.get("names", Names.FULL.value))
    else:
        faults["names"] = _("Choose how people are shown.")
    if known and not (known.isascii() and known.isdecimal() and len(known) < 10):
        faults["known_at"] = _("Choose a checkpoint from the list, or the newest.")
    if faults:
        raise Invalid(faults)
    return AskedPack(as_of, names, int(known) if known else None)
