"""Who takes part in a workshop: joining, teams, moving, leaving, and the steps of its trainer."""

import threading
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from courses.case_loader import load_cases
from courses.model import Mode
from courses.proposals import Finding, write_part
from courses.resources import workshop_folder
from courses.workshop_loader import load_workshop
from lms.db.engine import WRITES
from lms.errors import Conflict, Invalid, NotFound
from lms.reports.workshop_board import read_board
from lms.reports.workshop_figures import figures_of
from lms.reports.workshop_people import list_people, list_teams
from lms.reports.workshop_seats import find_seat, list_seats
from lms.workshops import handing_in, nudges, schedule, seats, teams
from lms.workshops.days import find_item, find_next
from lms.workshops.dealing import deal
from lms.workshops.models import Proposal, Workshop
from lms.workshops.parts import Edit, list_parts, save_part
from lms.workshops.seats import NewWorkshop
from tests.workshops import open_hall
from tests.worlds import make_world
from webinar_kits.workshop.agenda import timed_days
from webinar_kits.workshop.kit_request import WorkshopKitRequest


@pytest.fixture
def world(session, now):
    return make_world(session, now=now)


@pytest.fixture
def hall(session, world, now):
    return open_hall(session, world, now=now)


def seat_of(session, hall, person):
    return find_seat(session, workshop_id=hall.id, account_id=person.account_id)


def write_something(session, hall, name, *, now, words="It is written."):
    seat = seat_of(session, hall, hall.trainees[name])
    edit = Edit("edit-" + name, "section:summary", 0, words)
    save_part(session, proposal_id=seat.proposal_id, edit=edit, seat_id=seat.seat_id, now=now)
    return seat.proposal_id


@given(
    people=st.lists(st.integers(1, 10_000), unique=True, max_size=40),
    size=st.integers(2, 8),
    seed=st.integers(0, 10_000),
)
def test_teams_are_even_and_everybody_is_in_one(people, size, seed):
    dealt = deal(people, size=size, seed=seed)

    assert sorted(person for team in dealt for person in team) == sorted(people)
    sizes = [len(team) for team in dealt]
    assert max(sizes, default=0) - min(sizes, default=0) <= 1
    assert len(people) < size or min(sizes) >= size


@given(people=st.lists(st.integers(1, 10_000), unique=True, min_size=6, max_size=20), seed=st.integers(0, 99))
def test_the_same_seed_deals_the_same_people_the_same_way(people, seed):
    assert deal(people, size=2, seed=seed) == deal(people[::-1], size=2, seed=seed)


def test_joining_gives_a_seat_and_a_proposal_once(session, hall, now):
    amina = hall.trainees["amina"]
    seats.join(session, code=hall.code, account_id=amina.account_id, now=now)

    seat = seat_of(session, hall, amina)
    assert (seat.seat_id, seat.proposal_id) == (hall.seat_ids["amina"], hall.proposal_ids["amina"])
    assert session.execute(select(func.count()).select_from(Proposal)).scalar_one() == 3


def test_a_code_is_taken_as_people_type_it_and_a_wrong_one_is_not(session, hall, world, now):
    late = world.harbour.people["board"]
    typed = f"{hall.code[:4].lower()} - {hall.code[4:].lower()}"

    assert seats.join(session, code=typed, account_id=late.account_id, now=now) == hall.id
    with pytest.raises(NotFound, match="letter by letter"):
        seats.join(session, code="", account_id=late.account_id, now=now)


def test_dealt_teams_have_one_proposal_each_and_hers_counts(session, hall, now):
    made = teams.deal_teams(session, workshop_id=hall.id, size=2, seed=3, called="Team", now=now)

    assert [team.name for team in list_teams(session, workshop_id=hall.id)] == ["Team 1"]
    found = {seat_of(session, hall, person).proposal_id for person in hall.trainees.values()}
    team_of = session.execute(select(Proposal.team_id).where(Proposal.id.in_(found))).scalars().all()
    assert team_of == list(made)
    with pytest.raises(Conflict, match="in a team already"):
        teams.deal_teams(session, workshop_id=hall.id, size=2, seed=3, called="Team", now=now)


