"""What a reader of a plan would ask back: a start that is past, work without end, an owner who is nobody, or two."""

import re
from collections.abc import Iterator, Mapping, Sequence

from courses.cases import Case
from courses.days import day_words
from courses.proposals import RECOMMENDATION, Proposal, Recommendation
from courses.timetables import PlanNote
from courses.tools import Tool

# A plan that a board decides on lasts a year; what lasts longer than two has mostly a wrong year in it.
LONGEST_YEARS = 2
_DAYS_A_YEAR = 366
_NOBODY = re.compile(
    r"all|any(body|one)|consultants?|every(body|one)|leadership|management|nobody|one|people|some(body|one)|staff|tb[acd]"
    r"|team|they|us|we|who|x+|a|an|the|our|to|be|named|decided|later|of"
)
_POST = re.compile(
    r"\b(auditors?|board|chair|chiefs?|clerks?|committee|directors?|heads?|lawyers?|managers?|officers?|supervisors?|tellers?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_TWO = re.compile(r"\s*(?:/|;|&|\+|,|\band\b)\s*", re.IGNORECASE)


def doubts(proposal: Proposal, case: Case, tools: Sequence[Tool]) -> tuple[PlanNote, ...]:
    """Return what is worth a second look in owners, days and tools; what is empty or no day is told elsewhere."""
    titles = {tool.label: tool.title for tool in tools}
    return tuple(note for one in proposal.recommendations for note in _of(one, case, titles))


def _of(one: Recommendation, case: Case, titles: Mapping[str, str]) -> Iterator[PlanNote]:
    part, name = f"{RECOMMENDATION}:{one.id}", f"“{one.title or one.text[:60]}”"
    owner = " ".join(one.owner.split())
    if owner and _is_nobody(owner, case):
        yield PlanNote(
            part, "owner", f"“{owner}” is nobody whom one could ask on Monday. Name one post, like head of operations."
        )
    elif len([half for half in _TWO.split(owner) if _POST.search(half)]) > 1:
        yield PlanNote(part, "owner", f"“{owner}” reads like two owners. Name the one who answers for it.")
    tool = one.tool.strip().upper()
    if tool in titles:
        yield PlanNote(part, "tool", f"“{tool}” is a number that no director knows. Write the title, “{titles[tool]}”.")
    if one.starts_on is not None and one.starts_on < case.as_on:
        yield PlanNote(
            part,
            "starts_on",
            f"{name} starts on {day_words(one.starts_on)}, before the day on which the case stands, "
            f"{day_words(case.as_on)}. Is the year right?",
        )
    if one.starts_on is not None and one.ends_on is not None:
        years = (one.ends_on - one.starts_on).days // _DAYS_A_YEAR
        if years >= LONGEST_YEARS:
            yield PlanNote(
                part,
                "ends_on",
                f"{name} takes more than {years} years. Is the year right? Or is it more than one step?",
            )


def _is_nobody(owner: str, case: Case) -> bool:
    own = set(_WORD.findall(case.title.casefold()))
    return all(_NOBODY.fullmatch(word) or word in own for word in _WORD.findall(owner.casefold()))
