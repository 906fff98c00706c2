"""The kits of the workshop that were asked for, put together: their list, and the page of one."""

from dataclasses import replace

from lms.db.engine import session
from lms.errors import Invalid, NotFound
from lms.http.cases import workshop_content
from lms.http.i18n import gettext as _
from lms.http.i18n import moment_in_zone
from lms.http.viewer import InstitutionPlace, viewer
from lms.http.workshop_decks import (
    STILL_A_TRAINEE,
    holder_of,
    is_trainee_now,
    kit_edition,
    workshop_kit_file,
    workshop_plan,
)  # fmt: skip
from lms.reports.viewer import NetworkPlace
from lms.reports.workshop_kits import WorkshopKitView, count_workshop_kits, list_workshop_kits
from lms.web.contexts.kits import KeptKitRow
from lms.web.contexts.shell import Action
from lms.web.contexts.workshop_kit import KeptKitPage, WorkshopKitArea
from lms.web.frame import make_shell
from lms.web.kit_pages import file_rows, size_words
from lms.web.paging import make_pages, page_number
from lms.web.workshop_kit_pages import about_kit, less_rows, place_href, sitting_rows
from webinar_kits.workshop.held_days import day_words
from webinar_kits.workshop.kit_request import KitPart, WorkshopKitRequest

ROWS, FIRST_ROWS = 25, 5
AREA, ONE = "workshop_kit_area.show", "workshop_kept_kits.show"
Place = InstitutionPlace | NetworkPlace


def with_kept(page: WorkshopKitArea, place: Place) -> WorkshopKitArea:
    """Return the page of the kits with those made before, newest first."""
    number, total = page_number(), count_workshop_kits(session(), holder=holder_of(place))
    pages = make_pages(number, size=ROWS, total=total, href=lambda to: place_href(place, AREA, page=str(to)))
    return replace(page, kept=kept_rows(place, limit=ROWS, offset=(number - 1) * ROWS), pages=pages)


def kept_rows(place: Place, *, limit: int = FIRST_ROWS, offset: int = 0) -> tuple[KeptKitRow, ...]:
    """Return kits of a place for a list, newest first."""
    found = list_workshop_kits(session(), holder=holder_of(place), limit=limit, offset=offset)
    return tuple(_row(place, kit) for kit in found)


def kept_page(place: Place, kit: WorkshopKitView) -> KeptKitPage:
    """Return the page of a kit; where its agenda or its case is not in the content any more, the page says so."""
    asked = kit.request
    page = KeptKitPage(
        shell=make_shell(_("A kit of the workshop")),
        about=" · ".join(one for one in (asked.title, about_kit(asked)) if one),
        asked=" · ".join(one for one in (moment_in_zone(kit.asked_at, _zone(place)), kit.asked_by) if one),
        edition=kit.edition,
        again=Action(_("Change it and make another"), place_href(place, AREA, **typed_of(asked))),
        drop_href=_href(place, kit, "drop"),
        back=Action(_("All kits of the workshop"), place_href(place, AREA)),
    )
    try:
        return _with_files(page, place, kit)
    except (Invalid, NotFound) as error:
        return replace(page, fault=str(error))


def _with_files(page: KeptKitPage, place: Place, kit: WorkshopKitView) -> KeptKitPage:
    asked, plan, is_trainee = kit.request, workshop_plan(kit.request), is_trainee_now()
    file = workshop_kit_file(asked, KitPart.TRAINEES if is_trainee else KitPart.WHOLE)
    return replace(
        page,
        is_outdated=kit.edition != kit_edition(asked),
        plan=sitting_rows(plan),
        less=less_rows(plan),
        whole=None if is_trainee else Action(_("The whole kit, with the answers"), _href(place, kit, "whole")),
        trainees=Action(_("Only what trainees get"), _href(place, kit, "trainees")),
        refused=_(STILL_A_TRAINEE) if is_trainee else "",
        files=file_rows(file, {"participant": _("Trainees"), "facilitator": _("Trainers alone")}),
        size=size_words(file.stat().st_size),
    )


def typed_of(asked: WorkshopKitRequest) -> dict[str, str]:
    """Return a request as its form has it."""
    typed = {
        "case": asked.case_id,
        "mode": asked.mode.value,
        "language": asked.language,
        "title": asked.title,
        "dates": ", ".join(day.isoformat() for day in asked.dates),
        "begins": ", ".join(asked.begins),
        "zone": asked.zone,
        "lengths": ", ".join(map(str, asked.lengths)),
    }
    return {name: text for name, text in typed.items() if text}


def _row(place: Place, kit: WorkshopKitView) -> KeptKitRow:
    asked = kit.request
    return KeptKitRow(
        title=asked.title or about_kit(asked),
        href=_href(place, kit, "show"),
        about=about_kit(asked) if asked.title else "",
        lengths=", ".join(map(str, asked.lengths or _whole(asked))),
        when=day_words(asked.dates[0]) if asked.dates else "",
        asked_at=moment_in_zone(kit.asked_at, _zone(place)),
        asked_by=kit.asked_by,
        trainees_href=_href(place, kit, "trainees"),
    )


def _whole(asked: WorkshopKitRequest) -> tuple[int, ...]:
    """Return the minutes of the sittings of the whole workshop."""
    workshop = workshop_content(asked.language)
    return tuple(one.minutes for one in workshop.sittings_of(asked.mode, count=workshop.counts_of(asked.mode)[0]))


def _href(place: Place, kit: WorkshopKitView, view: str) -> str:
    return place_href(place, f"workshop_kept_kits.{view}", kit_id=kit.id)


def _zone(place: Place) -> str:
    return place.zone if isinstance(place, InstitutionPlace) else viewer().zone
