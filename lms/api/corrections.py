"""Corrected keys: look, try, correct, undo."""

from uuid import UUID

from flask.views import MethodView

from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.schemas.corrections import (
    CorrectedKeyBodySchema,
    CorrectedKeyListSchema,
    CorrectedKeySchema,
    CorrectionBody,
    KeyAskedSchema,
    KeyPreviewSchema,
    KeyQuestionsQuerySchema,
    KeyQuestionsSchema,
    KeyUndoBodySchema,
    UndoBody,
)
from lms.db.engine import session, transaction
from lms.http.access import needs
from lms.http.correcting import desk
from lms.http.moment import now
from lms.http.viewer import InstitutionPlace
from lms.permissions import Permission
from lms.reports.key_corrections import (
    COUNTS,
    CorrectionRow,
    get_correction,
    list_corrections,
    list_house_corrections,
)
from lms.workflows.correct_key import Asked, correct_key, preview_correction, preview_undo, undo_correction
from lms.workflows.key_banks import open_banks, with_and_without
from lms.workflows.key_plan import KeyPlan
from quizzes.corrections import key_of

area = Area("corrections", "Keys of questions that turned out to be wrong: corrected for everybody who was asked.")

CORRECTION_ID = "9d2b6c0a-7c1e-4a53-9c39-0d2f6c1e7b10"
ASKED = {"module": "complaints", "item": "first-step", "key": {"choice": "listen"}, "policy": "keep"}
MADE = {"id": CORRECTION_ID, "token": "5d41402abc4b2a7600000000", "reason": "The law changed in March."}
COUNTED = {"remarked": 14, "changed": 11, "gained": 9, "lost": 0, "kept": 2, "certificates": 9, "revoked": 0}
PREVIEW = {
    "token": "5d41402abc4b2a7600000000",
    "institutions": 2,
    "editions": ["0f3a5c7e9b1d"],
    "key_before": {"choice": "explain"},
    "key": {"choice": "listen"},
    "counts": COUNTED,
}
CORRECTION = {
    "id": CORRECTION_ID,
    "module": "complaints",
    "item": "first-step",
    "editions": ["0f3a5c7e9b1d"],
    "policy": "keep",
    "reason": "The law changed in March.",
    "corrected_at": "2026-03-04T09:30:00Z",
    "corrected_by": "Ines Author",
    "undone_at": None,
    "undone_by": "",
    "undone_reason": "",
    "counts": COUNTED,
    "undoing": None,
    "gained_by": [],
    "lost_by": [],
}
QUESTION = {"item": "first-step", "kind": "single", "stem": "What comes first?", "key": {"choice": "listen"}}
QUESTIONS = {"module": "complaints", "edition": "0f3a5c7e9b1d", "language": "en", "items": [QUESTION]}


@area.at("/key-corrections/questions")
class Questions(MethodView):
    """The questions that may be corrected."""

    @needs(Permission.CORRECT_KEYS)
    @fails(403, 404)
    @area.asks(KeyQuestionsQuerySchema)
    @area.gives(200, KeyQuestionsSchema, example=QUESTIONS)
    def get(self, query: tuple[str, str]) -> Json:
        """List the questions of an edition that was answered here, with the keys that hold now."""
        chosen = open_banks(session(), module_id=query[0], edition=query[1]).chosen
        items = [
            {"item": one.id, "kind": one.kind.value, "stem": one.stem, "key": key_of(one)} for one in chosen.bank.items
        ]
        return {"module": query[0], "edition": chosen.edition, "language": chosen.language, "items": items}


@area.at("/key-corrections/previews")
class Previews(MethodView):
    """What a correction would do."""

    @needs(Permission.CORRECT_KEYS)
    @fails(403, 404)
    @area.takes(KeyAskedSchema, example=ASKED)
    @area.gives(200, KeyPreviewSchema, example=PREVIEW)
    def post(self, asked: Asked) -> Json:
        """Try a correction: nothing is written."""
        found = preview_correction(session(), asked, now=now())
        editions = list(found.editions)
        return _preview(found.plan, editions=editions, before=dict(found.key_before), after=dict(found.asked.key))


