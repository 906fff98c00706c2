"""Workshops on their pages: joining, the case, the trainer's board; who may see what."""

import re
import uuid
from datetime import timedelta

import pytest
from flask import url_for
from sqlalchemy import text

from courses.case_key_loader import load_case_key, load_workshop_key
from courses.case_loader import load_cases
from courses.resources import workshop_folder
from courses.workshop import AgendaKind
from courses.workshop_loader import load_workshop
from lms.accounts import service as accounts
from lms.db.engine import database, transaction
from lms.http import access
from lms.http.cases import timed_sittings
from lms.permissions import Role
from lms.reports.workshop_seats import find_seat
from lms.web import workshop_board, workshops
from lms.workshops import nudges, seats, teams
from lms.workshops.parts import Edit, save_part
from tests.webinar_kits import office
from tests.workshops import open_hall

WRITES = ("POST", "PUT", "PATCH", "DELETE")
SHUT = {401, 403, 404, 405}
# Words of a key that nobody writes by chance: this many, in this order.
RUN = 6


@pytest.fixture(autouse=True)
def _at(monkeypatch, now):
    for module in (workshops, workshop_board, access):
        monkeypatch.setattr(module, "now", lambda: now)


@pytest.fixture
def hall(app, world, now):
    with app.app_context(), transaction() as write:
        return open_hall(write, world, now=now)


@pytest.fixture
def other_hall(app, world, now):
    people = {"dana": world.harbour.people["board"], "eli": world.harbour.people["support"]}
    with app.app_context(), transaction() as write:
        return open_hall(write, world, now=now, trainer=world.harbour.people["coordinator"], trainees=people)


def text_of(browser, path, status=200):
    response = browser.get(path)
    assert response.status_code == status, f"{path}: {response.status_code}"
    return response.get_data(as_text=True)


def workshop_paths(app, hall, *, method="GET"):
    """Every address of a workshop, filled with things of that one."""
    values = {
        "workshop_id": uuid.UUID(hall.id),
        "exhibit": "register",
        "exercise": "silence",
        "nudge_id": 1,
        "invitation_id": 1,
        "team_id": 1,
        "seat_id": next(iter(hall.seat_ids.values())),
        "proposal_id": next(iter(hall.proposal_ids.values())),
        "part": "section:summary",
        "key": "section:summary",
        "review_id": uuid.uuid4(),
        "comment_id": uuid.uuid4(),
        "snapshot_id": 1,
        "version": 1,
        "ending": "docx",
    }
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "workshop_id" in rule.arguments and method in rule.methods:
                named = {name: _one_of(rule, name) or values.get(name, "x") for name in rule.arguments}
                yield url_for(rule.endpoint, _method=method, **named)


def _one_of(rule, name):
    """Return a word that an address takes where it takes only a few."""
    return min(getattr(rule._converters[name], "items", ()), default="")


def test_somebody_with_a_code_takes_a_seat_and_finds_the_agenda(app, world, hall, sign_in):
    browser = sign_in(world.harbour.people["board"])

    assert "No workshop yet" in text_of(browser, "/workshops")
    answer = browser.send("/workshops/join", code=f" {hall.code[:4].lower()}-{hall.code[4:]} ")
    page = text_of(browser, answer.headers["Location"])

    assert "You are in." in page
    assert "Day one" in page
    assert "Upgrade workshop" in text_of(browser, "/workshops")


def test_the_code_of_a_workshop_at_the_door_of_institutions_leads_to_the_right_door(app, hall):
    stranger = app.test_client()
    page = text_of(stranger, f"/join?code={hall.code}")
    assert f'href="/workshops/join?code={hall.code}"' in page

    sign_in_page = stranger.get(f"/workshops/join?code={hall.code}", follow_redirects=True).get_data(as_text=True)
    assert "the code is filled in" in sign_in_page
    assert "Join with a code" not in sign_in_page


def test_a_wrong_code_is_said_at_its_field_and_kept(sign_in, world):
    answer = sign_in(world.valley.people["field"]).send("/workshops/join", code="ABCDEFGH")

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "does not open a workshop" in page
    assert 'value="ABCDEFGH"' in page


def test_a_coordinator_opens_a_workshop_and_is_its_trainer(sign_in, world, now):
    browser = sign_in(world.valley.people["coordinator"])
    page = text_of(browser, "/workshops/new")
    assert "Valley Microfinance" in page
    assert "82 facts, 15 exhibits" in page

    answer = browser.send(
        "/workshops/new",
        title="May workshop",
        place=f"institution:{world.valley.id}",
        case="sandrel",
        mode="webinar",
        language="en",
        zone="Africa/Nairobi",
        starts_on=now.date().isoformat(),
    )

    assert answer.status_code == 303
    code = text_of(browser, answer.headers["Location"])
    assert 'class="qr"' in code
    assert "/workshops/join" in code


