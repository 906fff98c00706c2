"""The case-fact checker: it finds what contradicts the case, where it stands, and leaves alone what is right."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.case_key_loader import load_case_key
from courses.case_loader import load_case
from courses.cases import Case
from courses.claims import MOST_AMOUNTS, Claim, check_claims, index_of
from courses.resources import workshop_folder
from tests.counted import growth
from tests.hostile_texts import CLAIMS

HERE = Path(__file__).parent / "claims"
CASES = {case: load_case(workshop_folder() / "cases" / case) for case in ("sandrel", "quellmar")}
SANDREL, QUELLMAR = CASES["sandrel"], CASES["quellmar"]
KEYS = {name: load_case_key(workshop_folder() / "cases" / name, case=case) for name, case in CASES.items()}


def _right(name: str) -> list[tuple[str, str]]:
    sentences = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
    return [(case, sentence) for case, ones in sentences.items() for sentence in ones]


def _wrong() -> list[tuple[str, str, str, int]]:
    held = tomllib.loads((HERE / "wrong.toml").read_text(encoding="utf-8"))["wrong"]
    return [(one["case"], one["text"], one["at"], one["fact"]) for one in held]


def _flags(text: str, case: Case) -> list[Claim]:
    return [claim for claim in check_claims(text, case) if not claim.is_reported]


def _drafts() -> list[tuple[str, str]]:
    return [(name, one.draft) for name, key in KEYS.items() for one in key.contradictions if one.draft]


def test_there_are_as_many_sentences_as_promised():
    counts = {name: sum(1 for case, _ in _right("right") if case == name) for name in CASES}

    assert counts["sandrel"] >= 120
    assert counts["quellmar"] >= 80
    assert len(_right("holdout")) == 60
    assert len(_wrong()) >= 60
    assert len({text for _, text in (*_right("right"), *_right("holdout"))}) >= 260


@pytest.mark.parametrize(("case", "text"), [*_right("right"), *_right("holdout"), *_right("near")])
def test_a_correct_paraphrase_is_left_alone(case, text):
    assert [claim.sentence for claim in _flags(text, CASES[case])] == []


@pytest.mark.parametrize(("case", "text", "at", "fact"), _wrong())
def test_a_wrong_sentence_is_underlined_at_its_place_with_its_fact(case, text, at, fact):
    (claim,) = _flags(text, CASES[case])

    assert at in claim.quote
    assert text[claim.start : claim.end].split() == claim.quote.split()
    assert fact in claim.fact_numbers


@pytest.mark.parametrize(("case", "draft"), _drafts())
def test_a_planted_contradiction_is_found(case, draft):
    assert len(_flags(draft, CASES[case])) == 1


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_no_fact_of_the_case_contradicts_it(case):
    said = [text for fact in case.facts for text in (fact.text, *fact.wordings)]

    assert [claim.sentence for text in said for claim in _flags(text, case)] == []
    assert _flags(" ".join(fact.text for fact in case.facts), case) == []


def test_it_speaks_to_people():
    (claim,) = check_claims("We found that Sandrel has 12 branches.", SANDREL)

    assert claim.sentence == "“12 branches”: the case says 18 (F7)."
    assert (claim.quote, claim.case_says, claim.fact_numbers) == ("12 branches", "18", (7,))


def test_a_statement_is_answered_with_the_words_of_the_fact():
    (claim,) = check_claims("The hotline works.", SANDREL)

    assert claim.sentence == (
        "“hotline works”: the case says “The phone number on the poster, 4545, has not been in use since August 2024” "
        "(F54)."
    )


def test_what_somebody_said_is_a_note_and_no_contradiction():
    (claim,) = check_claims("The director says that there are 20 branches.", SANDREL)

    assert claim.is_reported
    assert claim.sentence == "“20 branches” is what somebody says; the case says 18 (F7)."


@pytest.mark.parametrize(
    "text",
    [
        "If Sandrel had 20 branches, it would need two clerks.",
        "Sandrel does not have 20 branches.",
        "“Sandrel has 20 branches,” it says in E7.",
        "It is wrong that Sandrel has 20 branches.",
        "In 2019 Sandrel had 20 branches.",
        "By 2028 Sandrel will have 25 branches.",
        "A competitor has 30 branches.",
        "Sandrel has 17 to 19 branches.",
    ],
)
def test_a_number_that_is_not_stated_of_the_case_is_left_alone(text):
    assert _flags(text, SANDREL) == []


@pytest.mark.parametrize(
    ("said", "is_right"),
    [
        ("nearly 42,000", True), ("about 40,000", True), ("more than 40,000", True), ("over 45,000", False),
        ("at least 42,000", True), ("up to 45,000", True), ("fewer than 40,000", False), ("about 60,000", False),
        ("forty-two thousand", True), ("42k", True), ("42 000", True), ("٤٢٬٠٠٠", True), ("४२०००", True),
        ("42.000", True), ("twenty-four thousand", False),
    ],
)  # fmt: skip
def test_numbers_and_their_hedges_are_read_as_people_mean_them(said, is_right):
    assert (_flags(f"Sandrel serves {said} clients.", SANDREL) == []) is is_right


@pytest.mark.parametrize(
    ("said", "is_right"),
    [
        ("15 working days", True), ("three weeks", True), ("21 days", True), ("fifteen business days", True),
        ("two weeks", False), ("30 days", False), ("one month", False),
    ],
)  # fmt: skip
def test_lengths_of_time_are_turned_into_each_other(said, is_right):
    assert (_flags(f"The policy asks for an answer within {said}.", SANDREL) == []) is is_right


def test_places_are_counted_in_the_whole_draft():
    draft = "# Context\n\nSandrel has 18 branches.\n\n- Its 12 offices\n- **20 branches** in all\n\n1. Its 5 regions\n"

    claims = check_claims(draft, SANDREL)

    assert [draft[claim.start : claim.end] for claim in claims] == ["12 offices", "20 branches", "5 regions"]


def test_a_case_that_changed_is_read_anew():
    (value,) = SANDREL.facts[6].values
    facts = tuple(
        replace(fact, values=(replace(value, text="20", amount=value.amount + 2),)) if fact.number == 7 else fact
        for fact in SANDREL.facts
    )
    changed = replace(SANDREL, facts=facts)

    assert index_of(SANDREL) is index_of(SANDREL)
    assert _flags("Sandrel has 20 branches.", changed) == []
    assert _flags("Sandrel has 20 branches.", SANDREL) != []


PIECES = """
Sandrel has 18 branches of the clients 42,000 per cent % a third in , and not 2025 women since March director Oskan
Brel CVM | “ ” ( half more than one every box all : - F7 E3 two weeks policy answer
"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "\n\n"])


@given(st.lists(WORDS, max_size=40))
def test_whatever_is_written_its_places_are_places_of_the_draft(parts):
    draft = " ".join(parts)

    end = 0
    for claim in check_claims(draft, SANDREL):
        assert end <= claim.start < claim.end <= len(draft)
        assert draft[claim.start : claim.end].split() == claim.quote.split()
        end = claim.end


@given(st.text(max_size=200))
def test_any_text_can_be_checked(draft):
    assert check_claims(draft, QUELLMAR) == check_claims(draft, QUELLMAR)


@pytest.mark.parametrize(("before", "after"), [("", ""), ("5 ", " 12"), ("", "12 branches, 7 seven 50,000\n|---|\n")])
@pytest.mark.parametrize("piece", CLAIMS)
def test_work_grows_with_length_and_no_faster(piece, before, after):
    assert growth(lambda text: check_claims(before + text + after, SANDREL), piece, times=8) < 9


def test_work_grows_with_sentences_as_full_of_numbers_as_are_read():
    sentence = "7 branches have a box beside officers who know " * (MOST_AMOUNTS - 1) + ". "

    assert growth(lambda text: check_claims(text, SANDREL), sentence, small=len(sentence), times=8) < 9


@pytest.mark.parametrize(
    "text", ["1" * 20_000, "12 branches " * 2000, "five " + "hundred billion " * 1500, "5 billion " + "billion " * 1500]
)
def test_a_text_without_an_end_is_not_accused(text):
    assert check_claims(text, SANDREL) == ()


def test_what_stands_beside_a_list_that_lost_its_shape_is_still_checked():
    (claim,) = _flags("Sandrel works in 12 branches. " + "7 slips, 3 calls, " * 30, SANDREL)

    assert claim.quote == "12 branches"
