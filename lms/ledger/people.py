"""By which key the ledger knows a person, and what became of her.

The institutions feature stands above: its table is known here by name alone.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

from lms.errors import NotFound
from lms.ledger.entries import Entry
from lms.ledger.kinds import Kind

MEMBER = table("member", column("id"), column("institution_id"), column("person_key"))
MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A member as the ledger knows her."""

    member_id: int
    institution_id: int
    key: str


def get_person(session: Session, *, member_id: int) -> KnownPerson:
    """Return the key of a member and the institution whose log speaks of her."""
    query = select(MEMBER.c.institution_id, MEMBER.c.person_key).where(MEMBER.c.id == member_id)
    row = session.execute(query).first()
    if row is None:
        raise NotFound("There is no such person.")
    return KnownPerson(member_id, row[0], row[1])


def list_keys(session: Session, member_ids: Iterable[int]) -> dict[int, str]:
    """Return the keys of several members by their ids."""
    wanted = sorted(set(member_ids))
    query = select(MEMBER.c.id, MEMBER.c.person_key)
    parts = (wanted[start : start + MOST_AT_ONCE] for start in range(0, len(wanted), MOST_AT_ONCE))
    return {row[0]: row[1] for part in parts for row in session.execute(query.where(MEMBER.c.id.in_(part)))}


def merged_people(entries: Iterable[Entry]) -> dict[str, str]:
    """Return into whom each merged person went in the end, by key."""
    into = {str(entry.body["person"]): str(entry.body["into"]) for entry in entries if entry.kind is Kind.MERGED}
    return {person: _last(into, person) for person in into}


def erased_people(entries: Collection[Entry]) -> frozenset[str]:
    """Return who was erased, also by being merged into somebody who was."""
    erased = {str(entry.body["person"]) for entry in entries if entry.kind is Kind.ERASED}
    return frozenset(erased | {person for person, into in merged_people(entries).items() if into in erased})


def person_of(entries: Iterable[Entry]) -> dict[int, str]:
    """Return of whom each entry speaks, by number, also where it names only her certificate or waiver."""
    owners: dict[int, str] = {}
    holders: dict[tuple[str, object], str] = {}
    for entry in entries:
        person = entry.body.get("person")
        if entry.kind is Kind.CERTIFICATE_REVOKED:
            person = holders.get(("certificate", entry.body.get("code")))
        elif entry.kind is Kind.WAIVER_WITHDRAWN:
            person = holders.get(("waiver", entry.body.get("id")))
        if not isinstance(person, str):
            continue
        owners[entry.seq] = person
        name = entry.body.get("code") if entry.kind is Kind.CERTIFICATE else entry.body.get("id")
        holders[(entry.kind.value, name)] = person
    return owners


def _last(into: dict[str, str], person: str) -> str:
    seen = {person}
    while (following := into.get(person)) is not None and following not in seen:
        seen.add(following)
        person = following
    return person
