"""A branch joined to another: people move on the day, the days before stay, and its name means the other one."""

import csv
import io
import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.db.engine import WRITES
from lms.errors import Conflict, Invalid, NotFound
from lms.evidence.requirements import Rule, find_requirement, set_requirement
from lms.institutions import joining, service, tenures
from lms.institutions.branches import list_all_branches
from lms.institutions.models import Branch
from lms.institutions.roster_bulk import Wish
from lms.institutions.roster_store import read_roster
from lms.ledger import service as ledger
from lms.reports.coverage import CoverageQuery, read_branch_coverage, read_coverage
from lms.workflows.add_member import NewMember, add_member
from lms.workflows.import_roster import open_book, preview_roster
from lms.workflows.join_branches import StaleJoinError, join_branches, preview_join
from lms.workflows.move_together import preview_together
from tests.lms.histories import MODULES, Asked, Held, History, branch_of, days, histories, load, slow_people
from tests.lms.test_coverage import of_tier, row_by_hand
from webinar_kits.sheet_reader import read_spreadsheet

TODAY = date(2026, 3, 2)
BEGAN = date(2025, 1, 1)
RULE = Rule(tier="field", module_id="pricing", pass_percent=80, valid_months=None, due_on=None, due_days=30)


class House:
    """Two branches that are one: five people in `Mombasa Branch`, who left, stay or come later; one in `Mombasa`."""

    def __init__(self, session, now):
        self.session, self.now = session, now
        profile = service.Profile(name="Valley")
        self.id = service.create_institution(session, slug="valley", profile=profile, now=now).id
        self.kept = service.add_branch(session, institution_id=self.id, name="Mombasa", now=now).id
        self.closed = service.add_branch(session, institution_id=self.id, name="Mombasa Branch", now=now).id
        self.ann = self.add("S1", "Ann Lee", self.closed)
        self.bob = self.add("S2", "Bob Ray", self.closed, ends_on=date(2025, 6, 1))
        self.cyn = self.add("S3", "Cyn Fox", self.kept)
        self.dan = self.add("S4", "Dan Orr", self.closed, starts_on=date(2026, 5, 1))
        session.commit()

    def add(self, code, name, branch_id, *, starts_on=BEGAN, ends_on=None):
        new = NewMember(staff_code=code, name=name, email="", tier=Tier.FIELD, branch_id=branch_id, starts_on=starts_on)
        member_id = add_member(self.session, institution_id=self.id, new=new, now=self.now).id
        if ends_on is not None:
            tenures.leave(self.session, institution_id=self.id, member_id=member_id, on=ends_on, now=self.now)
        return member_id

    def preview(self, **changed):
        asked = {"branch_id": self.closed, "into_id": self.kept, "on": TODAY} | changed
        return preview_join(self.session, institution_id=self.id, **asked)

    def join(self):
        plan = self.preview()
        join_branches(
            self.session, institution_id=self.id, branch_id=self.closed, into_id=self.kept, on=TODAY,
            fingerprint=plan.fingerprint, now=self.now,
        )  # fmt: skip
        self.session.commit()
        return plan

    def places(self, member_id):
        held = tenures.list_tenures(self.session, institution_id=self.id, member_id=member_id)
        return [(one.branch_name, one.starts_on, one.ends_on) for one in held]

    def compare(self, *rows, **said):
        """Return what a list would change."""
        out = io.StringIO()
        csv.writer(out).writerows([("Code", "Name", "Branch", "Tier"), *rows])
        book = read_spreadsheet(out.getvalue().encode(), name="list.csv")
        opened = open_book(self.session, institution_id=self.id, book=book, file_name="list.csv", now=self.now)
        opened = replace(opened, answers=replace(opened.answers, **said))
        return preview_roster(self.session, opened, today=TODAY).plan


@pytest.fixture
def house(session, now):
    return House(session, now)


def test_people_move_on_the_day_and_the_days_before_stay(house):
    plan = house.join()

    assert (plan.moves.now, plan.moves.later, plan.moves.ever) == (1, 1, 3)
    assert house.places(house.ann) == [("Mombasa Branch", BEGAN, TODAY), ("Mombasa", TODAY, None)]
    assert house.places(house.bob) == [("Mombasa Branch", BEGAN, date(2025, 6, 1))]
    assert house.places(house.dan) == [("Mombasa", date(2026, 5, 1), None)]
    assert [one.name for one in service.list_branches(house.session, institution_id=house.id)] == ["Mombasa"]


def test_the_ledger_is_only_added_to(house):
    before = ledger.list_entries(house.session, institution_id=house.id, start=0, limit=1_000)

    house.join()

    after = ledger.list_entries(house.session, institution_id=house.id, start=0, limit=1_000)
    assert after[: len(before)] == before
    assert {one.read().kind.value for one in after[len(before) :]} == {"tenures"}


