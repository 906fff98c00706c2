"""Invitations of members who cannot sign in yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from marshmallow import fields, post_load
from marshmallow.validate import Length, OneOf

from lms.api.schemas.coverage import BRANCH
from lms.api.schemas.pages import PageFields, PageQuery, PageSchema
from lms.api.schemas.shape import LARGEST_KEY, Incoming, Outgoing, between, told
from lms.workflows.invite_together import MOST_AT_ONCE, Outcome

MEMBERS = f"Give the ids of 1 to {MOST_AT_ONCE} members, or leave it out for everybody who cannot sign in yet."
OUTCOMES = tuple(outcome.value for outcome in Outcome)


@dataclass(frozen=True, slots=True)
class UninvitedQuery:
    """Whom to list."""

    page: PageQuery
    branch: int | None


class UninvitedQuerySchema(PageFields):
    """Whom to list."""

    branch = fields.Integer(load_default=None, validate=between(1, LARGEST_KEY, BRANCH), error_messages=told(BRANCH))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> UninvitedQuery:
        """Return the query."""
        page = PageQuery(cast(int, data["page"]), cast(int, data["size"]))
        return UninvitedQuery(page, cast("int | None", data["branch"]))


@dataclass(frozen=True, slots=True)
class InviteBody:
    """Whom to invite; `members` None: everybody who cannot sign in yet."""

    members: tuple[int, ...] | None
    branch: int | None
    again: bool


class InviteBodySchema(Incoming):
    """Whom to invite."""

    members = fields.List(
        fields.Integer(validate=between(1, LARGEST_KEY, MEMBERS), error_messages=told(MEMBERS)),
        load_default=None,
        validate=Length(min=1, max=MOST_AT_ONCE, error=MEMBERS),
        metadata={"description": "These members alone, by their ids; whatever holds them back is said of each."},
    )
    branch = fields.Integer(
        load_default=None,
        validate=between(1, LARGEST_KEY, BRANCH),
        error_messages=told(BRANCH),
        metadata={"description": "Without `members`: only this branch."},
    )
    again = fields.Boolean(
        load_default=False,
        metadata={"description": "Without `members`: also those whose last link still works; a new letter ends it."},
    )

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> InviteBody:
        """Return the body."""
        members = cast("list[int] | None", data["members"])
        return InviteBody(
            None if members is None else tuple(members), cast("int | None", data["branch"]), bool(data["again"])
        )


class UninvitedSchema(Outgoing):
    """A member with an address who cannot sign in yet."""

    member_id = fields.Integer()
    staff_code = fields.String()
    name = fields.String()
    email = fields.String()
    branch = fields.String()
    invited_at = fields.AwareDateTime(
        allow_none=True, metadata={"description": "When the newest link went to her; null: none did."}
    )
    holds_link = fields.Boolean(metadata={"description": "Whether that link still works."})


class UninvitedListSchema(PageSchema):
    """Who cannot sign in yet."""

    items = fields.List(fields.Nested(UninvitedSchema))


class ToldSchema(Outgoing):
    """What became of one member."""

    member_id = fields.Integer()
    staff_code = fields.String()
    name = fields.String()
    email = fields.String()
    outcome = fields.String(validate=OneOf(OUTCOMES))
    why = fields.String(metadata={"description": "The same in a sentence."})


class InvitedSchema(Outgoing):
    """Who was written to, and who was passed over."""

    sent = fields.List(fields.Nested(ToldSchema), metadata={"description": "A letter with a link is on its way."})
    passed_over = fields.List(fields.Nested(ToldSchema), metadata={"description": "No letter, and why not."})
    left = fields.Integer(
        metadata={"description": f"Who is still to be invited: at most {MOST_AT_ONCE} are taken at once. Ask again."}
    )
