"""All areas of pages, registered in one place."""

from flask import Flask

from lms.web import (
    accounts,
    branches,
    certificates,
    changes,
    commitments,
    coverage,
    health,
    kits,
    learning,
    members,
    moves,
    networks,
    preview,
    quiz,
    requirements,
    standards,
)

BLUEPRINTS = (
    accounts.bp,
    learning.bp,
    quiz.bp,
    changes.bp,
    commitments.bp,
    certificates.bp,
    kits.bp,
    coverage.bp,
    members.bp,
    moves.bp,
    branches.bp,
    requirements.bp,
    networks.bp,
    standards.bp,
    preview.bp,
    health.bp,
)


def register_pages(app: Flask) -> None:
    """Register every area."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
