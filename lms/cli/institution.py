"""`lms institution`: who is on this platform."""

import json

import click

from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.clock import read_clock
from lms.db.engine import session, transaction
from lms.institutions import networks, service


@click.group()
def institution() -> None:
    """Look after institutions and networks."""


@institution.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def list_(*, as_json: bool) -> None:
    """List the institutions by name."""
    with open_database(prepared_settings()):
        found = service.list_institutions(session())
    if as_json:
        rows = [
            {
                "slug": one.slug,
                "name": one.profile.name,
                "language": one.profile.language,
                "zone": one.profile.zone,
                "currency": one.profile.currency,
                "is_invented": one.is_invented,
            }
            for one in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in found:
        click.echo(f"{one.slug}  {one.profile.name}")


@institution.command()
@click.argument("slug")
@click.option("--name", required=True)
@click.option("--network", metavar="SLUG", help="The network it belongs to.")
@click.option("--zone", default="UTC", show_default=True)
@click.option("--currency", default="USD", show_default=True)
@click.option("--lang", default="en", show_default=True)
@click.option("--hotline", default="")
def create(slug: str, network: str | None, **asked: str) -> None:
    """Add an institution, known in addresses by SLUG."""
    profile = service.Profile(
        name=asked["name"],
        language=asked["lang"],
        zone=asked["zone"],
        currency=asked["currency"],
        hotline=asked["hotline"],
    )
    now = read_clock()
    with open_database(prepared_settings()), transaction() as write:
        network_id = networks.get_network(write, slug=network).id if network else None
        made = service.create_institution(write, slug=slug, profile=profile, network_id=network_id, now=now)
        service.add_branch(write, institution_id=made.id, name="Head office", now=now)
    click.echo(f"{made.slug}  {made.profile.name}")


@institution.command()
@click.argument("slug")
@click.option("--name", required=True)
def network(slug: str, name: str) -> None:
    """Add a network of institutions."""
    now = read_clock()
    with open_database(prepared_settings()), transaction() as write:
        made = networks.create_network(write, slug=slug, name=name, now=now)
    click.echo(f"{made.slug}  {made.name}")
