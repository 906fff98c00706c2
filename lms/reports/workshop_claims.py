"""A draft held against its case while it is typed: what did not change since the last save is not read again.

What one paragraph says never depends on another (`courses.claims`), so each is checked by itself and kept.
"""

import re
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from courses.cases import Case
from courses.claims import Claim, check_claims

# Lines that stand together: between blank ones.
PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*\n?)+")
KEPT_PARAGRAPHS = 16384


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph to hold against a case; two with the same key say the same."""

    key: Hashable
    text: str = field(compare=False)
    case: Case = field(compare=False)


def check_by_paragraph(text: str, case: Case) -> tuple[Claim, ...]:
    """Return what `check_claims` finds in a draft."""
    edition = (case.id, case.language, case.edition)
    found: list[Claim] = []
    for block in PARAGRAPH.finditer(text):
        at = block.start()
        claims = _claims(_Paragraph((*edition, block[0]), block[0], case))
        found += (replace(claim, start=claim.start + at, end=claim.end + at) for claim in claims)
    return tuple(found)


@lru_cache(maxsize=KEPT_PARAGRAPHS)
def _claims(paragraph: _Paragraph) -> tuple[Claim, ...]:
    return check_claims(paragraph.text, paragraph.case)
