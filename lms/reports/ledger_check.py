"""Is the ledger of an institution whole, and do the tables say what it says?

The ledger is what counts: a row of the tables that is otherwise than its entries, or that has none, or an entry whose
row is gone, is named.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lms.ledger.check import Fault, check_log
from lms.ledger.log import list_openings
from lms.ledger.notes import VerifierKey
from lms.ledger.people import erased_people
from lms.reports import ledger_rows as rows
from lms.reports import ledger_told as entries_tell
from lms.reports.ledger_rows import Fact
from lms.reports.ledger_told import Facts, Told, named


@dataclass(frozen=True, slots=True)
class LedgerState:
    """How a ledger was found: how many entries it has, what is wrong, and how many checkpoints sign no time."""

    size: int
    faults: tuple[Fault, ...]
    untimed: int


def check_ledger(session: Session, *, institution_id: int, verifiers: Sequence[VerifierKey]) -> LedgerState:
    """Look through the log, then compare it with the tables."""
    checked = check_log(session, institution_id=institution_id, verifiers=verifiers)
    entries = checked.entries.values()
    told = entries_tell.replay(entries, list_openings(session, institution_id=institution_id))
    erased = erased_people(entries)
    faults = [
        fault
        for what, expected, found in _pairs(session, institution_id, told)
        for fault in _differences(what, expected, dict(found), erased)
    ]
    return LedgerState(checked.size, (*checked.faults, *faults), checked.untimed)


def _pairs(session: Session, institution_id: int, told: Told) -> Iterator[tuple[str, Facts, Iterable[Fact]]]:
    """Give what the entries tell of each table, and what stands in it."""
    here = (session, institution_id)
    yield "institution", told.institution, rows.institution(*here)
    yield "branch", told.branches, rows.branches(*here)
    yield "person", told.people, rows.people(*here)
    yield "requirement", entries_tell.requirements(told), rows.requirements(*here)
    yield "completion", told.completions, rows.completions(*here, told.into)
    yield "certificate", told.certificates, rows.certificates(*here, told.into)
    yield "attestation", named(told.attestations), rows.attestations(*here)
    yield "waiver", told.waivers, rows.waivers(*here, told.into)
    yield "session", told.sessions, rows.sessions(*here)
    yield "attendance of", named(told.attendances), rows.attendances(*here)
    yield "board meeting", told.meetings, rows.meetings(*here)
    yield "roll-call of", named(told.rolls), rows.rolls(*here)
    yield "resolution", told.resolutions, rows.resolutions(*here)
    yield "key correction", told.corrections, rows.corrections(*here)
    yield "tenures of", told.tenures, rows.tenures(*here)


def _differences(what: str, told: Facts, found: Facts, erased: frozenset[str]) -> Iterator[Fault]:
    for name in sorted(told.keys() | found.keys()):
        entry, row = told.get(name), found.get(name)
        if entry is None:
            yield Fault(what, name, "it stands in the tables, but no entry of the ledger tells of it")
        elif row is None:
            if str(entry.get("person")) not in erased:
                yield Fault(what, name, "the ledger tells of it, but it is gone from the tables")
        elif changed := ", ".join(key for key in entry if entry[key] != row.get(key)):
            yield Fault(what, name, f"it stands in the tables otherwise than in the ledger: {changed}")
