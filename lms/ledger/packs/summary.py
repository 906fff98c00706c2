"""What the summary and the workbook of a pack say, from its view: words and figures, no layout."""

from collections.abc import Iterator
from typing import Any

from lms.ledger.packs.layout import Names
from lms.ledger.packs.shown import label_of
from lms.ledger.packs.tables import title_of
from lms.ledger.packs.view import (
    View,
    certificates_by,
    editions_by,
    meetings_by,
    register_of,
    resolutions_by,
    sessions_by,
    stands,
    waivers_by,
)
from lms.ledger.packs.words import NOT_A_CERTIFICATE
from lms.ledger.replay.figures import DUE, EXPIRED, LATE, SERIES, Figures

TIERS = {
    "board": "Board",
    "senior_management": "Senior management",
    "middle_management": "Middle management",
    "support": "Support staff",
    "field": "Field staff",
}
STATES = {
    "complete": "complete",
    "renew": "complete, to renew",
    "expired": "expired",
    "late": "late",
    "due": "due",
    "not_asked": "not asked",
}
REASONS = {
    LATE: "late: a module was never completed, and its day has passed",
    EXPIRED: "expired: a module was completed once, and counts no longer",
    DUE: "due: a module is still to be completed, and its day has not passed",
}
LANGUAGES = {
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "pt": "Portuguese",
    "ru": "Russian",
    "ar": "Arabic",
}
MOST_SESSIONS, MOST_EDITIONS, MOST_RESOLUTIONS = 12, 16, 6


def summary_shape(view: View, *, key: str, fingerprint: str) -> dict[str, Any]:
    """Return what the summary says, as JSON for the document process."""
    about, coverage = view.about, view.coverage
    return {
        "institution": about.institution,
        "is_invented": about.is_invented,
        "as_of": about.as_of,
        "known_size": about.known.size,
        "known_at": about.known.at,
        "names": about.names.value,
        "sentence": sentence(coverage.everybody, about.as_of),
        "modules": [
            {"number": str(place) if place else "Intro", "title": title_of(view.state, module)}
            if module in SERIES
            else {"number": "+", "title": title_of(view.state, module)}
            for place, module in enumerate(coverage.modules)
        ],
        "rows": [
            *(_row(TIERS[tier], figures) for tier, figures in coverage.tiers.items()),
            _row("Everybody", coverage.everybody),
        ],
        "missing": list(_missing(view)),
        "board": _board(view),
        "sessions": _sessions(view),
        "facts": list(_facts(view)),
        "editions": _editions(view),
        "not_proven": NOT_A_CERTIFICATE,
        "key": key,
        "fingerprint": " ".join(fingerprint[place : place + 8] for place in range(0, len(fingerprint), 8)),
        "root": about.known.root,
    }


def sentence(everybody: Figures, day: str) -> str:
    """Return the one sentence a board remembers."""
    if not everybody.members:
        return f"On {day} nobody held a place in the institution."
    if not everybody.asked:
        return f"On {day} no training was asked of any of its {everybody.members} people."
    people = "person" if everybody.asked == 1 else "people"
    done = f"On {day}, {everybody.complete} of {everybody.asked} {people}"
    return f"{done} of whom training is asked had completed all of it."


def workbook_shape(view: View) -> dict[str, Any]:
    """Return the sheets of the workbook, as JSON for the document process."""
    about = view.about
    note = f"{about.institution} · as of {about.as_of} · as known at entry {about.known.size}"
    return {
        "title": "Coverage",
        "author": about.institution,
        "dated_on": about.known.at[:10],
        "sheets": [_coverage_sheet(view, note), _people_sheet(view, note)],
    }


def _row(label: str, figures: Figures) -> dict[str, Any]:
    return {
        "label": label,
        "members": figures.members,
        "asked": figures.asked,
        "complete": figures.complete,
        "cells": [{"done": count.done, "asked": count.asked} for count in figures.counts],
    }


def _missing(view: View) -> Iterator[dict[str, Any]]:
    reasons = [row.reason for row in view.coverage.people]
    for reason, words in REASONS.items():
        yield {"count": reasons.count(reason), "words": words}


def _board(view: View) -> dict[str, Any]:
    standing = [one for one in resolutions_by(view.state, view.day) if stands(one, view.day)]
    meetings = meetings_by(view.state, view.day)
    last = meetings[-1] if meetings else None
    attested = {view.state.root(one.person) for meeting in meetings for one in meeting.roll if one.has_attested}
    directors = {row.person for row in view.coverage.people if row.tier == "board"}
    return {
        "resolutions": [{"number": one.number, "on": one.resolved_on} for one in standing[-MOST_RESOLUTIONS:]],
        "more": max(0, len(standing) - MOST_RESOLUTIONS),
        "meetings": len(meetings),
        "last": last.held_on if last else "",
        "present": sum(one.is_present for one in last.roll) if last else 0,
        "listed": len(last.roll) if last else 0,
        "attested": len(attested & directors),
        "directors": len(directors),
    }


