"""The proposal on its pages: the desk, a part, matrix, plan, what is missing, history, handing in."""

import json
import re
from itertools import count
from uuid import UUID

import pytest

from courses.proposals import Finding, Recommendation, write_part
from lms.db.engine import transaction
from lms.http import access
from lms.web import workshop_editor, workshop_history, workshop_proposal_pages, workshop_proposals, workshops
from lms.workshops import seats
from lms.workshops.locks import touch_lock
from lms.workshops.parts import Edit, save_part
from tests.web.test_workshops import text_of
from tests.workshops import open_hall

GAP, LATER = UUID(int=1), UUID(int=2)
FIX = UUID(int=3)


@pytest.fixture(autouse=True)
def _at(monkeypatch, now):
    for module in (access, workshop_editor, workshop_history, workshop_proposal_pages, workshop_proposals, workshops):
        monkeypatch.setattr(module, "now", lambda: now)


@pytest.fixture
def hall(app, world, now):
    with app.app_context(), transaction() as write:
        return open_hall(write, world, now=now)


@pytest.fixture
def save(app, hall, now):
    ids = count(1000)

    def put(key, typed, base=0):
        edit = Edit(str(UUID(int=next(ids))), key, base, typed)
        with app.app_context(), transaction() as write:
            seat = hall.seat_ids["amina"]
            save_part(write, proposal_id=hall.proposal_ids["amina"], edit=edit, seat_id=seat, now=now)

    return put


@pytest.fixture
def written(save):
    """A proposal with a contradiction, a cost in words, an end before its start, facts that do not exist."""
    save("section:context", "Sandrel has 12 branches.")
    save(
        f"finding:{GAP}",
        write_part(Finding(str(GAP), text="No line.", limb="a", indicators=("two-channels",), facts=(7, 900))),
    )
    save(f"finding:{LATER}", write_part(Finding(str(LATER), text="No report.", limb="d", exhibits=("E3",))))
    save(
        f"recommendation:{FIX}",
        write_part(
            Recommendation(
                str(FIX), title="Open a line", findings=(str(GAP),), cost_text="about ten thousand",
                starts_text="2027-07-01", ends_text="2027-05-01",
            )
        ),
    )  # fmt: skip


def path(hall, rest=""):
    return f"/workshops/{hall.id}/proposal{rest}"


def test_an_empty_desk_says_how_to_begin_and_one_who_writes_nothing_where_to_go(hall, sign_in):
    desk = text_of(sign_in(hall.trainees["amina"]), path(hall))

    assert "Write the first finding" in desk
    assert desk.count("not begun") == 10
    assert "Write a proposal too" in text_of(sign_in(hall.trainer), path(hall))


def test_a_new_part_is_a_plain_form_that_keeps_the_contract(hall, sign_in):
    browser = sign_in(hall.trainees["amina"])
    answer = browser.get(path(hall, "/add/finding"))
    page = text_of(browser, answer.headers["Location"])
    key = answer.headers["Location"].rsplit("/", 1)[1]

    assert re.fullmatch(r"finding:[0-9a-f-]{36}", key)
    form = re.search(rf'<form data-part="{key}" data-version="0".*?</form>', page, re.DOTALL)[0]
    assert f'method="post" action="{path(hall, f"/parts/{key}")}"' in form
    for name in ("text", "limb", "indicators", "facts", "exhibits", "base_version", "edit_id", "csrf_token"):
        assert f'name="{name}"' in form
    assert 'name="base_version" value="0"' in form
    assert f'data-proposal="{hall.proposal_ids["amina"]}"' in page


def test_every_warning_stands_at_its_place_without_a_script(hall, sign_in, written):
    browser = sign_in(hall.trainees["amina"])

    section = text_of(browser, path(hall, "/parts/section:context"))
    assert '<mark data-kind="wrong">12 branches</mark>' in section
    link = re.search(r'the case says 18 \(<a href="([^"]*)" target="_blank">F7</a>\)', section)[1]
    assert link.endswith("/case/facts#F7")
    assert "nothing is held back" in section
    assert "F900" in text_of(browser, path(hall, f"/parts/finding:{GAP}"))
    fix = text_of(browser, path(hall, f"/parts/recommendation:{FIX}"))
    assert 'value="about ten thousand"' in fix
    assert re.search(r'id="f-ends_on-warned"><li data-kind="look">[^<]*before the start', fix)


def test_matrix_plan_and_check_tell_what_hangs_in_the_air_with_the_way_to_mend_it(hall, sign_in, written):
    browser = sign_in(hall.trainees["amina"])

    matrix = text_of(browser, path(hall, "/matrix"))
    assert "no answer yet" in matrix
    assert f"/parts/finding:{LATER}#f-text" in matrix
    csv = text_of(browser, path(hall, "/matrix.csv?for=machines")).splitlines()
    assert csv[0] == "gap,limb,indicators,fix,owner,evidence,measure,target"
    assert csv[1].startswith('No line.,a,"7.1 ')
    assert "about ten thousand" in text_of(browser, path(hall, "/plan"))
    assert "about ten thousand" in text_of(browser, path(hall, "/plan.csv"))
    check = text_of(browser, path(hall, "/check"))
    assert "No statement was found" not in check
    assert "“12 branches”: the case says 18 (F7)." in check
    assert "Hangs in the air" in text_of(browser, path(hall, "/standing"))


