"""`lms evidence pack`: make evidence packs."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import click

from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.cli.refusal import Refusal
from lms.clock import read_clock
from lms.config import Settings
from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.evidence.packs import note_made
from lms.http.pack_maker import Recipe, Tools, make_pack
from lms.http.press import Press, PressError
from lms.institutions.rules import read_day
from lms.institutions.service import KnownInstitution, get_institution
from lms.ledger.keys import list_verifiers, open_signer
from lms.ledger.packs.layout import Names
from lms.reports.evidence_pack import read_choices
from lms.workflows.ask_for_pack import PackRequest, ask_for_pack

OPTION_OF_FIELD = {"as_of": "--as-of", "known_at": "--known-at"}


@click.command()
@click.argument("institution")
@click.option("--as-of", "day", required=True, metavar="DATE", help="What was true on that day.")
@click.option("--known-at", metavar="TIME|SIZE", help="As known at an earlier checkpoint: a moment, or its size.")
@click.option("--names", type=click.Choice([one.value for one in Names]), default="full", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The ZIP to write."
)
def pack(institution: str, day: str, known_at: str | None, names: str, output: Path) -> None:
    """Write the evidence pack of INSTITUTION. The same day and checkpoint give the same bytes, whatever came later."""
    if not output.absolute().parent.is_dir():
        raise Refusal(f"-o: the folder {output.absolute().parent} does not exist: make it first.")
    settings, now = prepared_settings(), read_clock()
    with open_database(settings):
        place = get_institution(session(), slug=institution)
        try:
            recipe, pack_id = _ask(settings, place, day, known_at, Names(names), now)
        except Invalid as error:
            said = (f"{OPTION_OF_FIELD.get(field, field)}: {text}" for field, text in error.fields.items())
            raise Refusal(" ".join(said)) from None
        made = _make(settings, recipe, output)
        with transaction() as write:
            note_made(write, institution_id=place.id, pack_id=pack_id, sha256=made[1], size=made[0])
    click.echo(f"{output}: {made[0]} bytes, sha256 {made[1]}, as known at entry {recipe.size}")


def _ask(
    settings: Settings, place: KnownInstitution, day: str, known_at: str | None, names: Names, now: datetime
) -> tuple[Recipe, str]:
    zone, pack_id = ZoneInfo(place.profile.zone), str(uuid4())
    request = PackRequest(
        institution_id=place.id,
        as_of=read_day(day, field="as_of"),
        names=names,
        today=now.astimezone(zone).date(),
        first_day=read_choices(session(), institution_id=place.id, limit=1).first_day,
        known_at=None if known_at is None else read_known_at(known_at),
    )
    with transaction() as write:
        known = ask_for_pack(
            write, request=request, pack_id=pack_id, account_id=None, signer=open_signer(settings), now=now
        )
    return Recipe(place.id, request.as_of, known.size, names), pack_id


def read_known_at(text: str) -> int | datetime:
    """Return the size or the moment that a text gives; a day is its end, a moment without a zone is of UTC."""
    if text.isascii() and text.isdecimal() and len(text) < 10:
        return int(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None:
        sentence = f"“{text}” is neither a number of entries nor a time. Write 1250, 2026-06-30 or 2026-06-30T17:00Z."
        raise Invalid({"known_at": sentence})
    if len(text) == len("2026-06-30"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _make(settings: Settings, recipe: Recipe, output: Path) -> tuple[int, str]:
    press = Press()
    try:
        make_pack(
            recipe,
            tools=Tools(list_verifiers(settings), open_signer(settings), press),
            path=output.absolute(),
        )
    except PressError as error:
        raise click.ClickException(str(error)) from None
    finally:
        press.close()
    with output.open("rb") as file:
        return output.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()
