"""The pages of certificates, put together from what was found."""

from datetime import date

from flask import url_for

from courses.model import Module
from lms.http.holdings import catalogue, settings
from lms.http.i18n import RIGHT_TO_LEFT
from lms.http.i18n import gettext as _
from lms.http.viewer import InstitutionPlace
from lms.institutions.service import KnownBranch
from lms.reports.certificate import CertificateState, CertificateView
from lms.reports.certificates import CertificateRow, CertificatesFound
from lms.web.contexts.certificates import (
    CertificateFilters,
    CertificateFormPage,
    CertificateLine,
    CertificatePage,
    CertificatesPage,
    OwnCertificate,
    OwnCertificatesPage,
    Paper,
    VerifyPage,
)
from lms.web.contexts.shell import Action, FormState, ModuleMark
from lms.web.figures import branch_choices, module_choices, tier_choices
from lms.web.forms.certificates import Asked
from lms.web.frame import make_shell
from lms.web.paging import make_pages
from lms.web.status_words import last_day
from lms.web.words import tier_words
from webinar_kits.certificate import CertificateKind, grouped
from webinar_kits.certificate_jobs import MOST_AT_ONCE

ROWS = 50
LOOKS = {
    CertificateState.VALID: "done",
    CertificateState.EXPIRED: "late",
    CertificateState.REVOKED: "refused",
    CertificateState.ERASED: "open",
}


def state_words(state: CertificateState) -> str:
    """Return what a certificate is worth in a word."""
    return {
        CertificateState.VALID: _("Valid"),
        CertificateState.EXPIRED: _("Expired"),
        CertificateState.REVOKED: _("Revoked"),
        CertificateState.ERASED: _("Name erased"),
    }[state]


def kind_words(kind: str) -> str:
    """Return what a certificate stands on."""
    return {CertificateKind.COMPETENCE: _("Competence"), CertificateKind.ATTENDANCE: _("Attendance")}[
        CertificateKind(kind)
    ]


def paper_of(view: CertificateView, today: date) -> Paper:
    """Return what a certificate says; once its holder is erased, without her names."""
    module, state = catalogue().find(view.module_id), view.state(today)
    return Paper(
        mark=ModuleMark(view.module_id, module.principle if module else 0, view.module_title, language=view.language),
        code=grouped(view.code),
        name="" if view.is_erased else view.member_name,
        name_other="" if view.is_erased else view.member_name_other,
        institution=view.institution_name,
        tier=tier_words(view.tier),
        is_test=view.kind == CertificateKind.COMPETENCE,
        state=LOOKS[state],
        state_words=state_words(state),
        earned_on=view.earned_on,
        issued_on=view.issued_on,
        last_day=last_day(view.valid_until),
        edition=view.edition,
        minutes=view.minutes or 0,
        session_minutes=view.session_minutes or 0,
        revoked_on=view.revoked_on,
        language=view.language,
        direction="rtl" if view.language in RIGHT_TO_LEFT else "ltr",
    )


def certificate_page(view: CertificateView, *, today: date, is_own: bool, slug: str) -> CertificatePage:
    """Return the page of one certificate; `slug` is its institution's where the viewer may revoke it, or empty."""
    stands = view.revoked_on is None
    is_handed_out = stands and not view.is_erased
    code = view.code
    return CertificatePage(
        shell=make_shell(view.module_title),
        paper=paper_of(view, today),
        pdf_href=url_for("certificates.pdf", code=code) if is_handed_out else "",
        credential_href=url_for("certificates.credential", code=code) if is_handed_out else "",
        verify_href=settings().base_url + url_for("verify.show", code=code),
        revoke_href=url_for("certificate_lists.revoke", institution=slug, code=code) if slug and stands else "",
        reissue_href=url_for("certificate_lists.reissue", institution=slug, code=code)
        if slug and is_handed_out
        else "",
        revoked_reason=view.revoked_reason if slug else "",
        percent=view.percent if is_own else None,
    )


def own_page(views: tuple[CertificateView, ...], *, today: date) -> OwnCertificatesPage:
    """Return the page of a learner's own certificates."""
    rows = tuple(
        OwnCertificate(
            paper=paper_of(view, today),
            href=url_for("certificates.show", code=view.code),
            pdf_href=url_for("certificates.pdf", code=view.code) if view.revoked_on is None else "",
        )
        for view in views
    )
    training = Action(_("Go to your training"), url_for("learning.training"))
    return OwnCertificatesPage(shell=make_shell(_("Your certificates")), rows=rows, training=training)


