"""`lms session`: training sessions and their registers without the web."""

import json
from pathlib import Path

import click

from courses.loader import load_module
from courses.resources import content_folder
from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.cli.refusal import Refusal
from lms.clock import read_clock
from lms.config import Settings
from lms.db.engine import session, transaction
from lms.facilitation.rules import read_list, split_text
from lms.institutions.service import get_institution
from lms.reports.sessions import SessionsQuery, SessionView, get_session, list_sessions
from lms.workflows.keep_register import Keeper, Proposed, keep_register, propose
from webinar_kits.encodings import decode

LARGEST_FILE = 1_000_000
ROWS = 1000


@click.group("session")
def session_group() -> None:
    """Look up training sessions and keep their registers."""


@session_group.command("list")
@click.argument("institution")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def list_(institution: str, *, as_json: bool) -> None:
    """List the sessions of INSTITUTION (its slug), the latest first."""
    now = read_clock()
    with open_database(prepared_settings()):
        house = get_institution(session(), slug=institution)
        query = SessionsQuery(house.id, house.profile.zone)
        found = list_sessions(session(), query, now=now, limit=ROWS, offset=0).rows
    rows = [
        {
            "id": one.id,
            "starts_at": one.starts_at.isoformat(),
            "zone": one.zone,
            "module": one.module_id,
            "title": one.title,
            "state": one.state(now=now).value,
            "lines": one.lines,
        }
        for one in found
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['id']}  {row['starts_at']}  {row['state']:<9}  {row['title']}")


@session_group.command()
@click.argument("institution")
@click.argument("session_id", metavar="SESSION")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say whom the lines mean, and write nothing.")
def register(institution: str, session_id: str, file: Path, *, dry_run: bool) -> None:
    """Write FILE (CSV: staff code, minutes, percentage of the paper test) into the register of SESSION.

    All lines or none: with a faulty line nothing is written, and every fault is printed with its line. Written again it
    changes nothing.
    """
    if file.stat().st_size > LARGEST_FILE:
        raise Refusal(f"{file} is larger than 1 MB, so it is no list of attendance. Choose the right file.")
    text, _encoding = decode(file.read_bytes())
    settings, now = prepared_settings(), read_clock()
    with open_database(settings):
        house = get_institution(session(), slug=institution)
        found = get_session(session(), institution_id=house.id, session_id=session_id)
        listed = read_list(split_text(text), longest=found.minutes)
        with transaction() as write:
            lines = propose(write, institution_id=house.id, session_id=found.id, listed=listed, now=now)
            _check(file, lines)
            if not dry_run:
                keeper = Keeper(house.id, None, "cli", _module_title(settings, found), settings.secret_key)
                wanted = [one.line for one in lines if one.line is not None]
                kept = keep_register(write, keeper=keeper, session_id=found.id, lines=wanted, now=now)
    if dry_run:
        for one in lines:
            click.echo(f"{one.listed.staff_code}  {one.office.name if one.office else ''}")
        click.echo(f"{len(lines)} lines are right; nothing is written.")
        return
    click.echo(f"{len(kept)} of {len(lines)} lines are new or other than before and are kept.")


def _check(file: Path, lines: tuple[Proposed, ...]) -> None:
    if not lines:
        raise Refusal(f"{file} is empty. Write one staff code a line, then minutes and percentage if you have them.")
    faults = [f"{file}:{one.listed.number}: {one.fault}" for one in lines if one.fault]
    if faults:
        raise Refusal("\n".join((*faults, f"{len(faults)} lines to mend. Nothing is written.")))


def _module_title(settings: Settings, found: SessionView) -> str:
    """Return what certificates say was learned: the module's title, or the session's where it is no longer there."""
    for place in (content_folder(), *settings.content_dirs):
        if (place / found.module_id).is_dir():
            return load_module(place / found.module_id, language=found.language).title
    return found.title
