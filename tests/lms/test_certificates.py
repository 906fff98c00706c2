"""Certificates stand on facts: none without, one for each, revoked and corrected but never changed."""

import json
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.errors import Conflict, Invalid, NotFound
from lms.evidence import service as evidence
from lms.evidence.certificates import (
    Attended,
    Issued,
    Names,
    issue_attendance_certificate,
    issue_certificate,
    keep_credentials,
    reissue_certificate,
    revoke_certificate,
    withdraw_certificate,
)
from lms.evidence.models import Certificate, Completion
from lms.evidence.rules import ALPHABET, certificate_code, check_letter, is_code, read_code
from lms.evidence.waivers import NewWaiver, grant_waiver, withdraw_waiver
from lms.facilitation.models import Attendance
from lms.facilitation.registers import Line
from lms.facilitation.sessions import SessionPlan, plan_session
from lms.reports.certificate import (
    CertificateState,
    find_certificate,
    get_certificate,
    list_certificates_of,
    list_revoked_credentials,
)
from lms.reports.certificates import CertificateQuery, each_certificate, list_codes, read_certificates
from lms.workflows.erase_person import Whom, erase_person
from lms.workflows.keep_register import Keeper, keep_register
from tests.worlds import House, Person, World, make_world

NOW = datetime(2026, 11, 22, 6, 42, tzinfo=UTC)
TODAY = date(2026, 11, 22)
SEED = "a secret of this instance"
ISSUED = Issued("Amina Kamau", "Valley Microfinance", "Complaints", "field", "en", "أمينة كاماو")
OFTEN = settings(max_examples=15, suppress_health_check=list(HealthCheck))


def field(world: World) -> tuple[House, Person]:
    return world.valley, world.valley.people["field"]


def complete(
    session: Session, house: House, person: Person, *, source: str = "quiz", percent: int | None = 90, on: date = TODAY
) -> Completion:
    return evidence.add_completion(
        session,
        institution_id=house.id,
        member_id=person.member_id,
        module_id="complaints",
        edition="0123456789ab",
        language="en",
        source=source,
        source_id=str(uuid.uuid4()),
        percent=percent,
        completed_at=NOW,
        completed_on=on,
        valid_until=date(on.year + 1, on.month, on.day),
        now=NOW,
    )


def certify(session: Session, world: World, **terms: object) -> str:
    house, person = field(world)
    completion = complete(session, house, person, **terms)
    return issue_certificate(session, completion=completion, issued=ISSUED, seed=SEED, now=NOW)


def attended(house: House, person: Person, *, minutes: int = 85, attendance_id: int = 7) -> Attended:
    return Attended(
        attendance_id, "s-1", house.id, person.member_id, "complaints", "0123456789ab", TODAY, minutes, 90, 72
    )


def entries(session: Session, house: House, kind: str) -> list[dict]:
    query = "select line from ledger_entry where institution_id = :house and kind = :kind order by seq"
    found = session.execute(text(query), {"house": house.id, "kind": kind})
    return [json.loads(line)["body"] for line in found.scalars()]


@pytest.fixture
def world(session: Session) -> World:
    return make_world(session, now=NOW)


def test_what_is_issued_is_what_is_read(session: Session, world: World) -> None:
    code = certify(session, world)
    found = get_certificate(session, code=code.lower())

    assert is_code(code)
    assert (found.member_name, found.member_name_other) == ("Amina Kamau", "أمينة كاماو")
    assert (found.kind, found.tier, found.language, found.module_title) == ("competence", "field", "en", "Complaints")
    assert (found.earned_on, found.issued_on, found.valid_until) == (TODAY, TODAY, date(2027, 11, 22))
    assert (found.percent, found.minutes, found.edition) == (90, None, "0123456789ab")
    assert uuid.UUID(found.credential_id).version == 4


def test_names_title_and_end_stay_when_the_member_and_the_completion_change(session: Session, world: World) -> None:
    code = certify(session, world)
    before = get_certificate(session, code=code)
    session.execute(text("update member set name = 'Another', name_other = 'Other'"))
    session.execute(text("update completion set valid_until = '2040-01-01'"))

    assert get_certificate(session, code=code) == before