def test_a_deal_is_taken_back_but_for_teams_that_have_begun(session, hall, now):
    own = write_something(session, hall, "amina", now=now, words="Written alone.")
    first = teams.deal_teams(session, workshop_id=hall.id, size=3, seed=3, called="Team", now=now)
    begun = teams.make_team(session, workshop_id=hall.id, name="River", now=now)
    binta = {"workshop_id": hall.id, "seat_id": hall.seat_ids["binta"]}
    teams.move(session, **binta, team_id=begun, now=now)
    place = seat_of(session, hall, hall.trainees["binta"])
    edit = Edit("of-the-team", "section:summary", 0, "Begun.")
    save_part(session, proposal_id=place.proposal_id, edit=edit, seat_id=place.seat_id, now=now)

    assert teams.take_apart(session, workshop_id=hall.id, now=now) == len(first) == 1

    assert [team.name for team in list_teams(session, workshop_id=hall.id)] == ["River"]
    assert seat_of(session, hall, hall.trainees["amina"]).proposal_id == own
    assert seat_of(session, hall, hall.trainees["chen"]).proposal_id is not None
    assert seat_of(session, hall, hall.trainees["binta"]).team_name == "River"
    with pytest.raises(Conflict, match="Every team has begun"):
        teams.take_apart(session, workshop_id=hall.id, now=now)


def test_a_late_one_joins_the_smallest_team_and_a_very_late_one_writes_alone(session, hall, world, now):
    teams.deal_teams(session, workshop_id=hall.id, size=3, seed=3, called="Team", now=now)
    small = teams.make_team(session, workshop_id=hall.id, name="River", now=now)
    late, later = world.harbour.people["board"], world.harbour.people["support"]

    seats.join(session, code=hall.code, account_id=late.account_id, now=now)
    assert seat_of(session, hall, late).team_id == small
    seats.open_reviews(session, workshop_id=hall.id, now=now)
    seats.join(session, code=hall.code, account_id=later.account_id, now=now)
    alone = seat_of(session, hall, later)
    assert (alone.team_id, alone.team_name) == (None, "")
    assert alone.proposal_id is not None


def test_what_somebody_wrote_alone_waits_for_her_while_she_is_in_a_team(session, hall, now):
    own = write_something(session, hall, "amina", now=now)
    team = teams.make_team(session, workshop_id=hall.id, name="River", now=now)
    here = {"workshop_id": hall.id, "seat_id": hall.seat_ids["amina"]}

    teams.move(session, **here, team_id=team, now=now)
    assert seat_of(session, hall, hall.trainees["amina"]).proposal_id != own
    teams.move(session, **here, team_id=None, now=now)
    assert seat_of(session, hall, hall.trainees["amina"]).proposal_id == own
    assert [part.content for part in list_parts(session, proposal_id=own)] == ["It is written."]


def test_a_team_that_nobody_is_left_in_goes_only_when_nothing_is_written(session, hall, now):
    bare = teams.make_team(session, workshop_id=hall.id, name="Bare", now=now)
    full = teams.make_team(session, workshop_id=hall.id, name="Full", now=now)
    for name, team in (("amina", bare), ("binta", full)):
        teams.move(session, workshop_id=hall.id, seat_id=hall.seat_ids[name], team_id=team, now=now)
    write_something(session, hall, "binta", now=now)
    for name in ("amina", "binta"):
        teams.move(session, workshop_id=hall.id, seat_id=hall.seat_ids[name], team_id=None, now=now)

    assert [team.name for team in list_teams(session, workshop_id=hall.id)] == ["Full"]


def test_nobody_is_moved_into_a_team_of_another_workshop(session, hall, world, now):
    other = open_hall(session, world, now=now, trainees={})
    team = teams.make_team(session, workshop_id=other.id, name="Elsewhere", now=now)

    with pytest.raises(Invalid, match="no such team"):
        teams.move(session, workshop_id=hall.id, seat_id=hall.seat_ids["amina"], team_id=team, now=now)
    with pytest.raises(NotFound):
        teams.move(session, workshop_id=other.id, seat_id=hall.seat_ids["amina"], team_id=team, now=now)


def test_once_reviews_have_begun_the_teams_stay(session, hall, now):
    seats.open_reviews(session, workshop_id=hall.id, now=now)

    with pytest.raises(Conflict, match="teams stay"):
        teams.make_team(session, workshop_id=hall.id, name="River", now=now)
    with pytest.raises(Conflict, match="teams stay"):
        teams.move(session, workshop_id=hall.id, seat_id=hall.seat_ids["amina"], team_id=None, now=now)


def test_the_last_trainer_stays_until_there_is_another(session, hall, now):
    holder = seat_of(session, hall, hall.trainer)
    with pytest.raises(Conflict, match="needs a trainer"):
        seats.leave(session, workshop_id=hall.id, seat_id=holder.seat_id, now=now)
    seats.make_trainer(session, workshop_id=hall.id, seat_id=hall.seat_ids["amina"])

    seats.leave(session, workshop_id=hall.id, seat_id=holder.seat_id, now=now)
    assert seat_of(session, hall, hall.trainer) is None
    assert seat_of(session, hall, hall.trainees["amina"]).is_trainer
    assert seat_of(session, hall, hall.trainees["amina"]).proposal_id == hall.proposal_ids["amina"]


