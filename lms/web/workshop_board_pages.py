"""The trainer's board, put together."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from courses.proposals import split_key
from courses.workshop import Workshop
from lms.http.cases import case_of, timed_sittings, workshop_content
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.http.tables import Field, Table
from lms.reports.workshop_board import Board
from lms.reports.workshop_figures import Figures, Standing, figures_of, silent_since, standing_of
from lms.reports.workshop_people import TakingPart
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.shell import Action, FormState
from lms.web.contexts.workshop_training import BoardPage, BoardRow
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.workshops.days import TimedItem, find_item
from webinar_kits.tables import Kind

COLOURS = {
    Standing.HANDED_IN: "done",
    Standing.STUCK: "late",
    Standing.WRITING: "good",
    Standing.QUIET: "open",
    Standing.NOT_BEGUN: "open",
}


def board_page(
    seat: WorkshopSeat, board: Board, state: FormState, *, ticked: tuple[int, ...] = (), now: datetime
) -> BoardPage:
    """Return the board."""
    rows = board_rows(seat, board, now=now)
    here = find_item(timed_sittings(seat), now=now)
    return BoardPage(
        shell=workshop_shell(seat, _("Board")),
        at=f"{now.astimezone(ZoneInfo(seat.zone)):%H:%M:%S}",
        now_line=_here_words(here, seat) if here is not None else "",
        rows=rows,
        stuck=sum(row.state == COLOURS[Standing.STUCK] for row in rows),
        handed_in=sum(row.state == COLOURS[Standing.HANDED_IN] for row in rows),
        sentences=_sentences(),
        state=state,
        ticked=ticked,
        nudge_href=workshop_href(seat, "workshop_board.nudge"),
        refresh_href=workshop_href(seat, "workshop_board.show"),
        exports=(
            Action(_("CSV"), workshop_href(seat, "workshop_board.csv")),
            Action(_("CSV for programs"), workshop_href(seat, "workshop_board.csv", **{"for": "machines"})),
            Action(_("Debrief deck, without names"), workshop_href(seat, "workshop_kits.debrief")),
        ),
    )


def board_rows(seat: WorkshopSeat, board: Board, *, now: datetime) -> tuple[BoardRow, ...]:
    """Return a line for each who writes: the longest stuck first, then as they were."""
    workshop = workshop_content(seat.language)
    # Once the reviews have begun nobody is stuck, whatever the agenda says.
    here = find_item(timed_sittings(seat), now=now) if seat.reviews_open_at is None else None
    case = case_of(seat)
    known = {key: figures_of(key, parts, workshop=workshop, case=case) for key, parts in board.parts.items()}
    nothing = figures_of("", (), workshop=workshop, case=case)
    rows = [
        _row(one, known.get(one.proposal_id or "", nothing), board, workshop, here=here, now=now)
        for one in board.people
    ]
    return tuple(sorted(rows, key=lambda row: -row.silent))


def board_table(seat: WorkshopSeat, board: Board, *, now: datetime) -> Table:
    """Return the board to take away."""
    return Table(
        name=_("Board"),
        fields=(
            Field("name", _("Name")),
            Field("team", _("Team")),
            Field("state", _("State")),
            Field("where", _("Last in")),
            Field("quiet", _("Last saved")),
            Field("parts", _("Parts")),
            Field("words", _("Words"), Kind.INTEGER),
            Field("findings", _("Findings"), Kind.INTEGER),
            Field("recommendations", _("Recommendations"), Kind.INTEGER),
            Field("warnings", _("Warnings"), Kind.INTEGER),
            Field("reviews", _("Reviews")),
        ),
        rows=[
            (
                row.name,
                row.team,
                row.state_words,
                row.where,
                row.quiet,
                row.parts,
                row.words,
                row.findings,
                row.recommendations,
                row.warnings,
                row.reviews,
            )
            for row in board_rows(seat, board, now=now)
        ],
    )


def part_words(key: str, workshop: Workshop) -> str:
    """Return which part of a proposal a key names."""
    named = split_key(key)
    if named is None:
        return ""
    kind, part_id = named
    sections = {section.id: section.title for section in workshop.sections}
    return {
        "finding": _("a finding"),
        "recommendation": _("a recommendation"),
        "risk": _("a risk"),
    }.get(kind, sections.get(part_id, ""))


def ago_words(since: timedelta) -> str:
    """Return how long ago something was, as exactly as it matters."""
    minutes = max(0, int(since.total_seconds()) // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 90:
        return ngettext("%(num)s minute ago", "%(num)s minutes ago", minutes)
    if minutes < 60 * 36:
        return ngettext("%(num)s hour ago", "%(num)s hours ago", minutes // 60)
    return ngettext("%(num)s day ago", "%(num)s days ago", minutes // (60 * 24))


def _row(
    one: TakingPart,
    figures: Figures,
    board: Board,
    workshop: Workshop,
    *,
    here: TimedItem | None,
    now: datetime,
) -> BoardRow:
    standing = standing_of(figures, handed_in_at=one.handed_in_at, joined_at=one.joined_at, here=here, now=now)
    since = silent_since(figures, joined_at=one.joined_at, here=here) if standing is Standing.STUCK else None
    reviews = board.reviews.get(one.seat_id)
    return BoardRow(
        seat_id=one.seat_id,
        name=one.name,
        team=one.team_name,
        where=part_words(figures.last_key, workshop),
        quiet=ago_words(now - figures.saved_at) if figures.saved_at is not None else "",
        silent=int((now - since).total_seconds()) // 60 if since is not None else 0,
        seen=_seen(one.seen_at, has_saved=figures.saved_at is not None, now=now),
        state=COLOURS[standing],
        state_words=_standing_words(standing),
        parts=_("%(done)s of %(total)s", done=figures.done, total=figures.total),
        percent=figures.done * 100 // figures.total if figures.total else 0,
        words=figures.words,
        findings=figures.findings,
        recommendations=figures.recommendations,
        warnings=figures.warnings,
        reviews=_("%(done)s of %(total)s", done=reviews.submitted, total=reviews.assigned) if reviews else "",
        unread=board.unread.get(one.seat_id, 0),
    )


def _seen(seen_at: datetime | None, *, has_saved: bool, now: datetime) -> str:
    if seen_at is not None:
        return _("here %(ago)s", ago=ago_words(now - seen_at))
    # Who saved was here, through a program for one: a page alone tells when.
    return "" if has_saved else _("not here yet")


def _standing_words(standing: Standing) -> str:
    return {
        Standing.HANDED_IN: _("Handed in"),
        Standing.STUCK: _("Stuck"),
        Standing.WRITING: _("Writing"),
        Standing.QUIET: _("Quiet"),
        Standing.NOT_BEGUN: _("Not begun"),
    }[standing]


def _here_words(here: TimedItem, seat: WorkshopSeat) -> str:
    until = f"{here.ends_at.astimezone(ZoneInfo(seat.zone)):%H:%M}"
    return _("Now: %(title)s, until %(until)s", title=here.item.title, until=until)


def _sentences() -> tuple[tuple[str, str], ...]:
    sentences = (
        _("Which fact of the case made you think so? Write its number behind the sentence."),
        _("Begin with one finding only: what is missing, and which fact shows it?"),
        _("Who does it on Monday morning? Give each recommendation an owner."),
        _("How would the board see in a year that it works? Give each recommendation a measure."),
        _("Read the interview with the client once more before you go on."),
        _("Shall I come to you? Put up your hand, or write to me."),
    )
    return tuple((sentence, sentence) for sentence in sentences)
