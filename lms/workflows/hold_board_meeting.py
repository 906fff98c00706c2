"""Hold a board meeting on one device: open it, call the roll, let each director attest, close it.

What is pressed is kept at once; that it counts is written when the meeting is closed, all of it or nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from courses.model import Module, Tier
from lms.boards import service as boards
from lms.boards.rules import ReadModule, completion_key
from lms.boards.service import Heard, KnownMeeting, MeetingPlan
from lms.errors import Conflict, Invalid
from lms.evidence import service as evidence
from lms.evidence.requirements import find_requirement
from lms.evidence.rules import valid_until
from lms.institutions.offices import Office, list_directors
from lms.workflows.keep_edition import keep_edition

EARLIEST = date(2000, 1, 1)
NO_DIRECTORS = (
    "Nobody sits on the board on that day. Add the directors to the people of your institution, on the tier Board and "
    "from the day they took office; then open the meeting."
)
NOT_A_DIRECTOR = "She does not sit on the board on the day of this meeting, so she is not in its roll."


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A meeting as it is asked for."""

    id: str
    held_on: date
    place: str
    modules: tuple[Module, ...]


def open_board_meeting(
    session: Session,
    *,
    institution_id: int,
    account_id: int | None,
    new: NewMeeting,
    today: date,
    now: datetime,
) -> bool:
    """Open a meeting on the editions of today; return whether it was new. Nothing that is still to come is opened."""
    if not EARLIEST <= new.held_on <= today:
        raise Invalid({"held_on": "Open the meeting on the day it is held, or afterwards: give today or a day before."})
    if not list_directors(session, institution_id=institution_id, on=new.held_on):
        raise Conflict(NO_DIRECTORS)
    for module in new.modules:
        keep_edition(session, module=module)
    plan = MeetingPlan(new.held_on, new.place, tuple(_read_module(module) for module in new.modules))
    return boards.open_meeting(
        session, institution_id=institution_id, meeting_id=new.id, plan=plan, account_id=account_id, now=now
    )


def call_roll(
    session: Session, *, institution_id: int, meeting_id: str, member_ids: Collection[int] | None, is_present: bool
) -> None:
    """Mark directors as present or absent; None stands for all of them. Who is absent has attested nothing."""
    meeting = boards.lock_open(session, institution_id=institution_id, meeting_id=meeting_id)
    directors = {one.member_id for one in list_directors(session, institution_id=institution_id, on=meeting.held_on)}
    if member_ids is not None and not directors.issuperset(member_ids):
        raise Conflict(NOT_A_DIRECTOR)
    marked = directors if member_ids is None else member_ids
    boards.note_presence(session, meeting=meeting, member_ids=marked, is_present=is_present)


def hear(
    session: Session, *, institution_id: int, meeting_id: str, member_id: int, has_attested: bool, now: datetime
) -> None:
    """Keep that a director present attested, or undo it, until the meeting is closed."""
    meeting = boards.lock_open(session, institution_id=institution_id, meeting_id=meeting_id)
    directors = {one.member_id for one in list_directors(session, institution_id=institution_id, on=meeting.held_on)}
    if member_id not in directors:
        raise Conflict(NOT_A_DIRECTOR)
    boards.note_attestation(session, meeting=meeting, member_id=member_id, at=now if has_attested else None)


def seat(
    session: Session,
    *,
    institution_id: int,
    meeting_id: str,
    member_id: int,
    is_present: bool,
    has_attested: bool,
    now: datetime,
) -> None:
    """Note all there is of one director at once: whether she is there, and whether she attested."""
    call_roll(
        session,
        institution_id=institution_id,
        meeting_id=meeting_id,
        member_ids=(member_id,),
        is_present=is_present,
    )
    if is_present:
        hear(
            session,
            institution_id=institution_id,
            meeting_id=meeting_id,
            member_id=member_id,
            has_attested=has_attested,
            now=now,
        )


def drop_board_meeting(session: Session, *, institution_id: int, meeting_id: str) -> None:
    """Take away a meeting that was opened by mistake; a closed one stays."""
    meeting = boards.lock_open(session, institution_id=institution_id, meeting_id=meeting_id)
    boards.drop_meeting(session, meeting=meeting)


def close_board_meeting(session: Session, *, institution_id: int, meeting_id: str, now: datetime) -> bool:
    """Close a meeting and write what counts for each director who attested; a second time changes nothing."""
    meeting = boards.lock_meeting(session, institution_id=institution_id, meeting_id=meeting_id)
    if meeting.is_closed:
        return False
    directors = list_directors(session, institution_id=institution_id, on=meeting.held_on)
    heard = boards.close_meeting(
        session,
        institution_id=institution_id,
        meeting=meeting,
        directors=[one.member_id for one in directors],
        now=now,
    )
    offices = {one.member_id: one for one in directors}
    for one in heard:
        _count(session, institution_id, meeting, offices[one.member_id], one, now=now)
    return True


def _read_module(module: Module) -> ReadModule:
    sentence = module.attestation or (
        f"I have read the board's part of “{module.title}” and discussed it with the board of this institution."
    )
    return ReadModule(
        module_id=module.id,
        edition=module.edition,
        language=module.language,
        title=module.title,
        sentence=sentence,
        is_commitment=bool(module.attestation),
    )


def _count(
    session: Session, institution_id: int, meeting: KnownMeeting, office: Office, heard: Heard, *, now: datetime
) -> None:
    for module in meeting.modules:
        if module.is_commitment:
            pledge = evidence.Pledge(
                module_id=module.module_id,
                edition=module.edition,
                sentence=module.sentence,
                member_name=office.name,
                tier=Tier.BOARD.value,
                language=module.language,
            )
            evidence.attest(session, member_id=office.member_id, pledge=pledge, now=now)
        evidence.add_completion(
            session,
            institution_id=institution_id,
            member_id=office.member_id,
            module_id=module.module_id,
            edition=module.edition,
            language=module.language,
            source="board",
            source_id=completion_key(meeting.id, office.member_id, module.module_id),
            percent=None,
            completed_at=heard.attested_at,
            completed_on=meeting.held_on,
            valid_until=_ends(session, institution_id, office, module, meeting.held_on),
            now=now,
        )


def _ends(session: Session, institution_id: int, office: Office, module: ReadModule, on: date) -> date | None:
    rule = find_requirement(
        session,
        institution_id=institution_id,
        tier=Tier.BOARD.value,
        module_id=module.module_id,
        on=on,
        branch_id=office.branch_id,
    )
    return valid_until(on, valid_months=rule.valid_months if rule is not None else None)
