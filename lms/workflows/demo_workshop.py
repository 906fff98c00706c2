"""The workshop of the demo that runs: two invented trainees, one in the midst of a proposal, one at its first page."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from courses.model import Mode
from lms.accounts import service as accounts
from lms.errors import NotFound
from lms.workflows.demo_writing import WrittenProposal, read_written
from lms.workshops import seats
from lms.workshops.parts import Edit, save_part
from lms.workshops.seats import NewWorkshop, Place

TITLE = "From a sample institution to an upgrade proposal"
CASE = "sandrel"
TRAINER = "facilitator@demo.example"
DRAFTS = ("begun", "first-page")
# Between one part and the next somebody thinks.
PER_PART = timedelta(minutes=40)


def load_demo_workshop(session: Session, *, network_id: int, now: datetime) -> str:
    """Open the workshop a week before `now` and return its id."""
    began = now - timedelta(days=7)
    new = NewWorkshop(
        title=TITLE,
        case_id=CASE,
        language="en",
        mode=Mode.WEBINAR,
        zone="Africa/Nairobi",
        starts_on=began.date(),
        due_at=now + timedelta(days=14),
        network_id=network_id,
    )
    made = seats.open_workshop(session, new=new, account_id=account_of(session, TRAINER), now=began)
    for name in DRAFTS:
        written = read_written(name)
        account_id = account_of(session, written.author)
        seats.join(session, code=made.code, account_id=account_id, now=began)
        place = seats.get_place(session, workshop_id=made.id, account_id=account_id)
        save_written(session, written, place=place, began=now - timedelta(days=1))
    return made.id


def save_written(session: Session, written: WrittenProposal, *, place: Place, began: datetime) -> None:
    """Save a proposal part after part, as somebody writes it who began at that moment."""
    for number, (key, content) in enumerate(written.parts):
        edit = Edit(id=str(uuid4()), key=key, base_version=0, typed=content)
        moment = began + number * PER_PART
        save_part(session, proposal_id=place.proposal_id, edit=edit, seat_id=place.seat_id, now=moment)


def account_of(session: Session, address: str) -> int:
    """Return the account of somebody of the cast."""
    found = accounts.find_account(session, email=address)
    if found is None:
        raise NotFound(f"{address} is not in the cast of the demo.")
    return found.id
