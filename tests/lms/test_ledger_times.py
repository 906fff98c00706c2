"""The time on a checkpoint: signed, never before the last, and named when it is not so."""

from contextlib import nullcontext
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from lms.errors import Conflict
from lms.institutions import service as institutions
from lms.ledger import service as ledger
from lms.ledger.canonical import write_moment
from lms.ledger.check import check_log
from lms.ledger.merkle import Tree, leaf_hash
from lms.ledger.models import LedgerCheckpoint
from lms.ledger.notes import TreeHead, read_time, sign_note, sign_time, write_head
from lms.workflows.sign_checkpoints import sign_grown
from tests.lms.test_ledger import SIGNER, VERIFIERS, Log


@pytest.fixture
def log(session: Session, now: datetime) -> Log:
    """A log with one entry: its institution."""
    return Log(session, now)


def load_tree(log: Log) -> Tree:
    """Return the tree of a log."""
    return Tree([leaf_hash(line.encode()) for line in log.lines()])


def put_in(log: Log, note: str, *, size: int) -> None:
    """Put a checkpoint into the tables, past what signs them."""
    values = {"institution_id": log.id, "size": size, "root": load_tree(log).root(size).hex(), "note": note}
    log.session.execute(insert(LedgerCheckpoint).values(**values, made_at=log.now))


def test_the_time_of_a_checkpoint_is_signed_and_never_before_the_last(log: Log) -> None:
    first = log.sign(later=2)
    log.add(1)
    # A request may read the clock first and come to the log second: a few minutes are no clock that went back.
    second = ledger.checkpoint(
        log.session, institution_id=log.id, signer=SIGNER, now=first.made_at - timedelta(minutes=2)
    )
    log.add(1)

    with pytest.raises(Conflict, match="Set the clock right"):
        log.sign(later=1)
    assert [read_time(one.note, VERIFIERS) for one in (first, second)] == [first.made_at] * 2
    assert log.faults() == []


def test_a_time_that_was_changed_or_taken_out_is_named(log: Log) -> None:
    first = log.sign(later=2)
    log.add(1)
    second = log.sign(later=3)
    log.unlock()
    line = second.note.splitlines(keepends=True)[-1]
    log.tamper("UPDATE ledger_checkpoint SET note = replace(note, :line, '') WHERE size = 2", line=line)
    log.session.execute(update(LedgerCheckpoint).where(LedgerCheckpoint.size == 1).values(made_at=log.now))

    kept, taken = log.faults()

    assert kept.startswith("checkpoint 1: it is kept as made at ")
    assert f"but {write_moment(first.made_at)} is signed" in kept
    assert taken == (
        "checkpoint 2: its time is not signed, though that of the checkpoint of 1 entries is: a line was taken out"
    )


def test_a_time_that_goes_back_is_named(log: Log) -> None:
    log.sign(later=2)
    log.add(1)
    text = sign_note(write_head(TreeHead("PeterNeumann/north", 2, load_tree(log).root(2))), SIGNER)
    put_in(log, sign_time(text, SIGNER, at=log.now), size=2)

    (fault,) = log.faults()

    assert fault.startswith(f"checkpoint 2: its time, {write_moment(log.now)}, is before that of the checkpoint of 1")


def test_checkpoints_from_before_times_were_signed_stay_valid(log: Log) -> None:
    text = sign_note(write_head(TreeHead("PeterNeumann/north", 1, load_tree(log).root(1))), SIGNER)
    put_in(log, text, size=1)
    log.add(1)
    log.sign(later=1)

    found = check_log(log.session, institution_id=log.id, verifiers=VERIFIERS)

    assert (found.faults, found.untimed) == ((), 1)


def test_one_clock_that_went_back_does_not_keep_other_ledgers_from_being_signed(log: Log) -> None:
    log.sign(later=5)
    log.add(1)
    profile = institutions.Profile("South Bank")
    south = institutions.create_institution(log.session, slug="south", profile=profile, now=log.now).id

    with pytest.raises(Conflict, match="Set the clock right"):
        sign_grown(lambda: nullcontext(log.session), signer=SIGNER, now=log.now)

    assert ledger.find_checkpoint(log.session, institution_id=south) is not None
