"""What the ledger is told of an institution and its people, as records; pure. docs/ledger.md says what each holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lms.ledger.canonical import Json, write_day
from lms.ledger.entries import Record
from lms.ledger.kinds import Kind


@dataclass(frozen=True, slots=True)
class Person:
    """Who a person is to the ledger: `key` for everybody, her names and code apart from the chain."""

    member_id: int
    key: str
    name: str
    name_other: str
    staff_code: str


@dataclass(frozen=True, slots=True)
class Place:
    """A tenure as the ledger holds it."""

    tier: str
    branch_id: int
    starts_on: date
    ends_on: date | None


def institution_record(*, name: str, zone: str, language: str, is_invented: bool) -> Record:
    """Return what an institution says of itself that evidence rests on."""
    return Record(Kind.INSTITUTION, {"name": name, "zone": zone, "language": language, "is_invented": is_invented})


def branch_record(*, branch_id: int, name: str) -> Record:
    """Return a branch and what it is called from now on."""
    return Record(Kind.BRANCH, {"branch": branch_id, "name": name})


def person_record(person: Person) -> Record:
    """Return a person, who she is only in the private part."""
    private: dict[str, Json] = {"name": person.name, "name_other": person.name_other, "staff_code": person.staff_code}
    return Record(Kind.PERSON, {"person": person.key}, private=private, member_id=person.member_id)


def tenures_record(person_key: str, places: Sequence[Place]) -> Record:
    """Return the whole history of a person's places, in place of the one told before."""
    rows = [
        [place.tier, place.branch_id, write_day(place.starts_on), write_day(place.ends_on)]
        for place in sorted(places, key=lambda place: place.starts_on)
    ]
    return Record(Kind.TENURES, {"person": person_key, "tenures": rows})


def merged_record(person_key: str, *, into: str) -> Record:
    """Return that one person's facts count for another from now on."""
    return Record(Kind.MERGED, {"person": person_key, "into": into})