def test_a_trainer_may_write_too(session, hall, now):
    holder = seat_of(session, hall, hall.trainer)
    assert holder.proposal_id is None
    made = seats.take_part(session, workshop_id=hall.id, seat_id=holder.seat_id, now=now)

    assert seats.take_part(session, workshop_id=hall.id, seat_id=holder.seat_id, now=now) == made
    assert seat_of(session, hall, hall.trainer).proposal_id == made


def test_feedback_is_not_shown_before_there_are_reviews(session, hall, now):
    with pytest.raises(Conflict, match="Open them first"):
        seats.release(session, workshop_id=hall.id, now=now)
    seats.open_reviews(session, workshop_id=hall.id, now=now)
    seats.release(session, workshop_id=hall.id, now=now)
    seats.release(session, workshop_id=hall.id, now=now + timedelta(days=1))

    assert session.get_one(Workshop, hall.id).released_at == now


def test_nobody_joins_a_closed_workshop(session, hall, world, now):
    seats.close(session, workshop_id=hall.id, now=now)
    with pytest.raises(Conflict, match="closed"):
        seats.join(session, code=hall.code, account_id=world.harbour.people["board"].account_id, now=now)


def test_open_workshops_stand_before_closed_ones_on_the_list(session, world, hall, now):
    later = open_hall(session, world, now=now + timedelta(days=9), trainees={"amina": hall.trainees["amina"]})
    seats.close(session, workshop_id=later.id, now=now)

    lines = list_seats(session, account_id=hall.trainees["amina"].account_id)
    assert [line.seat.workshop_id for line in lines] == [hall.id, later.id]
    assert lines[0].holder == "Lakes Network (invented)"


def test_a_list_of_people_names_trainers_first_and_then_teams(session, hall, now):
    teams.make_team(session, workshop_id=hall.id, name="River", now=now)
    team = list_teams(session, workshop_id=hall.id)[0]
    teams.move(session, workshop_id=hall.id, seat_id=hall.seat_ids["chen"], team_id=team.id, now=now)

    names = [one.name for one in list_people(session, workshop_id=hall.id)]
    assert names == ["Oluchi Officer", "Field of Harbour", "Field of Valley", "Support of Valley"]


def test_a_nudge_reaches_only_people_of_the_workshop(session, world, hall, now):
    other = open_hall(session, world, now=now, trainees={"dana": world.harbour.people["board"]})
    mixed = [hall.seat_ids["amina"], other.seat_ids["dana"]]

    assert nudges.send_nudge(session, workshop_id=hall.id, seat_ids=mixed, text="Look", now=now) == 1
    with pytest.raises(Invalid, match="message is empty"):
        nudges.send_nudge(session, workshop_id=hall.id, seat_ids=mixed, text="  ", now=now)
    with pytest.raises(Invalid, match="Tick at least one"):
        nudges.send_nudge(session, workshop_id=hall.id, seat_ids=[], text="Look", now=now)


@pytest.mark.parametrize(("mode", "sittings", "last"), [(Mode.IN_PERSON, 2, 1), (Mode.WEBINAR, 4, 21)])
def test_days_follow_each_other_and_webinars_are_a_week_apart(mode, sittings, last):
    workshop = load_workshop(workshop_folder())
    request = WorkshopKitRequest("sandrel", mode, dates=(date(2026, 3, 2),), zone="Africa/Nairobi")
    timed = schedule.timed(timed_days(request, workshop), request.zone)

    assert len(timed) == sittings
    assert timed[-1].starts_at.date() == date(2026, 3, 2) + timedelta(days=last)
    assert all(one.items[-1].ends_at == one.ends_at for one in timed)
    assert f"{timed[0].ends_at:%H:%M}" == timed[0].sitting.ends
    first = timed[0].items[0]
    assert find_item(timed, now=first.starts_at) == first
    assert find_item(timed, now=first.starts_at - timedelta(seconds=1)) is None
    assert find_next(timed, now=first.starts_at - timedelta(days=1)) == first
    assert find_next(timed, now=timed[-1].ends_at) is None
    assert first.starts_at.tzinfo == ZoneInfo("Africa/Nairobi")


def test_a_workshop_needs_a_title_and_a_zone(session, world, now):
    new = NewWorkshop(
        title=" ",
        case_id="sandrel",
        language="en",
        mode=Mode.WEBINAR,
        zone="UTC",
        starts_on=now.date(),
        network_id=world.network_id,
    )
    with pytest.raises(Invalid, match="title is empty"):
        seats.open_workshop(session, new=new, account_id=world.officer.account_id, now=now)


