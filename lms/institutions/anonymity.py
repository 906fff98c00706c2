"""Whether the network of an institution sees its name beside its figures."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.errors import NotFound, Refused
from lms.institutions.models import Institution, Network


@dataclass(frozen=True, slots=True)
class Anonymity:
    """`network` is the name of the network, empty where the institution belongs to none."""

    network: str
    is_anonymous: bool


def read_anonymity(session: Session, *, institution_id: int) -> Anonymity:
    """Return what the network of an institution sees of it."""
    query = (
        select(Network.name, Institution.is_anonymous)
        .outerjoin_from(Institution, Network, Network.id == Institution.network_id)
        .where(Institution.id == institution_id)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no such institution.")
    return Anonymity(row[0] or "", row[1])


def set_anonymity(session: Session, *, institution_id: int, is_anonymous: bool) -> None:
    """Keep the name of an institution from its network, or show it; `Refused` where it belongs to none."""
    institution = session.get(Institution, institution_id)
    if institution is None:
        raise NotFound("There is no such institution.")
    if institution.network_id is None:
        raise Refused("This institution belongs to no network, so no network sees anything of it.")
    institution.is_anonymous = is_anonymous
    session.flush()
