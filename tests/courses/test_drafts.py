"""A module that is being written."""

from courses.drafts import read_draft
from courses.resources import state_of, working_folders


def test_a_module_that_keeps_every_rule_is_ready(small):
    draft = read_draft(small.folder, language="en")

    assert draft.is_ready
    assert draft.module.title == "A small module"
    assert draft.stats.sections == 8


def test_a_module_with_a_broken_rule_can_be_read_and_is_not_ready(small):
    small.replace("words.en.toml", "Can see", "Sees")

    draft = read_draft(small.folder, language="en")

    assert [str(fault).partition(": ")[0] for fault in draft.faults] == ["small/words.en.toml:4"]
    assert draft.module is not None
    assert not draft.is_ready


def test_a_module_that_cannot_be_read_has_faults_alone(small):
    (small.folder / "deck.toml").unlink()

    draft = read_draft(small.folder, language="en")

    assert [str(fault).partition(": ")[0] for fault in draft.faults] == ["small/deck.toml"]
    assert (draft.module, draft.stats) == (None, None)


def test_the_state_of_a_folder_changes_with_its_files_alone(small):
    before = state_of(small.folder)
    assert state_of(small.folder) == before

    small.replace("words.en.toml", "Can see", "Can see well")

    assert state_of(small.folder) != before


def test_a_working_folder_shows_drafts_too(write_module, tmp_path):
    (write_module("work/one").folder / "draft").touch()
    write_module("work/two")
    (tmp_path / "work" / "papers").mkdir()

    assert [path.name for path in working_folders(tmp_path / "work")] == ["one", "two"]