def test_the_ledger_is_told_and_names_stand_apart(session: Session, world: World) -> None:
    house, _ = field(world)
    code = certify(session, world)
    revoke_certificate(session, institution_id=house.id, code=code, reason="Wrong person.", on=TODAY, now=NOW)

    (entry,) = entries(session, house, "certificate")
    (completion,) = entries(session, house, "completion")
    assert (entry["code"], entry["kind"], entry["person"]) == (code, "competence", completion["person"])
    assert (entry["completion"], entry["attendance"]) == (completion["id"], None)
    assert "Amina" not in json.dumps(entry)
    assert entries(session, house, "certificate_revoked") == [{"code": code, "on": "2026-11-22"}]
    private = [json.loads(one) for one in session.execute(text("select payload from ledger_private")).scalars()]
    assert {"name": "Amina Kamau", "name_other": "أمينة كاماو"} in private
    assert {"reason": "Wrong person."} in private


@pytest.mark.parametrize(("source", "percent"), [("waiver", None), ("change", None), ("board", None), ("quiz", None)])
def test_a_completion_without_a_test_gives_no_certificate(
    session: Session, world: World, source: str, percent: int | None
) -> None:
    with pytest.raises(Conflict, match="needs a passed test"):
        certify(session, world, source=source, percent=percent)
    assert session.execute(select(Certificate)).first() is None


def test_a_completion_that_was_taken_back_gives_no_certificate(session: Session, world: World) -> None:
    completion = complete(session, *field(world))
    completion.valid_until = completion.completed_on
    with pytest.raises(Conflict, match="taken back"):
        issue_certificate(session, completion=completion, issued=ISSUED, seed=SEED, now=NOW)


def test_a_completion_has_one_certificate(session: Session, world: World) -> None:
    completion = complete(session, *field(world))
    issue_certificate(session, completion=completion, issued=ISSUED, seed=SEED, now=NOW)
    with pytest.raises(Conflict, match="already"):
        issue_certificate(session, completion=completion, issued=ISSUED, seed=SEED, now=NOW)


def test_the_table_itself_refuses_a_second_one_while_the_first_stands(session: Session, world: World) -> None:
    certify(session, world)
    row = session.execute(select(Certificate)).scalars().one()
    columns = [column.name for column in Certificate.__table__.columns if column.name != "id"]
    values = {name: getattr(row, name) for name in columns} | {"code": "ANOTHER", "credential_id": str(uuid.uuid4())}
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(insert(Certificate).values(**values))
    session.execute(update(Certificate).values(revoked_at=NOW, revoked_on=TODAY))
    session.execute(insert(Certificate).values(**values))

    assert session.execute(select(func.count(Certificate.id))).scalar() == 2


def test_attendance_needs_its_minutes(session: Session, world: World) -> None:
    house, person = field(world)
    short = attended(house, person, minutes=71)
    with pytest.raises(Conflict, match="71 minutes; the session asks for 72"):
        issue_attendance_certificate(session, attended=short, issued=ISSUED, seed=SEED, now=NOW)

    code = issue_attendance_certificate(
        session, attended=attended(house, person), issued=ISSUED, seed=SEED, now=NOW, issued_on=date(2026, 11, 30)
    )
    found = get_certificate(session, code=code)
    assert (found.kind, found.minutes, found.session_minutes) == ("attendance", 85, 90)
    assert (found.earned_on, found.issued_on, found.valid_until) == (TODAY, date(2026, 11, 30), None)
    assert found.percent is None
    assert entries(session, house, "certificate")[0]["attendance"] == "s-1"


def test_a_revoked_certificate_says_since_when_and_stays(session: Session, world: World) -> None:
    house, person = field(world)
    code = certify(session, world)
    revoke_certificate(session, institution_id=house.id, code=code, reason=" Wrong \n person ", on=TODAY, now=NOW)
    found = get_certificate(session, code=code)

    assert (found.state(TODAY), found.revoked_on) == (CertificateState.REVOKED, TODAY)
    assert found.revoked_reason == "Wrong person"
    assert [one.code for one in list_certificates_of(session, member_id=person.member_id)] == [code]
    assert list_revoked_credentials(session) == (found.credential_id,)
    with pytest.raises(Conflict, match="revoked already"):
        revoke_certificate(session, institution_id=house.id, code=code, reason="Again", on=TODAY, now=NOW)


