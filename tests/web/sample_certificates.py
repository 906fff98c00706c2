"""The pages of certificates, with an invented learner."""

from dataclasses import replace
from datetime import date

from lms.web.contexts.certificates import (
    CertificateFormPage,
    CertificatePage,
    OwnCertificate,
    OwnCertificatesPage,
    Paper,
    VerifyPage,
)
from lms.web.contexts.shell import FormState
from tests.web.sample_frame import HOME, MARK, SHELL


def certificates() -> dict[str, tuple[str, object]]:
    paper = Paper(
        mark=MARK,
        code="K7QM-3XNP-ABCD",
        name="Amina Kamau",
        name_other="أمينة كاماو",
        institution="Mambo Finance",
        tier="Field",
        is_test=True,
        state="done",
        state_words="Valid",
        earned_on=date(2026, 11, 22),
        issued_on=date(2026, 11, 22),
        last_day=date(2027, 11, 21),
        edition="8f3c21d09ab4",
    )
    page = CertificatePage(
        shell=SHELL,
        paper=paper,
        pdf_href="/certificates/1.pdf",
        credential_href="/certificates/1/credential.json",
        verify_href="/verify/1",
        percent=92,
    )
    attended = replace(paper, is_test=False, last_day=None, minutes=85, session_minutes=90, name_other="")
    revoked = replace(paper, state="refused", state_words="Revoked", revoked_on=date(2026, 12, 1))
    erased = replace(paper, name="", name_other="", state="open", state_words="Name erased")
    kept = replace(page, revoke_href="/revoke", reissue_href="/reissue", percent=None)
    own = OwnCertificatesPage(
        shell=SHELL,
        rows=(OwnCertificate(paper, "/certificates/1", "/certificates/1.pdf"), OwnCertificate(revoked, "/2", "")),
        training=HOME,
    )
    check = VerifyPage(SHELL, "/verify", "", "", None, date(2026, 11, 22))
    form = CertificateFormPage(SHELL, paper, FormState(), "/revoke", "/certificates/1", is_reissue=False)
    wrong = FormState(values={"name": ""}, errors={"name": "The name is empty."})
    return {
        "certificate": ("certificates/show.html", page),
        "certificate-kept": ("certificates/show.html", kept),
        "certificate-attended": ("certificates/show.html", replace(page, paper=attended)),
        "certificate-revoked": (
            "certificates/show.html",
            replace(kept, paper=revoked, pdf_href="", credential_href="", revoked_reason="Wrong person"),
        ),
        "certificates": ("certificates/index.html", own),
        "certificates-none": ("certificates/index.html", replace(own, rows=())),
        "verify": ("verify/show.html", check),
        "verify-slip": ("verify/show.html", replace(check, typed="K7QM", trouble="There is a slip in this code.")),
        "verify-valid": ("verify/show.html", replace(check, paper=paper)),
        "verify-expired": ("verify/show.html", replace(check, paper=replace(paper, state="late"))),
        "verify-revoked": ("verify/show.html", replace(check, paper=revoked)),
        "verify-erased": ("verify/show.html", replace(check, paper=erased)),
        "certificate-revoke": ("certificate_lists/form.html", form),
        "certificate-reissue": ("certificate_lists/form.html", replace(form, is_reissue=True, state=wrong)),
    }
