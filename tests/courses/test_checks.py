"""One broken rule a test: what the check says, with its file and line."""

from dataclasses import replace

import pytest

from courses.checks import check
from courses.loader import load_module, load_with_lines
from courses.model import Track


def test_a_module_that_keeps_every_rule_has_no_faults(small):
    assert small.broken_rules() == []


def test_without_lines_a_fault_names_its_file(small):
    small.replace("words.en.toml", "Can see", "Sees")

    faults = check(load_module(small.folder))

    assert [(fault.file, fault.line) for fault in faults] == [("small/words.en.toml", 0)]


def test_an_objective_starts_with_can(small):
    small.replace("words.en.toml", "Can see", "Sees")

    assert small.broken_rules() == [
        "small/words.en.toml:4: objective 'see' does not start with \"Can\"; "
        "say what she can do, so that it can be seen"
    ]


def test_a_module_has_four_to_six_objectives(small):
    text = (small.folder / "module.toml").read_text()
    (small.folder / "module.toml").write_text(text[: text.index('\n[[objectives]]\nid = "tell"')])
    small.replace("words.en.toml", 'tell = "Can tell of it"\n', "")
    small.replace("module.toml", '["hear", "tell"]', '["hear"]')
    for name in ("deck.toml", "quiz.toml"):
        path = small.folder / name
        path.write_text(path.read_text().replace(', "tell"]', "]").replace('["tell"]', '["hear"]'))

    assert small.broken_rules() == ["small/module.toml: 3 objectives; a module has 4 to 6"]


def test_an_objective_that_nothing_teaches_practises_or_tests_is_named(small):
    small.replace(
        "module.toml", "\n[[sections]]", '\n[[objectives]]\nid = "dream"\nstandards = ["7.1"]\n\n[[sections]]'
    )
    small.replace("words.en.toml", "[sources]", 'dream = "Can dream"\n[sources]')

    line = small.line("module.toml", 'id = "dream"') - 1
    faults = small.broken_rules()

    assert f"small/module.toml:{line}: no section teaches 'dream'; name it in a section's objectives" in faults
    assert f"small/module.toml:{line}: no slide or activity practises 'dream'; name it in one's objectives" in faults
    assert [fault for fault in faults if fault.startswith("small/quiz.toml") and "objectives.dream" in fault]
    assert len(faults) == 3


def test_a_standard_served_is_one_the_module_names(small):
    small.replace("module.toml", 'standards = ["7.1"]\n', 'standards = ["7.4"]\n')

    assert small.broken_rules() == [
        "small/module.toml:8: 'see' serves standard 7.4, which the module does not name; add it to standards"
    ]


def test_changes_stand_newest_first(small):
    small.replace(
        "words.en.toml",
        'text = "First edition."',
        'text = "a"\n[[changes]]\non = 2026-12-01\nkind = "editorial"\ntext = "b"',
    )

    assert small.broken_rules() == [
        f"small/words.en.toml:{small.line('words.en.toml', '[[changes]]', occurrence=2)}: "
        "the change of 2026-12-01 stands below that of 2026-11-22; put the newest first"
    ]


def test_a_section_has_120_to_250_words(small):
    lesson = (small.folder / "lesson.en.md").read_text()
    small.replace("lesson.en.md", lesson[lesson.index("word0") : lesson.index(" a [sign]")], "Few words.")

    assert small.broken_rules() == ["small/lesson.en.md:3: section 'section-1' has 11 words; write 120 to 250"]


def test_a_lesson_has_at_least_eight_sections(small):
    text = (small.folder / "module.toml").read_text()
    start = text.index('\n[[sections]]\nid = "section-7"')
    (small.folder / "module.toml").write_text(text[:start] + text[text.index('\n[[sections]]\nid = "section-8"') :])
    lesson = (small.folder / "lesson.en.md").read_text()
    cut = lesson.index("## Section 7")
    (small.folder / "lesson.en.md").write_text(lesson[:cut] + lesson[lesson.index("## Section 8") :])

    assert small.broken_rules() == ["small/lesson.en.md:1: 7 sections; a lesson has 8 to 12"]


def test_a_core_section_has_five_lenses(small):
    small.replace("lesson.en.md", "### In your week {#support}\n\n- Ask one client.\n- Write one line.\n", "")

    assert small.broken_rules() == ["small/lesson.en.md:3: section 'section-1' has no lens for support; write all five"]


def test_a_story_has_no_lenses(small):
    path = small.folder / "lesson.en.md"
    path.write_text(path.read_text() + "\n### In your week {#field}\n\n- Ask.\n- Write.\n")

    assert small.broken_rules() == [
        f"small/lesson.en.md:{small.line('lesson.en.md', '{#section-8}')}: section 'section-8' is a story and has "
        "lenses; remove them, or make it a core section"
    ]


