"""Taking a quiz: begin, answer, hand in, see the result. Every step may be sent twice and counts once."""

import json
import secrets
from uuid import UUID, uuid4

from flask import Response
from flask.views import MethodView

from lms.api import examples
from lms.api.attempt_json import write_attempt, write_result
from lms.api.block_tree import Json
from lms.api.learner import learner_of, member
from lms.api.operations import Area, fails
from lms.api.schemas.attempts import AnswerBody, AnswerBodySchema, ResultSchema, SavedSchema
from lms.api.schemas.items import AttemptSchema
from lms.db.engine import session, transaction
from lms.errors import Conflict, Refused
from lms.http.access import needs
from lms.http.content import bank_documents, get_bank, get_marked_bank, get_module
from lms.http.holdings import settings
from lms.http.i18n import language
from lms.http.moment import now
from lms.permissions import Permission
from lms.reports.attempt import find_score, get_attempt
from lms.workflows.answer_item import answer_item
from lms.workflows.begin_attempt import begin_attempt
from lms.workflows.submit_attempt import Candidate, submit_attempt

area = Area("attempts", "Quizzes. Keys stay on the server; nothing is marked before it is handed in.")
SEED_BYTES = 24


@area.at("/modules/<module_id>/attempts")
class Attempts(MethodView):
    """The attempts at a module's quiz."""

    @needs(Permission.LEARN)
    @fails(403, 404)
    @area.gives(201, AttemptSchema, example=examples.ATTEMPT, also=(200,))
    def post(self, module_id: str) -> tuple[Json, int]:
        """Begin an attempt: 201; or go on with the one that is open: 200."""
        place, module = member(), get_module(module_id, language())
        if not place.tier:
            raise Refused("You hold no office today, so a quiz would count for nothing. Ask your coordinator.")
        fresh_id = str(uuid4())
        with transaction() as write:
            attempt_id = begin_attempt(
                write,
                learner=learner_of(place),
                module=module,
                documents=lambda: bank_documents(module),
                attempt_id=fresh_id,
                seed=secrets.token_urlsafe(SEED_BYTES),
                now=now(),
            )
        return _shown(attempt_id), 201 if attempt_id == fresh_id else 200


@area.at("/attempts/<uuid:attempt_id>")
class OneAttempt(MethodView):
    """One's own attempt."""

    @needs(Permission.LEARN)
    @fails(403, 404)
    @area.gives(200, AttemptSchema, example=examples.ATTEMPT)
    def get(self, attempt_id: UUID) -> Json:
        """Show the questions, in the order asked, and the newest answer to each."""
        return _shown(str(attempt_id))


@area.at("/attempts/<uuid:attempt_id>/answers")
class Answers(MethodView):
    """The answers of an attempt."""

    @needs(Permission.LEARN)
    @fails(403, 404, 409)
    @area.takes(
        AnswerBodySchema, example={"id": examples.ANSWER_ID, "item": "first-step", "response": {"choice": "listen"}}
    )
    @area.gives(201, SavedSchema, example={"id": examples.ANSWER_ID, "saved": True}, also=(200,))
    def post(self, body: AnswerBody, attempt_id: UUID) -> Response:
        """Keep an answer: 201; the same `id` again changes nothing: 200. The newest answer to a question counts."""
        place = member()
        with transaction() as write:
            is_new = answer_item(
                write,
                attempt_id=str(attempt_id),
                member_id=place.member_id,
                answer_id=body.id,
                item_id=body.item,
                response=body.response,
                find_bank=get_bank,
                now=now(),
            )
        saved = json.dumps({"id": body.id, "saved": True})
        return Response(saved, status=201 if is_new else 200, mimetype="application/json")


@area.at("/attempts/<uuid:attempt_id>/submission")
class Submission(MethodView):
    """Handing in."""

    @needs(Permission.LEARN)
    @fails(403, 404)
    @area.gives(200, ResultSchema, example=examples.RESULT)
    def post(self, attempt_id: UUID) -> Json:
        """Hand in, and show the result. A second time changes nothing and shows the same."""
        place = member()
        attempt = get_attempt(session(), attempt_id=str(attempt_id), member_id=place.member_id)
        candidate = Candidate(
            member_id=place.member_id,
            institution_id=place.institution_id,
            institution_name=place.institution_name,
            institution_zone=place.institution_zone,
            branch_id=place.branch_id,
        )
        with transaction() as write:
            submit_attempt(
                write,
                attempt_id=attempt.id,
                candidate=candidate,
                bank=get_bank(attempt.module_id, edition=attempt.edition, language=attempt.language),
                module_title=get_module(attempt.module_id, attempt.language).title,
                code_seed=settings().secret_key + attempt.seed,
                now=now(),
            )
        return _result(attempt.id)


@area.at("/attempts/<uuid:attempt_id>/result")
class Result(MethodView):
    """The result of an attempt."""

    @needs(Permission.LEARN)
    @fails(403, 404, 409)
    @area.gives(200, ResultSchema, example=examples.RESULT)
    def get(self, attempt_id: UUID) -> Json:
        """Show the result and what each question teaches; a conflict before it is handed in."""
        return _result(str(attempt_id))


def _shown(attempt_id: str) -> Json:
    attempt = get_attempt(session(), attempt_id=attempt_id, member_id=member().member_id)
    bank = get_bank(attempt.module_id, edition=attempt.edition, language=attempt.language)
    return write_attempt(attempt, bank)


def _result(attempt_id: str) -> Json:
    attempt = get_attempt(session(), attempt_id=attempt_id, member_id=member().member_id)
    score = find_score(session(), attempt_id=attempt.id)
    if attempt.submitted_at is None or score is None:
        raise Conflict("This attempt is not handed in yet. POST to its submission first.")
    here = {"edition": attempt.edition, "language": attempt.language}
    as_asked, marked = get_bank(attempt.module_id, **here), get_marked_bank(attempt.module_id, **here)
    return write_result(attempt, marked, score, as_asked=as_asked)
