"""The page of one's own record: every field of the export stands on it, in words, under a name of its own."""

import html
import json
import re
from datetime import date

import pytest
from sqlalchemy import text

from courses.loader import load_catalogue
from courses.resources import content_folder
from lms.accounts import links
from lms.accounts.rules import Purpose
from lms.db.engine import database, transaction
from lms.evidence import service as evidence
from lms.reports.own_record import Part, read_own_record
from lms.web.record_pages import rows_of
from lms.web.record_values import Speaker
from lms.web.record_words import GROUPS, HEADS, empty_words, field_words, group_words, part_words

ZONE = "Africa/Nairobi"
CATALOGUE = load_catalogue((content_folder(),))
COMPLAINTS = CATALOGUE.get("complaints")


@pytest.fixture
def person(app, world, now):
    """The valley's loan officer with something in most parts of her record."""
    found = world.valley.people["field"]
    with app.app_context(), transaction() as write:
        evidence.add_completion(
            write,
            institution_id=world.valley.id,
            member_id=found.member_id,
            module_id="complaints",
            edition="e1",
            language="en",
            source="quiz",
            source_id="q1",
            percent=90,
            completed_at=now,
            completed_on=date(2026, 2, 10),
            valid_until=date(2027, 2, 10),
        )
        links.issue_link(write, account_id=found.account_id, purpose=Purpose.INVITATION, token="secret", now=now)
        values = {
            "member": found.member_id,
            "house": world.valley.id,
            "section": COMPLAINTS.sections[0].id,
            "at": now.replace(tzinfo=None).isoformat(sep=" "),
            "day": "2026-02-11",
            "choices": json.dumps([next(iter(COMPLAINTS.case.nodes.values())).choices[0].id]),
            "ending": next(iter(COMPLAINTS.case.endings)),
            "email": found.email,
        }
        for statement in (
            "insert into section_read (member_id, module_id, section_id, edition, read_at) "
            "values (:member, 'complaints', :section, 'e1', :at)",
            "insert into case_run (member_id, module_id, edition, choices, ending_id, started_at) "
            "values (:member, 'complaints', 'e1', :choices, :ending, :at)",
            "insert into notice (institution_id, to_address, member_id, kind, sent_on, subject_ids) "
            "values (:house, :email, :member, 'reminder', :day, '')",
            "insert into outbox_message (to_address, subject, body, language, created_at, next_try_at, tries, "
            "last_error) values (:email, 'Your place in <CPP>', 'a link', 'en', :at, :at, 0, '')",
        ):
            used = {name: value for name, value in values.items() if f":{name}" in statement}
            write.execute(text(statement), used)
    return found


def tables_of(app, person):
    with app.app_context():
        found = read_own_record(database.session, account_id=person.account_id)
        database.session.rollback()
    return found


def words(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_every_part_stands_in_one_group_and_every_field_of_the_export_has_words(app, person):
    assert sorted(part for parts in GROUPS.values() for part in parts) == sorted(Part)
    tables = tables_of(app, person)
    with app.test_request_context():
        assert all(group_words(group) for group in GROUPS)
        for table in tables:
            assert part_words(table.part)
            assert HEADS[table.part] in table.columns
            assert all(field_words(table.part, column) and empty_words(table.part, column) for column in table.columns)


def test_no_field_of_the_export_is_missing_on_the_page(app, person, sign_in):
    """Each field of each row with its name and its value in words, also where it is empty; then nothing else."""
    page = words(sign_in(person).get("/account/record").get_data(as_text=True))
    filled = set()
    with app.test_request_context():
        speaker = Speaker(CATALOGUE, ZONE, {})
        for table in tables_of(app, person):
            for row in rows_of(table):
                filled.add(table.part)
                for column in table.columns:
                    said = speaker.say(table.part, column, row)
                    if column != HEADS[table.part]:
                        assert field_words(table.part, column) in page, (table.part, column)
                        said = said or empty_words(table.part, column)
                    assert " ".join(said.split()) in page, (table.part, column)
            if not table.rows:
                assert part_words(table.part) in page

    wanted = {Part.ACCOUNT, Part.PLACES, Part.TENURES, Part.COMPLETIONS, Part.READING, Part.CASES, Part.LETTERS}
    assert wanted | {Part.MAIL, Part.LINKS, Part.LEDGER} <= filled


def test_ids_codes_and_days_of_programs_are_said_in_words(app, person, sign_in):
    page = words(sign_in(person).get("/account/record").get_data(as_text=True))

    assert COMPLAINTS.title in page
    assert COMPLAINTS.sections[0].title in page
    assert COMPLAINTS.case.endings[next(iter(COMPLAINTS.case.endings))].title in page
    assert "Counts up to and including 9 February 2027" in page
    assert "Reminder of what is due" in page
    assert "Your place in <CPP>" in page
    assert not re.search(r"\b20\d\d-\d\d-\d\d\b", page)
    assert "secret" not in page


def test_answers_are_told_by_the_words_of_the_options_and_never_by_what_is_right(app):
    items = {item.id: item for item in COMPLAINTS.bank.items}
    single = next(item for item in items.values() if item.kind == "single")
    wrong = next(option for option in single.body.options if option.id not in single.body.accepted)
    right = [option.text for option in single.body.options if option.id in single.body.accepted]
    quiz = {"id": "a1", "module_id": "complaints", "started_at": "2026-02-10T08:00:00+00:00"}
    with app.test_request_context():
        speaker = Speaker(CATALOGUE, ZONE, {"a1": quiz})

        def said(item_id, response):
            row = {"attempt_id": "a1", "item_id": item_id, "response": json.dumps(response)}
            return speaker.say(Part.ANSWERS, "response", row)

        told = said(single.id, {"choice": wrong.id})
        assert told == wrong.text
        assert not any(one in told for one in right)
        assert said("gone-since", {"choices": ["one", "two"]}) == "one, two"
        assert said(single.id, {"value": True}) == "yes", "the question was of another kind then"
        assert speaker.say(Part.ANSWERS, "attempt_id", {**quiz, "attempt_id": "a1"}).startswith(COMPLAINTS.title)


def test_the_page_of_somebody_else_is_another(app, world, person, sign_in):
    other = words(sign_in(world.valley.people["board"]).get("/account/record").get_data(as_text=True))

    assert person.email not in other
    assert "Nothing is kept of:" in other
