"""Networks: associations of institutions."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.errors import Conflict, NotFound
from lms.institutions import rules
from lms.institutions.models import Network
from lms.lines import read_line


@dataclass(frozen=True, slots=True)
class KnownNetwork:
    """A network."""

    id: int
    slug: str
    name: str


def create_network(session: Session, *, slug: str, name: str, now: datetime) -> KnownNetwork:
    """Add a network."""
    network = Network(slug=rules.read_slug(slug), name=read_line(name, field="name", longest=200), created_at=now)
    session.add(network)
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict(f"There is a network “{slug}” already. Choose another slug.") from error
    return KnownNetwork(network.id, network.slug, network.name)


def get_network(session: Session, *, slug: str) -> KnownNetwork:
    """Return a network by its slug."""
    network = session.execute(select(Network).where(Network.slug == slug)).scalars().one_or_none()
    if network is None:
        raise NotFound(f"There is no network “{slug}”.")
    return KnownNetwork(network.id, network.slug, network.name)
