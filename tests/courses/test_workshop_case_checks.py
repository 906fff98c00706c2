"""One mistake a test in a copy of the workshop: what loading or the check says, with file, line and cure."""

import re
import shutil
from pathlib import Path

import pytest

from courses.resources import workshop_folder
from courses.workshop_checks import review

CASE = "cases/sandrel/case.toml"
FACTS = "cases/sandrel/facts.en.toml"
EXHIBITS = "cases/sandrel/exhibits.en.toml"
KEY = "cases/sandrel/key/key.toml"
KEY_WORDS = "cases/sandrel/key/key.en.toml"
VOICES = "cases/sandrel/exhibits/voices.en.csv"
KEY_VOICES = "cases/sandrel/key/voices.en.csv"
SANDREL = "cases/sandrel/exercises.en.md"
NOTE = "cases/sandrel/exhibits/client-interview.en.md"


class Copy:
    """A copy of the workshop, to be broken in one place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(workshop_folder(), folder)

    def replace(self, file: str, old: str, new: str, *, count: int = 1) -> int:
        """Replace a text; return the line of its first occurrence."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, count), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def faults(self) -> list[str]:
        return [str(fault) for fault in review(self.folder).faults]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "workshop")


# File, what stands there, what is put there, lines from the place to the fault, the fault.
CASES = [
    (CASE, 'number = 7\nid = "branches"', 'number = 8\nid = "branches"', -1, "'branches' has the number 8 in place 7;"),
    (CASE, 'id = "branches"\n', 'id = "clients"\n', None, "the id 'clients' stands twice;"),
    (
        CASE,
        'id = "branches"\nexhibits = ["branch-list"]',
        'id = "branches"\nexhibits = ["branch-book"]',
        -2,
        "'branches' cites the exhibit 'branch-book', which does not exist;",
    ),
    (
        CASE,
        'value = "18"\nsubject = "branches"',
        'value = "18"\nsubject = "houses"',
        None,
        "'branches' speaks of the subject 'houses', which does not exist;",
    ),
    (CASE, 'value = "18"', 'value = "about 18"', None, "'branches': 'about 18' is no number;"),
    (CASE, 'value = "2019-06-14"', 'value = "14 June"', None, "'policy-date': '14 June' is no date;"),
    (CASE, 'value = "18"', 'value = "19"', None, "F7 has the value 19, which its words do not say;"),
    (CASE, 'kind = "percent"\nvalue = "63"', 'kind = "share"\nvalue = "63"', 0, "'share' is not known here;"),
    (CASE, "\ninvented = true", "\ninvented = false", 1, "a case is of an invented institution"),
    (CASE, 'category = "reason"', 'category = "cause"', None, "names the column 'cause', which does not exist;"),
    (CASE, 'depth = "full"', 'depth = "short"', None, "no full case in en;"),
    (
        FACTS,
        '[subjects.closed-branches]\naliases = ["branches closed"',
        '[subjects.closed-branches]\naliases = ["Branches"',
        0,
        "the alias 'Branches' gives 18 and 2; make it longer for 'closed-branches'",
    ),
    (FACTS, 'cues = ["licen*|permit"]', 'cues = ["!permit"]', None, "the cue '!permit' names no word that must stand"),
    (
        FACTS,
        '[subjects.mission]\naliases = ["mission"]',
        '[subjects.mission]\naliases = ["mission"]\ncues = ["dignity"]',
        0,
        "'mission' has cues and no number;",
    ),
    (
        FACTS,
        "[facts.association]\n",
        '[facts.association]\ncontraries = ["calls !no"]\n',
        None,
        "the contrary 'calls !no' has fewer than two words that must be said;",
    ),
    (FACTS, "[facts.branches]\n", "[facts.houses]\n", 0, "'houses' has no entry in case.toml;"),
    (FACTS, "Sandrel has 18 branches.", "TODO 18", None, "a leftover, 'TODO',"),
    (FACTS, "Sandrel has 18 branches.", "Like Ujjivan it has 18.", None, "a real institution, 'Ujjivan',"),
    (FACTS, "Sandrel has 18 branches.", "18, see E77.", None, "E77 in '18, see E77.' does not exist"),
    (EXHIBITS, 'opened = "Opened"\n', "", None, "'opened' has no words in exhibits.en.toml;"),
    (VOICES, "voice,collected,", "voice,heard,", 0, "the first line must name the columns of case.toml:"),
    (VOICES, "Please open one hour", "Please {name} open one hour", 0, "a leftover, '{',"),
    (VOICES, "60,2026-03-20,interview,", "60,2026-03-20,", 0, "7 cells under 8 columns;"),
    (VOICES, "2,2026-03-02,", "2,soon,", 0, "collected: 'soon' is no date;"),
    (VOICES, ",question,terms\n", ",,\n", None, "29 voices are sorted; sort 30,"),
    (NOTE, "# Interview with a client", "# A client", 0, "the title is not that of exhibits.en.toml"),
    (NOTE, "Six years.", "Six {hotline} years.", 0, "the placeholder {hotline}"),
    (NOTE, "Six years.", "Six [years](term:year).", 0, "a link to term:year;"),
    (NOTE, "Six years.", "A planted sentence.", None, "'planted' in"),
    (KEY, '"exhibit:branch-list"', '"exhibit:branches"', None, "points at exhibit:branches, which does not exist;"),
    (KEY, 'holds = ["exhibit:branch-list"]', 'holds = ["fact:women"]', -4, "fact:women holds, but is not in places;"),
    (KEY, 'claimed = "20"', 'claimed = "18"', None, "claims 18 for 'branches', which is what the facts say;"),
    (KEY, 'subject = "branches"', 'subject = "houses"', None, "is about the subject 'houses', which does not exist;"),
    (KEY, 'claimed = "20"\n', "", None, "has one of subject and claimed;"),
    (KEY, "number = 2\n", "number = 3\n", -1, "has the number 3 in place 2;"),
    (KEY, "entries = [8]", "entries = [80]", -2, "points at row 80 of the register, which does not exist;"),
    (KEY_WORDS, '"Twenty branches.", ', "", None, "has 3 places and 2 sentences;"),
    (KEY_WORDS, "[contradictions.bonus]", "[contradictions.premium]", 0, "'premium' has no entry in key/key.toml;"),
    (KEY_VOICES, "1,complaint,mistake,", "1,grumble,mistake,", 0, "not a number, a sort and a type that are known;"),
    (KEY_VOICES, "2,complaint,conduct,", "3,complaint,conduct,", None, "60 voices here and 60 in exhibit E2;"),
    ("workshop.toml", "minutes = 45", "minutes = 50", None, "'day-one' has 515 minutes from 08:30 to 17:00,"),
    ("workshop.toml", "minimum = 25", "minimum = 90", -4, "has a minimum of 90 of 45 minutes;"),
    (
        "workshop.toml",
        'minimum = 10\npriority = "must"',
        'minimum = 10\npriority = "could"',
        None,
        "it is never left out",
    ),
    ("workshop.toml", "breakout = [2, 3]", "breakout = [3, 9]", None, "has 4 steps in a webinar;"),
    ("workshop.toml", "of = 3", "of = 4", None, "sittings of mode webinar"),
    ("workshop.toml", 'ends = "17:00"', 'ends = "25:00"', 0, "must be a time in quotes,"),
    ("workshop.toml", 'exercise = "triage"', 'exercise = "trial"', -6, "names the exercise 'trial', which does not"),
    ("workshop.toml", "room = [3, 7, 10, 10]", "room = [3, 7, 10]", None, "4 steps here and 3 times in workshop.toml;"),
    ("workshop.toml", "room = [3, 7, 10, 10]", "room = [3, 7, 10, 9]", None, "has 30 minutes and its steps 29;"),
    ("workshop.toml", "parts = [3, 4]", "parts = [3]", None, "part 4, 'root-causes', stands in 0 sections;"),
    ("workshop.toml", "parts = [3, 4]", "parts = [3, 4, 19]", -2, "'diagnosis' names part 19, which does not exist;"),
    ("workshop.toml", "number = 18\n", "number = 20\n", None, "the parts are not numbered 1 to 18;"),
    ("workshop.toml", "{ least = 150, most = 300 }", "{ least = 300, most = 150 }", -4, "300 to 150 words;"),
    ("workshop.toml", 'standard = "7.1"\nlimb', 'standard = "7.9"\nlimb', -2, "7.9 is no standard of version 1.0;"),
    ("workshop.toml", 'limb = "d"', 'limb = "e"', -3, "names the limb 'e';"),
    ("workshop.en.toml", '  "States opinions;', '  "", "States opinions;', None, "is empty; write the words"),
    (EXHIBITS, '"Trouble in the group" =', '"Trouble in the band" =', 0, "'Trouble in the band' stands in no row of"),
    (FACTS, 'season-share = ["season loan",', 'season = ["season loan",', 0, "'season' is no subject with a number;"),
    ("exercises.en.md", "### Debrief {#debrief}", "### Talk {#talk}", 0, "{#talk} is not known"),
    (SANDREL, "Exhibits E1 and E8", "Exhibits E1 and E88", None, "E88 in 'Exhibits E1 and E88,"),
    ("sections.en.md", "## Objectives {#objectives}", "## Objectives {#aims}", 0, "has no entry in workshop.toml;"),
    ("example.en.md", "## Diagnosis {#diagnosis}", "## Findings {#findings}", 0, "has a section 'findings',"),
    ("example.en.md", "{#brief}", "{#given}", None, "no `## … {#brief}`;"),
    ("key/key.toml", 'criterion = "access"', 'criterion = "charm"', None, "the rubric has diagnosis, completeness,"),
    ("key/exercises.en.md", "{#triage}", "{#sorting}", 0, "the heading {#sorting} has no entry in workshop.toml;"),
]


