"""The files of a pack that are figures and facts: made from a view, and made again by who verifies."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from lms.ledger.packs import layout
from lms.ledger.packs.layout import edition_path, register_path
from lms.ledger.packs.shown import label_of
from lms.ledger.packs.view import (
    View,
    certificates_by,
    editions_by,
    files_by,
    meetings_by,
    register_of,
    resolutions_by,
    sessions_by,
    waivers_by,
)
from lms.ledger.replay.figures import DUE, EXPIRED, LATE, SERIES, Figures, PersonRow
from lms.ledger.replay.state import Certificate, Meeting, State

# A spreadsheet would calculate a cell that begins with one of these; an apostrophe before it keeps it text.
BEGINS_A_FORMULA = frozenset("=+-@\t\r")
BYTE_ORDER_MARK = "\ufeff"
QUOTED = re.compile(r'[",\r\n]')
# A row without these, its cells between zeros, has no cell that is quoted or begins a formula.
MARKS, BEGINS_WITH_MINUS = frozenset('",\r\n=+@\t'), "\0-"
Value = str | int | bool | None


def derived_files(view: View) -> Iterator[tuple[str, bytes]]:
    """Give each file that follows from the view, in the order they stand in a pack."""
    yield layout.COVERAGE, write_json(coverage_shape(view))
    yield layout.PEOPLE, write_json(people_shape(view))
    yield layout.CERTIFICATES, csv(*_certificates(view))
    yield layout.SESSIONS, csv(*_sessions(view))
    for session in sessions_by(view.state, view.day):
        yield register_path(session.id), csv(*_register(view, session.id, session.minimum_minutes))
    yield layout.WAIVERS, csv(*_waivers(view))
    yield layout.ATTESTATIONS, csv(*_attestations(view))
    yield layout.MEETINGS, csv(*_meetings(view))
    yield layout.RESOLUTIONS, csv(*_resolutions(view))
    yield layout.EDITIONS, csv(*_editions(view))


def coverage_shape(view: View) -> dict[str, Any]:
    """Return the figures as JSON."""
    coverage, about = view.coverage, view.about
    reasons = [row.reason for row in coverage.people]
    return {
        "as_of": about.as_of,
        "institution": about.institution,
        "ledger": {"size": about.known.size, "root": about.known.root},
        "modules": [{"module": module, "title": title_of(view.state, module)} for module in coverage.modules],
        "tiers": [{"tier": tier, **_figures(figures)} for tier, figures in coverage.tiers.items()],
        "branches": [
            {"branch": branch, "name": view.state.branches.get(branch, ""), **_figures(figures)}
            for branch, figures in coverage.branches.items()
        ],
        "everybody": _figures(coverage.everybody),
        "not_complete": {reason: reasons.count(reason) for reason in (LATE, EXPIRED, DUE)},
        "requirements": list(_requirements(view)),
    }


def people_shape(view: View) -> dict[str, Any]:
    """Return the people of the day as JSON, and who else is named in the pack."""
    rows = {row.person: row for row in view.coverage.people}
    return {
        "as_of": view.day,
        "names": view.about.names.value,
        "people": [{**_who(view, key), **_standing(rows[key])} for key in sorted(rows)],
        "others": [_who(view, key) for key in sorted(view.people) if key not in rows],
    }


def title_of(state: State, module: str) -> str:
    """Return what a module is called: in the series by its name, else as an edition of it was called."""
    if module in SERIES:
        return SERIES[module]
    titles = [one.title for one in state.editions.values() if one.module == module and one.title]
    return titles[-1] if titles else module


def write_json(shape: Mapping[str, Any]) -> bytes:
    """Return JSON as the data of a pack are written."""
    return json.dumps(shape, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def csv(header: Iterable[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a table as CSV for a spreadsheet: a byte order mark, and no cell that would be calculated."""
    made = bytearray(f"{BYTE_ORDER_MARK}{','.join(header)}\r\n".encode())
    for row in rows:
        made += f"{_line(row)}\r\n".encode()
    return bytes(made)


def _line(row: Sequence[Value]) -> str:
    """Return a row: where no character in it asks for more, its cells are joined as they are."""
    cells = [value if type(value) is str else _cell(value) for value in row]
    text = "\0" + "\0".join(cells)
    if text.count("\0") != len(cells) or BEGINS_WITH_MINUS in text or any(map(text.__contains__, MARKS)):
        return ",".join(map(_cell, row))
    return text[1:].replace("\0", ",")


def _cell(value: Value) -> str:
    if type(value) is str:
        return _text_cell(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


# Of the cells of a table most say what others said before them: titles, days, tiers.
@lru_cache(maxsize=4096)
def _text_cell(text: str) -> str:
    if text[:1] in BEGINS_A_FORMULA:
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if QUOTED.search(text) else text


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "members": figures.members,
        "asked": figures.asked,
        "complete": figures.complete,
        "modules": [count._asdict() for count in figures.counts],
    }


def _requirements(view: View) -> Iterator[dict[str, Any]]:
    for tier, branch, module in sorted(
        view.state.rules, key=lambda key: (key[0], key[2], key[1] is not None, key[1] or 0)
    ):
        said = [one for one in view.state.rules[tier, branch, module] if one[0] <= view.day]
        if said and said[-1][1] is not None:
            yield {"tier": tier, "branch": branch, "module": module, "from_on": said[-1][0], **said[-1][1]._asdict()}


