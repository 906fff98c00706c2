"""Which proposals of a workshop have something written in them: not those whose parts were opened and left blank."""

from dataclasses import fields

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.orm import Session

from courses.proposals import SECTION, read_part, split_key
from lms.workshops.models import Part, Proposal

# A part with nothing typed in it is short, whichever program wrote it: what is longer is not fetched.
LONGEST_BLANK = 1000
LONG = "…"
# Chosen from a list and not typed.
CHOSEN = frozenset({"id", "limb"})


def list_written(session: Session, *of: ColumnElement[bool], workshop_id: str) -> frozenset[str]:
    """Return the proposals with something typed in a part that was not taken out; `of` says of which ones."""
    content = case((func.length(Part.content) > LONGEST_BLANK, literal(LONG)), else_=Part.content)
    query = (
        select(Part.proposal_id, Part.key, content)
        .join(Proposal, Proposal.id == Part.proposal_id)
        .where(Proposal.workshop_id == workshop_id, Part.is_out.is_(False), Part.content != "", *of)
    )
    found: set[str] = set()
    for proposal_id, key, text in session.execute(query):
        if proposal_id not in found and not is_blank(key, text):
            found.add(proposal_id)
    return frozenset(found)


def is_blank(key: str, content: str) -> bool:
    """Return whether nothing was typed into a part: no word, no number, nothing cited."""
    kind, _id = split_key(key) or (SECTION, "")
    if kind == SECTION or not content.strip():
        return not content.strip()
    part = read_part(key, content).part
    return not any(_is_typed(getattr(part, one.name)) for one in fields(part) if one.name not in CHOSEN)


def _is_typed(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)