@pytest.mark.parametrize(("file", "old", "new", "offset", "fault"), CASES)
def test_a_mistake_is_named_with_its_place_and_its_cure(copy, file, old, new, offset, fault):
    line = copy.replace(file, old, new)

    faults = copy.faults()

    found = [one for one in faults if fault in one]
    assert found, faults
    assert all(one.startswith("workshop/") for one in faults)
    assert re.search(r"; |must |: one ", found[0]), "a fault says its cure"
    if offset is not None:
        stem = file.split("/")[-1]
        assert any(f"{stem}:{line + offset}: " in one for one in found), (line + offset, found)


def test_a_full_case_has_sixty_facts(copy):
    path = copy.folder / CASE
    path.write_text(path.read_text().replace('depth = "full"', 'depth = "short"'))
    other = copy.folder / "cases/quellmar/case.toml"
    other.write_text(other.read_text().replace('depth = "short"', 'depth = "full"'))
    assert not any("facts; a full case" in one for one in copy.faults())

    for file, head in (("case.toml", "\n[[facts]]\nnumber = "), ("facts.en.toml", "\n[facts.")):
        path = other.parent / file
        path.write_text(head.join(path.read_text().split(head)[:-1]))
    copy.replace("cases/quellmar/case.toml", '\n[[subjects]]\nid = "rule-on-manager"\n', "")
    copy.replace(
        "cases/quellmar/facts.en.toml",
        '\n[subjects.rule-on-manager]\naliases = ["complaint about a branch manager"]\n',
        "",
    )

    assert any("59 facts; a full case has 60 or more" in one for one in copy.faults())


