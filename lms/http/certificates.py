"""Certificates as files: their words, their credentials, their PDFs. One way for the page, the archive and the command.

The credential of a certificate is signed when it is first asked for, and kept: what was handed out once is handed out
again, whatever key or address the instance has by then.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from courses.catalogue import Catalogue
from courses.model import Tier
from lms.config import Settings
from lms.credentials.document import Claim, Issuer, Json, unsigned
from lms.credentials.proof import did_of, options, signed
from lms.db.engine import transaction
from lms.evidence.certificates import keep_credentials
from lms.http.press import Press
from lms.ledger.keys import KeySigner, open_signer
from lms.reports.certificate import CertificateView
from webinar_kits.certificate import Certificate, CertificateKind
from webinar_kits.certificate_jobs import write_certificate, write_certificates
from webinar_kits.certificate_words import words_of
from webinar_kits.jobs import JobKind

SIGNED_AT_ONCE = 100
ACHIEVEMENTS = {CertificateKind.COMPETENCE: "Assessment", CertificateKind.ATTENDANCE: "Course"}
REVOKED_PATH = "/credentials/revoked.json"
ISSUER_PATH = "/issuer"


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes certificates; needs no request around it."""

    settings: Settings
    press: Press
    catalogue: Catalogue

    def words(self, view: CertificateView, *, credential: str = "") -> Certificate:
        """Return what the PDF of a certificate says."""
        module = self.catalogue.find(view.module_id)
        return Certificate(
            kind=CertificateKind(view.kind),
            name=view.member_name,
            module_id=view.module_id,
            module_title=view.module_title,
            principle=module.principle if module else 0,
            institution=view.institution_name,
            tier=Tier(view.tier),
            earned_on=view.earned_on,
            issued_on=view.issued_on,
            code=view.code,
            edition=view.edition,
            last_day=view.valid_until - timedelta(days=1) if view.valid_until else None,
            name_other=view.member_name_other,
            minutes=view.minutes or 0,
            session_minutes=view.session_minutes or 0,
            verify_url=verify_url(self.settings, view.code),
            credential=credential,
            language=view.language,
        )

    def credentials(self, views: Sequence[CertificateView]) -> dict[str, str]:
        """Return the signed credentials by code; those not signed yet are signed now, and kept."""
        found = {view.code: view.credential for view in views if view.credential}
        missing = [view for view in views if not view.credential and not view.is_erased]
        for start in range(0, len(missing), SIGNED_AT_ONCE):
            made = self._sign(missing[start : start + SIGNED_AT_ONCE])
            with transaction() as write:
                keep_credentials(write, credentials=made)
            found |= made
        return found

    def write_pdf(self, view: CertificateView, *, credential: str, output: Path) -> None:
        """Write the PDF of one certificate, its credential inside."""
        request = write_certificate(self.words(view, credential=credential))
        self.press.run(JobKind.CERTIFICATE, {"request": request}, output=output)

    def write_pages(self, views: Sequence[CertificateView], *, output: Path) -> None:
        """Write many certificates as one PDF for the printer, a page each."""
        request = write_certificates([self.words(view) for view in views])
        self.press.run(JobKind.CERTIFICATES, {"request": request}, output=output)

    def each_pdf(self, views: Sequence[CertificateView]) -> Iterator[tuple[CertificateView, bytes]]:
        """Give the PDFs one after another, each as soon as it is made."""
        with TemporaryDirectory() as folder:
            output = Path(folder) / "certificate.pdf"
            for start in range(0, len(views), SIGNED_AT_ONCE):
                part = views[start : start + SIGNED_AT_ONCE]
                credentials = self.credentials(part)
                for view in part:
                    self.write_pdf(view, credential=credentials[view.code], output=output)
                    yield view, output.read_bytes()

    def _sign(self, views: Sequence[CertificateView]) -> dict[str, str]:
        signer = open_signer(self.settings)
        pairs = [self._unsigned(view, signer) for view in views]
        hashes = self._hashes([part for pair in pairs for part in pair])
        made = {}
        for place, (view, (document, proof)) in enumerate(zip(views, pairs, strict=True)):
            credential = signed(
                document,
                proof,
                document_hash=hashes[2 * place],
                proof_hash=hashes[2 * place + 1],
                signer=signer,
            )
            made[view.code] = json.dumps(credential, ensure_ascii=False, indent=2)
        return made

    def _unsigned(self, view: CertificateView, signer: KeySigner) -> tuple[dict[str, Json], dict[str, Json]]:
        key = signer.verifier.public
        address = self.settings.base_url + REVOKED_PATH
        document = unsigned(claim_of(view, self.settings), issuer=issuer_of(self.settings, key), revoked_url=address)
        return document, options(key, created=view.issued_at)

    def _hashes(self, documents: list[dict[str, Json]]) -> list[bytes]:
        with TemporaryDirectory() as folder:
            output = Path(folder) / "digests.json"
            self.press.run(JobKind.DIGESTS, {"request": {"documents": documents}}, output=output)
            found: list[str] = json.loads(output.read_text())
        return [bytes.fromhex(one) for one in found]


def file_name(view: CertificateView) -> str:
    """Return how the PDF of a certificate is called among others: whose, of what, and its code."""
    name = "".join(character if character.isalnum() else "-" for character in view.member_name)
    return f"{re.sub('-+', '-', name).strip('-')[:60]}-{view.module_id}-{view.code}.pdf"


def verify_url(settings: Settings, code: str) -> str:
    """Return the address at which anybody checks a certificate."""
    return f"{settings.base_url}/verify/{code}"


def issuer_of(settings: Settings, public_key: bytes) -> Issuer:
    """Return who signs credentials here: the platform, known by the key of its ledger."""
    host = settings.base_url.partition("://")[2]
    return Issuer(did_of(public_key), f"CPP Training, {host}", settings.base_url + ISSUER_PATH)


def claim_of(view: CertificateView, settings: Settings) -> Claim:
    """Return what the credential of a certificate says."""
    kind, words = CertificateKind(view.kind), words_of(view.language)
    pattern = words.criteria_marked if view.pass_percent is not None else words.criteria[kind]
    criteria = pattern.format(
        module=view.module_title,
        edition=view.edition,
        mark=view.pass_percent,
        minutes=view.minutes,
        total=view.session_minutes,
    )
    zone = ZoneInfo(view.institution_zone)
    ends = datetime.combine(view.valid_until, time(), zone) if view.valid_until else None
    return Claim(
        number=view.credential_id,
        names=(view.member_name, view.member_name_other) if view.member_name_other else (view.member_name,),
        title=f"{words.title[kind]}: {view.module_title}",
        module=view.module_title,
        institution=view.institution_name,
        institution_number=str(uuid5(NAMESPACE_URL, f"{settings.base_url}/institutions/{view.institution_id}")),
        criteria=criteria,
        achievement=ACHIEVEMENTS[kind],
        achievement_url=f"{settings.base_url}/modules/{view.module_id}",
        code=view.code,
        edition=view.edition,
        language=view.language,
        earned_at=datetime.combine(view.earned_on, time(), zone),
        issued_at=view.issued_at,
        valid_until=ends,
    )
