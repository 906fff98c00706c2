"""`lms proposal`: documents of upgrade proposals without the web."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from courses.case_loader import load_case
from courses.resources import workshop_folder
from courses.workshop_loader import load_workshop
from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.cli.refusal import Refusal
from lms.db.engine import session
from lms.http.press import Press, PressError
from lms.reports.workshop_papers import list_proposals, paper_of, workshop_of
from webinar_kits.jobs import JobKind
from webinar_kits.proposals.paper import ProposalPaper
from webinar_kits.proposals.requests import Format, write_paper


@click.group("proposal")
def proposal() -> None:
    """Make documents of upgrade proposals."""


@proposal.command()
@click.argument("proposal_id", metavar="[PROPOSAL]", required=False, default="")
@click.option("--workshop", "workshop_id", default="", help="Id of a workshop: all of its proposals.")
@click.option(
    "--format", "ending", type=click.Choice([one.value for one in Format]), default=Format.WORD.value, show_default=True
)
@click.option("--without-names", is_flag=True, help="Leave out who wrote it.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write; a folder with --workshop.",
)
def export(proposal_id: str, *, workshop_id: str, ending: str, without_names: bool, output: Path) -> None:
    """Write PROPOSAL (its id), or all proposals of a workshop, as documents; the same draft gives the same bytes."""
    if bool(proposal_id) == bool(workshop_id):
        raise Refusal("Name a proposal or, with --workshop, a workshop, and not both.")
    folder = output if workshop_id else output.absolute().parent
    if not folder.is_dir():
        raise Refusal(f"-o: the folder {folder} does not exist: make it first.")
    with open_database(prepared_settings()):
        papers = list(_papers((proposal_id,) if proposal_id else _all(workshop_id)))
    with closing(Press()) as press:
        for one, paper in papers:
            path = output if proposal_id else output / f"{one}.{ending}"
            shown = replace(paper, authors=()) if without_names else paper
            _write(press, shown, Format(ending), path)


def _all(workshop_id: str) -> tuple[str, ...]:
    found = list_proposals(session(), workshop_id=workshop_id)
    if not found:
        raise Refusal(
            f"--workshop: there is no workshop “{workshop_id}”, or nobody takes part in it. See: lms workshop list."
        )
    return found


def _papers(proposal_ids: tuple[str, ...]) -> Iterator[tuple[str, ProposalPaper]]:
    folder = workshop_folder()
    for one in proposal_ids:
        workshop_id, case_id, language = workshop_of(session(), one)
        case = load_case(folder / "cases" / case_id, language=language)
        workshop = load_workshop(folder, language=language)
        yield one, paper_of(session(), one, case=case, workshop=workshop, workshop_id=workshop_id)


def _write(press: Press, paper: ProposalPaper, wanted: Format, path: Path) -> None:
    request = {**write_paper(paper, wanted=wanted), "folder": str(workshop_folder())}
    try:
        press.run(JobKind.PROPOSAL, {"request": request}, output=path.absolute())
    except PressError as error:
        raise click.ClickException(error.text) from error
    click.echo(f"{path}: {path.stat().st_size} bytes")
