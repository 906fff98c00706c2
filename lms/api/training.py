"""One's own account and training: who asks, what is due, what was read."""

from flask.views import MethodView

from courses.catalogue import reading_minutes, sections_for, track_for
from courses.model import Module, Tier, Track
from lms.api import evidence_examples
from lms.api.block_tree import Json
from lms.api.learner import find_tier, get_section, member, own_track, section_after
from lms.api.operations import Area, fails
from lms.api.schemas.training import MeSchema, ReadBody, ReadBodySchema, ReadSchema, TrainingSchema
from lms.db.engine import session, transaction
from lms.http.access import needs
from lms.http.content import get_module
from lms.http.holdings import catalogue
from lms.http.i18n import language
from lms.http.moment import now, today_at
from lms.http.viewer import Viewer, viewer
from lms.permissions import Permission
from lms.reports import learner as reports
from lms.reports.changes import list_open_changes
from lms.reports.commitments import list_commitments
from lms.workflows.read_on import read_on

area = Area("training", "One's own account, training and reading.")


@area.at("/me")
class Me(MethodView):
    """The account that asks."""

    @needs(Permission.SIGNED_IN)
    @area.gives(
        200,
        MeSchema,
        example={
            "email": "amina@example.org",
            "name": "Amina Diallo",
            "language": "en",
            "zone": "Africa/Dakar",
            "roles": [{"role": "facilitator", "institution": "north-valley", "network": ""}],
            "place": {
                "institution": "north-valley",
                "institution_name": "North Valley Microfinance",
                "name": "Amina Diallo",
                "tier": "field",
                "branch": "Riverside",
            },
        },
    )
    def get(self) -> Viewer:
        """Show the account, its roles and its place."""
        return viewer()


@area.at("/me/training")
class Training(MethodView):
    """What is due, and what is done."""

    @needs(Permission.LEARN)
    @fails(403)
    @area.gives(
        200,
        TrainingSchema,
        example={
            "tier": "field",
            "as_of": "2026-03-02",
            "modules": [
                {
                    "module": "complaints",
                    "title": "Mechanisms for complaint resolution",
                    "standing": "due",
                    "due_on": "2026-06-30",
                    "pass_percent": 80,
                    "minutes": 12,
                    "sections": 6,
                    "sections_read": 2,
                    "completed_on": None,
                    "valid_until": None,
                    "edition": "",
                    "certificate": None,
                    "waived_by": "",
                    "track": "field",
                    "has_changed": False,
                }
            ],
            "commitments": [evidence_examples.COMMITMENT],
        },
    )
    def get(self) -> Json:
        """Show where one stands with every module."""
        place, today = member(), today_at(member().institution_zone)
        standings = reports.list_standings(
            session(), member_id=place.member_id, institution_id=place.institution_id, tier=place.tier, today=today
        )
        read = reports.count_read(session(), member_id=place.member_id)
        modules = [get_module(module.id, language()) for module in catalogue().modules]
        changes = list_open_changes(session(), catalogue(), member_id=place.member_id, today=today)
        rows = [
            {**_row(one, standings.get(one.id), read.get(one.id, frozenset())), "has_changed": one.id in changes}
            for one in modules
        ]
        given = list_commitments(session(), member_id=place.member_id)
        return {"tier": find_tier(), "as_of": today, "modules": rows, "commitments": given}


@area.at("/modules/<module_id>/sections/<section_id>/read")
class SectionRead(MethodView):
    """Going on from a section."""

    @needs(Permission.LEARN)
    @fails(403, 404)
    @area.takes(ReadBodySchema, example={"track": "field"})
    @area.gives(200, ReadSchema, example={"module": "complaints", "section": "silence", "next": "channels"})
    def post(self, body: ReadBody, module_id: str, section_id: str) -> Json:
        """Note that one went on from a section. Said twice, it is the same."""
        place, module = member(), get_module(module_id, language())
        section = get_section(module, section_id)
        following = section_after(module, section.id, track=body.track or own_track(place, module.id))
        with transaction() as write:
            read_on(
                write,
                member_id=place.member_id,
                module=module,
                section_id=section.id,
                next_section_id=following.id if following else "",
                now=now(),
            )
        return {"module": module.id, "section": section.id, "next": following.id if following else None}


def _row(module: Module, standing: reports.ModuleStanding | None, read: frozenset[str]) -> Json:
    tier = find_tier() or Tier.FIELD
    track = Track(standing.track) if standing and standing.track else track_for(tier)
    sections = sections_for(module, track)
    return {
        "module": module.id,
        "title": module.title,
        "standing": standing.standing if standing else None,
        "due_on": standing.due if standing else None,
        "pass_percent": standing.pass_percent if standing and standing.pass_percent else module.pass_percent,
        "minutes": reading_minutes(module, tier=tier, track=track),
        "track": track,
        "sections": len(sections),
        "sections_read": sum(section.id in read for section in sections),
        "completed_on": standing.completed_on if standing else None,
        "valid_until": standing.valid_until if standing else None,
        "edition": standing.edition if standing else "",
        "certificate": standing.certificate_code or None if standing else None,
        "waived_by": standing.waived_by if standing else "",
    }
