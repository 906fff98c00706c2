"""Kits, certificates and sheets as files: made by the document process when first asked for, kept in the store."""

import hashlib
from datetime import date
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

import webinar_kits
from courses.model import Mode, Module, ModuleId, Tier
from lms.errors import Invalid
from lms.http.certificates import Maker
from lms.http.content import folder_of
from lms.http.holdings import catalogue, press, settings
from lms.http.press import PressError
from lms.http.store import fingerprint, kept
from lms.reports.certificate import CertificateView
from lms.reports.kits import KitView
from webinar_kits.certificate_jobs import write_certificate
from webinar_kits.jobs import JobKind, Json, write_request, write_tables
from webinar_kits.model import Brand, KitRequest
from webinar_kits.tables import Sheet


def kit_fingerprint(request: KitRequest, module: Module) -> str:
    """Return the hash of everything that shapes a kit: the request, the edition, and the program that makes it."""
    return fingerprint({"kit": write_request(request), "edition": module.edition, "maker": _maker()})


def kit_file(request: KitRequest, module: Module) -> Path:
    """Return the ZIP of a kit; `Invalid` names the field when it cannot be made."""

    def make(path: Path) -> None:
        fields: dict[str, Json] = {"folder": str(folder_of(module.id)), "request": write_request(request)}
        _run(JobKind.KIT, fields, path)

    return kept(f"{kit_fingerprint(request, module)}.zip", make=make)


def request_of(kit: KitView) -> KitRequest:
    """Return the request of a kit that was asked for."""
    return KitRequest(
        module_id=ModuleId(kit.module_id),
        mode=Mode(kit.mode),
        tier=Tier(kit.tier),
        minutes=kit.minutes,
        language=kit.language,
        brand=Brand(**kit.brand),
        starts_at=kit.starts_at,
        zone=kit.zone,
    )


def certificate_maker() -> Maker:
    """Return what makes certificates here."""
    return Maker(settings(), press(), catalogue())


def certificate_file(view: CertificateView) -> Path:
    """Return a certificate as a PDF, in the words and the language fixed at issue, its credential inside."""
    maker = certificate_maker()
    credential = maker.credentials((view,)).get(view.code, "")
    name = fingerprint({"certificate": write_certificate(maker.words(view, credential=credential)), "maker": _maker()})
    return kept(f"{name}.pdf", make=lambda path: maker.write_pdf(view, credential=credential, output=path))


def made_file(kind: JobKind, request: dict[str, Json], *, folder: Path, ending: str) -> Path:
    """Return the document that a job makes of its request and a folder of content, kept under all that shapes it.

    The request names the editions of the content it is made from: the folder's name shapes nothing.
    """
    name = fingerprint({kind.value: request, "maker": _maker()})
    asked: dict[str, Json] = {"request": {**request, "folder": str(folder)}}
    return kept(f"{name}.{ending}", make=lambda path: _run(kind, asked, path))


def sheets_file(sheets: tuple[Sheet, ...], *, title: str, author: str, dated_on: date) -> Path:
    """Return tables as an XLSX file of their own, of that day, which the caller deletes when it is sent."""
    path = settings().instance_dir / "store" / "passing" / f"{uuid4().hex}.xlsx"
    _run(JobKind.SHEETS, {"request": write_tables(sheets, title=title, author=author, dated_on=dated_on)}, path)
    return path


def _run(kind: JobKind, fields: dict[str, Json], path: Path) -> None:
    try:
        press().run(kind, fields, output=path)
    except PressError as error:
        if error.field:
            raise Invalid({error.field: error.text}) from error
        raise


@lru_cache(maxsize=1)
def _maker() -> str:
    """Return the hash of the program that makes documents: a new version of it makes them anew."""
    folder = Path(webinar_kits.__file__).parent
    digest = hashlib.sha256()
    for path in sorted((*folder.rglob("*.py"), *folder.rglob("*.typ"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()