def test_a_sentence_of_the_key_in_what_trainees_read_is_found(copy):
    copy.replace(
        NOTE, "Six years.", "The list is counted and dated; the director still counts the two that the flood took."
    )

    assert [one.split("; take")[0] for one in copy.faults()] == [
        "workshop/cases/sandrel/exhibits/client-interview.en.md:1: a sentence of the key, "
        f"{sentence!r}, stands in what trainees read"
        for sentence in ("The list is counted and dated;", "the director still counts the two that the flood took.")
    ]


def test_a_sentence_of_the_answers_in_an_exercise_is_found(copy):
    answer = "To the director: show her the nine lines, not the conclusion."
    line = copy.replace(SANDREL, "Nine entries, one page.", answer)

    (fault,) = copy.faults()

    place = line - 4
    assert fault.startswith(
        f"workshop/cases/sandrel/exercises.en.md:{place}: a sentence of the key, 'show her the nine lines"
    )


def test_a_missing_file_is_named(copy):
    (copy.folder / "cases/sandrel/exhibits/budget.en.csv").unlink()
    (copy.folder / "sections.en.md").unlink()

    faults = copy.faults()

    assert len(faults) == 2
    assert any("sandrel/exhibits/budget.en.csv: is missing;" in one for one in faults)
    assert any("workshop/sections.en.md: is missing;" in one for one in faults)


def test_all_mistakes_are_told_at_once(copy):
    branches = copy.replace(FACTS, "Sandrel has 18 branches.", "Sandrel has many branches.") - 1
    capital = copy.replace(FACTS, "Port Sarel, the capital", "Port Sarel, TBD, the capital") - 1
    copy.replace("workshop.toml", "minutes = 45", "minutes = 50")

    faults = copy.faults()

    assert [one.split(": ")[0] for one in faults] == [
        f"workshop/cases/sandrel/facts.en.toml:{capital}",
        f"workshop/cases/sandrel/facts.en.toml:{branches}",
        "workshop/workshop.toml:335",
    ]
