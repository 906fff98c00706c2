"""`lms requirement`: what a tier must complete, for operators."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import click

from courses.days import day_words
from courses.loader import load_catalogue
from courses.model import Tier, Track
from courses.resources import content_folder
from lms.cli.branch import find_open_branch
from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.cli.refusal import Refusal
from lms.clock import read_clock
from lms.config import Settings
from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.evidence.requirements import Rule, drop_requirement, set_requirement
from lms.institutions import service as institutions
from lms.institutions.service import KnownInstitution
from lms.reports.requirements import list_requirements, list_rule_history

TIERS = [tier.value for tier in Tier]
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def requirement() -> None:
    """Say what a tier must complete, from which day on."""


@requirement.command("set")
@click.argument("institution")
@click.option("--tier", type=click.Choice(TIERS), required=True)
@click.option("--module", required=True, help="The id of the module.")
@click.option("--branch", default="", help="Only this branch, by its name.")
@click.option("--pass-percent", type=int, default=80, show_default=True)
@click.option("--months", type=int, help="For how many months it counts; for ever without.")
@click.option("--renewal-days", type=int, default=60, show_default=True, help="Days before the end to renew in.")
@click.option("--due-days", type=int, help="Due so many days after joining the tier.")
@click.option("--due-on", type=DAY, help="Due on a day; with --due-days, not before it.")
@click.option("--track", type=click.Choice([track.value for track in Track]), default=None)
@click.option("--from", "from_on", type=DAY, help="Holds from that day; from today without.")
def set_(
    institution: str,
    tier: str,
    module: str,
    branch: str,
    pass_percent: int,
    months: int | None,
    renewal_days: int,
    due_days: int | None,
    due_on: datetime | None,
    track: str | None,
    from_on: datetime | None,
) -> None:
    """Let a rule hold at INSTITUTION from a day on."""
    settings, now = prepared_settings(), read_clock()
    known = _curriculum(settings)
    if module not in known:
        raise Refusal(f"--module: there is no module {module}. Choose one of {', '.join(known)}.")
    with open_database(settings), transaction() as write:
        place = institutions.get_institution(write, slug=institution)
        rule = Rule(
            tier=tier,
            module_id=module,
            pass_percent=pass_percent,
            valid_months=months,
            due_on=due_on.date() if due_on else None,
            due_days=due_days,
            track=track or "",
            branch_id=find_open_branch(place, branch),
            renewal_days=renewal_days,
        )
        day = from_on.date() if from_on else _today(place, now)
        try:
            is_new = set_requirement(write, institution_id=place.id, rule=rule, from_on=day, now=now)
        except Invalid as error:
            raise Refusal(" ".join(error.fields.values())) from error
    click.echo(f"{'Holds' if is_new else 'Held already'} from {day_words(day)}.")


@requirement.command()
@click.argument("institution")
@click.option("--tier", type=click.Choice(TIERS), required=True)
@click.option("--module", required=True)
@click.option("--branch", default="", help="The rule of this branch, by its name.")
@click.option("--from", "from_on", type=DAY, help="From that day on; from today without.")
def drop(institution: str, tier: str, module: str, branch: str, from_on: datetime | None) -> None:
    """Ask a module of a tier of INSTITUTION no longer."""
    now = read_clock()
    with open_database(prepared_settings()), transaction() as write:
        place = institutions.get_institution(write, slug=institution)
        was_asked = drop_requirement(
            write,
            institution_id=place.id,
            tier=tier,
            module_id=module,
            branch_id=find_open_branch(place, branch),
            from_on=from_on.date() if from_on else _today(place, now),
            now=now,
        )
    click.echo("No longer asked." if was_asked else "It was not asked.")


@requirement.command("list")
@click.argument("institution")
@click.option("--all", "is_all", is_flag=True, help="Those of other days too.")
def list_(institution: str, *, is_all: bool) -> None:
    """List what INSTITUTION asks today, from board to field, as the curriculum orders its modules."""
    settings, now = prepared_settings(), read_clock()
    curriculum = _curriculum(settings)
    with open_database(settings):
        place = institutions.get_institution(session(), slug=institution)
        if is_all:
            rows = list_rule_history(session(), institution_id=place.id, curriculum=curriculum)
        else:
            rows = list_requirements(session(), institution_id=place.id, on=_today(place, now), curriculum=curriculum)
    for row in rows:
        due = f"due {row.due_on}" if row.due_on else "no due date"
        if row.due_days is not None:
            due = f"due {row.due_days} days after joining" + (f", not before {row.due_on}" if row.due_on else "")
        lasts = f"{row.valid_months} months, renewed {row.renewal_days} days before" if row.valid_months else "for ever"
        held = f"{row.starts_on} to {row.ends_on or '…'}"
        click.echo(f"{row.tier}  {row.module_id}  {row.branch or 'all'}  {row.pass_percent} %  {due}  {lasts}  {held}")


def _curriculum(settings: Settings) -> tuple[str, ...]:
    return tuple(one.id for one in load_catalogue((content_folder(),), own=settings.content_dirs).modules)


def _today(place: KnownInstitution, now: datetime) -> date:
    return now.astimezone(ZoneInfo(place.profile.zone)).date()
