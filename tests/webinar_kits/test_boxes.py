"""Letters that no font of ours has: a box each, and never a paper that fails."""

import pytest

from webinar_kits.boxes import BOX, boxed, letters_missing, with_a_name

KHMER, CJK = "ស", "王"


def said(letters: str) -> str:
    return f'PDF/UA-1 error: the text `"{letters}"` could not be displayed with font `"Libertinus Serif"`'


def test_what_is_missing_is_read_from_what_the_writer_says() -> None:
    assert letters_missing("unknown variable: data") == frozenset()
    assert letters_missing(said("\u2042")) == {0x2042}
    assert letters_missing(said(r"\u{2042}")) == {0x2042}


@pytest.mark.parametrize(
    ("letter", "alike", "other"), [(KHMER, "ុខភា", "ก"), (CJK, "小明ひらがな한", "ส"), ("🙂", "😀", "A")]
)
def test_a_script_is_there_or_not(letter: str, alike: str, other: str) -> None:
    missing = letters_missing(said(letter))

    assert boxed(alike, missing) == BOX * len(alike)
    assert boxed(other, missing) == other


def test_every_text_of_a_paper_is_written_with_boxes_but_not_what_travels_inside() -> None:
    paper = {"title": f"A {KHMER}", "rows": [[KHMER, 1, True]], "one": {"credential": KHMER, "name": KHMER}}

    shown = boxed(paper, letters_missing(said(KHMER)))

    assert shown == {"title": f"A {BOX}", "rows": [[BOX, 1, True]], "one": {"credential": KHMER, "name": BOX}}


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ((BOX, "Sok"), ("Sok", "")),
        (("Sok", BOX), ("Sok", "")),
        ((BOX, BOX), (BOX, "")),
        ((BOX, ""), (BOX, "")),
        (("Sok", "Sokha"), ("Sok", "Sokha")),
    ],
)
def test_of_two_names_the_one_that_can_be_printed_stands_alone(names: tuple[str, str], shown: tuple[str, str]) -> None:
    made = with_a_name({"name": names[0], "name-other": names[1], "code": "x"})

    assert made == {"name": shown[0], "name-other": shown[1], "code": "x"}
