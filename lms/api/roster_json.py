"""Lists of people as JSON, ready for their schemas."""

from collections import Counter

from lms.api.block_tree import Json
from lms.db.engine import session
from lms.http.moment import today_at
from lms.http.viewer import InstitutionPlace
from lms.institutions import roster_imports as imports
from lms.institutions.roster_imports import KnownImport, State
from lms.institutions.roster_steps import Step
from lms.institutions.roster_values import Fault
from lms.workflows.import_roster import Opened, Preview, open_roster, preview_roster

STALE = "The roster has changed since the plan was made. Look at it anew."


def entry_json(kept: KnownImport) -> Json:
    """Return a list and where it stands."""
    fault = STALE if kept.summary.get("is_stale") else str(kept.summary.get("fault") or "")
    return {
        "id": kept.id,
        "file_name": kept.file_name,
        "state": kept.state,
        "fault": fault,
        "created_at": kept.created_at,
        "applied_at": kept.applied_at,
    }


def import_json(place: InstitutionPlace, import_id: str) -> Json:
    """Return a list with what it asks and would change, or did."""
    kept = imports.get_import(session(), institution_id=place.id, import_id=import_id)
    body = {
        **entry_json(kept),
        "columns": [],
        "ignored": [],
        "date_questions": [],
        "tier_words": [],
        "plan": None,
        "summary": kept.summary if kept.state is State.APPLIED else {},
    }
    if kept.state is not State.READ:
        return body
    opened = open_roster(session(), institution_id=place.id, import_id=import_id)
    body |= _opened(opened)
    if not opened.is_asking:
        body["plan"] = plan_json(preview_roster(session(), opened, today=today_at(place.zone)))
    return body


def plan_json(preview: Preview) -> Json:
    """Return what a list would change, in figures."""
    plan = preview.plan
    return {
        "fingerprint": plan.fingerprint,
        "counts": {change.value: number for change, number in plan.counts().items()},
        "changes": len(plan.writes),
        "faults": [
            {"kind": kind.value, "number": number}
            for kind, number in Counter(fault.kind for fault in plan.faults).most_common()
        ],
        "repeats": len(plan.repeats),
        "absent": len(plan.absent),
        "by_name": plan.by_name,
        "new_branches": [
            {
                "name": one.name,
                "count": one.count,
                "similar": one.similar,
                "is_wanted": one.is_wanted,
                "taken_as": one.taken_as,
            }
            for one in plan.new_branches
        ],
        "hindrances": preview.hindrances(),
    }


def step_json(step: Step) -> Json:
    """Return what a row does."""
    return {
        "row": step.row,
        "member": step.after.id or None,
        "staff_code": step.after.staff_code,
        "name": step.after.name,
        "changes": [change.value for change in step.changes],
        "differences": [{"field": one.field, "old": one.old, "new": one.new} for one in step.differences],
        "remarks": list(step.remarks),
    }


def fault_json(fault: Fault) -> Json:
    """Return what cannot be taken."""
    return {
        "row": fault.row,
        "cell": fault.cell,
        "title": fault.title,
        "kind": fault.kind.value,
        "value": fault.value,
        "sentence": fault.sentence,
    }


def _opened(opened: Opened) -> Json:
    return {
        "columns": [{"field": field.value, "title": opened.layout.title(field)} for field in opened.layout.columns],
        "ignored": list(opened.layout.ignored),
        "date_questions": [
            {
                "field": one.field.value,
                "title": one.title,
                "samples": list(one.samples),
                "against": list(one.against),
            }
            for one in opened.parsed.date_questions
            if one.field not in opened.answers.orders
        ],
        "tier_words": [
            {"word": one.word, "count": one.count, "tier": one.tier and one.tier.value}
            for one in opened.parsed.tier_words
            if not one.is_sure
        ],
    }
