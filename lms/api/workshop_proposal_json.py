"""Proposals as JSON."""

from collections.abc import Iterable, Iterator

from courses.completeness import LimbState, PartState, SectionState, assess
from courses.timetables import make_budget, make_timetable
from courses.traces import trace
from lms.api.block_tree import Json
from lms.db.engine import session
from lms.http.cases import case_of, workshop_content
from lms.http.saving import SavedPart, own_proposal
from lms.reports.workshop_changes import LiveLock
from lms.reports.workshop_figures import proposal_of
from lms.reports.workshop_proposal import Draft, writers
from lms.reports.workshop_proposal_warnings import PartWarning, warnings_of
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops.parts import HeldPart, list_edits
from lms.workshops.snapshots import KeptVersion


def write_proposal(draft: Draft, parts: Iterable[HeldPart], locks: Iterable[LiveLock]) -> Json:
    """Return a proposal with every part that was ever written."""
    return {
        "id": draft.proposal_id,
        "handed_in_at": draft.handed_in_at,
        "parts": [write_part(part, draft) for part in parts],
        "locks": write_locks(locks),
    }


def write_part(part: HeldPart, draft: Draft) -> Json:
    """Return a part as it stands."""
    return {
        "key": part.key,
        "content": part.content,
        "version": part.version,
        "out": part.is_out,
        "saved_at": part.saved_at,
        "saved_by": draft.names.get(part.saved_by_id, ""),
    }


def write_locks(locks: Iterable[LiveLock]) -> list[Json]:
    """Return who else is writing where."""
    return [{"key": one.key, "name": one.name, "until": one.until} for one in locks]


def write_saved(done: SavedPart) -> Json:
    """Return what a part holds after an edit."""
    saved = done.saved
    return {
        "key": done.key,
        "version": saved.version,
        "content": saved.content,
        "out": saved.is_out,
        "merged": saved.is_merged,
        "clashes": saved.clashes,
        "saved_at": saved.saved_at,
        "warnings": [write_warning(one) for one in done.warnings],
        "locks": write_locks(done.locks),
    }


def write_warning(one: PartWarning) -> Json:
    """Return a sentence at its place."""
    return {
        "part": one.key,
        "field": one.field,
        "kind": "wrong" if one.is_contradiction else "note" if one.is_note else "look",
        "text": one.text,
        "passage": {"start": one.start, "end": one.end} if one.has_passage else None,
    }


def write_edits(seat: WorkshopSeat, key: str) -> Json:
    """Return the edits of a part, or of all, newest first."""
    proposal_id = own_proposal(seat)
    names = writers(session(), proposal_id=proposal_id)
    return {
        "items": [
            {
                "key": one.key,
                "version": one.version,
                "saved_by": names.get(one.seat_id, ""),
                "saved_at": one.saved_at,
                "out": one.is_out,
                "clashes": one.clashes,
            }
            for one in list_edits(session(), proposal_id=proposal_id, key=key)
        ]
    }


def write_versions(seat: WorkshopSeat, kept: Iterable[KeptVersion]) -> Json:
    """Return versions of the whole."""
    names = writers(session(), proposal_id=own_proposal(seat))
    return {
        "items": [
            {
                "id": one.id,
                "label": one.label,
                "kind": one.kind.value,
                "taken_at": one.taken_at,
                "taken_by": names.get(one.seat_id, ""),
                "parts": len(one.versions),
            }
            for one in kept
        ]
    }


def write_checks(seat: WorkshopSeat, draft: Draft) -> Json:
    """Return everything that is computed from a proposal."""
    case, workshop = case_of(seat), workshop_content(seat.language)
    proposal = proposal_of(draft.parts, case=case)
    state, budget = assess(proposal, workshop), make_budget(proposal, case)
    warned = warnings_of(draft.parts, case=case, workshop=workshop)
    return {
        "sentence": state.sentence,
        "sections": list(_states(state.sections)),
        "parts": list(_states(state.parts)),
        "limbs": list(_states(state.limbs)),
        "warnings": [write_warning(one) for found in warned.values() for one in found],
        "matrix": [
            {
                "finding": f"finding:{row.gap.id}" if row.gap is not None else "",
                "indicators": [one.id for one in row.indicators],
                "recommendation": f"recommendation:{row.fix.id}" if row.fix is not None else "",
                "evidence": list(row.evidence),
                "measure": row.measure,
            }
            for row in trace(proposal, case, workshop).rows
        ],
        "plan": [
            {
                "recommendation": f"recommendation:{row.recommendation.id}",
                "starts_on": row.starts_on,
                "ends_on": row.ends_on,
                "days": row.days,
                "first_week": row.first_week,
                "weeks": row.weeks,
            }
            for row in make_timetable(proposal).rows
        ],
        "budget": {
            "currency": budget.currency,
            "total": str(budget.total),
            "payers": [{"payer": one.payer, "total": str(one.total)} for one in budget.payers],
        },
    }


def _states(states: Iterable[SectionState | PartState | LimbState]) -> Iterator[Json]:
    for state in states:
        if isinstance(state, SectionState):
            yield _state(state.section.id, state.section.title, state.note, is_done=state.has_enough)
        elif isinstance(state, PartState):
            yield _state(state.part.id, state.part.title, state.note, is_done=state.is_done)
        else:
            yield _state(state.limb.id, state.limb.title, state.note, is_done=state.is_covered)


def _state(name: str, title: str, note: str, *, is_done: bool) -> Json:
    return {"id": name, "title": title, "done": is_done, "note": note}
