"""Is the ledger of an institution whole, and do the tables say what it says?

The ledger is what counts: a completion, certificate or attestation whose row is otherwise than its entry, or that has
none, or an entry whose row is gone, is named by its number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lms.evidence import facts
from lms.evidence.models import Attestation, Certificate, Completion
from lms.institutions.facts import Place, tenures_record
from lms.institutions.models import Member, Tenure
from lms.ledger.canonical import Json, write_day
from lms.ledger.check import Fault, check_log
from lms.ledger.entries import Entry
from lms.ledger.kinds import Kind
from lms.ledger.log import ROWS_AT_ONCE
from lms.ledger.notes import VerifierKey
from lms.ledger.people import erased_people, merged_people

Fact = tuple[str, Mapping[str, Json]]
Facts = dict[str, Mapping[str, Json]]
RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class LedgerState:
    """How a ledger was found: how many entries it has, and what is wrong."""

    size: int
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class _Told:
    """What the entries say should stand in the tables, by what names a row there."""

    completions: Facts = field(default_factory=dict)
    certificates: Facts = field(default_factory=dict)
    attestations: Facts = field(default_factory=dict)
    tenures: Facts = field(default_factory=dict)


def check_ledger(session: Session, *, institution_id: int, verifiers: Sequence[VerifierKey]) -> LedgerState:
    """Look through the log, then compare it with the tables."""
    checked = check_log(session, institution_id=institution_id, verifiers=verifiers)
    entries = checked.entries.values()
    into, erased = merged_people(entries), erased_people(entries)
    told = _replay(entries, into)
    pairs = (
        ("completion", told.completions, _completions(session, institution_id, into)),
        ("certificate", told.certificates, _certificates(session, institution_id, into)),
        ("attestation", told.attestations, _attestations(session, institution_id, into)),
        ("tenures of", told.tenures, _tenures(session, institution_id)),
    )
    faults = [fault for what, expected, rows in pairs for fault in _differences(what, expected, dict(rows), erased)]
    return LedgerState(checked.size, (*checked.faults, *faults))


def _differences(what: str, told: Facts, rows: Facts, erased: frozenset[str]) -> Iterator[Fault]:
    for name in sorted(told.keys() | rows.keys()):
        entry, row = told.get(name), rows.get(name)
        if entry is None:
            yield Fault(what, name, "it stands in the tables, but no entry of the ledger tells of it")
        elif row is None:
            if str(entry.get("person")) not in erased:
                yield Fault(what, name, "the ledger tells of it, but it is gone from the tables")
        elif row != entry:
            changed = ", ".join(key for key in entry if entry[key] != row.get(key))
            yield Fault(what, name, f"it stands in the tables otherwise than in the ledger: {changed}")


def _replay(entries: Iterable[Entry], into: Mapping[str, str]) -> _Told:
    told = _Told()
    for entry in entries:
        body = dict(entry.body)
        if "person" in body:
            body["person"] = into.get(str(body["person"]), body["person"])
        match entry.kind:
            case Kind.COMPLETION:
                told.completions[str(body["id"])] = body
            case Kind.COMPLETION_ENDED if (known := str(body["id"])) in told.completions:
                told.completions[known] = {**told.completions[known], "valid_until": body["on"]}
            case Kind.CERTIFICATE:
                told.certificates[str(body["code"])] = {**body, "revoked_on": None}
            case Kind.CERTIFICATE_REVOKED if (code := str(body["code"])) in told.certificates:
                told.certificates[code] = {**told.certificates[code], "revoked_on": body["on"]}
            case Kind.ATTESTATION:
                told.attestations.setdefault(_attestation_name(body), body)
            case Kind.TENURES if body["tenures"]:
                told.tenures[str(body["person"])] = body
            case Kind.TENURES | Kind.MERGED:
                told.tenures.pop(str(entry.body["person"]), None)
            case _:
                continue
    return told


def _completions(session: Session, institution_id: int, into: Mapping[str, str]) -> Iterator[Fact]:
    query = select(Completion, Member.person_key).join(Member, Member.id == Completion.member_id)
    for row, key in _all(session, query.where(Completion.institution_id == institution_id)):
        yield str(row.id), facts.completion_record(row, person=into.get(key, key)).body


def _certificates(session: Session, institution_id: int, into: Mapping[str, str]) -> Iterator[Fact]:
    query = select(Certificate, Member.person_key).join(Member, Member.id == Certificate.member_id)
    for row, key in _all(session, query.where(Certificate.institution_id == institution_id)):
        body = facts.certificate_record(row, person=into.get(key, key)).body
        yield row.code, {**body, "revoked_on": write_day(row.revoked_on)}


def _attestations(session: Session, institution_id: int, into: Mapping[str, str]) -> Iterator[Fact]:
    query = select(Attestation, Member.person_key).join(Member, Member.id == Attestation.member_id)
    for row, key in _all(session, query.where(Member.institution_id == institution_id)):
        body = facts.attestation_record(row, person=into.get(key, key)).body
        yield _attestation_name(body), body


def _tenures(session: Session, institution_id: int) -> Iterator[Fact]:
    query = select(Tenure, Member.person_key).join(Member, Member.id == Tenure.member_id)
    held: dict[str, list[Place]] = {}
    for row, key in _all(session, query.where(Tenure.institution_id == institution_id)):
        held.setdefault(key, []).append(Place(row.tier, row.branch_id, row.starts_on, row.ends_on))
    for key, places in held.items():
        yield key, tenures_record(key, places).body


def _all(session: Session, query: Select[RowT, str]) -> Iterator[tuple[RowT, str]]:
    """Give rows as they stand in the database now, not as this session may remember them."""
    for row in session.execute(query.execution_options(populate_existing=True, yield_per=ROWS_AT_ONCE)):
        yield row[0], row[1]


def _attestation_name(body: Mapping[str, Json]) -> str:
    return f"{body['person']} {body['module']} {body['edition']}"
