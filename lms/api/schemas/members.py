"""Members, their tenures and branches."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from marshmallow import fields, post_load
from marshmallow.validate import OneOf

from courses.model import Tier
from lms.api.schemas.commitments import CommitmentSchema
from lms.api.schemas.coverage import BRANCH, ONE_TIER, day_field
from lms.api.schemas.modules import TIERS, tier_field
from lms.api.schemas.pages import PageFields, PageQuery, PageSchema
from lms.api.schemas.shape import LARGEST_KEY, Incoming, Outgoing, at_most, between, told
from lms.reports.people import Login, Presence
from lms.workflows.add_member import NewMember
from lms.workflows.move_member import NewPlace

NAME = "Write the name as it should stand on a certificate."
STAFF_CODE = "Give the staff code, 1 to 40 characters."
LOGINS = tuple(login.value for login in Login)
PRESENCES = tuple(presence.value for presence in Presence)
ONE_PRESENCE = f"Give one of {', '.join(PRESENCES)}, or leave it out."
EMAIL = "Give an e-mail address, or leave it empty."
NAME_OTHER = "Write the name in another script, or leave it empty."
LANGUAGE = "Give a language as its code, like fr, or leave it empty."
OTHER = {"description": "The name in another script; it stands beside the name on certificates. Empty: none."}
LETTERS = {"description": "The language of letters to this person; empty: that of the institution."}


@dataclass(frozen=True, slots=True)
class MembersQueryString:
    """Who is looked for; None and empty mean any."""

    page: PageQuery
    as_of: date | None
    q: str
    branch: int | None
    tier: str
    presence: Presence | None


class MembersQuerySchema(PageFields):
    """Who is looked for."""

    as_of = day_field()
    q = fields.String(
        load_default="",
        validate=at_most(200, least=0),
        metadata={"description": "Stands in the name, the staff code or the address."},
    )
    branch = fields.Integer(load_default=None, validate=between(1, LARGEST_KEY, BRANCH), error_messages=told(BRANCH))
    tier = fields.String(load_default="", validate=OneOf(TIERS, error=ONE_TIER))
    presence = fields.String(load_default="", validate=OneOf(PRESENCES, error=ONE_PRESENCE))

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> MembersQueryString:
        """Return the query."""
        return MembersQueryString(
            page=PageQuery(cast(int, data["page"]), cast(int, data["size"])),
            as_of=cast("date | None", data["as_of"]),
            q=str(data["q"]).strip(),
            branch=cast("int | None", data["branch"]),
            tier=str(data["tier"]),
            presence=Presence(str(data["presence"])) if data["presence"] else None,
        )


@dataclass(frozen=True, slots=True)
class MemberChange:
    """What to change of a member; None leaves it as it is."""

    staff_code: str | None
    name: str | None
    email: str | None
    name_other: str | None
    language: str | None


class MemberChangeSchema(Incoming):
    """What to change of a member. A field that is missing changes nothing."""

    staff_code = fields.String(load_default=None, validate=at_most(40), error_messages=told(STAFF_CODE))
    name = fields.String(load_default=None, validate=at_most(200), error_messages=told(NAME))
    email = fields.String(load_default=None, validate=at_most(254, least=0), error_messages=told(EMAIL))
    name_other = fields.String(
        load_default=None, validate=at_most(200, least=0), error_messages=told(NAME_OTHER), metadata=OTHER
    )
    language = fields.String(
        load_default=None, validate=at_most(8, least=0), error_messages=told(LANGUAGE), metadata=LETTERS
    )

    @post_load
    def make(self, data: Mapping[str, str | None], **_: object) -> MemberChange:
        """Return the body."""
        return MemberChange(**data)


class MemberBodySchema(Incoming):
    """Who comes, and where she begins."""

    staff_code = fields.String(required=True, validate=at_most(40), error_messages=told(STAFF_CODE))
    name = fields.String(required=True, validate=at_most(200), error_messages=told(NAME))
    email = fields.String(load_default="", validate=at_most(254, least=0), error_messages=told(EMAIL))
    tier = fields.String(required=True, validate=OneOf(TIERS, error=ONE_TIER), error_messages=told(ONE_TIER))
    branch_id = fields.Integer(
        required=True, strict=True, validate=between(1, LARGEST_KEY, BRANCH), error_messages=told(BRANCH)
    )
    starts_on = day_field(required=True)
    name_other = fields.String(
        load_default="", validate=at_most(200, least=0), error_messages=told(NAME_OTHER), metadata=OTHER
    )
    language = fields.String(
        load_default="", validate=at_most(8, least=0), error_messages=told(LANGUAGE), metadata=LETTERS
    )

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> NewMember:
        """Return the body."""
        return NewMember(
            staff_code=str(data["staff_code"]),
            name=str(data["name"]),
            email=str(data["email"]),
            tier=Tier(str(data["tier"])),
            branch_id=cast(int, data["branch_id"]),
            starts_on=cast(date, data["starts_on"]),
            name_other=str(data["name_other"]),
            language=str(data["language"]),
        )


class MoveSchema(Incoming):
    """A new tier or branch from a day on; somebody who had left begins again."""

    tier = fields.String(required=True, validate=OneOf(TIERS, error=ONE_TIER), error_messages=told(ONE_TIER))
    branch_id = fields.Integer(
        required=True, strict=True, validate=between(1, LARGEST_KEY, BRANCH), error_messages=told(BRANCH)
    )
    on = day_field(required=True)

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> NewPlace:
        """Return the body."""
        return NewPlace(Tier(str(data["tier"])), cast(int, data["branch_id"]), cast(date, data["on"]))


@dataclass(frozen=True, slots=True)
class Departure:
    """The first day on which somebody is no longer there."""

    on: date


class DepartureSchema(Incoming):
    """The first day on which somebody is no longer there."""

    on = day_field(required=True)

    @post_load
    def make(self, data: Mapping[str, date], **_: object) -> Departure:
        """Return the body."""
        return Departure(**data)


class MemberRowSchema(Outgoing):
    """A person's place on the day, or her last one when she is gone; it may have ended, or never begun."""

    id = fields.Integer()
    name = fields.String()
    staff_code = fields.String()
    email = fields.String()
    name_other = fields.String(metadata=OTHER)
    language = fields.String(metadata=LETTERS)
    login = fields.String(
        validate=OneOf(LOGINS), metadata={"description": "`invited` is one who has not chosen a password yet."}
    )
    is_here = fields.Boolean(metadata={"description": "Whether a tenure covers the day."})
    tier = fields.String()
    branch = fields.String()
    branch_id = fields.Integer(allow_none=True)
    since = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True, metadata={"description": "The first day she is no longer there."})


