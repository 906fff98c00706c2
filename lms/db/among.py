"""Rows of some thousand members, whose ids go as one text: as a list, writing the query out takes as long as asking."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Boolean, ColumnElement, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class is_among(GenericFunction[bool]):  # noqa: N801 - named as it is called, like every function of SQL
    """Whether a number is one of those that a text like `1,2,3` lists."""

    type = Boolean()
    inherit_cache = True


def among(column: Any, numbers: Iterable[int]) -> ColumnElement[bool]:
    """Return the condition that a column is one of these numbers: as `in_`, for any amount, written once for all."""
    return is_among(column, literal(",".join(map(str, numbers))))


@compiles(is_among, "sqlite")
def _on_sqlite(element: is_among, compiler: SQLCompiler, **rest: object) -> str:
    column, numbers = (compiler.process(one, **rest) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each('[' || {numbers} || ']'))"  # noqa: S608  (of compiled pieces)


@compiles(is_among, "postgresql")
def _on_postgresql(element: is_among, compiler: SQLCompiler, **rest: object) -> str:
    column, numbers = (compiler.process(one, **rest) for one in element.clauses)
    return f"{column} = ANY (CAST(string_to_array({numbers}, ',') AS INTEGER[]))"
