from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.blueprint import draw
from quizzes.errors import BlueprintError
from quizzes.model import Kind

OBJECTIVES = ("log", "hear", "count", "learn")
TIERS = ("field", "board", "support")


def traits(*, most):
    """Lists of what a drawing looks at, one entry per item."""
    return st.lists(
        st.fixed_dictionaries(
            {
                "kind": st.sampled_from(list(Kind)),
                "objectives": st.lists(st.sampled_from(OBJECTIVES), min_size=1, max_size=2, unique=True).map(tuple),
                "tiers": st.lists(st.sampled_from(TIERS), max_size=2, unique=True).map(tuple),
                "case": st.booleans(),
                "scenario_id": st.sampled_from(["", "", "market", "office"]),
            }
        ),
        min_size=1,
        max_size=most,
    )


def minimums(*, length):
    return st.fixed_dictionaries(
        {
            "length": st.integers(1, length),
            "per_objective": st.integers(0, 2),
            "per_tier": st.integers(0, 4),
            "case_share": st.integers(0, 4),
            "kinds": st.integers(0, 5),
        }
    )


@pytest.fixture(scope="session")
def build(make_item, make_bank):
    def make(entries, blueprint):
        items = [make_item(f"item-{number}", **entry) for number, entry in enumerate(entries)]
        return make_bank(items, **blueprint)

    return make


@pytest.fixture(scope="session")
def module_bank(build):
    """45 items as a module has them: some for everyone, some for a tier or two, a third on cases."""
    entries = [
        {
            "kind": list(Kind)[number * 7 % 6],
            "objectives": (OBJECTIVES[number % 4],),
            "tiers": [(), ("field",), ("board",), ("field", "support"), ()][number % 5],
            "case": number % 3 == 0,
            "scenario_id": ["", "market", "", "office"][number % 4] if number % 3 == 0 else "",
        }
        for number in range(45)
    ]
    return build(entries, {"length": 12, "per_objective": 1, "per_tier": 3, "case_share": 4, "kinds": 4})


def drawn(bank, **wanted):
    form = draw(bank, **{"tier": "field", "seed": "seed", **wanted})
    return [bank.find(each.item_id) for each in form.items]


def shortfalls(items, candidates, blueprint, *, tier="field"):
    """What is missing of each minimum, heaviest first, where a minimum is cut to what the candidates can give."""
    length = len(items)
    offered = Counter(name for item in candidates for name in item.objectives)
    found = Counter(name for item in items for name in item.objectives)
    return (
        sum(max(0, min(blueprint.per_objective, offered[name]) - found[name]) for name in offered),
        max(
            0,
            min(blueprint.per_tier, length, sum(tier in i.tiers for i in candidates))
            - sum(tier in i.tiers for i in items),
        ),
        max(0, min(blueprint.case_share, length, sum(i.case for i in candidates)) - sum(i.case for i in items)),
        max(0, min(blueprint.kinds, length, len({i.kind for i in candidates})) - len({i.kind for i in items})),
    )


@given(entries=traits(most=30), blueprint=minimums(length=14), seed=st.text())
@settings(max_examples=60)
def test_a_form_holds_what_it_should_and_nothing_twice(build, entries, blueprint, seed):
    bank = build(entries, blueprint)
    items = drawn(bank, seed=seed)
    eligible = [item for item in bank.items if not item.tiers or "field" in item.tiers]
    foreign = [item for item in items if item not in eligible]

    assert len(items) == min(blueprint["length"], len(entries))
    assert len({item.id for item in items}) == len(items)
    assert len(foreign) == max(0, len(items) - len(eligible))
    assert drawn(bank, seed=seed) == items


@given(entries=traits(most=30), blueprint=minimums(length=14), seed=st.text())
@settings(max_examples=60)
def test_items_of_a_scenario_stand_together_in_authored_order(build, entries, blueprint, seed):
    bank = build(entries, blueprint)
    items = drawn(bank, seed=seed)

    for scenario in ("market", "office"):
        places = [place for place, item in enumerate(items) if item.scenario_id == scenario]
        authored = [bank.items.index(items[place]) for place in places]
        assert places == list(range(places[0], places[0] + len(places))) if places else True
        assert authored == sorted(authored)


@given(entries=traits(most=9), blueprint=minimums(length=4), seed=st.integers(0, 10**6))
@settings(max_examples=120)
def test_minimums_are_met_as_well_as_any_choice_could(build, entries, blueprint, seed):
    bank = build(entries, blueprint)
    items = drawn(bank, seed=str(seed))
    eligible = [item for item in bank.items if not item.tiers or "field" in item.tiers]
    candidates = eligible if len(eligible) >= len(items) else bank.items
    held = set() if len(eligible) >= len(items) else {item.id for item in eligible}
    possible = (choice for choice in combinations(candidates, len(items)) if held <= {item.id for item in choice})

    best = min(shortfalls(choice, candidates, bank.blueprint) for choice in possible)
    assert shortfalls(items, candidates, bank.blueprint) == best


