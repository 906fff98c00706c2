"""The pages of lists of people: sending one, waiting for it, what it did."""

from flask import url_for

from lms.http.i18n import format_whole, moment_in_zone
from lms.http.i18n import gettext as _
from lms.http.viewer import InstitutionPlace
from lms.institutions.roster_imports import KEPT_DAYS, KnownImport, State
from lms.institutions.roster_places import Change
from lms.web.contexts.roster import DifferenceLine, ImportLine, ProgressPage, ResultPage, RosterPage
from lms.web.contexts.shell import Action, FormState
from lms.web.frame import make_shell
from lms.web.paging import make_pages
from lms.web.roster_words import change_words, state_words

ROWS = 20


def roster_page(
    place: InstitutionPlace, imports: tuple[KnownImport, ...], *, number: int, total: int, state: FormState
) -> RosterPage:
    """Return the page where a list is sent."""

    def href(to: int) -> str:
        return url_for("roster.index", institution=place.slug, page=to)

    def file(endpoint: str, **more: str) -> str:
        return url_for(f"roster_files.{endpoint}", institution=place.slug, **more)  # type: ignore[arg-type]

    return RosterPage(
        shell=make_shell(_("Roster")),
        institution=place.name,
        upload_href=url_for("roster.upload", institution=place.slug),
        samples=(Action(_("XLSX"), file("sample_xlsx")), Action(_("CSV"), file("sample_csv"))),
        exports=(
            Action(_("XLSX"), file("export_xlsx")),
            Action(_("CSV"), file("export_csv")),
            Action(_("CSV for programs"), file("export_csv", **{"for": "machines"})),
        ),
        imports=tuple(_line(place, kept) for kept in imports),
        pages=make_pages(number, size=ROWS, total=total, href=href),
        people=Action(_("All people"), url_for("members.index", institution=place.slug)),
        duplicates=Action(_("People who may be there twice"), url_for("duplicates.index", institution=place.slug)),
        kept_days=KEPT_DAYS,
        state=state,
    )


def progress_page(place: InstitutionPlace, kept: KnownImport) -> ProgressPage:
    """Return the page that waits for a list to be read or written."""
    is_reading = kept.state is State.READING
    return ProgressPage(
        shell=make_shell(_("Reading your list") if is_reading else _("Writing your list")),
        file_name=kept.file_name,
        is_reading=is_reading,
        rows=kept.rows,
        href=url_for("roster.show", institution=place.slug, import_id=kept.id),
        state_href=url_for("roster.state", institution=place.slug, import_id=kept.id),
        script="roster.js",
    )


def comparing_page(place: InstitutionPlace, kept: KnownImport) -> ProgressPage:
    """Return the page that stands there while the next one, which shows what a long list would change, is made."""
    return ProgressPage(
        shell=make_shell(_("Comparing your list")),
        file_name=kept.file_name,
        is_reading=False,
        rows=kept.rows,
        href=url_for("roster.preview", institution=place.slug, import_id=kept.id, look="now"),
        state_href="",
        script="roster.js",
    )


def result_page(place: InstitutionPlace, kept: KnownImport) -> ResultPage:
    """Return the page that says what a list did."""
    summary = kept.summary
    counts = [(change_words(change.value), summary.get(change.value, 0)) for change in Change]
    counts += [
        (_("Rows left out"), summary.get("faults", 0)),
        (_("Here, but not in the list: kept"), summary.get("absent", 0)),
    ]
    branches = summary.get("branches", [])
    return ResultPage(
        shell=make_shell(_("The list is applied")),
        institution=place.name,
        file_name=kept.file_name,
        applied=moment_in_zone(kept.applied_at, place.zone) if kept.applied_at else "",
        counts=tuple(
            DifferenceLine(label, "", format_whole(number))
            for label, number in counts
            if isinstance(number, int) and number
        ),
        branches=tuple(str(name) for name in branches) if isinstance(branches, list) else (),
        next=(
            Action(_("See the people"), url_for("members.index", institution=place.slug)),
            Action(_("See coverage today"), url_for("coverage.table", institution=place.slug)),
            Action(_("Look for people who are there twice"), url_for("duplicates.index", institution=place.slug)),
            Action(
                _("Invite who has an address and cannot sign in"), url_for("invitations.index", institution=place.slug)
            ),
            Action(_("Make PIN cards for who has none"), url_for("pins.cards", institution=place.slug)),
        ),
    )


def _line(place: InstitutionPlace, kept: KnownImport) -> ImportLine:
    is_open = kept.state is not State.DROPPED
    return ImportLine(
        file_name=kept.file_name,
        came=moment_in_zone(kept.created_at, place.zone),
        state=state_words(kept.state),
        href=url_for("roster.show", institution=place.slug, import_id=kept.id) if is_open else "",
    )
