"""The texts of editions somebody learned: kept once, and entered in the ledger of each institution they count in."""

import gzip
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from lms.db.upsert import insert_once
from lms.evidence.facts import edition_record
from lms.evidence.models import EditionCopy
from lms.ledger import service as ledger
from lms.ledger.kinds import Kind


@dataclass(frozen=True, slots=True)
class EditionText:
    """What an edition said, to be read by people."""

    title: str
    content: str


# Built once: every quiz that is begun asks it.
_KEPT = select(EditionCopy.edition).where(
    EditionCopy.edition == bindparam("edition"), EditionCopy.language == bindparam("language")
)


def has_edition(session: Session, *, edition: str, language: str) -> bool:
    """Return whether the text of an edition is kept."""
    return session.connection().execute(_KEPT, {"edition": edition, "language": language}).first() is not None


def keep_edition(session: Session, *, module_id: str, edition: str, language: str, text: EditionText) -> None:
    """Keep the text of an edition; the first one stands."""
    content = text.content.encode()
    values = {
        "edition": edition,
        "language": language,
        "module_id": module_id,
        "title": text.title,
        "sha256": sha256(content).hexdigest(),
        # Without a time in it: the same text is the same bytes.
        "content": gzip.compress(content, mtime=0),
    }
    insert_once(session, EditionCopy, values)


def edition_records(
    session: Session, *, institution_id: int, module_id: str, edition: str, language: str
) -> tuple[ledger.Record, ...]:
    """Return the entry of an edition, or nothing when the institution's ledger has it; hold the log before."""
    known = ledger.list_bodies(session, institution_id=institution_id, kind=Kind.EDITION)
    if any((body["module"], body["edition"], body["language"]) == (module_id, edition, language) for body in known):
        return ()
    query = select(EditionCopy.title, EditionCopy.sha256).where(
        EditionCopy.edition == edition, EditionCopy.language == language
    )
    kept = session.execute(query).first()
    title, digest = ("", None) if kept is None else (kept[0], kept[1])
    return (edition_record(module_id=module_id, edition=edition, language=language, title=title, sha256=digest),)
