"""Certificates as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from marshmallow import fields, post_load
from marshmallow.validate import OneOf

from lms.api.schemas.coverage import BRANCH, ONE_TIER, day_field
from lms.api.schemas.modules import TIERS, tier_field
from lms.api.schemas.pages import PageFields, PageQuery, PageSchema
from lms.api.schemas.shape import LARGEST_KEY, LONGEST_ID, Incoming, Outgoing, at_most, between, told
from lms.reports.certificate import CertificateState
from webinar_kits.certificate import CertificateKind

KINDS = tuple(kind.value for kind in CertificateKind)
STATES = tuple(state.value for state in CertificateState)
ENDS = {"description": "The first day on which it is no longer valid; null: without limit."}


class VerifiedSchema(Outgoing):
    """What a certificate shows, and what it is worth today. The names are null when they were erased."""

    code = fields.String()
    kind = fields.String(validate=OneOf(KINDS))
    state = fields.String(validate=OneOf(STATES))
    member_name = fields.String(allow_none=True)
    member_name_other = fields.String(allow_none=True, metadata={"description": "In a second script, or empty."})
    institution_name = fields.String()
    module = fields.String(attribute="module_id")
    module_title = fields.String()
    tier = tier_field()
    language = fields.String()
    edition = fields.String()
    completed_on = fields.Date(
        attribute="earned_on", metadata={"description": "The day of the test or of the session."}
    )
    issued_on = fields.Date()
    valid_until = fields.Date(allow_none=True, metadata=ENDS)
    minutes = fields.Integer(allow_none=True, metadata={"description": "Attended, of `session_minutes`."})
    session_minutes = fields.Integer(allow_none=True)
    revoked_on = fields.Date(allow_none=True)


class CertificateSchema(VerifiedSchema):
    """What a certificate says to its holder; `percent` is for her own quiz alone, else null."""

    percent = fields.Integer(allow_none=True)
    issued_at = fields.AwareDateTime()


class OwnCertificatesSchema(Outgoing):
    """All certificates of a learner, the newest first."""

    certificates = fields.List(fields.Nested(CertificateSchema))


class CertificateLineSchema(VerifiedSchema):
    """A line of an institution's list; `branch` is where she worked when she earned it."""

    member_id = fields.Integer()
    member_name = fields.String(attribute="name")
    member_name_other = fields.String(attribute="name_other")
    staff_code = fields.String()
    branch = fields.String()
    revoked_reason = fields.String()


class CountsSchema(Outgoing):
    """How many there are in each state, under the other filters."""

    valid = fields.Integer()
    expired = fields.Integer()
    revoked = fields.Integer()
    erased = fields.Integer()


class CertificatesSchema(PageSchema):
    """A page of the certificates of an institution, the newest first."""

    counts = fields.Nested(CountsSchema)
    items = fields.List(fields.Nested(CertificateLineSchema))


class CertificateFields(PageFields):
    """What to narrow the list to."""

    kind = fields.String(load_default="", validate=OneOf(KINDS, error=f"Give one of {', '.join(KINDS)}."))
    tier = fields.String(load_default="", validate=OneOf(TIERS, error=ONE_TIER))
    branch = fields.Integer(load_default=None, validate=between(1, LARGEST_KEY, BRANCH), error_messages=told(BRANCH))
    module = fields.String(load_default="", validate=at_most(LONGEST_ID))
    since = day_field()
    until = day_field()
    state = fields.String(load_default="", validate=OneOf(STATES, error=f"Give one of {', '.join(STATES)}."))


@dataclass(frozen=True, slots=True)
class CertificateQueryString:
    """Which certificates; empty and None mean any. `since` and `until` are days of issue."""

    page: PageQuery
    kind: str
    tier: str
    branch: int | None
    module: str
    since: date | None
    until: date | None
    state: CertificateState | None


class CertificateQuerySchema(CertificateFields):
    """Which certificates, and which page of them."""

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> CertificateQueryString:
        """Return the query."""
        return CertificateQueryString(
            page=PageQuery(cast(int, data["page"]), cast(int, data["size"])),
            kind=str(data["kind"]),
            tier=str(data["tier"]),
            branch=cast("int | None", data["branch"]),
            module=str(data["module"]),
            since=cast("date | None", data["since"]),
            until=cast("date | None", data["until"]),
            state=CertificateState(str(data["state"])) if data["state"] else None,
        )


@dataclass(frozen=True, slots=True)
class RevocationBody:
    """Why, and from which day on; None is today."""

    reason: str
    on: date | None


class RevocationSchema(Incoming):
    """Why a certificate is revoked, and from which day on: today where it is left out."""

    reason = fields.String(required=True, validate=at_most(300))
    on = day_field()

    @post_load
    def make(self, data: Mapping[str, object], **_: object) -> RevocationBody:
        """Return the body."""
        return RevocationBody(str(data["reason"]), cast("date | None", data["on"]))


@dataclass(frozen=True, slots=True)
class CorrectionBody:
    """The right names, and what was wrong."""

    name: str
    name_other: str
    reason: str


class CorrectionSchema(Incoming):
    """The right names, and what was wrong."""

    name = fields.String(required=True, validate=at_most(200))
    name_other = fields.String(load_default="", validate=at_most(200, least=0))
    reason = fields.String(required=True, validate=at_most(300))

    @post_load
    def make(self, data: Mapping[str, str], **_: object) -> CorrectionBody:
        """Return the body."""
        return CorrectionBody(**data)