def test_what_cannot_be_opened_is_said_at_its_field(sign_in, world):
    browser = sign_in(world.valley.people["coordinator"])
    answer = browser.send(
        "/workshops/new",
        title="",
        place=f"institution:{world.harbour.id}",
        case="nowhere",
        mode="tent",
        zone="Mars/Base",
        starts_on="2026-02-30",
    )
    page = answer.get_data(as_text=True)

    assert answer.status_code == 422
    for sentence in ("Give the workshop a title", "Choose in person or webinar", "no such time zone"):
        assert sentence in page


def test_nobody_opens_a_workshop_for_a_house_that_is_not_hers(sign_in, world, now):
    form = {
        "title": "Taken over",
        "case": "sandrel",
        "mode": "webinar",
        "language": "en",
        "zone": "UTC",
        "starts_on": now.date().isoformat(),
    }
    coordinator = sign_in(world.valley.people["coordinator"])
    answer = coordinator.send("/workshops/new", place=f"institution:{world.harbour.id}", **form)

    assert answer.status_code == 422
    assert "Choose who holds it" in answer.get_data(as_text=True)
    assert sign_in(world.valley.people["field"]).send("/workshops/new", **form).status_code == 403


def test_a_ta_trainer_of_a_network_opens_one_there(app, sign_in, world, now):
    person = world.valley.people["facilitator"]
    with app.app_context(), transaction() as write:
        accounts.grant_role(
            write, account_id=person.account_id, role=Role.TA_TRAINER, network_id=world.network_id, now=now
        )
    browser = sign_in(person)

    page = text_of(browser, "/workshops/new")
    assert "Lakes Network" in page
    assert 'href="/workshops"' in text_of(browser, "/account")


def test_a_stranger_finds_nothing_of_a_workshop(app, world, hall, sign_in):
    reached = []
    for person in (world.harbour.people["board"], world.valley.people["coordinator"], None):
        browser = sign_in(person)
        browser.get("/account")
        for method in ("GET", *WRITES):
            for path in workshop_paths(app, hall, method=method):
                response = browser.open(path, method=method, headers={"X-CSRFToken": browser.token})
                signs_in = response.status_code == 303 and "/sign-in" in response.headers["Location"]
                refused = response.status_code == 400 and person is None and method != "GET"
                if response.status_code not in SHUT and not signs_in and not refused:
                    reached.append(f"{method} {path} gave {response.status_code}")
    assert reached == []


def test_a_trainee_of_one_workshop_finds_nothing_of_another(app, hall, other_hall, sign_in):
    browser = sign_in(hall.trainees["amina"])
    browser.get("/account")
    reached = [
        f"{method} {path}"
        for method in ("GET", *WRITES)
        for path in workshop_paths(app, other_hall, method=method)
        if browser.open(path, method=method, headers={"X-CSRFToken": browser.token}).status_code not in SHUT
    ]
    assert reached == []


def test_who_left_finds_nothing_until_the_code_lets_her_in_again(hall, sign_in):
    browser = sign_in(hall.trainees["amina"])
    browser.get(f"/workshops/{hall.id}")

    assert browser.send(f"/workshops/{hall.id}/leave").status_code == 303
    assert browser.get(f"/workshops/{hall.id}").status_code == 404
    assert browser.send("/workshops/join", code=hall.code).status_code == 303
    assert browser.get(f"/workshops/{hall.id}").status_code == 200


