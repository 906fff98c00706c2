"""What changed in a module since a member completed it: for her own pages and for her coordinator's, from one query."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from courses.catalogue import Catalogue
from courses.editions import changed_since, items_asked
from courses.model import Change, Module
from lms.evidence.models import Completion
from lms.evidence.rules import WAIVER, Held, Known, held


@dataclass(frozen=True, slots=True)
class OpenChange:
    """A short task that waits for somebody who completed an earlier edition.

    `module` is in the language she completed it in; `edition` and `completed_on` are those of her newest completion.
    `changes` holds all entries since then, editorial ones too; `items` the questions to answer, none where reading is
    enough.
    """

    module: Module
    edition: str
    completed_on: date
    valid_until: date | None
    changes: tuple[Change, ...]
    items: tuple[str, ...]


def list_open_changes(session: Session, catalogue: Catalogue, *, member_id: int, today: date) -> dict[str, OpenChange]:
    """Return what waits for a member, by module id; a module she is not complete in asks for the whole of it."""
    earned: dict[str, list[Known]] = {}
    for module_id, known in _earned(session, _QUERY.where(Completion.member_id == member_id)):
        earned.setdefault(module_id, []).append(known)
    found = {module_id: _open(catalogue, module_id, held(own, today=today)) for module_id, own in earned.items()}
    return {module_id: one for module_id, one in found.items() if one is not None}


def find_open_change(
    session: Session, catalogue: Catalogue, *, member_id: int, module_id: str, today: date
) -> OpenChange | None:
    """Return what waits for a member in one module, or None."""
    query = _QUERY.where(Completion.member_id == member_id, Completion.module_id == module_id)
    own = [known for _, known in _earned(session, query)]
    return _open(catalogue, module_id, held(own, today=today))


# A waiver is no completion she earned: nobody asks her what changed.
_QUERY = (
    select(
        Completion.module_id,
        Completion.completed_on,
        Completion.valid_until,
        Completion.edition,
        Completion.language,
        Completion.begun_on,
    )
    .where(Completion.source != WAIVER)
    .order_by(Completion.completed_on, Completion.id)
)


def _earned(session: Session, query: Select[str, date, date | None, str, str, date | None]) -> list[tuple[str, Known]]:
    return [
        (module_id, Known(completed_on, valid_until, edition, language, begun_on))
        for module_id, completed_on, valid_until, edition, language, begun_on in session.execute(query)
    ]


def _open(catalogue: Catalogue, module_id: str, own: Held | None) -> OpenChange | None:
    # In the language of her completion: an edition of one language says nothing about that of another.
    module = catalogue.find(module_id, own.newest.language) if own is not None else None
    if own is None or module is None:
        return None
    day = own.newest.met_on
    asking = changed_since(module, edition=own.newest.edition, day=day)
    if not asking:
        return None
    return OpenChange(
        module=module,
        edition=own.newest.edition,
        completed_on=own.newest.completed_on,
        valid_until=own.counting.valid_until,
        changes=tuple(change for change in module.changes[:-1] if change.on > day),
        items=items_asked(asking),
    )
