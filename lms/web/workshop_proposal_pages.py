"""The desk of a proposal and the pages that ask before it is handed in or taken back, put together."""

from courses.completeness import Completeness, SectionState, assess
from courses.proposals import FINDING, RECOMMENDATION, RISK, Finding, Recommendation, Risk, read_part
from courses.timetables import shown_money
from courses.workshop import Workshop
from lms.db.engine import session
from lms.http.cases import case_of, workshop_content
from lms.http.i18n import gettext as _
from lms.http.i18n import moment_in_zone
from lms.http.moment import now
from lms.reports.workshop_board import WrittenPart
from lms.reports.workshop_figures import proposal_of
from lms.reports.workshop_home import team_names
from lms.reports.workshop_proposal import Draft
from lms.reports.workshop_proposal_warnings import Warnings, warnings_of
from lms.reports.workshop_seats import WorkshopSeat
from lms.web import workshop_editor_words as words
from lms.web.contexts.shell import Action
from lms.web.contexts.workshop_overviews import CheckLine, ConfirmPage
from lms.web.contexts.workshop_proposals import AwayPage, DeskPage, EntryGroup, EntryLine, SectionLine
from lms.web.workshop_editor_pages import may_write, proposal_ways, root_of, take_back_way
from lms.web.workshop_file_ways import own_files
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.web.workshop_standing import next_step, standing_view
from lms.workshops import alone
from lms.workshops.written import is_blank

KINDS = (FINDING, RECOMMENDATION, RISK)


def away_page(seat: WorkshopSeat) -> AwayPage:
    """Return the desk of a trainer who writes no proposal."""
    return AwayPage(
        shell=workshop_shell(seat, _("Proposal")),
        take_part_href=workshop_href(seat, "workshop_training.take_part") if seat.closed_at is None else "",
        ways=(Action(_("The board"), workshop_href(seat, "workshop_board.show")),),
    )


def desk_page(seat: WorkshopSeat, draft: Draft) -> DeskPage:
    """Return the proposal at a glance."""
    case, workshop = case_of(seat), workshop_content(seat.language)
    warned = warnings_of(draft.parts, case=case, workshop=workshop)
    state = assess(proposal_of(draft.parts, case=case), workshop)
    is_open = may_write(seat, draft)
    handed = draft.handed_in_at
    step = next_step(seat, draft, state, warned) if is_open else None
    return DeskPage(
        shell=workshop_shell(seat, _("Proposal")),
        root=root_of(seat, draft),
        case=case.title,
        case_href=workshop_href(seat, "workshop_cases.show"),
        title=_("Your proposal") if not seat.team_name else _("The proposal of %(team)s", team=seat.team_name),
        due=moment_in_zone(seat.due_at, seat.zone) if seat.due_at is not None else "",
        is_late=seat.due_at is not None and seat.due_at < now() and handed is None,
        team=_others(seat),
        alone=_alone(seat, draft) if is_open else None,
        next_title=step.title if step is not None else "",
        next_text=step.text if step is not None else "",
        next_action=step.action if step is not None else None,
        standing=standing_view(seat, draft, warned),
        sections=tuple(_section(seat, draft, one, warned) for one in state.sections),
        groups=tuple(_group(seat, draft, workshop, kind, warned) for kind in KINDS),
        order_href=workshop_href(seat, "workshop_proposals.order"),
        may_write=is_open,
        handed_in=moment_in_zone(handed, seat.zone) if handed is not None else "",
        hand_in=Action(_("Hand in"), workshop_href(seat, "workshop_proposals.confirm")) if is_open else None,
        take_back=take_back_way(seat, draft),
        ways=(
            Action(_("Read the whole"), workshop_href(seat, "workshop_comments.read")),
            *proposal_ways(seat),
            Action(_("History"), workshop_href(seat, "workshop_history.index")),
        ),
        files=own_files(seat),
    )


def confirm_page(seat: WorkshopSeat, draft: Draft) -> ConfirmPage:
    """Return what is still missing before a proposal is handed in."""
    case, workshop = case_of(seat), workshop_content(seat.language)
    state = assess(proposal_of(draft.parts, case=case), workshop)
    warned = warnings_of(draft.parts, case=case, workshop=workshop)
    standing = standing_view(seat, draft, warned)
    missing = tuple(one for one in part_lines(seat, state) if not one.is_done)
    return ConfirmPage(
        shell=workshop_shell(seat, _("Hand in")),
        title=_("Hand in the proposal?"),
        is_done=not missing and not standing.contradictions and not standing.gaps,
        done=state.done,
        total=len(state.parts),
        missing=missing,
        contradictions=standing.contradictions,
        orphans=len(standing.gaps) + standing.more_gaps,
        writing=_writing(seat, draft),
        check_href=standing.check_href,
        action_href=workshop_href(seat, "workshop_proposals.hand_in"),
        desk=desk_way(seat),
        is_blank=is_blank_draft(draft),
    )


def is_blank_draft(draft: Draft) -> bool:
    """Return whether nothing is written in a proposal: then it can be handed in and nobody is given it to review."""
    return all(is_blank(part.key, part.content) for part in draft.parts)


