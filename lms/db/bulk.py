"""Adding many rows at once, as fast as the engine in use can."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from lms.db.base import Base

WORTH_COPYING = 50


def insert_many(session: Session, model: type[Base], rows: Sequence[Mapping[str, object]]) -> None:
    """Add rows that all have the same columns; defaults of the model are not applied, those of the table are.

    PostgreSQL takes many of them by COPY, which sends no statement per row; SQLite by one statement of its driver. The
    values are text, numbers, days, aware moments.
    """
    if not rows:
        return
    if len(rows) < WORTH_COPYING:
        session.execute(insert(model.__table__), [dict(row) for row in rows])  # type: ignore[arg-type]
    elif session.get_bind().dialect.name == "postgresql":
        _copy(session, model, rows)
    else:
        _execute_many(session, model, rows)


def _copy(session: Session, model: type[Base], rows: Sequence[Mapping[str, object]]) -> None:
    names = tuple(rows[0])
    columns = ", ".join(f'"{name}"' for name in names)
    # What SQLAlchemy hands over as Any is psycopg's own connection, in this session's transaction.
    driver: Any = session.connection().connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{model.__tablename__}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([row[name] for name in names])


def _execute_many(session: Session, model: type[Base], rows: Sequence[Mapping[str, object]]) -> None:
    """Hand the rows to the driver in one statement; its values are adapted column by column, not row by row."""
    connection = session.connection()
    names = tuple(rows[0])
    adapted = []
    for name in names:
        adapt = model.__table__.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        values = [row[name] for row in rows]
        adapted.append(values if adapt is None else [adapt(value) for value in values])
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" for _ in names)
    statement = f'INSERT INTO "{model.__tablename__}" ({columns}) VALUES ({marks})'  # noqa: S608  (names of our columns)
    connection.exec_driver_sql(statement, list(zip(*adapted, strict=True)))
