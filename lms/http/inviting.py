"""Inviting members of an institution, for a page, a program and the command line alike."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from lms.config import Settings
from lms.db.engine import session, transaction
from lms.errors import NotFound
from lms.reports.logins import Invitee, find_strangers, list_uninvited
from lms.workflows.invite_person import Inviter
from lms.workflows.invite_together import Told, invite_together
from lms.workflows.reset_password import new_token

NEVER = datetime.min.replace(tzinfo=UTC)


class Place(Protocol):
    """An institution that invites."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def zone(self) -> str:
        """Where its days are."""

    @property
    def language(self) -> str:
        """The language of who chose none."""


def choose_invitees(
    place: Place, *, branch_id: int | None = None, again: bool = False, now: datetime
) -> tuple[Invitee, ...]:
    """Return who is here today with an address and cannot sign in: who holds no link that works, with `again` all.

    Who was never written to comes first, then who was longest ago: asked once more, the next come.
    """
    today = now.astimezone(ZoneInfo(place.zone)).date()
    found = list_uninvited(session(), institution_id=place.id, on=today, branch_id=branch_id)
    chosen = (one for one in found if again or not one.holds_link(now))
    return tuple(sorted(chosen, key=lambda one: one.invited_at or NEVER))


def invite_members(place: Place, member_ids: Sequence[int], *, settings: Settings, now: datetime) -> tuple[Told, ...]:
    """Invite these members, and return what became of each; where one is no member here, nobody is written to."""
    if strangers := find_strangers(session(), institution_id=place.id, member_ids=member_ids):
        raise NotFound(f"There is no such person in this institution: {', '.join(map(str, strangers[:5]))}.")
    return invite_together(
        transaction,
        inviter=Inviter(place.id, place.name, place.language, place.zone),
        member_ids=member_ids,
        draw_token=new_token,
        base_url=settings.base_url,
        now=now,
    )