def test_a_lens_is_one_list(small):
    small.replace("lesson.en.md", "- Ask one client.\n- Write one line.\n", "Ask one client.\n")

    assert small.broken_rules() == [
        f"small/lesson.en.md:{small.line('lesson.en.md', '{#board}')}: the board lens of 'section-1' is not one list; "
        "write 2 to 4 list items and nothing else"
    ]


def test_a_lens_has_two_to_four_items(small):
    small.replace("lesson.en.md", "- Ask one client.\n", "")

    assert small.broken_rules() == [
        f"small/lesson.en.md:{small.line('lesson.en.md', '{#board}')}: "
        "the board lens of 'section-1' has 1 items; write 2 to 4"
    ]


def test_a_lens_item_has_at_most_thirty_words(small):
    small.replace("lesson.en.md", "- Ask one client.", "- Ask " + "why " * 30)

    assert small.broken_rules() == [
        f"small/lesson.en.md:{small.line('lesson.en.md', '{#board}')}: the board lens of 'section-1' has an item of "
        "31 words (Ask why why why …); write at most 30"
    ]


def test_a_section_reads_at_grade_nine_at_most(small):
    lesson = (small.folder / "lesson.en.md").read_text()
    hard = "Institutional responsibilities necessitate documentation. " * 30
    small.replace("lesson.en.md", lesson[lesson.index("word0") : lesson.index(" a [sign]")], hard)

    (fault,) = small.broken_rules()

    assert fault.startswith("small/lesson.en.md:3: section 'section-1' reads at grade ")
    assert fault.endswith("; write shorter sentences and plainer words, to grade 9 at most")


@pytest.mark.parametrize("track", ["board", "field"])
def test_a_short_track_has_something_to_read(small, track):
    path = small.folder / "module.toml"
    path.write_text(path.read_text().replace(f'tracks = ["{track}"]', "tracks = []"))

    assert small.broken_rules() == [
        f"small/module.toml: no section is on the {track} track; name it in the tracks of those that it reads"
    ]


def test_the_board_track_takes_twenty_minutes_at_most(small):
    loaded = load_with_lines(small.folder)
    sections = tuple(replace(one, tracks=(Track.BOARD, Track.FIELD), words=400) for one in loaded.module.sections)

    faults = [str(fault) for fault in check(replace(loaded.module, sections=sections), loaded.lines)]

    assert "small/module.toml: the board track takes 22 minutes to read; make it 20 or less" in faults


def test_a_lesson_tells_a_story_and_says_where_it_is_from(small):
    small.replace("module.toml", 'kind = "story"', 'kind = "core"')
    faults = small.broken_rules()
    small.replace("module.toml", 'id = "section-8"\nkind = "core"', 'id = "section-8"\nkind = "story"')
    text = (small.folder / "module.toml").read_text()
    head, _, tail = text.rpartition('sources = ["S57"]')
    (small.folder / "module.toml").write_text(f"{head}sources = []{tail}")

    assert "small/module.toml: no section is a story; tell one real, named practice" in faults
    assert [fault.partition(": ")[2] for fault in small.broken_rules()] == [
        "the story 'section-8' names no source; a true story says where it comes from"
    ]


def test_a_case_says_that_it_is_invented(small):
    small.replace("case.en.md", "All of it is invented.", "All of it is true.")

    assert small.broken_rules() == [
        "small/case.en.md:1: the setting does not say that the case and its people are invented; say so"
    ]


def test_a_case_says_where_it_plays(small):
    small.replace("case.en.md", "All of it is invented.\n", "")

    assert small.broken_rules() == ["small/case.en.md:1: no setting; say where we are and that it is invented"]


def test_a_decision_has_at_least_two_choices(small):
    small.replace(
        "case.toml", '[[nodes.choices]]\nid = "wrong-1"\nnext = "poor-end"\nclient = 1\ninstitution = -1\n', ""
    )
    small.replace("case.en.md", "### Do wrong {#wrong-1}\n\nThen this.\n", "")

    assert small.broken_rules() == ["small/case.toml:3: 'node-1' has 1 choices; give 2 to 4"]


def test_the_longest_way_has_four_to_seven_decisions(small):
    small.replace("case.toml", 'next = "node-2"', 'next = "node-3"')
    small.replace("case.toml", 'next = "poor-end"', 'next = "node-2"')
    small.replace(
        "case.toml",
        'next = "node-3"\nclient = 1\ninstitution = -1\n[[nodes.choices]]\nid = "wrong-2"',
        'next = "node-4"\nclient = 1\ninstitution = -1\n[[nodes.choices]]\nid = "wrong-2"',
    )

    assert small.broken_rules() == ["small/case.toml:1: the longest way has 3 decisions; make it 4 to 7"]


