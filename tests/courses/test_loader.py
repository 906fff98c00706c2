"""Reading module folders: what comes out, and every fault at once."""

from datetime import date

import pytest

from courses.blocks import Paragraph, plain
from courses.errors import ContentError, UnknownModule
from courses.loader import load_catalogue, load_module
from courses.model import Change, Layout, Mode, Role, SectionKind, Tier, Track


def test_a_module_comes_out_whole(small):
    module = load_module(small.folder)

    assert (module.id, module.principle, module.language, module.pass_percent) == ("small", 7, "en", 80)
    assert [objective.text for objective in module.objectives][:2] == ["Can see a sign", "Can act on it"]
    assert module.changes == (Change(date(2026, 11, 22), is_substantive=True, text="First edition."),)
    section = module.sections[1]
    assert (section.id, section.kind, section.words) == ("section-2", SectionKind.CORE, 139)
    assert (section.tracks, section.calculators, section.sources) == ((Track.FIELD,), ("days-to-answer",), ("S57",))
    assert section.lens_words == dict.fromkeys(Tier, 6)
    assert module.sections[7].lenses == {}
    assert module.case.nodes["node-1"].choices[0].next == "node-2"
    assert module.case.endings["poor-end"].outcome == "poor"
    chart = next(slide for slide in module.slides if slide.layout is Layout.CHART)
    assert (chart.chart.kind, chart.modes, chart.role) == ("bar", tuple(Mode), Role.CONTENT)
    assert module.deck_title == "A small session"
    assert isinstance(module.activities[0].webinar[1].blocks[0], Paragraph)
    assert plain(module.workbook.blocks[0].children) == "Notes"
    assert len(module.bank.items) == 30
    assert module.sources[0].title == "A page about signs"


