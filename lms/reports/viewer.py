"""Who is asking: the account, its roles and its place, in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from lms.accounts.models import AccessToken, Account, Grant
from lms.institutions.models import Branch, Institution, Member, Network, Tenure
from lms.permissions import Permission, Role, permits
from lms.workshops.models import Seat


@dataclass(frozen=True, slots=True)
class InstitutionPlace:
    """An institution as its pages need it."""

    id: int
    slug: str
    name: str
    zone: str
    currency: str
    hotline: str
    colour: str
    language: str
    network_id: int | None


@dataclass(frozen=True, slots=True)
class NetworkPlace:
    """A network as its pages need it."""

    id: int
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class MemberPlace:
    """The viewer's own place in an institution; `tier` and `branch_name` are empty when no tenure covers today."""

    member_id: int
    institution_id: int
    institution_slug: str
    institution_name: str
    institution_zone: str
    institution_currency: str
    institution_hotline: str
    tier: str
    branch_name: str
    name: str
    branch_id: int | None = None


@dataclass(frozen=True, slots=True)
class RoleAt:
    """A role and where it holds: in one institution, or in a network and not in its institutions' people."""

    role: Role
    institution_id: int | None
    institution_slug: str
    institution_name: str
    network_id: int | None
    network_slug: str
    network_name: str


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in account; `email` is empty for who signs in with a PIN.

    `epoch` is compared with the cookie's: an older cookie is signed out. `has_seat`: she takes part in a workshop.
    """

    account_id: int
    email: str
    name: str
    language: str
    zone: str
    epoch: int
    member: MemberPlace | None
    roles: tuple[RoleAt, ...]
    has_seat: bool = False

    def may(self, permission: Permission, *, institution_id: int | None = None, network_id: int | None = None) -> bool:
        """Return whether this account has the permission there; without a place, whether it has it anywhere."""
        if permission in (Permission.PUBLIC, Permission.SIGNED_IN):
            return True
        if self.member is not None and permits(Role.MEMBER, permission):
            return institution_id in (None, self.member.institution_id)
        anywhere = institution_id is None and network_id is None
        return any(
            permits(held.role, permission)
            and (
                anywhere
                or (institution_id is not None and held.institution_id == institution_id)
                or (network_id is not None and held.network_id == network_id)
            )
            for held in self.roles
        )


_GRANT_INSTITUTION = Institution.__table__.alias("grant_institution")

_VIEWER: Select[*tuple[Any, ...]] = (
    select(
        Account.id,
        Account.email,
        Account.name,
        Account.language,
        Account.zone,
        Account.session_epoch,
        Member.id.label("member_id"),
        Member.name.label("member_name"),
        Institution.id.label("institution_id"),
        Institution.slug.label("institution_slug"),
        Institution.name.label("institution_name"),
        Institution.zone.label("institution_zone"),
        Institution.currency,
        Institution.hotline,
        Tenure.tier,
        Tenure.starts_on,
        Tenure.ends_on,
        Branch.name.label("branch_name"),
        Tenure.branch_id,
        Grant.id.label("grant_id"),
        Grant.role,
        Grant.institution_id.label("grant_institution_id"),
        _GRANT_INSTITUTION.c.slug.label("grant_institution_slug"),
        _GRANT_INSTITUTION.c.name.label("grant_institution_name"),
        Network.id.label("network_id"),
        Network.slug.label("network_slug"),
        Network.name.label("network_name"),
        exists().where(Seat.account_id == Account.id, Seat.left_at.is_(None)).label("has_seat"),
    )
    .select_from(Account)
    .outerjoin(Member, Member.account_id == Account.id)
    .outerjoin(Institution, Institution.id == Member.institution_id)
    .outerjoin(
        Tenure,
        and_(
            Tenure.member_id == Member.id,
            Tenure.starts_on <= bindparam("tomorrow"),
            or_(Tenure.ends_on.is_(None), Tenure.ends_on > bindparam("yesterday")),
        ),
    )
    .outerjoin(Branch, Branch.id == Tenure.branch_id)
    .outerjoin(Grant, Grant.account_id == Account.id)
    .outerjoin(_GRANT_INSTITUTION, _GRANT_INSTITUTION.c.id == Grant.institution_id)
    .outerjoin(Network, Network.id == Grant.network_id)
    .where(Account.is_active.is_(True))
)
_BY_ID = _VIEWER.where(Account.id == bindparam("account_id"))
_BY_TOKEN = _VIEWER.join(AccessToken, AccessToken.account_id == Account.id).where(
    AccessToken.token_hash == bindparam("token_hash"), AccessToken.expires_at > bindparam("now")
)


def find_viewer(session: Session, *, account_id: int, now: datetime) -> Viewer | None:
    """Return the active account of that id with its roles and its place on the day it is there, or None."""
    # Straight on the connection: these are rows, and the hottest ones; the session would treat them as entities.
    asked = {"account_id": account_id, **_days_around(now)}
    return _viewer(session.connection().execute(_BY_ID, asked).all(), now=now)


def find_viewer_by_token(session: Session, *, token_hash: str, now: datetime) -> Viewer | None:
    """Return the account a program's key stands for, unless the key has run out."""
    asked = {"token_hash": token_hash, "now": now, **_days_around(now)}
    return _viewer(session.execute(_BY_TOKEN, asked).all(), now=now)


