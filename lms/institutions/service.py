"""Institutions, branches and members. Everything of an institution is asked for by its id, never without."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.errors import Conflict, Invalid, NotFound
from lms.institutions import facts, rules
from lms.institutions.branch_names import free_name
from lms.institutions.member_fields import check_address_is_free, new_person_key, write_beside, write_member
from lms.institutions.models import Branch, Institution, Member
from lms.ledger import service as ledger
from lms.lines import read_line
from lms.sorting import natural


@dataclass(frozen=True, slots=True)
class Profile:
    """What an institution says of itself. `colour` and `hotline` may be empty."""

    name: str
    language: str = "en"
    zone: str = "UTC"
    currency: str = "USD"
    hotline: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class KnownInstitution:
    """An institution."""

    id: int
    slug: str
    network_id: int | None
    is_invented: bool
    profile: Profile


@dataclass(frozen=True, slots=True)
class KnownBranch:
    """A branch or the head office."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class KnownMember:
    """A person's place in an institution."""

    id: int
    institution_id: int
    account_id: int | None
    staff_code: str
    name: str
    email: str
    language: str = ""


def create_institution(
    session: Session,
    *,
    slug: str,
    profile: Profile,
    now: datetime,
    network_id: int | None = None,
    is_invented: bool = False,
) -> KnownInstitution:
    """Add an institution; its slug is its own among all networks."""
    institution = Institution(
        slug=rules.read_slug(slug), network_id=network_id, is_invented=is_invented, created_at=now
    )
    _write_profile(institution, profile)
    _add(session, institution, taken=Conflict(f"There is an institution “{slug}” already. Choose another slug."))
    _tell(session, institution.id, _institution_record(institution), now=now)
    return _known_institution(institution)


def change_institution(session: Session, *, institution_id: int, profile: Profile, now: datetime) -> KnownInstitution:
    """Write what an institution says of itself. Certificates already issued keep the names they carry."""
    institution = session.get(Institution, institution_id)
    if institution is None:
        raise NotFound("There is no such institution.")
    ledger.lock(session, institution_id=institution_id)
    before = _institution_record(institution)
    _write_profile(institution, profile)
    session.flush()
    if (after := _institution_record(institution)) != before:
        _tell(session, institution_id, after, now=now)
    return _known_institution(institution)


def get_institution(session: Session, *, slug: str) -> KnownInstitution:
    """Return an institution by its slug."""
    institution = session.scalars(select(Institution).where(Institution.slug == slug)).one_or_none()
    if institution is None:
        raise NotFound(f"There is no institution “{slug}”.")
    return _known_institution(institution)


def list_institutions(session: Session) -> tuple[KnownInstitution, ...]:
    """Return all institutions by name."""
    found = map(_known_institution, session.scalars(select(Institution)))
    return tuple(sorted(found, key=lambda one: (natural(one.profile.name), one.id)))


def add_branch(session: Session, *, institution_id: int, name: str, now: datetime) -> KnownBranch:
    """Add a branch; its name is its own in the institution."""
    ledger.lock(session, institution_id=institution_id)
    free = free_name(session, institution_id=institution_id, name=name, cure="Use that one.")
    session.add(branch := Branch(institution_id=institution_id, name=free))
    session.flush()
    _tell(session, institution_id, facts.branch_record(branch_id=branch.id, name=free), now=now)
    return KnownBranch(branch.id, free)


def rename_branch(session: Session, *, institution_id: int, branch_id: int, name: str, now: datetime) -> KnownBranch:
    """Give a branch another name; its history follows."""
    ledger.lock(session, institution_id=institution_id)
    branch = session.get(Branch, branch_id, populate_existing=True)
    if branch is None or branch.institution_id != institution_id or branch.joined_into_id is not None:
        raise NotFound("There is no such branch in this institution.")
    free = free_name(session, institution_id=institution_id, name=name, cure="Choose another name.", but=branch_id)
    if free != branch.name:
        branch.name = free
        session.flush()
        _tell(session, institution_id, facts.branch_record(branch_id=branch.id, name=branch.name), now=now)
    return KnownBranch(branch.id, branch.name)


def list_branches(session: Session, *, institution_id: int) -> tuple[KnownBranch, ...]:
    """Return the branches of an institution by name, without those that were joined to others."""
    rows = session.execute(select(Branch.id, Branch.name).filter_by(institution_id=institution_id, joined_into_id=None))
    return tuple(KnownBranch(branch_id, name) for branch_id, name in sorted(rows, key=lambda one: natural(one.name)))


