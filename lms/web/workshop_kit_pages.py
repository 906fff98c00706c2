"""The pages of a workshop's kit, put together: its files, its agenda at the length asked for, what that costs."""

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import available_timezones

from flask import url_for

from courses.model import Mode
from lms.errors import Invalid
from lms.http.cases import case_of, held_days, list_cases, workshop_content, workshop_languages
from lms.http.i18n import gettext as _
from lms.http.viewer import InstitutionPlace, viewer
from lms.http.workshop_decks import (
    STILL_A_TRAINEE,
    WorkshopPlan,
    is_trainee_now,
    place_request,
    seat_request,
    workshop_kit_file,
    workshop_plan,
)  # fmt: skip
from lms.permissions import Permission
from lms.reports.viewer import NetworkPlace
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.shell import Action, FormState
from lms.web.contexts.workshop_kit import ItemRow, LessRow, SittingRows, WorkshopKitArea, WorkshopKitPage
from lms.web.frame import make_shell
from lms.web.kit_pages import file_rows, size_words
from lms.web.words import mode_words
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.web.workshop_words import LANGUAGES
from webinar_kits.workshop.agenda import may_not_go
from webinar_kits.workshop.kit_request import AND, KitPart, WorkshopKitRequest

OWN = ("dates", "begins", "lengths")
CHOSEN = ("case", "mode", "language", "title", "dates", "begins", "zone", "lengths")


def seat_kit_page(seat: WorkshopSeat, typed: Mapping[str, str]) -> WorkshopKitPage:
    """Return the page of a workshop's kit, as it is or with other days and lengths; `Invalid` names the field."""
    asked = seat_request(seat, typed)
    plan = workshop_plan(asked)
    file = workshop_kit_file(asked, KitPart.WHOLE)
    handed_to, alone = _("Trainees"), _("Trainers alone")
    files = file_rows(file, {"participant": handed_to, "facilitator": alone})
    given = _given(seat, typed)
    handed_out = sum(one.bytes for one in files if one.audience == handed_to)
    return _seat_page(
        seat,
        FormState(values=_filled(seat, given)),
        is_changed=bool(given),
        size=size_words(file.stat().st_size),
        trainees_size=size_words(handed_out),
        files=files,
        whole=Action(_("The whole kit"), workshop_href(seat, "workshop_kits.whole", **given)),
        trainees=Action(_("Only what trainees get"), workshop_href(seat, "workshop_kits.trainees", **given)),
        plan=sitting_rows(plan),
        less=less_rows(plan),
    )


def refused_kit_page(seat: WorkshopSeat, typed: Mapping[str, str], error: Invalid) -> WorkshopKitPage:
    """Return the page with what was typed and what is wrong with it; nothing to take away."""
    return _seat_page(seat, FormState(values=_filled(seat, _given(seat, typed)), errors=error.fields), is_changed=True)


