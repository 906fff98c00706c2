"""The parts of a verification that compute a pack again: its chain, its names, its figures, its files."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from lms.ledger.entries import NO_ENTRY
from lms.ledger.merkle import leaf_hash
from lms.ledger.packs import layout
from lms.ledger.packs.bench import Bench, Stop
from lms.ledger.packs.findings import Part
from lms.ledger.packs.layout import Names
from lms.ledger.packs.shown import OpeningError, Private, Shown, is_shown_as, read_openings
from lms.ledger.packs.tables import derived_files
from lms.ledger.packs.view import files_by, view_of
from lms.ledger.replay.fold import ReplayError, fold, read_entry

# In the order of a pack: before what follows from the entries, and after it.
FIRST = (layout.README, layout.SUMMARY, layout.WORKBOOK, layout.METHOD, layout.PAGE)
LAST = (
    *(layout.ENTRIES, layout.CHECKPOINT, layout.EARLIER, layout.CONSISTENCY, layout.KEY),
    *(layout.MANIFEST, layout.SIGNATURE),
)
# What is in every pack beside what follows from its entries.
FIXED = frozenset({*FIRST, layout.OPENINGS, *LAST})
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError)


def check_ledger(bench: Bench) -> None:
    """Follow the chain from the first entry, and read every entry into the state."""
    previous, log = NO_ENTRY, bench.about.log
    text = bench.text(layout.ENTRIES)
    if text and not text.endswith("\n"):
        bench.fault(Part.LEDGER, layout.ENTRIES, "its last line is cut")
    if not text:
        bench.fault(Part.LEDGER, layout.ENTRIES, "it holds no entry")
    for number, line in enumerate(text.split("\n")[:-1]):
        try:
            entry = read_entry(line)
        except ReplayError as error:
            _break(bench, f"line {number + 1}: {error}")
        if entry.seq != number:
            _break(bench, f"entry {number} is missing or out of its order: entry {entry.seq} stands in its place")
        if entry.previous != previous:
            _break(bench, f"entry {number} does not follow the one before it: one of the two was changed")
        if entry.log != log:
            _break(bench, f"entry {number} is of the ledger of {entry.log}, not of {log}")
        leaf = leaf_hash(line.encode())
        previous = leaf.hex()
        bench.leaves.append(leaf)
        bench.moments.append(entry.at)
        try:
            fold(bench.state, entry)
        except ReplayError as error:
            _break(bench, str(error))
    if bench.state.unknown:
        kinds = ", ".join(f"{kind} ({count})" for kind, count in sorted(bench.state.unknown.items()))
        bench.notes.append(f"Entries of kinds that this program does not know were passed over: {kinds}.")


def _break(bench: Bench, text: str) -> None:
    bench.fault(Part.LEDGER, layout.ENTRIES, text)
    raise Stop


def check_openings(bench: Bench) -> None:
    """Check that every private part opens a commitment of the ledger."""
    is_there = layout.OPENINGS in bench.files
    if is_there != (bench.about.names is Names.FULL):
        how = (
            "names are not shown in full, yet it is there" if is_there else "names are shown in full, yet it is missing"
        )
        bench.fault(Part.OPENINGS, layout.OPENINGS, how)
        raise Stop
    if not is_there:
        return
    text = bench.text(layout.OPENINGS)
    if text and not text.endswith("\n"):
        bench.fault(Part.OPENINGS, layout.OPENINGS, "its last line is cut")
        raise Stop
    try:
        bench.private = read_openings(text.split("\n")[:-1], bench.state)
    except OpeningError as error:
        bench.fault(Part.OPENINGS, layout.OPENINGS, str(error))
        raise Stop from None


def check_figures(bench: Bench) -> None:
    """Compute every figure and list again and compare them byte by byte."""
    about, state = bench.about, bench.state
    if state.name != about.institution or state.is_invented != about.is_invented:
        text = f"it is of “{about.institution}”; the ledger is of “{state.name}”"
        if state.name == about.institution:
            text = "it and the ledger differ in whether the institution is invented"
        bench.fault(Part.FIGURES, layout.MANIFEST, text)
    claimed = None if about.names is Names.FULL else _claimed(bench)
    try:
        view = view_of(state, about, Private(about.names, bench.private), claimed)
        derived, outside = dict(derived_files(view)), files_by(state, about.as_of)
    except UNREADABLE as error:
        bench.fault(Part.FIGURES, layout.ENTRIES, f"the figures cannot be computed from the entries: {error!r}")
        raise Stop from None
    for path, data in derived.items():
        if path in bench.files and bench.files[path] != data:
            bench.fault(Part.FIGURES, path, "it does not follow from the entries: computed again it is different")
        elif path not in bench.files:
            bench.fault(Part.FIGURES, path, "it is missing")
    known = {*FIXED, *derived, *outside}
    for path in sorted(set(bench.files) - known):
        bench.fault(Part.FIGURES, path, "nothing in the ledger asks for this file")
    for path in sorted(set(about.absent) - set(outside)):
        bench.fault(
            Part.FIGURES, layout.MANIFEST, f"it says that {path} is not there, which nothing in the ledger asks for"
        )
    _check_order(bench, (*FIRST, *derived, layout.OPENINGS, *sorted(outside), *LAST))
    _tell_hidden(bench, view.people)


def _check_order(bench: Bench, paths: Iterable[str]) -> None:
    """Check that files stand in the one order: else two packs would say the same and not be the same."""
    expected = [path for path in dict.fromkeys(paths) if path in bench.files]
    known = frozenset(expected)
    for path, other in zip((path for path in bench.files if path in known), expected, strict=True):
        if path != other:
            bench.fault(Part.FILES, path, f"it stands where {other} should: the pack was packed again")
            return


def _tell_hidden(bench: Bench, people: Mapping[str, Shown]) -> None:
    """Tell of people shown as erased whom no entry erases: it may have come later, and it may be a name held back."""
    held = (bench.state.people.get(person) for person, shown in people.items() if shown.is_erased)
    count = sum(one is not None and bool(one.opening) for one in held)
    if count:
        bench.notes.append(
            f"People who appear as erased, though no entry here says so: {count}. They were erased after this "
            "checkpoint, or their names were held back."
        )


def check_outside(bench: Bench) -> None:
    """Check the files that are kept outside of the ledger against the hashes in it."""
    try:
        expected = files_by(bench.state, bench.about.as_of)
    except UNREADABLE:
        raise Stop from None
    for path, digest in expected.items():
        if path in bench.about.absent and path in bench.files:
            bench.fault(Part.OUTSIDE, path, "the manifest says that it is not in the pack, and it is")
        elif path in bench.about.absent:
            bench.notes.append(f"{path} is not in this pack: the platform no longer had it.")
        elif path not in bench.files:
            bench.fault(Part.OUTSIDE, path, "it is missing")
        elif sha256(bench.files[path]).hexdigest() != digest:
            bench.fault(Part.OUTSIDE, path, "it is not the file whose SHA-256 the ledger holds")


def _claimed(bench: Bench) -> Mapping[str, Shown]:
    """Return how the pack itself shows its people, where it does not carry what would prove it."""
    try:
        shape: Mapping[str, Any] = json.loads(bench.text(layout.PEOPLE))
        found = {
            one["person"]: Shown(one["name"], one["name_other"], one["staff_code"], one["is_erased"])
            for one in (*shape["people"], *shape["others"])
        }
        if any(tuple(map(type, shown)) != (str, str, str, bool) for shown in found.values()):
            raise TypeError
        wrong = [person for person, shown in found.items() if not is_shown_as(bench.about.names, shown)]
    except UNREADABLE:
        bench.fault(Part.FIGURES, layout.PEOPLE, "it cannot be read")
        raise Stop from None
    if wrong:
        bench.fault(Part.FIGURES, layout.PEOPLE, f"it shows more of {wrong[0]} than {bench.about.names.value} names")
    return found
