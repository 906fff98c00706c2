"""The log of an institution: what is written comes back, in one order, and any tampering is found and named."""

import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from lms.db.engine import WRITES
from lms.errors import Invalid, NotFound
from lms.institutions import service as institutions
from lms.ledger import service as ledger
from lms.ledger.canonical import NotCanonical, read, write
from lms.ledger.check import check
from lms.ledger.entries import read_line
from lms.ledger.keys import read_signer
from lms.ledger.kinds import Kind
from lms.ledger.merkle import Tree, is_consistent, leaf_hash
from lms.ledger.notes import open_note, read_head
from lms.ledger.service import Record

SIGNER = read_signer("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
VERIFIERS = (SIGNER.verifier,)
SIZE = 12
TRIGGERS = {
    "sqlite": [
        f"DROP TRIGGER {table}_no_{event}"
        for table in ("ledger_entry", "ledger_checkpoint")
        for event in ("update", "delete", "replace")
    ],
    "postgresql": [f"DROP TRIGGER {table}_is_added_only ON {table}" for table in ("ledger_entry", "ledger_checkpoint")],
}


class Log:
    """The log of an institution, with a way round what guards it."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session = session
        self.now = now
        profile = institutions.Profile("North Bank")
        self.id = institutions.create_institution(session, slug="north", profile=profile, now=now).id

    def add(self, count: int = 1, *, person: str = "a") -> int:
        records = [
            Record(Kind.TENURES, {"person": person, "tenures": [["field", n, "2025-01-01", None]]})
            for n in range(count)
        ]
        return ledger.append(self.session, institution_id=self.id, records=records, now=self.now)

    def sign(self, *, later: int = 0) -> ledger.Checkpoint:
        moment = self.now + timedelta(hours=later)
        return ledger.checkpoint(self.session, institution_id=self.id, signer=SIGNER, now=moment)

    def lines(self) -> list[str]:
        return [entry.line for entry in ledger.list_entries(self.session, institution_id=self.id)]

    def faults(self) -> list[str]:
        return [str(fault) for fault in check(self.session, institution_id=self.id, verifiers=VERIFIERS)]

    def unlock(self) -> None:
        for statement in TRIGGERS[self.session.get_bind().dialect.name]:
            self.session.execute(text(statement))

    def tamper(self, statement: str, **values: object) -> None:
        self.session.execute(text(statement), values)


@pytest.fixture
def log(session: Session, now: datetime) -> Log:
    """A log with one entry: its institution."""
    return Log(session, now)


def test_canonical_json_has_one_way_to_write_a_value() -> None:
    value = {"b": [1, None, True], "a": "Zoë “ü”\n", "c": {"y": -5, "x": ""}}

    assert write(value) == '{"a":"Zoë “ü”\\n","b":[1,null,true],"c":{"x":"","y":-5}}'.encode()
    assert read(write(value)) == value


@pytest.mark.parametrize("value", [1.5, {"é": 1}, 2**53, [{"a": b""}], {1: 2}, "\ud800"])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        write(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("line", [b'{"a": 1}', b'{"b":1,"a":1}', b'{"a":1,"a":1}', b"1.0", b'"\\u00e9"', b"{", b"\xff"])
def test_what_is_written_otherwise_is_not_read(line: bytes) -> None:
    with pytest.raises(NotCanonical):
        read(line)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="ascii")), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_canonical_json_comes_back_as_it_was(value: object) -> None:
    assert read(write(value)) == value  # type: ignore[arg-type]


def test_an_entry_is_one_line_that_follows_the_one_before(log: Log) -> None:
    log.add(1)

    first, second = (json.loads(line) for line in log.lines())

    assert first == {
        "at": "2026-03-02T09:30:00Z",
        "body": {"is_invented": False, "language": "en", "name": "North Bank", "zone": "UTC"},
        "kind": "institution",
        "log": "north",
        "previous": "0" * 64,
        "seq": 0,
        "v": 1,
    }
    assert second["previous"] == leaf_hash(log.lines()[0].encode()).hex()
    assert second["seq"] == 1


def test_a_private_part_stands_outside_the_chain_and_can_be_forgotten(log: Log) -> None:
    member = institutions.add_member(
        log.session, institution_id=log.id, staff_code="7", name="Amina Diallo", now=log.now
    )
    entry = read_line(log.lines()[-1].encode())
    opening = ledger.list_openings(log.session, institution_id=log.id)[entry.private]

    assert "Amina" not in "".join(log.lines())
    assert json.loads(opening.payload) == {"name": "Amina Diallo", "name_other": "", "staff_code": "7"}
    assert log.faults() == []

    records = (Record(Kind.ERASED, {"person": entry.body["person"]}),)
    ledger.append(log.session, institution_id=log.id, records=records, now=log.now)

    assert log.faults() == ["entry 1: its private part is still there, though the person was erased"]
    assert ledger.forget(log.session, institution_id=log.id, member_id=member.id) == 1
    assert ledger.list_openings(log.session, institution_id=log.id) == {}
    assert log.faults() == []


def test_a_private_part_that_was_changed_lost_or_put_in_is_named(log: Log) -> None:
    for code in ("7", "8"):
        institutions.add_member(log.session, institution_id=log.id, staff_code=code, name="Amina", now=log.now)
    commitments = [read_line(line.encode()).private for line in log.lines()]
    log.tamper("UPDATE ledger_private SET payload = '{}' WHERE commitment = :key", key=commitments[1])
    log.tamper("DELETE FROM ledger_private WHERE commitment = :key", key=commitments[2])
    log.tamper(
        "INSERT INTO ledger_private (commitment, institution_id, salt, payload) VALUES ('ab', :id, '00', '{}')",
        id=log.id,
    )

    assert log.faults() == [
        "entry 1: its private part was changed",
        "entry 2: its private part is missing, and nobody was erased",
        "private part ab: it belongs to no entry",
    ]


def test_two_equal_private_parts_have_different_commitments(log: Log) -> None:
    records = [Record(Kind.PERSON, {"person": "a"}, private={"name": "A"})] * 2
    ledger.append(log.session, institution_id=log.id, records=records, now=log.now)

    first, second = (read_line(line.encode()).private for line in log.lines()[1:])
    assert first != second


def test_a_checkpoint_is_signed_only_when_something_was_added(log: Log) -> None:
    first = log.sign()
    again = log.sign(later=1)
    log.add(3)
    third = log.sign(later=2)

    assert again == first
    assert (first.size, third.size) == (1, 4)
    head = read_head(open_note(third.note, VERIFIERS))
    assert (head.origin, head.size) == ("PeterNeumann/north", 4)
    assert head.root == Tree([leaf_hash(line.encode()) for line in log.lines()]).root(4)
    assert ledger.find_checkpoint(log.session, institution_id=log.id) == third
    assert ledger.find_checkpoint(log.session, institution_id=log.id, at=log.now + timedelta(hours=1)) == first
    assert ledger.find_checkpoint(log.session, institution_id=log.id, at=log.now - timedelta(hours=1)) is None


def test_two_checkpoints_are_proved_to_be_of_one_log(log: Log) -> None:
    log.add(4)
    old = log.sign()
    log.add(6)
    new = log.sign()

    proof = ledger.prove(log.session, institution_id=log.id, old=old.size, new=new.size)

    roots = {"old_root": bytes.fromhex(old.root), "new_root": bytes.fromhex(new.root)}
    assert is_consistent(old.size, new.size, proof=proof, **roots)


def test_a_proof_is_asked_of_sizes_there_were(log: Log) -> None:
    with pytest.raises(Invalid, match="1 entries"):
        ledger.prove(log.session, institution_id=log.id, old=0, new=2)
    log.add(1)
    with pytest.raises(Invalid, match="smaller size first"):
        ledger.prove(log.session, institution_id=log.id, old=2, new=1)
    with pytest.raises(NotFound, match="no ledger"):
        ledger.prove(log.session, institution_id=log.id + 1, old=0, new=0)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET line = line",
        "UPDATE ledger_entry SET seq = seq + 100",
        "DELETE FROM ledger_entry",
        "DELETE FROM ledger_entry WHERE seq = 0",
        "UPDATE ledger_checkpoint SET made_at = made_at",
        "DELETE FROM ledger_checkpoint",
    ],
)
def test_the_database_refuses_to_change_or_remove(log: Log, statement: str) -> None:
    log.sign()
    log.session.commit()

    with pytest.raises(DatabaseError, match="only added, never changed or removed"):
        log.session.execute(text(statement))
    log.session.rollback()
    assert log.faults() == []


def test_the_database_refuses_to_replace_or_empty(log: Log) -> None:
    log.sign()
    log.session.commit()
    if log.session.get_bind().dialect.name == "sqlite":
        tables = ("ledger_entry", "ledger_checkpoint")
        statements = [f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}" for table in tables]
    else:
        statements = ["TRUNCATE ledger_entry", "TRUNCATE ledger_checkpoint", "TRUNCATE institution CASCADE"]

    for statement in statements:
        with pytest.raises(DatabaseError, match="only added, never changed or removed"):
            log.session.execute(text(statement))
        log.session.rollback()


CHANGED = {
    "line": "UPDATE ledger_entry SET line = :to WHERE seq = :seq",
    "hash": "UPDATE ledger_entry SET hash = :to WHERE seq = :seq",
    "kind": "UPDATE ledger_entry SET kind = :to WHERE seq = :seq",
}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_flipped_bit_of_an_entry_is_found_and_named(log: Log, data: st.DataObject) -> None:
    log.session.rollback()
    log.__init__(log.session, log.now)  # type: ignore[misc]
    log.add(SIZE - 1)
    log.sign()
    log.unlock()
    seq = data.draw(st.integers(0, SIZE - 1))
    column = data.draw(st.sampled_from(sorted(CHANGED)))
    held = str(
        log.session.execute(text(f"SELECT {column} FROM ledger_entry WHERE seq = :seq"), {"seq": seq}).scalar_one()
    )
    place = data.draw(st.integers(0, len(held) - 1))
    bit = data.draw(st.integers(0, 6))
    flipped = held[:place] + chr((ord(held[place]) ^ (1 << bit)) or 1) + held[place + 1 :]

    log.tamper(CHANGED[column], to=flipped, seq=seq)

    assert any(fault.startswith(f"entry {seq}:") for fault in log.faults())


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_row_taken_out_swapped_or_put_in_is_found_and_named(log: Log, data: st.DataObject) -> None:
    log.session.rollback()
    log.__init__(log.session, log.now)  # type: ignore[misc]
    log.add(SIZE - 1)
    log.sign()
    log.unlock()
    seq = data.draw(st.integers(0, SIZE - 1))
    what = data.draw(st.sampled_from(["drop", "swap", "insert", "append"]))
    if what == "drop":
        log.tamper("DELETE FROM ledger_entry WHERE seq = :seq", seq=seq)
        named = {seq}
    elif what == "swap":
        other = data.draw(st.integers(0, SIZE - 1).filter(lambda found: found != seq))
        for old, new in ((seq, 99), (other, seq), (99, other)):
            log.tamper("UPDATE ledger_entry SET seq = :new WHERE seq = :old", old=old, new=new)
        named = {seq, other}
    else:
        at = seq if what == "insert" else SIZE
        for old in range(SIZE - 1, at - 1, -1):
            log.tamper("UPDATE ledger_entry SET seq = :new WHERE seq = :old", old=old, new=old + 1)
        log.tamper(
            "INSERT INTO ledger_entry SELECT institution_id, :at, kind, line, hash, recorded_at FROM ledger_entry"
            " WHERE seq = :source",
            at=at,
            source=SIZE if what == "insert" and at != SIZE else 0,
        )
        named = {at}

    faults = log.faults()

    for number in named:
        assert any(fault.startswith(f"entry {number}:") for fault in faults)


def test_an_entry_rewritten_with_its_hash_is_named_by_the_one_that_follows(log: Log) -> None:
    log.add(5)
    log.unlock()
    line = log.lines()[3].replace("field", "board")
    log.tamper(
        "UPDATE ledger_entry SET line = :line, hash = :hash WHERE seq = 3",
        line=line,
        hash=leaf_hash(line.encode()).hex(),
    )

    assert log.faults() == ["entry 3: entry 4 was written after another one: entry 3 or entry 4 was replaced"]


def test_a_log_rewritten_whole_is_found_by_the_checkpoint_that_was_signed_before(log: Log) -> None:
    log.add(2)
    log.sign()
    log.add(3)
    log.sign()
    lines = [json.loads(line) for line in log.lines()]
    log.unlock()
    for table in ("ledger_entry", "ledger_log"):
        log.tamper(f"DELETE FROM {table}")
    records = [Record(Kind(line["kind"]), line["body"]) for line in lines]
    records[4] = Record(Kind.TENURES, {"person": "another", "tenures": []})
    ledger.append(log.session, institution_id=log.id, records=records, now=log.now)

    assert log.faults() == [
        "checkpoint 6: the entries before 6 are not those it was signed over: one was changed after that"
    ]


def test_what_was_cut_off_at_the_end_is_found_by_the_checkpoint(log: Log) -> None:
    log.add(4)
    log.sign()
    log.unlock()
    log.tamper("DELETE FROM ledger_entry WHERE seq = 4")
    assert log.faults() == [
        "entry 4: at the end of the log, missing",
        "checkpoint 5: it was signed over 5 entries; without a gap there are 4",
    ]


def test_a_checkpoint_that_was_changed_is_named(log: Log) -> None:
    log.sign()
    log.add(1)
    log.sign()
    log.unlock()
    log.tamper("UPDATE ledger_checkpoint SET note = replace(note, 'PeterNeumann/', 'PeterNeumann1/') WHERE size = 1")
    log.tamper("UPDATE ledger_checkpoint SET root = :root WHERE size = 2", root="00" * 32)

    first, second = log.faults()

    assert first == "checkpoint 1: its note does not hold: the signature of PeterNeumann does not fit the text"
    assert second.startswith("checkpoint 2: it is kept otherwise than it was signed")


def test_a_checkpoint_by_an_unknown_key_is_named(log: Log) -> None:
    log.sign()

    (fault,) = check(log.session, institution_id=log.id, verifiers=())

    assert str(fault) == (
        "checkpoint 1: its note does not hold: it is signed by no key that is known here, but by PeterNeumann+c74f20a3"
    )


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("head = 'x'", "entry 3: it is not the last one the log knows: it or the log's row was changed"),
        ("size = 5", "entry 4: at the end of the log, missing"),
        ("size = 3", "entry 3: the log has 3 entries: this one was put in, or the log's row was changed"),
        ("origin = 'south'", "log south: its entries are of the log north: its name was changed"),
    ],
)
def test_a_row_of_the_log_that_was_changed_is_found(log: Log, change: str, named: str) -> None:
    log.add(3)
    log.tamper(f"UPDATE ledger_log SET {change}")

    assert named in log.faults()


def test_a_frontier_that_was_changed_is_found(log: Log) -> None:
    log.add(3)
    log.tamper("UPDATE ledger_log SET frontier = :nodes", nodes=json.dumps(["00" * 32]))

    assert log.faults() == ["log north: its frontier is not that of its entries: the log's row was changed"]


def test_many_records_are_added_in_one_call(log: Log) -> None:
    records = [
        Record(Kind.PERSON, {"person": f"{number:032x}"}, private={"name": f"Ünï {number}"}) for number in range(3000)
    ]

    assert ledger.append(log.session, institution_id=log.id, records=records, now=log.now) == 3001
    assert [entry.seq for entry in ledger.each_entry(log.session, institution_id=log.id, size=3001)] == list(
        range(3001)
    )
    assert log.faults() == []


def test_writers_at_once_make_one_chain_without_a_gap(engine: Engine, session: Session, log: Log) -> None:
    log.session.commit()

    def write_some(person: str) -> None:
        options = engine.execution_options(**{WRITES: True})
        for _ in range(10):
            with Session(options, autoflush=False) as own, own.begin():
                record = Record(Kind.TENURES, {"person": person, "tenures": []})
                ledger.append(own, institution_id=log.id, records=[record], now=log.now)

    threads = [threading.Thread(target=write_some, args=(person,)) for person in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    people = [json.loads(line)["body"].get("person") for line in log.lines()]
    assert (people.count("a"), people.count("b")) == (10, 10)
    assert log.faults() == []


def test_who_comes_first_makes_the_log_and_the_second_joins(engine: Engine, session: Session, now: datetime) -> None:
    house = institutions.create_institution(session, slug="north", profile=institutions.Profile("N"), now=now)
    session.execute(text("DELETE FROM ledger_log"))
    for statement in TRIGGERS[session.get_bind().dialect.name]:
        session.execute(text(statement))
    session.execute(text("DELETE FROM ledger_entry"))
    session.commit()

    def write_one(person: str) -> None:
        with Session(engine.execution_options(**{WRITES: True}), autoflush=False) as own, own.begin():
            ledger.append(own, institution_id=house.id, records=[Record(Kind.ERASED, {"person": person})], now=now)

    threads = [threading.Thread(target=write_one, args=(person,)) for person in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert check(session, institution_id=house.id, verifiers=VERIFIERS) == ()
    assert ledger.find_log(session, institution_id=house.id).size == 2  # type: ignore[union-attr]


def test_the_moment_of_an_entry_is_utc_to_the_second(log: Log) -> None:
    moment = datetime(2026, 3, 2, 9, 30, 15, 999999, tzinfo=UTC)
    ledger.append(log.session, institution_id=log.id, records=[Record(Kind.ERASED, {"person": "a"})], now=moment)

    assert read_line(log.lines()[-1].encode()).at == "2026-03-02T09:30:15Z"
    assert log.faults() == []
