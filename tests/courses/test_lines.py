"""Finding the line of an entry in a TOML text."""

from courses.lines import Lines, toml_lines

TEXT = '''title = "x"  # 1
[[slides]]
id = "agenda"
minutes = 3
[slides.chart]
kind = "bar"
[[slides]]
minutes = 4
id = "close"
[objectives]
see.text = "a"
note = """
[not.a.table]
key = 1
"""
[standards."7.1"]
title = "b"
'''


def test_tables_and_keys_are_found_by_index_and_by_id():
    lines = toml_lines(TEXT)

    assert lines[("title",)] == 1
    assert lines[("slides", "0")] == lines[("slides", "agenda")] == 2
    assert lines[("slides", "agenda", "chart", "kind")] == 6
    assert lines[("slides", "1", "minutes")] == lines[("slides", "close", "minutes")] == 8
    assert lines[("objectives", "see", "text")] == 11
    assert lines[("standards", "7.1", "title")] == 17


def test_what_stands_inside_a_long_text_is_no_entry():
    assert ("not", "a", "table") not in toml_lines(TEXT)
    assert ("objectives", "key") not in toml_lines(TEXT)


def test_the_nearest_known_entry_gives_the_place():
    lines = Lines(folder="m", headings={"a.md": {("one",): 3}}, structures={"deck.toml": TEXT})

    assert str(lines.at("deck.toml", "slides", "agenda", "unknown").fault("x")) == "m/deck.toml:2: x"
    assert str(lines.at("a.md", "one", "field").fault("x")) == "m/a.md:3: x"
    assert str(lines.at("b.md", "one").fault("x")) == "m/b.md: x"
