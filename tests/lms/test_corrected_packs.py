"""Packs of a log with corrected keys: sound, counted right, and no key in them."""

from lms.ledger.packs.verify import verify
from lms.ledger.replay.figures import coverage_on
from lms.ledger.replay.fold import replay
from tests.broken_packs import members_of
from tests.corrected_log import corrected_log, corrected_pack
from tests.packs import key_of


def test_a_pack_of_it_is_sound_and_names_nothing_as_unknown():
    found = verify(corrected_pack())

    assert found.is_sound, [str(one) for one in found.faults]
    assert replay(corrected_log().lines).unknown == {}


def test_what_was_taken_back_was_never_done_and_what_came_back_was():
    state = replay(corrected_log().lines)

    made = coverage_on(state, "2026-01-31", ("transparency", "privacy"))

    person = next(row for row in made.people if row.person == key_of(1))
    assert [cell.is_done for cell in person.cells] == [False, True]
    assert [cell.completed_on for cell in person.cells] == [None, "2026-01-06"]
    assert {one.id: one.is_undone for one in state.corrections.values()} == {
        "correction-901": False,
        "correction-902": True,
    }


def test_no_key_stands_in_a_pack():
    files = members_of(corrected_pack())

    assert [path for path, content in files.items() if b'{\\"choice\\"' in content or b'{"choice"' in content] == []
