"""The facilitator's pages, put together from the curriculum and what was asked for."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import available_timezones

from flask import url_for

from courses.model import Mode, Module, Tier
from lms.http.holdings import catalogue
from lms.http.i18n import gettext as _
from lms.http.i18n import moment_in_zone
from lms.http.viewer import InstitutionPlace, viewer
from lms.permissions import Permission
from lms.reports.kits import KitView
from lms.web.contexts.kits import FileRow, KeptKitRow, KitForm, KitPage, KitRow, KitsPage, NewKitPage, PlanRow, PlanView
from lms.web.contexts.shell import Action, FormState, ModuleMark, Pages
from lms.web.frame import make_shell, mark_of
from lms.web.words import mode_words, tier_words
from webinar_kits.fit import must_stay
from webinar_kits.model import Brand, KitRequest, Plan
from webinar_kits.outline import outline

LENGTHS = (30, 45, 60, 90, 120, 150, 180)


def brand_of(place: InstitutionPlace) -> Brand:
    """Return what of an institution flows into a kit."""
    return Brand(institution=place.name, hotline=place.hotline, currency=place.currency, colour=place.colour)


def kits_page(
    place: InstitutionPlace, rows: tuple[KitView, ...], pages: Pages, *, workshop_kits: tuple[KeptKitRow, ...] = ()
) -> KitsPage:
    """Return the list of an institution's kits; of those of the workshop the newest."""
    return KitsPage(
        shell=make_shell(_("Session kits")),
        institution=place.name,
        rows=tuple(_row(place, kit) for kit in rows),
        pages=pages,
        new=Action(_("A new kit"), url_for("kits.new", institution=place.slug)),
        workshop=workshop_kit_way(place),
        workshop_kits=workshop_kits,
    )


def new_kit_page(
    place: InstitutionPlace, state: FormState, *, request: KitRequest | None = None, plan: Plan | None = None
) -> NewKitPage:
    """Return the form, with the running order below it once there is one."""
    view = None
    if request is not None and plan is not None:
        view = plan_view(request, catalogue().get(request.module_id), plan)
    return NewKitPage(
        shell=make_shell(_("A new session kit")),
        institution=place.name,
        form=_form(state),
        preview_href=url_for("kits.new", institution=place.slug),
        ask_href=url_for("kits.create", institution=place.slug),
        plan=view,
        back=Action(_("All kits"), url_for("kits.index", institution=place.slug)),
    )


def plan_view(request: KitRequest, module: Module, plan: Plan) -> PlanView:
    """Return a running order for a page."""
    found = outline(request, module, plan)
    return PlanView(
        mark=mark_without_link(module),
        mode=mode_words(request.mode),
        tier=tier_words(request.tier),
        minutes=found.minutes,
        when=found.when,
        clock_note=found.clock_note,
        rows=tuple(
            PlanRow(
                begins=row.begins,
                minutes=row.minutes,
                title=row.title,
                beat=row.beat,
                slide=str(row.slide_number) if row.slide_number else "",
                lead=row.lead,
                is_kept=row.slide is not None and must_stay(row.slide),
            )
            for row in found.rows
        ),
        cut=found.cut,
        activities=len(found.practices),
    )


def kit_page(place: InstitutionPlace, kit: KitView, *, request: KitRequest, plan: Plan, file: Path) -> KitPage:
    """Return the page of a kit, its files as its manifest lists them."""
    module = catalogue().get(kit.module_id, kit.language)
    return KitPage(
        shell=make_shell(_("Session kit: %(title)s", title=module.title)),
        plan=plan_view(request, module, plan),
        edition=kit.edition,
        file_href=url_for("kits.file", institution=place.slug, kit_id=kit.id),
        file_name=file_name(kit),
        size=size_words(file.stat().st_size),
        files=file_rows(file, {"participant": _("Participants"), "facilitator": _("Facilitator")}),
        is_outdated=kit.edition != module.edition,
        back=Action(_("All kits"), url_for("kits.index", institution=place.slug)),
        drop_href=url_for("kits.drop", institution=place.slug, kit_id=kit.id),
    )


def file_name(kit: KitView) -> str:
    """Return the name under which a kit is downloaded."""
    return f"kit-{kit.module_id}-{kit.mode.replace('_', '-')}-{kit.tier.replace('_', '-')}-{kit.minutes}min.zip"


def mark_without_link(module: Module) -> ModuleMark:
    """Return how a module is recognised, for who may not be its learner."""
    mark = mark_of(module)
    return ModuleMark(id=mark.id, principle=mark.principle, title=mark.title, language=mark.language)


def file_rows(file: Path, audiences: Mapping[str, str]) -> tuple[FileRow, ...]:
    """Return the files of a kit as its manifest lists them; `audiences` are the words for who each is for."""
    with zipfile.ZipFile(file) as archive:
        entries: list[Mapping[str, object]] = json.loads(archive.read("manifest.json"))["files"]
    return tuple(
        FileRow(
            path=str(entry["path"]),
            title=str(entry["title"]),
            audience=audiences.get(str(entry["audience"]), str(entry["audience"])),
            size=size_words(int(str(entry["bytes"]))),
            sha256=str(entry["sha256"]),
            bytes=int(str(entry["bytes"])),
        )
        for entry in entries
    )


def size_words(count: int) -> str:
    """Return a number of bytes for reading: whole kB, and MB with one decimal from a thousand on."""
    kilobytes = max(1, round(count / 1000))
    return f"{kilobytes} kB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB"


def workshop_kit_way(place: InstitutionPlace) -> Action | None:
    """Return the way to a kit of the TA workshop, for who may hold one here."""
    if not viewer().may(Permission.HOLD_WORKSHOPS, institution_id=place.id, network_id=place.network_id):
        return None
    return Action(_("A kit of the TA workshop"), url_for("workshop_kit_area.show", institution=place.slug))


def _row(place: InstitutionPlace, kit: KitView) -> KitRow:
    module = catalogue().find(kit.module_id, kit.language)
    mark = mark_without_link(module) if module else ModuleMark(kit.module_id, 0, kit.module_id)
    return KitRow(
        mark=mark,
        href=url_for("kits.show", institution=place.slug, kit_id=kit.id),
        file_href=url_for("kits.file", institution=place.slug, kit_id=kit.id),
        mode=mode_words(kit.mode),
        tier=tier_words(kit.tier),
        minutes=kit.minutes,
        when=moment_in_zone(kit.starts_at, kit.zone) if kit.starts_at else "",
        asked_at=moment_in_zone(kit.asked_at, place.zone),
        asked_by=kit.asked_by,
    )


def _form(state: FormState) -> KitForm:
    return KitForm(
        modules=tuple((module.id, module.title) for module in catalogue().modules),
        modes=tuple((mode.value, mode_words(mode)) for mode in Mode),
        tiers=tuple((tier.value, tier_words(tier)) for tier in Tier),
        zones=tuple(sorted(available_timezones())),
        lengths=tuple((str(length), _("%(length)s minutes", length=length)) for length in LENGTHS),
        state=state,
    )
