"""Reading a log entry by entry into a state. What a later version may add is counted by name and passed over."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from operator import itemgetter
from sys import intern
from typing import Any, NamedTuple

from lms.ledger.canonical import NotCanonical, read_text
from lms.ledger.entries import VERSION
from lms.ledger.kinds import Kind
from lms.ledger.replay.days import local_day
from lms.ledger.replay.shapes import misfit
from lms.ledger.replay.state import (
    Attendance,
    Attestation,
    BoardMeeting,
    Certificate,
    Completion,
    Director,
    Edition,
    Endorsement,
    KeyCorrection,
    Meeting,
    Person,
    State,
    Tenure,
    Terms,
    Waiver,
)

Body = Mapping[str, Any]
_PARTS = itemgetter("at", "body", "kind", "log", "previous", "seq", "v")
_TYPES = (str, dict, str, str, str, int, int)
# Texts of completions and certificates that are the same in thousands of them.
_COMPLETED = itemgetter("person", "module", "edition", "language", "source", "completed_on")
_ISSUED = itemgetter("kind", "person", "module", "title", "institution_name", "tier", "language", "issued_on")


class ReplayError(ValueError):
    """An entry that cannot be read; the text names it and says why."""


class Line(NamedTuple):
    """What every entry has, of whatever kind."""

    at: str
    body: Body
    kind: str
    log: str
    previous: str
    private: str
    seq: int


def replay(lines: Iterable[str]) -> State:
    """Return what the lines of a log say, from the first on."""
    state = State()
    for line in lines:
        fold(state, read_entry(line))
    return state


def read_entry(line: str) -> Line:
    """Return the parts of an entry, of a known kind or not."""
    try:
        found: Any = read_text(line)
        parts, private = _PARTS(found), found.get("private", "")
    except NotCanonical:
        raise ReplayError("a line is not written as entries are, in canonical JSON") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ReplayError("a line is not an entry") from None
    at, body, kind, log, previous, seq, version = parts
    if tuple(map(type, parts)) != _TYPES or type(private) is not str or version != VERSION:
        raise ReplayError("a line is not an entry of version 1")
    return Line(at, body, kind, log, previous, private, seq)


def fold(state: State, entry: Line) -> None:
    """Add an entry to the state."""
    if not state.size:
        state.log, state.began_at = entry.log, entry.at
    state.size += 1
    if entry.private:
        state.commitments[entry.private] = entry.seq
    step = STEPS.get(entry.kind)
    if step is None:
        state.unknown[entry.kind] = state.unknown.get(entry.kind, 0) + 1
        return
    try:
        if wrong := misfit(entry.kind, entry.body):
            raise ValueError(f"its {wrong} is of the wrong type")
        step(state, entry.body, entry)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        why = f"it has no {error.args[0]}" if isinstance(error, KeyError) else str(error)
        raise ReplayError(f"entry {entry.seq} ({entry.kind}) cannot be read: {why}") from None


def _person(state: State, key: str) -> Person:
    found = state.people.get(key)
    if found is None:
        found = state.people[key] = Person()
    return found


def _institution(state: State, body: Body, _: Line) -> None:
    state.name, state.zone, state.language = body["name"], body["zone"], body["language"]
    state.is_invented = body["is_invented"]


def _branch(state: State, body: Body, _: Line) -> None:
    state.branches[body["branch"]] = body["name"]


def _named(state: State, body: Body, entry: Line) -> None:
    _person(state, intern(body["person"])).opening = entry.private


def _tenures(state: State, body: Body, _: Line) -> None:
    held = [Tenure(intern(tier), branch, starts_on, ends_on) for tier, branch, starts_on, ends_on in body["tenures"]]
    _person(state, intern(body["person"])).tenures = tuple(sorted(held, key=lambda one: one.starts_on))


def _merged(state: State, body: Body, _: Line) -> None:
    state.merge(body["person"], into=body["into"])
    _person(state, body["person"]).tenures = ()


def _erased(state: State, body: Body, _: Line) -> None:
    person = _person(state, body["person"])
    person.is_erased, person.opening = True, ""


def _requirement(state: State, body: Body, _: Line) -> None:
    terms = Terms(
        track=body["track"],
        pass_percent=body["pass_percent"],
        valid_months=body["valid_months"],
        renewal_days=body["renewal_days"],
        due_on=body["due_on"],
        due_days=body["due_days"],
    )
    _rule(state, body, terms)


def _requirement_dropped(state: State, body: Body, _: Line) -> None:
    _rule(state, body, None)


def _rule(state: State, body: Body, terms: Terms | None) -> None:
    """Let it hold from its day on, in place of all that was said of that day and later."""
    key = (body["tier"], body["branch"], body["module"])
    day: str = body["from_on"]
    said = state.rules.setdefault(key, [])
    while said and said[-1][0] >= day:
        said.pop()
    said.append((day, terms))


def _edition(state: State, body: Body, _: Line) -> None:
    key = (body["module"], body["edition"], body["language"])
    state.editions[key] = Edition(*key, body["title"], body["sha256"])


def _completion(state: State, body: Body, _: Line) -> None:
    valid_until = body["valid_until"]
    ends = None if valid_until is None else intern(valid_until)
    state.completions[body["id"]] = Completion._make((*map(intern, _COMPLETED(body)), ends))


def _completion_ended(state: State, body: Body, _: Line) -> None:
    state.completions[body["id"]] = state.completions[body["id"]]._replace(valid_until=body["on"])


def _completion_reinstated(state: State, body: Body, _: Line) -> None:
    state.completions[body["id"]] = state.completions[body["id"]]._replace(valid_until=body["valid_until"])


def _key_corrected(state: State, body: Body, _: Line) -> None:
    state.corrections[body["id"]] = KeyCorrection(
        body["id"], body["module"], tuple(body["editions"]), body["item"], body["policy"], is_undone=False
    )


def _key_correction_undone(state: State, body: Body, _: Line) -> None:
    known = state.corrections.get(body["id"])
    # Who handed in only after it was made has the undoing alone.
    if known is not None:
        state.corrections[known.id] = known._replace(is_undone=True)


def _certificate(state: State, body: Body, entry: Line) -> None:
    code, valid_until = body["code"], body["valid_until"]
    ends = None if valid_until is None else intern(valid_until)
    state.certificates[code] = Certificate._make((code, *map(intern, _ISSUED(body)), ends, entry.private))


def _certificate_revoked(state: State, body: Body, _: Line) -> None:
    state.revoked_on[body["code"]] = body["on"]


def _attestation(state: State, body: Body, entry: Line) -> None:
    said = {name: intern(body[name]) for name in ("module", "edition", "language", "tier", "sentence")}
    on = local_day(entry.at, state.zone)
    state.attestations.append(Attestation(person=body["person"], on=on, opening=entry.private, **said))


def _waiver(state: State, body: Body, entry: Line) -> None:
    given = {name: body[name] for name in ("id", "person", "module", "granted_on", "valid_until")}
    state.waivers[body["id"]] = Waiver(**given, withdrawn_on=None, opening=entry.private)


def _waiver_withdrawn(state: State, body: Body, _: Line) -> None:
    state.waivers[body["id"]] = replace(state.waivers[body["id"]], withdrawn_on=body["on"])


def _session(state: State, body: Body, entry: Line) -> None:
    names = ("module", "edition", "language", "title", "mode", "starts_at", "zone", "minutes", "minimum_minutes")
    given = {name: body[name] for name in names}
    on = local_day(body["starts_at"], body["zone"])
    state.sessions[body["session"]] = Meeting(
        id=body["session"], **given, on=on, is_cancelled=False, opening=entry.private
    )


def _session_cancelled(state: State, body: Body, _: Line) -> None:
    state.sessions[body["session"]] = replace(state.sessions[body["session"]], is_cancelled=True)


def _attendance(state: State, body: Body, _: Line) -> None:
    line = Attendance(body["minutes"], intern(body["source"]), body["test_percent"])
    state.registers.setdefault(body["session"], {})[body["person"]] = line


def _board_meeting(state: State, body: Body, _: Line) -> None:
    roll = tuple(Director(person, is_present, attested) for person, is_present, attested in body["roll"])
    state.board_meetings[body["meeting"]] = BoardMeeting(body["meeting"], body["held_on"], tuple(body["modules"]), roll)


def _endorsement(state: State, body: Body, _: Line) -> None:
    names = ("id", "number", "resolved_on", "meeting", "file_sha256", "media_type", "size")
    state.endorsements[body["id"]] = Endorsement(**{name: body[name] for name in names}, withdrawn_on=None)


def _endorsement_withdrawn(state: State, body: Body, _: Line) -> None:
    state.endorsements[body["id"]] = replace(state.endorsements[body["id"]], withdrawn_on=body["on"])


STEPS: Mapping[str, Callable[[State, Body, Line], None]] = {
    Kind.INSTITUTION: _institution,
    Kind.BRANCH: _branch,
    Kind.PERSON: _named,
    Kind.TENURES: _tenures,
    Kind.MERGED: _merged,
    Kind.ERASED: _erased,
    Kind.REQUIREMENT: _requirement,
    Kind.REQUIREMENT_DROPPED: _requirement_dropped,
    Kind.EDITION: _edition,
    Kind.COMPLETION: _completion,
    Kind.COMPLETION_ENDED: _completion_ended,
    Kind.COMPLETION_REINSTATED: _completion_reinstated,
    Kind.KEY_CORRECTED: _key_corrected,
    Kind.KEY_CORRECTION_UNDONE: _key_correction_undone,
    Kind.CERTIFICATE: _certificate,
    Kind.CERTIFICATE_REVOKED: _certificate_revoked,
    Kind.ATTESTATION: _attestation,
    Kind.WAIVER: _waiver,
    Kind.WAIVER_WITHDRAWN: _waiver_withdrawn,
    Kind.SESSION: _session,
    Kind.SESSION_CANCELLED: _session_cancelled,
    Kind.ATTENDANCE: _attendance,
    Kind.BOARD_MEETING: _board_meeting,
    Kind.ENDORSEMENT: _endorsement,
    Kind.ENDORSEMENT_WITHDRAWN: _endorsement_withdrawn,
}
