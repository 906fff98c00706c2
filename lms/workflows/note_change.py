"""Note that a member knows what changed since she completed a module: her completion goes on, on the new edition."""

import uuid
from datetime import date, datetime

from sqlalchemy.orm import Session

from courses.editions import changed_since, items_asked
from courses.model import Module
from lms.errors import Conflict
from lms.evidence import service as evidence
from lms.workflows.keep_edition import keep_edition

SOURCE = "change"
# Any fixed number will do: it makes the same reading the same entry, however often the button is pressed.
READINGS = uuid.UUID("5b3f6a52-7a3e-4a53-9c39-0d2f6c1e7b10")


def note_change(
    session: Session,
    *,
    member_id: int,
    institution_id: int,
    module: Module,
    edition: str,
    today: date,
    now: datetime,
) -> bool:
    """Note that a member has read what changed; a second time changes nothing. Return whether it was new.

    Raises `Conflict` where a change names questions, which are answered and not only read; and where `edition`, the one
    whose changes she read, is no longer served.
    """
    held = evidence.find_held(session, member_id=member_id, module_id=module.id, today=today)
    changes = changed_since(module, edition=held.newest.edition, day=held.newest.met_on) if held else ()
    if not changes:
        return False
    if items_asked(changes):
        raise Conflict("This change has two questions. Answer them; reading is not enough here.")
    if edition != module.edition:
        raise Conflict("This module has changed once more since you opened the page. Read what changed again, please.")
    keep_edition(session, module=module)
    reading = str(uuid.uuid5(READINGS, f"{member_id} {module.id} {module.edition}"))
    return renew_for_change(
        session,
        member_id=member_id,
        institution_id=institution_id,
        module_id=module.id,
        edition=module.edition,
        language=module.language,
        source_id=reading,
        begun_on=today,
        today=today,
        now=now,
    )


def renew_for_change(
    session: Session,
    *,
    member_id: int,
    institution_id: int,
    module_id: str,
    edition: str,
    language: str,
    source_id: str,
    begun_on: date,
    today: date,
    now: datetime,
) -> bool:
    """Add a completion on the new edition that counts as long as the one it renews, never longer.

    No certificate comes of it. Nothing is added, and False returned, when no completion counts today, or the newest is
    of that edition already.
    """
    held = evidence.find_held(session, member_id=member_id, module_id=module_id, today=today)
    if held is None or held.newest.edition == edition:
        return False
    evidence.add_completion(
        session,
        institution_id=institution_id,
        member_id=member_id,
        module_id=module_id,
        edition=edition,
        language=language,
        source=SOURCE,
        source_id=source_id,
        percent=None,
        completed_at=now,
        completed_on=today,
        valid_until=held.counting.valid_until,
        begun_on=begun_on,
    )
    return True
