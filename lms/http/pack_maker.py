"""Making an evidence pack from the database and the document process; used by pages, programs and the command line."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import uuid4

from lms.db.engine import session
from lms.errors import Conflict
from lms.http.press import Press
from lms.ledger.canonical import write_moment
from lms.ledger.entries import Opening
from lms.ledger.log import Checkpoint, list_checkpoints
from lms.ledger.merkle import Tree, leaf_hash
from lms.ledger.notes import NoteError, Signer, VerifierKey, open_note
from lms.ledger.packs.layout import About, Known, Names
from lms.ledger.packs.shown import OpeningError, Private, open_all, show_people
from lms.ledger.packs.summary import summary_shape, workbook_shape
from lms.ledger.packs.view import View, facts_wanted, files_by, named_in, people_wanted
from lms.ledger.packs.write import Content, Signed, write_pack
from lms.ledger.replay.figures import coverage_on
from lms.ledger.replay.fold import ReplayError, fold, read_entry
from lms.ledger.replay.state import State
from lms.reports import evidence_pack as reports
from webinar_kits.jobs import JobKind

MANY_PEOPLE = 1_000
CHANGED = "The ledger is not what was signed at {size} entries: {why}. Run “lms ledger check” to see what was changed."


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a pack is made of: with the ledger it says every byte of it."""

    institution_id: int
    as_of: date
    size: int
    names: Names


@dataclass(frozen=True, slots=True)
class Tools:
    """What making one needs: the keys, that of today first, who signs, and the document process."""

    verifiers: Sequence[VerifierKey]
    signer: Signer
    press: Press


def make_pack(recipe: Recipe, *, tools: Tools, path: Path) -> None:
    """Write the pack to that path: whole or not at all. `Conflict` when the ledger is not what was signed."""
    checkpoints = list_checkpoints(session(), institution_id=recipe.institution_id)
    known = next((one for one in checkpoints if one.size == recipe.size), None)
    if known is None:
        raise Conflict(f"No checkpoint was signed at {recipe.size} entries.")
    with reports.reading_once(session()):
        state, leaves = _replay(recipe, known)
        files = files_by(state, recipe.as_of.isoformat())
        outside = reports.read_outside(session(), institution_id=recipe.institution_id, files=files)
        view, people = _view(state, recipe, known, absent=sorted(set(files) - set(outside)))
        earlier = [Signed(one.size, one.note) for one in reversed(checkpoints) if one.size < known.size]
        verifiers = _needed(tools.verifiers, [known.note, *(one.note for one in earlier)])
        summary, workbook = _documents(tools.press, view, verifiers[0], folder=path.parent)
        # What facts say of people is most of what a pack holds: it is read when the documents are made.
        view, openings = _opened(view, recipe, people)
        content = Content(
            view=view,
            lines=lambda: reports.each_line(session(), institution_id=recipe.institution_id, size=recipe.size),
            leaves=leaves,
            checkpoint=Signed(known.size, known.note),
            earlier=earlier,
            openings=openings,
            outside=outside,
            summary=summary,
            workbook=workbook,
            verifiers=verifiers,
        )
        _write(content, tools.signer, path)


def _replay(recipe: Recipe, known: Checkpoint) -> tuple[State, list[bytes]]:
    state, leaves = State(), []
    try:
        for line in reports.each_line(session(), institution_id=recipe.institution_id, size=recipe.size):
            leaves.append(leaf_hash(line.encode()))
            fold(state, read_entry(line))
    except ReplayError as error:
        raise Conflict(CHANGED.format(size=recipe.size, why=error)) from None
    if len(leaves) != known.size or Tree(leaves).root(known.size).hex() != known.root:
        raise Conflict(CHANGED.format(size=recipe.size, why="its root is another"))
    return state, leaves


def _view(state: State, recipe: Recipe, known: Checkpoint, *, absent: Sequence[str]) -> tuple[View, dict[str, Opening]]:
    """Return the view with its people shown, and what opens their names."""
    about = About(
        institution=state.name,
        log=state.log,
        origin=known.note.partition("\n")[0],
        is_invented=state.is_invented,
        as_of=recipe.as_of.isoformat(),
        known=Known(known.size, known.root, write_moment(known.made_at)),
        names=recipe.names,
        absent=tuple(absent),
    )
    coverage = coverage_on(state, about.as_of)
    named = named_in(state, coverage)
    people = reports.read_openings(
        session(), institution_id=recipe.institution_id, commitments=people_wanted(state, named)
    )
    shown = show_people(state, named, Private(recipe.names, _open(people)))
    return View(about, state, coverage, Private(recipe.names, {}), shown), people


def _opened(view: View, recipe: Recipe, people: dict[str, Opening]) -> tuple[View, dict[str, Opening]]:
    """Return the view with all that full names show, and what opens it; nothing for other ways of showing names."""
    if recipe.names is not Names.FULL:
        return view, {}
    wanted = facts_wanted(view.state, view.day)
    facts = reports.read_openings(session(), institution_id=recipe.institution_id, commitments=wanted)
    openings = people | facts
    return replace(view, private=Private(recipe.names, _open(openings))), openings


def _open(openings: Mapping[str, Opening]) -> dict[str, str]:
    try:
        return open_all(openings.values())
    except OpeningError as error:
        raise Conflict(f"{error}. Run “lms ledger check” to see what was changed.") from None


def _documents(press: Press, view: View, key: VerifierKey, *, folder: Path) -> tuple[bytes, bytes]:
    """Return the summary and the workbook. With many people the document process is ended after each: it would keep
    the memory it took.
    """
    summary = summary_shape(view, key=str(key), fingerprint=key.fingerprint)
    made = []
    for kind, request in ((JobKind.EVIDENCE, summary), (JobKind.SHEETS, workbook_shape(view))):
        made.append(_document(press, kind, request, folder=folder))
        if len(view.people) > MANY_PEOPLE:
            press.close()
    return made[0], made[1]


def _needed(verifiers: Sequence[VerifierKey], notes: Sequence[str]) -> tuple[VerifierKey, ...]:
    """Return the key of today, and of the retired ones those that a checkpoint in the pack needs."""
    current, *retired = verifiers
    return (current, *(key for key in retired if any(_opens(key, note) for note in notes)))


def _opens(key: VerifierKey, note: str) -> bool:
    with suppress(NoteError):
        open_note(note, (key,))
        return True
    return False


def _document(press: Press, kind: JobKind, request: Mapping[str, object], *, folder: Path) -> bytes:
    path = folder / f"{uuid4().hex}.part"
    try:
        press.run(kind, {"request": request}, output=path)
        return path.read_bytes()
    finally:
        path.unlink(missing_ok=True)


def _write(content: Content, signer: Signer, path: Path) -> None:
    part = path.with_name(f"{uuid4().hex}.part")
    try:
        with part.open("w+b") as out:
            write_pack(out, content, signer=signer)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
