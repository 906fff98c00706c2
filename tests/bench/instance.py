"""What the bench runs on: a new database with learners, a facilitator, and an institution as large as asked."""

import itertools
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.accounts import service as accounts
from lms.app import create_app
from lms.config import read_settings
from lms.db.engine import database, transaction
from lms.db.upgrade import upgrade
from lms.evidence.models import Completion
from lms.evidence.requirements import Rule, set_requirement
from lms.institutions import service as institutions
from lms.institutions.models import Member, Tenure
from lms.institutions.service import Profile
from lms.permissions import Role
from lms.workflows.add_member import NewMember, add_member

SECRET = "bench-secret-" + "s" * 32
RAW_TOKEN = "0123456789abcdef0123456789abcdef01234567"
MODULES = 8
JSON = "application/json"


@dataclass(frozen=True)
class OpenAttempt:
    """An attempt with something to answer to each of its questions."""

    id: str
    responses: dict[str, dict[str, object]]


@dataclass(frozen=True)
class Instance:
    """The instance and what its people carry."""

    app: Flask
    environ: dict[str, str]
    small: str
    large: str
    cookies: dict[str, str]
    tokens: dict[str, str]
    attempts: dict[str, OpenAttempt] = field(default_factory=dict)
    _ids: "itertools.count[int]" = field(default_factory=itertools.count)

    def json_headers(self, who: str) -> dict[str, str]:
        """Return the headers of a script on one of our pages."""
        return {
            "Cookie": self.cookies[who],
            "X-CSRFToken": self.tokens[who],
            "Content-Type": JSON,
            "Accept": JSON,
            "Accept-Encoding": "gzip",
        }

    def new_id(self) -> str:
        """Return the id of an answer."""
        return str(uuid.UUID(int=next(self._ids) + (1 << 100), version=4))

    def open_attempt(self, who: str) -> OpenAttempt:
        """Return the learner's open attempt, begun now if there is none."""
        if who not in self.attempts:
            client = self.app.test_client(use_cookies=False)
            headers = {**self.json_headers(who), "Accept-Encoding": "identity"}
            begun = client.post("/api/v1/modules/complaints/attempts", headers=headers)
            self.attempts[who] = OpenAttempt(begun.json["id"], _responses(begun.json))
        return self.attempts[who]

    def whole_quiz(self, who: str) -> "_WholeQuiz":
        """Return what takes a whole quiz over one connection."""
        return _WholeQuiz(self, who)

    def newest_kit(self) -> str:
        """Return the id of the kit asked for last."""
        with self.app.app_context():
            return str(database.session.execute(text("select id from kit order by asked_at desc")).scalars().first())


