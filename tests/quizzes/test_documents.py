from fractions import Fraction

import pytest

from quizzes.documents import read_bank, read_form, write_form
from quizzes.errors import ItemError, QuizError
from quizzes.model import Form, FormItem, Kind

SINGLE, MULTIPLE, TRUE_FALSE, ORDERING, MATCHING, NUMERIC = range(6)


def faults_of(files):
    structure, words = files
    with pytest.raises(ItemError) as refusal:
        read_bank(structure, words, place="complaints")
    return str(refusal.value).splitlines()


def test_a_bank_is_read_with_all_its_kinds(bank):
    assert [item.kind for item in bank.items] == list(Kind)
    assert (bank.blueprint.length, bank.blueprint.kinds) == (4, 3)
    assert bank.find("rate").body.tolerance == Fraction(1, 10)
    assert bank.find("who-does-what").tiers == ("board", "senior_management")


def test_an_item_with_a_scenario_is_on_a_case(bank):
    assert bank.find("who-logs-it").case
    assert bank.find("who-logs-it").scenario.startswith("A stall holder")
    assert not bank.find("rate").case


NO_WORDS = "is missing in the words; write it"
NO_ID = "is missing in the structure; write an id"
UNKNOWN = "is unknown in the structure; remove it or correct its spelling"
UNKNOWN_WORDS = "is unknown in the words; remove it or correct its spelling"

