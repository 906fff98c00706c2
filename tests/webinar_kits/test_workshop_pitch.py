"""The pitch: ten slides of a whole proposal, of a draft what there is; never wider than the slide."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.proposals import Proposal
from tests.webinar_kits import office
from tests.webinar_kits.workshop_samples import LONG, case, half, overlong, paper, unfinished, whole, workshop
from webinar_kits.archive import unpack
from webinar_kits.measure import line_widths
from webinar_kits.pptx_pages import Page
from webinar_kits.workshop.cutting import cut, plain_sentences
from webinar_kits.workshop.evidence import cited_facts, find_figure, find_voice, main_findings
from webinar_kits.workshop.pitch import SLIDES, pitch_pages, pitch_parts, write_pitch

DRAFTS = {
    "empty": Proposal("sandrel"),
    "half": half(),
    "unfinished": unfinished(),
    "whole": whole(),
    "overlong": overlong(),
}
WIDTH, HEIGHT = 12192000, 6858000
PLACE = re.compile(r'<a:off x="(\d+)" y="(\d+)"/><a:ext cx="(\d+)" cy="(\d+)"/>')


@pytest.fixture(params=list(DRAFTS))
def draft(request: pytest.FixtureRequest) -> Proposal:
    return DRAFTS[request.param]


def shown(deck: bytes) -> list[tuple[str, str]]:
    """Return the slides that are not hidden, each with its notes."""
    pairs = zip(office.slides(deck), office.notes(deck), strict=True)
    return [(slide, notes) for slide, notes in pairs if 'show="0"' not in slide]


def page_of(proposal: Proposal, place: int) -> Page:
    """Return the slide of one of the ten things, which is there."""
    page = pitch_parts(paper(proposal))[place].page
    assert page is not None
    return page


def test_a_pitch_has_a_slide_for_all_there_is_each_with_a_title_words_and_notes(draft: Proposal) -> None:
    slides = shown(write_pitch(paper(draft)))
    assert len(slides) == sum(one.page is not None for one in pitch_parts(paper(draft)))
    for minute, (slide, notes) in enumerate(slides):
        (title,) = re.findall(r'<p:ph type="title"[^>]*/>.*?</p:sp>', slide, re.DOTALL)
        assert office.words(title).strip()
        assert len(office.words(slide).split()) > 8
        assert office.words(notes).lstrip().startswith(f"1 minute · {minute}:00–{minute + 1}:00")


def test_a_whole_proposal_has_ten_slides_and_no_word_of_a_draft() -> None:
    deck = write_pitch(paper(whole()))
    assert len(shown(deck)) == len(office.slides(deck)) == SLIDES
    assert not any("draft" in office.words(slide).casefold() for slide in office.slides(deck))
    assert not any(one.missing for one in pitch_parts(paper(whole())))


def test_nothing_stands_outside_of_a_slide_and_no_type_is_small(draft: Proposal) -> None:
    for slide in office.slides(write_pitch(paper(draft))):
        for x, y, width, height in (map(int, found) for found in PLACE.findall(slide)):
            assert x + width <= WIDTH
            assert y + height <= HEIGHT
        assert min(int(size) for size in re.findall(r' sz="(\d+)"', slide)) >= 1800
        ids = re.findall(r'<p:cNvPr id="(\d+)"', slide)
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["half", "unfinished", "overlong"])
def test_the_pitch_satisfies_a_strict_validator(
    name: str, tmp_path: Path, assert_valid_pptx: Callable[[Path], None]
) -> None:
    file = tmp_path / "pitch.pptx"
    file.write_bytes(write_pitch(paper(DRAFTS[name])))
    assert_valid_pptx(file)


@pytest.mark.parametrize(
    ("name", "told"),
    [("empty", [1]), ("half", [0, 1, 2, 3, 4, 9]), ("unfinished", list(range(SLIDES))), ("whole", list(range(SLIDES)))],
)
def test_a_slide_with_nothing_to_show_is_left_out_and_the_others_close_up(name: str, told: list[int]) -> None:
    parts = pitch_parts(paper(DRAFTS[name]))
    assert [place for place, one in enumerate(parts) if one.page is not None] == told
    assert all(one.missing for one in parts if one.page is None)


@pytest.mark.parametrize("name", ["empty", "half", "unfinished"])
def test_what_is_missing_stands_on_one_hidden_slide_before_the_first_and_on_no_other(name: str) -> None:
    deck = write_pitch(paper(DRAFTS[name]))
    first, *others = office.slides(deck)
    assert 'show="0"' in first
    assert not any('show="0"' in slide for slide in others)
    for one in pitch_parts(paper(DRAFTS[name])):
        assert all(text[1:] in office.words(first) for text in one.missing)
        assert not any(text in office.words(slide) for text in one.missing for slide in others)
    for slide in others:
        assert not re.search(r"not yet|missing|nobody named|unwritten|\?", office.words(slide), re.IGNORECASE)
    is_short = len(others) < SLIDES
    assert all(("Draft · " in office.words(slide)) is is_short for slide in others)
    assert 'firstSlideNum="0"' in unpack(deck)["ppt/presentation.xml"].decode(), "the first that is shown is 1"


def test_a_board_is_told_of_a_gap_where_a_sum_or_a_plan_would_mislead_it() -> None:
    slides = [office.words(slide) for slide in office.slides(write_pitch(paper(DRAFTS["unfinished"])))[1:]]
    assert "1 more measure: days to be set" in slides[5]
    assert "Not in the sum, as the cost is still to be set: 1 measure." in slides[6]
    assert "We ask the board to decide on these 4 measures." in slides[9]
    assert "3,004 CVM for 3 of them" in slides[9]
    assert "Nobody comes to the line." not in slides[8], "a risk without an answer"


def test_no_title_tells_a_board_what_is_not_answered_or_set() -> None:
    titles = [one.page.slide.title for one in pitch_parts(paper(DRAFTS["unfinished"])) if one.page is not None]
    assert titles[2] == "What falls short today, and what will be"
    assert titles[5] == "The plan, as far as it is set: 1 Sep 2026 to 28 Sep 2026"
    assert titles[6] == "What it costs, as far as it is set: 3,004 CVM"
    unanswered = replace(whole(), recommendations=())
    limbs = page_of(unanswered, 2)
    assert limbs.slide.title == "All 4 limbs fall short today"
    assert "Tomorrow" not in limbs.body
    partly = replace(whole(), recommendations=whole().recommendations[:2])
    assert page_of(partly, 4).slide.title == "The fix: 2 measures"


def test_a_sum_of_nothing_is_no_sum_while_other_costs_are_open() -> None:
    first, second, *_ = whole().recommendations
    free = replace(first, cost=Decimal(0), cost_text="0")
    open_cost = replace(second, cost=None, cost_text="about ten thousand")
    parts = pitch_parts(paper(replace(whole(), recommendations=(free, open_cost))))
    assert parts[6].page is None
    assert parts[9].page is not None
    assert "0 CVM" not in repr(parts[9].page.slide.blocks)
    assert pitch_parts(paper(replace(whole(), recommendations=(free,))))[6].page is not None, "all of it is free"


def test_a_deck_with_nothing_to_show_shows_what_is_missing() -> None:
    bare = replace(paper(Proposal("sandrel")), case=replace(case(), exhibits=()))
    (page,) = pitch_pages(bare)
    assert not page.is_hidden
    assert page.slide.title == "Draft: 0 of 10 slides, and what is missing"


def test_one_client_alone_has_the_whole_slide() -> None:
    draft = Proposal("sandrel", sections={"context": 'A client says: "Beside his desk! With a camera above it."'})
    problem = pitch_parts(paper(draft))[0].page
    assert problem is not None
    assert problem.slide.title == "The problem, in one voice"
    assert "Beside his desk! With a camera above it." in problem.body


def test_what_the_slide_cuts_stands_whole_in_its_notes() -> None:
    deck = write_pitch(paper(overlong()))
    notes = [office.words(notes) for _, notes in shown(deck)]
    findings, risks = notes[3], notes[8]
    assert f"{LONG}0 {LONG}".strip() in findings
    assert (LONG * 4).strip() in risks
    assert "NOT ON THE SLIDE" in risks


def test_signs_that_no_file_can_hold_are_left_out() -> None:
    ill = replace(
        half(), title="Bell\x07 and\x00 half \ud800pair", findings=(replace(half().findings[0], text="A\x0bB\x1f"),)
    )
    deck = write_pitch(replace(paper(ill), authors=("Team\x08 Heron",)))
    assert "Bell and half pair" in office.words(office.slides(deck)[1])


def test_the_same_proposal_gives_the_same_bytes() -> None:
    assert write_pitch(paper(whole())) == write_pitch(paper(whole()))


def test_the_figure_is_a_share_of_a_cited_fact_before_any_other_number() -> None:
    figure = find_figure(half(), case())
    assert figure is not None
    assert (figure.text, figure.fact.label) == ("13 %", "F39")
    assert [fact.number for fact in cited_facts(whole(), case())] == [50, 65, 60, 70]
    assert find_figure(Proposal("sandrel"), case()) is None


def test_a_client_who_is_quoted_speaks_with_the_paper_she_speaks_in() -> None:
    voice = find_voice(whole(), case())
    assert voice is not None
    assert (voice.words, voice.exhibit.label) == ("Beside his desk! With a camera above it.", "E4")


def test_words_that_no_client_of_the_case_said_are_not_shown_as_hers() -> None:
    invented = Proposal("sandrel", sections={"context": '"I was never asked by anybody," she told us.'})
    assert find_voice(invented, case()) is None


def test_without_a_quotation_the_cited_paper_speaks_that_is_nearest_to_the_findings() -> None:
    draft = Proposal(
        "sandrel",
        sections={"context": "See E1."},
        findings=(half().findings[0], whole().findings[0]),
    )
    voice = find_voice(draft, case())
    assert voice is not None
    assert voice.exhibit.label == "E1"
    assert "officer" in voice.words


def test_the_main_findings_are_of_different_limbs_the_weakest_score_first() -> None:
    main = main_findings(whole(), case(), workshop())
    assert [one.limb for one in main] == ["a", "c", "d"]


def test_a_map_that_does_not_say_who_is_avoided_is_not_read_as_if_it_did() -> None:
    other = replace(paper(Proposal("quellmar")), case=case("quellmar"))
    found = [one.page for each in (paper(half()), other) if (one := pitch_parts(each)[1])]
    titles = [page.slide.title for page in found if page is not None]
    assert titles == [
        "8 ways in on paper, 3 of them without the officer",
        "5 ways in on paper, and what they are today",
    ]
    assert found[1] is not None
    assert "Who keeps it" in found[1].body


def test_bars_stand_in_the_order_of_their_days_and_say_them() -> None:
    plan = pitch_pages(paper(whole()))[5]
    bars = re.findall(r'name="Bar \d" descr="([^"]+)".*?<a:off x="(\d+)"', plan.body)
    assert [int(x) for _, x in bars] == sorted(int(x) for _, x in bars)
    assert bars[0][0] == "Mend a: 1 Sep 2026 to 14 Sep 2026"
    assert len(bars) == 4


def test_the_decision_is_the_sentence_that_asks_with_its_sum_and_days() -> None:
    decision = pitch_pages(paper(whole()))[9]
    assert decision.slide.title.startswith("We ask the board to decide on 19 June")
    assert "4 measures, 4,006 CVM" in repr(decision.slide.blocks)
    assert "From 1 Sep 2026 to 5 Oct 2026" in repr(decision.slide.blocks)


def test_the_first_title_is_what_the_summary_sets_in_bold() -> None:
    draft = replace(
        whole(), sections={"summary": "It is so: **Whoever is unhappy here does not complain.** She leaves."}
    )
    assert pitch_pages(paper(draft))[1].slide.title == "Whoever is unhappy here does not complain"
    for told in ("**Now**", f"**{LONG}**", "Nothing bold."):
        draft = replace(whole(), sections={**whole().sections, "summary": told})
        assert pitch_pages(paper(draft))[1].slide.title == "The problem, in one figure and one voice"


def test_titles_say_how_many_gaps_are_answered() -> None:
    titles = [page.slide.title for page in pitch_pages(paper(whole()))]
    assert titles[2] == "All 4 limbs fall short today; each gets an answer"
    assert titles[3] == "Of 4 gaps, these 3 matter most"
    assert titles[4] == "4 measures answer all 4 gaps"
    few = [page.slide.title for page in pitch_pages(paper(half()))]
    assert few[3:6] == [
        "What falls short today, and what will be", "The gap that we found", "1 measure answers the gap",
    ]  # fmt: skip


def test_a_decision_in_points_shows_its_points() -> None:
    summary = (
        "We ask the board to decide three things:\n\n1. approve the policy;\n2. name an owner;\n3. release the money."
    )
    decision = pitch_pages(paper(replace(whole(), sections={"summary": summary})))[-1]
    assert decision.slide.title == "We ask the board to decide three things"
    for point in ("Approve the policy", "Name an owner", "Release the money", "4 measures, 4,006 CVM"):
        assert f"'{point}" in repr(decision.slide.blocks)


def test_a_question_does_not_speak_for_clients_while_somebody_complains() -> None:
    draft = Proposal("sandrel", sections={"context": "See E2."}, findings=whole().findings)
    voice = find_voice(draft, case())
    assert voice is not None
    assert not voice.words.endswith("?")


def test_arabic_runs_from_right_to_left_on_a_slide() -> None:
    arabic = replace(whole().findings[0], text="الشكوى تصل إلى الفرع")
    body = pitch_pages(paper(replace(whole(), findings=(arabic,))))[3].body
    assert '<a:pPr algn="r" rtl="1">' in body
    assert 'rtl="1"' not in pitch_pages(paper(whole()))[3].body


@given(
    text=st.lists(st.sampled_from(["Nobody", "complains.", "Why?", "x" * 70, "at", "all,", "3.5", "%"]), max_size=80),
    lines=st.integers(1, 4),
)
def test_a_cut_text_fits_and_is_the_beginning_of_the_whole(text: list[str], lines: int) -> None:
    made = cut(" ".join(text), width=240, size=18, lines=lines)
    assert len(line_widths(made.shown, width=240, size=18)) <= lines
    assert made.whole == " ".join(text)
    assert made.whole.startswith(made.shown.removesuffix("…").rstrip(" ,;:.–-"))
    assert made.is_cut == (made.shown != made.whole)


def test_whole_sentences_are_kept_before_half_ones() -> None:
    made = cut("Nobody complains. Boxes stay shut, and nobody knows why.", width=240, size=18, lines=1)
    assert made.shown == "Nobody complains."
    assert plain_sentences("# Head\n\nOne **bold** word. Two.\n\n| a | b |\n\n- Three") == (
        "One bold word.",
        "Two.",
        "Three",
    )


def test_the_figure_of_the_summary_comes_before_any_that_only_findings_cite() -> None:
    draft = replace(whole(), sections={"summary": "Nine entries (F56). Of those asked, 62 named bad treatment (F33)."})
    figure = find_figure(draft, case())
    assert figure is not None
    assert (figure.text, figure.fact.label) == ("31 %", "F33")


def test_a_client_speaks_whose_words_are_set_apart_without_marks_of_quotation() -> None:
    apart = "We listened:\n\n> No box, no number, no name of a boss. I told the driver.\n>\n> *Voice 46 (E2)*"
    voice = find_voice(Proposal("sandrel", sections={"context": apart}), case())
    assert voice is not None
    assert (voice.words, voice.exhibit.label) == ("No box, no number, no name of a boss. I told the driver.", "E2")


def with_measures(count: int) -> Proposal:
    """Return a proposal whose measures end one a day, every second with a number for a target."""
    one = whole().recommendations[0]
    many = (
        replace(
            one,
            id=str(UUID(int=number)),
            title=f"Measure of day {number}",
            measure=f"Count {number}",
            target="9 of 10" if number % 2 else "better",
            ends_on=date(2026, 9, number),
        )
        for number in range(1, count + 1)
    )
    return replace(whole(), recommendations=tuple(many))


@pytest.mark.parametrize("count", [6, 7, 10])
def test_up_to_ten_measures_stand_on_the_slide_of_the_fix(count: int) -> None:
    page = page_of(with_measures(count), 4)
    assert all(f">Measure of day {number}<" in page.body for number in range(1, count + 1))
    assert "in the notes" not in page.body


def test_of_more_than_ten_measures_the_slide_says_how_many_are_in_the_notes() -> None:
    assert "2 more measures in the notes" in page_of(with_measures(12), 4).body


def test_the_numbers_shown_are_those_with_a_number_for_a_target_and_of_them_the_latest() -> None:
    page = page_of(with_measures(12), 7)
    assert page.slide.title == "What changes: 5 of 12 numbers the board will see"
    assert [number for number in range(1, 13) if f">Count {number}<" in page.body] == [3, 5, 7, 9, 11]