@dataclass(frozen=True)
class _WholeQuiz:
    """Begin, answer twelve times, hand in, see the result: sixteen requests, as the page and its script send them."""

    made: Instance
    who: str

    def __call__(self, connection: HTTPConnection) -> int:
        headers = self.made.json_headers(self.who)
        begun = _ask(connection, "POST", "/api/v1/modules/complaints/attempts", headers, "", {200, 201})
        attempt = json.loads(begun)
        for item_id, response in _responses(attempt).items():
            body = json.dumps({"id": self.made.new_id(), "item": item_id, "response": response})
            _ask(connection, "POST", f"/api/v1/attempts/{attempt['id']}/answers", headers, body, {201})
        form = {**headers, "Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
        _ask(connection, "POST", f"/attempts/{attempt['id']}/hand-in", form, "", {303})
        return len(_ask(connection, "GET", f"/attempts/{attempt['id']}/result", form, None, {200}))


def make_instance(folder: Path, *, learners: int, members: int) -> Instance:
    """Make the instance in an empty folder."""
    folder.mkdir(parents=True)
    environ = {"INSTANCE_DIR": str(folder), "SECRET_KEY": SECRET}
    settings = read_settings(environ)
    upgrade(settings.database_url)
    app = create_app(settings, RATELIMIT_ENABLED=False)
    with app.app_context(), transaction() as write:
        people = _small(write, learners)
        people |= _large(write, members)
    cookies = {who: cookie_of(app, account_id) for who, account_id in people.items()}
    token = str(URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token").dumps(RAW_TOKEN))
    return Instance(app, environ, "small", "large", cookies, dict.fromkeys(people, token))


def _small(session: Session, learners: int) -> dict[str, int]:
    now = datetime.now(UTC)
    house = institutions.create_institution(session, slug="small", profile=Profile(name="Small (invented)"), now=now)
    branch = institutions.add_branch(session, institution_id=house.id, name="Main", now=now)
    _rule(session, house.id, now.date())
    people = {}
    for number, who in enumerate(f"{kind}-{place}" for kind in ("learner", "taker") for place in range(learners)):
        account = accounts.create_account(session, email=f"{who}@small.example", name=who, now=now).id
        new = NewMember(f"S{number:03}", who, "", Tier.FIELD, branch.id, date(2025, 1, 1))
        member = add_member(session, institution_id=house.id, new=new, now=now)
        institutions.link_account(session, institution_id=house.id, member_id=member.id, account_id=account)
        people[who] = account
    people["facilitator"] = accounts.create_account(session, email="f@small.example", name="Facilitator", now=now).id
    accounts.grant_role(
        session, account_id=people["facilitator"], role=Role.FACILITATOR, institution_id=house.id, now=now
    )
    return people


def _large(session: Session, members: int) -> dict[str, int]:
    now = datetime.now(UTC)
    house = institutions.create_institution(session, slug="large", profile=Profile(name="Large (invented)"), now=now)
    names = [f"Branch {n:02}" for n in range(20)]
    branches = [institutions.add_branch(session, institution_id=house.id, name=name, now=now).id for name in names]
    _rule(session, house.id, now.date())
    account = accounts.create_account(session, email="c@large.example", name="Coordinator", now=now).id
    accounts.grant_role(session, account_id=account, role=Role.COORDINATOR, institution_id=house.id, now=now)
    first = 1_000_000
    rows = range(members)
    session.execute(
        insert(Member),
        [
            {"id": first + n, "institution_id": house.id, "staff_code": f"L{n:06}", "name": f"Member {n:06}",
             "email": "", "person_key": f"{n:032x}", "created_at": now}
            for n in rows
        ],
    )  # fmt: skip
    tiers = list(Tier)
    session.execute(
        insert(Tenure),
        [
            {"member_id": first + n, "institution_id": house.id, "branch_id": branches[n % 20],
             "tier": (tiers[n % 50] if n % 50 < 4 else Tier.FIELD).value,
             "starts_on": date(2024, 1, 1) + timedelta(days=n % 700), "ends_on": None}
            for n in rows
        ],
    )  # fmt: skip
    session.execute(insert(Completion), _completions(house.id, first, members, now))
    return {"coordinator": account}


def _completions(institution_id: int, first: int, members: int, now: datetime) -> list[dict[str, object]]:
    names = ("introduction", "product-design", "over-indebtedness", "transparency", "pricing", "fair-treatment",
             "privacy", "complaints")  # fmt: skip
    return [
        {"institution_id": institution_id, "member_id": first + n, "module_id": module, "edition": "bench",
         "language": "en", "source": "quiz", "source_id": f"{n}-{place}", "percent": 90, "completed_at": now,
         "completed_on": now.date() - timedelta(days=(n * 7 + place * 31) % 400),
         "valid_until": now.date() + timedelta(days=1 + (n + place) % 300)}
        for n in range(members)
        for place, module in enumerate(names)
        if (n + place) % 10 < 7
    ]  # fmt: skip


def _rule(session: Session, institution_id: int, today: date) -> None:
    for tier in Tier:
        rule = Rule(tier.value, "complaints", 80, 12, today + timedelta(days=30), None)
        set_requirement(
            session, institution_id=institution_id, rule=rule, from_on=date(2020, 1, 1), now=datetime.now(UTC)
        )


def _responses(attempt: Mapping[str, object]) -> dict[str, dict[str, object]]:
    items = attempt["items"]
    assert isinstance(items, list)
    return {item["id"]: _response(item) for item in items}


def _response(item: Mapping[str, object]) -> dict[str, object]:
    def ids(name: str) -> list[str]:
        options = item[name]
        assert isinstance(options, list)
        return [option["id"] for option in options]

    match item["kind"]:
        case "single":
            return {"choice": ids("options")[0]}
        case "multiple":
            return {"choices": ids("options")[:2]}
        case "true_false":
            return {"value": True}
        case "ordering":
            return {"order": ids("options")}
        case "matching":
            return {"pairs": dict(zip(ids("left"), ids("right"), strict=False))}
    return {"number": "4.5"}


def cookie_of(app: Flask, account_id: int) -> str:
    """Return the cookie of somebody who has signed in."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    held = {"_user_id": f"{account_id}.0", "_fresh": True, "_permanent": True, "csrf_token": RAW_TOKEN}
    return f"cpp_session={serializer.dumps(held)}"


def _ask(
    connection: HTTPConnection, method: str, path: str, headers: dict[str, str], body: str | None, wanted: set[int]
) -> bytes:
    connection.request(
        method, path, body=body, headers={key: value for key, value in headers.items() if key != "Accept-Encoding"}
    )
    response = connection.getresponse()
    read = response.read()
    assert response.status in wanted, f"{method} {path}: {response.status} {read[:300]!r}"
    return read
