"""A proposal as its documents need it: the draft, who wrote it, and the remarks on it without a reviewer's name."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from courses.cases import Case
from courses.workshop import Workshop
from lms.accounts.models import Account
from lms.errors import NotFound
from lms.reports.workshop_board import WrittenPart
from lms.reports.workshop_figures import proposal_of
from lms.reports.workshop_reading import NOT_HERE
from lms.workshops.comments import Onlooker, Remark, Thread, Voice, list_threads
from lms.workshops.models import Part, Proposal, Seat
from lms.workshops.models import Workshop as WorkshopRow
from lms.workshops.reviews import list_reviews
from webinar_kits.proposals.paper import PaperComment, ProposalPaper

AUTHOR, TRAINER, REVIEWER = "Author", "Trainer", "Reviewer"


def paper_of(
    session: Session,
    proposal_id: str,
    *,
    case: Case,
    workshop: Workshop,
    workshop_id: str,
    onlooker: Onlooker | None = None,
) -> ProposalPaper:
    """Return the paper of a proposal of that workshop; `NotFound` for one of another.

    With an `onlooker` it carries the remarks that she may see; whoever she is, reviewers are letters in it. Its day is
    that on which it was handed in, or last written in: the same draft gives the same paper on any day.
    """
    query = (
        select(Proposal.title, Proposal.created_at, Proposal.handed_in_at, WorkshopRow.zone)
        .join(WorkshopRow, WorkshopRow.id == Proposal.workshop_id)
        .where(Proposal.id == proposal_id, Proposal.workshop_id == workshop_id)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound(NOT_HERE)
    written = _written(session, proposal_id)
    moment = found.handed_in_at or max((part.saved_at for part in written), default=found.created_at)
    draft = replace(proposal_of(written, case=case), title=found.title)
    return ProposalPaper(
        case=case,
        workshop=workshop,
        proposal=draft,
        authors=_authors(session, proposal_id),
        dated_on=_day(moment, found.zone),
        language=workshop.language,
        comments=_comments(session, proposal_id, onlooker, found.zone) if onlooker is not None else (),
    )


def list_proposals(session: Session, *, workshop_id: str) -> tuple[str, ...]:
    """Return the proposals of a workshop that somebody works on, in a fixed order: for who keeps the server."""
    works = or_(Seat.id == Proposal.seat_id, Seat.team_id == Proposal.team_id)
    alone = or_(Proposal.team_id.is_not(None), Seat.team_id.is_(None))
    query = (
        select(Proposal.id)
        .join(Seat, and_(works, alone, Seat.left_at.is_(None)))
        .where(Proposal.workshop_id == workshop_id)
        .order_by(Proposal.id)
        .distinct()
    )
    return tuple(session.execute(query).scalars())


def workshop_of(session: Session, proposal_id: str) -> tuple[str, str, str]:
    """Return the workshop of a proposal, its case and its language; `NotFound` where there is no such proposal."""
    query = (
        select(WorkshopRow.id, WorkshopRow.case_id, WorkshopRow.language)
        .join(Proposal, Proposal.workshop_id == WorkshopRow.id)
        .where(Proposal.id == proposal_id)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound(f"There is no proposal {proposal_id!r}.")
    return found[0], found[1], found[2]


def _written(session: Session, proposal_id: str) -> tuple[WrittenPart, ...]:
    query = (
        select(Part.key, Part.content, Part.version, Part.place, Part.saved_at, Part.saved_by_id)
        .where(Part.proposal_id == proposal_id, Part.is_out.is_(False), Part.content != "")
        .order_by(Part.place, Part.key)
    )
    return tuple(WrittenPart(*row) for row in session.execute(query))


def _authors(session: Session, proposal_id: str) -> tuple[str, ...]:
    """Return the names of those whose proposal it is now, by name."""
    query = (
        select(Account.name)
        .join(Seat, Seat.account_id == Account.id)
        .join(
            Proposal, or_(Proposal.seat_id == Seat.id, and_(Proposal.team_id == Seat.team_id, Seat.left_at.is_(None)))
        )
        .where(Proposal.id == proposal_id)
        .order_by(Account.name)
    )
    return tuple(session.execute(query).scalars())


def _comments(session: Session, proposal_id: str, onlooker: Onlooker, zone: str) -> tuple[PaperComment, ...]:
    threads = list_threads(session, onlooker=onlooker, proposal_id=proposal_id)
    letters = {one.id: one.letter for one in list_reviews(session, proposal_id=proposal_id)} if threads else {}
    return tuple(_comment(thread, letters, zone) for thread in threads if not thread.is_set_aside)


def _comment(thread: Thread, letters: dict[str, str], zone: str) -> PaperComment:
    remark = thread.remark
    return PaperComment(
        part=remark.key,
        quote=remark.quote,
        reviewer=_speaker(thread, remark, letters),
        text=remark.text,
        written_on=_day(remark.written_at, zone),
        is_resolved=remark.resolved_at is not None,
        replies=tuple((_speaker(thread, one, letters), one.text) for one in thread.answers),
    )


def _speaker(thread: Thread, remark: Remark, letters: dict[str, str]) -> str:
    """Return what stands for who speaks: never a name, not even for a trainer."""
    if thread.voice is Voice.REVIEW and remark.seat_id == thread.remark.seat_id:
        # A letter, whatever her role is now: who was made a trainer since would be known by that word.
        return f"{REVIEWER} {letters.get(thread.remark.review_id or '', '')}".strip()
    if thread.voice is Voice.TRAINER and remark.seat_id == thread.remark.seat_id:
        return TRAINER
    return TRAINER if remark.is_trainer and not remark.is_author else AUTHOR


def _day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()
