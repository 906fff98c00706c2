"""Logs written by hand and packs of them, without a database: the same every time."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256

from lms.ledger.canonical import Json, write, write_moment
from lms.ledger.entries import NO_ENTRY, Opening, commit, write_line
from lms.ledger.keys import read_signer
from lms.ledger.kinds import Kind
from lms.ledger.merkle import Tree, leaf_hash
from lms.ledger.notes import Signer, TreeHead, read_time, sign_note, sign_time, write_head
from lms.ledger.packs.layout import About, Known, Names
from lms.ledger.packs.shown import Private, open_all
from lms.ledger.packs.view import facts_wanted, files_by, named_in, people_wanted, view_of
from lms.ledger.packs.write import Content, Signed, write_pack
from lms.ledger.replay.figures import coverage_on
from lms.ledger.replay.fold import replay

BEGAN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
SIGNER = read_signer("PRIVATE+KEY+training.example.org+1c6a2032+AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g")
OTHER_SIGNER = read_signer("PRIVATE+KEY+training.example.org+4c49d089+AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAh")
RESOLUTION = b"%PDF-1.7 a resolution\n"
TEXT = b"# Mechanisms for complaint resolution\n\nA way to be heard, and an answer.\n"


@dataclass
class Log:
    """A log that is added to by hand; salts and moments follow from the number of an entry."""

    name: str = "valley"
    lines: list[str] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    openings: dict[str, Opening] = field(default_factory=dict)
    signed: dict[int, str] = field(default_factory=dict)
    outside: dict[str, bytes] = field(default_factory=dict)
    signer: Signer = SIGNER

    def add(
        self, kind: Kind, body: Mapping[str, Json], private: Mapping[str, Json] | None = None, *, commitment: str = ""
    ) -> None:
        """Add an entry; its private part may be sealed already."""
        seq = len(self.lines)
        if private is not None:
            salt, payload = sha256(f"{self.name}{seq}".encode()).digest(), write(private)
            commitment = commit(salt, payload)
            self.openings[commitment] = Opening(commitment, salt.hex(), payload.decode())
        previous = self.leaves[-1].hex() if self.leaves else NO_ENTRY
        moment = BEGAN + timedelta(minutes=seq)
        line = write_line(
            log=self.name, seq=seq, previous=previous, kind=kind, body=body, private=commitment, at=write_moment(moment)
        )
        self.append_line(line.decode())

    def append_line(self, line: str) -> None:
        """Add an entry that is written already."""
        self.lines.append(line)
        self.leaves.append(leaf_hash(line.encode()))

    def checkpoint(self, signer: Signer | None = None, *, at: datetime | None = None) -> int:
        """Sign where the log stands, and that it stood so as the last entry was written if no other time is given."""
        size, signer = len(self.lines), signer or self.signer
        head = TreeHead(f"{signer.verifier.name}/{self.name}", size, Tree(self.leaves).root(size))
        note = sign_note(write_head(head), signer)
        self.signed[size] = sign_time(note, signer, at=at or BEGAN + timedelta(minutes=size))
        return size

    def keep(self, content: bytes) -> str:
        """Keep a file outside of the ledger and return its hash."""
        digest = sha256(content).hexdigest()
        self.outside[digest] = content
        return digest

    def forget(self, person: str) -> None:
        """Erase the private parts of a person."""
        for line, leaf in zip(self.lines, self.leaves, strict=True):
            assert leaf == leaf_hash(line.encode())
            for commitment in list(self.openings):
                if f'"private":"{commitment}"' in line and f'"person":"{person}"' in line:
                    del self.openings[commitment]


def key_of(number: int) -> str:
    """Return the key of a person."""
    return sha256(f"person {number}".encode()).hexdigest()[:32]


def add_person(log: Log, number: int, name: str, tenures: Sequence[Sequence[Json]], name_other: str = "") -> str:
    """Add a person with her places."""
    person = key_of(number)
    log.add(
        Kind.PERSON,
        {"person": person},
        {"name": name, "name_other": name_other, "staff_code": f"S{number:03}"},
    )
    log.add(Kind.TENURES, {"person": person, "tenures": tenures})
    return person


def add_completion(log: Log, id_: int, person: str, completed_on: str, **changed: Json) -> None:
    """Add that a person completed the complaints module."""
    body: dict[str, Json] = {
        "id": id_,
        "person": person,
        "module": "complaints",
        "edition": "2026.1",
        "language": "en",
        "source": "quiz",
        "source_id": f"attempt-{id_}",
        "percent": 90,
        "completed_on": completed_on,
        "valid_until": None,
        "begun_on": completed_on,
    }
    log.add(Kind.COMPLETION, {**body, **changed})


def add_rule(log: Log, tier: str, module: str = "complaints", **changed: Json) -> None:
    """Add a rule for a tier."""
    body: dict[str, Json] = {
        "tier": tier,
        "branch": None,
        "module": module,
        "track": "",
        "pass_percent": 80,
        "valid_months": 12,
        "renewal_days": 60,
        "due_on": "2026-03-31",
        "due_days": None,
        "from_on": "2026-01-01",
    }
    log.add(Kind.REQUIREMENT, {**body, **changed})


def full_log(name: str = "valley", title: str = "Valley Microfinance", *, signer: Signer = SIGNER) -> Log:
    """Return a log with every kind of entry in it; checkpoints before the last five entries and at the end."""
    log = Log(name, signer=signer)
    log.add(
        Kind.INSTITUTION,
        {"name": f"{title} (invented)", "zone": "Africa/Nairobi", "language": "en", "is_invented": True},
    )
    log.add(Kind.BRANCH, {"branch": 1, "name": "Main Street"})
    log.add(Kind.BRANCH, {"branch": 2, "name": '=Market, "Square"'})
    amina = add_person(log, 1, "Amina Wanjiru Otieno", [["field", 1, "2024-05-01", None]], "أمينة وانجيرو")
    grace = add_person(
        log,
        2,
        "Grace Achieng",
        [["field", 2, "2025-02-01", "2026-02-01"], ["middle_management", 2, "2026-02-01", None]],
    )
    peter = add_person(log, 3, "Peter Mwangi", [["board", 1, "2020-01-01", None]])
    double = add_person(log, 4, "A. W. Otieno", [["field", 1, "2026-01-03", None]])
    gone = add_person(log, 5, "Gone Before", [["field", 1, "2024-01-01", "2025-12-31"]])
    late = add_person(log, 6, "-Late Learner", [["field", 1, "2026-01-01", None]])
    log.add(Kind.MERGED, {"person": double, "into": amina})
    log.add(Kind.TENURES, {"person": amina, "tenures": [["field", 1, "2024-05-01", None]]})
    for tier in ("field", "board", "middle_management"):
        add_rule(log, tier)
    add_rule(log, "field", "pricing", due_on="2026-01-15", due_days=30)
    add_rule(log, "field", "complaints", branch=1, valid_months=6, renewal_days=200)
    add_rule(log, "field", "privacy")
    log.add(Kind.REQUIREMENT_DROPPED, {"tier": "field", "branch": None, "module": "privacy", "from_on": "2026-02-01"})
    log.add(
        Kind.EDITION,
        {
            "module": "complaints",
            "edition": "2026.1",
            "language": "en",
            "title": "Mechanisms for complaint resolution",
            "sha256": log.keep(TEXT),
        },
    )
    add_completion(log, 1, amina, "2026-01-20", valid_until="2026-07-20")
    add_completion(log, 2, double, "2026-01-10", module="pricing", edition="2025.9", valid_until="2026-02-15")
    add_completion(log, 3, peter, "2026-02-10", source="board", percent=None)
    log.add(
        Kind.CERTIFICATE,
        {
            "code": "ABCDEFGHJKLM",
            "kind": "competence",
            "person": amina,
            "completion": 1,
            "attendance": None,
            "module": "complaints",
            "title": "Mechanisms for complaint resolution",
            "institution_name": title,
            "tier": "field",
            "language": "en",
            "issued_on": "2026-01-20",
            "valid_until": "2026-07-20",
        },
        {"name": "Amina Wanjiru Otieno", "name_other": "أمينة وانجيرو"},
    )
    log.add(
        Kind.CERTIFICATE,
        {
            "code": "MLKJHGFEDCBA",
            "kind": "attendance",
            "person": gone,
            "completion": None,
            "attendance": 9,
            "module": "complaints",
            "title": "Mechanisms for complaint resolution",
            "institution_name": title,
            "tier": "field",
            "language": "en",
            "issued_on": "2025-11-20",
            "valid_until": None,
        },
        {"name": "Gone Before", "name_other": ""},
    )
    log.add(Kind.CERTIFICATE_REVOKED, {"code": "MLKJHGFEDCBA", "on": "2026-01-08"}, {"reason": "keyed in twice"})
    log.add(
        Kind.ATTESTATION,
        {
            "person": peter,
            "module": "complaints",
            "edition": "2026.1",
            "language": "en",
            "tier": "board",
            "sentence": "I will ask, at every meeting, what clients complained about.",
        },
        {"name": "Peter Mwangi"},
    )
    log.add(
        Kind.WAIVER,
        {"id": "w-1", "person": grace, "module": "complaints", "granted_on": "2026-01-15", "valid_until": None},
        {"reason": 'Taught it for years, "in Kisumu"', "approver": "Head of Training"},
    )
    add_completion(log, 4, grace, "2026-01-15", source="waiver", percent=None)
    log.add(Kind.WAIVER_WITHDRAWN, {"id": "w-1", "on": "2026-02-20"}, {"reason": "She asked for the course"})
    log.add(Kind.COMPLETION_ENDED, {"id": 4, "on": "2026-02-20", "why": "waiver withdrawn"})
    session = {
        "session": "6f0c3a52-0f5e-4a57-9f5e-5c2f6c1d0a01",
        "module": "complaints",
        "edition": "2026.1",
        "language": "en",
        "title": "Complaints, for field staff",
        "mode": "in_person",
        "starts_at": "2026-01-19T22:30:00Z",
        "zone": "Africa/Nairobi",
        "minutes": 90,
        "minimum_minutes": 60,
    }
    log.add(Kind.SESSION, session, {"facilitator": "Faith Facilitator", "place": "Hall, ground floor"})
    log.add(
        Kind.SESSION, {**session, "session": "6f0c3a52-0f5e-4a57-9f5e-5c2f6c1d0a02"}, {"facilitator": "", "place": ""}
    )
    log.add(Kind.SESSION_CANCELLED, {"session": "6f0c3a52-0f5e-4a57-9f5e-5c2f6c1d0a02"})
    log.add(
        Kind.ATTENDANCE,
        {"session": session["session"], "person": amina, "minutes": 45, "source": "paper", "test_percent": None},
    )
    log.add(
        Kind.ATTENDANCE,
        {"session": session["session"], "person": double, "minutes": 88, "source": "paper", "test_percent": 75},
    )
    log.add(
        Kind.BOARD_MEETING,
        {"meeting": "b-1", "held_on": "2026-02-10", "modules": ["complaints"], "roll": [[peter, True, True]]},
    )
    log.checkpoint()
    log.add(
        Kind.ENDORSEMENT,
        {
            "id": "e-1",
            "number": "12/2026",
            "resolved_on": "2026-02-10",
            "meeting": "b-1",
            "file_sha256": log.keep(RESOLUTION),
            "media_type": "application/pdf",
            "size": len(RESOLUTION),
        },
    )
    log.add(
        Kind.ENDORSEMENT,
        {
            "id": "e-2",
            "number": "12 2026",
            "resolved_on": "2026-02-11",
            "meeting": None,
            "file_sha256": log.keep(b"\xff\xd8 a photo"),
            "media_type": "image/jpeg",
            "size": 10,
        },
    )
    log.add(Kind.ENDORSEMENT_WITHDRAWN, {"id": "e-2", "on": "2026-02-12"})
    log.checkpoint()
    log.add(Kind.ERASED, {"person": late})
    log.checkpoint()
    return log


def pack_of(
    log: Log,
    *,
    as_of: str = "2026-03-01",
    size: int | None = None,
    names: Names = Names.FULL,
    signer: Signer = SIGNER,
) -> bytes:
    """Return the pack of a log at a checkpoint, the newest if no other is given; PDF and workbook are stand-ins."""
    known = size if size is not None else max(log.signed)
    lines, leaves = log.lines[:known], log.leaves[:known]
    state = replay(lines)
    wanted = people_wanted(state, named_in(state, coverage_on(state, as_of)))
    wanted += facts_wanted(state, as_of) if names is Names.FULL else []
    openings = {one: log.openings[one] for one in wanted if one in log.openings}
    files = files_by(state, as_of)
    about = About(
        institution=state.name,
        log=state.log,
        origin=f"{signer.verifier.name}/{state.log}",
        is_invented=state.is_invented,
        as_of=as_of,
        known=Known(known, Tree(leaves).root(known).hex(), write_moment(_time_of(log.signed[known], signer))),
        names=names,
        absent=tuple(sorted(path for path, digest in files.items() if digest not in log.outside)),
    )
    view = view_of(state, about, Private(names, open_all(openings.values())))
    content = Content(
        view=view,
        lines=lambda: lines,
        leaves=leaves,
        checkpoint=Signed(known, log.signed[known]),
        earlier=[Signed(one, log.signed[one]) for one in sorted(log.signed) if one < known],
        openings=openings if names is Names.FULL else {},
        outside={path: log.outside[digest] for path, digest in files.items() if digest in log.outside},
        summary=b"%PDF-1.7 a summary\n",
        workbook=b"PK a workbook\n",
        verifiers=[signer.verifier],
    )
    buffer = io.BytesIO()
    write_pack(buffer, content, signer=signer)
    return buffer.getvalue()


def _time_of(note: str, signer: Signer) -> datetime:
    """Return when a checkpoint says that it was signed; a fixed moment for one that does not say it."""
    keys = (SIGNER.verifier, OTHER_SIGNER.verifier, signer.verifier)
    return read_time(note, keys) or datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


@cache
def sample_pack(names: Names = Names.FULL) -> bytes:
    """Return the pack of the full log."""
    return pack_of(full_log(), names=names)