# One broken file each: what is changed in structure or words, where the fault stands and what it says.
FAULTS = [
    (
        lambda s, w: s["items"][SINGLE].update(key="gone"),
        "items.who-logs-it.key",
        "names gone, which is not among the options; use one of their ids",
    ),
    (lambda s, w: s["items"][SINGLE].pop("key"), "items.who-logs-it.key", NO_ID),
    (
        lambda s, w: s["items"][SINGLE].update(also=["gone"]),
        "items.who-logs-it.also",
        "names gone, which is not among the options; use their ids",
    ),
    (
        lambda s, w: s["items"][SINGLE].update(also=["receiver"]),
        "items.who-logs-it.also",
        "names receiver, which is the key; name only what is right besides it",
    ),
    (
        lambda s, w: s["items"][SINGLE].update(also=["nobody", "manager", "collector"]),
        "items.who-logs-it.also",
        "leaves no option that is wrong; leave one out, or ask something else",
    ),
    (lambda s, w: s["items"][TRUE_FALSE].update(also=["true"]), "items.silence-is-consent.also", UNKNOWN),
    (lambda s, w: s["items"][SINGLE].pop("kind"), "items.who-logs-it.kind", "is missing in the structure; write it"),
    (
        lambda s, w: s["items"][SINGLE].update(kind="essay"),
        "items.who-logs-it.kind",
        ("holds essay, which is no kind; write one of single, multiple, true_false, ordering, matching, numeric"),
    ),
    (lambda s, w: s["items"][SINGLE].update(points=2), "items.who-logs-it.points", UNKNOWN),
    (
        lambda s, w: s["items"][SINGLE].update(objectives=[]),
        "items.who-logs-it.objectives",
        "holds 0 and should hold 1 or more; add or remove some",
    ),
    (
        lambda s, w: s["items"][SINGLE].update(scenario="gone"),
        "items.who-logs-it.scenario",
        "names gone, which is no scenario; add it to [[scenarios]] or correct the name",
    ),
    (
        lambda s, w: s["items"][MULTIPLE].update(key=[]),
        "items.what-to-write.key",
        "holds 0 and should hold 1 or more; add or remove some",
    ),
    (
        lambda s, w: s["items"][MULTIPLE].update(key=["words", "gone"]),
        "items.what-to-write.key",
        "names gone, which is not among the options; use their ids",
    ),
    (
        lambda s, w: s["items"][TRUE_FALSE].update(key="false"),
        "items.silence-is-consent.key",
        "is neither true nor false; write one of them, without quotes",
    ),
    (lambda s, w: s["items"][MATCHING].update(key={"desk": "logs"}), "items.who-does-what.key.board", NO_ID),
    (
        lambda s, w: s["items"][MATCHING].update(key={"desk": "logs", "board": "gone"}),
        "items.who-does-what.key.board",
        "names gone, which is not on the right; use one of the ids there",
    ),
    (
        lambda s, w: s["items"][MATCHING].update(key={"desk": "logs", "board": "logs"}),
        "items.who-does-what.key",
        "uses logs twice; give each left entry a right one of its own",
    ),
    (lambda s, w: s["items"][MATCHING]["key"].update(door="sells"), "items.who-does-what.key.door", UNKNOWN),
    (
        lambda s, w: s["items"][NUMERIC].update(answer="complaints / clientele"),
        "items.rate.answer",
        "“complaints / clientele” names clientele, which is no parameter; add it or correct the name",
    ),
    (
        lambda s, w: s["items"][NUMERIC].update(answer="complaints ** 2"),
        "items.rate.answer",
        ("“complaints ** 2” holds “complaints ** 2”; only + - * / ( ), numbers and parameter names may stand here"),
    ),
    (
        lambda s, w: s["items"][NUMERIC].update(answer="complaints / (clients - 4500)"),
        "items.rate.answer",
        (
            "“complaints / (clients - 4500)” divides by zero at clients = 4500, complaints = 30; "
            "change the expression or the parameters"
        ),
    ),
    (
        lambda s, w: s["items"][NUMERIC].update(tolerance="-1"),
        "items.rate.tolerance",
        'is below zero; write how far off still counts, like "0.1"',
    ),
    (
        lambda s, w: s["items"][NUMERIC].update(tolerance=0.1),
        "items.rate.tolerance",
        'is no exact number; write a whole number, or decimals as text like "0.5"',
    ),
    (
        lambda s, w: s["items"][NUMERIC].update(decimals=7),
        "items.rate.decimals",
        "is no whole number from 0 to 6; write one",
    ),
    (
        lambda s, w: s["items"][NUMERIC]["slips"][0].update(answer="1000 * complaints / clients"),
        "items.rate.slips.per-hundred.answer",
        (
            "“1000 * complaints / clients” gives the right answer 7.5 at clients = 4,000, complaints = 30; "
            "change the slip or the parameters"
        ),
    ),
    (lambda s, w: s["items"][NUMERIC]["slips"][0].update(note="x"), "items.rate.slips.per-hundred.note", UNKNOWN),
    (
        lambda s, w: s["items"][NUMERIC]["parameters"]["clients"].update(to=100_000_000, step=1),
        "items.rate.parameters",
        "make more than 10000 combinations; take larger steps",
    ),
    (
        lambda s, w: s["items"].append(dict(s["items"][SINGLE])),
        "items.who-logs-it.id",
        "stands twice; give each item its own id",
    ),
    (
        lambda s, w: s["scenarios"].append({"id": "stall-holder"}),
        "scenarios.stall-holder.id",
        "stands twice; give each scenario its own id",
    ),
    (
        lambda s, w: (s["scenarios"].append({"id": "lonely"}), w["scenarios"].update(lonely={"text": "A"})),
        "scenarios.lonely",
        "is used by no item; name it in an item or remove it",
    ),
    (lambda s, w: s["blueprint"].pop("kinds"), "blueprint.kinds", "is no whole number from 0 to 6; write one"),
    (
        lambda s, w: s["blueprint"].update(case_share=5),
        "blueprint.case_share",
        "is no whole number from 0 to 4; write one",
    ),
    (lambda s, w: s.update(extra=1), "extra", UNKNOWN),
    (lambda s, w: w["items"]["who-logs-it"].pop("stem"), "items.who-logs-it.stem", NO_WORDS),
    (
        lambda s, w: w["items"]["who-logs-it"].update(stem="In {institution}?"),
        "items.who-logs-it.stem",
        "holds {institution}, which is no parameter; correct the name or drop the braces",
    ),
    (lambda s, w: w["items"]["who-logs-it"]["options"].pop("nobody"), "items.who-logs-it.options.nobody", NO_WORDS),
    (
        lambda s, w: w["items"]["who-logs-it"]["options"].update(gone="?"),
        "items.who-logs-it.options.gone",
        UNKNOWN_WORDS,
    ),
    (lambda s, w: w["items"]["who-logs-it"]["feedback"].pop("nobody"), "items.who-logs-it.feedback.nobody", NO_WORDS),
    (
        lambda s, w: w["items"]["who-logs-it"]["feedback"].update(nobody=""),
        "items.who-logs-it.feedback.nobody",
        "is no text; write words between quotes",
    ),
    (
        lambda s, w: w["items"]["silence-is-consent"]["feedback"].pop("true"),
        "items.silence-is-consent.feedback.true",
        NO_WORDS,
    ),
    (lambda s, w: w["items"]["the-way"]["steps"].pop("learn"), "items.the-way.steps.learn", NO_WORDS),
    (lambda s, w: w["items"]["the-way"]["feedback"].pop("wrong"), "items.the-way.feedback.wrong", NO_WORDS),
    (lambda s, w: w["items"]["who-does-what"]["right"].pop("sells"), "items.who-does-what.right.sells", NO_WORDS),
    (lambda s, w: w["items"]["rate"]["feedback"].pop("per-hundred"), "items.rate.feedback.per-hundred", NO_WORDS),
    (lambda s, w: w["items"]["rate"].pop("unit"), "items.rate.unit", NO_WORDS),
    (
        lambda s, w: w["items"]["rate"].update(stem="How many of {clients}?"),
        "items.rate.stem",
        "does not say {complaints}; write the parameter where the learner should read it",
    ),
    (
        lambda s, w: w["items"]["rate"]["feedback"].update(right="{total}"),
        "items.rate.feedback.right",
        "holds {total}, which is no parameter; correct the name or drop the braces",
    ),
    (lambda s, w: w["items"].update(ghost={"stem": "Boo"}), "items.ghost", UNKNOWN_WORDS),
    (lambda s, w: w["scenarios"]["stall-holder"].pop("text"), "scenarios.stall-holder.text", NO_WORDS),
    (lambda s, w: w["scenarios"].update(ghost={"text": "Boo"}), "scenarios.ghost", UNKNOWN_WORDS),
]


