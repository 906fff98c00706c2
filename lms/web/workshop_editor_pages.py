"""The page of one part, put together: its fields, its warnings, the case beside it, the ways on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import uuid4

from markupsafe import Markup

from courses.cases import Case
from courses.markup import count_text
from courses.proposals import (
    FINDING,
    RECOMMENDATION,
    RISK,
    SECTION,
    Finding,
    Recommendation,
    Risk,
    read_part,
    split_key,
)
from courses.workshop import Workshop
from lms.http.cases import case_of
from lms.http.i18n import gettext as _
from lms.http.i18n import moment_in_zone
from lms.http.moment import now
from lms.reports.workshop_proposal import Draft
from lms.reports.workshop_proposal_warnings import warnings_of
from lms.reports.workshop_seats import WorkshopSeat
from lms.web import workshop_editor_fields as fields
from lms.web import workshop_editor_words as words
from lms.web.blocks_html import Targets, render
from lms.web.contexts.shell import Action
from lms.web.contexts.workshop_proposals import Guidance, LookupFact, PartPage, Picker, Root
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.web.workshop_standing import standing_view

FIELDS: Mapping[str, frozenset[str]] = {
    "section": frozenset({"content"}),
    "finding": frozenset({"text", "limb", "indicators", "facts", "exhibits"}),
    "recommendation": frozenset(
        {
            "title",
            "text",
            "findings",
            "owner",
            "cost",
            "payer",
            "starts_on",
            "ends_on",
            "measure",
            "target",
            "tool",
        }
    ),
    "risk": frozenset({"text", "answer", "owner"}),
}

# Sections whose guidance says that they begin with entries.
MADE_OF = {
    f"{SECTION}:diagnosis": (FINDING,),
    f"{SECTION}:plan": (RECOMMENDATION,),
    f"{SECTION}:risks-and-monitoring": (RISK,),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in the form and the version it was made from; `is_typed`: it was sent and not taken."""

    content: str
    version: int
    is_typed: bool


def part_page(seat: WorkshopSeat, draft: Draft, workshop: Workshop, key: str, shown: Shown) -> PartPage:
    """Return the page of a part of that draft."""
    case, kind = case_of(seat), (split_key(key) or ("", ""))[0]
    title = words.part_title(key, draft, workshop)
    warned = warnings_of(draft.parts, case=case, workshop=workshop)
    own = warned.get(key, ())
    read = None if kind == SECTION else read_part(key, shown.content).part
    before, after = _ways(seat, draft, workshop, key)
    facts, exhibits = _facts(seat, case), _exhibits(seat, case)
    return PartPage(
        shell=workshop_shell(seat, title),
        root=root_of(seat, draft),
        key=key,
        kind=kind,
        title=title,
        version=shown.version,
        edit_id=str(uuid4()),
        action=workshop_href(seat, "workshop_proposals.part", key=key),
        # What was refused stays in a form: once the proposal is taken back it can be sent as it stands.
        may_write=may_write(seat, draft) or shown.is_typed,
        frozen_words=frozen_words(seat, draft),
        is_out=kind != SECTION and key in draft.versions and draft.find(key) is None,
        values=fields.typed_fields(shown.content) if read is not None else {"content": shown.content},
        understood=fields.understood_of(key, shown.content, case) if read is not None else {},
        shown=words.marked(shown.content, own, field="content") if read is None else Markup(""),
        warnings=words.lines_by_field(seat, own, FIELDS[kind], {one.label: one.href for one in (*facts, *exhibits)}),
        saved=words.saved_words(draft, key, seat),
        lock=words.lock_words(draft, key, seat_id=seat.seat_id),
        words=count_text(shown.content) if read is None else 0,
        guidance=_guidance(key, workshop),
        limbs=tuple((limb.id, f"({limb.id}) {limb.title}") for limb in workshop.limbs),
        pickers=_pickers(read, draft, workshop),
        suggestions=_suggestions(read, case, draft, workshop),
        currency=case.currency,
        cited=_cited(seat, case, fields.cited_labels(read, case)) if read is not None else (),
        facts=facts,
        exhibits=exhibits,
        told=_told(seat, draft) if kind == SECTION else (),
        find_href=workshop_href(seat, "workshop_cases.facts"),
        tools=Action(
            _("Look through the tools"), workshop_href(seat, "workshop_tools.index", principle=fields.COMPLAINTS)
        ),
        standing=standing_view(seat, draft, warned),
        desk=Action(_("Your proposal"), workshop_href(seat, "workshop_proposals.desk")),
        before=before,
        after=after,
        onward=_onward(seat, key, kind) if may_write(seat, draft) else (),
        ways=(*_ways_of_part(seat, draft, key), *proposal_ways(seat)),
        take_back=take_back_way(seat, draft),
    )


def root_of(seat: WorkshopSeat, draft: Draft) -> Root:
    """Return what the script has to know of a page."""
    return Root(draft.proposal_id, seat.seat_id, now().isoformat(), workshop_href(seat, "workshop_proposals.standing"))


def may_write(seat: WorkshopSeat, draft: Draft) -> bool:
    """Return whether a proposal can be changed now."""
    return seat.closed_at is None and draft.handed_in_at is None


def proposal_ways(seat: WorkshopSeat) -> tuple[Action, ...]:
    """Return the ways to what is computed from a proposal."""
    return (
        Action(_("Trace matrix"), workshop_href(seat, "workshop_proposals.matrix")),
        Action(_("Plan and budget"), workshop_href(seat, "workshop_proposals.plan")),
        Action(_("What is missing"), workshop_href(seat, "workshop_proposals.completeness")),
    )


