"""The learner's path by a program with a key: look, read, play the case, take the quiz, hold the certificate."""

from fractions import Fraction
from uuid import uuid4

import pytest

from lms.http.holdings import holdings_of
from tests.answering import response_for
from tests.api.conftest import ask, form_of


def answer_all(app, learner, attempt_id, *, right=True):
    for item, entry in form_of(app, attempt_id):
        body = {"id": str(uuid4()), "item": item.id, "response": response_for(item, entry, right=right)}
        learner.post(f"/attempts/{attempt_id}/answers", body, 201)


def test_a_learner_goes_the_whole_way(app, learner):
    me = learner.get("/me")
    assert (me["place"]["institution"], me["place"]["tier"]) == ("valley", "field")
    before = {row["module"]: row for row in learner.get("/me/training")["modules"]}["complaints"]
    assert (before["due_on"], before["certificate"]) == ("2026-04-01", None)
    assert before["standing"] in ("due", "late")  # by the clock of the day this runs on
    module = learner.get("/modules/complaints")
    on_track = [section["id"] for section in module["sections"] if "field" in section["tracks"]]
    for here, following in zip(on_track, [*on_track[1:], None], strict=True):
        said = learner.post(f"/modules/complaints/sections/{here}/read")
        assert said == {"module": "complaints", "section": here, "next": following}
    attempt = learner.post("/modules/complaints/attempts", status=201)
    answer_all(app, learner, attempt["id"])
    result = learner.post(f"/attempts/{attempt['id']}/submission")
    assert (result["points"], result["percent"], result["is_passed"]) == (str(result["possible"]), "100", True)
    assert learner.get(f"/certificates/{result['certificate']}")["member_name"] == "Field of Valley"
    after = {row["module"]: row for row in learner.get("/me/training")["modules"]}["complaints"]
    assert (after["standing"], after["certificate"]) == ("complete", result["certificate"])
    assert after["sections_read"] == after["sections"] == len(on_track)


def test_a_failed_attempt_has_exact_points_a_review_and_no_certificate(app, learner):
    attempt = learner.post("/modules/complaints/attempts", status=201)
    (item, entry), *_ = form_of(app, attempt["id"])
    right = {"id": str(uuid4()), "item": item.id, "response": response_for(item, entry, right=True)}
    learner.post(f"/attempts/{attempt['id']}/answers", right, 201)

    result = learner.post(f"/attempts/{attempt['id']}/submission")

    assert (result["points"], result["is_passed"], result["certificate"]) == ("1", False, None)
    assert Fraction(result["percent"]) == Fraction(100, result["possible"])
    assert [row["item"] for row in result["review"]] == [entry.item_id for _, entry in form_of(app, attempt["id"])]
    assert [row["share"] for row in result["review"]] == ["1"] + ["0"] * (result["possible"] - 1)
    assert learner.get(f"/attempts/{attempt['id']}/result") == result


def test_beginning_twice_goes_on_with_the_attempt_that_is_open(learner):
    first = learner.post("/modules/complaints/attempts", status=201)

    assert learner.post("/modules/complaints/attempts", status=200) == first


def test_there_is_no_result_before_the_attempt_is_handed_in(learner):
    attempt = learner.post("/modules/complaints/attempts", status=201)

    said = learner.get(f"/attempts/{attempt['id']}/result", 409)

    assert "not handed in" in said["detail"]


def test_two_submissions_are_one_score_and_one_certificate(app, learner):
    attempt = learner.post("/modules/complaints/attempts", status=201)
    answer_all(app, learner, attempt["id"])

    results = [learner.post(f"/attempts/{attempt['id']}/submission") for _ in range(2)]

    assert results[0] == results[1]
    assert ask(app, "select count(*) from score") == [1]
    assert ask(app, "select count(*) from certificate") == [1]


def test_the_case_is_played_to_an_ending_and_again(app, learner):
    state = learner.get("/modules/complaints/case")
    case = holdings_of(app).catalogue.get("complaints").case
    while state["scene"]:
        assert set(state["scene"]["choices"][0]) == {"id", "text"}
        choice = {"choice": state["scene"]["choices"][0]["id"], "step": state["step"]}
        state = learner.post("/modules/complaints/case", choice)

    assert state["ending"]["id"] in case.endings
    assert learner.post("/modules/complaints/case", choice) == state
    again = learner.post("/modules/complaints/case", {"replay": True})
    assert (again["step"], again["ending"], again["scene"]["id"]) == (0, None, case.start)


def test_a_choice_that_is_not_in_the_scene_names_the_field(learner):
    said = learner.post("/modules/complaints/case", {"choice": "fly-away", "step": 0}, 422)

    assert set(said["errors"]) == {"choice"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "choice"),
        ({"choice": "x"}, "step"),
        ({"choice": "x", "step": 0, "replay": True}, "replay"),
        ({"choice": "x", "step": "0"}, "step"),
        ({"replay": "yes"}, "replay"),
    ],
)
def test_a_step_in_the_case_is_one_of_two_ways(learner, body, field):
    assert set(learner.post("/modules/complaints/case", body, 422)["errors"]) == {field}


def test_the_curriculum_is_all_there(app, learner):
    module = holdings_of(app).catalogue.get("complaints")
    assert [entry["id"] for entry in learner.get("/modules")["modules"]] == [
        one.id for one in holdings_of(app).catalogue.modules
    ]
    whole = learner.get("/modules/complaints")
    assert whole["edition"] == module.edition
    assert set(whole["minutes"]) == {"board", "senior_management", "middle_management", "support", "field"}
    assert whole["minutes"]["field"]["field"] < whole["minutes"]["field"]["full"]
    assert len(learner.get("/modules/complaints/glossary")["entries"]) == len(module.glossary)
    assert len(learner.get("/modules/complaints/sources")["entries"]) == len(module.sources)
    assert "0800 700 700" in str(learner.get("/modules/complaints/job-aid")["blocks"])


def test_a_section_comes_as_blocks_with_the_lens_of_the_asker(learner, program, world):
    section = next(one for one in learner.get("/modules/complaints")["sections"] if one["kind"] == "core")

    mine = learner.get(f"/modules/complaints/sections/{section['id']}")
    theirs = program(world.valley.people["board"]).get(f"/modules/complaints/sections/{section['id']}")
    nobodys = program(world.valley.people["coordinator"]).get(f"/modules/complaints/sections/{section['id']}")

    assert {block["kind"] for block in mine["blocks"]} <= {"paragraph", "heading", "list", "quote", "table", "notes"}
    assert (mine["lens"]["tier"], theirs["lens"]["tier"], nobodys["lens"]) == ("field", "board", None)
    assert mine["lenses"] == nobodys["lenses"]


def test_what_is_not_there_says_so(learner):
    learner.get("/modules/astrology", 404)
    learner.get("/modules/complaints/sections/astrology", 404)
    learner.post("/modules/complaints/sections/astrology/read", status=404)
    learner.get(f"/attempts/{uuid4()}", 404)
    learner.get("/attempts/17", 404)
    learner.get("/certificates/ABCDEFGHJKLM", 404)


def test_who_has_no_place_cannot_take_a_quiz(coordinator):
    coordinator.get("/me/training", 403)
    coordinator.post("/modules/complaints/attempts", status=403)
