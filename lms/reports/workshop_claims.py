"""A draft held against its case while it is typed: what did not change since the last save is not read again.

What one paragraph says never depends on another (`courses.claims`), so each is checked by itself and kept; only a
list is read with the line that leads to it ("Targets:").
"""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from courses.cases import Case
from courses.claims import Claim, check_claims
from courses.proposals import RECOMMENDATION, RISK, SECTION

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
# Lines that stand together: between blank ones. A list stays with the line or heading that leads to it.
_MARK = r"[ \t]*(?:[-*+#]|\(?\w{1,3}[.)])"
PARAGRAPH = re.compile(rf"(?:(?:{_MARK}[^\n]*|[^\n]*:[ \t]*)\n(?:[ \t]*\n)+(?={_MARK}[ \t])|[^\n]*\S[^\n]*\n?)+")
KEPT_PARAGRAPHS = 16384


def weigh(key: str, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return claims as they are meant in that part.

    A plan is written as if it were so: "internal audit checks ten complaints each quarter" denies nothing, though today
    it checks none. What the case says in a sentence is then a note; a number or a name stays what it is.
    """
    is_planned = key in PLANNED or key.partition(":")[0] in (RECOMMENDATION, RISK)
    return tuple(_as_plan(claim) if is_planned and claim.case_says.startswith("“") else claim for claim in claims)


def _as_plan(claim: Claim) -> Claim:
    if claim.is_reported:
        return claim
    told = claim.sentence.replace(": the case says", ": today the case says", 1)
    return replace(claim, sentence=f"{told} As a plan it may stand.", is_reported=True)


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
