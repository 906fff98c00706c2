"""How a whole proposal stands, in a few lines beside the page: parts done, limbs, gaps without an end."""

from dataclasses import dataclass

from courses.completeness import Completeness, SectionState, assess
from courses.proposals import FINDING, RECOMMENDATION
from courses.traces import trace
from lms.http.cases import case_of, workshop_content
from lms.http.i18n import gettext as _
from lms.reports.workshop_figures import proposal_of
from lms.reports.workshop_proposal import Draft
from lms.reports.workshop_proposal_warnings import PartWarning, Warnings
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.shell import Action
from lms.web.contexts.workshop_proposals import StandingView
from lms.web.workshop_editor_words import warning_line
from lms.web.workshop_frame import workshop_href

SHOWN_GAPS = 4
# The first of the 18 parts sums up the others.
SUMMARY = 1


def standing_view(seat: WorkshopSeat, draft: Draft, warned: Warnings) -> StandingView:
    """Return how a proposal stands; `warned` are its warnings."""
    case, workshop = case_of(seat), workshop_content(seat.language)
    proposal = proposal_of(draft.parts, case=case)
    state = assess(proposal, workshop)
    gaps = [
        PartWarning(one.part, one.field, one.text)
        for one in (trace(proposal, case, workshop).warnings if draft.parts else ())
        if (one.field == "text" and one.part.startswith("finding:"))
        or (one.field == "findings" and one.part.startswith("recommendation:"))
    ]
    return StandingView(
        done=state.done,
        total=len(state.parts),
        limbs=tuple(("done" if one.is_covered else "open", f"({one.limb.id}) {one.limb.title}") for one in state.limbs),
        gaps=tuple(warning_line(seat, one) for one in gaps[:SHOWN_GAPS]),
        more_gaps=max(0, len(gaps) - SHOWN_GAPS),
        contradictions=sum(one.is_contradiction for found in warned.values() for one in found),
        matrix_href=workshop_href(seat, "workshop_proposals.matrix"),
        check_href=workshop_href(seat, "workshop_proposals.completeness"),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """The next thing to do at a proposal, and why it is that."""

    title: str
    text: str
    action: Action


def next_step(seat: WorkshopSeat, draft: Draft, state: Completeness, warned: Warnings) -> Step:
    """Return the next thing: begin, mend what the case denies, answer what is open, write on, or hand in."""
    if not draft.parts:
        return Step(
            _("Begin with a finding"),
            _("A proposal stands on what falls short. Write the first thing that the case showed you, with its fact."),
            Action(_("Write the first finding"), workshop_href(seat, "workshop_proposals.add", kind=FINDING)),
        )
    denied = next((one for found in warned.values() for one in found if one.is_contradiction), None)
    if denied is not None:
        return Step(_("Mend what the case denies"), denied.text, _to(seat, denied.key))
    if not draft.keys(FINDING):
        text = _("There is no finding yet: every recommendation hangs in the air until it answers one.")
        action = Action(_("Add a finding"), workshop_href(seat, "workshop_proposals.add", kind=FINDING))
        return Step(_("Say what falls short"), text, action)
    unanswered = next((one for found in warned.values() for one in found if _is_unanswered(one)), None)
    if unanswered is not None:
        action = Action(_("Add a recommendation"), workshop_href(seat, "workshop_proposals.add", kind=RECOMMENDATION))
        return Step(_("Answer a finding"), unanswered.text, action)
    loose = next((one for found in warned.values() for one in found if _is_loose(one)), None)
    if loose is not None:
        return Step(_("Say what it answers"), loose.text, _to(seat, loose.key))
    thin = sorted((one for one in state.sections if not one.has_enough), key=_turn)
    if thin:
        return Step(thin[0].section.title, thin[0].note, _to(seat, thin[0].key))
    lacking = next((one for one in state.parts if not one.is_done), None)
    if lacking is not None:
        return Step(lacking.part.title, lacking.note, _to(seat, lacking.key))
    text = _("All parts are there. Read it once as the director would, then hand it in.")
    return Step(_("Hand it in"), text, Action(_("Hand in"), workshop_href(seat, "workshop_proposals.confirm")))


def _turn(one: SectionState) -> tuple[bool, bool]:
    """Sort what is begun before what is not, and the summary last: it can only be written of what is there."""
    return SUMMARY in one.section.parts, one.words == 0


def _is_loose(one: PartWarning) -> bool:
    return one.field == "findings" and one.key.startswith(f"{RECOMMENDATION}:")


def _to(seat: WorkshopSeat, key: str) -> Action:
    return Action(_("Go there"), workshop_href(seat, "workshop_proposals.part", key=key))


def _is_unanswered(one: PartWarning) -> bool:
    return one.field == "text" and one.key.startswith(f"{FINDING}:") and not one.has_passage
