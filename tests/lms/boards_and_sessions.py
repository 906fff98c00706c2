"""What tests of boards and registers share: two modules, a director more, the ledger read back."""

import json
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from sqlalchemy import text
from sqlalchemy.orm import Session

from courses.loader import load_module
from courses.model import Module, Tier
from courses.resources import content_folder
from lms.institutions import tenures
from lms.ledger.kinds import Kind
from lms.workflows.add_member import NewMember, add_member
from tests.worlds import House


@cache
def module(name: str) -> Module:
    """Return a real module."""
    return load_module(content_folder() / name)


def commitment() -> Module:
    """Return the introduction: it asks for a commitment."""
    return module("introduction")


def principle() -> Module:
    """Return a principle, which asks for none."""
    return replace(module("complaints"), attestation="")


def director(session: Session, house: House, code: str, name: str, *, from_on: date, now: datetime) -> int:
    """Add somebody to the board."""
    new = NewMember(code, name, "", Tier.BOARD, house.branch_id, from_on)
    return add_member(session, institution_id=house.id, new=new, now=now).id


def leave(session: Session, house: House, member_id: int, *, on: date, now: datetime) -> None:
    """Let somebody leave; `on` is her first day away."""
    tenures.leave(session, institution_id=house.id, member_id=member_id, on=on, now=now)


def entries(session: Session, house: House, *kinds: Kind) -> list[dict]:
    """Return what the ledger says of these kinds, in order."""
    query = "select kind, line from ledger_entry where institution_id = :house order by seq"
    wanted = {kind.value for kind in kinds}
    found = [row.line for row in session.execute(text(query), {"house": house.id}) if row.kind in wanted]
    return [json.loads(line)["body"] for line in found]


def rows(session: Session, query: str, **values: object) -> list[tuple]:
    """Return the rows of a question to the database."""
    session.flush()
    return [tuple(row) for row in session.execute(text(query), values)]
