"""The list of certificates as a table for CSV and XLSX: cell for cell what the screen shows."""

from collections.abc import Iterable, Iterator
from datetime import date

from lms.http.i18n import format_date
from lms.http.i18n import gettext as _
from lms.http.tables import Field, Table
from lms.reports.certificate import CertificateState
from lms.reports.certificates import CertificateRow
from lms.web.certificate_pages import kind_words, minutes_words, state_words
from lms.web.status_words import last_day
from lms.web.words import tier_words
from webinar_kits.certificate import CertificateKind, grouped
from webinar_kits.tables import Kind, Value


def certificates_table(institution: str, rows: Iterable[CertificateRow], *, on: date) -> Table:
    """Return the table; its rows are made as they are read."""
    return Table(
        name=_("Certificates"),
        fields=(
            Field("name", _("Name")),
            Field("name_other", _("Name in a second script")),
            Field("staff_code", _("Staff code")),
            Field("branch", _("Branch")),
            Field("tier", _("Tier")),
            Field("kind", _("Kind")),
            Field("module", _("Module")),
            Field("minutes", _("Attended")),
            Field("earned_on", _("Earned on"), Kind.DATE),
            Field("issued_on", _("Issued on"), Kind.DATE),
            Field("valid_until", _("Valid until"), Kind.DATE),
            Field("state", _("State")),
            Field("revoked_on", _("Revoked on"), Kind.DATE),
            Field("edition", _("Edition")),
            Field("language", _("Language")),
            Field("code", _("Code")),
        ),
        rows=_rows(rows),
        notes=(f"{institution} · {_('As of %(day)s', day=format_date(on))}",),
    )


def _rows(rows: Iterable[CertificateRow]) -> Iterator[tuple[Value, ...]]:
    kinds = {kind.value: kind_words(kind.value) for kind in CertificateKind}
    states = {state: state_words(state) for state in CertificateState}
    for row in rows:
        yield (
            row.name,
            row.name_other,
            row.staff_code,
            row.branch,
            tier_words(row.tier),
            kinds[row.kind],
            row.module_title,
            minutes_words(row.minutes, row.session_minutes),
            row.earned_on,
            row.issued_on,
            last_day(row.valid_until),
            states[row.state],
            row.revoked_on,
            row.edition,
            row.language,
            grouped(row.code),
        )