def _given(seat: WorkshopSeat, typed: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed that is not as the workshop is held anyway."""
    own = held_values(seat)
    return {name: typed[name] for name in OWN if typed.get(name, "").strip() not in ("", own[name])}


def _filled(seat: WorkshopSeat, given: Mapping[str, str]) -> dict[str, str]:
    """Return the form as the workshop itself is planned, with what was typed in place of that."""
    return {**held_values(seat), **given}


def lengths_of(seat: WorkshopSeat) -> tuple[str, ...]:
    """Return the lengths of the agendas there are for how a workshop is held, as they are typed."""
    return tuple(value for value, words in whole_lengths() if words == mode_words(seat.mode))


def held_values(seat: WorkshopSeat) -> dict[str, str]:
    """Return days, begin and lengths of a workshop as they are typed."""
    held = held_days(seat)
    begins = [AND.join(one.begins for one in day.groups) for day in held]
    return {
        "dates": ", ".join(day.on.isoformat() for day in held if day.on is not None),
        "begins": begins[0] if len(set(begins)) == 1 else ", ".join(begins),
        "lengths": ", ".join(str(day.minutes) for day in held),
    }


def area_page(
    place: InstitutionPlace | NetworkPlace, typed: Mapping[str, str], *, errors: Mapping[str, str] | None = None
) -> WorkshopKitArea:
    """Return the form of a kit and, once it can be made, its agenda with the ways to take it.

    `Invalid` names the field that is wrong; the page is then asked for again, with the errors.
    """
    zone = place.zone if isinstance(place, InstitutionPlace) else viewer().zone
    values = {"mode": Mode.IN_PERSON.value, "zone": zone, "case": list_cases("en")[0].id, **typed}
    page = WorkshopKitArea(
        shell=make_shell(_("A kit of the workshop")),
        holder=place.name,
        state=FormState(values=values, errors=dict(errors or {})),
        cases=tuple((case.id, case.title) for case in list_cases("en")),
        modes=tuple((mode.value, mode_words(mode)) for mode in Mode),
        languages=tuple((code, LANGUAGES.get(code, code)) for code in workshop_languages()),
        zones=tuple(sorted(available_timezones())),
        lengths=whole_lengths(),
        back=_back(place),
    )
    return page if errors or "mode" not in typed else _with_plan(page, place, values)


def whole_lengths() -> tuple[tuple[str, str], ...]:
    """Return the lengths of all agendas there are, the whole workshop first, as they are typed."""
    workshop = workshop_content("en")
    return tuple(
        (", ".join(str(sitting.minutes) for sitting in workshop.sittings_of(mode, count=count)), mode_words(mode))
        for mode in Mode
        for count in workshop.counts_of(mode)
    )


def _with_plan(
    page: WorkshopKitArea, place: InstitutionPlace | NetworkPlace, values: Mapping[str, str]
) -> WorkshopKitArea:
    asked = place_request(place, values)
    plan = workshop_plan(asked)
    given = {name: values[name] for name in CHOSEN if values.get(name)}
    is_trainee = is_trainee_now()
    return replace(
        page,
        about=about_kit(asked),
        plan=sitting_rows(plan),
        less=less_rows(plan),
        make_href="" if is_trainee else place_href(place, "workshop_kept_kits.create"),
        given=tuple(given.items()),
        trainees=Action(_("Only what trainees get"), place_href(place, "workshop_kit_area.trainees", **given)),
        refused=_(STILL_A_TRAINEE) if is_trainee else "",
    )


def about_kit(asked: WorkshopKitRequest) -> str:
    """Return the case and the mode of a kit in words; a case that is no more by its id."""
    known = {case.id: case.title for case in list_cases(asked.language)}
    return f"{known.get(asked.case_id, asked.case_id)} · {mode_words(asked.mode)}"


def place_href(place: InstitutionPlace | NetworkPlace, endpoint: str, **given: str) -> str:
    """Return the address of a page about the kits of an institution or a network."""
    holder = "institution" if isinstance(place, InstitutionPlace) else "network"
    return url_for(endpoint, **{holder: place.slug}, **given)  # type: ignore[arg-type]


def _back(place: InstitutionPlace | NetworkPlace) -> Action:
    if isinstance(place, InstitutionPlace) and viewer().may(
        Permission.BUILD_KITS, institution_id=place.id, network_id=place.network_id
    ):
        return Action(_("All kits"), url_for("kits.index", institution=place.slug))
    return Action(_("Workshops"), url_for("workshops.index"))


def _seat_page(seat: WorkshopSeat, state: FormState, **more: object) -> WorkshopKitPage:
    return WorkshopKitPage(
        shell=workshop_shell(seat, _("Kit")),
        mode=mode_words(seat.mode),
        case=case_of(seat).title,
        state=state,
        lengths=lengths_of(seat),
        debrief=Action(_("The debrief deck"), workshop_href(seat, "workshop_kits.debrief")),
        **more,  # type: ignore[arg-type]
    )


def sitting_rows(plan: WorkshopPlan) -> tuple[SittingRows, ...]:
    """Return the sittings of an agenda with their lines."""
    return tuple(
        SittingRows(
            title=day.sitting.title,
            when=day.told or day.clocks,
            minutes=day.minutes,
            rows=tuple(
                ItemRow(line.begins, line.minutes, line.item.title, is_kept=may_not_go(line.item)) for line in day.lines
            ),
        )
        for day in plan.days
    )


def less_rows(plan: WorkshopPlan) -> tuple[LessRow, ...]:
    """Return what of the whole workshop is shorter in it or left out."""
    return tuple(LessRow(one.title, one.before, one.after) for one in plan.less)
