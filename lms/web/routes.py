"""All areas of pages, registered in one place."""

from flask import Flask

from lms.web import (
    accounts,
    branches,
    certificates,
    coverage,
    health,
    kits,
    learning,
    members,
    moves,
    networks,
    quiz,
    requirements,
)

BLUEPRINTS = (
    accounts.bp,
    learning.bp,
    quiz.bp,
    certificates.bp,
    kits.bp,
    coverage.bp,
    members.bp,
    moves.bp,
    branches.bp,
    requirements.bp,
    networks.bp,
    health.bp,
)


def register_pages(app: Flask) -> None:
    """Register every area."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