def test_handing_in_tells_what_is_missing_and_never_blocks_and_can_be_taken_back(hall, sign_in, written):
    browser = sign_in(hall.trainees["amina"])
    question = text_of(browser, path(hall, "/hand-in"))
    assert "1. Summary for the board" in question
    assert "no recommendation has a cost" in question
    assert "1 statement against the case" in question
    assert "Nothing is written" not in question

    browser.send(path(hall, "/hand-in"))
    desk = text_of(browser, path(hall))
    assert "Take it back" in desk
    assert "Add a finding" not in desk
    part = text_of(browser, path(hall, "/parts/section:context"))
    assert "<form data-part" not in part
    assert '<mark data-kind="wrong">12 branches</mark>' in part

    browser.send(path(hall, "/take-back"))
    assert "<form data-part" in text_of(browser, path(hall, "/parts/section:context"))
    assert "handed in" in text_of(browser, path(hall, "/history"))


def test_who_hands_in_without_a_word_is_told_what_it_means(hall, sign_in):
    browser = sign_in(hall.trainees["amina"])
    question = text_of(browser, path(hall, "/hand-in"))
    assert "Nothing is written in it yet." in question
    assert "Hand in without a word" in question

    browser.send(path(hall, "/hand-in"))
    assert "nobody will be given it to review" in text_of(browser, path(hall))


def test_the_history_shows_words_that_came_and_went_and_goes_back(hall, sign_in, save):
    save("section:context", "Nobody complains.")
    save("section:context", "Nobody complains here <b>.", 1)
    browser = sign_in(hall.trainees["amina"])

    compared = text_of(browser, path(hall, "/history/section:context/compare?from=1&to=2"))
    assert "complains<ins> here &lt;b&gt;.</ins>" in compared or "<ins>complains here &lt;b&gt;.</ins>" in compared
    assert "<del>complains.</del>" in compared
    assert browser.get(path(hall, "/history/section:context/compare?from=1&to=7")).status_code == 404
    browser.send(path(hall, "/snapshots"), label="Friday")
    assert browser.send(path(hall, "/snapshots"), label=" ").status_code == 422
    browser.send(path(hall, "/history/section:context/restore"), version="1")
    assert "Nobody complains.\n</textarea>" in re.sub(
        r"\s*</textarea>", "\n</textarea>", text_of(browser, path(hall, "/parts/section:context"))
    )
    page = text_of(browser, path(hall, "/history"))
    kept = re.search(r'href="([^"]*/snapshots/\d+)">Friday', page)[1]
    assert "<ins>complains.</ins>" in text_of(browser, kept)
    browser.send(f"{kept}/restore")
    assert "here &lt;b&gt;." in text_of(browser, path(hall, "/parts/section:context"))


def test_order_changes_by_a_button_and_somebody_writing_is_named(app, hall, sign_in, written, now):
    browser = sign_in(hall.trainees["amina"])
    browser.send(path(hall, "/order"), key=f"finding:{LATER}", direction="up")
    with app.app_context(), transaction() as write:
        touch_lock(
            write,
            proposal_id=hall.proposal_ids["amina"],
            key="section:plan",
            seat_id=hall.seat_ids["binta"],
            now=now,
        )
    desk = text_of(browser, path(hall))

    assert desk.index("No report.") < desk.index("No line.")
    assert "is writing here now" in desk


def test_a_closed_workshop_is_read_and_another_trainee_finds_nothing_of_it(app, hall, sign_in, written, now):
    with app.app_context(), transaction() as write:
        seats.close(write, workshop_id=hall.id, now=now)
    browser = sign_in(hall.trainees["amina"])

    assert "<form data-part" not in text_of(browser, path(hall, "/parts/section:context"))
    assert "Hand in</a>" not in text_of(browser, path(hall))
    other = text_of(sign_in(hall.trainees["binta"]), path(hall, "/parts/section:context"))
    assert "12 branches" not in other


def test_no_page_asks_more_of_the_database_when_more_is_written(hall, sign_in, save, counted):
    browser = sign_in(hall.trainees["amina"])
    pages = ("", "/parts/section:context", "/matrix", "/plan", "/check", "/history")
    save("section:context", "Words.")
    for page in pages:
        text_of(browser, path(hall, page))

    def asked():
        numbers = []
        for page in pages:
            with counted() as queries:
                text_of(browser, path(hall, page))
            numbers.append(len(queries))
        return numbers

    few = asked()
    for number in range(10, 22):
        save(f"finding:{UUID(int=number)}", json.dumps({"text": f"gap {number}", "facts": [number]}))
    assert asked() == few


def test_from_a_finding_the_way_leads_to_its_answer_and_not_among_the_sections(hall, sign_in, written):
    browser = sign_in(hall.trainees["amina"])
    page = text_of(browser, path(hall, f"/parts/finding:{GAP}"))

    assert f'href="{path(hall, "/add/recommendation")}">Answer it with a recommendation' in page
    assert f'href="{path(hall, "/add/finding")}">Write another finding' in page
    assert "Example from a bus line" in page
    assert 'rel="next">Finding 2' in page
    assert 'rel="prev"' not in page
    assert 'rel="next"' not in text_of(browser, path(hall, "/parts/section:afterwards"))


def test_a_section_that_begins_with_entries_has_the_way_to_the_first(hall, sign_in):
    browser = sign_in(hall.trainees["amina"])
    begun_with = {"diagnosis": "finding", "plan": "recommendation", "risks-and-monitoring": "risk"}
    for section, kind in begun_with.items():
        page = text_of(browser, path(hall, f"/parts/section:{section}"))
        assert f'href="{path(hall, f"/add/{kind}")}">Add a {kind}</a>' in page, section
    assert "/add/" not in text_of(browser, path(hall, "/parts/section:summary"))
