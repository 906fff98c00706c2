"""All areas of the API, registered in one place."""

from flask import Flask

from lms.api import (
    attempts,
    boards,
    branches,
    cases,
    certificate_lists,
    certificates,
    changes,
    commitments,
    corrections,
    coverage,
    description,
    duplicates,
    invitations,
    joining,
    kits,
    ledger,
    members,
    modules,
    packs,
    pledges,
    privacy,
    reminders,
    requirements,
    rosters,
    sessions,
    standards,
    tokens,
    training,
    trends,
    waivers,
    workshop_alone,
    workshop_calendar,
    workshop_cases,
    workshop_comments,
    workshop_files,
    workshop_invitations,
    workshop_kept_kits,
    workshop_kits,
    workshop_proposals,
    workshop_reviews,
    workshop_seats,
    workshop_teams,
    workshop_tools,
    workshops,
)
from lms.api.document import keep_document, make_api
from lms.api.operations import Area

PREFIX = "/api/v1"
AREAS = (
    tokens.area,
    training.area,
    modules.area,
    standards.area,
    cases.area,
    attempts.area,
    corrections.area,
    changes.area,
    commitments.area,
    certificates.area,
    certificate_lists.area,
    coverage.area,
    trends.area,
    branches.area,
    members.area,
    invitations.area,
    rosters.area,
    duplicates.area,
    joining.area,
    privacy.area,
    requirements.area,
    waivers.area,
    reminders.area,
    kits.area,
    sessions.area,
    pledges.area,
    boards.area,
    ledger.area,
    packs.area,
    workshops.area,
    workshop_calendar.area,
    workshop_cases.area,
    workshop_tools.area,
    workshop_comments.area,
    workshop_reviews.area,
    workshop_seats.area,
    workshop_files.area,
    workshop_invitations.area,
    workshop_teams.area,
    workshop_kept_kits.area,
    workshop_kits.area,
    workshop_proposals.area,
    workshop_alone.area,
    description.area,
)


def register_api(app: Flask) -> None:
    """Serve every area under /api/v1, with the document made from their declarations when it is asked for."""
    api, root = make_api(), Area("api", url_prefix=PREFIX)
    api.init_app(app)
    for area in AREAS:
        root.register_blueprint(area)
        api.spec.tag({"name": area.name, "description": area.description})
    api.register_blueprint(root)
    keep_document(app, api, root)