def test_a_module_bank_meets_every_minimum_for_many_seeds(module_bank):
    for seed in range(60):
        items = drawn(module_bank, seed=str(seed))

        assert {name for item in items for name in item.objectives} == set(OBJECTIVES)
        assert sum("field" in item.tiers for item in items) >= 3
        assert sum(item.case for item in items) >= 4
        assert len({item.kind for item in items}) >= 4
        assert not any(item.tiers == ("board",) for item in items)


def test_every_eligible_item_is_drawn_and_those_for_the_tier_more_often(module_bank):
    seeds = 400
    counts = Counter(item.id for seed in range(seeds) for item in drawn(module_bank, seed=str(seed)))
    named = [counts[item.id] for item in module_bank.items if "field" in item.tiers]
    for_all = [counts[item.id] for item in module_bank.items if not item.tiers]

    # 36 items are eligible for 12 places: a third of the forms each, were all alike.
    assert min(named + for_all) > seeds * 0.15
    assert max(named + for_all) < seeds * 0.6
    assert sum(named) / len(named) > sum(for_all) / len(for_all)


def test_items_to_avoid_come_only_when_nothing_else_fits(module_bank):
    first = {item.id for item in drawn(module_bank, seed="first")}
    second = {item.id for item in drawn(module_bank, seed="second", avoid=first)}
    third = {item.id for item in drawn(module_bank, seed="third", avoid=first | second)}

    assert not first & second
    # Only 36 items are for this tier, and the last twelve may lack a minimum.
    assert len(third & (first | second)) <= 2


def test_an_avoided_item_comes_back_for_a_minimum_nothing_else_meets(build):
    entries = [{"objectives": ("log",)}] * 5 + [{"objectives": ("count",)}]
    bank = build(entries, {"length": 3, "per_objective": 1})

    assert all("item-5" in {item.id for item in drawn(bank, seed=str(n), avoid={"item-5"})} for n in range(20))


def test_an_avoided_item_comes_before_one_for_another_tier(build):
    bank = build([{}, {}, {"tiers": ("board",)}], {"length": 2})

    assert {item.id for item in drawn(bank, avoid={"item-0", "item-1"})} == {"item-0", "item-1"}


def test_items_for_other_tiers_fill_a_form_that_would_be_short(build):
    bank = build([{}, {"tiers": ("board",)}, {"tiers": ("board",)}], {"length": 2})
    drawn_ids = [{item.id for item in drawn(bank, seed=str(n))} for n in range(20)]

    assert all("item-0" in ids and len(ids) == 2 for ids in drawn_ids)
    assert {"item-1", "item-2"} <= set().union(*drawn_ids)


def test_minimums_yield_in_the_documented_order(build):
    one_of_each = [
        {"kind": Kind.SINGLE, "objectives": ("log",), "tiers": ("field",)},
        {"kind": Kind.SINGLE, "objectives": ("hear",), "case": True},
        {"kind": Kind.MULTIPLE, "objectives": ("log",)},
        {"kind": Kind.SINGLE, "objectives": ("count",)},
    ]

    def chosen(**blueprint):
        return {item.id for item in drawn(build(one_of_each, blueprint))}

    assert "item-0" in chosen(length=1, per_tier=1, case_share=1)
    assert chosen(length=2, per_tier=1, case_share=1, kinds=2) == {"item-0", "item-1"}
    assert chosen(length=3, per_objective=1, kinds=2) >= {"item-1", "item-3"}
    assert "item-0" in chosen(length=3, per_objective=1, per_tier=1, kinds=2)


def test_impossible_minimums_yield(build):
    bank = build([{}] * 20, {"length": 12, "per_objective": 9, "per_tier": 9, "case_share": 9, "kinds": 6})

    assert len(drawn(bank)) == 12


def test_parameters_are_drawn_for_each_form(make_item, make_bank):
    bank = make_bank([make_item("rate", kind=Kind.NUMERIC)])
    parameters = [draw(bank, tier="field", seed=str(n)).items[0].parameters for n in range(40)]

    assert all(set(each) == {"clients", "complaints"} for each in parameters)
    assert len({tuple(each.items()) for each in parameters}) > 10


def test_a_bank_shorter_than_the_form_gives_all_its_items(bank):
    assert len(drawn(bank)) == bank.blueprint.length
    assert {item.id for item in drawn(bank, tier="board")} <= {item.id for item in bank.items}


@pytest.mark.parametrize(("count", "length"), [(0, 12), (3, 0)])
def test_nothing_to_draw_is_refused(build, count, length):
    with pytest.raises(BlueprintError, match="give the bank items and the form a length above 0"):
        drawn(build([{}] * count, {"length": length}))
