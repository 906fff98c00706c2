"""The tools library: what ships keeps its rules, what is looked for is found, and each mistake is named."""

import re
import shutil
from pathlib import Path

import pytest

from courses.case_key_loader import load_workshop_key
from courses.errors import ContentError
from courses.resources import workshop_folder
from courses.tools import Reader, ToolKind, ToolSearch, find_tools, tools_for
from courses.workshop_checks import check_workshop
from courses.workshop_loader import load_workshop, load_workshop_with_lines


@pytest.fixture(scope="module")
def tools():
    return load_workshop(workshop_folder()).tools


def found(tools, **asked):
    return [tool.number for tool in find_tools(tools, ToolSearch(**asked))]


def test_the_library_has_its_tools_by_number_and_guesses_nothing(tools):
    assert [tool.number for tool in tools] == list(range(1, 66))
    leaflet = next(tool for tool in tools if tool.id == "opportunity-serbia-leaflet")
    assert (leaflet.label, leaflet.languages, leaflet.year) == ("T55", (), None)
    assert all(tool.sources for tool in tools)


def test_words_are_found_in_title_and_text_and_a_label_is_one_tool(tools):
    assert found(tools, words="COMPLAINTS spreadsheet") == [52, 58]
    assert found(tools, words="t54") == [54]
    assert found(tools, words="zebra") == []


def test_what_was_made_for_a_principle_stands_before_what_serves_all(tools):
    numbers = found(tools, principle="7")

    assert numbers[:9] == [51, 52, 53, 54, 55, 56, 57, 58, 41]
    assert 1 in numbers[9:]
    assert 22 not in numbers


def test_choices_are_all_kept_at_once(tools):
    assert found(tools, kind=ToolKind.EXAMPLE, language="ar") == [54]
    assert found(tools, kind=ToolKind.EXAMPLE, language="es", principle="2") == [35]
    assert found(tools, reader=Reader.REGULATORS, kind=ToolKind.TECHNICAL) == [62, 65]


def test_the_editor_offers_every_tool_and_those_of_its_principle_first(tools):
    offered = [tool.number for tool in tools_for(tools, 7)]

    assert offered[:9] == [51, 52, 53, 54, 55, 56, 57, 58, 41]
    assert sorted(offered) == [tool.number for tool in tools]


STRUCTURE, WORDS = "tools.toml", "tools.en.toml"
SECOND = 'number = 2\nid = "gap-recommendations"\nkind = "planning-guide"\nprinciples = [1, 2, 3, 4, 5, 6, 7]'
# File, what stands there, what is put there, lines from the place to the fault, the fault.
MISTAKES = [
    (STRUCTURE, "number = 2\n", "number = 1\n", -1, "'gap-recommendations' has the number 1 after 1;"),
    (STRUCTURE, 'id = "gap-recommendations"', 'id = "smart-operations"', None, "'smart-operations' stands twice;"),
    (STRUCTURE, SECOND, SECOND.replace("7]", "8]"), None, "must be a whole number from 1 to 7"),
    (STRUCTURE, SECOND, SECOND.replace("planning-guide", "leaflet"), 2, "'leaflet' is not known here;"),
    (STRUCTURE, SECOND, SECOND.replace("[1, 2, ", "[2, 1, "), -1, "names its principles out of order or twice;"),
    (STRUCTURE, 'readers = ["networks"]', 'readers = ["friends"]', 0, "'friends' is not known here;"),
    (STRUCTURE, 'readers = ["networks"]', 'readers = ["networks", "everybody"]', -5, "for everybody and for others;"),
    (STRUCTURE, 'unsure = ["es"]', 'unsure = ["en"]', None, "has the language 'en' as known and as unsure;"),
    (STRUCTURE, 'languages = ["ar"', 'languages = ["Arabic"', 0, "'Arabic' is not an id; use two letters"),
    (STRUCTURE, "year = 2016", "year = 216", 0, "must be a year from 1990"),
    (STRUCTURE, 'status = "supported"', 'status = "reconstructed"', 0, "'reconstructed' is not known here;"),
    (STRUCTURE, 'sources = ["S-CGAP"]', 'sources = ["S-CGAB"]', None, "names the source 'S-CGAB', which is not"),
    (STRUCTURE, 'sources = ["S-CGAP"]', 'sources = ["S28"]', None, "no tool names the source 'S-CGAP';"),
    (WORDS, "[tools.smart-operations]", "[tools.smart-works]", 0, "'smart-works' has no entry in tools.toml;"),
    (WORDS, "[tools.smart-operations]", "[tools.smart-works]", None, "'smart-operations' has no words in tools.en"),
    (WORDS, 'title = "Smart Operations"', 'title = "CPP Training Series"', -1, "has the title of 'training-series';"),
    (WORDS, "Ten assessments.", "Ten assessments. " * 20, -2, "a text of 339 letters; say it in 200"),
]


@pytest.mark.parametrize(("file", "old", "new", "below", "fault"), MISTAKES)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, file, old, new, below, fault):
    folder = tmp_path / "workshop"
    shutil.copytree(workshop_folder(), folder, ignore=shutil.ignore_patterns("cases"))
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        loaded = load_workshop_with_lines(folder)
        faults = check_workshop(loaded, load_workshop_key(folder, workshop=loaded.workshop))
    except ContentError as error:
        faults = error.faults

    named = [str(one) for one in faults if fault in one.what]
    assert named, [str(one) for one in faults]
    if below is not None:
        line = text[: text.index(old)].count("\n") + 1 + below
        assert any(re.match(rf"workshop/{re.escape(file)}:{line}:", one) for one in named), named
