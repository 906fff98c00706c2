"""The page of one's own record, put together: everything that is kept, in groups, each row under what names it."""

from collections.abc import Mapping, Sequence

from flask import url_for

from lms.http.holdings import catalogue
from lms.http.i18n import gettext as _
from lms.reports.own_record import Part, RecordTable
from lms.web.contexts.privacy import OwnEntry, OwnFact, OwnGroup, OwnPart, OwnRecordPage
from lms.web.contexts.shell import Action
from lms.web.frame import make_shell
from lms.web.record_values import Row, Speaker
from lms.web.record_words import GROUPS, HEADS, LINES, empty_words, field_words, group_words, part_words

DAYS = frozenset({"held_on", "set_at"})


def record_page(tables: Sequence[RecordTable], *, zone: str, may_be_erased: bool) -> OwnRecordPage:
    """Return the page of all these tables; what is empty is named at the end of its group."""
    held = {table.part: table for table in tables}
    speaker = Speaker(catalogue(), zone, {str(row["id"]): row for row in rows_of(held[Part.ATTEMPTS])})
    return OwnRecordPage(
        shell=make_shell(_("All that is kept about you")),
        groups=tuple(
            OwnGroup(
                key=group,
                title=group_words(group),
                parts=tuple(_part(held[part], speaker) for part in parts if held[part].rows),
                empty=tuple(part_words(part) for part in parts if not held[part].rows),
            )
            for group, parts in GROUPS.items()
        ),
        zone=zone,
        json_href=url_for("privacy.record_json"),
        erase_href=url_for("privacy.ask") if may_be_erased else "",
        back=Action(_("Your account"), url_for("accounts.own")),
    )


def rows_of(table: RecordTable) -> tuple[Row, ...]:
    """Return the rows of a table, each field by its name."""
    return tuple(dict(zip(table.columns, row, strict=True)) for row in table.rows)


def _part(table: RecordTable, speaker: Speaker) -> OwnPart:
    return OwnPart(
        title=part_words(table.part),
        is_lines=table.part in LINES,
        entries=tuple(_entry(table, row, speaker) for row in rows_of(table)),
    )


def _entry(table: RecordTable, row: Row, speaker: Speaker) -> OwnEntry:
    head = HEADS[table.part]
    title, label = speaker.say(table.part, head, row), field_words(table.part, head)
    return OwnEntry(
        # A day alone names nothing.
        title=_("%(label)s: %(day)s", label=label, day=title) if head in DAYS else title or label,
        href=_href(table.part, row),
        facts=tuple(
            OwnFact(
                field_words(table.part, column), speaker.say(table.part, column, row) or empty_words(table.part, column)
            )
            for column in table.columns
            if column != head
        ),
    )


def _href(part: Part, row: Mapping[str, object]) -> str:
    if part is Part.CERTIFICATES:
        return url_for("certificates.show", code=str(row["code"]))
    if part is Part.ATTEMPTS and row["submitted_at"]:
        return url_for("quiz.result", attempt_id=str(row["id"]))
    return ""