def _who(view: View, person: str) -> dict[str, Any]:
    return {"person": person, **view.people[person]._asdict()}


def _standing(row: PersonRow) -> dict[str, Any]:
    return {
        "tier": row.tier,
        "branch": row.branch,
        "since": row.since,
        # In the order of the modules in coverage.json: state, is asked, completed on, valid until, due on.
        "cells": row.cells,
    }


def _named(view: View, person: str) -> tuple[str, str]:
    root = view.state.root(person)
    return root, label_of(root, view.people)


Table = tuple[tuple[str, ...], Iterable[tuple[Value, ...]]]


def _certificates(view: View) -> Table:
    header = (
        *("code", "kind", "person", "name", "name_on_it", "name_on_it_other", "module", "title", "tier", "language"),
        *("issued_on", "valid_until", "revoked_on", "counts_on_the_day"),
    )
    return header, (_certificate(view, one) for one in certificates_by(view.state, view.day))


def _certificate(view: View, one: Certificate) -> tuple[Value, ...]:
    revoked = view.state.revoked_on.get(one.code)
    revoked = revoked if revoked is not None and revoked <= view.day else None
    counts = revoked is None and (one.valid_until is None or view.day < one.valid_until)
    names = view.private.several(one.opening, "name", "name_other")
    what = (one.module, one.title, one.tier, one.language, one.issued_on, one.valid_until)
    return (one.code, one.kind, *_named(view, one.person), *names, *what, revoked, counts)


def _sessions(view: View) -> Table:
    header = (
        *("session", "day", "starts_at", "zone", "module", "edition", "language", "title", "mode", "minutes"),
        *("minimum_minutes", "is_cancelled", "in_register", "long_enough", "facilitator", "place", "register"),
    )
    return header, (_session(view, one) for one in sessions_by(view.state, view.day))


def _session(view: View, one: Meeting) -> tuple[Value, ...]:
    register = register_of(view.state, one.id)
    enough = sum(minutes >= one.minimum_minutes for _, minutes, _, _ in register)
    facts = (one.id, one.on, one.starts_at, one.zone, one.module, one.edition, one.language, one.title, one.mode)
    private = (view.private.of(one.opening, "facilitator"), view.private.of(one.opening, "place"))
    counts = (one.minutes, one.minimum_minutes, one.is_cancelled, len(register), enough)
    return (*facts, *counts, *private, register_path(one.id))


def _register(view: View, session: str, minimum: int) -> Table:
    header = ("person", "name", "minutes", "long_enough", "source", "test_percent")
    rows = (
        (*_named(view, person), minutes, minutes >= minimum, source, test)
        for person, minutes, source, test in register_of(view.state, session)
    )
    return header, rows


def _waivers(view: View) -> Table:
    header = ("waiver", "person", "name", "module", "granted_on", "valid_until", "withdrawn_on", "approver", "reason")
    rows = (
        (
            *(one.id, *_named(view, one.person), one.module, one.granted_on, one.valid_until),
            *(_by(one.withdrawn_on, view), view.private.of(one.opening, "approver")),
            view.private.of(one.opening, "reason"),
        )
        for one in waivers_by(view.state, view.day)
    )
    return header, rows


def _attestations(view: View) -> Table:
    header = ("person", "name", "day", "module", "edition", "language", "tier", "name_then", "sentence")
    rows = (
        (
            *(*_named(view, one.person), one.on, one.module, one.edition, one.language, one.tier),
            *(view.private.of(one.opening, "name"), one.sentence),
        )
        for one in view.state.attestations
        if one.on <= view.day
    )
    return header, rows


def _meetings(view: View) -> Table:
    header = ("meeting", "held_on", "modules", "person", "name", "is_present", "has_attested")
    rows = (
        (one.id, one.held_on, " ".join(one.modules), *_named(view, person), is_present, has_attested)
        for one in meetings_by(view.state, view.day)
        for person, is_present, has_attested in one.roll
    )
    return header, rows


def _resolutions(view: View) -> Table:
    header = ("resolution", "number", "resolved_on", "meeting", "withdrawn_on", "file", "media_type", "bytes", "sha256")
    paths = {digest: path for path, digest in files_by(view.state, view.day).items()}
    rows = (
        (
            *(one.id, one.number, one.resolved_on, one.meeting, _by(one.withdrawn_on, view)),
            *(paths.get(one.file_sha256), one.media_type, one.size, one.file_sha256),
        )
        for one in resolutions_by(view.state, view.day)
    )
    return header, rows


def _editions(view: View) -> Table:
    header = ("module", "edition", "language", "title", "completions", "file", "sha256")
    rows = (
        (
            *(one.module, one.edition, one.language, one.title, count),
            edition_path(one.module, one.edition, one.language) if one.sha256 else None,
            one.sha256,
        )
        for one, count in editions_by(view.state, view.day)
    )
    return header, rows


def _by(day: str | None, view: View) -> str | None:
    """Return a day that had come by then."""
    return day if day is not None and day <= view.day else None