def canaries():
    """Runs of words that stand in a key and nowhere in what trainees may read."""
    folder = workshop_folder()
    workshop = load_workshop(folder)
    key = load_workshop_key(folder, workshop=workshop)
    told = [repr((key.exercises, key.written_for))] + [one.reason for one in key.scores]
    cases = load_cases(folder)
    for case in cases:
        case_key = load_case_key(folder / "cases" / case.id, case=case)
        told += [sentence for one in case_key.contradictions for sentence in (one.why, one.good)]
        told += [one.why for one in case_key.register_faults] + [one.reason for one in case_key.voices]
    open_to_all = words_of(repr((workshop, cases)))
    runs = set()
    for sentence in told:
        for piece in re.findall(r"[\w' ]{30,}", sentence):
            words = words_of(piece).split()
            runs |= {" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}
    return {run for run in runs if run not in open_to_all}


def words_of(text):
    return " ".join(re.findall(r"\w+", re.sub(r"<[^>]+>", " ", text).lower()))


def test_the_key_reaches_no_trainee_by_any_address(app, hall, sign_in):
    secret = canaries()
    assert len(secret) > 500
    browser = sign_in(hall.trainees["amina"])
    looked_at = 0
    for path in (*workshop_paths(app, hall), "/workshops", "/workshops/join"):
        with browser.get(path, headers={"Accept-Encoding": "identity"}) as response:
            content = response.get_data()
        # A document is an archive: its parts are looked through one by one.
        texts = office.all_text(content) if content.startswith(b"PK") else (content.decode(),)
        shown = words_of("\n".join(texts))
        looked_at += response.status_code == 200
        assert [run for run in secret if run in shown] == [], path
    assert looked_at >= 8


def test_a_trainer_does_find_the_key(hall, sign_in):
    browser = sign_in(hall.trainer)
    key = words_of(text_of(browser, f"/workshops/{hall.id}/key"))
    answers = words_of(text_of(browser, f"/workshops/{hall.id}/exercises/silence/answers"))

    secret = canaries()
    assert sum(run in key for run in secret) > 100
    assert any(run in answers for run in secret)


def test_a_case_is_read_sorted_narrowed_and_taken_away(hall, sign_in):
    browser, case = sign_in(hall.trainees["amina"]), f"/workshops/{hall.id}/case"

    assert "How it began" in text_of(browser, case)
    facts = text_of(browser, f"{case}/facts?find=branches")
    assert 'id="F7"' in facts
    assert 'id="F1"' not in facts
    by_clients = text_of(browser, f"{case}/exhibits/branch-list?by=clients&down=1")
    assert by_clients.index("Old Harbour</bdi>") < by_clients.index("Juniper</bdi>")
    assert 'aria-sort="descending"' in by_clients
    lindale = text_of(browser, f"{case}/exhibits/register?c-branch=Lindale")
    assert "3 of 9" in lindale
    unsorted = text_of(browser, f"{case}/exhibits/voices?c-sort=(empty)")
    assert "30 of 60" in unsorted
    file = browser.get(f"{case}/exhibits/register.csv?c-branch=Lindale&for=machines")
    assert file.mimetype == "text/csv"
    assert len(file.get_data(as_text=True).splitlines()) == 4
    assert "No row fits" in text_of(browser, f"{case}/exhibits/register?find=zebra")
    assert browser.get(f"{case}/exhibits/nothing").status_code == 404


def test_an_address_with_a_column_that_is_not_there_still_shows_the_paper(hall, sign_in):
    page = text_of(
        sign_in(hall.trainees["amina"]), f"/workshops/{hall.id}/case/exhibits/register?by=moon&c-sun=1&down=x"
    )
    assert "9 of 9" in page


def test_the_org_chart_and_the_map_are_drawn_and_told(hall, sign_in):
    browser, case = sign_in(hall.trainees["amina"]), f"/workshops/{hall.id}/case/exhibits"
    org, channels = text_of(browser, f"{case}/org-chart"), text_of(browser, f"{case}/channel-map")

    assert org.count("<rect") == 15
    assert org.index("<strong>Board</strong>") < org.index("<strong>Loan officers</strong>")
    assert channels.count('class="way"') == 8


def test_the_board_says_who_is_stuck_only_while_proposals_are_written(app, hall, sign_in, monkeypatch, now):
    time = first_time_for_writing(app, hall)
    with app.app_context(), transaction() as write:
        edit = Edit(str(uuid.uuid4()), "section:summary", 0, "Nobody can complain at Sandrel.")
        saved_at = time.starts_at + timedelta(minutes=9)
        save_part(
            write, proposal_id=hall.proposal_ids["amina"], edit=edit, seat_id=hall.seat_ids["amina"], now=saved_at
        )
    browser = sign_in(hall.trainer)

    def board_at(moment):
        monkeypatch.setattr(workshop_board, "now", lambda: moment)
        return text_of(browser, f"/workshops/{hall.id}/board")

    assert ">Stuck<" not in board_at(time.starts_at + timedelta(minutes=9))
    two = board_at(time.starts_at + timedelta(minutes=10))
    assert two.count(">Stuck<") == 2
    assert two.count("silent for 10 minutes") == 2
    longest = board_at(time.starts_at + timedelta(minutes=30))
    assert longest.index("silent for 30 minutes") < longest.index("silent for 21 minutes")
    assert two.count(">Writing<") == 1
    assert two.index("Field of Harbour") < two.index("Field of Valley")
    assert ">Stuck<" not in board_at(time.starts_at - timedelta(minutes=1))


def test_nobody_is_stuck_once_the_reviews_have_begun(app, hall, sign_in, monkeypatch):
    time = first_time_for_writing(app, hall)
    with app.app_context(), transaction() as write:
        seats.open_reviews(write, workshop_id=hall.id, now=time.starts_at)
    monkeypatch.setattr(workshop_board, "now", lambda: time.starts_at + timedelta(minutes=30))

    assert ">Stuck<" not in text_of(sign_in(hall.trainer), f"/workshops/{hall.id}/board")


def test_who_comes_late_is_not_stuck_before_she_could_write(app, world, hall, sign_in, monkeypatch):
    time = first_time_for_writing(app, hall)
    late = world.harbour.people["board"]
    with app.app_context(), transaction() as write:
        seats.join(write, code=hall.code, account_id=late.account_id, now=time.starts_at + timedelta(minutes=25))
    monkeypatch.setattr(workshop_board, "now", lambda: time.starts_at + timedelta(minutes=30))

    assert text_of(sign_in(hall.trainer), f"/workshops/{hall.id}/board").count(">Stuck<") == 3


def first_time_for_writing(app, hall):
    with app.app_context():
        account_id = hall.trainer.account_id
        seat = find_seat(database.session(), workshop_id=hall.id, account_id=account_id)
        items = [item for one in timed_sittings(seat) for item in one.items]
        return next(item for item in items if item.item.kind is AgendaKind.WRITING)


def test_the_board_takes_as_many_queries_for_three_people_as_for_one(app, hall, other_hall, sign_in, counted):
    few, many = sign_in(other_hall.trainer), sign_in(hall.trainer)
    few.get(f"/workshops/{other_hall.id}/board")
    many.get(f"/workshops/{hall.id}/board")
    with counted() as for_two:
        few.get(f"/workshops/{other_hall.id}/board")
    with counted() as for_three:
        many.get(f"/workshops/{hall.id}/board")

    assert len(for_two) == len(for_three) <= 8


def test_a_nudge_stands_on_her_page_until_she_has_read_it(hall, sign_in):
    trainer, amina = sign_in(hall.trainer), sign_in(hall.trainees["amina"])
    trainer.get(f"/workshops/{hall.id}/board")
    sent = trainer.send(f"/workshops/{hall.id}/board/nudges", seat_id=str(hall.seat_ids["amina"]), text="Look at F39.")
    assert sent.status_code == 303

    page = text_of(amina, f"/workshops/{hall.id}")
    assert page.count("Look at F39.") == 1
    assert "Look at F39." in text_of(amina, f"/workshops/{hall.id}/proposal")
    assert "Look at F39." not in text_of(sign_in(hall.trainees["binta"]), f"/workshops/{hall.id}")
    read = re.search(r'action="([^"]+/read)"', page)[1]
    assert sign_in(hall.trainees["binta"]).send(read).status_code == 404
    assert amina.send(read).status_code == 303
    assert "Look at F39." not in text_of(amina, f"/workshops/{hall.id}")


def test_a_nudge_for_nobody_comes_back_with_what_was_typed(hall, sign_in):
    trainer = sign_in(hall.trainer)
    trainer.get(f"/workshops/{hall.id}/board")
    answer = trainer.send(f"/workshops/{hall.id}/board/nudges", text="Look at F39.")

    assert answer.status_code == 422
    assert "Tick at least one" in answer.get_data(as_text=True)
    assert "Look at F39." in answer.get_data(as_text=True)


def test_a_closed_workshop_is_read_and_not_written(app, hall, sign_in, now):
    with app.app_context(), transaction() as write:
        nudges.send_nudge(write, workshop_id=hall.id, seat_ids=hall.seat_ids.values(), text="Hello", now=now)
        seats.close(write, workshop_id=hall.id, now=now)
    amina = sign_in(hall.trainees["amina"])

    assert "This workshop is closed" in text_of(amina, f"/workshops/{hall.id}")
    assert "How it began" in text_of(amina, f"/workshops/{hall.id}/case")
    assert amina.send(f"/workshops/{hall.id}/leave").status_code == 409
    trainer = sign_in(hall.trainer)
    trainer.get(f"/workshops/{hall.id}/dates")
    assert trainer.send(f"/workshops/{hall.id}/dates/reopen").status_code == 303
    assert amina.send(f"/workshops/{hall.id}/leave").status_code == 303


def test_a_trainer_deals_moves_and_dates_by_hand(app, hall, sign_in):
    trainer, one = sign_in(hall.trainer), f"/workshops/{hall.id}"
    trainer.get(f"{one}/people")

    assert trainer.send(f"{one}/teams/deal", size="2", seed="7").status_code == 303
    dealt = text_of(trainer, f"{one}/people")
    assert "nobody but you can review its proposal" in dealt
    assert trainer.send(f"{one}/teams/apart").status_code == 303
    assert "1 team is taken apart" in text_of(trainer, f"{one}/people")
    assert "in no team" in text_of(trainer, f"{one}/people")
    assert trainer.send(f"{one}/teams", name="River").status_code == 303
    with app.app_context():
        river = database.session.execute(text("select id from workshop_team where name = 'River'")).scalar_one()
    moved = {"seat_id": str(hall.seat_ids["amina"]), "team_id": str(river)}
    assert trainer.send(f"{one}/people/move", **moved).status_code == 303
    assert "River" in text_of(sign_in(hall.trainees["amina"]), one)
    assert trainer.send(f"{one}/dates/due", due_on="2026-03-04", due_time="17:00").status_code == 303
    assert "4 March 2026, 17:00" in text_of(sign_in(hall.trainees["amina"]), one)
    assert trainer.send(f"{one}/dates/reviews").status_code == 303
    assert trainer.send(f"{one}/teams", name="Lake").status_code == 422
    assert trainer.send(f"{one}/teams/deal", size="two").status_code == 422


def test_a_trainer_invites_by_letter_and_a_trainee_does_not(app, hall, sign_in):
    trainer, one = sign_in(hall.trainer), f"/workshops/{hall.id}"
    assert "Invite by e-mail" in text_of(trainer, f"{one}/people")

    refused = trainer.send(f"{one}/people/invite", people="Nadia, nadia@new.example\nNobody")
    assert refused.status_code == 422
    assert "nadia@new.example" in refused.get_data(as_text=True)
    assert trainer.send(f"{one}/people/invite", people="Nadia, nadia@new.example").status_code == 303
    amina = sign_in(hall.trainees["amina"])
    amina.get(one)
    assert amina.send(f"{one}/people/invite", people="Nora, nora@new.example").status_code == 404
    with app.app_context():
        waiting = database.session.execute(text("select to_address from outbox_message")).scalars().all()
    assert waiting == ["nadia@new.example"]


def test_a_visit_is_noted_but_not_at_every_page(app, hall, sign_in, counted):
    amina = sign_in(hall.trainees["amina"])
    amina.get(f"/workshops/{hall.id}")
    with counted() as found:
        amina.get(f"/workshops/{hall.id}/case")

    assert [one for one in found if one.lower().startswith("update")] == []


def test_teams_are_named_in_the_url_of_nobody(app):
    """No address of a trainee's page names a proposal: hers is found by her seat."""
    named = [
        str(rule)
        for rule in app.url_map.iter_rules()
        if "proposal_id" in rule.arguments and access.needed_by(app, rule.endpoint) == "draft"
    ]
    assert named == []


def test_a_late_one_finds_a_place_in_the_smallest_team(app, world, hall, sign_in, now):
    with app.app_context(), transaction() as write:
        teams.deal_teams(write, workshop_id=hall.id, size=2, seed=1, called="Team", now=now)
        teams.make_team(write, workshop_id=hall.id, name="Latecomers", now=now)
    late = sign_in(world.harbour.people["board"])
    late.send("/workshops/join", code=hall.code)

    assert "Latecomers" in text_of(late, f"/workshops/{hall.id}")


def test_the_key_is_found_where_the_exercises_are_and_by_trainers_alone(hall, sign_in):
    one = f"/workshops/{hall.id}"

    for_trainer = sign_in(hall.trainer).get(f"{one}/exercises").get_data(as_text=True)
    answers = sign_in(hall.trainer).get(f"{one}/exercises/silence/answers").get_data(as_text=True)
    for_trainee = sign_in(hall.trainees["amina"]).get(f"{one}/exercises").get_data(as_text=True)
    steps = sign_in(hall.trainees["amina"]).get(f"{one}/exercises/silence").get_data(as_text=True)

    assert f'href="{one}/key"' in for_trainer
    assert "/key" not in for_trainee
    assert f'href="{one}/case/facts#F39"' in steps
    assert f'href="{one}/case/' in answers
