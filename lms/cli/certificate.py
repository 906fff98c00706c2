"""`lms certificate`: certificates without the web."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from courses.days import day_words
from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.cli.refusal import Refusal
from lms.clock import read_clock
from lms.config import Settings
from lms.db.engine import session, transaction
from lms.evidence.certificates import revoke_certificate
from lms.http.certificates import Maker, file_name
from lms.http.curriculum import open_catalogue
from lms.http.press import Press
from lms.http.zips import stream_zip
from lms.institutions.service import get_institution
from lms.reports.certificate import CertificateView, get_certificate, list_certificates_by_code
from lms.reports.certificates import CertificateQuery, list_codes
from webinar_kits.certificate import grouped
from webinar_kits.certificate_jobs import MOST_AT_ONCE

DAY = click.DateTime(formats=["%Y-%m-%d"])
ENDINGS = (".zip", ".pdf")


@click.group()
def certificate() -> None:
    """Revoke certificates, and write them as files."""


@certificate.command()
@click.argument("code")
@click.option("--reason", required=True, help="Kept in the records; strangers learn the day, not the reason.")
@click.option("--on", "day", type=DAY, help="From which day on; today where it is left out.")
def revoke(code: str, reason: str, day: datetime | None) -> None:
    """Revoke the certificate with this CODE. It cannot be undone."""
    now = read_clock()
    with open_database(prepared_settings()):
        found = get_certificate(session(), code=code)
        today = now.astimezone(ZoneInfo(found.institution_zone)).date()
        on = _day(day) or max(today, found.issued_on)
        if on > max(today, found.issued_on):
            raise Refusal(f"--on: {day_words(on)} has not come yet. Give today or an earlier day.")
        with transaction() as write:
            revoke_certificate(
                write, institution_id=found.institution_id, code=found.code, reason=reason, on=on, now=now
            )
    click.echo(f"{grouped(found.code)} is revoked since {day_words(on)}.")


@certificate.command()
@click.argument("institution")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help=".zip or .pdf")
@click.option("--from", "since", type=DAY, help="The first day of issue.")
@click.option("--to", "until", type=DAY, help="The last day of issue.")
def export(institution: str, output: Path, since: datetime | None, until: datetime | None) -> None:
    """Write the certificates of INSTITUTION: a ZIP of PDFs, or one PDF for the printer. Revoked ones are left out."""
    if output.suffix not in ENDINGS:
        raise Refusal(f"-o: end the name with {' or '.join(ENDINGS)}.")
    if not output.absolute().parent.is_dir():
        raise Refusal(f"-o: the folder {output.absolute().parent} does not exist: make it first.")
    settings = prepared_settings()
    with open_database(settings):
        place = get_institution(session(), slug=institution)
        today = read_clock().astimezone(ZoneInfo(place.profile.zone)).date()
        query = CertificateQuery(institution_id=place.id, today=today, since=_day(since), until=_day(until))
        codes = list_codes(session(), query, most=MOST_AT_ONCE)
        if not codes:
            raise Refusal(f"{institution} has no certificate of that time that could be handed out.")
        if len(codes) > MOST_AT_ONCE:
            raise Refusal(f"One file holds {MOST_AT_ONCE} certificates: give --from and --to.")
        _write(settings, list_certificates_by_code(session(), codes=codes), output)
    click.echo(f"{output}: {len(codes)} certificates, {output.stat().st_size} bytes")


def _write(settings: Settings, views: tuple[CertificateView, ...], output: Path) -> None:
    catalogue = open_catalogue(own=settings.content_dirs, copies=settings.instance_dir / "copies")
    press = Press()
    maker = Maker(settings, press, catalogue)
    try:
        if output.suffix == ".pdf":
            maker.write_pages(views, output=output.absolute())
        else:
            _whole(output, lambda part: _write_zip(maker, views, part))
    finally:
        press.close()


def _write_zip(maker: Maker, views: tuple[CertificateView, ...], part: Path) -> None:
    with part.open("wb") as file, click.progressbar(length=len(views), label="PDFs", file=sys.stderr) as bar:
        for piece in stream_zip(_told(maker.each_pdf(views), bar.update)):
            file.write(piece)


def _told(made: Iterator[tuple[CertificateView, bytes]], tell: Callable[[int], None]) -> Iterator[tuple[str, bytes]]:
    for view, content in made:
        tell(1)
        yield file_name(view), content


def _whole(output: Path, write: Callable[[Path], None]) -> None:
    """Write beside the place and rename: what is broken off leaves nothing half-written."""
    part = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        write(part)
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
