"""`lms workshop`: workshops without the web."""

import json
import secrets
from datetime import date

import click

from courses.case_loader import load_cases
from courses.model import Mode
from courses.resources import workshop_folder
from courses.workshop_loader import load_workshop
from lms.accounts.service import find_account
from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.cli.refusal import Refusal
from lms.cli.workshop_invited import invited, uninvite
from lms.cli.workshop_kit import debrief, kit
from lms.clock import read_clock
from lms.db.engine import session, transaction
from lms.institutions.networks import get_network
from lms.institutions.service import get_institution
from lms.reports.workshop_seats import WorkshopLine, list_workshops
from lms.workshops import seats
from lms.workshops.assigning import USUAL_EACH, begin_reviews
from lms.workshops.rescheduling import change_schedule
from lms.workshops.schedule import (
    get_plan,
    own_request,
    planned_request,
    write_schedule,
)  # fmt: skip
from lms.workshops.seats import NewWorkshop
from webinar_kits.workshop.agenda import changes, timed_days
from webinar_kits.workshop.kit_request import WorkshopKitRequest

MOST_SEEDS = 1_000_000
LENGTHS = click.option("--lengths", default="", help="Minutes of each sitting, with commas: 450,510.")
BEGINS = click.option(
    "--at",
    "begins",
    default="",
    help="When all sittings begin, 09:30; or one for each, with commas; groups 09:00+14:00.",
)


@click.group("workshop")
def workshop_group() -> None:
    """Open workshops, look them up, give out reviews, close them."""


workshop_group.add_command(kit)
workshop_group.add_command(debrief)
workshop_group.add_command(invited)
workshop_group.add_command(uninvite)


@workshop_group.command("open")
@click.argument("title")
@click.option("--trainer", required=True, help="E-mail address of the account that holds it.")
@click.option("--institution", default="", help="Slug of the institution that holds it.")
@click.option("--network", default="", help="Slug of the network that holds it.")
@click.option("--case", "case_id", default="sandrel", show_default=True, help="Id of the case.")
@click.option(
    "--mode", type=click.Choice([mode.value for mode in Mode]), default=Mode.IN_PERSON.value, show_default=True
)
@click.option("--starts-on", type=click.DateTime(formats=["%Y-%m-%d"]), required=True, help="First day, 2026-03-02.")
@click.option("--zone", default="UTC", show_default=True, help="IANA time zone.")
@click.option("--language", default="en", show_default=True)
@LENGTHS
@BEGINS
def open_(
    title: str,
    trainer: str,
    *,
    institution: str,
    network: str,
    case_id: str,
    mode: str,
    starts_on: date,
    zone: str,
    language: str,
    **typed: str,
) -> None:
    """Open a workshop called TITLE and print its id and the code that lets trainees in."""
    if bool(institution) == bool(network):
        raise Refusal("Name an institution or a network that holds the workshop, and not both.")
    cases = [case.id for case in load_cases(workshop_folder(), language=language)]
    if case_id not in cases:
        raise Refusal(f"There is no case {case_id!r}; there are: {', '.join(cases)}.")
    now, first = read_clock(), date(starts_on.year, starts_on.month, starts_on.day)
    own = WorkshopKitRequest(case_id, Mode(mode), language, dates=(first,))
    schedule = write_schedule(planned_request(own, load_workshop(workshop_folder(), language=language), typed))
    with open_database(prepared_settings()):
        account = find_account(session(), email=trainer)
        if account is None:
            raise Refusal(f"There is no account {trainer!r}. Make it first: lms account create.")
        new = NewWorkshop(
            title=title,
            case_id=case_id,
            language=language,
            mode=Mode(mode),
            zone=zone,
            starts_on=first,
            institution_id=get_institution(session(), slug=institution).id if institution else None,
            network_id=get_network(session(), slug=network).id if network else None,
            schedule=schedule,
        )
        with transaction() as write:
            made = seats.open_workshop(write, new=new, account_id=account.id, now=now)
    click.echo(f"{made.id}  {made.code}")


@workshop_group.command()
@click.argument("workshop_id", metavar="WORKSHOP")
@LENGTHS
@BEGINS
@click.option("--starts-on", "dates", default="", help="First day, 2026-03-02; or one for each sitting, with commas.")
@click.option("--until", default="", metavar="HH:MM", help="When the sitting that is on now shall end.")
def agenda(workshop_id: str, **typed: str) -> None:
    """Show the agenda of WORKSHOP (its id), or hold it on other days or in less time. What is over stays."""
    now = read_clock()
    with open_database(prepared_settings()):
        planned = get_plan(session(), workshop_id=workshop_id)
        content = load_workshop(workshop_folder(), language=planned.language)
        asked = own_request(planned, content)
        if any(typed.values()):
            with transaction() as write:
                asked = change_schedule(write, workshop_id=workshop_id, content=content, typed=typed, now=now)
        days = timed_days(asked, content)
    for day in days:
        click.echo(f"{day.sitting.title}: {day.told}")
        for line in day.lines:
            click.echo(f"  {line.begins}  {line.minutes:>3}  {line.item.title}")
    for one in changes(days, content):
        click.echo(f"{one.title}: {one.before} minutes, here {one.after or 'left out'}", err=True)


@workshop_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def list_(*, as_json: bool) -> None:
    """List the workshops, the latest first."""
    with open_database(prepared_settings()):
        rows = [_row(line) for line in list_workshops(session())]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['id']}  {row['starts_on']}  {row['state']:<6}  {row['people']:>3}  {row['title']}")


@workshop_group.command()
@click.argument("workshop_id", metavar="WORKSHOP")
def close(workshop_id: str) -> None:
    """Make WORKSHOP (its id) read-only. Its trainers can open it again."""
    now = read_clock()
    with open_database(prepared_settings()), transaction() as write:
        seats.close(write, workshop_id=workshop_id, now=now)
    click.echo("The workshop is closed.")


@workshop_group.command()
@click.argument("workshop_id", metavar="WORKSHOP")
@click.option("--each", type=int, default=USUAL_EACH, show_default=True, help="Reviews for each proposal, at least.")
@click.option("--seed", type=int, default=None, help="A whole number: the same one gives the same people the same.")
def reviews(workshop_id: str, *, each: int, seed: int | None) -> None:
    """Open the reviews of WORKSHOP (its id) and give them out; open already, give out what is missing."""
    now = read_clock()
    number = secrets.randbelow(MOST_SEEDS) if seed is None else seed
    with open_database(prepared_settings()), transaction() as write:
        given = begin_reviews(write, workshop_id=workshop_id, each=each, seed=number, now=now)
    click.echo(
        f"{given.made} reviews are given out: {given.proposals} proposals, {given.readers} trainees, seed {number}."
    )
    if given.short:
        click.echo(f"Too few people may read {given.short} of them. Their trainer can review them.")


def _row(line: WorkshopLine) -> dict[str, str | int]:
    return {
        "id": line.id,
        "title": line.title,
        "case": line.case_id,
        "starts_on": line.starts_on.isoformat(),
        "holder": line.holder,
        "people": line.people,
        "state": "closed" if line.closed_at is not None else "open",
    }
