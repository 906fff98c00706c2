"""`lms branch`: the branches of an institution, and joining one to another."""

import json
from zoneinfo import ZoneInfo

import click

from courses.days import day_words
from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.cli.refusal import Refusal
from lms.clock import read_clock
from lms.db.engine import session, transaction
from lms.institutions.branches import AnyBranch, closed_words, list_all_branches
from lms.institutions.roster_words import fold
from lms.institutions.service import KnownInstitution, get_institution
from lms.workflows.join_branches import JoinPlan, join_branches, preview_join


@click.group()
def branch() -> None:
    """Look after the branches of an institution."""


@branch.command("list")
@click.argument("institution")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def list_(institution: str, *, as_json: bool) -> None:
    """List the branches of INSTITUTION by name, those that were joined to others too."""
    with open_database(prepared_settings()):
        house = get_institution(session(), slug=institution)
        found = list_all_branches(session(), institution_id=house.id)
    names = {one.id: one.name for one in found}
    rows = [
        {
            "id": one.id,
            "name": one.name,
            "joined_into": names.get(one.joined_into_id or 0, ""),
            "joined_on": one.joined_on.isoformat() if one.joined_on else None,
        }
        for one in found
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['name']}{' -> ' + str(row['joined_into']) if row['joined_into'] else ''}")


@branch.command()
@click.argument("institution")
@click.argument("closed")
@click.argument("into")
@click.option("--apply", "is_applied", is_flag=True, help="Write it; without this it is only shown.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def join(institution: str, closed: str, into: str, *, is_applied: bool, as_json: bool) -> None:
    """Show what joining the branch CLOSED to the branch INTO does at INSTITUTION today; with --apply, do it."""
    settings, now = prepared_settings(), read_clock()
    with open_database(settings):
        house = get_institution(session(), slug=institution)
        found = list_all_branches(session(), institution_id=house.id)
        pair = {"branch_id": _id(found, closed), "into_id": _id(found, into)}
        today = now.astimezone(ZoneInfo(house.profile.zone)).date()
        plan = preview_join(session(), institution_id=house.id, on=today, **pair)
        if is_applied:
            with transaction() as write:
                join_branches(write, institution_id=house.id, on=today, fingerprint=plan.fingerprint, now=now, **pair)
    _tell(plan, as_json=as_json, is_applied=is_applied)


def find_open_branch(house: KnownInstitution, name: str) -> int | None:
    """Return the branch that an option `--branch` names, None for no name; a `Refusal` says what there is."""
    if not name:
        return None
    found = list_all_branches(session(), institution_id=house.id)
    try:
        branch_id = _id(found, name)
    except Refusal as refusal:
        raise Refusal(f"--branch: {refusal}") from refusal
    names = {one.id: one.name for one in found}
    into = next(one.joined_into_id for one in found if one.id == branch_id)
    if into is not None:
        raise Refusal(f"--branch: {closed_words(names[branch_id], names[into])}")
    return branch_id


def _id(found: tuple[AnyBranch, ...], name: str) -> int:
    exact = [one for one in found if one.name == name] or [one for one in found if fold(one.name) == fold(name)]
    alike = [one.id for one in exact if one.is_open] or [one.id for one in exact]
    if len(alike) == 1:
        return alike[0]
    there = ", ".join(one.name for one in found if one.is_open) or "none"
    raise Refusal(f"There is {'more than one' if alike else 'no'} branch “{name}”. There are: {there}.")


def _tell(plan: JoinPlan, *, as_json: bool, is_applied: bool) -> None:
    rules = [f"{rule.tier} {rule.module_id}" for rule in plan.rules]
    if as_json:
        told = {
            "is_applied": is_applied,
            "closed": plan.closed.name,
            "kept": plan.kept.name,
            "on": plan.on.isoformat(),
            "now": plan.moves.now,
            "later": plan.moves.later,
            "ever": plan.moves.ever,
            "rules": rules,
            "links": list(plan.pointers.links),
            "waiting": plan.pointers.waiting,
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo(f"{plan.closed.name} -> {plan.kept.name}, from {day_words(plan.on)} on")
    click.echo(f"{plan.moves.now:6}  move today")
    click.echo(f"{plan.moves.later:6}  would come later")
    click.echo(f"{plan.moves.ever:6}  were ever there: the days before stay as they were")
    for label, names in (("requirements that end", rules), ("join links that lead on", list(plan.pointers.links))):
        if names:
            click.echo(f"{len(names):6}  {label}: {', '.join(names)}")
    if plan.pointers.waiting:
        click.echo(f"{plan.pointers.waiting:6}  wait to be let in")
    click.echo("Joined." if is_applied else "Nothing is written. Add --apply to write it; it cannot be undone.")
