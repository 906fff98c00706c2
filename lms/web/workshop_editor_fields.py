"""The fields of a finding, a recommendation or a risk as they were typed, and what was understood of them."""

import json
from collections.abc import Mapping

from courses.cases import Case
from courses.proposals import FINDING, Finding, Recommendation, Risk, read_part
from courses.timetables import shown_money
from courses.tools import tools_for
from courses.traces import cited_exhibit
from courses.workshop import Workshop
from lms.http.i18n import format_date
from lms.http.i18n import gettext as _
from lms.reports.workshop_board import WrittenPart
from lms.web.contexts.workshop_proposals import Picker

# The principle that proposals are about: its tools are shown first.
COMPLAINTS = 7


def typed_fields(content: str) -> Mapping[str, str]:
    """Return the fields of a part as they were typed, lists as words with commas: what no reader understands too."""
    try:
        data = json.loads(content) if content.strip() else {}
    except ValueError:
        return {"text": content}
    if not isinstance(data, dict):
        return {"text": content}
    return {str(name): _typed(value) for name, value in data.items()}


def understood_of(key: str, content: str, case: Case) -> Mapping[str, str]:
    """Return at which field what was understood differs from what was typed: an amount, the days."""
    part = read_part(key, content).part
    if not isinstance(part, Recommendation):
        return {}
    found = {}
    if part.cost is not None:
        found["cost"] = shown_money(part.cost, case.currency)
    if part.starts_on is not None:
        found["starts_on"] = format_date(part.starts_on, "EEEE d MMMM y")
    if part.ends_on is not None:
        found["ends_on"] = format_date(part.ends_on, "EEEE d MMMM y")
    return found


def cited_labels(part: Finding | Recommendation | Risk, case: Case) -> tuple[str, ...]:
    """Return the labels of what a finding cites, as far as it exists."""
    if not isinstance(part, Finding):
        return ()
    facts = (case.find_fact(number) for number in part.facts)
    exhibits = (cited_exhibit(case, cited) for cited in part.exhibits)
    return (*(fact.label for fact in facts if fact), *(exhibit.label for exhibit in exhibits if exhibit))


def tool_names(workshop: Workshop) -> tuple[str, ...]:
    """Return the tools of the library by title, those for complaints first; a proposal may name any other, or none."""
    return (*(tool.title for tool in tools_for(workshop.tools, COMPLAINTS)), _("None needed"))


def indicator_pickers(part: Finding, workshop: Workshop) -> tuple[Picker, ...]:
    """Return the indicators by limb, those of another principle last; one that is not in the list stays ticked."""
    groups = [(f"({limb.id}) {limb.title}", limb.id) for limb in workshop.limbs] + [(_("Other principles"), "")]
    known = {one.id for one in workshop.indicators}
    pickers = [
        Picker(
            title,
            tuple(
                (one.id, f"{one.standard} · {one.text}", one.id in part.indicators)
                for one in workshop.indicators
                if one.limb == limb
            ),
            limb,
            is_chosen=bool(limb) and part.limb == limb,
        )
        for title, limb in groups
    ]
    strange = tuple((one, one, True) for one in part.indicators if one not in known)
    return (*pickers, *((Picker(_("Not in the list"), strange),) if strange else ()))


def finding_picker(part: Recommendation, parts: tuple[WrittenPart, ...]) -> tuple[Picker, ...]:
    """Return the findings to answer; one that was taken out stays ticked until it is unticked."""
    found = [read_part(one.key, one.content).part for one in parts if one.key.startswith(f"{FINDING}:")]
    options = [
        (one.id, f"{place}. {one.text.strip() or _('A finding without words')}", one.id in part.findings)
        for place, one in enumerate((one for one in found if isinstance(one, Finding)), start=1)
    ]
    known = {one.id for one in found}
    options += [(one, _("A finding that was taken out"), True) for one in part.findings if one not in known]
    return (Picker("", tuple(options)),) if options else ()


def _typed(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