def add_member(
    session: Session,
    *,
    institution_id: int,
    staff_code: str,
    name: str,
    now: datetime,
    email: str = "",
    name_other: str = "",
    language: str = "",
) -> KnownMember:
    """Add a person to an institution; her tenure begins by `tenures.start_tenure`."""
    ledger.lock(session, institution_id=institution_id)
    member = Member(institution_id=institution_id, person_key=new_person_key(), created_at=now)
    write_member(member, staff_code=staff_code, name=name, email=email)
    write_beside(member, name_other=name_other, language=language)
    check_address_is_free(session, member)
    _add(session, member, taken=_code_taken(member.staff_code))
    _tell(session, institution_id, _person_record(member), now=now)
    return _known_member(member)


def change_member(
    session: Session,
    *,
    institution_id: int,
    member_id: int,
    staff_code: str,
    name: str,
    email: str,
    now: datetime,
    name_other: str | None = None,
    language: str | None = None,
) -> KnownMember:
    """Write a member's code, name and address. Her account, if she has one, keeps its own address.

    The name in a second script and the language of her letters stay as they are where None is given.
    """
    ledger.lock(session, institution_id=institution_id)
    member = _get_member(session, institution_id, member_id)
    before = _person_record(member)
    write_member(member, staff_code=staff_code, name=name, email=email)
    write_beside(member, name_other=name_other, language=language)
    check_address_is_free(session, member)
    _flush(session, taken=_code_taken(member.staff_code))
    if (after := _person_record(member)) != before:
        _tell(session, institution_id, after, now=now)
    return _known_member(member)


def link_account(session: Session, *, institution_id: int, member_id: int, account_id: int) -> KnownMember:
    """Let an account act as this member; `Conflict` when either already stands for another."""
    member = _get_member(session, institution_id, member_id)
    whose = f"The account of {member.name}'s address stands for someone else here."
    taken = Conflict(f"{whose} Correct one of the two addresses.")
    if member.account_id not in (None, account_id):
        raise taken
    member.account_id = account_id
    _flush(session, taken=taken)
    return _known_member(member)


def get_member(session: Session, *, institution_id: int, member_id: int) -> KnownMember:
    """Return a member of that institution; one of another institution is not found."""
    return _known_member(_get_member(session, institution_id, member_id))


def find_member(session: Session, *, institution_id: int, staff_code: str) -> KnownMember | None:
    """Return the member with that staff code, or None."""
    query = select(Member).where(Member.institution_id == institution_id, Member.staff_code == staff_code.strip())
    member = session.execute(query).scalars().one_or_none()
    return None if member is None else _known_member(member)


def _write_profile(institution: Institution, profile: Profile) -> None:
    institution.name = read_line(profile.name, field="name", longest=200)
    institution.language = read_line(profile.language, field="language", longest=8)
    institution.zone = rules.read_zone(profile.zone)
    institution.currency = rules.read_currency(profile.currency)
    institution.hotline = read_line(profile.hotline, field="hotline", longest=100) if profile.hotline else ""
    institution.colour = rules.read_colour(profile.colour)


def _code_taken(staff_code: str) -> Invalid:
    return Invalid({"staff_code": f"The staff code {staff_code} belongs to someone else here. Give another one."})


def _add(session: Session, row: object, *, taken: Exception) -> None:
    session.add(row)
    _flush(session, taken=taken)


def _flush(session: Session, *, taken: Exception) -> None:
    """Write out, and say it in words when a unique constraint refuses: then the whole transaction is lost."""
    try:
        session.flush()
    except IntegrityError as error:
        raise taken from error


def _get_member(session: Session, institution_id: int, member_id: int) -> Member:
    member = session.get(Member, member_id)
    if member is None or member.institution_id != institution_id:
        raise NotFound("There is no such person in this institution.")
    return member


def _tell(session: Session, institution_id: int, record: ledger.Record, *, now: datetime) -> None:
    ledger.append(session, institution_id=institution_id, records=(record,), now=now)


def _institution_record(institution: Institution) -> ledger.Record:
    return facts.institution_record(
        name=institution.name,
        zone=institution.zone,
        language=institution.language,
        is_invented=institution.is_invented,
    )


def _person_record(member: Member) -> ledger.Record:
    return facts.person_record(
        facts.Person(member.id, member.person_key, member.name, member.name_other or "", member.staff_code)
    )


def _known_institution(institution: Institution) -> KnownInstitution:
    profile = Profile(
        name=institution.name,
        language=institution.language,
        zone=institution.zone,
        currency=institution.currency,
        hotline=institution.hotline,
        colour=institution.colour,
    )
    return KnownInstitution(
        id=institution.id,
        slug=institution.slug,
        network_id=institution.network_id,
        is_invented=institution.is_invented,
        profile=profile,
    )


def _known_member(member: Member) -> KnownMember:
    return KnownMember(
        id=member.id,
        institution_id=member.institution_id,
        account_id=member.account_id,
        staff_code=member.staff_code,
        name=member.name,
        email=member.email,
        language=member.language,
    )
