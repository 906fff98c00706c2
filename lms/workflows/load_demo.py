"""Load the demo: an invented network, its people over the last years, and what they learned in the last eight months.

Everything is made by the functions that make the real thing, at moments counted back from `now`; the same `now` gives
the same rows. Nothing is loaded beside real institutions.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise

from sqlalchemy.orm import Session

from courses.model import Module, Tier
from lms.accounts import service as accounts
from lms.errors import Conflict, NotFound
from lms.evidence.requirements import Rule, set_requirement
from lms.institutions import networks, tenures
from lms.institutions import service as institutions
from lms.permissions import Role
from lms.workflows.add_member import NewMember, add_member
from lms.workflows.demo_attempts import Taker, take_quizzes
from lms.workflows.demo_cast import CAST, NETWORK_NAME, NETWORK_SLUG, PASSWORD, DemoAccount
from lms.workflows.demo_evidence import load_demo_evidence
from lms.workflows.demo_people import INSTITUTIONS, DemoInstitution, Person
from lms.workflows.demo_reviews import load_demo_feedback
from lms.workflows.demo_workshop import load_demo_workshop
from lms.workflows.read_on import read_on
from lms.workflows.submit_attempt import Candidate

Documents = Callable[[Module], tuple[Mapping[str, object], Mapping[str, object]]]

MONTH = timedelta(days=30)
FOUNDED = 84 * MONTH
# Tier -> pass mark, months a completion counts, days a newcomer has.
REQUIRED: Mapping[Tier, tuple[int, int, int]] = {
    Tier.BOARD: (70, 24, 90),
    Tier.SENIOR_MANAGEMENT: (80, 24, 60),
    Tier.MIDDLE_MANAGEMENT: (80, 24, 60),
    Tier.SUPPORT: (80, 12, 60),
    Tier.FIELD: (80, 6, 30),
}
SECTIONS_READ = 3


def load_demo(session: Session, *, modules: tuple[Module, ...], documents: Documents, now: datetime) -> bool:
    """Load the demo with past attempts at `modules`; return False when it is there already.

    Raises `Conflict` beside real institutions. `documents` gives the bank of a module as its files say.
    """
    if _is_loaded(session):
        return False
    if institutions.list_institutions(session):
        raise Conflict("This database holds institutions already. Load the demo into an empty one: set INSTANCE_DIR.")
    founded = now - FOUNDED
    network = networks.create_network(session, slug=NETWORK_SLUG, name=NETWORK_NAME, now=founded)
    takers: list[Taker] = []
    for demo in INSTITUTIONS:
        takers += _load_institution(session, demo, modules, network_id=network.id, now=now)
    for person in CAST:
        _load_account(session, person, network_id=network.id, now=now)
    learner = _fresh_learner(takers)
    for module in modules:
        others = [taker for taker in takers if taker is not learner]
        take_quizzes(session, others, module=module, documents=partial(documents, module), now=now)
        _read_some(session, learner, module, now=now)
    load_demo_evidence(session, modules=modules, now=now)
    load_demo_workshop(session, network_id=network.id, now=now)
    load_demo_feedback(session, network_id=network.id, now=now)
    return True


def _is_loaded(session: Session) -> bool:
    try:
        networks.get_network(session, slug=NETWORK_SLUG)
    except NotFound:
        return False
    return True


def _load_institution(
    session: Session, demo: DemoInstitution, modules: tuple[Module, ...], *, network_id: int, now: datetime
) -> list[Taker]:
    founded = now - FOUNDED
    made = institutions.create_institution(
        session, slug=demo.slug, profile=demo.profile, network_id=network_id, is_invented=True, now=founded
    )
    branches = {
        name: institutions.add_branch(session, institution_id=made.id, name=name, now=founded).id
        for name in demo.branches
    }
    for module in modules:
        _require(session, made.id, module, now=now - FOUNDED)
    return [
        _load_person(session, demo, person, number, institution_id=made.id, branches=branches, now=now)
        for number, person in enumerate(demo.people, start=1)
    ]


def _require(session: Session, institution_id: int, module: Module, *, now: datetime) -> None:
    for tier, (pass_percent, months, days) in REQUIRED.items():
        rule = Rule(
            tier=tier, module_id=module.id, pass_percent=pass_percent, valid_months=months, due_on=None, due_days=days
        )
        set_requirement(session, institution_id=institution_id, rule=rule, from_on=now.date(), now=now)


def _load_person(
    session: Session,
    demo: DemoInstitution,
    person: Person,
    number: int,
    *,
    institution_id: int,
    branches: Mapping[str, int],
    now: datetime,
) -> Taker:
    code = f"{demo.letter}-{number:03}"
    came = now - person.came * MONTH
    new = NewMember(
        staff_code=code,
        name=person.name,
        email=_address_of(code),
        tier=person.tier,
        branch_id=branches[person.branch],
        starts_on=came.date(),
    )
    member = add_member(session, institution_id=institution_id, new=new, now=came)
    here = {"institution_id": institution_id, "member_id": member.id}
    if person.move is not None:
        move = person.move
        moment = now - move.months_ago * MONTH
        branch_id = branches[move.branch]
        tenures.move(session, **here, tier=move.tier, branch_id=branch_id, on=moment.date(), now=moment)
    if person.left is not None:
        moment = now - person.left * MONTH
        tenures.leave(session, **here, on=moment.date(), now=moment)
    candidate = Candidate(
        member_id=member.id,
        institution_id=institution_id,
        institution_name=demo.profile.name,
        institution_zone=demo.profile.zone,
    )
    return Taker(candidate, code, tenures.list_tenures(session, **here))


def _load_account(session: Session, person: DemoAccount, *, network_id: int, now: datetime) -> None:
    institution = institutions.get_institution(session, slug=person.slug) if person.slug else None
    zone = institution.profile.zone if institution else "UTC"
    account = accounts.create_account(session, email=person.email, name=person.name, zone=zone, now=now - 9 * MONTH)
    accounts.set_password(session, account_id=account.id, password=PASSWORD)
    for role in person.roles:
        accounts.grant_role(
            session,
            account_id=account.id,
            role=Role(role),
            institution_id=institution.id if institution else None,
            network_id=None if institution else network_id,
            now=now - 9 * MONTH,
        )
    if institution is None:
        return
    member = institutions.find_member(session, institution_id=institution.id, staff_code=person.staff_code)
    if member is None or member.name != person.name:
        raise NotFound(f"{person.staff_code} of {person.slug} is not {person.name}: mend the cast of the demo.")
    institutions.link_account(session, institution_id=institution.id, member_id=member.id, account_id=account.id)


def _fresh_learner(takers: list[Taker]) -> Taker:
    """Return the learner a visitor signs in as: she has read a little and not yet taken the quiz."""
    return next(taker for taker in takers if taker.staff_code == CAST[0].staff_code)


def _read_some(session: Session, learner: Taker, module: Module, *, now: datetime) -> None:
    sections = module.sections[: SECTIONS_READ + 1]
    for section, following in pairwise(sections):
        read_on(
            session,
            member_id=learner.candidate.member_id,
            module=module,
            section_id=section.id,
            next_section_id=following.id,
            now=now - timedelta(days=1),
        )


def _address_of(staff_code: str) -> str:
    """Return the member's address: that of her sign-in where the demo has one."""
    known = (person.email for person in CAST if person.staff_code == staff_code)
    return next(known, f"{staff_code.lower()}@demo.example")
