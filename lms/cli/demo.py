"""`lms demo`: an invented network to look around in."""

import tomllib
from collections.abc import Mapping

import click

from courses.loader import load_catalogue
from courses.model import Module
from courses.resources import content_folder, read_text
from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.cli.tables import bring_up_to_date
from lms.clock import read_clock
from lms.db.engine import transaction
from lms.workflows.demo_cast import sign_in_lines
from lms.workflows.load_demo import load_demo


@click.command()
@click.option("--quiet", is_flag=True, help="Do not print the sign-ins.")
def demo(*, quiet: bool) -> None:
    """Load an invented network with two institutions into an empty database; done twice, it is done once."""
    settings = prepared_settings()
    bring_up_to_date(settings)
    modules = load_catalogue((content_folder(),)).modules
    with open_database(settings), transaction() as session:
        is_new = load_demo(session, modules=modules, documents=_bank_documents, now=read_clock())
    click.echo("The demo is loaded." if is_new else "The demo was loaded already.")
    if not quiet:
        click.echo("\n".join(sign_in_lines()))


def _bank_documents(module: Module) -> tuple[Mapping[str, object], Mapping[str, object]]:
    folder = content_folder() / module.id
    words = read_text(folder / f"quiz.{module.language}.toml")
    return tomllib.loads(read_text(folder / "quiz.toml")), tomllib.loads(words)
