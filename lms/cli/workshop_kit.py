"""`lms workshop kit` and `lms workshop debrief`: the kit of a workshop, and the debrief of one, as files."""

from contextlib import closing
from pathlib import Path

import click

from courses.case_loader import load_case
from courses.model import Mode
from courses.resources import languages_by, workshop_folder
from courses.workshop_loader import load_workshop
from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.cli.refusal import Refusal
from lms.db.engine import session
from lms.http.press import Press, PressError
from lms.reports.workshop_debrief import find_content, read_workshop_debrief
from webinar_kits.errors import KitError
from webinar_kits.jobs import JobKind, Json
from webinar_kits.workshop.agenda import changes, timed_days
from webinar_kits.workshop.debrief_data import write_debrief
from webinar_kits.workshop.kit_request import KitPart, WorkshopKitRequest, read_typed, write_kit_request

OPTION_OF_FIELD = {"dates": "--starts-on", "begins": "--at"}
MODES = {"room": Mode.IN_PERSON, "webinar": Mode.WEBINAR}
OUTPUT = click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)


@click.command()
@click.option("--mode", type=click.Choice(list(MODES)), required=True, help="How it is held.")
@click.option("--case", default="sandrel", show_default=True, help="Id of the case.")
@click.option("--language", default="en", show_default=True)
@click.option("--starts-on", "dates", default="", help="First day, 2026-03-02; or one for each sitting, with commas.")
@click.option("--at", "begins", default="", help="When all sittings begin, 09:30; or one for each, with commas.")
@click.option("--zone", default="UTC", show_default=True, help="Time zone, like Africa/Nairobi.")
@click.option("--lengths", default="", help="Minutes of each sitting, with commas: 450,510. Empty is the whole of it.")
@click.option("--title", default="", help="The name of the workshop that stands on its papers.")
@click.option("--institution-name", "institution", default="", help="Who holds it.")
@click.option("--trainees", is_flag=True, help="Only what trainees are given: no answer is in it.")
@OUTPUT
def kit(*, mode: str, language: str, institution: str, trainees: bool, output: Path, **typed: str) -> None:
    """Write the kit of a workshop as one ZIP; the same request gives the same bytes."""
    folder = workshop_folder()
    cases = sorted(path.name for path in (folder / "cases").iterdir() if path.is_dir())
    if typed["case"] not in cases:
        raise Refusal(f"--case: there is no case {typed['case']!r}; there are: {', '.join(cases)}.")
    if language not in languages_by(folder, "workshop"):
        raise Refusal(f"--language: the workshop is in {', '.join(languages_by(folder, 'workshop'))}.")
    own = WorkshopKitRequest(
        case_id=typed["case"],
        mode=MODES[mode],
        language=language,
        institution=institution,
        part=KitPart.TRAINEES if trainees else KitPart.WHOLE,
    )
    try:
        asked = read_typed(own, typed)
        workshop = load_workshop(folder, language=language)
        days = timed_days(asked, workshop)
    except KitError as error:
        raise Refusal(f"{OPTION_OF_FIELD.get(error.field, '--' + error.field)}: {error.text}.") from None
    for one in changes(days, workshop):
        click.echo(f"{one.title}: {one.before} minutes, here {one.after or 'left out'}", err=True)
    _write(JobKind.WORKSHOP_KIT, write_kit_request(asked), output)


@click.command()
@click.argument("workshop_id", metavar="WORKSHOP")
@OUTPUT
def debrief(workshop_id: str, output: Path) -> None:
    """Write the debrief deck of WORKSHOP (its id): all proposals as they stand now, without names."""
    folder = workshop_folder()
    with open_database(prepared_settings()):
        held = find_content(session(), workshop_id=workshop_id)
        if held is None:
            raise Refusal(f"There is no workshop {workshop_id!r}. See: lms workshop list.")
        case_id, language = held
        found = read_workshop_debrief(
            session(),
            workshop_id=workshop_id,
            case=load_case(folder / "cases" / case_id, language=language),
            workshop=load_workshop(folder, language=language),
        )
    _write(JobKind.DEBRIEF, {"debrief": write_debrief(found)}, output)


def _write(kind: JobKind, request: dict[str, Json], output: Path) -> None:
    if not output.absolute().parent.is_dir():
        raise Refusal(f"-o: the folder {output.absolute().parent} does not exist: make it first.")
    with closing(Press()) as press:
        try:
            press.run(kind, {"request": {**request, "folder": str(workshop_folder())}}, output=output.absolute())
        except PressError as error:
            raise click.ClickException(error.text) from error
    click.echo(f"{output}: {output.stat().st_size} bytes")
