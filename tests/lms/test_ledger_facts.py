"""What counts is in the ledger, and what the tables say otherwise is found and named."""

import json
from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.evidence import certificates, editions
from lms.evidence import service as evidence
from lms.evidence.editions import EditionText
from lms.institutions import service as institutions
from lms.institutions import tenures
from lms.ledger import service as ledger
from lms.reports.ledger_check import check_ledger

TEXT = EditionText(title="Complaints", content="# Complaints\n")


class House:
    """An institution with a member who learns."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session, self.now = session, now
        profile = institutions.Profile("North Bank")
        self.id = institutions.create_institution(session, slug="north", profile=profile, now=now).id
        self.branch_id = institutions.add_branch(session, institution_id=self.id, name="Main", now=now).id
        self.member_id = self.join("7")

    def join(self, code: str) -> int:
        member = institutions.add_member(
            self.session, institution_id=self.id, staff_code=code, name="Amina Diallo", now=self.now
        )
        tenures.start_tenure(
            self.session,
            institution_id=self.id,
            member_id=member.id,
            tier=Tier.FIELD,
            branch_id=self.branch_id,
            starts_on=date(2025, 1, 1),
            now=self.now,
        )
        return member.id

    def complete(self, source_id: str = "q1", *, member_id: int = 0):  # type: ignore[no-untyped-def]
        return evidence.add_completion(
            self.session,
            institution_id=self.id,
            member_id=member_id or self.member_id,
            module_id="complaints",
            edition="abc",
            language="en",
            source="quiz",
            source_id=source_id,
            percent=90,
            completed_at=self.now,
            completed_on=self.now.date(),
            valid_until=date(2027, 3, 2),
        )

    def entries(self) -> list[dict]:  # type: ignore[type-arg]
        return [json.loads(one.line) for one in ledger.list_entries(self.session, institution_id=self.id)]

    def kinds(self) -> list[str]:
        return [entry["kind"] for entry in self.entries()]

    def faults(self) -> list[str]:
        self.session.flush()
        return [str(one) for one in check_ledger(self.session, institution_id=self.id, verifiers=()).faults]


@pytest.fixture
def house(session: Session, now: datetime) -> House:
    return House(session, now)


def test_people_and_their_places_are_told_as_they_change(house: House) -> None:
    here = {"institution_id": house.id, "member_id": house.member_id}
    who = {"staff_code": "7", "name": "Amina Diallo"}
    institutions.change_member(house.session, **here, **who, email="a@example.org", now=house.now)
    assert house.kinds() == ["institution", "branch", "person", "tenures"]

    institutions.change_member(house.session, **here, **who | {"name": "Amina Ba"}, email="", now=house.now)
    tenures.leave(house.session, **here, on=date(2026, 1, 1), now=house.now)
    tenures.leave(house.session, **here, on=date(2026, 1, 1), now=house.now)
    institutions.rename_branch(
        house.session, institution_id=house.id, branch_id=house.branch_id, name="Port", now=house.now
    )
    institutions.change_institution(
        house.session, institution_id=house.id, profile=institutions.Profile("North Bank", hotline="1"), now=house.now
    )

    assert house.kinds()[4:] == ["person", "tenures", "branch"]
    assert house.entries()[5]["body"]["tenures"] == [["field", house.branch_id, "2025-01-01", "2026-01-01"]]
    assert house.faults() == []


def test_an_edition_is_told_once_with_the_hash_of_its_text(house: House) -> None:
    editions.keep_edition(house.session, module_id="complaints", edition="abc", language="en", text=TEXT)
    house.complete()
    house.complete("q2", member_id=house.join("8"))

    assert house.kinds().count("edition") == 1
    body = next(entry["body"] for entry in house.entries() if entry["kind"] == "edition")
    assert body == {
        "module": "complaints",
        "edition": "abc",
        "language": "en",
        "title": "Complaints",
        "sha256": "878170916fadf9eeabd75111717f1c3ca3098ce5f638f276c2709371cbdf5d96",
    }
    assert house.session.execute(text("SELECT sha256 FROM edition_copy")).scalar_one() == body["sha256"]


def issue(house: House) -> None:
    issued = certificates.Issued("Amina Diallo", "North Bank", "Complaints", "field", "en")
    certificates.issue_certificate(
        house.session, completion=house.complete(), issued=issued, seed="s" * 40, now=house.now
    )


def commit(house: House) -> None:
    pledge = evidence.Pledge("introduction", "xyz", "I will.", "Amina Diallo", "field", "en")
    assert evidence.attest(house.session, member_id=house.member_id, pledge=pledge, now=house.now)
    assert not evidence.attest(house.session, member_id=house.member_id, pledge=pledge, now=house.now)


def test_certificates_and_commitments_are_told_without_names(house: House) -> None:
    issue(house)
    commit(house)

    assert house.kinds()[4:] == ["edition", "completion", "certificate", "attestation"]
    assert "Amina" not in json.dumps(house.entries())
    assert house.faults() == []


@pytest.mark.parametrize(
    ("make", "tamper", "named"),
    [
        (issue, "UPDATE completion SET valid_until = '2028-01-01'", "otherwise than in the ledger: valid_until"),
        (issue, "UPDATE completion SET percent = 91", "otherwise than in the ledger: percent"),
        (issue, "DELETE FROM certificate", "the ledger tells of it, but it is gone from the tables"),
        (issue, "UPDATE certificate SET module_title = 'Privacy'", "otherwise than in the ledger: title"),
        (
            issue,
            "UPDATE certificate SET revoked_at = issued_at, revoked_on = '2026-03-03'",
            "otherwise than in the ledger: revoked_on",
        ),
        (commit, "UPDATE attestation SET sentence = 'I may.'", "otherwise than in the ledger: sentence"),
        (commit, "DELETE FROM attestation", "the ledger tells of it, but it is gone from the tables"),
        (commit, "UPDATE tenure SET tier = 'board'", "otherwise than in the ledger: tenures"),
        (
            commit,
            "INSERT INTO completion (institution_id, member_id, module_id, edition, language, source, source_id,"
            " completed_at, completed_on) SELECT institution_id, id, 'privacy', 'e', 'en', 'quiz', 'forged',"
            " created_at, '2026-03-01' FROM member",
            "it stands in the tables, but no entry of the ledger tells of it",
        ),
    ],
)
def test_a_table_that_says_otherwise_is_named(
    house: House, make: Callable[[House], None], tamper: str, named: str
) -> None:
    make(house)
    assert house.faults() == []

    house.session.execute(text(tamper))

    (fault,) = house.faults()
    assert fault.endswith(named)


def test_a_completion_that_was_taken_back_leaves_no_entry(house: House) -> None:
    house.session.commit()
    before = house.entries()

    house.complete()
    house.session.rollback()

    assert house.entries() == before
