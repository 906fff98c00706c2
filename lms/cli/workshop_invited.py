"""`lms workshop invited` and `lms workshop uninvite`: who was written to and has not come, and an end to it."""

import json

import click

from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.db.engine import session, transaction
from lms.lines import read_address
from lms.reports.workshop_people import list_not_here_yet
from lms.workshops.invitations import forget_invited
from lms.workshops.seats import get_workshop


@click.command()
@click.argument("workshop_id", metavar="WORKSHOP")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def invited(workshop_id: str, *, as_json: bool) -> None:
    """List who was invited to WORKSHOP (its id) by letter and is not here yet, those who wait longest first."""
    with open_database(prepared_settings()):
        get_workshop(session(), workshop_id=workshop_id)
        found = list_not_here_yet(session(), workshop_id=workshop_id)
    if as_json:
        rows = [
            {"email": one.email, "name": one.name, "sent_at": one.sent_at.isoformat(), "letters": one.letters}
            for one in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in found:
        click.echo(f"{one.sent_at.date().isoformat()}  {one.letters:>2}  {one.email}  {one.name}")


@click.command()
@click.argument("address", metavar="ADDRESS")
def uninvite(address: str) -> None:
    """Take ADDRESS off the lists of all workshops: for who asks to be forgotten and has no account to ask from."""
    with open_database(prepared_settings()), transaction() as write:
        many = forget_invited(write, address=read_address(address))
    click.echo(f"Off the lists of {many} workshops.")
