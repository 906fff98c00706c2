"""A small world for tests of the whole application: two institutions, people on all tiers, every role."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.accounts import service as accounts
from lms.db.engine import WRITES, engine_options, prepare_engine
from lms.evidence.requirements import Rule, set_requirement
from lms.institutions import networks
from lms.institutions import service as institutions
from lms.institutions.service import Profile
from lms.permissions import Role
from lms.workflows.add_member import NewMember, add_member
from tests.databases import Stock

RULES_FROM = date(2020, 1, 1)
ZONE = "Africa/Nairobi"
PASSWORD = "river stone paper lamp"


@dataclass(frozen=True)
class Person:
    """Somebody with a login; `member_id` is 0 for who has no place."""

    account_id: int
    member_id: int
    email: str


@dataclass(frozen=True)
class House:
    """An institution and its people by a word for what they are."""

    id: int
    slug: str
    branch_id: int
    other_branch_id: int
    people: dict[str, Person]


@dataclass(frozen=True)
class World:
    """Two institutions, `valley` and `harbour`, of the network `demo`."""

    network_id: int
    valley: House
    harbour: House
    officer: Person


def make_world(session: Session, *, now: datetime) -> World:
    """Add the world to a session; the caller commits."""
    network = networks.create_network(session, slug="lakes", name="Lakes Network (invented)", now=now)
    officer = _account(session, "officer@lakes.example", "Oluchi Officer", now)
    accounts.grant_role(session, account_id=officer, role=Role.NETWORK_OFFICER, network_id=network.id, now=now)
    return World(
        network_id=network.id,
        valley=_house(session, "valley", "Valley Microfinance (invented)", network.id, now),
        harbour=_house(session, "harbour", "Harbour Microfinance (invented)", network.id, now),
        officer=Person(officer, 0, "officer@lakes.example"),
    )


class KeptWorlds:
    """The world put into one database of each engine; the tests that begin with it get copies of that database."""

    def __init__(self) -> None:
        self._made: dict[str, World] = {}

    def stock(self, engine_name: str, *, now: datetime) -> Stock:
        """Return what fills a database with the world of that moment."""
        name = _stock_name(engine_name, now)

        def fill(url: str) -> None:
            engine = create_engine(url, **engine_options(url))
            prepare_engine(engine)
            with Session(engine.execution_options(**{WRITES: True}), autoflush=False, expire_on_commit=False) as write:
                self._made[name] = make_world(write, now=now)
                write.commit()
            engine.dispose()

        return Stock(name, fill)

    def get(self, engine_name: str, *, now: datetime) -> World:
        """Return who lives in the copies."""
        return self._made[_stock_name(engine_name, now)]


def _stock_name(engine_name: str, now: datetime) -> str:
    return f"world_{engine_name}_{now:%Y%m%d%H%M}"


def _house(session: Session, slug: str, name: str, network_id: int, now: datetime) -> House:
    profile = Profile(name=name, zone=ZONE, currency="KES", hotline="0800 700 700")
    house = institutions.create_institution(session, slug=slug, profile=profile, network_id=network_id, now=now)
    main = institutions.add_branch(session, institution_id=house.id, name="Main Street", now=now)
    other = institutions.add_branch(session, institution_id=house.id, name="Market Square", now=now)
    people = {
        tier.value: _member(session, house.id, main.id, tier, slug, number, now)
        for number, tier in enumerate(Tier, start=1)
    }
    for role in (Role.COORDINATOR, Role.FACILITATOR):
        email = f"{role.value}@{slug}.example"
        account_id = _account(session, email, f"{role.value.title()} of {slug.title()}", now)
        accounts.grant_role(session, account_id=account_id, role=role, institution_id=house.id, now=now)
        people[role.value] = Person(account_id, 0, email)
    for tier in (Tier.FIELD, Tier.BOARD):
        rule = Rule(
            tier=tier.value,
            module_id="complaints",
            pass_percent=80,
            valid_months=12,
            due_on=now.date() + timedelta(days=30),
            due_days=None,
        )
        set_requirement(session, institution_id=house.id, rule=rule, from_on=RULES_FROM, now=now)
    return House(house.id, slug, main.id, other.id, people)


def _member(
    session: Session, institution_id: int, branch_id: int, tier: Tier, slug: str, number: int, now: datetime
) -> Person:
    email = f"{tier.value.replace('_', '.')}@{slug}.example"
    account_id = _account(session, email, f"{tier.value.replace('_', ' ').title()} of {slug.title()}", now)
    new = NewMember(
        staff_code=f"{slug[0].upper()}{number:03}",
        name=f"{tier.value.replace('_', ' ').title()} of {slug.title()}",
        email=email,
        tier=tier,
        branch_id=branch_id,
        starts_on=date(2025, 1, 1),
    )
    member = add_member(session, institution_id=institution_id, new=new, now=now)
    institutions.link_account(session, institution_id=institution_id, member_id=member.id, account_id=account_id)
    return Person(account_id, member.id, email)


def _account(session: Session, email: str, name: str, now: datetime) -> int:
    return accounts.create_account(session, email=email, name=name, now=now, zone=ZONE).id
