"""Long lists come in pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields, post_load

from lms.api.schemas.shape import Incoming, Outgoing, between, told

LARGEST_PAGE = 100
LAST_PAGE = 1_000_000
PAGE = f"Give the number of a page, from 1 to {LAST_PAGE}."
SIZE = f"Give how many stand on a page, from 1 to {LARGEST_PAGE}."


@dataclass(frozen=True, slots=True)
class PageQuery:
    """Which page of how many rows."""

    page: int
    size: int

    @property
    def offset(self) -> int:
        """How many rows stand before it."""
        return (self.page - 1) * self.size


class PageFields(Incoming):
    """The fields of a page."""

    page = fields.Integer(load_default=1, validate=between(1, LAST_PAGE, PAGE), error_messages=told(PAGE))
    size = fields.Integer(load_default=50, validate=between(1, LARGEST_PAGE, SIZE), error_messages=told(SIZE))


class PageQuerySchema(PageFields):
    """Which page of how many rows."""

    @post_load
    def make(self, data: Mapping[str, int], **_: object) -> PageQuery:
        """Return the query."""
        return PageQuery(**data)


class PageSchema(Outgoing):
    """A page of a list, and how long the list is."""

    page = fields.Integer()
    pages = fields.Integer(metadata={"description": "How many pages there are; at least one."})
    total = fields.Integer(metadata={"description": "How many there are on all pages."})
