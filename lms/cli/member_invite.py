"""`lms member invite`: letters with a link to choose a password, for who has an address and cannot sign in yet."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import click

from lms.cli.branch import find_open_branch
from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.cli.refusal import Refusal
from lms.clock import read_clock
from lms.db.engine import session
from lms.http.inviting import choose_invitees, invite_members
from lms.institutions import service
from lms.institutions.service import KnownInstitution
from lms.workflows.invite_together import MOST_AT_ONCE, Outcome, Told


@dataclass(frozen=True, slots=True)
class _Place:
    id: int
    name: str
    zone: str
    language: str


@click.command()
@click.argument("institution")
@click.argument("staff_codes", nargs=-1)
@click.option("--branch", default="", help="Only this branch, by its name.")
@click.option("--again", is_flag=True, help="Also those whose last link still works; a new letter ends it.")
@click.option("--dry-run", is_flag=True, help="Only say who would be written to.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def invite(
    institution: str, staff_codes: tuple[str, ...], *, branch: str, again: bool, dry_run: bool, as_json: bool
) -> None:
    """Invite everybody at INSTITUTION who has an address and cannot sign in, or those with these STAFF_CODES.

    Nobody is written to twice on one day. The links stand in the letters alone.
    """
    if staff_codes and (branch or again or dry_run):
        raise Refusal("Give staff codes, or --branch, --again and --dry-run: not both.")
    settings, now = prepared_settings(), read_clock()
    with open_database(settings):
        house = service.get_institution(session(), slug=institution)
        place = _Place(house.id, house.profile.name, house.profile.zone, house.profile.language)
        branch_id = find_open_branch(house, branch)
        if staff_codes:
            wanted = [_member(house, code) for code in staff_codes]
        else:
            found = choose_invitees(place, branch_id=branch_id, again=again, now=now)
            if dry_run:
                for one in found:
                    click.echo(f"{one.staff_code}  {one.name}  {one.email}")
                click.echo(f"{len(found)} to invite.")
                return
            wanted = [one.member_id for one in found]
        told: list[Told] = []
        for start in range(0, len(wanted), MOST_AT_ONCE):
            told += invite_members(place, wanted[start : start + MOST_AT_ONCE], settings=settings, now=now)
        waiting = 0 if told else len(choose_invitees(place, branch_id=branch_id, again=True, now=now))
    _tell(told, now, as_json=as_json)
    if waiting and not as_json:
        click.echo(f"Everybody without a password holds a link that still works ({waiting}): --again writes anew.")


def _tell(told: Sequence[Told], now: datetime, *, as_json: bool) -> None:
    sent = [one for one in told if one.outcome is Outcome.SENT]
    passed = [one for one in told if one.outcome is not Outcome.SENT]
    if as_json:
        rows = {name: [asdict(one) for one in group] for name, group in (("sent", sent), ("passed_over", passed))}
        click.echo(json.dumps({"at": now.isoformat(), **rows}, ensure_ascii=False, indent=2))
        return
    for one in sent:
        click.echo(f"{one.staff_code}  {one.name}  {one.email}  invited")
    for one in passed:
        click.echo(f"{one.staff_code}  {one.name}  passed over: {one.why}")
    click.echo(f"{len(sent)} invited, {len(passed)} passed over.")


def _member(house: KnownInstitution, staff_code: str) -> int:
    found = service.find_member(session(), institution_id=house.id, staff_code=staff_code)
    if found is None:
        raise Refusal(f"Nobody at {house.slug} has the staff code {staff_code}. Nobody was written to.")
    return found.id
