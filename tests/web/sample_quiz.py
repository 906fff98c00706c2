"""The pages of a quiz with an item of every kind."""

from dataclasses import replace

from lms.web.contexts.quiz import ConfirmPage, Given, IntroPage, ItemMark, ItemPage, ResultPage, ReviewRow
from lms.web.contexts.shell import Action
from quizzes.model import ItemId, Kind, OptionId
from quizzes.public import Line, PublicItem, PublicOption, Review
from tests.web.sample_frame import HOME, MARK, SHELL

STEM = "A client tells you at the market that a collector shouted at her. What do you do first?"
OPTIONS = tuple(
    PublicOption(OptionId(key), text)
    for key, text in (
        ("ask", "Ask the collector whether it is true, and tell her what he says."),
        ("log", "Enter it in the register today and give her the reference number."),
        ("box", "Suggest that she drops a note in the suggestion box."),
        ("promise", "Promise her that it will not happen again."),
    )
)
SCENARIO = "Dalia sells smoked fish. She counts out her payment, looks left and right, and speaks low."


def items() -> tuple[tuple[PublicItem, Given], ...]:
    steps = tuple(
        PublicOption(OptionId(key), text)
        for key, text in (
            ("thank", "Thank her and say that she did right."),
            ("write", "Write her words and the date into the register."),
            ("number", "Give her the number and a date by which she hears back."),
        )
    )
    left = tuple(
        PublicOption(OptionId(key), text)
        for key, text in (
            ("fee", "“What does the fee pay for?”"),
            ("shout", "“He shouted at me before my customers.”"),
        )
    )
    right = tuple(
        PublicOption(OptionId(key), text)
        for key, text in (("q", "a question"), ("c", "a complaint"), ("s", "a serious complaint"))
    )
    rate = "The branch logged 12 complaints last year and has 3,100 clients. How many is that per 1,000 clients?"
    return (
        (PublicItem(ItemId("i1"), Kind.SINGLE, STEM, SCENARIO, OPTIONS), Given(choice="log")),
        (
            PublicItem(ItemId("i2"), Kind.MULTIPLE, "Which of these belong in the register?", "", OPTIONS),
            Given(choices=frozenset({"ask", "log"})),
        ),
        (PublicItem(ItemId("i3"), Kind.TRUE_FALSE, "A branch without complaints has content clients."), Given()),
        (
            PublicItem(ItemId("i4"), Kind.ORDERING, "In which order do you receive a complaint?", "", steps),
            Given(order={"thank": "2"}),
        ),
        (PublicItem(ItemId("i5"), Kind.MATCHING, "What is it?", left=left, right=right), Given(pairs={"fee": "q"})),
        (PublicItem(ItemId("i6"), Kind.NUMERIC, rate, unit="per 1,000 clients"), Given(number="3,9")),
    )


def marks(here: int) -> tuple[ItemMark, ...]:
    return tuple(ItemMark(n, f"/attempts/a1/{n}", is_answered=n < 4 or n == 6, is_here=n == here) for n in range(1, 13))


def question(item: PublicItem, given: Given) -> ItemPage:
    return ItemPage(
        shell=replace(SHELL, title="Question 3 of 12"),
        mark=MARK,
        attempt_id="a1",
        item=item,
        given=given,
        answer_id="0b8c1a34-55d5-4c67-9f6a-9d1c3f6a1e11",
        position=3,
        marks=marks(3),
        save_href="/attempts/a1/3",
        autosave_href="/attempts/a1/answers",
        sign_in_href="/sign-in?next=/attempts/a1/3",
        is_saved=given != Given(),
        error="Write the number in digits, for example 3.9." if item.kind is Kind.NUMERIC else "",
    )


def intro() -> IntroPage:
    return IntroPage(SHELL, MARK, 12, 80, 15, 1, 0, "/modules/complaints/quiz", HOME, best="9 of 12")


def confirm() -> ConfirmPage:
    listed = marks(0)
    opened = tuple(mark for mark in listed if not mark.is_answered)
    back = Action("Back to the questions", "/attempts/a1/12")
    return ConfirmPage(
        SHELL, MARK, "a1", listed, opened, "/attempts/a1/hand-in", "/attempts/a1/answers", "/sign-in?next=/a", back
    )


def result() -> ResultPage:
    lines = tuple(
        Line(
            option.text,
            option.id == "ask",
            option.id == "log",
            "He hears who complained before she is safe." if option.id in ("ask", "log") else "",
        )
        for option in OPTIONS
    )
    wrong = Review(
        ItemId("i1"), Kind.SINGLE, STEM, SCENARIO, "0", True, OPTIONS[0].text, OPTIONS[1].text, lines, "", "silence", {}
    )
    right = replace(wrong, share="1", scenario="")
    partly = Review(
        ItemId("i4"),
        Kind.ORDERING,
        "In which order?",
        "",
        "1/3",
        True,
        "2, 1, 3",
        "1, 2, 3",
        (),
        "First thank her.",
        "telling",
        {},
    )
    again = Action("Read again: why clients stay silent", "/modules/complaints/sections/silence")
    return ResultPage(
        shell=SHELL,
        mark=MARK,
        attempt_id="a1",
        points="9 1/3",
        possible=12,
        percent="77.7",
        percent_floor=77,
        pass_percent=80,
        is_passed=False,
        missing="You need 9.6 points: a third of a point more.",
        next_step=Action("Read what was wrong", "/modules/complaints/sections/silence"),
        other_steps=(HOME,),
        rows=(ReviewRow(1, wrong, again), ReviewRow(2, right, again), ReviewRow(3, partly, None)),
    )
