"""The shape of every error: problem+json (RFC 9457)."""

from marshmallow import fields

from lms.api.schemas.shape import Outgoing


class ProblemSchema(Outgoing):
    """What went wrong, in words for a person."""

    type = fields.String(metadata={"description": "Always about:blank: the status says what kind of problem it is."})
    title = fields.String(metadata={"description": "The kind of problem, in words."})
    status = fields.Integer(metadata={"description": "The HTTP status."})
    detail = fields.String(
        metadata={"description": "What happened and what to do. Missing where the title says it all."}
    )
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        metadata={"description": "For each field what to change; the empty name stands for the whole."},
    )

    def on_bind_field(self, field_name: str, field_obj: fields.Field) -> None:  # type: ignore[type-arg]
        """`detail` and `errors` are there when there is something to say."""
        field_obj.required = field_name not in ("detail", "errors")