def frozen_words(seat: WorkshopSeat, draft: Draft) -> str:
    """Return why nothing can be changed; empty where it can."""
    if draft.handed_in_at is not None:
        return _("Handed in on %(when)s. It can be read.", when=moment_in_zone(draft.handed_in_at, seat.zone))
    return _("The workshop is closed. It can be read.") if seat.closed_at is not None else ""


def take_back_way(seat: WorkshopSeat, draft: Draft) -> Action | None:
    """Return the way to take a proposal back; None where there is nothing to take back, or no more."""
    if draft.handed_in_at is None or seat.closed_at is not None or seat.reviews_open_at is not None:
        return None
    return Action(_("Take it back"), workshop_href(seat, "workshop_proposals.confirm_back"))


def _ways(seat: WorkshopSeat, draft: Draft, workshop: Workshop, key: str) -> tuple[Action | None, Action | None]:
    kind = (split_key(key) or ("", ""))[0]
    keys = tuple(one for one in words.part_keys(draft, workshop) if one.startswith(f"{kind}:"))
    place = keys.index(key) if key in keys else len(keys)

    def way(at: int) -> Action | None:
        if not 0 <= at < len(keys):
            return None
        href = workshop_href(seat, "workshop_proposals.part", key=keys[at])
        return Action(words.part_title(keys[at], draft, workshop), href)

    return way(place - 1), way(place + 1)


def _onward(seat: WorkshopSeat, key: str, kind: str) -> tuple[Action, ...]:
    """Return what is written from the page of a part: one more, what follows from it, or what a section is made of."""
    follows = {FINDING: (FINDING, RECOMMENDATION), RECOMMENDATION: (RECOMMENDATION,), RISK: (RISK,)}.get(kind, ())
    return tuple(
        Action(words.onward_words(one, after=kind), workshop_href(seat, "workshop_proposals.add", kind=one))
        for one in follows or MADE_OF.get(key, ())
    )


def _guidance(key: str, workshop: Workshop) -> Guidance | None:
    found = next((one for one in workshop.sections if f"{SECTION}:{one.id}" == key), None)
    if found is None:
        return None
    return Guidance(
        text=render(found.guidance, Targets()),
        example_title=found.example_title,
        example=render(found.example, Targets()),
        least=found.words.least,
        most=found.words.most,
    )


def _pickers(read: Finding | Recommendation | Risk | None, draft: Draft, workshop: Workshop) -> tuple[Picker, ...]:
    if isinstance(read, Finding):
        return fields.indicator_pickers(read, workshop)
    return fields.finding_picker(read, draft.parts) if isinstance(read, Recommendation) else ()


def _suggestions(
    read: Finding | Recommendation | Risk | None, case: Case, draft: Draft, workshop: Workshop
) -> Mapping[str, tuple[str, ...]]:
    """Return what may be chosen instead of typed: posts of the case, payers and owners named before, tools."""
    if read is None or isinstance(read, Finding):
        return {}
    known = [read_part(one.key, one.content).part for one in draft.parts if one.key.startswith("recommendation:")]
    named = [one for one in known if isinstance(one, Recommendation)]
    owners = _apart((*(one.owner for one in named), *(person.role for person in case.people)))
    payers = _apart((*(one.payer for one in named), case.title.split(":")[0], _("The lender"), _("The TA provider")))
    return {"owner": owners, "payer": payers, "tool": fields.tool_names(workshop)}


def _apart(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in said if one.strip()))


def _cited(seat: WorkshopSeat, case: Case, labels: tuple[str, ...]) -> tuple[LookupFact, ...]:
    known = {one.label: one for one in (*_facts(seat, case), *_exhibits(seat, case))}
    return tuple(known[label] for label in labels)


def _facts(seat: WorkshopSeat, case: Case) -> tuple[LookupFact, ...]:
    page = workshop_href(seat, "workshop_cases.facts")
    return tuple(
        LookupFact(fact.label, fact.text, f"{page}#{fact.label}", f"{fact.label} {fact.text}".casefold())
        for fact in case.facts
    )


def _exhibits(seat: WorkshopSeat, case: Case) -> tuple[LookupFact, ...]:
    return tuple(
        LookupFact(
            one.label,
            one.title,
            workshop_href(seat, "workshop_cases.exhibit", exhibit=one.id),
            f"{one.label} {one.title}".casefold(),
        )
        for one in case.exhibits
    )


def _told(seat: WorkshopSeat, draft: Draft) -> tuple[tuple[str, tuple[LookupFact, ...]], ...]:
    """Return the findings and the recommendations there are, in a line each."""
    groups = []
    for kind in (FINDING, RECOMMENDATION):
        parts = [part for part in draft.parts if part.key.startswith(f"{kind}:")]
        lines = tuple(
            LookupFact(str(place), words.entry_words(part), _part_href(seat, part.key), "")
            for place, part in enumerate(parts, start=1)
        )
        groups.append((words.group_words(kind)[0], lines))
    return tuple((title, lines) for title, lines in groups if lines)


def _part_href(seat: WorkshopSeat, key: str) -> str:
    return workshop_href(seat, "workshop_proposals.part", key=key)


def _ways_of_part(seat: WorkshopSeat, draft: Draft, key: str) -> tuple[Action, ...]:
    if key not in draft.versions:
        return ()
    read = f"{workshop_href(seat, 'workshop_comments.read')}#{key.replace(':', '-')}"
    return (
        Action(_("As a reader sees it"), read),
        Action(_("History of this part"), workshop_href(seat, "workshop_history.show", key=key)),
    )
