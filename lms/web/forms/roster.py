"""The forms of a list of people: its columns, and what is wished of its rows. Each ends in the answers kept."""

from collections.abc import Mapping
from dataclasses import replace

from werkzeug.datastructures import MultiDict

from courses.model import Tier
from lms.errors import Invalid
from lms.http.i18n import gettext as _
from lms.institutions.roster_dates import Order
from lms.institutions.roster_mapping import Answers, check_columns
from lms.institutions.roster_words import Field, fold
from lms.institutions.rules import read_day

MOST_WORDS = 2_000
SAME, NEW = "same", "new"


def read_columns(form: Mapping[str, str], answers: Answers) -> Answers:
    """Return the answers with the columns, orders of dates and words for tiers that a form says.

    `Invalid` at its field for a column read as two things, or when the columns name nobody.
    """
    columns = {field: place for field in Field if (place := _place(form.get(f"column-{field.value}", ""))) is not None}
    check_columns(columns)
    orders = {field: Order(one) for field in Field if (one := form.get(f"order-{field.value}", "")) in set(Order)}
    tiers = dict(answers.tiers)
    for number in range(MOST_WORDS):
        word = form.get(f"word-{number}")
        if word is None:
            break
        tier = form.get(f"tier-{number}", "")
        if tier in set(Tier):
            tiers[fold(word)] = Tier(tier)
    return replace(answers, columns=columns, orders=orders, tiers=tiers)


def read_wishes(form: MultiDict[str, str], answers: Answers) -> Answers:
    """Return the answers with the day for all, the branches to be made and whether those who left are back.

    `all_branches` is the press that makes every branch that was `offered`, ticked or not. Of a branch called nearly
    like another one a choice of its own says what it is, `branch-<number>`: that one, a new one, or nothing yet.
    """
    text = form.get("on", "").strip()
    try:
        on = read_day(text, field="on") if text else None
    except Invalid:
        raise Invalid({"on": _("Give a day as year-month-day, like 2026-03-01.")}) from None
    ticked = form.getlist("offered" if form.get("all_branches") == "yes" else "branch")
    branches = {fold(name) for name in ticked}
    same = dict(answers.same_branches)
    for number, (name, alike) in enumerate(zip(form.getlist("listed"), form.getlist("alike"), strict=False)):
        choice = form.get(f"branch-{number}", "")
        same.pop(fold(name), None)
        if choice == SAME:
            same[fold(name)] = alike
        elif choice == NEW:
            branches.add(fold(name))
    return replace(
        answers, on=on, branches=frozenset(branches), same_branches=same, are_back=form.get("are_back") == "yes"
    )


def read_consent(form: Mapping[str, str], answers: Answers) -> Answers:
    """Return the answers with what was said before writing: rows left out, people known by name alone."""
    return replace(
        answers,
        faults_are_left_out=form.get("faults_are_left_out") == "yes",
        names_are_right=form.get("names_are_right") == "yes",
    )


def read_row_number(text: str) -> int | None:
    """Return the number of a row, or None for nothing that can be one."""
    return int(text) if text.isdecimal() and len(text) <= 6 else None


def _place(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= 3 else None
