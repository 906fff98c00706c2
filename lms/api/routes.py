"""All areas of the API, registered in one place."""

from flask import Flask

from lms.api import (
    attempts,
    branches,
    cases,
    certificates,
    changes,
    commitments,
    coverage,
    description,
    kits,
    members,
    modules,
    requirements,
    standards,
    tokens,
    training,
)
from lms.api.document import keep_document, make_api, write_document
from lms.api.operations import Area

PREFIX = "/api/v1"
AREAS = (
    tokens.area,
    training.area,
    modules.area,
    standards.area,
    cases.area,
    attempts.area,
    changes.area,
    commitments.area,
    certificates.area,
    coverage.area,
    branches.area,
    members.area,
    requirements.area,
    kits.area,
    description.area,
)


def register_api(app: Flask) -> None:
    """Serve every area under /api/v1, with the document that is made from their declarations."""
    api, root = make_api(), Area("api", url_prefix=PREFIX)
    api.init_app(app)
    for area in AREAS:
        root.register_blueprint(area)
        api.spec.tag({"name": area.name, "description": area.description})
    api.register_blueprint(root)
    keep_document(app, write_document(api))
