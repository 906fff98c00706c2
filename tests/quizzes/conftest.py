"""A small bank with one item of every kind, as authors write it, and items made by hand.

Everything handed out is immutable or a fresh copy, so the fixtures can live as long as the session does.
"""

import copy
import tomllib
from collections.abc import Callable
from dataclasses import replace

import pytest

from quizzes.documents import read_bank
from quizzes.model import Bank, Blueprint, FormItem, Item, ItemId, Kind
from quizzes.parameters import draw_parameters

STRUCTURE = """
[blueprint]
length = 4
case_share = 1
kinds = 3
per_objective = 1
per_tier = 1

[[scenarios]]
id = "stall-holder"

[[items]]
id = "who-logs-it"
kind = "single"
objectives = ["log"]
tiers = ["field"]
section = "silence"
scenario = "stall-holder"
options = ["nobody", "receiver", "manager", "collector"]
key = "receiver"

[[items]]
id = "what-to-write"
kind = "multiple"
objectives = ["log"]
scenario = "stall-holder"
options = ["words", "date", "opinion", "horoscope"]
key = ["words", "date"]

[[items]]
id = "silence-is-consent"
kind = "true_false"
objectives = ["hear"]
key = false

[[items]]
id = "the-way"
kind = "ordering"
objectives = ["log"]
steps = ["listen", "write", "answer", "learn"]

[[items]]
id = "who-does-what"
kind = "matching"
objectives = ["hear"]
tiers = ["board", "senior_management"]
left = ["desk", "board"]
right = ["logs", "reads", "sells"]
key = { desk = "logs", board = "reads" }

[[items]]
id = "rate"
kind = "numeric"
objectives = ["count"]
decimals = 1
tolerance = "0.1"
answer = "complaints * 1000 / clients"
[items.parameters.clients]
from = 4000
to = 6000
step = 500
[items.parameters.complaints]
from = 30
to = 45
step = 5
[[items.slips]]
id = "per-hundred"
answer = "complaints * 100 / clients"
"""

WORDS = """
[scenarios.stall-holder]
text = "A stall holder says that the collector took more than the receipt shows."

[items.who-logs-it]
stem = "Who writes it down?"
[items.who-logs-it.options]
nobody = "Nobody, it was said in passing"
receiver = "The person who heard it"
manager = "The manager, when he is back"
collector = "The collector it is about"
[items.who-logs-it.feedback]
nobody = "Most complaints are said in passing."
receiver = "Who hears it logs it, so nothing is lost on the way."
manager = "By then the words have changed."
collector = "No one keeps the record of a complaint about himself."

[items.what-to-write]
stem = "What belongs in the record?"
[items.what-to-write.options]
words = "Her own words"
date = "The date"
opinion = "What you think of her"
horoscope = "Her star sign"
[items.what-to-write.feedback]
words = "Her words keep the meaning."
date = "The date starts the clock."
opinion = "An opinion is no record."
horoscope = "It tells nothing about the loan."

[items.silence-is-consent]
stem = "A client who does not complain is content."
[items.silence-is-consent.feedback]
true = "Silence may be fear."
false = "Silence has many reasons."

[items.the-way]
stem = "Put the steps in order."
[items.the-way.steps]
listen = "Listen"
write = "Write it down"
answer = "Answer her"
learn = "Learn from it"
[items.the-way.feedback]
right = "That is the way."
wrong = "Hearing comes first and learning last."

[items.who-does-what]
stem = "Who does what?"
[items.who-does-what.left]
desk = "Complaints desk"
board = "Board"
[items.who-does-what.right]
logs = "Logs each complaint"
reads = "Reads the report"
sells = "Sells loans"
[items.who-does-what.feedback]
desk = "The desk keeps the log."
board = "The board reads the trends."

[items.rate]
stem = "{clients} clients made {complaints} complaints. How many is that per 1,000 clients?"
unit = "per 1,000 clients"
[items.rate.feedback]
right = "{complaints} × 1,000 ÷ {clients}."
wrong = "Divide complaints by clients, then take a thousand."
per-hundred = "That is per 100 clients."
"""

Files = tuple[dict, dict]


@pytest.fixture
def files() -> Files:
    """Structure and words of the small bank, free to be broken."""
    return tomllib.loads(STRUCTURE), tomllib.loads(WORDS)


@pytest.fixture(scope="session")
def bank() -> Bank:
    return read_bank(copy.deepcopy(tomllib.loads(STRUCTURE)), tomllib.loads(WORDS), place="test")


@pytest.fixture(scope="session")
def items(bank: Bank) -> dict[Kind, Item]:
    """One item of every kind."""
    return {item.kind: item for item in bank.items}


@pytest.fixture(scope="session")
def form_item() -> Callable[[Item], FormItem]:
    """A form item as a form would hold it; the same item always gets the same parameters."""

    def make(item: Item, *, seed: str = "form") -> FormItem:
        return FormItem(item.id, draw_parameters(item.body, seed=seed))

    return make


@pytest.fixture(scope="session")
def make_item(items: dict[Kind, Item]) -> Callable[..., Item]:
    """An item of any kind with another id; everything else as in the small bank, or as given."""

    def make(item_id: str, *, kind: Kind = Kind.SINGLE, **changes: object) -> Item:
        plain = {"objectives": ("log",), "tiers": (), "case": False, "scenario_id": "", "scenario": ""}
        return replace(items[kind], id=ItemId(item_id), **{**plain, **changes})

    return make


@pytest.fixture(scope="session")
def make_bank() -> Callable[..., Bank]:
    """A bank of these items; every minimum is 0 unless given."""

    def make(items: list[Item], **blueprint: int) -> Bank:
        plain = {"length": 12, "per_objective": 0, "per_tier": 0, "case_share": 0, "kinds": 0}
        return Bank(tuple(items), Blueprint(**{**plain, **blueprint}))

    return make
