"""`lms kit`: session kits without the web."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from courses.model import Mode, ModuleId, Tier
from courses.resources import content_folder, languages, module_folders
from lms.cli.instance import current_settings
from lms.cli.refusal import Refusal
from webinar_kits.jobs import JobKind, write_request
from webinar_kits.model import Brand, KitRequest

OPTION_OF_FIELD = {
    "module_id": "MODULE",
    "starts_at": "--date",
    "brand": "--institution-name",
    "institution": "--institution-name",
    "language": "--lang",
}


@click.group()
def kit() -> None:
    """Make session kits."""


@kit.command()
@click.argument("module")
@click.option(
    "--mode", type=click.Choice([mode.value for mode in Mode]), required=True, help="How the session is held."
)
@click.option("--tier", type=click.Choice([tier.value for tier in Tier]), required=True, help="Who sits in it.")
@click.option("--minutes", type=int, default=90, show_default=True, help="How long it is, from 30 to 180.")
@click.option("--lang", default="en", show_default=True, help="Its language.")
@click.option("--institution-name", default="", help="The name that flows into every file.")
@click.option("--hotline", default="", help="The complaint line.")
@click.option("--currency", default="", help="Three letters, like KES.")
@click.option("--date", "day", default="", metavar="YYYY-MM-DD", help="The day it is held.")
@click.option("--time", "clock", default="", metavar="HH:MM", help="When it begins, on the clocks of --zone.")
@click.option("--zone", default="UTC", show_default=True, help="Time zone, like Africa/Nairobi.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The ZIP to write."
)
def build(module: str, output: Path, **asked: str | int) -> None:
    """Build the kit of MODULE and write it as one ZIP file; the same request gives the same bytes."""
    folder = _folder_of(module)
    if asked["lang"] not in languages(folder):
        raise Refusal(f"--lang: {module} is written in {', '.join(languages(folder))}. Choose one of them.")
    starts_at = _starts_at(str(asked["day"]), str(asked["clock"]), str(asked["zone"]))
    request = KitRequest(
        module_id=ModuleId(module),
        mode=Mode(str(asked["mode"])),
        tier=Tier(str(asked["tier"])),
        minutes=int(asked["minutes"]),
        language=str(asked["lang"]),
        brand=Brand(
            institution=str(asked["institution_name"]),
            hotline=str(asked["hotline"]),
            currency=str(asked["currency"]).upper(),
        ),
        starts_at=starts_at,
        zone=str(asked["zone"]),
    )
    if not output.absolute().parent.is_dir():
        raise Refusal(f"-o: the folder {output.absolute().parent} does not exist: make it first.")
    answer = _press(
        {"job": JobKind.KIT, "request": write_request(request), "folder": str(folder), "output": str(output)}
    )
    if not answer.get("ok"):
        field = str(answer.get("field", ""))
        raise Refusal(f"{OPTION_OF_FIELD.get(field, '--' + field)}: {answer.get('error')}")
    click.echo(f"{output}: {answer['bytes']} bytes, sha256 {answer['sha256']}")


def _folder_of(module: str) -> Path:
    places = (content_folder(), *current_settings().content_dirs)
    folders = {folder.name: folder for place in places for folder in module_folders(place)}
    if module not in folders:
        raise Refusal(f"MODULE: there is no module “{module}”; the modules are: {', '.join(folders)}.")
    return folders[module]


def _starts_at(day: str, clock: str, zone: str) -> datetime | None:
    try:
        place = ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise Refusal(
            f"--zone: “{zone}” is not a time zone. Give its name, like Africa/Nairobi or Asia/Manila."
        ) from None
    if not day and not clock:
        return None
    if not day or not clock:
        raise Refusal("--date and --time belong together: give both, or neither.")
    try:
        return datetime.strptime(f"{day} {clock}", "%Y-%m-%d %H:%M").replace(tzinfo=place)
    except ValueError:
        raise Refusal(f"--date, --time: there is no {day} {clock}. Write them like 2026-11-24 and 09:30.") from None


def _press(job: Mapping[str, object]) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "webinar_kits.press"],
        input=json.dumps(job) + "\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0 or not done.stdout:
        raise click.ClickException(f"The kit could not be made; the document process ended with:\n{done.stderr}")
    answer: dict[str, object] = json.loads(done.stdout)
    return answer
