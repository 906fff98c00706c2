"""The comparison of a long list serves all its pages, and never a page after anything it follows from has changed."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from courses.model import Tier
from lms.errors import NotFound
from lms.institutions import roster_imports as imports
from lms.institutions import service, tenures
from lms.workflows import compare_roster, import_roster
from lms.workflows.compare_roster import LastComparison
from webinar_kits.sheet_reader import read_spreadsheet

TODAY = date(2026, 3, 2)
LIST = "Code,Name,Branch,Tier\nN1,Ann Lee,North,field\nN2,Bo Chi,North,board\n"


@pytest.fixture
def house(session, now):
    made = service.create_institution(session, slug="valley", profile=service.Profile(name="Valley"), now=now)
    service.add_branch(session, institution_id=made.id, name="North", now=now)
    session.commit()
    return made.id


@pytest.fixture
def stage(session, house, now):
    def make(import_id, text=LIST):
        place = {"institution_id": house, "import_id": import_id}
        imports.begin_import(session, account_id=None, file_name="list.csv", now=now, **place)
        import_roster.stage_roster(session, book=read_spreadsheet(text.encode(), name="list.csv"), **place)
        session.commit()

    return make


@pytest.fixture
def find(session, house, stage, monkeypatch):
    """Finds the comparison of a list and says whether it was made anew."""
    monkeypatch.setattr(compare_roster, "FEWEST_KEPT", 2)
    stage("one")
    last, made = LastComparison(), []

    def compare(*args, **kwargs):
        made.append(args)
        return import_roster.compare(*args, **kwargs)

    monkeypatch.setattr(compare_roster, "compare", compare)

    def look(import_id="one", today=TODAY):
        before = len(made)
        found = last.find(session, institution_id=house, import_id=import_id, today=today)
        opened = import_roster.open_roster(session, institution_id=house, import_id=import_id)
        assert found.plan == import_roster.preview_roster(session, opened, today=today).plan
        return len(made) > before

    look.last = last
    return look


@pytest.fixture
def person(session, house, now):
    known = service.add_member(
        session, institution_id=house, staff_code="N1", name="Ann Lee", email="ann@x.org", now=now
    )
    branch = service.list_branches(session, institution_id=house)[0].id
    tenures.start_tenure(
        session,
        institution_id=house,
        member_id=known.id,
        tier=Tier.FIELD,
        branch_id=branch,
        starts_on=date(2026, 1, 1),
        now=now,
    )
    session.commit()
    return known.id


def test_it_is_made_once_while_nothing_changes(find):
    assert [find(), find(), find()] == [True, False, False]


def test_it_is_made_anew_on_another_day(find):
    assert [find(), find(today=TODAY + timedelta(days=1)), find(today=TODAY + timedelta(days=1))] == [True, True, False]


def test_it_is_made_anew_when_something_else_was_answered(session, house, find):
    find()
    said = imports.read_said(session, institution_id=house, import_id="one")
    imports.keep_answers(session, institution_id=house, import_id="one", answers=replace(said, on=date(2026, 1, 1)))
    session.commit()

    assert [find(), find()] == [True, False]


@pytest.mark.parametrize(
    "statement",
    [
        "update member set name = 'Ann Li' where staff_code = 'N1'",
        "update member set name_other = 'Анн' where staff_code = 'N1'",
        "update member set email = '' where staff_code = 'N1'",
        "update member set language = 'fr' where staff_code = 'N1'",
        "update member set staff_code = 'N9' where staff_code = 'N1'",
        "update member set erased_at = created_at where staff_code = 'N1'",
        "update branch set name = 'South' where name = 'North'",
        "update tenure set tier = 'board'",
        "update tenure set starts_on = '2025-12-01'",
        "update tenure set ends_on = '2026-02-01'",
        "delete from tenure",
    ],
)
def test_it_is_made_anew_whatever_changes_in_the_roster(session, person, find, statement):
    assert find() is True
    session.connection().exec_driver_sql(statement)
    session.commit()
    session.expire_all()

    assert [find(), find()] == [True, False]


def test_it_is_made_anew_for_a_new_person_and_a_new_branch(session, house, find, now):
    find()
    service.add_branch(session, institution_id=house, name="East", now=now)
    session.commit()
    assert [find(), find()] == [True, False]

    service.add_member(session, institution_id=house, staff_code="X1", name="Xi", now=now)
    session.commit()
    assert [find(), find()] == [True, False]


def test_one_list_is_kept_and_no_more(find, stage):
    stage("other")

    assert [find(), find("other"), find("other"), find()] == [True, True, False, True]


def test_a_short_list_is_not_kept(find, monkeypatch):
    monkeypatch.setattr(compare_roster, "FEWEST_KEPT", 3)

    assert [find(), find()] == [True, True]


def test_a_list_that_is_done_with_is_let_go(find):
    find()
    find.last.forget("other")
    assert find() is False

    find.last.forget("one")
    assert find() is True


def test_a_list_that_was_dropped_or_is_another_institutions_is_not_found(session, house, find, now: datetime):
    find()
    other = service.create_institution(session, slug="harbour", profile=service.Profile(name="Harbour"), now=now)
    with pytest.raises(NotFound):
        find.last.find(session, institution_id=other.id, import_id="one", today=TODAY)

    imports.drop_import(session, institution_id=house, import_id="one", now=now)
    with pytest.raises(NotFound):
        find.last.find(session, institution_id=house, import_id="one", today=TODAY)
