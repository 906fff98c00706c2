"""`lms evidence`: make evidence packs, and check them; checking needs no instance, no database and no network."""

import hashlib
import json
from collections.abc import Sequence
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
from lms.ledger.notes import NoteError, VerifierKey, read_verifier
from lms.ledger.packs.findings import WORDS, Findings
from lms.ledger.packs.layout import Names
from lms.ledger.packs.verify import verify as verify_pack
from lms.reports.evidence_pack import read_choices
from lms.workflows.ask_for_pack import PackRequest, ask_for_pack

OPTION_OF_FIELD = {"as_of": "--as-of", "known_at": "--known-at"}
LARGEST = 1 << 30
UNSETTLED = (
    " Who signed it is not settled: compare the fingerprint with one you were given by another way, or use --key."
)


@click.group()
def evidence() -> None:
    """Make evidence packs, and check them."""


@evidence.command()
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


@evidence.command()
@click.argument("pack_path", metavar="PACK", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--key", "keys", multiple=True, metavar="KEY", help="The key it must be signed by: name+id+key.")
@click.option("--against", type=click.Path(dir_okay=False, path_type=Path), help="An older pack to compare with.")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@click.pass_context
def verify(ctx: click.Context, pack_path: Path, keys: tuple[str, ...], against: Path | None, *, as_json: bool) -> None:
    """Check PACK: exit 0 when everything holds, 1 with each file and reason when not."""
    trusted = [_key(text) for text in keys]
    found = verify_pack(_read(pack_path), trusted=trusted, older=_read(against) if against is not None else None)
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
    else:
        _tell(found, trusted)
    ctx.exit(0 if found.is_sound else 1)


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


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise Refusal(f"{path} is larger than a pack may be ({LARGEST} bytes).")
        return path.read_bytes()
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {error.strerror}.") from None


def _key(text: str) -> VerifierKey:
    try:
        return read_verifier(text)
    except NoteError as error:
        raise Refusal(f"--key: {error}. Write it as `lms ledger key` prints it.") from None


def _tell(found: Findings, keys: Sequence[VerifierKey]) -> None:
    for name, words in found.facts:
        click.echo(f"{name}: {words}")
    click.echo()
    for part in found.checked:
        click.echo(f"{'ok ' if found.holds(part) else 'NOT'}  {WORDS[part]}")
    for note in found.notes:
        click.echo(f"\n{note}")
    if found.is_sound:
        click.echo(f"\nEverything holds.{'' if keys else UNSETTLED}")
        return
    click.echo("\nThis pack does not hold:")
    for fault in found.faults:
        click.echo(f"  {fault.file or 'the pack'}: {fault.text}")


def _as_json(found: Findings) -> dict[str, object]:
    return {
        "is_sound": found.is_sound,
        "facts": dict(found.facts),
        "checked": [{"part": part.value, "holds": found.holds(part)} for part in found.checked],
        "faults": [{"part": one.part.value, "file": one.file, "reason": one.text} for one in found.faults],
        "notes": list(found.notes),
    }
