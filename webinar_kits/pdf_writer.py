"""Printed papers as tagged, archivable PDF. The one place that knows typst.

Words reach a template as JSON, never as part of its source, so nothing that people write can become code.
"""

import functools
import json
import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import fontpkg_amiri
import fontpkg_noto_sans
import typst

from webinar_kits.certificate import Certificate
from webinar_kits.certificate_paper import certificates_paper
from webinar_kits.papers import Paper

_TEMPLATES = Path(__file__).parent / "templates"
# 1980-01-01, the date of everything a kit holds.
_EPOCH_SECONDS = 315532800
_PAGE = re.compile(rb"/Type\s*/Page\b")


class Template(StrEnum):
    """The kinds of paper."""

    CARDS = "cards"
    TEST = "test"
    KEY = "key"
    ATTENDANCE = "attendance"
    EVALUATION = "evaluation"
    CHECKLIST = "checklist"
    JOB_AID = "jobaid"
    CERTIFICATE = "certificate"
    EVIDENCE = "evidence"
    CASE_FILE = "casefile"
    PROPOSAL = "proposal"


def pdf(template: Template, paper: Paper) -> bytes:
    """Return the paper as PDF/UA-1 and PDF/A-3a; the same data give the same bytes."""
    content = _compiler().compile(
        input=str(_TEMPLATES / f"{template.value}.typ"),
        format="pdf",
        sys_inputs={"data": json.dumps(paper, ensure_ascii=False, sort_keys=True)},
        pdf_standards=["ua-1", "a-3a"],
        timestamp=_EPOCH_SECONDS,
    )
    if not isinstance(content, bytes):
        raise TypeError(f"{template.value}.typ gave no single PDF")
    return content


def fitted_pdf(template: Template, paper: Paper, *, pages: int, sizes: tuple[float, ...]) -> bytes:
    """Return the paper in the first type size (points) that keeps it on so many pages; the last when none does."""
    content = b""
    for size in sizes:
        content = pdf(template, {**paper, "size": size})
        if page_count(content) <= pages:
            return content
    return content


def page_count(content: bytes) -> int:
    """Return the number of pages of a PDF written here: its page objects stand outside of compressed streams."""
    return len(_PAGE.findall(content))


def certificate(fields: Certificate) -> bytes:
    """Return the certificate: one landscape page in the module's colour, its credential attached."""
    return certificates((fields,))


def certificates(many: Sequence[Certificate]) -> bytes:
    """Return certificates as one PDF, a page each, in the order given."""
    return pdf(Template.CERTIFICATE, certificates_paper(many))


@functools.cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(Path(package.ROOT) / "files") for package in (fontpkg_noto_sans, fontpkg_amiri)],
    )
    return typst.Compiler(root=str(_TEMPLATES), font_paths=fonts, ignore_system_fonts=True)
