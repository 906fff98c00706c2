"""Adding many rows at once, as fast as the engine in use can."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from lms.db.base import Base

WORTH_COPYING = 50


def insert_many(session: Session, model: type[Base], rows: Sequence[Mapping[str, object]]) -> None:
    """Add rows that all have the same columns; defaults of the model are not applied, those of the table are.

    PostgreSQL takes many of them by COPY, which sends no statement per row. The values are what its driver adapts:
    text, numbers, days, aware moments.
    """
    if not rows:
        return
    if session.get_bind().dialect.name != "postgresql" or len(rows) < WORTH_COPYING:
        session.execute(insert(model.__table__), [dict(row) for row in rows])  # type: ignore[arg-type]
        return
    names = tuple(rows[0])
    columns = ", ".join(f'"{name}"' for name in names)
    # What SQLAlchemy hands over as Any is psycopg's own connection, in this session's transaction.
    driver: Any = session.connection().connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{model.__tablename__}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([row[name] for name in names])