def _sessions(view: View) -> dict[str, Any]:
    held = [one for one in sessions_by(view.state, view.day) if not one.is_cancelled]
    rows = []
    for one in reversed(held[-MOST_SESSIONS:]):
        register = register_of(view.state, one.id)
        enough = sum(minutes >= one.minimum_minutes for _, minutes, _, _ in register)
        rows.append({"on": one.on, "title": one.title, "minutes": one.minutes, "in": len(register), "enough": enough})
    return {"rows": rows, "count": len(held)}


def _facts(view: View) -> Iterator[dict[str, Any]]:
    state, day = view.state, view.day
    certificates = certificates_by(state, day)
    revoked = sum(state.revoked_on.get(one.code, "9999") <= day for one in certificates)
    waivers = [one for one in waivers_by(state, day) if one.withdrawn_on is None or one.withdrawn_on > day]
    standing = [one for one in waivers if one.valid_until is None or day < one.valid_until]
    competence = sum(one.kind == "competence" for one in certificates)
    attested = {state.root(one.person) for one in state.attestations if one.on <= day}
    yield {"count": len(standing), "words": "Waivers that stand on the day, counted as completed"}
    yield {"count": competence, "words": "Certificates of competence issued"}
    yield {"count": len(certificates) - competence, "words": "Certificates of attendance issued"}
    yield {"count": revoked, "words": "Of these certificates, revoked by then"}
    yield {"count": len(attested), "words": "People who committed themselves by name to what their tier can do"}


def _editions(view: View) -> dict[str, Any]:
    found = sorted(editions_by(view.state, view.day), key=lambda pair: -pair[1])
    rows = [
        {
            "title": title_of(view.state, one.module),
            "edition": one.edition,
            "language": LANGUAGES.get(one.language, one.language),
            "count": count,
        }
        for one, count in found[:MOST_EDITIONS]
    ]
    return {"rows": rows, "more": max(0, len(found) - MOST_EDITIONS)}


def _column(title: str, kind: str = "text") -> dict[str, str]:
    return {"title": title, "kind": kind}


def _coverage_sheet(view: View, note: str) -> dict[str, Any]:
    coverage = view.coverage
    columns = [_column("Tier"), *(_column(title, "integer") for title in ("Members", "All that is asked", "Asked of"))]
    for module in coverage.modules:
        title = title_of(view.state, module)
        columns += [_column(title, "integer"), _column(f"{title}: asked of", "integer")]
    return {
        "name": "Coverage",
        "columns": columns,
        "rows": [_numbers(TIERS[tier], figures) for tier, figures in coverage.tiers.items()],
        "totals": _numbers("Everybody", coverage.everybody),
        "notes": [note, "How many completed it; method.html says how it is computed and what it does not prove."],
        "is_landscape": True,
    }


def _numbers(label: str, figures: Figures) -> list[str | int]:
    counts = [number for count in figures.counts for number in (count.done, count.asked)]
    return [label, figures.members, figures.complete, figures.asked, *counts]


def _people_sheet(view: View, note: str) -> dict[str, Any]:
    full = view.about.names is Names.FULL
    columns = [_column("Name"), *([_column("Second script"), _column("Staff code")] if full else [])]
    columns += [_column("Code"), _column("Branch"), _column("Tier"), _column("Not complete because")]
    for module in view.coverage.modules:
        title = title_of(view.state, module)
        columns += [
            _column(title),
            _column(f"{title}: completed on", "date"),
            _column(f"{title}: counts no longer from", "date"),
        ]
    rows = []
    for row in view.coverage.people:
        shown = view.people[row.person]
        names = [label_of(row.person, view.people), *([shown.name_other, shown.staff_code] if full else [])]
        place = [row.person, view.state.branches.get(row.branch, ""), TIERS.get(row.tier, row.tier)]
        reason = "" if row.reason in ("complete", "not_asked") else row.reason
        cells = [value for cell in row.cells for value in (STATES[cell.state], cell.completed_on, cell.valid_until)]
        rows.append([*names, *place, reason, *cells])
    rows.sort(key=lambda row: [str(value) for value in row[: 4 if full else 2]])
    return {"name": "People", "columns": columns, "rows": rows, "totals": [], "notes": [note], "is_landscape": True}