def test_revoking_needs_a_reason_a_possible_day_and_a_certificate_of_this_house(session: Session, world: World) -> None:
    code = certify(session, world)
    terms = {"code": code, "on": TODAY, "now": NOW}
    with pytest.raises(Invalid) as caught:
        revoke_certificate(session, institution_id=world.valley.id, reason="  ", **terms)
    assert set(caught.value.fields) == {"reason"}
    with pytest.raises(Invalid) as caught:
        revoke_certificate(
            session, institution_id=world.valley.id, reason="x", **{**terms, "on": TODAY - timedelta(days=1)}
        )
    assert set(caught.value.fields) == {"on"}
    with pytest.raises(NotFound):
        revoke_certificate(session, institution_id=world.harbour.id, reason="x", **terms)


def test_a_misspelt_name_is_corrected_by_a_new_certificate_in_place_of_the_old(session: Session, world: World) -> None:
    house, _ = field(world)
    old = certify(session, world)
    later = date(2026, 12, 1)
    terms = {"institution_id": house.id, "reason": "Misspelt", "seed": SEED, "on": later, "now": NOW}
    new = reissue_certificate(session, code=old, names=Names(" Aminah  Kamau "), **terms)
    third = reissue_certificate(session, code=new, names=Names("Amina Kamau-Odhiambo", "أمينة"), **terms)

    first, second, last = (get_certificate(session, code=code) for code in (old, new, third))
    assert len({old, new, third}) == 3
    assert [one.state(later) for one in (first, second, last)] == [
        CertificateState.REVOKED,
        CertificateState.REVOKED,
        CertificateState.VALID,
    ]
    assert (second.member_name, second.member_name_other) == ("Aminah Kamau", "")
    assert (last.member_name, last.issued_on, last.earned_on) == ("Amina Kamau-Odhiambo", later, TODAY)
    assert (last.valid_until, last.module_title, last.percent) == (first.valid_until, first.module_title, 90)
    assert len(entries(session, house, "certificate")) == 3
    with pytest.raises(Invalid):
        reissue_certificate(session, code=third, names=Names(" "), **terms)
    with pytest.raises(Conflict):
        reissue_certificate(session, code=old, names=Names("Somebody"), **terms)


def test_renewing_gives_a_new_certificate_and_the_old_one_stays_to_be_checked(session: Session, world: World) -> None:
    old = certify(session, world, on=date(2025, 11, 1))
    new = certify(session, world)

    assert get_certificate(session, code=old).state(TODAY) is CertificateState.EXPIRED
    assert get_certificate(session, code=new).state(TODAY) is CertificateState.VALID


def test_the_last_day_is_valid_and_the_next_is_not(session: Session, world: World) -> None:
    found = get_certificate(session, code=certify(session, world))

    assert found.state(date(2027, 11, 21)) is CertificateState.VALID
    assert found.state(date(2027, 11, 22)) is CertificateState.EXPIRED


def test_once_its_holder_is_erased_a_certificate_names_nobody(session: Session, world: World) -> None:
    house, person = field(world)
    code = certify(session, world)
    keep_credentials(session, credentials={code: '{"signed": true}'})
    erase_person(session, Whom(house.id, person.member_id, TODAY), now=NOW)
    session.flush()
    found = get_certificate(session, code=code)

    assert found.state(TODAY) is CertificateState.ERASED
    assert (found.credential, found.member_name_other) == ("", "")
    assert "Amina" not in found.member_name


def test_a_credential_is_kept_once(session: Session, world: World) -> None:
    code = certify(session, world)
    keep_credentials(session, credentials={code: "first"})
    keep_credentials(session, credentials={code: "second"})

    assert get_certificate(session, code=code).credential == "first"


def test_withdrawing_what_has_no_certificate_does_nothing(session: Session, world: World) -> None:
    completion = complete(session, *field(world), source="waiver", percent=None)

    assert withdraw_certificate(session, reason="x", on=TODAY, now=NOW, completion_id=completion.id) is None
    assert withdraw_certificate(session, reason="x", on=TODAY, now=NOW, attendance_id=4711) is None


