"""What is to be looked at in a proposal, part by part and field by field. Pure; it warns and never blocks."""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from courses.cases import Case
from courses.claims import Claim
from courses.claims_stance import Stance
from courses.nodes import is_readable
from courses.plan_sense import doubts
from courses.proposals import SECTION, Finding, Recommendation, Risk, read_part, split_key
from courses.timetables import make_budget, make_timetable
from courses.traces import trace
from courses.workshop import Workshop
from lms.reports.workshop_board import WrittenPart
from lms.reports.workshop_claims import check_by_paragraph, stance_of
from lms.reports.workshop_figures import proposal_of

CONTENT = "content"
# The key of what no part says: it is mended by a finding more.
WHOLE = ""
# A fact or a paper cited in a text: F7, E3.
_LABEL = re.compile(r"(?<![\w-])([FE])([1-9]\d{0,3})(?![\w-])")
KEPT_TEXTS = 4096
AS_TYPED = (
    "This text has so many marks or lines that readers see it as it was typed, without lists and tables. Nothing is "
    "lost. Take out the marks that stand for nothing, or spread it over several parts."
)


@dataclass(frozen=True, slots=True)
class PartWarning:
    """A sentence at a field of a part. With a passage: from `start` up to, not including, `end` of that field's text.

    `is_contradiction`: the case says otherwise. `is_note`: nothing is wrong, it is worth a second look.
    """

    key: str
    field: str
    text: str
    start: int = -1
    end: int = -1
    is_contradiction: bool = False
    is_note: bool = False

    @property
    def has_passage(self) -> bool:
        """Whether it is about a stretch of the text."""
        return self.start >= 0


Warnings = Mapping[str, tuple[PartWarning, ...]]


def warnings_of(parts: Sequence[WrittenPart], *, case: Case, workshop: Workshop) -> Warnings:
    """Return the warnings of every part that has any, by its key; those about a passage first.

    What is missing altogether, a limb without a finding for one, stands under `WHOLE`.
    """
    proposal = proposal_of(parts, case=case)
    found: dict[str, list[PartWarning]] = {}
    for part in parts:
        found.setdefault(part.key, []).extend(_in_part(part, case))
    for followed in trace(proposal, case, workshop).warnings if parts else ():
        key = WHOLE if followed.part.startswith(f"{SECTION}:") else followed.part
        _add(found, PartWarning(key, followed.field, followed.text))
    plan, budget = make_timetable(proposal), make_budget(proposal, case)
    for note in (*plan.notes, *budget.notes, *doubts(proposal, case, workshop.tools)):
        _add(found, PartWarning(note.part, note.field, note.text))
    return {key: tuple(warnings) for key, warnings in found.items() if warnings}


def claims_in(key: str, text: str, case: Case) -> tuple[Claim, ...]:
    """Return what a text of a part says against the case; kept while the text and the case are the same."""
    stance = stance_of(key)
    return _claims(_Text((case.id, case.language, case.edition, stance, text), text, case, stance)) if text else ()


def _add(found: dict[str, list[PartWarning]], warning: PartWarning) -> None:
    """Say one thing once: what is wrong with a cost is said by the plan as well as by the matrix."""
    known = found.setdefault(warning.key, [])
    if (
        warning.key == WHOLE
        or warning.field in ("facts", "exhibits", "indicators")
        or not any(one.field == warning.field and not one.has_passage for one in known)
    ):
        known.append(warning)


def _in_part(part: WrittenPart, case: Case) -> Iterator[PartWarning]:
    named = split_key(part.key)
    if named is None:
        return
    if named[0] == SECTION:
        yield from _against_case(part.key, CONTENT, part.content, case)
        return
    read = read_part(part.key, part.content)
    for name, text in _texts(read.part):
        yield from _against_case(part.key, name, text, case)
    for fault in read.faults:
        yield PartWarning(part.key, fault.field, fault.text)


def _texts(part: Finding | Recommendation | Risk) -> tuple[tuple[str, str], ...]:
    if isinstance(part, Recommendation):
        return (("title", part.title), ("text", part.text))
    if isinstance(part, Risk):
        return (("text", part.text), ("answer", part.answer))
    return (("text", part.text),)


def _against_case(key: str, name: str, text: str, case: Case) -> Iterator[PartWarning]:
    if not is_readable(text):
        yield PartWarning(key, name, AS_TYPED)
    for claim in claims_in(key, text, case):
        yield PartWarning(
            key,
            name,
            claim.sentence,
            claim.start,
            claim.end,
            is_contradiction=not claim.is_reported,
            is_note=claim.is_reported,
        )
    for label in _LABEL.finditer(text):
        is_fact, number = label[1] == "F", int(label[2])
        if (case.find_fact(number) if is_fact else case.find_exhibit(number)) is None:
            many = f"{len(case.facts)} facts" if is_fact else f"{len(case.exhibits)} exhibits"
            told = f"{label[0]}: the case has {many}. Look up the number and correct it."
            yield PartWarning(key, name, told, label.start(), label.end())


@dataclass(frozen=True, slots=True)
class _Text:
    """A text to hold against a case; two with the same key say the same."""

    key: Hashable
    text: str = field(compare=False)
    case: Case = field(compare=False)
    stance: Stance = field(compare=False)


@lru_cache(maxsize=KEPT_TEXTS)
def _claims(asked: _Text) -> tuple[Claim, ...]:
    return check_by_paragraph(asked.text, asked.case, stance=asked.stance)
