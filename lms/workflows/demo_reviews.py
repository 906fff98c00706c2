"""The workshop of the demo that is over: three short proposals, reviewed by each other, with remarks and feedback."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from courses.model import Mode
from courses.proposals import Finding, Recommendation, Risk, write_part
from lms.accounts import service as accounts
from lms.errors import NotFound
from lms.workshops import comments, seats
from lms.workshops.assigning import begin_reviews
from lms.workshops.comments import NewRemark, Onlooker
from lms.workshops.handing_in import hand_in
from lms.workshops.parts import Edit, save_part
from lms.workshops.review_drafts import ReviewDraft
from lms.workshops.reviews import get_review, list_reviews_of_workshop, submit_review
from lms.workshops.scoring import save_trainer_scores
from lms.workshops.seats import NewWorkshop, Place

TITLE = "The first round: proposals, reviews and feedback"
CASE = "sandrel"
TRAINER = "facilitator@demo.example"
CRITERIA = ("diagnosis", "completeness", "access", "feasibility", "data-and-governance")
SEED = 20
WRITTEN = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class _Draft:
    address: str
    context: str
    diagnosis: str
    mechanism: str
    finding: str
    title: str
    answer: str
    owner: str


DRAFTS = (
    _Draft(
        "learner@demo.example",
        "Sandrel has 18 branches (F7) and a register with nine complaints in a year (E1). Of clients who left, 31% "
        "name bad treatment by staff (E3).\n\nNobody at head office has put these two numbers on one page.",
        "The way to complain leads past the officer one would complain about: the box hangs beside his desk.\n\n"
        "- No policy that the board has approved.\n- No time within which anybody must answer.\n- No look at causes.",
        "A phone line answered by one person at head office, in Morani and Calven, free of charge. Each call is "
        "written down while the client is on the line, gets a number and a day by which she hears from us.",
        "Clients have no way to complain that does not lead past the officer they complain about.",
        "A phone line that a person answers",
        "One person answers the line and writes each call into one register for all branches.",
        "Head of operations",
    ),
    _Draft(
        "director@demo.example",
        "The annual report calls nine complaints a sign of content clients. The exit survey says otherwise (E3).",
        "The board asks for the number of complaints and never for their causes. What is counted is not what is heard.",
        "Every quarter the board gets one page: how many complaints of which class, how long they took, what was "
        "changed because of them, and what is asked of the board.",
        "Complaints are counted and never looked at: nothing at Sandrel was ever changed because of one.",
        "One page for the board each quarter",
        "Internal audit writes the page from the register and proposes one change each time.",
        "Head of internal audit",
    ),
    _Draft(
        "coordinator@demo.example",
        "I asked myself who at Sandrel would have to pick up the phone on Monday. Today there is nobody.",
        "Loan officers think of complaints as betrayal. None of them was ever trained to take one.",
        "Training of two hours for all staff, on how to listen, what to write down and what never to promise.",
        "Staff were never taught how to take a complaint.",
        "Two hours of training for everybody",
        "Each branch is trained in its own weekly meeting, with the case of the register on the table.",
        "Human resources manager",
    ),
)
REASONS = {
    "diagnosis": "You cite numbers and say where they come from. What made clients silent could be said more plainly.",
    "completeness": "The way in is there. I looked for a time limit and for who looks at the causes.",
    "access": "Say how the client in E4 would hear of it: she reads little and has no smartphone.",
    "feasibility": "There is an owner and a date. I do not see who does it when she is ill.",
    "data-and-governance": "The last sentence says who looks at what. Say also what happens then.",
}
TO_AUTHORS = (
    "The facts carry your text, and one can follow it without knowing the case. First write who answers within how "
    "many days; everything else hangs on it.",
    "I liked that it begins with clients and not with papers. Next: give each measure a number that shows it works.",
)
TRAINERS_WORD = (
    "You argue from the case and you stay short: a director would read this to the end. Take the remark on the time "
    "limit first, then hold the plan against it."
)


def load_demo_feedback(session: Session, *, network_id: int, now: datetime) -> str:
    """Hold the workshop six weeks before `now`, show its feedback, and return its id."""
    began = now - timedelta(days=42)
    made = seats.open_workshop(session, new=_new(network_id, began), account_id=_account(session, TRAINER), now=began)
    places = {}
    for draft in DRAFTS:
        account_id = _account(session, draft.address)
        seats.join(session, code=made.code, account_id=account_id, now=began)
        place = seats.get_place(session, workshop_id=made.id, account_id=account_id)
        places[draft.address] = place
        for key, content in _parts(draft, began.date()):
            edit = Edit(id=str(uuid4()), key=key, base_version=0, typed=content)
            save_part(session, proposal_id=place.proposal_id, edit=edit, seat_id=place.seat_id, now=began)
        hand_in(session, proposal_id=place.proposal_id, seat_id=place.seat_id, label="Handed in", now=began + WRITTEN)
    begin_reviews(session, workshop_id=made.id, each=2, seed=SEED, now=began + timedelta(days=7))
    _review(session, made.id, now=began + timedelta(days=9))
    _talk(session, made.id, places, now=began + timedelta(days=8))
    _score(session, made.id, places[DRAFTS[0].address], now=began + timedelta(days=10))
    seats.release(session, workshop_id=made.id, now=began + timedelta(days=11))
    return made.id


def _new(network_id: int, began: datetime) -> NewWorkshop:
    return NewWorkshop(
        title=TITLE,
        case_id=CASE,
        language="en",
        mode=Mode.IN_PERSON,
        zone="Africa/Nairobi",
        starts_on=began.date(),
        network_id=network_id,
    )


def _parts(draft: _Draft, began: date) -> Iterator[tuple[str, str]]:
    yield "section:context", draft.context
    yield "section:diagnosis", draft.diagnosis
    yield "section:mechanism", draft.mechanism
    finding = Finding(id=str(uuid4()), text=draft.finding, limb="a", indicators=("two-channels",), exhibits=("E13",))
    yield f"finding:{finding.id}", write_part(finding)
    answer = Recommendation(
        id=str(uuid4()),
        title=draft.title,
        text=draft.answer,
        findings=(finding.id,),
        owner=draft.owner,
        cost_text="9600",
        payer="Sandrel",
        starts_text=(began + timedelta(days=60)).isoformat(),
        ends_text=(began + timedelta(days=150)).isoformat(),
        measure="Complaints written down, by branch and month",
        target="Two a month in each branch within a year",
    )
    yield f"recommendation:{answer.id}", write_part(answer)
    risk = Risk(id=str(uuid4()), text="Officers ask clients not to call.", answer="Mystery calls each quarter.")
    yield f"risk:{risk.id}", write_part(risk)


def _review(session: Session, workshop_id: str, *, now: datetime) -> None:
    given = list_reviews_of_workshop(session, workshop_id=workshop_id).values()
    held = [get_review(session, workshop_id=workshop_id, review_id=one.id) for reviews in given for one in reviews]
    for number, (seat_id, review) in enumerate((one.seat_id, one.given) for one in held):
        draft = ReviewDraft(
            summary=TO_AUTHORS[number % len(TO_AUTHORS)],
            levels={name: 2 + (number + place) % 3 % 2 + (place == 0) for place, name in enumerate(CRITERIA)},
            reasons=REASONS,
        )
        onlooker = Onlooker(workshop_id, seat_id, is_trainer=False, proposal_id=None, is_released=False)
        text = "How would the client in E4 hear of this? Say it in one sentence."
        new = NewRemark(review.proposal_id or "", "section:mechanism", text, review_id=review.id)
        comments.add_remark(session, onlooker=onlooker, new=new, now=now)
        submit_review(session, review_id=review.id, seat_id=seat_id, draft=draft, criteria=CRITERIA, now=now)


def _talk(session: Session, workshop_id: str, places: dict[str, Place], *, now: datetime) -> None:
    """Let an author talk to herself and the trainer remark on the first proposal."""
    first = places[DRAFTS[0].address]
    author = Onlooker(workshop_id, first.seat_id, is_trainer=False, proposal_id=first.proposal_id, is_released=False)
    own = NewRemark(first.proposal_id, "section:context", "Look up the year of E3 before we hand in.", quote="31%")
    kept = comments.add_remark(session, onlooker=author, new=own, now=now)
    comments.resolve(session, onlooker=author, comment_id=kept, now=now)
    trainer = _trainer(session, workshop_id)
    said = NewRemark(
        first.proposal_id,
        "section:diagnosis",
        "This sentence is the whole case. Put it first.",
        quote="The way to complain leads past the officer one would complain about",
    )
    comments.add_remark(session, onlooker=trainer, new=said, now=now)


def _score(session: Session, workshop_id: str, place: Place, *, now: datetime) -> None:
    draft = ReviewDraft(
        summary=TRAINERS_WORD,
        levels={"diagnosis": 4, "access": 2},
        reasons={
            "diagnosis": "Each sentence rests on a number one can look up, and the cause is named.",
            "access": "The line is free, and I still do not see how the most silent client learns that it exists.",
        },
    )
    trainer = _trainer(session, workshop_id)
    save_trainer_scores(
        session, proposal_id=place.proposal_id, seat_id=trainer.seat_id, draft=draft, criteria=CRITERIA, now=now
    )


def _trainer(session: Session, workshop_id: str) -> Onlooker:
    seat_id = seats.get_seat_id(session, workshop_id=workshop_id, account_id=_account(session, TRAINER))
    return Onlooker(workshop_id, seat_id, is_trainer=True, proposal_id=None, is_released=False)


def _account(session: Session, address: str) -> int:
    found = accounts.find_account(session, email=address)
    if found is None:
        raise NotFound(f"{address} is not in the cast of the demo.")
    return found.id
