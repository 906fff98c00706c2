"""How people are shown in a pack: by name, by initials or by a code; who was erased, as erased."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lms.ledger.canonical import Json, read_text
from lms.ledger.entries import Opening, commit
from lms.ledger.packs.layout import Names
from lms.ledger.replay.state import State

CODE_LENGTH = 10
MOST_INITIALS = 4
# Spaces, and what is one in some languages and none in others.
_LETTER = r"[^\s\x00-\x20\x7f-\xa0\ufeff]"
INITIALS = re.compile(rf"{_LETTER}{{1,3}}\.( {_LETTER}{{1,3}}\.){{0,3}}")
_QUOTE = json.JSONEncoder(ensure_ascii=False).encode
_READ = json.JSONDecoder().raw_decode
Payload = Mapping[str, Any]


class OpeningError(ValueError):
    """An opening that does not open a commitment of the ledger."""


class Shown(NamedTuple):
    """What a pack says of who somebody is; all empty where it says nothing."""

    name: str = ""
    name_other: str = ""
    staff_code: str = ""
    is_erased: bool = False


_NOBODY = Shown()


@dataclass(frozen=True, slots=True)
class Private:
    """The private parts a pack was given, as text by their commitments; only full names show them."""

    names: Names
    openings: Mapping[str, str]
    # Of the private parts of facts many say the same: the name of one person.
    _payloads: dict[str, Payload] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of(self, commitment: str, field: str) -> str:
        """Return a field of a private part, empty where it is not shown or no longer there."""
        return self.several(commitment, field)[0]

    def several(self, commitment: str, *fields: str) -> tuple[str, ...]:
        """Return several fields of a private part, read once."""
        payload = self.payload(commitment) if self.names is Names.FULL else None
        if payload is None:
            return ("",) * len(fields)
        return tuple([str(payload.get(field, "")) for field in fields])

    def payload(self, commitment: str) -> Payload | None:
        """Return a private part, or None when it is no longer there."""
        text = self.openings.get(commitment)
        if text is None:
            return None
        payload = self._payloads.get(text)
        if payload is None:
            payload = self._payloads[text] = json.loads(text)
        return payload


def show_people(state: State, people: Iterable[str], private: Private) -> dict[str, Shown]:
    """Return how each of them is shown; a person whose names are gone was erased."""
    return {person: _shown(state, person, private) for person in people}


def code_of(person: str) -> str:
    """Return the code by which a person is known in every pack of her institution."""
    return person[:CODE_LENGTH]


def label_of(person: str, shown: Mapping[str, Shown]) -> str:
    """Return what a person is called in a table for reading."""
    found = shown.get(person, _NOBODY)
    if found.is_erased:
        return f"Erased person {code_of(person)}"
    return found.name or f"Person {code_of(person)}"


def initials(name: str) -> str:
    """Return the first letters of a name; nothing of a name without any."""
    letters = [next((letter for letter in word if letter.isalnum()), "") for word in name.split()]
    return " ".join(f"{letter.upper()[:2]}." for letter in [one for one in letters if one][:MOST_INITIALS])


def is_shown_as(names: Names, shown: Shown) -> bool:
    """Return whether a person is shown no more than that way of showing names allows."""
    if names is Names.FULL:
        return True
    if shown.name_other or shown.staff_code or (shown.is_erased and shown.name):
        return False
    return not shown.name or (names is Names.INITIALS and INITIALS.fullmatch(shown.name) is not None)


def write_opening(opening: Opening) -> str:
    """Return an opening as a line."""
    return _line(opening.commitment, opening.payload, opening.salt) + "\n"


def _line(commitment: str, payload: str, salt: str) -> str:
    """Return an opening as JSON; commitment and salt are hexadecimal digits, which need no escape."""
    return f'{{"commitment":"{commitment}","payload":{_QUOTE(payload)},"salt":"{salt}"}}'


def _is_payload(value: Json) -> bool:
    """Return whether it is names and texts: a number or null would be written otherwise by every language."""
    return isinstance(value, dict) and all(isinstance(part, str) for part in value.values())


def open_all(openings: Iterable[Opening]) -> dict[str, str]:
    """Return private parts as text by their commitments; `OpeningError` when one is not what was committed to."""
    found: dict[str, str] = {}
    for one in openings:
        if commit(bytes.fromhex(one.salt), one.payload.encode()) != one.commitment:
            raise OpeningError(f"the private part {one.commitment} is not what was committed to")
        found[one.commitment] = one.payload
    return found


def read_openings(lines: Iterable[str], state: State) -> dict[str, str]:
    """Return the private parts in the lines; each must open a commitment of the ledger."""
    found: dict[str, str] = {}
    payloads: set[str] = set()
    last = ""
    for number, line in enumerate(lines, start=1):
        try:
            shape = _READ(line)[0]
            commitment, text = shape["commitment"], shape["payload"]
            salt = bytes.fromhex(shape["salt"])
            opened = commit(salt, text.encode())
            is_sound = line == _line(commitment, text, salt.hex())
            if text not in payloads and _is_payload(read_text(text)):
                payloads.add(text)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise OpeningError(f"line {number} is not an opening") from None
        if not is_sound:
            raise OpeningError(f"line {number} is not written as openings are")
        if opened != commitment or text not in payloads:
            raise OpeningError(f"line {number} does not open the commitment it names: a name was changed")
        if commitment not in state.commitments:
            raise OpeningError(f"line {number} opens a commitment that no entry holds")
        if opened <= last:
            raise OpeningError(f"line {number} is out of its order, or stands there twice")
        last = opened
        found[commitment] = text
    return found


def _shown(state: State, person: str, private: Private) -> Shown:
    found = state.people.get(person)
    payload = private.payload(found.opening) if found is not None and found.opening else None
    if payload is None:
        return Shown(is_erased=True)
    if private.names is Names.FULL:
        name, name_other, staff_code = (str(payload.get(field, "")) for field in ("name", "name_other", "staff_code"))
        return Shown(name, name_other, staff_code)
    return Shown(name=initials(str(payload.get("name", "")))) if private.names is Names.INITIALS else Shown()