@area.at("/key-corrections")
class Corrections(MethodView):
    """The corrections of this server."""

    @needs(Permission.CORRECT_KEYS)
    @fails(403)
    @area.gives(200, CorrectedKeyListSchema, example={"items": [CORRECTION]})
    def get(self) -> Json:
        """List the corrections, newest first."""
        return {"items": [_shown(row) for row in list_corrections(session())]}

    @needs(Permission.CORRECT_KEYS)
    @fails(403, 404, 409)
    @area.takes(CorrectedKeyBodySchema, example={**ASKED, **MADE})
    @area.gives(201, CorrectedKeySchema, example=CORRECTION)
    def post(self, body: CorrectionBody) -> Json:
        """Correct a key as it was previewed."""
        with transaction() as write:
            correct_key(
                write, body.asked, desk(), correction_id=body.id, token=body.token, reason=body.reason, now=now()
            )
        return _shown(get_correction(session(), correction_id=body.id))


@area.at("/key-corrections/<uuid:correction_id>/undoing")
class Undoing(MethodView):
    """Undoing a correction."""

    @needs(Permission.CORRECT_KEYS)
    @fails(403, 404, 409)
    @area.gives(200, KeyPreviewSchema, example=PREVIEW)
    def get(self, correction_id: UUID) -> Json:
        """Try to undo a correction: nothing is written."""
        row = get_correction(session(), correction_id=str(correction_id))
        plan = preview_undo(session(), correction_id=row.id, now=now())
        place = {"module_id": row.module_id, "edition": row.editions[0], "item_id": row.item_id}
        here, without = with_and_without(session(), correction_id=row.id, **place)
        return _preview(plan, editions=list(row.editions), before=key_of(here), after=key_of(without))

    @needs(Permission.CORRECT_KEYS)
    @fails(403, 404, 409)
    @area.takes(KeyUndoBodySchema, example={"token": "5d41402abc4b2a7600000000", "reason": "It was right after all."})
    @area.gives(200, CorrectedKeySchema, example=CORRECTION)
    def post(self, body: UndoBody, correction_id: UUID) -> Json:
        """Undo a correction as it was previewed: everything is marked as if it had never been made."""
        key = str(correction_id)
        with transaction() as write:
            undo_correction(write, desk(), correction_id=key, token=body.token, reason=body.reason, now=now())
        return _shown(get_correction(session(), correction_id=key))


@area.at("/institutions/<institution>/key-corrections")
class HouseCorrections(MethodView):
    """The corrections that touched an institution."""

    @needs(Permission.VIEW_EVIDENCE)
    @fails(404)
    @area.gives(200, CorrectedKeyListSchema, example={"items": [{**CORRECTION, "gained_by": ["Amina Diallo"]}]})
    def get(self, place: InstitutionPlace) -> Json:
        """List the corrections that marked attempts here anew, and who gained or lost a completion; no scores."""
        return {"items": [_shown(row) for row in list_house_corrections(session(), institution_id=place.id)]}


def _preview(plan: KeyPlan, *, editions: list[str], before: dict[str, object], after: dict[str, object]) -> Json:
    return {
        "token": plan.token,
        "institutions": len(plan.houses),
        "editions": editions,
        "key_before": before,
        "key": after,
        "counts": {name: plan.total(name) for name in COUNTS},
    }


def _shown(row: CorrectionRow) -> Json:
    return {
        "id": row.id,
        "module": row.module_id,
        "item": row.item_id,
        "editions": list(row.editions),
        "policy": row.policy,
        "reason": row.reason,
        "corrected_at": row.corrected_at,
        "corrected_by": row.corrected_by,
        "undone_at": row.undone_at,
        "undone_by": row.undone_by,
        "undone_reason": row.undone_reason,
        "counts": dict(row.counts),
        "undoing": None if row.undoing is None else dict(row.undoing),
        "gained_by": list(row.gainers),
        "lost_by": list(row.losers),
    }
