"""A list becomes the roster: all of it or nothing, with its entries in the ledger, once however often it is pressed."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event, text

from courses.model import Tier
from lms.errors import Conflict, Invalid, NotFound
from lms.institutions import roster_imports as imports
from lms.institutions import roster_store as store
from lms.institutions import service, tenures
from lms.institutions.roster_dates import Order
from lms.institutions.roster_imports import KEPT_DAYS, State
from lms.institutions.roster_words import Field, fold
from lms.workflows import import_roster
from lms.workflows.import_roster import StalePreviewError
from webinar_kits.sheet_reader import read_spreadsheet

TODAY = date(2026, 3, 2)
HEADS = ("Code", "Name", "E-mail", "Branch", "Tier", "Since", "Last day")
AMINA = ("S1", "Amina Diallo", "amina@x.org", "North", "field", "2025-01-01", "")


@pytest.fixture
def house(session, now):
    made = service.create_institution(session, slug="valley", profile=service.Profile(name="Valley"), now=now)
    service.add_branch(session, institution_id=made.id, name="North", now=now)
    session.commit()
    return made.id


@pytest.fixture
def send(session, house, now):
    """Sends a list and returns its id."""

    def make(*rows, heads=HEADS, when=now, name="1"):
        out = io.StringIO()
        csv.writer(out).writerows([heads, *rows])
        book = read_spreadsheet(out.getvalue().encode(), name="list.csv")
        place = {"institution_id": house, "import_id": f"import-{name}"}
        imports.begin_import(session, account_id=None, file_name="list.csv", now=when, **place)
        import_roster.stage_roster(session, book=book, **place)
        session.commit()
        return place["import_id"]

    return make


@pytest.fixture
def look(session, house):
    """Shows what a list would change, after changing its answers."""

    def make(import_id, **changed):
        opened = import_roster.open_roster(session, institution_id=house, import_id=import_id)
        if changed:
            answers = replace(opened.answers, **changed)
            import_roster.answer_roster(session, institution_id=house, import_id=import_id, answers=answers)
            session.commit()
            opened = import_roster.open_roster(session, institution_id=house, import_id=import_id)
        return import_roster.preview_roster(session, opened, today=TODAY)

    return make


@pytest.fixture
def apply(session, house, look, now):
    """Applies a list as it is shown."""

    def make(import_id, fingerprint="", **changed):
        preview = look(import_id, **changed)
        try:
            done = import_roster.apply_roster(
                session,
                institution_id=house,
                import_id=import_id,
                fingerprint=fingerprint or preview.plan.fingerprint,
                today=TODAY,
                now=now,
            )
        except Exception:
            session.rollback()
            raise
        session.commit()
        return done

    return make


def ask(session, question, **values):
    return [tuple(row) for row in session.execute(text(question), values)]


def people(session):
    question = (
        "select m.staff_code, t.tier, b.name, t.starts_on, t.ends_on from member m join tenure t on t.member_id = m.id"
        " join branch b on b.id = t.branch_id order by m.staff_code, t.starts_on"
    )
    return [(*row[:3], str(row[3]), str(row[4] or "")) for row in ask(session, question)]


def entries(session, since=0):
    rows = ask(session, "select kind, line from ledger_entry where seq >= :since order by seq", since=since)
    return [(kind, json.loads(line)["body"]) for kind, line in rows]


def size(session):
    return ask(session, "select count(*) from ledger_entry")[0][0]


def test_a_list_becomes_people_with_places_and_entries(session, send, apply):
    before = size(session)

    done = apply(send(AMINA, ("S2", "Ben", "", "north", "Branch manager", "2026-01-01", "2026-12-31")))

    assert people(session) == [
        ("S1", "field", "North", "2025-01-01", ""),
        ("S2", "middle_management", "North", "2026-01-01", "2027-01-01"),
    ]
    assert [kind for kind, _ in entries(session, before)] == ["person", "tenures", "person", "tenures"]
    keys = [row[0] for row in ask(session, "select person_key from member order by staff_code")]
    assert [body["person"] for _, body in entries(session, before)] == [keys[0], keys[0], keys[1], keys[1]]
    assert entries(session, before)[3][1]["tenures"] == [["middle_management", 1, "2026-01-01", "2027-01-01"]]
    assert done.kept.summary["new"] == 2


def test_the_same_list_again_changes_nothing_and_writes_no_entry(session, send, look, apply):
    apply(send(AMINA))
    before = size(session)

    preview = look(send(AMINA, name="2"))
    apply("import-2")

    assert preview.plan.writes == ()
    assert size(session) == before


def test_a_second_press_does_nothing_and_says_so(session, send, apply, look, house, now):
    import_id = send(AMINA)
    fingerprint = look(import_id).plan.fingerprint
    apply(import_id)
    before = size(session)

    again = import_roster.apply_roster(
        session, institution_id=house, import_id=import_id, fingerprint=fingerprint, today=TODAY, now=now
    )

    assert again.is_repeated
    assert (size(session), len(people(session))) == (before, 1)


def test_a_preview_that_is_no_longer_true_is_not_applied(session, send, look, apply, house, now):
    apply(send(AMINA))
    import_id = send(("S1", "Amina Ba", "amina@x.org", "North", "board", "2026-02-01", ""), name="2")
    fingerprint = look(import_id).plan.fingerprint
    (member_id,) = ask(session, "select id from member")[0]
    service.change_member(
        session, institution_id=house, member_id=member_id, staff_code="S1", name="Amina X", email="", now=now
    )
    session.commit()

    with pytest.raises(StalePreviewError):
        apply(import_id, fingerprint=fingerprint)

    assert people(session) == [("S1", "field", "North", "2025-01-01", "")]
    assert apply(import_id).kept.state is State.APPLIED


def test_rows_with_faults_are_left_out_only_when_somebody_says_so(session, send, apply):
    import_id = send(AMINA, ("S2", "Ben", "no address", "North", "field", "", ""))

    with pytest.raises(Invalid) as caught:
        apply(import_id)
    before = people(session)
    done = apply(import_id, faults_are_left_out=True)

    assert set(caught.value.fields) == {"faults_are_left_out"}
    assert before == []
    assert [row[0] for row in people(session)] == ["S1"]
    assert done.kept.summary["faults"] == 1


def test_people_known_by_name_alone_are_changed_only_when_somebody_says_so(session, send, apply):
    apply(send(AMINA))
    import_id = send(("Amina Diallo", "North", "board"), heads=("Name", "Branch", "Tier"), name="2")

    with pytest.raises(Invalid) as caught:
        apply(import_id)
    apply(import_id, names_are_right=True)

    assert set(caught.value.fields) == {"names_are_right"}
    assert [row[1] for row in people(session)] == ["field", "board"]


def test_a_new_branch_is_made_once_and_told(session, send, apply):
    before = size(session)
    rows = [("S1", "A", "", "East", "field", "", ""), ("S2", "B", "", "east ", "field", "", "")]

    apply(send(*rows), branches=frozenset({fold("East")}))

    assert [row[2] for row in people(session)] == ["East", "East"]
    assert [body for kind, body in entries(session, before) if kind == "branch"] == [{"branch": 2, "name": "East"}]


def test_a_promotion_closes_one_place_and_opens_another(session, send, apply):
    apply(send(AMINA))
    before = size(session)

    apply(send(("S1", "branch manager", "2026-02-01"), heads=("Code", "Tier", "Since"), name="2"))

    assert people(session) == [
        ("S1", "field", "North", "2025-01-01", "2026-02-01"),
        ("S1", "middle_management", "North", "2026-02-01", ""),
    ]
    (kind, body) = entries(session, before)[0]
    assert (kind, len(body["tenures"]), len(entries(session, before))) == ("tenures", 2, 1)


def test_a_change_of_name_alone_tells_the_person_and_not_her_places(session, send, apply):
    apply(send(AMINA))
    before = size(session)

    apply(send(("S1", "Amina Ba", "فاطمة"), heads=("Code", "Name", "Name in another script"), name="2"))

    assert [kind for kind, _ in entries(session, before)] == ["person"]
    assert ask(session, "select name, name_other, email from member") == [("Amina Ba", "فاطمة", "amina@x.org")]


def test_dates_that_can_be_read_in_two_ways_must_be_explained_first(session, send, look, apply):
    import_id = send((*AMINA[:5], "03/04/2025", ""))

    with pytest.raises(Invalid) as caught:
        look(import_id)
    apply(import_id, orders={Field.SINCE: Order.MONTH_FIRST})

    assert "order-since" in caught.value.fields
    assert people(session)[0][3] == "2025-03-04"


def test_a_word_for_a_tier_is_explained_once(session, send, look, apply):
    row = (*AMINA[:4], "Jefa Zonal Nueve", "", "")
    apply(send(row), tiers={fold("Jefa zonal nueve"): Tier.SENIOR_MANAGEMENT})

    again = look(send(("S2", "Ben", "", "North", "JEFA ZONAL NUEVE", "", ""), name="2"))

    assert again.plan.faults == ()
    assert again.plan.steps[0].after.history[0].tier is Tier.SENIOR_MANAGEMENT


def test_what_a_list_held_is_gone_when_it_is_applied_or_dropped(session, send, apply, house, now):
    apply(send(AMINA))
    imports.drop_import(session, institution_id=house, import_id=send(AMINA, name="2"), now=now)
    session.commit()

    assert {bytes(row[0]) for row in ask(session, "select sheet from roster_import")} == {b""}
    with pytest.raises(NotFound):
        import_roster.open_roster(session, institution_id=house, import_id="import-2")
    with pytest.raises(Conflict):
        imports.drop_import(session, institution_id=house, import_id="import-1", now=now)


def test_a_list_nobody_applies_is_emptied_after_a_month(session, send, house, now):
    send(AMINA)
    send(AMINA, name="2", when=now + timedelta(days=KEPT_DAYS))

    states = [imports.get_import(session, institution_id=house, import_id=f"import-{one}").state for one in "12"]
    assert states == [State.DROPPED, State.READ]


def test_a_list_of_another_institution_is_not_found(session, send, now):
    import_id = send(AMINA)
    other = service.create_institution(session, slug="harbour", profile=service.Profile(name="Harbour"), now=now)

    with pytest.raises(NotFound):
        import_roster.open_roster(session, institution_id=other.id, import_id=import_id)


def test_an_empty_list_is_refused(session, house, now):
    imports.begin_import(
        session, import_id="x", institution_id=house, account_id=None, file_name="\x07list.csv", now=now
    )
    book = read_spreadsheet(b"sep=,\n", name="list.csv")

    with pytest.raises(Invalid):
        import_roster.stage_roster(session, institution_id=house, import_id="x", book=book)
    assert imports.get_import(session, institution_id=house, import_id="x").file_name == "list.csv"


def test_a_thousand_people_take_as_many_statements_as_ten(session, send, apply, engine):
    def statements(number, first, name):
        rows = [(f"S{first + one}", f"P {one}", "", "North", "field", "", "") for one in range(number)]
        import_id = send(*rows, name=name)
        seen = []
        event.listen(engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
        apply(import_id)
        return len(seen)

    few = statements(10, 0, "few")

    # Both listeners hear the second import.
    assert statements(1000, 100, "many") <= few + 5


def test_ten_thousand_faults_are_counted_and_the_rest_is_still_there(send, look):
    rows = [(f"X{one}", "A", "no address", "North", "field", "", "") for one in range(10_000)]

    preview = look(send(*rows, AMINA))

    assert len(preview.plan.faults) == 10_000
    assert [step.after.name for step in preview.plan.writes] == ["Amina Diallo"]


def test_the_roster_is_read_with_its_histories_and_without_who_was_merged(session, house, send, apply, now):
    apply(send(AMINA, ("S2", "Ben", "", "North", "field", "2025-01-01", "")))
    (one, other) = (row[0] for row in ask(session, "select id from member order by id"))
    tenures.leave(session, institution_id=house, member_id=one, on=date(2026, 1, 1), now=now)
    session.execute(text("update member set merged_into_id = :one where id = :other"), {"one": one, "other": other})

    roster = store.read_roster(session, institution_id=house)

    assert [(person.staff_code, len(person.history)) for person in roster.people] == [("S1", 1)]
    assert roster.former_codes == {"S2": one}


def test_an_import_knows_when_it_has_been_left_alone(session, send, house, now):
    import_id = send(AMINA)
    imports.set_state(session, institution_id=house, import_id=import_id, state=State.APPLYING, summary={}, now=now)
    kept = imports.get_import(session, institution_id=house, import_id=import_id)

    assert kept.is_under_way(now)
    assert not kept.is_under_way(now + timedelta(hours=1))
    assert isinstance(kept.created_at, datetime)
