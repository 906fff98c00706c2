"""The resolutions of a board on a page: each with its file, those withdrawn too."""

from collections.abc import Sequence

from flask import url_for

from lms.http.i18n import format_date, moment_in_zone
from lms.http.i18n import gettext as _
from lms.http.signed_files import KEEP, REMOVE
from lms.http.viewer import InstitutionPlace
from lms.reports.boards import EndorsementView, MeetingRow
from lms.web.contexts.boards import ResolutionFormPage, ResolutionLine
from lms.web.contexts.shell import Action, FormState
from lms.web.frame import make_shell
from lms.web.kit_pages import size_words

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def resolution_lines(
    place: InstitutionPlace, endorsements: Sequence[EndorsementView], *, may_change: bool
) -> tuple[ResolutionLine, ...]:
    """Return resolutions as lines."""
    return tuple(_line(place, one, may_change=may_change and one.withdrawn_on is None) for one in endorsements)


def resolution_form_page(
    place: InstitutionPlace,
    *,
    endorsement_id: str,
    meetings: Sequence[MeetingRow],
    replaces: EndorsementView | None,
    state: FormState,
) -> ResolutionFormPage:
    """Return the form of a resolution."""
    return ResolutionFormPage(
        shell=make_shell(_("Replace a resolution") if replaces else _("Record a resolution")),
        institution=place.name,
        endorsement_id=endorsement_id,
        replaces=replaces.id if replaces else "",
        replaces_number=replaces.number if replaces else "",
        meetings=tuple((one.id, format_date(one.held_on)) for one in meetings if one.closed_at is not None),
        places=(
            (REMOVE, _("Store it without the place (nothing else changes in the picture)")),
            (KEEP, _("Keep the photo exactly as it is")),
        ),
        create_href=url_for("endorsements.create", institution=place.slug),
        back=Action(_("Back to the board"), url_for("boards.index", institution=place.slug)),
        state=state,
        asks_about_place="file" in state.errors,
    )


def download_name(place: InstitutionPlace, one: EndorsementView) -> str:
    """Return the name a resolution is downloaded under: never the one that was typed."""
    ending = ENDINGS.get(one.media_type, "bin")
    return f"{place.slug}-resolution-{one.resolved_on.isoformat()}-{one.file_sha256[:8]}.{ending}"


def _line(place: InstitutionPlace, one: EndorsementView, *, may_change: bool) -> ResolutionLine:
    meeting = None
    if one.meeting_id is not None:
        href = url_for("boards.show", institution=place.slug, meeting_id=one.meeting_id)
        meeting = Action(_("The meeting"), href)
    return ResolutionLine(
        number=one.number,
        resolved_on=one.resolved_on,
        kind=_("PDF") if one.media_type == "application/pdf" else _("Photo"),
        size=size_words(one.size),
        sha256=one.file_sha256,
        recorded_at=moment_in_zone(one.recorded_at, place.zone),
        withdrawn_on=one.withdrawn_on,
        meeting=meeting,
        file_href=url_for("endorsements.file", institution=place.slug, endorsement_id=one.id),
        replace_href=url_for("endorsements.new", institution=place.slug, replaces=one.id) if may_change else "",
        withdraw_href=(
            url_for("endorsements.withdraw", institution=place.slug, endorsement_id=one.id) if may_change else ""
        ),
    )
