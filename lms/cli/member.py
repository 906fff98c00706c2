"""`lms member`: a PIN or an erasure for one person, and invitations for many, where the coordinator cannot do it."""

from zoneinfo import ZoneInfo

import click

from lms.accounts.pins import new_pin
from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.cli.member_invite import invite
from lms.cli.refusal import Refusal
from lms.clock import read_clock
from lms.db.engine import session, transaction
from lms.http.packs import drop_packs
from lms.institutions import service
from lms.institutions.service import KnownInstitution, KnownMember
from lms.workflows.erase_person import Whom, erase_person
from lms.workflows.give_pins import Issuer, give_pins


@click.group()
def member() -> None:
    """Look after members of an institution."""


member.add_command(invite)


@member.command()
@click.argument("institution")
@click.argument("staff_code")
def pin(institution: str, staff_code: str) -> None:
    """Give who has no address a new PIN and print it, this once."""
    now = read_clock()
    with open_database(prepared_settings()):
        place, found = _find(institution, staff_code)
        issuer = Issuer(place.id, place.profile.language, place.profile.zone)
        with transaction() as write:
            card = give_pins(write, issuer=issuer, drawn=[(found.id, new_pin())], now=now)[0]
    click.echo(f"{card.staff_code}  {card.name}  {card.pin}")


@member.command()
@click.argument("institution")
@click.argument("staff_code")
@click.option("--yes", is_flag=True, help="Do it: without this nothing happens.")
def erase(institution: str, staff_code: str, yes: bool) -> None:  # noqa: FBT001  (an option of the command line)
    """Erase a person for good: nothing names her any more, and every count of a past day stays."""
    settings, now = prepared_settings(), read_clock()
    with open_database(settings):
        place, found = _find(institution, staff_code)
        if not yes:
            click.echo(
                f"This would erase {found.name} ({found.staff_code}). Say --yes to do it; nothing brings it back."
            )
            return
        whom = Whom(place.id, found.id, now.astimezone(ZoneInfo(place.profile.zone)).date())
        with transaction() as write:
            erase_person(write, whom, now=now)
        drop_packs(settings.instance_dir, institution_id=place.id)
    click.echo("Erased.")


def _find(institution: str, staff_code: str) -> tuple[KnownInstitution, KnownMember]:
    place = service.get_institution(session(), slug=institution)
    found = service.find_member(session(), institution_id=place.id, staff_code=staff_code)
    if found is None:
        raise Refusal(f"Nobody at {place.slug} has the staff code {staff_code}.")
    return place, found