def test_the_list_narrows_counts_and_pages(session: Session, world: World) -> None:
    house, person = field(world)
    codes = [certify(session, world, on=TODAY - timedelta(days=200 * number)) for number in range(4)]
    shown = attended(house, person)
    codes.append(issue_attendance_certificate(session, attended=shown, issued=ISSUED, seed=SEED, now=NOW))
    revoke_certificate(session, institution_id=house.id, code=codes[1], reason="x", on=TODAY, now=NOW)
    query = CertificateQuery(institution_id=house.id, today=TODAY)

    def found(**terms: object) -> list[str]:
        return [row.code for row in each_certificate(session, replace(query, **terms))]

    whole = read_certificates(session, query, limit=2, offset=0)
    assert (whole.total, len(whole.rows)) == (5, 2)
    assert {state.value: count for state, count in whole.counts.items()} == {
        "valid": 2, "expired": 2, "revoked": 1, "erased": 0,
    }  # fmt: skip
    assert found() == [codes[4], codes[0], codes[1], codes[2], codes[3]]
    assert found(kind="attendance") == [codes[4]]
    assert found(state=CertificateState.REVOKED) == [codes[1]]
    assert found(since=TODAY) == [codes[4], codes[0]]
    assert found(until=TODAY - timedelta(days=400)) == [codes[2], codes[3]]
    assert found(tier="board") == []
    assert len(found(branch_id=house.branch_id)) == 5
    assert found(branch_id=house.other_branch_id) == []
    assert found(module_id="pricing") == []
    assert sorted(list_codes(session, query, most=100)) == sorted(code for code in codes if code != codes[1])
    assert len(list_codes(session, query, most=2)) == 3
    assert list_codes(session, CertificateQuery(institution_id=world.harbour.id, today=TODAY), most=9) == ()
    row = next(each_certificate(session, replace(query, kind="attendance")))
    assert (row.branch, row.staff_code, row.minutes, row.name_other) == ("Main Street", "V005", 85, "أمينة كاماو")


steps = st.lists(
    st.one_of(
        st.tuples(st.just("pass"), st.integers(0, 100)),
        st.tuples(st.just("attend"), st.integers(0, 90), st.none() | st.integers(0, 100)),
        st.tuples(st.just("waive")),
        st.tuples(st.just("withdraw waiver")),
        st.tuples(st.just("revoke"), st.integers(0, 20)),
        st.tuples(st.just("reissue"), st.integers(0, 20)),
        st.tuples(st.just("certify a waiver")),
        st.tuples(st.just("certify a line"), st.integers(0, 90)),
    ),
    max_size=14,
)


@OFTEN
@given(steps=steps)
def test_no_certificate_stands_without_the_fact_behind_it(session: Session, steps: list[tuple]) -> None:
    session.rollback()
    story = Story(session)
    for step in steps:
        story.take(*step)
    session.flush()

    for certificate in session.execute(select(Certificate)).scalars():
        if certificate.revoked_at is None:
            _check_stands(session, certificate)
    for fact in (Certificate.completion_id, Certificate.attendance_id):
        standing = select(fact).where(fact.is_not(None), Certificate.revoked_at.is_(None))
        found = session.execute(standing).scalars().all()
        assert len(found) == len(set(found))
    told = {one["code"] for one in entries(session, story.house, "certificate")}
    revoked = {one["code"] for one in entries(session, story.house, "certificate_revoked")}
    rows = session.execute(select(Certificate.code, Certificate.revoked_at)).all()
    assert told == {row.code for row in rows}
    assert revoked == {row.code for row in rows if row.revoked_at is not None}
    session.rollback()


def _check_stands(session: Session, certificate: Certificate) -> None:
    if certificate.kind == "competence":
        completion = session.get(Completion, certificate.completion_id)
        assert completion is not None
        assert completion.source in {"quiz", "session"}
        assert completion.percent is not None
        assert completion.valid_until != completion.completed_on
        assert completion.member_id == certificate.member_id
        assert (completion.module_id, completion.edition) == (certificate.module_id, certificate.edition)
    else:
        line = session.get(Attendance, certificate.attendance_id)
        assert line is not None
        assert line.minutes == certificate.minutes
        assert line.minutes >= 72
        assert line.member_id == certificate.member_id


