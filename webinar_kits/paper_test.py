"""The test on paper: six items, the same before and after the session, and its key."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from courses.model import Module, Tier
from quizzes.blueprint import draw, form_of
from quizzes.feedback import review
from quizzes.model import Bank, Blueprint, FormItem, Item, ItemId, Kind, MultipleBody, Option, SingleBody, TrueFalseBody
from quizzes.presentation import present
from quizzes.public import PublicItem
from webinar_kits.errors import KitError

TEST_LENGTH = 6
# What can be answered by filling a bubble, and keyed in as a row of letters.
_BUBBLES = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE})
_HINTS = {
    Kind.SINGLE: "One answer.",
    Kind.MULTIPLE: "Fill all that are right.",
    Kind.TRUE_FALSE: "Right or wrong?",
    Kind.ORDERING: "Number the steps in their order.",
    Kind.MATCHING: "Write beside each the letter that belongs to it.",
    Kind.NUMERIC: "Write the number.",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer with the letter of its bubble."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as printed for a participant. `lines` are labels with room to write behind them."""

    stem: str
    scenario: str
    hint: str
    options: tuple[Choice, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyLine:
    """An option in the key: whether it is right, and what to say to who chose it."""

    letter: str
    text: str
    is_right: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class KeyItem:
    """A question in the key. `short` is what the one who counts looks for; `answer` stands where no line is marked."""

    stem: str
    short: str
    answer: str
    lines: tuple[KeyLine, ...]
    feedback: str


@dataclass(frozen=True, slots=True)
class PaperTest:
    """The items drawn: questions for participants, keys for the facilitator. Keep the two in separate files."""

    questions: tuple[Question, ...]
    key: tuple[KeyItem, ...]


def paper_test(module: Module, *, tier: Tier, seed: str) -> PaperTest:
    """Return the test drawn from the module's bank for a tier; the same seed draws the same items in the same order."""
    bank = _paper_bank(module.bank)
    return _printed(bank, draw(bank, tier=tier.value, seed=seed).items, seed)


def chosen_test(module: Module, item_ids: Sequence[str], *, seed: str) -> PaperTest:
    """Return the test of those items in that order; raises KitError naming one that the module has not."""
    known = {item.id: item for item in module.bank.items if item.kind in _BUBBLES}
    ids = [ItemId(one) for one in item_ids]
    for one in ids:
        if one not in known:
            raise KitError("test", f"{module.id} has no question {one!r} to be answered by a bubble; name another")
    return _printed(module.bank, form_of(module.bank, ids, seed=seed).items, seed)


def _printed(bank: Bank, form_items: Sequence[FormItem], seed: str) -> PaperTest:
    drawn = [(item, form_item) for form_item in form_items if (item := bank.find(form_item.item_id))]
    shown = [(item, form_item, present(item, form_item, seed=seed)) for item, form_item in drawn]
    return PaperTest(
        questions=tuple(_question(public) for _, _, public in shown),
        key=tuple(_key_item(item, form_item, public, seed) for item, form_item, public in shown),
    )


def _paper_bank(bank: Bank) -> Bank:
    bubbles = tuple(item for item in bank.items if item.kind in _BUBBLES)
    items = bubbles if len(bubbles) >= TEST_LENGTH else bank.items
    blueprint = Blueprint(length=TEST_LENGTH, per_objective=1, per_tier=2, case_share=2, kinds=2)
    return replace(bank, items=items, blueprint=blueprint)


def _question(public: PublicItem) -> Question:
    choices = _choices(public)
    lines: tuple[str, ...] = ()
    if public.kind is Kind.MATCHING:
        lines = tuple(option.text for option in public.left)
    elif public.kind is Kind.NUMERIC:
        lines = (f"Answer ({public.unit})" if public.unit else "Answer",)
    elif public.kind is Kind.ORDERING:
        lines = ("Order",)
    return Question(public.stem, public.scenario, _HINTS[public.kind], choices, lines)


def _choices(public: PublicItem) -> tuple[Choice, ...]:
    if public.kind is Kind.TRUE_FALSE:
        return (Choice("R", "Right"), Choice("W", "Wrong"))
    options = public.options or public.right
    return tuple(Choice(chr(ord("A") + place), option.text) for place, option in enumerate(options))


def _key_item(item: Item, form_item: FormItem, public: PublicItem, seed: str) -> KeyItem:
    told = review(item, form_item, None, seed=seed)
    lines = _key_lines(item, public)
    between = " or " if item.kind is Kind.SINGLE else " "
    right = between.join(line.letter for line in lines if line.is_right)
    return KeyItem(
        stem=public.stem,
        short=right or told.answer,
        answer="" if right else told.answer,
        lines=lines,
        feedback=told.feedback,
    )


def _key_lines(item: Item, public: PublicItem) -> tuple[KeyLine, ...]:
    choices = _choices(public)
    match item.body:
        case TrueFalseBody() as body:
            return (
                KeyLine("R", "Right", body.key, body.feedback_true),
                KeyLine("W", "Wrong", not body.key, body.feedback_false),
            )
        case SingleBody() | MultipleBody() as body:
            keys = body.accepted if isinstance(body, SingleBody) else body.key
            authored: dict[str, Option] = {option.id: option for option in body.options}
            return tuple(
                KeyLine(choice.letter, choice.text, option.id in keys, authored[option.id].feedback)
                for choice, option in zip(choices, public.options, strict=True)
            )
        case _:
            return ()
