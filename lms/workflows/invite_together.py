"""Invite several members at once: those who cannot be invited hinder nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.errors import Conflict, Invalid
from lms.workflows.invite_person import Inviter, invite_member


@dataclass(frozen=True, slots=True)
class Invited:
    """How many were invited, and why the others were not, a sentence each."""

    number: int
    refused: tuple[str, ...]


def invite_members(
    session: Session, *, inviter: Inviter, drawn: Sequence[tuple[int, str]], base_url: str, now: datetime
) -> Invited:
    """Invite each member with the secret drawn for her link, pairs of member and secret."""
    refused = []
    for member_id, token in drawn:
        try:
            with session.begin_nested():
                invite_member(session, inviter=inviter, member_id=member_id, token=token, base_url=base_url, now=now)
        except (Conflict, Invalid) as error:
            refused.append(str(error))
    return Invited(len(drawn) - len(refused), tuple(refused))