@pytest.mark.parametrize(("change", "field", "what"), FAULTS)
def test_each_fault_is_told_alone_with_place_and_cure(files, change, field, what):
    change(*files)

    assert faults_of(files) == [f"complaints: {field}: {what}"]


def test_all_faults_are_told_at_once(files):
    structure, words = files
    structure["items"][SINGLE]["key"] = "gone"
    structure["items"][NUMERIC]["decimals"] = "one"
    del words["items"]["the-way"]["feedback"]
    del words["items"]["what-to-write"]

    fields = [line.split(": ")[1] for line in faults_of(files)]

    assert fields == [
        "items.who-logs-it.key",
        "items.what-to-write.stem",
        *[f"items.what-to-write.options.{each}" for each in ("words", "date", "opinion", "horoscope")],
        *[f"items.what-to-write.feedback.{each}" for each in ("words", "date", "opinion", "horoscope")],
        "items.the-way.feedback.right",
        "items.the-way.feedback.wrong",
        "items.rate.decimals",
    ]


def test_too_few_or_too_many_options_are_faults(files):
    structure, _ = files
    structure["items"][SINGLE]["options"] = ["receiver", "manager"]
    structure["items"][MATCHING]["right"] = ["logs", "reads", "a", "b", "c"]

    faults = "\n".join(faults_of(files))

    assert "items.who-logs-it.options: holds 2 and should hold 3 to 5; add or remove some" in faults
    assert "items.who-does-what.right: holds 5 for 2 on the left; give as many, or one or two more" in faults


def test_slips_have_ids_of_their_own(files):
    structure, _ = files
    structure["items"][NUMERIC]["slips"].append({"id": "right", "answer": "complaints"})

    assert faults_of(files)[0] == (
        "complaints: items.rate.slips: uses right more than once; give each slip its own id, not right or wrong"
    )


@pytest.mark.parametrize("grid", [{"step": 0}, {"step": -5}, {"to": 10}])
def test_an_empty_grid_is_a_fault(files, grid):
    structure, _ = files
    structure["items"][NUMERIC]["parameters"]["clients"].update(grid)

    assert faults_of(files)[0] == (
        "complaints: items.rate.parameters.clients: has an empty grid; let step be above 0 and to not below from"
    )


@pytest.mark.parametrize(
    "structure", [{}, {"items": []}, {"items": 3}, {"items": ["x"]}, {"blueprint": 1, "items": [{}]}]
)
@pytest.mark.parametrize("words", [{}, {"items": 3}, {"items": {"x": 1}}])
def test_no_shape_of_file_breaks_the_reader(structure, words):
    assert "complaints: items: holds no item that can be read; write [[items]]" in faults_of((structure, words))


def test_a_form_comes_back_equal(bank):
    form = Form((FormItem("who-logs-it", {}), FormItem("rate", {"clients": "4500", "complaints": "61/2"})))

    assert write_form(form)[1] == {"item": "rate", "parameters": {"clients": "4500", "complaints": "61/2"}}
    assert read_form(write_form(form)) == form


@pytest.mark.parametrize(
    "entry",
    [None, "rate", {}, {"item": 3, "parameters": {}}, {"item": "a"}, {"item": "a", "parameters": {}, "key": "b"}],
)
def test_what_is_no_form_item_is_refused(entry):
    with pytest.raises(QuizError, match=r"form\[1\]: is no form item; give it “item” with an id and “parameters”"):
        read_form([{"item": "a", "parameters": {}}, entry])


@pytest.mark.parametrize("value", [4500, "4.50", "many", "1/0", None])
def test_a_parameter_that_is_not_exact_is_refused(value):
    with pytest.raises(QuizError, match=r"form\[0\]\.parameters\.clients: .* is no exact number"):
        read_form([{"item": "rate", "parameters": {"clients": value}}])
