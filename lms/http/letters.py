"""Reminders, for a page, a command and the thread alike: what stands in the letters of a place, and sending them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from courses.catalogue import Catalogue
from lms.config import Settings
from lms.db.engine import session, transaction
from lms.http import inviting
from lms.reminders import service
from lms.reminders.facts import Day, Plan
from lms.reminders.letters import House
from lms.reminders.rules import decide
from lms.reports.reminder_contacts import find_coordinator
from lms.reports.reminders import list_places, read_day
from lms.workflows.invite_person import Inviter
from lms.workflows.remind import Sender, remind
from lms.workflows.reset_password import new_token

STOP = "reminders/stop"


class Place(inviting.Place, Protocol):
    """An institution as letters need it."""

    @property
    def slug(self) -> str:
        """Its name in addresses."""


@dataclass(frozen=True, slots=True)
class SentTo:
    """How many letters were written for an institution; in a dry run, how many would be.

    `invitations` of those that were due bring a link to choose a password.
    """

    slug: str
    letters: int
    invitations: int = 0


def house_of(place: Place, *, settings: Settings, catalogue: Catalogue) -> House:
    """Return what of an institution stands in its letters."""

    def title(module_id: str, language: str) -> str:
        module = catalogue.find(module_id, language)
        return module.title if module is not None else module_id

    base = settings.base_url
    return House(
        name=place.name,
        language=place.language,
        training_link=f"{base}/training",
        texts_link=f"{base}/institutions/{place.slug}/reminders/texts",
        title=title,
        pin_link=f"{base}/sign-in/pin/{place.slug}",
        forgotten_link=f"{base}/forgotten",
        coordinator=find_coordinator(session(), institution_id=place.id),
    )


def sender_for(place: Place, *, settings: Settings, catalogue: Catalogue) -> Sender:
    """Return who writes for an institution."""
    house = house_of(place, settings=settings, catalogue=catalogue)
    return Sender(
        place.id,
        house,
        f"{settings.base_url}/{STOP}",
        settings.secret_key,
        Inviter(place.id, place.name, place.language, place.zone),
        f"{settings.base_url}/links",
        new_token,
    )


def day_of(place: Place, *, catalogue: Catalogue, plan: Plan, on: date) -> Day:
    """Return what the rules look at on a day in an institution."""
    modules = tuple(module.id for module in catalogue.modules)
    return read_day(
        session(),
        institution_id=place.id,
        zone=place.zone,
        language=place.language,
        module_ids=modules,
        plan=plan,
        on=on,
    )


def send_reminders(
    *,
    settings: Settings,
    catalogue: Catalogue,
    now: datetime,
    slug: str = "",
    is_waiting: bool,
    is_dry: bool = False,
) -> tuple[SentTo, ...]:
    """Write the letters of today for every institution whose plan is on. `is_waiting`: only where the hour has come."""
    done = []
    for place in list_places(session(), now=now, slug=slug, is_waiting=is_waiting):
        plan = service.find_plan(session(), institution_id=place.id)
        letters = decide(day_of(place, catalogue=catalogue, plan=plan, on=place.today))
        invitations = sum(letter.brings_link for letter in letters)
        if is_dry:
            done.append(SentTo(place.slug, len(letters), invitations))
            continue
        sender = sender_for(place, settings=settings, catalogue=catalogue)
        done.append(SentTo(place.slug, remind(transaction, sender, letters, today=place.today, now=now), invitations))
    return tuple(done)
