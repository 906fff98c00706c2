from fractions import Fraction

import pytest

from quizzes.tables import NAME, Faults, Table


@pytest.fixture
def faults():
    return Faults("place")


@pytest.fixture
def table(faults):
    def make(**values):
        return Table(values, where="items.x", part="structure", faults=faults)

    return make


def test_what_is_well_written_is_read_without_a_fault(table, faults):
    good = table(
        stem=" Words ",
        id="an-id",
        ids=["a", "b-2"],
        tiers=["senior_management"],
        on=True,
        n=3,
        half="0.5",
        inner={"a": "A"},
    )

    assert good.text("stem") == "Words"
    assert good.identifier("id") == "an-id"
    assert good.identifiers("ids", least=2) == ("a", "b-2")
    assert good.identifiers("tiers", pattern=NAME) == ("senior_management",)
    assert good.identifiers("absent") == ()
    assert good.flag("on") is True
    assert good.flag("off", default=False) is False
    assert good.whole("n", least=1, most=3) == 3
    assert (good.number("n"), good.number("half")) == (3, Fraction(1, 2))
    assert good.table("inner").texts(["a"]) == {"a": "A"}
    good.finish()
    assert faults.lines == ()


@pytest.mark.parametrize(
    ("read", "value", "fault"),
    [
        (lambda t: t.text("k"), None, "is missing in the structure; write it"),
        (lambda t: t.text("k"), "  ", "is no text; write words between quotes"),
        (lambda t: t.text("k"), 3, "is no text; write words between quotes"),
        (lambda t: t.identifier("k"), None, "is missing in the structure; write an id"),
        (lambda t: t.identifier("k"), "An Id", "holds 'An Id', which is no id; use lower-case words joined by hyphens"),
        (lambda t: t.identifiers("k"), "a", "is no list; write ids between brackets"),
        (lambda t: t.identifiers("k"), ["a", "a"], "names a twice; give each its own id"),
        (lambda t: t.identifiers("k", least=1), None, "holds 0 and should hold 1 or more; add or remove some"),
        (lambda t: t.identifiers("k", least=3, most=5), ["a"], "holds 1 and should hold 3 to 5; add or remove some"),
        (
            lambda t: t.identifiers("k", pattern=NAME),
            ["a-b"],
            "holds 'a-b', which is no id; use lower-case words joined by underscores",
        ),
        (lambda t: t.flag("k"), None, "is neither true nor false; write one of them, without quotes"),
        (lambda t: t.flag("k"), "true", "is neither true nor false; write one of them, without quotes"),
        (lambda t: t.whole("k", least=1, most=9), True, "is no whole number from 1 to 9; write one"),
        (lambda t: t.whole("k", least=1, most=9), 10, "is no whole number from 1 to 9; write one"),
        (lambda t: t.number("k"), 0.5, 'is no exact number; write a whole number, or decimals as text like "0.5"'),
        (lambda t: t.number("k"), "1/2", 'is no exact number; write a whole number, or decimals as text like "0.5"'),
        (lambda t: t.table("k").text("inner"), "a", "is no table; write its entries by id"),
        (lambda t: t.list_tables("k"), {}, "is no list of tables; write [[double brackets]]"),
        (lambda t: t.finish(), 1, "is unknown in the structure; remove it or correct its spelling"),
    ],
)
def test_a_fault_says_where_what_and_the_cure(table, faults, read, value, fault):
    read(table() if value is None else table(k=value))

    assert faults.lines == (f"place: items.x.k: {fault}",)


def test_tables_of_a_list_are_placed_by_id_or_by_number(table, faults):
    for entry in table(slips=[{"id": "one"}, {}, "none"]).list_tables("slips"):
        entry.text("answer")

    assert faults.lines == (
        "place: items.x.slips.#3: is no table; write its entries by id",
        "place: items.x.slips.one.answer: is missing in the structure; write it",
        "place: items.x.slips.#2.answer: is missing in the structure; write it",
    )
