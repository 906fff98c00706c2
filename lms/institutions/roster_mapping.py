"""What somebody answered about a list on its way in, and how that is kept. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from courses.model import Tier
from lms.errors import Invalid
from lms.institutions.roster_columns import TELLING, Layout
from lms.institutions.roster_dates import Order
from lms.institutions.roster_values import Said
from lms.institutions.roster_words import Field

Kept = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said of a list: its sheet, its heads and columns, and what could not be told from it.

    `tiers` maps folded words, `branches` are folded names of branches to be made, `same_branches` maps folded names
    that mean a branch called otherwise; `on` None stands for today. Of rows
    with faults and of people known by name alone somebody has to say that they are left out, or right.
    """

    sheet: str
    header_row: int
    columns: Mapping[Field, int]
    orders: Mapping[Field, Order] = field(default_factory=dict)
    tiers: Mapping[str, Tier] = field(default_factory=dict)
    branches: frozenset[str] = frozenset()
    same_branches: Mapping[str, str] = field(default_factory=dict)
    on: date | None = None
    are_back: bool = False
    names_are_right: bool = False
    faults_are_left_out: bool = False

    @property
    def said(self) -> Said:
        """What was said of values."""
        return Said(self.orders, self.tiers)


def answers_of(
    sheet: str, layout: Layout, *, tiers: Mapping[str, Tier], same_branches: Mapping[str, str] | None = None
) -> Answers:
    """Return what can be guessed, with the words for tiers and the names of branches that were explained before."""
    return Answers(
        sheet=sheet,
        header_row=layout.header_row,
        columns=layout.columns,
        tiers=tiers,
        same_branches=same_branches or {},
    )


def write_answers(answers: Answers) -> dict[str, object]:
    """Return the answers as JSON."""
    return {
        "sheet": answers.sheet,
        "header_row": answers.header_row,
        "columns": {one.value: place for one, place in answers.columns.items()},
        "orders": {one.value: order.value for one, order in answers.orders.items()},
        "tiers": {word: tier.value for word, tier in answers.tiers.items()},
        "branches": sorted(answers.branches),
        "same_branches": dict(answers.same_branches),
        "on": answers.on.isoformat() if answers.on else None,
        "are_back": answers.are_back,
        "names_are_right": answers.names_are_right,
        "faults_are_left_out": answers.faults_are_left_out,
    }


def read_answers(kept: Kept) -> Answers:
    """Return the answers of their JSON."""
    on = kept.get("on")
    return Answers(
        sheet=str(kept.get("sheet", "")),
        header_row=cast(int, kept.get("header_row", 0)),
        columns={Field(name): place for name, place in cast("dict[str, int]", kept.get("columns", {})).items()},
        orders={Field(name): Order(one) for name, one in cast("dict[str, str]", kept.get("orders", {})).items()},
        tiers={word: Tier(tier) for word, tier in cast("dict[str, str]", kept.get("tiers", {})).items()},
        branches=frozenset(cast("list[str]", kept.get("branches", []))),
        same_branches=dict(cast("dict[str, str]", kept.get("same_branches", {}))),
        on=date.fromisoformat(str(on)) if on else None,
        are_back=bool(kept.get("are_back")),
        names_are_right=bool(kept.get("names_are_right")),
        faults_are_left_out=bool(kept.get("faults_are_left_out")),
    )


def check_columns(columns: Mapping[Field, int]) -> None:
    """Refuse what names nobody, or reads one column as two things."""
    if not TELLING & columns.keys():
        raise Invalid({"staff_code": "Say which column holds the staff code, the name or the address."})
    places = list(columns.values())
    for one, place in columns.items():
        if places.count(place) > 1:
            raise Invalid({one.value: "This column is chosen twice. Choose another one for one of the two."})
