"""Workshops as JSON."""

from datetime import datetime

from lms.api.block_tree import Json
from lms.db.engine import session
from lms.http.cases import case_of, timed_sittings, workshop_content
from lms.reports.workshop_board import Board, ReviewCount
from lms.reports.workshop_figures import figures_of, standing_of
from lms.reports.workshop_people import list_people, list_taken_out, list_teams
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops.days import find_item


def write_seat(seat: WorkshopSeat, *, code: str = "") -> Json:
    """Return a workshop and somebody's place in it."""
    return {
        "id": seat.workshop_id,
        "title": seat.title,
        "case": seat.case_id,
        "language": seat.language,
        "mode": seat.mode,
        "zone": seat.zone,
        "starts_on": seat.starts_on,
        "due_at": seat.due_at,
        "reviews_open_at": seat.reviews_open_at,
        "released_at": seat.released_at,
        "closed_at": seat.closed_at,
        "role": seat.role.value,
        "team": seat.team_name,
        "code": code,
    }


def write_agenda(seat: WorkshopSeat) -> Json:
    """Return the agenda with its moments."""
    return {
        "sittings": [
            {
                "id": one.sitting.id,
                "title": one.sitting.title,
                "starts_at": one.starts_at,
                "ends_at": one.ends_at,
                "items": [
                    {
                        "id": timed.item.id,
                        "kind": timed.item.kind.value,
                        "title": timed.item.title,
                        "text": timed.item.text,
                        "exercise": timed.item.exercise,
                        "starts_at": timed.starts_at,
                        "minutes": timed.item.minutes,
                    }
                    for timed in one.items
                ],
            }
            for one in timed_sittings(seat)
        ]
    }


def write_people(seat: WorkshopSeat) -> Json:
    """Return who takes part and in which team."""
    return {
        "people": [
            {
                "seat": one.seat_id,
                "name": one.name,
                "email": one.email,
                "role": one.role.value,
                "team": one.team_id,
                "joined_at": one.joined_at,
                "seen_at": one.seen_at,
            }
            for one in list_people(session(), workshop_id=seat.workshop_id)
        ],
        "teams": [{"id": team.id, "name": team.name} for team in list_teams(session(), workshop_id=seat.workshop_id)],
        "taken_out": [
            {"seat": one.seat_id, "name": one.name, "team": one.team_name, "out_at": one.out_at}
            for one in list_taken_out(session(), workshop_id=seat.workshop_id)
        ],
    }


def write_board(seat: WorkshopSeat, board: Board, *, now: datetime) -> Json:
    """Return a line for each who writes."""
    workshop, case = workshop_content(seat.language), case_of(seat)
    here = find_item(timed_sittings(seat), now=now) if seat.reviews_open_at is None else None
    items = []
    for one in board.people:
        proposal_id = one.proposal_id or ""
        figures = figures_of(proposal_id, board.parts.get(proposal_id, ()), workshop=workshop, case=case)
        reviews = board.reviews.get(one.seat_id, ReviewCount())
        items.append(
            {
                "seat": one.seat_id,
                "name": one.name,
                "team": one.team_name,
                "standing": standing_of(
                    figures, handed_in_at=one.handed_in_at, joined_at=one.joined_at, here=here, now=now
                ).value,
                "last_part": figures.last_key,
                "saved_at": figures.saved_at,
                "seen_at": one.seen_at,
                "handed_in_at": one.handed_in_at,
                "parts": figures.done,
                "parts_in_all": figures.total,
                "words": figures.words,
                "findings": figures.findings,
                "recommendations": figures.recommendations,
                "warnings": figures.warnings,
                "reviews_given": reviews.submitted,
                "reviews_asked": reviews.assigned,
            }
        )
    return {"items": items}