class Story:
    """What may happen to one member, in any order; what is refused changes nothing."""

    def __init__(self, session: Session) -> None:
        self.session = session
        world = make_world(session, now=NOW)
        self.house, self.person = field(world)
        self.session_id = str(uuid.uuid4())
        starts_at = NOW - timedelta(hours=3)
        plan = SessionPlan(
            "complaints", "0123456789ab", "en", "Complaints", "in_person", starts_at, "Africa/Nairobi", 90, 72
        )
        plan_session(
            session, institution_id=self.house.id, session_id=self.session_id, plan=plan, account_id=None, now=NOW
        )

    def take(self, what: str, *terms: int | None) -> None:
        try:
            getattr(self, what.replace(" ", "_"))(*terms)
        except (Conflict, NotFound, Invalid):
            return

    def attend(self, minutes: int, percent: int | None) -> None:
        keeper = Keeper(self.house.id, None, "keyed", "Complaints", SEED)
        line = Line(self.person.member_id, minutes, percent)
        keep_register(self.session, keeper=keeper, session_id=self.session_id, lines=[line], now=NOW)

    def waive(self) -> None:
        new = NewWaiver(
            str(uuid.uuid4()), self.person.member_id, "complaints", "0123456789ab", "en", "Long practice", "Board", None
        )
        grant_waiver(self.session, institution_id=self.house.id, new=new, granted_by_id=None, today=TODAY, now=NOW)

    def withdraw_waiver(self) -> None:
        waiver = self.session.execute(text("select id from waiver order by id limit 1")).scalar()
        withdraw_waiver(
            self.session, institution_id=self.house.id, waiver_id=str(waiver), reason="x", today=TODAY, now=NOW
        )

    def revoke(self, number: int) -> None:
        code = self._code(number)
        revoke_certificate(self.session, institution_id=self.house.id, code=code, reason="x", on=TODAY, now=NOW)

    def reissue(self, number: int) -> None:
        reissue_certificate(
            self.session,
            institution_id=self.house.id,
            code=self._code(number),
            names=Names("Right Name"),
            reason="x",
            seed=SEED,
            on=TODAY,
            now=NOW,
        )

    def certify_a_waiver(self) -> None:
        waived = self.session.execute(select(Completion).where(Completion.source == "waiver")).scalars().first()
        if waived is not None:
            issue_certificate(self.session, completion=waived, issued=ISSUED, seed=SEED, now=NOW)

    def certify_a_line(self, minutes: int) -> None:
        line = self.session.execute(select(Attendance)).scalars().first()
        if line is not None:
            said = attended(self.house, self.person, minutes=line.minutes, attendance_id=line.id)
            issue_attendance_certificate(self.session, attended=said, issued=ISSUED, seed=SEED, now=NOW)

    def _code(self, number: int) -> str:
        codes = self.session.execute(select(Certificate.code).order_by(Certificate.id)).scalars().all()
        if not codes:
            raise NotFound("none yet")
        return codes[number % len(codes)]


def _pass(self: Story, percent: int) -> None:
    """Pass a quiz, or not."""
    if percent >= 80:
        completion = complete(self.session, self.house, self.person, percent=percent)
        issue_certificate(self.session, completion=completion, issued=ISSUED, seed=SEED, now=NOW)


setattr(Story, "pass", _pass)


@given(seed=st.text(max_size=20), place=st.integers(0, 11), letter=st.sampled_from(ALPHABET))
def test_one_wrong_letter_shows(seed: str, place: int, letter: str) -> None:
    code = certificate_code(seed)

    assert is_code(code[:place] + letter + code[place + 1 :]) == (letter == code[place])


@given(seed=st.text(max_size=20), first=st.integers(0, 11), second=st.integers(0, 11))
def test_two_letters_swapped_show(seed: str, first: int, second: int) -> None:
    code = certificate_code(seed)
    letters = list(code)
    letters[first], letters[second] = letters[second], letters[first]

    assert is_code("".join(letters)) == ("".join(letters) == code)


def test_a_code_is_read_however_it_is_typed(session: Session, world: World) -> None:
    code = certify(session, world)
    grouped = "-".join((code[:4], code[4:8], code[8:]))

    for typed in (code.lower(), grouped, f"  {grouped.replace('-', ' ')} ", grouped.replace("-", "–")):
        assert read_code(typed) == code
        assert find_certificate(session, code=typed) is not None
    assert not is_code("")
    assert not is_code("0" * 12)
    assert find_certificate(session, code="X" * 500) is None
    assert len(check_letter("ABC")) == 1