def test_everything_in_a_case_can_be_reached(small):
    small.replace("case.toml", 'next = "good-end"', 'next = "mixed-end"')

    line = small.line("case.toml", 'id = "good-end"') - 1
    assert small.broken_rules() == [
        f"small/case.toml:{line}: no choice leads to 'good-end'; lead one there, or remove it"
    ]


def test_a_case_has_no_way_that_never_ends(small):
    small.replace("case.toml", 'next = "mixed-end"', 'next = "node-1"')

    assert small.broken_rules() == [
        "small/case.toml:3: a way from 'node-1' leads back to it, so the case need never end; lead it on"
    ]


def test_two_endings_teach_by_going_wrong(small):
    small.replace("case.toml", 'outcome = "mixed"', 'outcome = "good"')

    line = small.line("case.toml", 'id = "good-end"') - 1
    assert small.broken_rules() == [f"small/case.toml:{line}: 1 endings teach by going wrong; have 2 or more"]


def test_a_case_has_three_endings(small):
    small.replace("case.toml", '\n[[endings]]\nid = "mixed-end"\noutcome = "mixed"\nsection = "section-1"\n', "")
    for _ in range(2):
        small.replace("case.toml", 'next = "mixed-end"', 'next = "poor-end"')
    small.replace("case.en.md", "## The mixed end {#mixed-end}\n\nIt teaches.\n", "")

    line = small.line("case.toml", 'id = "good-end"') - 1
    assert small.broken_rules() == [
        f"small/case.toml:{line}: 1 endings teach by going wrong; have 2 or more",
        f"small/case.toml:{line}: 2 endings; have 3 or more",
    ]


def test_an_activity_has_all_its_parts(small):
    small.replace("activities.en.md", "### expected {#expected}\n\n- Something for expected\n", "")

    assert small.broken_rules() == [
        "small/activities.en.md:3: activity 'sorting': "
        "'expected' is missing; write `### Heading {#expected}` with its words"
    ]


def test_both_variants_of_an_activity_have_numbered_steps(small):
    small.replace("activities.en.md", "1. Sit down.", "Sit down.")

    assert small.broken_rules() == [
        "small/activities.en.md:5: activity 'sorting': "
        "'room' has no numbered steps; write what to do as a numbered list"
    ]


def test_the_webinar_variant_holds_a_text_to_paste(small):
    small.replace("activities.en.md", "> Text to paste.", "")

    assert small.broken_rules() == [
        "small/activities.en.md:9: activity 'sorting': 'webinar' has no text for the breakout chat; write it as a quote"
    ]


def test_cards_are_a_list(small):
    small.replace("activities.en.md", "- Something for cards", "Something for cards")

    assert small.broken_rules() == [
        f"small/activities.en.md:{small.line('activities.en.md', '{#cards}')}: activity 'sorting': 'cards' is not a "
        "list; write one item per card"
    ]


def test_a_module_has_three_activities(small):
    text = (small.folder / "deck.toml").read_text()
    (small.folder / "deck.toml").write_text(text[: text.index('\n[[activities]]\nid = "counting"')])
    words = (small.folder / "activities.en.md").read_text()
    (small.folder / "activities.en.md").write_text(words[: words.index("## counting")])

    assert small.broken_rules() == ["small/deck.toml: 2 activities; have 3 or more"]


def test_an_activity_is_not_shortened_to_more_than_its_minutes(small):
    small.replace("deck.toml", "minimum = 10", "minimum = 16")

    assert small.broken_rules() == [
        f"small/deck.toml:{small.line('deck.toml', 'minimum = 16')}: activity 'sorting' has a minimum above its "
        "minutes; lower the minimum"
    ]


def test_a_workbook_has_room_for_notes(small):
    small.replace("handout.en.md", "```notes 4\n```", "Write on the back.")

    assert small.broken_rules() == ["small/handout.en.md:1: no room for notes; add a block ```notes 6```"]


def test_a_workbook_has_an_action_plan(small):
    small.replace("handout.en.md", "| | |", "| Ring | Today |")

    assert small.broken_rules() == ["small/handout.en.md:1: no action plan; add a table with empty cells"]


def test_a_job_aid_fits_a_page(small):
    small.replace("jobaid.en.md", "- Listen", "- " + "listen " * 260)

    assert small.broken_rules() == [
        "small/jobaid.en.md:1: the job aid has 266 words; write at most 260, so that it fits a page"
    ]


def test_a_fault_of_the_bank_points_into_the_quiz_files(small):
    small.replace("quiz.en.toml", 'alpha = "Words 0 0"', 'alpha = "All of the above"')

    line = small.line("quiz.toml", 'id = "item-0"') - 1
    assert small.broken_rules() == [
        f"small/quiz.toml:{line}: items.item-0.alpha: “All of the above” points at the other options; "
        "say what it means, they are shuffled"
    ]
