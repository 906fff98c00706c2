"""Printed papers as tagged, archivable PDF. The one place that knows typst.

Words reach a template as JSON, never as part of its source, so nothing that people write can become code.
"""

import functools
import json
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path

import fontpkg_amiri
import fontpkg_noto_sans
import typst

from webinar_kits.boxes import KEPT, boxed, letters_missing, unusual_letters, with_a_name
from webinar_kits.certificate import Certificate
from webinar_kits.certificate_paper import certificates_paper
from webinar_kits.papers import Paper
from webinar_kits.pdf_properties import with_our_name

_TEMPLATES = Path(__file__).parent / "templates"
# 1980-01-01: the date of a paper that names no day of its own.
_EPOCH_SECONDS = 315532800
# Each try writes the whole paper and names a letter or two; nobody writes in more scripts than this.
MOST_TRIES = 8
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
    """Return the paper as PDF/UA-1 and PDF/A-3a; the same data give the same bytes. It is dated on its `dated_on`.

    A letter that no font here has becomes a box, and so does the rest of its script; of two names on a certificate the
    one that can be printed stands alone.
    """
    missing: frozenset[int] = frozenset()
    tries = 0
    while True:
        tries += 1
        try:
            return _compiled(template, _without(paper, missing))
        except typst.TypstError as error:
            found = letters_missing(str(error)) - missing
            if not found:
                raise
            missing |= found if tries < MOST_TRIES else found | unusual_letters(paper)


def _without(paper: Paper, missing: frozenset[int]) -> Paper:
    """Return the paper without these letters."""
    shown = {name: part if name in KEPT else boxed(part, missing) for name, part in paper.items()} if missing else paper
    many = shown.get("certificates")
    return {**shown, "certificates": [with_a_name(one) for one in many]} if isinstance(many, list) else shown


def _compiled(template: Template, paper: Paper) -> bytes:
    day = paper.get("dated_on")
    content = _compiler().compile(
        input=str(_TEMPLATES / f"{template.value}.typ"),
        format="pdf",
        sys_inputs={"data": json.dumps(paper, ensure_ascii=False, sort_keys=True)},
        pdf_standards=["ua-1", "a-3a"],
        timestamp=_seconds(day) if isinstance(day, str) and day else _EPOCH_SECONDS,
    )
    if not isinstance(content, bytes):
        raise TypeError(f"{template.value}.typ gave no single PDF")
    return with_our_name(content)


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


def _seconds(day: str) -> int:
    return int(datetime.combine(date.fromisoformat(day), time(12), UTC).timestamp())


@functools.cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(Path(package.ROOT) / "files") for package in (fontpkg_noto_sans, fontpkg_amiri)],
    )
    return typst.Compiler(root=str(_TEMPLATES), font_paths=fonts, ignore_system_fonts=True)
