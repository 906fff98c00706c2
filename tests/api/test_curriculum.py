"""The curriculum in numbers and by standard, for programs."""

from courses.standards import COUNTS, NUMBERS
from courses.stats import as_document, count
from lms.http.holdings import holdings_of
from tests.api.test_keys_stay import secrets_of


def test_the_numbers_of_a_module_are_those_of_the_command(app, learner):
    module = holdings_of(app).catalogue.get("complaints")

    assert learner.get("/modules/complaints/stats") == as_document(count(module))
    learner.get("/modules/ethics/stats", 404)


def test_all_standards_are_listed_with_the_modules_that_serve_them(learner):
    found = learner.get("/standards")

    assert found["version"] == "1.0"
    assert [one["number"] for one in found["standards"]] == list(NUMBERS)
    assert {one["principle"] for one in found["standards"]} == set(COUNTS)
    assert all("complaints" in one["modules"] for one in found["standards"] if one["principle"] == 7)


def test_a_standard_says_where_it_is_taught_and_how_often_tested_but_tells_no_question(app, learner):
    found = learner.get("/standards/7.1")
    place = next(one for one in found["places"] if one["module"] == "complaints")
    bank = holdings_of(app).catalogue.get("complaints").bank

    assert {"id": "silence", "title": "Why clients stay silent"} in place["sections"]
    assert place["slides"]
    assert 0 < place["items"] < len(bank.items)
    said = str(found)
    assert not [words for item in bank.items for words in {item.stem, *secrets_of(item)} if words in said]


def test_a_standard_that_is_none_is_not_found(learner):
    learner.get("/standards/8.1", 404)


def test_a_coordinator_reads_them_too(coordinator):
    coordinator.get("/standards")
    coordinator.get("/standards/1.1")
    coordinator.get("/modules/complaints/stats")
