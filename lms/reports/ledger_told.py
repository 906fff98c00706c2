"""What the entries of a ledger say should stand in the tables: every fact by what names its row there."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from lms.ledger.canonical import Json, NotCanonical, read
from lms.ledger.entries import Entry, Opening, commit
from lms.ledger.kinds import Kind
from lms.ledger.people import merged_people

Body = Mapping[str, Json]
Facts = dict[str, Body]
# By person and what else names the row: such a row stays with her when the one she is merged into has the same.
OwnFacts = dict[tuple[str, str], Body]


@dataclass(slots=True)
class Told:
    """Facts by their names in the tables. Where a private part is still there, it stands in the body."""

    into: Mapping[str, str]
    institution: Facts = field(default_factory=dict)
    branches: Facts = field(default_factory=dict)
    people: Facts = field(default_factory=dict)
    completions: Facts = field(default_factory=dict)
    certificates: Facts = field(default_factory=dict)
    waivers: Facts = field(default_factory=dict)
    tenures: Facts = field(default_factory=dict)
    sessions: Facts = field(default_factory=dict)
    meetings: Facts = field(default_factory=dict)
    resolutions: Facts = field(default_factory=dict)
    corrections: Facts = field(default_factory=dict)
    attestations: OwnFacts = field(default_factory=dict)
    attendances: OwnFacts = field(default_factory=dict)
    rolls: OwnFacts = field(default_factory=dict)
    # By tier, branch and module: what was said from which day on; without terms it is asked no longer.
    rules: dict[tuple[str, Json, str], dict[str, Body | None]] = field(default_factory=dict)


def replay(entries: Collection[Entry], openings: Mapping[str, Opening]) -> Told:
    """Return what entries tell; `openings` are the private parts that are still there, by commitment."""
    told = Told(into=merged_people(entries))
    for entry in entries:
        step = STEPS.get(entry.kind)
        if step is not None:
            step(told, entry.body, _open(openings.get(entry.private)))
    return told


def _open(opening: Opening | None) -> Body:
    """Return a private part, nothing where it is gone; one that was changed is a fault of its entry, and not used."""
    try:
        if opening is None or commit(bytes.fromhex(opening.salt), opening.payload.encode()) != opening.commitment:
            return {}
        found = read(opening.payload.encode())
    except (ValueError, NotCanonical):
        return {}
    return found if isinstance(found, dict) else {}


def requirement_name(body: Body, starts_on: str) -> str:
    """Name the rule of a tier for a module that holds from a day."""
    branch = "" if body["branch"] is None else f" in branch {body['branch']}"
    return f"{body['tier']}{branch} {body['module']} from {starts_on}"


def requirements(told: Told) -> Facts:
    """Return the rules with the days on which they ended, as the tables hold them."""
    found: Facts = {}
    for said in told.rules.values():
        for day, following in pairwise([*sorted(said), ""]):
            terms = said[day]
            if terms is not None:
                found[requirement_name(terms, day)] = {**terms, "ends_on": following or None}
    return found


def named(facts: OwnFacts) -> Facts:
    """Return facts of people by one name each."""
    return {f"{person} {rest}": body for (person, rest), body in facts.items()}


def undoing(correction_id: str) -> str:
    """Name the undoing of a correction."""
    return f"{correction_id}, undone"


def attestation_rest(body: Body) -> str:
    """Name a commitment beside her who made it."""
    return f"{body['module']} {body['edition']}"


def _of_survivor(told: Told, body: Body) -> Body:
    person = str(body["person"])
    return {**body, "person": told.into.get(person, person)}


def _institution(told: Told, body: Body, _: Body) -> None:
    told.institution["itself"] = body


def _branch(told: Told, body: Body, _: Body) -> None:
    told.branches[str(body["branch"])] = body


def _person(told: Told, body: Body, private: Body) -> None:
    person = str(body["person"])
    told.people[person] = {**body, **private, "into": told.into.get(person)}


def _merged(told: Told, body: Body, _: Body) -> None:
    old, new = str(body["person"]), str(body["into"])
    told.tenures.pop(old, None)
    for facts in (told.attestations, told.attendances, told.rolls):
        for key in [key for key in facts if key[0] == old and (new, key[1]) not in facts]:
            facts[new, key[1]] = {**facts.pop(key), "person": new}


def _tenures(told: Told, body: Body, _: Body) -> None:
    if body["tenures"]:
        told.tenures[str(body["person"])] = body
    else:
        told.tenures.pop(str(body["person"]), None)


def _requirement(told: Told, body: Body, _: Body) -> None:
    _say(told, body, {key: value for key, value in body.items() if key != "from_on"})


def _requirement_dropped(told: Told, body: Body, _: Body) -> None:
    _say(told, body, None)


def _say(told: Told, body: Body, terms: Body | None) -> None:
    """Let it hold from its day on, in place of all that was said of that day and later."""
    key, day = (str(body["tier"]), body["branch"], str(body["module"])), str(body["from_on"])
    kept = {one: said for one, said in told.rules.get(key, {}).items() if one < day}
    told.rules[key] = {**kept, day: terms}


def _completion(told: Told, body: Body, _: Body) -> None:
    told.completions[str(body["id"])] = _of_survivor(told, body)


def _completion_ended(told: Told, body: Body, _: Body) -> None:
    _add(told.completions, str(body["id"]), {"valid_until": body["on"]})


def _completion_reinstated(told: Told, body: Body, _: Body) -> None:
    _add(told.completions, str(body["id"]), {"valid_until": body["valid_until"]})


def _key_corrected(told: Told, body: Body, private: Body) -> None:
    told.corrections[str(body["id"])] = {**body, **private, "is_undone": False}


def _key_correction_undone(told: Told, body: Body, private: Body) -> None:
    _add(told.corrections, str(body["id"]), {"is_undone": True})
    told.corrections[undoing(str(body["id"]))] = {**body, **private}


def _certificate(told: Told, body: Body, private: Body) -> None:
    told.certificates[str(body["code"])] = {**_of_survivor(told, body), **private, "revoked_on": None}


def _certificate_revoked(told: Told, body: Body, private: Body) -> None:
    _add(told.certificates, str(body["code"]), {"revoked_on": body["on"], **_renamed(private, "revoked_reason")})


def _attestation(told: Told, body: Body, private: Body) -> None:
    told.attestations.setdefault((str(body["person"]), attestation_rest(body)), {**body, **private})


def _waiver(told: Told, body: Body, private: Body) -> None:
    told.waivers[str(body["id"])] = {**_of_survivor(told, body), **private, "withdrawn_on": None}


def _waiver_withdrawn(told: Told, body: Body, private: Body) -> None:
    _add(told.waivers, str(body["id"]), {"withdrawn_on": body["on"], **_renamed(private, "withdrawn_reason")})


def _session(told: Told, body: Body, private: Body) -> None:
    told.sessions[str(body["session"])] = {**body, **private, "is_cancelled": False}


def _session_cancelled(told: Told, body: Body, _: Body) -> None:
    _add(told.sessions, str(body["session"]), {"is_cancelled": True})


def _attendance(told: Told, body: Body, _: Body) -> None:
    told.attendances[str(body["person"]), f"in session {body['session']}"] = body


def _board_meeting(told: Told, body: Body, _: Body) -> None:
    told.meetings[str(body["meeting"])] = {key: body[key] for key in ("held_on", "modules")}
    for line in body["roll"] if isinstance(body["roll"], list) else ():
        person, is_present, has_attested = line
        own = {"person": person, "is_present": is_present, "has_attested": has_attested}
        told.rolls[str(person), f"in meeting {body['meeting']}"] = own


def _endorsement(told: Told, body: Body, _: Body) -> None:
    told.resolutions[str(body["id"])] = {**body, "withdrawn_on": None}


def _endorsement_withdrawn(told: Told, body: Body, _: Body) -> None:
    _add(told.resolutions, str(body["id"]), {"withdrawn_on": body["on"]})


def _renamed(private: Body, name: str) -> Body:
    return {name: private["reason"]} if "reason" in private else {}


def _add(facts: Facts, name: str, more: Body) -> None:
    if name in facts:
        facts[name] = {**facts[name], **more}


STEPS: Mapping[Kind, Callable[[Told, Body, Body], None]] = {
    Kind.INSTITUTION: _institution,
    Kind.BRANCH: _branch,
    Kind.PERSON: _person,
    Kind.MERGED: _merged,
    Kind.TENURES: _tenures,
    Kind.REQUIREMENT: _requirement,
    Kind.REQUIREMENT_DROPPED: _requirement_dropped,
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
