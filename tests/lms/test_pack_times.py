"""What packs say of time and of who signed: the faults that need another pack, and what is told beside faults."""

from datetime import timedelta

import pytest

from lms.ledger.kinds import Kind
from lms.ledger.merkle import Tree
from lms.ledger.notes import TreeHead, sign_note, write_head
from lms.ledger.packs.findings import Findings, Part
from lms.ledger.packs.verify import verify
from lms.ledger.replay.fold import STEPS
from lms.ledger.replay.shapes import SHAPES, misfit
from tests.broken_packs import signed_again, with_file
from tests.packs import BEGAN, OTHER_SIGNER, SIGNER, Log, full_log, pack_of, sample_pack


def told(found: Findings) -> str:
    """Return what is told beside faults, of which there must be none."""
    assert found.faults == ()
    return " ".join(found.notes)


def test_the_time_of_the_checkpoint_is_told_with_whether_it_is_signed() -> None:
    log = full_log()
    log.signed = {size: untimed(log, size) for size in log.signed}

    before, since = verify(pack_of(log)), verify(sample_pack())

    assert "(time not signed)" in dict(before.facts)["As known at"]
    assert "is not signed" in told(before)
    assert "(time signed)" in dict(since.facts)["As known at"]
    assert "is not signed" not in told(since)


def test_checkpoints_from_before_times_were_signed_may_stand_before_one_with_a_time() -> None:
    log = full_log()
    first, second, _ = sorted(log.signed)
    log.signed |= {first: untimed(log, first), second: untimed(log, second)}

    assert verify(pack_of(log)).is_sound


def test_a_day_after_the_checkpoint_is_told() -> None:
    assert "It speaks of 2026-03-01, as known on 2026-01-05" in told(verify(pack_of(full_log(), as_of="2026-03-01")))
    assert "It speaks of" not in told(verify(pack_of(full_log(), as_of="2026-01-05")))


def test_entries_that_say_they_are_older_than_the_checkpoint_before_them_are_told() -> None:
    log = full_log()
    log.checkpoint(at=BEGAN + timedelta(days=3))
    log.add(Kind.BRANCH, {"branch": 3, "name": "Third"})
    log.checkpoint(at=BEGAN + timedelta(days=4))

    assert "than the checkpoint before them, or later than the one over them: 1, the first is entry 46." in told(
        verify(pack_of(log))
    )


def test_another_page_in_the_pack_is_told() -> None:
    pack = signed_again(with_file("verify.html", b"<!doctype html><p>Everything holds"))

    assert "verify.html is not the page" in told(verify(pack, trusted=[SIGNER.verifier]))


def test_who_goes_on_with_a_history_under_a_key_of_his_own_is_found_by_the_older_pack() -> None:
    log = full_log()
    log.add(Kind.BRANCH, {"branch": 3, "name": "Third"})
    log.signed = {}
    log.checkpoint(OTHER_SIGNER)

    found = verify(pack_of(log, signer=OTHER_SIGNER), older=sample_pack())

    assert [(fault.part, fault.file) for fault in found.faults] == [(Part.AGAINST, "key.txt")]
    assert SIGNER.verifier.fingerprint in found.faults[0].text


def test_a_pack_of_the_same_name_from_another_installation_is_no_beginning() -> None:
    log = full_log(title="Another Valley")
    log.signed = {}
    log.checkpoint(OTHER_SIGNER)

    found = verify(sample_pack(), older=pack_of(log, signer=OTHER_SIGNER))

    assert [(fault.part, fault.file) for fault in found.faults] == [(Part.AGAINST, "ledger/entries.jsonl")]


def test_a_key_that_was_changed_since_the_older_pack_is_told() -> None:
    log = full_log()
    log.add(Kind.BRANCH, {"branch": 3, "name": "Third"})
    log.checkpoint(OTHER_SIGNER)
    both = f"{OTHER_SIGNER.verifier}\n{SIGNER.verifier}\n".encode()
    pack = signed_again(with_file("key.txt", both, pack=pack_of(log, signer=OTHER_SIGNER)), signer=OTHER_SIGNER)

    assert "by another key than the older pack" in told(verify(pack, older=sample_pack()))


def test_every_kind_that_is_read_says_what_stands_in_it() -> None:
    assert set(SHAPES) == set(STEPS)
    with pytest.raises(KeyError, match="person"):
        misfit(Kind.PERSON, {})
    assert misfit(Kind.PERSON, {"person": None}) == "person"
    assert misfit(Kind.TENURES, {"person": "a", "tenures": [["field", 1, "2026-01-01"]]}) == "tenures"


def untimed(log: Log, size: int) -> str:
    """Return a checkpoint as it was before times were signed."""
    head = TreeHead(f"{SIGNER.verifier.name}/{log.name}", size, Tree(log.leaves).root(size))
    return sign_note(write_head(head), SIGNER)