def test_every_file_is_read_before_giving_up(small):
    small.replace("module.toml", "principle = 7", "principle = 8")
    small.replace("words.en.toml", 'term = "sign"\n', "")
    small.replace("lesson.en.md", "word0 ", "<b>word0</b> ")
    small.replace("case.toml", 'outcome = "good"', 'outcome = "fine"')
    small.replace("deck.en.md", "We answer.", "{client}")
    small.replace("quiz.toml", 'kind = "single"', 'kind = "guess"')
    (small.folder / "jobaid.en.md").unlink()

    assert [fault.partition(": ")[0] for fault in small.refusals()] == [
        f"small/case.toml:{small.line('case.toml', 'fine')}",
        f"small/deck.en.md:{small.line('deck.en.md', '{client}')}",
        "small/jobaid.en.md",
        "small/lesson.en.md:5",
        "small/module.toml:2",
        f"small/quiz.toml:{small.line('quiz.toml', 'guess')}",
        f"small/words.en.toml:{small.line('words.en.toml', '[glossary.sign]')}",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            "module.toml",
            'id = "small"',
            'id = "other"',
            "module.toml:1: the id is 'other' and the folder is 'small'; give both the same name",
        ),
        ("module.toml", "pass_percent", "pass_mark", "module.toml:1: pass_percent: is missing; add it"),
        (
            "module.toml",
            "pass_percent = 80",
            'pass_percent = "80"',
            "module.toml:4: pass_percent: must be a whole number from 1 to 100",
        ),
        (
            "module.toml",
            "principle = 7",
            "principle = true",
            "module.toml:2: principle: must be a whole number from 0 to 7",
        ),
        ("module.toml", "principle = 7", "principle =", "module.toml:2: is not TOML: Invalid value; mend the line"),
        (
            "module.toml",
            'id = "act"',
            'id = "see"',
            "module.toml:10: objectives: the id 'see' stands twice; give this entry its own id",
        ),
        (
            "module.toml",
            'kind = "core"',
            'kind = "main"',
            "module.toml:16: sections.section-1.kind: 'main' is not known here; use one of: core, story",
        ),
        (
            "module.toml",
            '["field"]',
            '["full"]',
            "module.toml:19: sections.section-1.tracks.1: 'full' is not known here; use one of: field, board",
        ),
        (
            "module.toml",
            '["see", "act"]',
            "[]",
            "module.toml:17: sections.section-1.objectives: holds 0; give at least 1",
        ),
        (
            "module.toml",
            '["see", "act"]',
            '["see", "see"]',
            "module.toml:17: sections.section-1.objectives: names see twice; name each once",
        ),
        (
            "module.toml",
            '["see", "act"]',
            '["sea", "act"]',
            "module.toml:17: objective 'sea' is not in [[objectives]] of module.toml; did you mean 'see'?",
        ),
        (
            "module.toml",
            'standards = ["7.2"]',
            'standards = ["7.9"]',
            "module.toml:18: standard '7.9' is not in the standards of version 1.0; did you mean '7.4'?",
        ),
        (
            "module.toml",
            'sources = ["S57"]',
            'sources = ["X"]',
            "module.toml:20: sections.section-1.sources.1: 'X' is not an id; use the number of the source "
            "list, such as S57",
        ),
        (
            "module.toml",
            "https://example.org/a",
            "example",
            "module.toml:84: sources.S57.url: must be an address that begins with https:// or http://",
        ),
        (
            "words.en.toml",
            "see = ",
            "sea = ",
            "words.en.toml:4: 'sea' is not in [[objectives]] of module.toml; add it there, or remove it",
        ),
        (
            "words.en.toml",
            "Can see a sign",
            "Can see {currency}",
            "words.en.toml:4: objectives.see: holds a brace; placeholders stand in decks, activities, "
            "workbook and job aid only",
        ),
        (
            "words.en.toml",
            'definition = "Something that shows."',
            "",
            "words.en.toml:10: glossary.sign.definition: is missing; add it",
        ),
        (
            "words.en.toml",
            "2026-11-22",
            '"today"',
            "words.en.toml:18: changes.1.on: must be a date without quotes, such as 2026-11-22",
        ),
        (
            "lesson.en.md",
            "# A small",
            "# The small",
            "lesson.en.md:1: the title is 'The small module' and words.en.toml has 'A small module'; make them equal",
        ),
        (
            "lesson.en.md",
            "## Section 1",
            "Loose.\n\n## Section 1",
            "lesson.en.md:1: words between the title and the first section; move them below a heading",
        ),
        (
            "lesson.en.md",
            "{#board}",
            "{#boards}",
            "lesson.en.md:7: the heading {#boards} is not known here; use one of: board, senior_management, "
            "middle_management, support, field",
        ),
        (
            "lesson.en.md",
            "term:sign",
            "term:sing",
            "lesson.en.md:5: term 'sing' is not in [glossary] of the words file; did you mean 'sign'?",
        ),
        (
            "lesson.en.md",
            "source:S57",
            "source:S5",
            "lesson.en.md:5: source 'S5' is not in [[sources]] of module.toml; did you mean 'S57'?",
        ),
        (
            "lesson.en.md",
            "section:section-1",
            "section:zz",
            "lesson.en.md:5: section 'zz' is not in [[sections]] of module.toml; mend the id, or add it there",
        ),
        (
            "lesson.en.md",
            "word0",
            "{institution}",
            "lesson.en.md:5: the placeholder {institution} stands in decks, activities, workbook and job "
            "aid only; use words",
        ),
        (
            "case.toml",
            'start = "node-1"',
            'start = "nowhere"',
            "case.toml:1: way 'nowhere' is not in [[nodes]] and [[endings]] of case.toml; mend the id, or add it there",
        ),
        (
            "case.toml",
            "client = 1",
            "client = 3",
            "case.toml:8: nodes.node-1.choices.right-1.client: must be a whole number from -2 to 2",
        ),
        (
            "case.toml",
            '"wrong-1"',
            '"right-2"',
            "case.toml:18: choices: the id 'right-2' stands twice; give this entry its own id",
        ),
        (
            "case.en.md",
            "{#right-1}",
            "{#light-1}",
            "case.toml:5: 'right-1' has no words in case.en.md; write `### What she does {#right-1}` in {#node-1}",
        ),
        (
            "case.en.md",
            "It teaches.",
            "### A {#a}",
            "case.en.md:55: a choice {#a} below an ending; an ending has none, remove it",
        ),
        (
            "deck.toml",
            "minutes = 5",
            "minutes = 5.5",
            "deck.toml:6: slides.welcome.minutes: must be a whole number from 1 to 60",
        ),
        (
            "deck.toml",
            'activity = "sorting"',
            'activity = "sortin"',
            "deck.toml:158: activity 'sortin' is not in [[activities]] of deck.toml; did you mean 'sorting'?",
        ),
        (
            "deck.en.md",
            "{#say}",
            "{#shout}",
            "deck.en.md:7: the heading {#shout} is not known here; use one of: say, ask, do",
        ),
        (
            "deck.en.md",
            "| South | 9 |",
            "",
            "deck.en.md:60: the chart's table has 1 rows, deck.toml names 2 categories; make them equal",
        ),
        (
            "deck.en.md",
            "{#last-time}",
            "{#last}",
            "deck.en.md:21: the heading {#last} has no entry in deck.toml; add the entry, or remove it",
        ),
        (
            "activities.en.md",
            "{#room}",
            "{#hall}",
            "activities.en.md:5: the heading {#hall} is not known here; use one of: aim, materials, room, "
            "webinar, cards, expected, wrong, debrief",
        ),
        (
            "quiz.toml",
            'objectives = ["see"]',
            'objectives = ["sew"]',
            "quiz.toml:11: objective 'sew' is not in [[objectives]] of module.toml; did you mean 'see'?",
        ),
        (
            "quiz.toml",
            'section = "section-1"',
            'section = "section-9"',
            "quiz.toml:13: section 'section-9' is not in [[sections]] of module.toml; did you mean 'section-8'?",
        ),
    ],
)
def test_a_module_that_cannot_be_read_names_file_line_and_cure(small, file, old, new, fault):
    small.replace(file, old, new)

    assert f"small/{fault}" in small.refusals()