class MemberListSchema(PageSchema):
    """A page of the members by name."""

    as_of = fields.Date()
    items = fields.List(fields.Nested(MemberRowSchema))


class TenureSchema(Outgoing):
    """Where a member stood from `starts_on` up to, not including, `ends_on`."""

    tier = tier_field()
    branch = fields.String()
    starts_on = fields.Date()
    ends_on = fields.Date(allow_none=True)


class MemberAttemptSchema(Outgoing):
    """A quiz she handed in, or has open."""

    module = fields.String(attribute="module_id")
    started_at = fields.AwareDateTime()
    submitted_at = fields.AwareDateTime(allow_none=True)
    is_passed = fields.Boolean()


class MemberCompletionSchema(Outgoing):
    """A completion and its certificate; `certificate` is empty where there is none."""

    module = fields.String(attribute="module_id")
    source = fields.String(metadata={"description": "quiz, or change: what changed since an earlier completion."})
    completed_on = fields.Date()
    valid_until = fields.Date(allow_none=True)
    edition = fields.String()
    certificate = fields.String(attribute="certificate_code")


class MemberSchema(MemberRowSchema):
    """All there is of a person: her places oldest first, the rest newest first."""

    tenures = fields.List(fields.Nested(TenureSchema))
    attempts = fields.List(fields.Nested(MemberAttemptSchema))
    completions = fields.List(fields.Nested(MemberCompletionSchema))
    changed = fields.List(
        fields.String(),
        metadata={"description": "Modules that changed since she completed them: a short task waits for her."},
    )
    commitments = fields.List(fields.Nested(CommitmentSchema))


@dataclass(frozen=True, slots=True)
class BranchBody:
    """What a branch is called."""

    name: str


class BranchBodySchema(Incoming):
    """What a branch is called."""

    name = fields.String(
        required=True,
        validate=at_most(200),
        error_messages=told("Give the name of the branch."),
    )

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> BranchBody:
        """Return the body."""
        return BranchBody(**data)


class BranchSchema(Outgoing):
    """A branch."""

    id = fields.Integer()
    name = fields.String()


class JoinedBranchSchema(BranchSchema):
    """A branch that was joined to another one: nobody is in it since that day."""

    into = fields.Integer(metadata={"description": "The id of the branch that stays."})
    on = fields.Date()


class BranchListSchema(Outgoing):
    """The branches of an institution by name."""

    branches = fields.List(fields.Nested(BranchSchema))
    joined = fields.List(fields.Nested(JoinedBranchSchema))