def back_page(seat: WorkshopSeat) -> ConfirmPage:
    """Return the question before a proposal is taken back."""
    return ConfirmPage(
        shell=workshop_shell(seat, _("Take it back")),
        title=_("Take the proposal back?"),
        is_done=False,
        done=0,
        total=0,
        missing=(),
        contradictions=0,
        orphans=0,
        writing=(),
        check_href="",
        action_href=workshop_href(seat, "workshop_proposals.take_back"),
        desk=desk_way(seat),
    )


def part_lines(seat: WorkshopSeat, state: Completeness) -> tuple[CheckLine, ...]:
    """Return the 18 parts: done, or what they lack."""
    return tuple(
        CheckLine(
            label=f"{one.part.number}. {one.part.title}",
            is_done=one.is_done,
            text=lack_words(one.note, f"Part {one.part.number}, {one.part.title}: "),
            href=workshop_href(seat, "workshop_proposals.part", key=one.key) if one.key else "",
        )
        for one in state.parts
    )


def lack_words(note: str, name: str) -> str:
    """Return what is lacking, without the name that stands beside it."""
    lack = note.removeprefix(name)
    return lack[:1].upper() + lack[1:]


def desk_way(seat: WorkshopSeat) -> Action:
    """Return the way to the desk."""
    return Action(_("Your proposal"), workshop_href(seat, "workshop_proposals.desk"))


def _writing(seat: WorkshopSeat, draft: Draft) -> tuple[str, ...]:
    others = (held.seat_id for held in draft.locks.values() if held.seat_id != seat.seat_id)
    return tuple(draft.names.get(one, _("Somebody")) for one in dict.fromkeys(others))


def _others(seat: WorkshopSeat) -> tuple[str, ...]:
    return team_names(session(), seat.team_id) if seat.team_id is not None else ()


def _alone(seat: WorkshopSeat, draft: Draft) -> Action | None:
    found = alone.find_alone(session(), seat_id=seat.seat_id) if seat.team_id is not None else None
    if found is None or not alone.list_left_behind(session(), alone_id=found, proposal_id=draft.proposal_id):
        return None
    return Action(_("Read it, take it along"), workshop_href(seat, "workshop_alone.show"))


def _section(seat: WorkshopSeat, draft: Draft, one: SectionState, warned: Warnings) -> SectionLine:
    if one.words == 0:
        state, said = "open", _("not begun")
    elif not one.has_enough:
        state, said = "renew", _("begun")
    elif one.note:
        state, said = "renew", _("too long")
    else:
        state, said = "done", _("long enough")
    return SectionLine(
        key=one.key,
        title=one.section.title,
        href=workshop_href(seat, "workshop_proposals.part", key=one.key),
        words=one.words,
        least=one.section.words.least,
        most=one.section.words.most,
        state=state,
        state_words=said,
        warnings=sum(warning.is_contradiction for warning in warned.get(one.key, ())),
        writer=words.lock_words(draft, one.key, seat_id=seat.seat_id),
    )


def _group(seat: WorkshopSeat, draft: Draft, workshop: Workshop, kind: str, warned: Warnings) -> EntryGroup:
    title, empty, add = words.group_words(kind)
    parts = [part for part in draft.parts if part.key.startswith(f"{kind}:")]
    entries = tuple(
        _entry(seat, draft, workshop, part, place, len(parts), warned) for place, part in enumerate(parts, start=1)
    )
    href = workshop_href(seat, "workshop_proposals.add", kind=kind)
    return EntryGroup(kind, title, empty, entries, Action(add, href) if may_write(seat, draft) else None)


def _entry(
    seat: WorkshopSeat, draft: Draft, workshop: Workshop, part: WrittenPart, place: int, count: int, warned: Warnings
) -> EntryLine:
    return EntryLine(
        key=part.key,
        number=place,
        text=words.entry_words(part) or _("Without words so far"),
        href=workshop_href(seat, "workshop_proposals.part", key=part.key),
        meta=_meta(part, draft, workshop, case_currency=case_of(seat).currency),
        warnings=sum(not one.is_note for one in warned.get(part.key, ())),
        writer=words.lock_words(draft, part.key, seat_id=seat.seat_id),
        may_rise=place > 1,
        may_sink=place < count,
    )


def _meta(part: WrittenPart, draft: Draft, workshop: Workshop, *, case_currency: str) -> str:
    read = read_part(part.key, part.content).part
    if isinstance(read, Finding):
        limb = next((f"({one.id}) {one.title}" for one in workshop.limbs if one.id == read.limb), "")
        cited = ", ".join([*(f"F{number}" for number in read.facts), *read.exhibits])
        return " · ".join(one for one in (limb, cited) if one)
    if isinstance(read, Recommendation):
        known = draft.keys(FINDING)
        answers = [str(known.index(f"{FINDING}:{one}") + 1) for one in read.findings if f"{FINDING}:{one}" in known]
        told = _("answers finding %(numbers)s", numbers=", ".join(answers)) if answers else ""
        cost = shown_money(read.cost, case_currency) if read.cost is not None else ""
        return " · ".join(one for one in (told, read.owner, cost) if one)
    return read.owner if isinstance(read, Risk) else ""
