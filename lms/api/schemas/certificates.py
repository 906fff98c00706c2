"""A certificate as JSON."""

from marshmallow import fields

from lms.api.schemas.modules import tier_field
from lms.api.schemas.shape import Outgoing


class CertificateSchema(Outgoing):
    """What a certificate says; every word is as it was at issue."""

    code = fields.String()
    member_name = fields.String()
    institution_name = fields.String()
    module = fields.String(attribute="module_id")
    module_title = fields.String()
    tier = tier_field()
    language = fields.String()
    edition = fields.String()
    percent = fields.Integer(allow_none=True)
    completed_on = fields.Date()
    valid_until = fields.Date(allow_none=True, metadata={"description": "The first day on which it no longer counts."})
    issued_at = fields.AwareDateTime()
