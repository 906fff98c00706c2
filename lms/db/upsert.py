"""Adding a row that may be there already, in one statement that two presses at once cannot break."""

import importlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import literal
from sqlalchemy.orm import Session

from lms.db.base import Base


def insert_once(session: Session, model: type[Base], values: Mapping[str, object]) -> bool:
    """Add a row unless a unique constraint says that it is there; return whether it was added."""
    statement = _insert(session, model).values(**values).on_conflict_do_nothing()
    return session.execute(statement.returning(literal(1))).first() is not None


def insert_or_update(
    session: Session, model: type[Base], values: Mapping[str, object], *, key: Sequence[str], change: Sequence[str]
) -> None:
    """Add a row, or where the unique `key` is there already write the columns named in `change`."""
    statement = _insert(session, model).values(**values)
    changed = {name: values[name] for name in change}
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changed))


def _insert(session: Session, model: type[Base]) -> Any:
    """Return the INSERT of the engine in use: its dialect is loaded already, the other one would cost start-up time."""
    dialect = importlib.import_module(f"sqlalchemy.dialects.{session.get_bind().dialect.name}")
    return dialect.insert(model)
