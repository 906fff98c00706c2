"""`lms db`: the tables."""

import sqlite3
from contextlib import closing
from pathlib import Path

import click

from lms.cli.instance import current_settings, prepared_settings
from lms.cli.refusal import Refusal
from lms.cli.tables import bring_up_to_date
from lms.db.peek import newest_migration


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Bring the tables to this version. Make a backup first; done twice, it is done once."""
    ran, begun = bring_up_to_date(prepared_settings())
    click.echo(f"Migrations run: {', '.join(ran)}." if ran else f"The database is up to date ({newest_migration()}).")
    if begun:
        click.echo(f"Ledgers begun from what the tables hold: {begun}.")


@db.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the embedded database to FILE while the server runs; whole or not at all."""
    settings = current_settings()
    if not settings.is_sqlite:
        raise Refusal("This database is PostgreSQL: back it up with pg_dump.")
    source = Path(settings.database_url.removeprefix("sqlite:///"))
    if not source.is_file():
        raise Refusal(f"There is no database at {source}: set INSTANCE_DIR or DATABASE_URL to the one you mean.")
    if file.exists():
        raise Refusal(f"{file} exists already: give a new name, nothing is overwritten.")
    part = file.with_name(file.name + ".part")
    try:
        with closing(sqlite3.connect(source)) as reader, closing(sqlite3.connect(part)) as writer:
            reader.backup(writer)
        part.chmod(0o600)
        part.replace(file)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise Refusal(f"{file} could not be written: {error}.") from error
    click.echo(f"{file}: {file.stat().st_size} bytes")