def test_lists_that_name_the_closed_branch_mean_the_other_one(house):
    house.join()

    found = house.compare(
        ("S1", "Ann Lee", "MOMBASA BRANCH", "field"),
        ("S2", "Bob Ray", "Mombasa Branch", "field"),
        ("N1", "Eve New", "Mombasa  branch", "field"),
        ("", "Cyn Fox", "Mombasa Branch", "field"),
    )

    assert (found.faults, found.new_branches) == ((), ())
    assert [(step.row, step.changes, step.after.tip.branch_name) for step in found.writes] == [(4, ("new",), "Mombasa")]


def test_who_comes_back_comes_back_into_the_branch_that_stays(house):
    house.join()

    (step,) = house.compare(("S2", "Bob Ray", "Mombasa Branch", "field"), are_back=True).writes
    (bare,) = house.compare(("S2", "Bob Ray", "", "field"), are_back=True).writes

    assert step.after.tip.branch_name == bare.after.tip.branch_name == "Mombasa"
    assert step.after.history[0].branch_name == "Mombasa Branch"


def test_a_branch_joined_twice_over_leads_to_the_last(house):
    house.join()
    last = service.add_branch(house.session, institution_id=house.id, name="Coast", now=house.now).id

    plan = house.preview(branch_id=house.kept, into_id=last)
    join_branches(
        house.session, institution_id=house.id, branch_id=house.kept, into_id=last, on=TODAY,
        fingerprint=plan.fingerprint, now=house.now,
    )  # fmt: skip

    (step,) = house.compare(("N1", "Eve New", "Mombasa Branch", "field")).writes
    assert step.after.tip.branch_name == "Coast"
    assert house.places(house.ann) == [("Mombasa Branch", BEGAN, TODAY), ("Coast", TODAY, None)]


def test_nobody_can_be_put_into_a_closed_branch(house):
    house.join()
    place = {"institution_id": house.id, "branch_id": house.closed, "now": house.now}

    for refused in (
        lambda: tenures.move(house.session, member_id=house.cyn, tier=Tier.FIELD, on=TODAY, **place),
        lambda: set_requirement(
            house.session, institution_id=house.id, rule=replace(RULE, branch_id=house.closed), from_on=TODAY,
            now=house.now,
        ),
        lambda: preview_together(
            house.session, institution_id=house.id, member_ids=[house.cyn], wish=Wish(TODAY, branch_id=house.closed)
        ),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=r"Mombasa Branch was joined to Mombasa\. Choose Mombasa\."):
            refused()
    with pytest.raises(NotFound):
        service.rename_branch(house.session, name="Again", **place)
    with pytest.raises(Conflict, match=r"Mombasa Branch was joined to Mombasa\. Choose Mombasa\."):
        house.preview()
    with pytest.raises(Invalid):
        house.preview(branch_id=house.kept)
    with pytest.raises(Invalid, match=r"Mombasa Branch was joined to Mombasa\. Choose Mombasa\."):
        house.preview(branch_id=house.kept, into_id=house.closed)
    with pytest.raises(NotFound):
        house.preview(branch_id=house.kept, into_id=10_000)


def test_no_other_branch_is_called_as_one_that_is_there_or_was(house):
    house.join()
    place = {"institution_id": house.id, "now": house.now}

    with pytest.raises(Invalid, match=r"Mombasa Branch was joined to Mombasa: .* Use Mombasa, or another name\."):
        service.add_branch(house.session, name="MOMBASA  branch", **place)
    with pytest.raises(Invalid, match=r"There is a branch Mombasa already\. Use that one\."):
        service.add_branch(house.session, name="mombasa", **place)
    with pytest.raises(Invalid, match=r"Mombasa Branch was joined to Mombasa: "):
        service.rename_branch(house.session, branch_id=house.kept, name="Mombasa Branch", **place)
    assert service.rename_branch(house.session, branch_id=house.kept, name="MOMBASA", **place).name == "MOMBASA"


def test_who_asks_by_a_page_opened_before_the_branch_was_joined_asks_for_the_one_that_stays(house):
    session, own = house.session, {"institution_id": house.id, "now": house.now}
    code = joining.open_link(session, label="Spring", tier="field", branch_id=house.closed, days=30, **own).code
    session.commit()
    opened = joining.get_link(session, code=code, now=house.now)
    house.join()

    joining.ask(session, link=opened, wish=joining.Wish(name="Eve New"), account_id=None, now=house.now)

    (waiting,) = joining.list_waiting(session, institution_id=house.id)
    assert waiting.wish.branch_id == house.kept
    with pytest.raises(Invalid, match=r"Mombasa Branch was joined to Mombasa\. Choose Mombasa\."):
        joining.open_link(session, label="", tier="", branch_id=house.closed, days=30, **own)


def test_what_else_names_the_branch_is_shown_and_led_on(house):
    session, own = house.session, {"institution_id": house.id, "now": house.now}
    set_requirement(session, rule=replace(RULE, branch_id=house.closed), from_on=BEGAN, **own)
    set_requirement(session, rule=RULE, from_on=BEGAN, **own)
    link = joining.open_link(session, label="Spring", tier="", branch_id=house.closed, days=30, **own)
    session.commit()

    plan = house.join()

    asked = {"institution_id": house.id, "tier": "field", "module_id": "pricing", "branch_id": house.closed}
    assert [(rule.tier, rule.module_id) for rule in plan.rules] == [("field", "pricing")]
    assert plan.pointers.links == ("Spring",)
    assert find_requirement(session, on=TODAY - timedelta(days=1), **asked).branch_id == house.closed
    assert find_requirement(session, on=TODAY, **asked).branch_id is None
    assert joining.get_link(session, code=link.code, now=house.now).branch == "Mombasa"