def test_figures_count_parts_and_warnings_and_follow_the_versions(session, hall, now):
    case = load_cases(workshop_folder())[0]
    workshop = load_workshop(workshop_folder())

    def figures():
        parts = read_board(session, workshop_id=hall.id).parts.get(hall.proposal_ids["amina"], ())
        return figures_of(hall.proposal_ids["amina"], parts, workshop=workshop, case=case)

    assert (figures().words, figures().warnings, figures().last_key) == (0, 0, "")
    write_something(session, hall, "amina", now=now, words="Sandrel has 18 branches.")
    right = figures()
    seat = seat_of(session, hall, hall.trainees["amina"])
    wrong = Edit("edit-two", "section:summary", 1, "Sandrel has 12 branches.")
    save_part(session, proposal_id=seat.proposal_id, edit=wrong, seat_id=seat.seat_id, now=now)

    assert (right.words, right.total, right.last_key) == (4, 18, "section:summary")
    assert (right.warnings, figures().warnings) == (0, 1)


def test_what_a_finding_says_against_the_case_counts_as_what_a_section_says(session, hall, now):
    seat = seat_of(session, hall, hall.trainees["amina"])
    key = f"finding:{UUID(int=7)}"
    wrong = Finding(str(UUID(int=7)), text="Sandrel has 12 branches.", limb="a", facts=(7, 99))
    save_part(
        session, proposal_id=seat.proposal_id, edit=Edit("e", key, 0, write_part(wrong)), seat_id=seat.seat_id, now=now
    )
    parts = read_board(session, workshop_id=hall.id).parts[hall.proposal_ids["amina"]]
    case, workshop = load_cases(workshop_folder())[0], load_workshop(workshop_folder())

    # The branches; no answer, no indicator, a fact that does not exist. Limbs without a finding are not counted.
    assert figures_of(hall.proposal_ids["amina"], parts, workshop=workshop, case=case).warnings == 4


def test_who_writes_is_placed_by_her_account(session, hall, now):
    amina = hall.trainees["amina"].account_id
    place = seats.get_place(session, workshop_id=hall.id, account_id=amina)
    assert (place.seat_id, place.proposal_id) == (hall.seat_ids["amina"], hall.proposal_ids["amina"])

    teams.deal_teams(session, workshop_id=hall.id, size=3, seed=1, called="Team", now=now)
    found = {
        seats.get_place(session, workshop_id=hall.id, account_id=person.account_id).proposal_id
        for person in hall.trainees.values()
    }
    assert len(found) == 1
    with pytest.raises(NotFound, match="no proposal"):
        seats.get_place(session, workshop_id=hall.id, account_id=hall.trainer.account_id)


def test_what_she_saves_at_the_moment_she_is_put_into_a_team_is_kept(engine, session, hall, now):
    team_id = teams.make_team(session, workshop_id=hall.id, name="River", now=now)
    proposal_id, seat_id = hall.proposal_ids["amina"], hall.seat_ids["amina"]
    session.commit()
    options = engine.execution_options(**{WRITES: True})

    def put_her_there():
        with Session(options, autoflush=False) as own, own.begin():
            teams.move(own, workshop_id=hall.id, seat_id=seat_id, team_id=team_id, now=now)

    mover = threading.Thread(target=put_her_there)
    with Session(options, autoflush=False) as writer, writer.begin():
        edit = Edit("edit-late", "section:summary", 0, "My first words.")
        save_part(writer, proposal_id=proposal_id, edit=edit, seat_id=seat_id, now=now)
        mover.start()
        mover.join(timeout=0.5)
    mover.join()

    assert [part.content for part in list_parts(session, proposal_id=proposal_id)] == ["My first words."]


def test_what_is_taken_back_at_the_moment_the_reviews_open_stays_handed_in(engine, session, hall, now):
    proposal_id, seat_id = hall.proposal_ids["amina"], hall.seat_ids["amina"]
    handing_in.hand_in(session, proposal_id=proposal_id, seat_id=seat_id, label="Handed in", now=now)
    session.commit()
    options = engine.execution_options(**{WRITES: True})
    told = []

    def take_it_back():
        with Session(options, autoflush=False) as own, own.begin():
            try:
                handing_in.take_back(own, proposal_id=proposal_id)
            except Conflict as error:
                told.append(str(error))

    taker = threading.Thread(target=take_it_back)
    with Session(options, autoflush=False) as trainer, trainer.begin():
        seats.open_reviews(trainer, workshop_id=hall.id, now=now)
        taker.start()
        taker.join(timeout=0.5)
    taker.join()

    assert told == [handing_in.REVIEWED]
    session.expire_all()
    assert session.get(Proposal, proposal_id).handed_in_at == now
