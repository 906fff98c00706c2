"""Giving rows that stand for one person to another, those left alone that would be there twice."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import ColumnElement, CursorResult, and_, exists, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from lms.db.base import Base


def repoint(
    session: Session,
    holder: InstrumentedAttribute[int],
    *,
    old: int,
    new: int,
    once_by: Sequence[str] = (),
    only_where: str = "",
) -> int:
    """Give every row of `old` to `new` and return how many went.

    A row stays where `new` has one with the same values of `once_by`; with `only_where`, two rows are the same only
    while that column of both is empty.
    """
    model = cast("type[Base]", holder.class_)
    table = model.__table__
    theirs = aliased(model)
    statement = update(table).where(table.c[holder.key] == old)  # type: ignore[arg-type]
    if once_by:
        same: list[ColumnElement[bool]] = [getattr(theirs, name) == table.c[name] for name in once_by]
        if only_where:
            same += [getattr(theirs, only_where).is_(None), table.c[only_where].is_(None)]
        statement = statement.where(~exists().where(and_(getattr(theirs, holder.key) == new, *same)))
    done = session.execute(statement.values({holder.key: new}))
    session.expire_all()
    return cast("CursorResult[object]", done).rowcount


def count_of(session: Session, holder: InstrumentedAttribute[int], member_id: int) -> int:
    """Return how many rows stand for somebody."""
    return session.execute(select(func.count()).where(holder == member_id)).scalar_one()