def verify_page(typed: str, *, today: date, trouble: str = "", view: CertificateView | None = None) -> VerifyPage:
    """Return the page on which anybody checks a code."""
    return VerifyPage(
        shell=make_shell(_("Check a certificate")),
        check_href=url_for("verify.form"),
        typed=typed,
        trouble=trouble,
        paper=paper_of(view, today) if view is not None else None,
        checked_on=today,
    )


def form_page(view: CertificateView, *, today: date, state: FormState, is_reissue: bool) -> CertificateFormPage:
    """Return the form in which a certificate is revoked, or issued again."""
    view_name = "record_reissue" if is_reissue else "record_revocation"
    return CertificateFormPage(
        shell=make_shell(_("Issue again") if is_reissue else _("Revoke")),
        paper=paper_of(view, today),
        state=state,
        href=url_for(f"certificate_lists.{view_name}", institution=view.institution_slug, code=view.code),
        back_href=url_for("certificates.show", code=view.code),
        is_reissue=is_reissue,
    )


class Addresses:
    """Makes addresses of an institution's list that keep what was asked for."""

    def __init__(self, place: InstitutionPlace, asked: Asked) -> None:
        self._place = place
        self._asked = asked.as_address()

    def to(self, view: str, **changed: str) -> str:
        """Return the address of a view, with what is changed."""
        values = self._asked | changed
        return url_for(f"certificate_lists.{view}", institution=self._place.slug, **values)  # type: ignore[arg-type]


def list_page(
    place: InstitutionPlace,
    found: CertificatesFound,
    *,
    asked: Asked,
    number: int,
    branches: tuple[KnownBranch, ...],
    handed: int,
    form: FormState,
) -> CertificatesPage:
    """Return the list of an institution's certificates."""
    addresses = Addresses(place, asked)
    files = (
        Action(_("One PDF for the printer"), addresses.to("printed")),
        Action(_("ZIP of PDFs, one each"), addresses.to("archive")),
    )
    exports = (
        Action(_("CSV"), addresses.to("listed_csv")),
        Action(_("CSV for programs"), addresses.to("listed_csv", **{"for": "machines"})),
        Action(_("XLSX"), addresses.to("listed_xlsx")),
    )
    return CertificatesPage(
        shell=make_shell(_("Certificates")),
        place=place.name,
        filters=_filters(place, asked, branches, form),
        counts=tuple((state_words(state), count) for state, count in found.counts.items()),
        rows=tuple(_line(row, catalogue().find(row.module_id)) for row in found.rows),
        pages=make_pages(number, size=ROWS, total=found.total, href=lambda to: addresses.to("index", page=str(to))),
        files=files if 0 < handed <= MOST_AT_ONCE else (),
        exports=exports,
        handed=handed,
        most=MOST_AT_ONCE,
    )


def _filters(
    place: InstitutionPlace, asked: Asked, branches: tuple[KnownBranch, ...], form: FormState
) -> CertificateFilters:
    return CertificateFilters(
        state=form,
        kinds=tuple((kind.value, kind_words(kind)) for kind in CertificateKind),
        tiers=tier_choices(),
        branches=branch_choices(branches),
        modules=module_choices(catalogue().modules),
        states=tuple((state.value, state_words(state)) for state in CertificateState),
        clear_href=url_for("certificate_lists.index", institution=place.slug) if asked.as_address() else "",
    )


def _line(row: CertificateRow, module: Module | None) -> CertificateLine:
    return CertificateLine(
        code=grouped(row.code),
        href=url_for("certificates.show", code=row.code),
        name=row.name,
        name_other=row.name_other,
        staff_code=row.staff_code,
        branch=row.branch,
        tier=tier_words(row.tier),
        kind=kind_words(row.kind),
        module=ModuleMark(row.module_id, module.principle if module else 0, row.module_title, language=row.language),
        earned_on=row.earned_on,
        issued_on=row.issued_on,
        last_day=last_day(row.valid_until),
        minutes=minutes_words(row.minutes, row.session_minutes),
        state=LOOKS[row.state],
        state_words=state_words(row.state),
        revoked_on=row.revoked_on,
    )


def minutes_words(minutes: int | None, session_minutes: int | None) -> str:
    """Return how long somebody was there of how long it was; empty for a test."""
    if minutes is None:
        return ""
    return _("%(minutes)s of %(total)s min", minutes=minutes, total=session_minutes)
