"""The debrief of a workshop from its tables: numbers as the checks count them, and no name by any way."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from courses.proposals import Finding, Recommendation, write_part
from lms.accounts.models import Account
from lms.reports.workshop_board import read_board
from lms.reports.workshop_debrief import Draft, find_content, make_debrief, read_workshop_debrief
from lms.reports.workshop_figures import figures_of
from lms.workshops import teams
from lms.workshops.models import Review, ReviewScore, Seat
from lms.workshops.parts import Edit, save_part
from tests.courses.drafts import IDS
from tests.webinar_kits import office
from tests.webinar_kits.workshop_samples import case, whole, workshop
from tests.workshops import open_hall
from tests.worlds import make_world
from webinar_kits.workshop.debrief import write_debrief_deck
from webinar_kits.workshop.debrief_data import Mark, Names

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
NOBODY = Names(people=(), groups=())
STRONG = "Clients know no way to complain that does not lead past the loan officer."


def debrief_of(*drafts: Draft, names: Names = NOBODY):
    return make_debrief(drafts, names=names, case=case(), workshop=workshop(), salt="s")


def draft(number: int, *, text: str = STRONG, score: Fraction | None = None, **changes: object) -> Draft:
    plain = whole()
    findings = (replace(plain.findings[0], text=text), *plain.findings[1:])
    return Draft(f"p{number}", replace(plain, findings=findings, **changes), is_handed_in=number == 1, score=score)  # type: ignore[arg-type]


def test_below_three_proposals_only_their_number_is_known() -> None:
    found = debrief_of(draft(1), draft(2))
    assert (found.proposals, found.handed_in, found.is_withheld) == (2, 1, True)
    assert (found.columns, found.excerpts, found.gaps, found.errors, found.spreads) == ((), (), (), (), ())


def test_the_order_in_which_proposals_come_changes_nothing() -> None:
    drafts = [draft(1), draft(2, recommendations=()), draft(3, risks=())]
    assert debrief_of(*drafts) == debrief_of(*reversed(drafts))


def test_of_strong_findings_the_one_with_a_complete_answer_then_the_higher_score_is_shown() -> None:
    unanswered = draft(1, text=STRONG + " One.", recommendations=(), score=Fraction(4))
    lower, higher = (
        draft(2, text=STRONG + " Two.", score=Fraction(2)),
        draft(3, text=STRONG + " Three.", score=Fraction(3)),
    )
    (shown, *_) = debrief_of(unanswered, lower, higher).excerpts
    assert shown.text == STRONG + " Three."


def test_a_finding_with_a_name_with_an_error_or_without_a_fact_is_never_shown() -> None:
    named = draft(1, text="As Binta saw in Lindale, clients know no way that avoids the officer.")
    wrong = draft(2, text="In all of the 20 branches of Sandrel clients know no way to complain.")
    bare = draft(3)
    bare = replace(bare, proposal=replace(bare.proposal, findings=(replace(bare.proposal.findings[0], facts=()),)))
    found = debrief_of(named, wrong, bare, names=Names(people=["Binta Sow"], groups=()))
    assert [one.text for one in found.excerpts if one.limb == "a"] == []


def test_gaps_and_errors_count_proposals_and_not_times() -> None:
    def loose(one: Draft) -> Draft:
        fixes = tuple(replace(fix, owner="") for fix in one.proposal.recommendations)
        sections = {"context": "Sandrel has 20 branches.", "plan": "The 20 branches of Sandrel follow."}
        return replace(one, proposal=replace(one.proposal, recommendations=fixes, sections=sections))

    found = debrief_of(loose(draft(1)), loose(draft(2)), draft(3))
    assert ("recommendation-owner", 2) in [(one.code, one.proposals) for one in found.gaps]
    assert [(one.fact, one.proposals) for one in found.errors] == [(7, 2)]
    assert {mark for column in found.columns for mark in column.marks} <= set(Mark)


@pytest.fixture
def hall(session: Session):
    world = make_world(session, now=NOW)
    held = open_hall(session, world, now=NOW)
    invented = ("Zephyrine Quill", "Ottoline Farr", "Crispin Vane", "Isolde Marsh")
    for name, person in zip(invented, (*held.trainees.values(), held.trainer), strict=True):
        session.execute(update(Account).where(Account.id == person.account_id).values(name=name))
    finding = Finding(str(UUID(int=77)), STRONG, "a", ("two-channels",), (39,), ("E13",))
    fix = Recommendation(str(UUID(int=78)), title="A line", findings=(finding.id,))
    for number, name in enumerate(held.trainees):
        told = f"{STRONG} Zephyrine heard it." if number == 0 else STRONG
        drafted = {
            "section:context": "Sandrel has 20 branches, says Zephyrine Quill of Valley Microfinance.",
            f"finding:{finding.id}": write_part(replace(finding, text=told)),
            f"recommendation:{fix.id}": write_part(fix),
        }
        for key, typed in drafted.items():
            edit = Edit(str(uuid4()), key, 0, typed)
            save_part(session, proposal_id=held.proposal_ids[name], edit=edit, seat_id=held.seat_ids[name], now=NOW)
    session.flush()
    return held


def test_no_name_of_the_workshop_stands_anywhere_in_the_deck(session: Session, hall) -> None:
    teams.make_team(session, workshop_id=hall.id, name="Kingfisher", now=NOW)
    found = read_workshop_debrief(session, workshop_id=hall.id, case=case(), workshop=workshop())
    assert (found.proposals, found.is_withheld) == (3, False)
    assert [one.text for one in found.excerpts] == [STRONG]
    board = read_board(session, workshop_id=hall.id)
    done = [figures_of(one, parts, workshop=workshop(), case=case()).done for one, parts in board.parts.items()]
    assert sorted(sum(mark is Mark.DONE for mark in one.marks) for one in found.columns) == sorted(done)
    assert [(one.fact, one.proposals) for one in found.errors] == [(7, 3)]

    everything = "\n".join(office.all_text(write_debrief_deck(found, case=case(), workshop=workshop()))).casefold()
    names = session.scalars(
        select(Account.name).join(Seat, Seat.account_id == Account.id).where(Seat.workshop_id == hall.id)
    ).all()
    assert len(names) == 4
    planted = [
        "zephyrine",
        "quill",
        "kingfisher",
        "valley",
        "harbour",
        "lakes network",
        "@",
        *hall.proposal_ids.values(),
    ]
    assert [word for word in (*planted, *(name.casefold() for name in names)) if word in everything] == []
    assert hall.id not in everything


def test_levels_are_counted_from_reviews_that_count(session: Session, hall) -> None:
    seat_ids, proposals = list(hall.seat_ids.values()), list(hall.proposal_ids.values())
    for number, proposal_id in enumerate(proposals):
        add_review(session, hall, seat_ids[(number + 1) % 3], proposal_id, level=number + 1)
    add_review(session, hall, seat_ids[2], proposals[0], level=4, flagged_at=NOW)
    add_review(session, hall, seat_ids[0], proposals[0], level=4, is_set_aside=True)
    add_review(session, hall, seat_ids[1], proposals[2], level=4, submitted_at=None)

    found = read_workshop_debrief(session, workshop_id=hall.id, case=case(), workshop=workshop())
    assert found.reviews == 3
    assert [(one.criterion, one.levels) for one in found.spreads] == [("diagnosis", (1, 1, 1, 0))]


def test_what_trainers_gave_counts_without_being_submitted(session: Session, hall) -> None:
    for proposal_id, seat_id in zip(hall.proposal_ids.values(), hall.seat_ids.values(), strict=True):
        add_review(session, hall, seat_id, proposal_id, level=3, kind="trainer", submitted_at=None)

    found = read_workshop_debrief(session, workshop_id=hall.id, case=case(), workshop=workshop())
    assert (found.reviews, [one.levels for one in found.spreads]) == (3, [(0, 0, 3, 0)])


def test_reviews_of_two_proposals_are_withheld(session: Session, hall) -> None:
    for proposal_id, seat_id in list(zip(hall.proposal_ids.values(), hall.seat_ids.values(), strict=True))[:2]:
        add_review(session, hall, seat_id, proposal_id, level=2)
    found = read_workshop_debrief(session, workshop_id=hall.id, case=case(), workshop=workshop())
    assert (found.reviews, found.spreads) == (0, ())


def test_the_content_of_a_workshop_is_found_or_not(session: Session, hall) -> None:
    assert find_content(session, workshop_id=hall.id) == ("sandrel", "en")
    assert find_content(session, workshop_id=IDS[0]) is None


def add_review(session: Session, hall, seat_id: int, proposal_id: str, *, level: int, **changes: object) -> None:
    usual = {"kind": "peer", "submitted_at": NOW + timedelta(hours=1), "flagged_at": None, "is_set_aside": False}
    review = Review(
        id=str(uuid4()), workshop_id=hall.id, proposal_id=proposal_id, seat_id=seat_id, assigned_at=NOW,
        **{**usual, **changes},
    )  # fmt: skip
    session.add(review)
    session.flush()
    session.add(ReviewScore(review_id=review.id, criterion="diagnosis", level=level))
    session.flush()