def test_nothing_is_written_for_a_branch_that_is_joined_at_the_same_moment(engine, house):
    plan, own = house.preview(), {"institution_id": house.id, "now": house.now}
    writes = (
        lambda new: joining.open_link(new, label="", tier="", branch_id=house.closed, days=30, **own),
        lambda new: set_requirement(new, rule=replace(RULE, branch_id=house.closed), from_on=TODAY, **own),
        lambda new: service.rename_branch(new, branch_id=house.closed, name="Lakeside", **own),
        lambda new: tenures.move(
            new, member_id=house.cyn, tier=Tier.FIELD, branch_id=house.closed, on=TODAY, **own
        ),
    )  # fmt: skip
    options, told = engine.execution_options(**{WRITES: True}), []

    def write(late):
        with Session(options, autoflush=False) as other, other.begin():
            try:
                late(other)
            except (Invalid, NotFound) as error:
                told.append(str(error))

    house.session.rollback()
    others = [threading.Thread(target=write, args=(late,)) for late in writes]
    with Session(options, autoflush=False) as first, first.begin():
        join_branches(
            first, institution_id=house.id, branch_id=house.closed, into_id=house.kept, on=TODAY,
            fingerprint=plan.fingerprint, now=house.now,
        )  # fmt: skip
        for other in others:
            other.start()
        others[0].join(timeout=0.2)
    for other in others:
        other.join()

    joined_words = "Mombasa Branch was joined to Mombasa. Choose Mombasa."
    assert sorted(told) == [*[joined_words] * 3, "There is no such branch in this institution."]


def test_what_is_no_longer_as_it_was_shown_is_not_written(house):
    plan = house.preview()
    house.add("S9", "Late Comer", house.closed)

    with pytest.raises(StaleJoinError):
        join_branches(
            house.session, institution_id=house.id, branch_id=house.closed, into_id=house.kept, on=TODAY,
            fingerprint=plan.fingerprint, now=house.now,
        )  # fmt: skip

    assert all(one.is_open for one in list_all_branches(house.session, institution_id=house.id))


def joined(history: History, day: date) -> History:
    """Return what the histories are once the first branch of the first institution is joined to its second one."""
    closed, kept = branch_of(1, 1), branch_of(1, 2)
    people = [
        one if one.is_erased or one.institution_id != 1 else replace(one, tenures=tuple(_moved(one.tenures, day)))
        for one in history.people
    ]
    asked = [cut for one in history.asked if (cut := _ended(one, day) if one.branch_id == closed else one)]
    assert kept != closed
    return History(tuple(people), tuple(asked))


def _moved(held: tuple[Held, ...], day: date):
    for one in held:
        if one.branch_id != branch_of(1, 1) or (one.ends_on is not None and one.ends_on <= day):
            yield one
        elif one.starts_on >= day:
            yield replace(one, branch_id=branch_of(1, 2))
        else:
            yield replace(one, ends_on=day)
            yield Held(one.tier, branch_of(1, 2), day, one.ends_on)


def _ended(rule: Asked, day: date) -> Asked | None:
    if rule.starts_on >= day:
        return None
    return rule if rule.ends_on is not None and rule.ends_on <= day else replace(rule, ends_on=day)


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(history=histories(), day=days, probe=st.integers(-60, 60))
def test_coverage_after_joining_equals_a_count_by_hand(session, now, history, day, probe):
    session.rollback()
    load(session, history)
    place = {"institution_id": 1, "branch_id": branch_of(1, 1), "into_id": branch_of(1, 2), "on": day}
    plan = preview_join(session, **place)
    join_branches(session, fingerprint=plan.fingerprint, now=now, **place)
    by_hand = joined(history, day)

    for on in (day - timedelta(days=1), day, day + timedelta(days=probe)):
        query = CoverageQuery(institution_id=1, module_ids=MODULES, on=on)
        people = slow_people(by_hand, 1, on)
        found = read_coverage(session, query)
        for tier in Tier:
            assert of_tier(found, tier) == row_by_hand([cells for _, held, cells in people if held.tier is tier])
        branches = {row.id: row.figures for row in read_branch_coverage(session, query).branches}
        for number in (branch_of(1, 1), branch_of(1, 2)):
            cells = [cells for _, held, cells in people if held.branch_id == number]
            assert (number in branches) == (bool(cells) or number == branch_of(1, 2))
            if number in branches:
                assert branches[number] == row_by_hand(cells)


def test_the_roster_remembers_what_was_joined(house):
    house.join()

    assert read_roster(house.session, institution_id=house.id).joined == {"Mombasa Branch": house.kept}
    assert house.session.execute(select(Branch.joined_on).where(Branch.id == house.closed)).scalar_one() == TODAY
