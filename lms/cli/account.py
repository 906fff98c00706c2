"""`lms account`: logins, for the first one and for when mail fails."""

from datetime import datetime

import click

from courses.days import moment_words
from lms.accounts.links import new_token
from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.cli.refusal import Refusal
from lms.clock import read_clock
from lms.db.engine import transaction
from lms.permissions import Role
from lms.workflows.open_account import Post, give_post, open_account, renew_link

GRANTED = [role.value for role in Role if role is not Role.MEMBER]


@click.group()
def account() -> None:
    """Make accounts and give them roles."""


@account.command()
@click.option("--email", required=True)
@click.option("--name", required=True, help="As it should stand on a certificate.")
@click.option("--role", type=click.Choice(GRANTED), help="A role, with the place where it holds.")
@click.option("--institution", metavar="SLUG", default="")
@click.option("--network", metavar="SLUG", default="")
def create(email: str, name: str, role: str | None, institution: str, network: str) -> None:
    """Make an account and print a link, good once, that sets its password. No mail is sent."""
    settings, token, now = prepared_settings(), new_token(), read_clock()
    post = _post(role, institution, network) if role else None
    if post is None and (institution or network):
        raise Refusal("--role is missing: say what the account is there.")
    with open_database(settings), transaction() as session:
        expires_at = open_account(session, email=email, name=name, post=post, token=token, now=now)
    _print_link(settings.base_url, token, expires_at)


@account.command()
@click.option("--email", required=True)
@click.option("--role", type=click.Choice(GRANTED), required=True)
@click.option("--institution", metavar="SLUG", default="")
@click.option("--network", metavar="SLUG", default="")
def grant(email: str, role: str, institution: str, network: str) -> None:
    """Give an account a role in an institution or a network."""
    settings, now = prepared_settings(), read_clock()
    post = _post(role, institution, network)
    with open_database(settings), transaction() as session:
        give_post(session, email=email, post=post, now=now)
    click.echo(f"{email} is {role} of {institution or network}.")


@account.command()
@click.option("--email", required=True)
def link(email: str) -> None:
    """Print a link, good once and for two hours, that sets a new password."""
    settings, token, now = prepared_settings(), new_token(), read_clock()
    with open_database(settings), transaction() as session:
        expires_at = renew_link(session, email=email, token=token, now=now)
    _print_link(settings.base_url, token, expires_at)


def _post(role: str, institution: str, network: str) -> Post:
    if bool(institution) == bool(network):
        raise Refusal(f"The role {role} holds in one place: give either --institution SLUG or --network SLUG.")
    return Post(Role(role), institution, network)


def _print_link(base_url: str, token: str, expires_at: datetime) -> None:
    click.echo(f"{base_url}/links/{token}")
    click.echo(f"The link sets the password. It works once, until {moment_words(expires_at)}.", err=True)
