"""The rules of slides and of whole sessions."""

import pytest


def test_a_slide_shows_at_most_forty_words(small):
    small.replace("deck.en.md", "We answer.", "we " * 39)

    line = small.line("deck.en.md", "{#promise}")
    assert small.broken_rules() == [
        f"small/deck.en.md:{line}: slide 'promise' shows 41 words with its title; show at most 40"
    ]


def test_a_slide_has_notes(small):
    small.replace("deck.en.md", "### Say {#say}\n\nSay it.\n", "")

    assert small.broken_rules() == ["small/deck.en.md:3: slide 'welcome' has no notes; write Say, Ask or Do"]


@pytest.mark.parametrize(
    ("slide", "old", "new", "layout", "expected"),
    [
        ("welcome", "Welcome to {institution}.", "One.\n\nTwo.", "title", "one paragraph"),
        ("promise", "We answer.", "- We answer.", "statement", "one or two paragraphs"),
        (
            "sides",
            "| Bank | Client |\n|---|---|\n| Rate | Fear |",
            "| A |\n|---|\n| B |",
            "two_sides",
            "one table of two columns",
        ),
        (
            "steps",
            "1. Hear\n2. Write\n3. Answer",
            "- Hear\n- Write\n- Answer",
            "process",
            "one numbered list of 3 to 6",
        ),
        ("grid", "| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |", "A table", "table", "one table"),
        ("numbers", "| North | 3 |", "| North | three |", "chart", "one table of categories with numbers"),
        ("stall", "Dalia whispers.", "- Dalia", "case", "paragraphs only"),
        ("what-now", "What do you do?", "> What?", "question", "paragraphs only"),
        ("sort", "1. Read\n2. Sort", "1. A\n2. B\n3. C\n4. D\n5. E", "activity", "one numbered list of at most 4"),
        ("vote", "- Yes\n- No", "- Yes", "poll", "one list of 2 to 6 answers"),
        ("last-time", "- One\n- Two", "One", "recap", "one list"),
    ],
)
def test_a_slide_holds_what_its_layout_expects(small, slide, old, new, layout, expected):
    small.replace("deck.en.md", old, new)

    line = small.line("deck.en.md", f"{{#{slide}}}")
    assert small.broken_rules() == [
        f"small/deck.en.md:{line}: slide {slide!r} has the layout {layout} and does not hold {expected}"
    ]


def test_beats_keep_their_order(small):
    small.replace("deck.toml", 'beat = "tools"', 'beat = "client"')

    line = small.line("deck.toml", 'id = "sort"') + 1
    assert small.broken_rules() == [
        f"small/deck.toml:{line}: slide 'sort' of the beat client stands after feedback; "
        "keep opening, recap, practice, client, feedback, tools, close"
    ]


def test_a_minimum_is_not_above_the_minutes(small):
    small.replace("deck.toml", "minimum = 2", "minimum = 6")

    assert small.broken_rules() == [
        "small/deck.toml:1: slide 'welcome' has a minimum of 6 and 5 minutes; lower the minimum"
    ]


def test_what_is_never_dropped_is_a_must(small):
    line = small.line("deck.toml", 'id = "judge"')
    small.replace(
        "deck.toml",
        'role = "evaluation"\nminutes = 5\nminimum = 2\npriority = "must"',
        'role = "evaluation"\nminutes = 5\nminimum = 2\npriority = "could"',
    )

    assert small.broken_rules() == [
        f"small/deck.toml:{line - 1}: slide 'judge' is the evaluation and never dropped; its priority is must"
    ]


def test_only_an_activity_slide_names_an_activity(small):
    small.replace("deck.toml", 'objectives = ["see"]\n', 'objectives = ["see"]\nactivity = "calling"\n')

    assert small.broken_rules() == [
        "small/deck.toml:1: slide 'welcome': the layout activity and the key activity go together; give both or neither"
    ]


def test_only_a_chart_slide_has_a_chart(small):
    line = small.line("deck.toml", 'id = "numbers"') - 1
    small.replace("deck.toml", '[slides.chart]\nkind = "bar"\ncategories = ["North", "South"]\n', "")

    assert small.broken_rules() == [
        f"small/deck.toml:{line}: slide 'numbers': "
        "the layout chart and [slides.chart] go together; give both or neither"
    ]


def test_a_mode_shows_at_least_eighteen_slides_to_every_tier(small):
    line = small.line("deck.toml", 'id = "signs"')
    text = (small.folder / "deck.toml").read_text().splitlines()
    modes, tiers = line + 6, line + 7
    assert text[modes].startswith("modes")
    text[modes], text[tiers] = 'modes = ["webinar"]', 'tiers = ["board", "field"]'
    (small.folder / "deck.toml").write_text("\n".join(text))

    others = "senior_management, middle_management, support"
    assert small.broken_rules() == [
        "small/deck.toml: in_person, for every tier: 17 slides; show 18 to 26",
        f"small/deck.toml: webinar, for {others}: 17 slides; show 18 to 26",
    ]


def test_the_slides_of_a_mode_are_worth_80_to_100_minutes(small):
    small.replace("deck.toml", "minutes = 5", "minutes = 16")

    assert small.broken_rules() == [
        "small/deck.toml: in_person, for every tier: the slides are worth 101 minutes; make it 80 to 100",
        "small/deck.toml: webinar, for every tier: the slides are worth 101 minutes; make it 80 to 100",
    ]


def test_the_must_slides_fit_thirty_minutes(small):
    for _ in range(6):
        small.replace("deck.toml", 'minimum = 2\npriority = "must"', 'minimum = 5\npriority = "must"')

    assert small.broken_rules() == [
        "small/deck.toml: in_person, for every tier: the must slides need 32 minutes at least; make it 30 or less",
        "small/deck.toml: webinar, for every tier: the must slides need 32 minutes at least; make it 30 or less",
    ]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("pretest", "exactly one"),
        ("discussion", "at least one"),
        ("posttest", "exactly one"),
        ("evaluation", "exactly one"),
    ],
)
def test_a_session_has_its_tests_its_discussion_and_its_evaluation(small, role, expected):
    small.replace("deck.toml", f'role = "{role}"', 'role = "content"')

    assert small.broken_rules() == [
        f"small/deck.toml: {mode}, for every tier: 0 slides with the role {role}; have {expected}"
        for mode in ("in_person", "webinar")
    ]


def test_a_session_goes_through_all_six_beats(small):
    path = small.folder / "deck.toml"
    path.write_text(path.read_text().replace('beat = "feedback"', 'beat = "client"'))

    assert small.broken_rules() == [
        f"small/deck.toml: {mode}, for every tier: no slide of the beat feedback; a session goes through all six"
        for mode in ("in_person", "webinar")
    ]


def test_room_and_webinar_differ(small):
    path = small.folder / "deck.toml"
    both = 'modes = ["in_person", "webinar"]'
    text = path.read_text().replace('modes = ["in_person"]', both).replace('modes = ["webinar"]', both)
    path.write_text(text)

    assert small.broken_rules() == [
        "small/deck.toml: no slide is for the room only or for the webinar only; "
        "what one can do there, the other cannot"
    ]
