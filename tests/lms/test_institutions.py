from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from lms.accounts.service import create_account
from lms.errors import Conflict, Invalid, NotFound
from lms.institutions import networks, rules, service
from lms.institutions.models import Member
from lms.institutions.service import KnownInstitution, Profile


@pytest.fixture
def north(session: Session, now: datetime) -> KnownInstitution:
    return service.create_institution(session, slug="north", profile=Profile(name="North Bank"), now=now)


def test_an_institution_is_found_by_its_slug(session: Session, north: KnownInstitution) -> None:
    assert service.get_institution(session, slug="north") == north
    with pytest.raises(NotFound, match="no institution “south”"):
        service.get_institution(session, slug="south")


def test_a_slug_is_given_once(session: Session, north: KnownInstitution, now: datetime) -> None:
    with pytest.raises(Conflict, match="an institution “north” already"):
        service.create_institution(session, slug="north", profile=Profile(name="Other"), now=now)


def test_a_network_slug_is_given_once(session: Session, now: datetime) -> None:
    networks.create_network(session, slug="association", name="Association", now=now)
    assert networks.get_network(session, slug="association").name == "Association"
    with pytest.raises(Conflict):
        networks.create_network(session, slug="association", name="Association", now=now)


def test_an_unknown_network_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        networks.get_network(session, slug="nowhere")


def test_the_profile_is_kept_in_its_tidy_form(session: Session, north: KnownInstitution, now: datetime) -> None:
    changed = service.change_institution(
        session,
        institution_id=north.id,
        profile=Profile(
            name=" North   Bank ", zone="Asia/Manila", currency="php", colour="#1F6F5C", hotline="0800 12 34"
        ),
        now=now,
    )

    assert changed.profile == Profile("North Bank", "en", "Asia/Manila", "PHP", "0800 12 34", "#1f6f5c")


@pytest.mark.parametrize(
    ("profile", "field"),
    [
        (Profile(name=" "), "name"),
        (Profile(name="x" * 201), "name"),
        (Profile(name="A\x00B"), "name"),
        (Profile(name="N", zone="Mars/Olympus"), "zone"),
        (Profile(name="N", zone="../../etc/passwd"), "zone"),
        (Profile(name="N", currency="EURO"), "currency"),
        (Profile(name="N", colour="green"), "colour"),
    ],
)
def test_a_profile_that_cannot_be_used_names_its_field(
    session: Session, profile: Profile, field: str, now: datetime
) -> None:
    with pytest.raises(Invalid) as refused:
        service.create_institution(session, slug="new", profile=profile, now=now)

    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize("slug", ["", "North", "north bank", "-north", "north-", "7north", "n" * 65, "nörd"])
def test_a_slug_that_would_not_stand_in_an_address_is_refused(slug: str) -> None:
    with pytest.raises(Invalid, match="north-valley"):
        rules.read_slug(slug)


def test_branches_have_names_of_their_own(session: Session, north: KnownInstitution, now: datetime) -> None:
    service.add_branch(session, institution_id=north.id, name="Market  Street", now=now)
    service.add_branch(session, institution_id=north.id, name="Harbour", now=now)
    assert [branch.name for branch in service.list_branches(session, institution_id=north.id)] == [
        "Harbour",
        "Market Street",
    ]
    with pytest.raises(Invalid, match="a branch Harbour already"):
        service.add_branch(session, institution_id=north.id, name="Harbour", now=now)


def test_a_branch_is_renamed_in_its_own_institution_only(
    session: Session, north: KnownInstitution, now: datetime
) -> None:
    south = service.create_institution(session, slug="south", profile=Profile(name="South"), now=now)
    branch = service.add_branch(session, institution_id=north.id, name="Harbour", now=now)
    renamed = service.rename_branch(session, institution_id=north.id, branch_id=branch.id, name="Port", now=now)

    assert renamed.name == "Port"
    with pytest.raises(NotFound):
        service.rename_branch(session, institution_id=south.id, branch_id=branch.id, name="Theirs", now=now)


def test_a_staff_code_belongs_to_one_person_of_an_institution(
    session: Session, north: KnownInstitution, now: datetime
) -> None:
    south = service.create_institution(session, slug="south", profile=Profile(name="South"), now=now)
    service.add_member(session, institution_id=north.id, staff_code="A 7", name="Amina", now=now)
    service.add_member(session, institution_id=south.id, staff_code="A 7", name="Bilal", now=now)

    with pytest.raises(Invalid) as refused:
        service.add_member(session, institution_id=north.id, staff_code=" A  7 ", name="Chen", now=now)

    assert set(refused.value.fields) == {"staff_code"}


def test_an_address_belongs_to_one_person_of_an_institution(
    session: Session, north: KnownInstitution, now: datetime
) -> None:
    service.add_member(session, institution_id=north.id, staff_code="1", name="Amina", email="a@example.org", now=now)

    with pytest.raises(Invalid, match="belongs to Amina") as refused:
        service.add_member(session, institution_id=north.id, staff_code="2", name="B", email="A@example.org", now=now)

    assert set(refused.value.fields) == {"email"}


def test_a_member_is_changed_in_her_own_institution_only(
    session: Session, north: KnownInstitution, now: datetime
) -> None:
    south = service.create_institution(session, slug="south", profile=Profile(name="South"), now=now)
    member = service.add_member(session, institution_id=north.id, staff_code="7", name="Amina", now=now)
    new = {"staff_code": "8", "name": "Amina Keita", "email": "Amina@Example.org"}

    changed = service.change_member(session, institution_id=north.id, member_id=member.id, now=now, **new)

    assert (changed.staff_code, changed.name, changed.email) == ("8", "Amina Keita", "amina@example.org")
    assert service.find_member(session, institution_id=north.id, staff_code="8") == changed
    with pytest.raises(NotFound):
        service.change_member(session, institution_id=south.id, member_id=member.id, now=now, **new)
    with pytest.raises(NotFound):
        service.get_member(session, institution_id=south.id, member_id=member.id)


def test_an_account_stands_for_one_member_of_an_institution(
    session: Session, north: KnownInstitution, now: datetime
) -> None:
    account = create_account(session, email="amina@example.org", name="Amina", now=now)
    first = service.add_member(session, institution_id=north.id, staff_code="1", name="Amina", now=now)
    second = service.add_member(session, institution_id=north.id, staff_code="2", name="Amina", now=now)
    for _ in range(2):
        service.link_account(session, institution_id=north.id, member_id=first.id, account_id=account.id)

    with pytest.raises(Conflict, match="stands for someone else"):
        service.link_account(session, institution_id=north.id, member_id=second.id, account_id=account.id)


def test_institutions_are_listed_by_name(session: Session, north: KnownInstitution, now: datetime) -> None:
    service.create_institution(session, slug="a-bank", profile=Profile(name="A Bank"), now=now)

    assert [institution.slug for institution in service.list_institutions(session)] == ["a-bank", "north"]


def test_a_language_that_a_list_brought_may_stay_and_no_other_unknown_one_be_given(session, small_world, now):
    house = small_world.valley
    who = {"institution_id": house.id, "member_id": house.people["field"].member_id, "staff_code": "V5", "email": ""}
    session.get_one(Member, who["member_id"]).language = "sw"

    service.change_member(session, **who, name="Salma", language="sw", now=now)

    with pytest.raises(Invalid):
        service.change_member(session, **who, name="Salma", language="xx", now=now)
