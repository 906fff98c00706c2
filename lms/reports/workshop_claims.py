"""A draft held against its case while it is typed: what did not change since the last save is not read again.

What one paragraph says never depends on another (`courses.claims`), so each is checked by itself and kept; only a
list is read with the line that leads to it ("Targets:").
"""

import re
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from courses.cases import Case
from courses.claims import Claim, check_claims
from courses.claims_stance import Stance
from courses.proposals import FINDING, RECOMMENDATION, RISK, SECTION

# Sections that say what shall be, and not what is.
PLANNED = frozenset(
    f"{SECTION}:{name}"
    for name in (
        "objectives",
        "mechanism",
        "people",
        "clients-and-records",
        "plan",
        "risks-and-monitoring",
        "afterwards",
    )
)
# Sections that say what is.
DIAGNOSED = frozenset({f"{SECTION}:context", f"{SECTION}:diagnosis"})
# Lines that stand together: between blank ones. A list stays with the line or heading that leads to it.
_MARK = r"[ \t]*(?:[-*+#]|\(?\w{1,3}[.)])"
PARAGRAPH = re.compile(rf"(?:(?:{_MARK}[^\n]*|[^\n]*:[ \t]*)\n(?:[ \t]*\n)+(?={_MARK}[ \t])|[^\n]*\S[^\n]*\n?)+")
KEPT_PARAGRAPHS = 16384


def stance_of(key: str) -> Stance:
    """Return what a part does with what it says; a summary tells how things are and what is planned, both."""
    if key in PLANNED or key.partition(":")[0] in (RECOMMENDATION, RISK):
        return Stance.PLAN
    return Stance.DIAGNOSIS if key in DIAGNOSED or key.partition(":")[0] == FINDING else Stance.BOTH


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph to hold against a case; two with the same key say the same."""

    key: Hashable
    text: str = field(compare=False)
    case: Case = field(compare=False)
    stance: Stance = field(compare=False)


def check_by_paragraph(text: str, case: Case, *, stance: Stance = Stance.BOTH) -> tuple[Claim, ...]:
    """Return what `check_claims` finds in a draft."""
    edition = (case.id, case.language, case.edition, stance)
    found: list[Claim] = []
    for block in PARAGRAPH.finditer(text):
        at = block.start()
        claims = _claims(_Paragraph((*edition, block[0]), block[0], case, stance))
        found += (replace(claim, start=claim.start + at, end=claim.end + at) for claim in claims)
    return tuple(found)


@lru_cache(maxsize=KEPT_PARAGRAPHS)
def _claims(paragraph: _Paragraph) -> tuple[Claim, ...]:
    return check_claims(paragraph.text, paragraph.case, stance=paragraph.stance)