def _days_around(now: datetime) -> dict[str, date]:
    """Return between which days it is now in every zone: which of them it is, the institution's own zone says."""
    return {"yesterday": now.date() - timedelta(days=1), "tomorrow": now.date() + timedelta(days=1)}


def _is_in_office(row: Row[Any], now: datetime) -> bool:
    if row.tier is None:
        return False
    today = now.astimezone(ZoneInfo(row.institution_zone)).date()
    return bool(row.starts_on <= today and (row.ends_on is None or today < row.ends_on))


def _viewer(rows: Sequence[Row[Any]], *, now: datetime) -> Viewer | None:
    if not rows:
        return None
    # A person with places in two institutions acts from the one where she is in office today.
    in_office = [row for row in rows if _is_in_office(row, now)]
    row = min(in_office or rows, key=lambda row: row.member_id or 0)
    held = {row.grant_id: row for row in rows if row.grant_id is not None}
    return Viewer(
        account_id=row.id,
        email=row.email or "",
        name=row.name,
        language=row.language,
        zone=row.zone,
        epoch=row.session_epoch,
        member=_member(row, is_in_office=bool(in_office)),
        roles=tuple(_role(held[key]) for key in sorted(held)),
        has_seat=bool(row.has_seat),
    )


def _member(row: Row[Any], *, is_in_office: bool) -> MemberPlace | None:
    if row.member_id is None:
        return None
    return MemberPlace(
        member_id=row.member_id,
        institution_id=row.institution_id,
        institution_slug=row.institution_slug,
        institution_name=row.institution_name,
        institution_zone=row.institution_zone,
        institution_currency=row.currency,
        institution_hotline=row.hotline,
        tier=row.tier if is_in_office else "",
        branch_name=(row.branch_name or "") if is_in_office else "",
        name=row.member_name,
        branch_id=row.branch_id if is_in_office else None,
    )


def _role(row: Row[Any]) -> RoleAt:
    return RoleAt(
        role=Role(row.role),
        institution_id=row.grant_institution_id,
        institution_slug=row.grant_institution_slug or "",
        institution_name=row.grant_institution_name or "",
        network_id=row.network_id,
        network_slug=row.network_slug or "",
        network_name=row.network_name or "",
    )


_PLACE = select(
    Institution.id,
    Institution.slug,
    Institution.name,
    Institution.zone,
    Institution.currency,
    Institution.hotline,
    Institution.colour,
    Institution.language,
    Institution.network_id,
)


def find_institution(session: Session, *, slug: str) -> InstitutionPlace | None:
    """Return the institution of that slug, or None."""
    row = session.execute(_PLACE.where(Institution.slug == slug)).one_or_none()
    return None if row is None else InstitutionPlace(**row._mapping)


def find_network(session: Session, *, slug: str) -> NetworkPlace | None:
    """Return the network of that slug, or None."""
    row = session.execute(select(Network.id, Network.slug, Network.name).where(Network.slug == slug)).one_or_none()
    return None if row is None else NetworkPlace(**row._mapping)