def test_a_fault_in_the_words_of_the_quiz_stands_in_that_file(small):
    small.replace("quiz.en.toml", 'stem = "Question 0"\n', "")

    (fault,) = small.refusals()

    assert fault.startswith("small/quiz.en.toml:2: items.item-0.stem: is missing in the words")


def test_slides_stand_in_the_order_of_the_structure(small):
    text = (small.folder / "deck.en.md").read_text().replace("{#sides}", "{#x}").replace("{#steps}", "{#sides}")
    (small.folder / "deck.en.md").write_text(text.replace("{#x}", "{#steps}"))

    assert small.refusals() == [
        f"small/deck.en.md:{small.line('deck.en.md', '{#steps}')}: the heading {{#steps}} is out of order; "
        "deck.toml has {#sides} here"
    ]


def test_a_file_that_is_not_utf_8_is_named_with_its_line(small):
    (small.folder / "jobaid.en.md").write_bytes("# T\n\nÀ bientôt\n".encode("latin-1"))

    assert small.refusals() == ["small/jobaid.en.md:3: is not UTF-8; save the file as UTF-8"]


def test_a_language_without_files_says_which_are_missing(small):
    with pytest.raises(ContentError) as caught:
        load_module(small.folder, language="fr")

    assert {fault.file for fault in caught.value.faults} == {
        f"small/{name}"
        for name in (
            "words.fr.toml",
            "lesson.fr.md",
            "case.fr.md",
            "deck.fr.md",
            "activities.fr.md",
            "handout.fr.md",
            "jobaid.fr.md",
            "quiz.fr.toml",
        )
    }


def test_a_catalogue_holds_the_series_first_and_own_modules_after(write_module):
    for path in ("shipped/pricing", "shipped/introduction", "own/a-house-rule"):
        write_module(path)
    root = write_module("shipped/complaints").folder.parent.parent
    (root / "shipped" / "standards").mkdir()

    catalogue = load_catalogue([root / "shipped"], own=[root / "own"])

    assert [module.id for module in catalogue.modules] == ["introduction", "pricing", "complaints", "a-house-rule"]
    assert catalogue.refused == ()


def test_a_broken_own_module_is_refused_with_all_its_faults_while_others_serve(write_module):
    shipped = write_module("shipped/pricing")
    broken = write_module("own/broken")
    write_module("own/sound")
    taken = write_module("own/pricing")
    broken.replace("module.toml", "principle = 7", "principle = 9")
    broken.replace("deck.en.md", "We answer.", "<b>We</b>")

    catalogue = load_catalogue([shipped.folder.parent], own=[broken.folder.parent])

    assert [module.id for module in catalogue.modules] == ["pricing", "sound"]
    assert [refused.folder for refused in catalogue.refused] == ["broken", "pricing"]
    assert [fault.file for fault in catalogue.refused[0].faults] == [
        "broken/deck.en.md",
        "broken/module.toml",
    ]
    assert catalogue.refused[1].faults[0].what == (
        f"a module {taken.folder.name!r} exists already; rename the folder, and the id in it"
    )


def test_broken_shipped_modules_raise_with_the_faults_of_all(write_module):
    first, second = write_module("shipped/pricing"), write_module("shipped/privacy")
    first.replace("module.toml", "principle = 7", "principle = 9")
    second.replace("module.toml", "principle = 7", "principle = 9")

    with pytest.raises(ContentError) as caught:
        load_catalogue([first.folder.parent])

    assert [fault.file for fault in caught.value.faults] == ["pricing/module.toml", "privacy/module.toml"]


def test_a_module_in_two_languages_is_got_in_each_and_in_the_first_otherwise(write_module):
    small = write_module("shipped/pricing")
    for path in list(small.folder.glob("*.en.*")):
        path.with_name(path.name.replace(".en.", ".fr.")).write_text(path.read_text())

    catalogue = load_catalogue([small.folder.parent])

    assert [module.language for module in catalogue.modules] == ["en"]
    assert catalogue.languages("pricing") == ("en", "fr")
    assert catalogue.get("pricing", "fr").language == "fr"
    assert catalogue.get("pricing", "ru").language == "en"


def test_an_unknown_module_lists_the_known_ones(write_module):
    catalogue = load_catalogue([write_module("shipped/pricing").folder.parent])

    assert catalogue.find("pricings") is None
    with pytest.raises(UnknownModule, match="there is no module 'pricings'; the modules are: pricing"):
        catalogue.get("pricings")
