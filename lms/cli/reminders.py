"""`lms reminders`: letters about what is due."""

import logging

import click
from flask import Flask

from courses.loader import load_catalogue
from courses.resources import content_folder
from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.cli.refusal import Refusal
from lms.clock import read_clock
from lms.db.engine import session
from lms.http.holdings import holdings_of
from lms.http.letters import send_reminders
from lms.institutions import service as institutions
from lms.reports.reminders import list_places

LOG = logging.getLogger("lms.reminders")


@click.group()
def reminders() -> None:
    """Remind people of what is due."""


@reminders.command()
@click.option("--dry-run", is_flag=True, help="Only say how many letters there would be.")
@click.option("--institution", metavar="SLUG", default="", help="Only this one.")
def send(*, dry_run: bool, institution: str) -> None:
    """Write today's letters now, where reminders are on. Run twice, nobody gets a second one; a running server does
    this by itself at the hour of each plan."""
    settings, now = prepared_settings(), read_clock()
    with open_database(settings):
        if institution:
            institutions.get_institution(session(), slug=institution)
            if not list_places(session(), now=now, slug=institution, is_waiting=False):
                raise Refusal(f"Reminders of {institution} are off: switch them on at its page Reminders first.")
        catalogue = load_catalogue((content_folder(),), own=settings.content_dirs)
        done = send_reminders(
            settings=settings,
            catalogue=catalogue,
            now=now,
            slug=institution,
            is_waiting=False,
            is_dry=dry_run,
        )
    for one in done:
        bring = f", {one.invitations} with an invitation" if one.invitations else ""
        click.echo(f"{one.slug}  {one.letters} {'to write' if dry_run else 'written'}{bring}")
    if not done:
        click.echo("Reminders are on nowhere.")


def remind_once(app: Flask) -> None:
    """Write the letters of every institution whose hour has come; whatever goes wrong is logged, and is tried again."""
    held = holdings_of(app)
    try:
        with app.app_context():
            done = send_reminders(
                settings=held.settings,
                catalogue=held.catalogue,
                now=read_clock(),
                is_waiting=True,
            )
        if done:
            LOG.info("reminders", extra={"letters": sum(one.letters for one in done)})
    except Exception:
        LOG.exception("reminders could not be written")
