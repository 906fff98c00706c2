"""What changed since a module was completed: read it, or answer the questions that test it."""

import secrets
from uuid import uuid4

from flask.views import MethodView

from lms.api import evidence_examples, examples
from lms.api.attempt_json import write_attempt
from lms.api.block_tree import Json
from lms.api.learner import learner_of, member
from lms.api.operations import Area, fails
from lms.api.schemas.changes import ChangesSchema
from lms.api.schemas.commitments import EditionBody, EditionBodySchema
from lms.api.schemas.items import AttemptSchema
from lms.db.engine import session, transaction
from lms.errors import Conflict, Refused
from lms.http.access import needs
from lms.http.content import bank_documents, get_bank, get_module
from lms.http.holdings import catalogue
from lms.http.i18n import language
from lms.http.moment import now, today_at
from lms.http.viewer import MemberPlace
from lms.permissions import Permission
from lms.reports.attempt import get_attempt
from lms.reports.changes import OpenChange, find_open_change
from lms.workflows.begin_attempt import begin_change
from lms.workflows.note_change import note_change

area = Area("changes", "What changed since one completed a module. A completion keeps counting; nobody is asked twice.")
SEED_BYTES = 24


@area.at("/modules/<module_id>/changes")
class Changes(MethodView):
    """What changed since one's completion."""

    @needs(Permission.LEARN)
    @fails(403, 404)
    @area.gives(200, ChangesSchema, example=evidence_examples.CHANGES)
    def get(self, module_id: str) -> Json:
        """Show what changed, and what is asked of one."""
        return _shown(module_id)


@area.at("/modules/<module_id>/changes/reading")
class ChangeReading(MethodView):
    """Having read what changed."""

    @needs(Permission.LEARN)
    @fails(403, 404, 409)
    @area.takes(EditionBodySchema, example={"edition": examples.MODULE["edition"]})
    @area.gives(201, ChangesSchema, example=evidence_examples.NO_CHANGES, also=(200,))
    def post(self, body: EditionBody, module_id: str) -> tuple[Json, int]:
        """Note that one has read what changed: 201; with nothing open: 200. A conflict where it has questions."""
        place, waiting, is_new = _in_office(), _waiting(module_id), False
        if waiting is not None:
            with transaction() as write:
                is_new = note_change(
                    write,
                    member_id=place.member_id,
                    institution_id=place.institution_id,
                    module=waiting.module,
                    edition=body.edition,
                    today=today_at(place.institution_zone),
                    now=now(),
                )
        return _shown(module_id), 201 if is_new else 200


@area.at("/modules/<module_id>/changes/attempts")
class ChangeAttempts(MethodView):
    """The attempts at what changed."""

    @needs(Permission.LEARN)
    @fails(403, 404, 409)
    @area.gives(201, AttemptSchema, example={**examples.ATTEMPT, "purpose": "change", "pass_percent": 100}, also=(200,))
    def post(self, module_id: str) -> tuple[Json, int]:
        """Begin the questions: 201; or go on with those that are open: 200. Answer and hand in as in a quiz."""
        place, waiting, fresh_id = _in_office(), _waiting(module_id), str(uuid4())
        if waiting is None:
            raise Conflict("Nothing is open: no change since you completed this module asks anything of you.")
        with transaction() as write:
            attempt_id = begin_change(
                write,
                learner=learner_of(place),
                module=waiting.module,
                documents=lambda: bank_documents(waiting.module),
                attempt_id=fresh_id,
                seed=secrets.token_urlsafe(SEED_BYTES),
                today=today_at(place.institution_zone),
                now=now(),
            )
        attempt = get_attempt(session(), attempt_id=attempt_id, member_id=place.member_id)
        bank = get_bank(attempt.module_id, edition=attempt.edition, language=attempt.language)
        return write_attempt(attempt, bank), 201 if attempt_id == fresh_id else 200


def _in_office() -> MemberPlace:
    place = member()
    if not place.tier:
        raise Refused("You hold no office today, so this would count for nothing. Ask your coordinator.")
    return place


def _waiting(module_id: str) -> OpenChange | None:
    place, module = member(), get_module(module_id, language())
    today = today_at(place.institution_zone)
    return find_open_change(session(), catalogue(), member_id=place.member_id, module_id=module.id, today=today)


def _shown(module_id: str) -> Json:
    waiting = _waiting(module_id)
    module = waiting.module if waiting else get_module(module_id, language())
    return {
        "module": module.id,
        "edition": module.edition,
        "language": module.language,
        "is_open": waiting is not None,
        "completed_on": waiting.completed_on if waiting else None,
        "completed_edition": waiting.edition if waiting else "",
        "questions": len(waiting.items) if waiting else 0,
        "changes": waiting.changes if waiting else (),
    }
