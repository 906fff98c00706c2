"""Requests as JSON: what the web process writes and the document process reads. Light: no document library is here."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar

from courses.model import Mode, ModuleId, Tier
from webinar_kits.errors import KitError
from webinar_kits.model import Brand, KitRequest
from webinar_kits.tables import Column, Kind, Sheet, Value

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
_Choice = TypeVar("_Choice", bound=StrEnum)
LARGEST_SIGNED_FILE = 10_000_000


class JobKind(StrEnum):
    """What the document process makes."""

    KIT = "kit"
    CERTIFICATE = "certificate"
    CERTIFICATES = "certificates"
    DIGESTS = "digests"
    SHEETS = "sheets"
    READ_SHEET = "read_sheet"
    CHECK_FILE = "check_file"
    PLAIN_PHOTO = "plain_photo"
    SESSION_CALENDAR = "session_calendar"
    EVIDENCE = "evidence"
    PROPOSAL = "proposal"
    DEBRIEF = "debrief"
    WORKSHOP_KIT = "workshop_kit"
    WORKSHOP_CALENDAR = "workshop_calendar"


def write_request(request: KitRequest) -> dict[str, Json]:
    """Return the request as JSON; equal requests give equal JSON, whatever zone their start was written in."""
    starts_at = request.starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if request.starts_at else None
    return {
        "module_id": request.module_id,
        "mode": request.mode.value,
        "tier": request.tier.value,
        "minutes": request.minutes,
        "language": request.language,
        "brand": {
            "institution": request.brand.institution,
            "hotline": request.brand.hotline,
            "currency": request.brand.currency,
            "colour": request.brand.colour,
        },
        "starts_at": starts_at,
        "zone": request.zone,
    }


def read_request(data: Mapping[str, Json]) -> KitRequest:
    """Return the request of its JSON; raises KitError naming the field and the choices there are."""
    brand = data.get("brand") or {}
    if not isinstance(brand, dict):
        raise KitError("brand", "wrong brand: write an object with institution, hotline, currency and colour")
    return KitRequest(
        module_id=ModuleId(_text(data, "module_id")),
        mode=_choice(data, "mode", Mode),
        tier=_choice(data, "tier", Tier),
        minutes=_whole(data, "minutes"),
        language=_text(data, "language", default="en"),
        brand=Brand(
            **{name: _text(brand, name, default="") for name in ("institution", "hotline", "currency", "colour")}
        ),
        starts_at=_moment(data, "starts_at"),
        zone=_text(data, "zone", default="UTC"),
    )


def write_tables(sheets: tuple[Sheet, ...], *, title: str, author: str, dated_on: date) -> dict[str, Json]:
    """Return the tables of a workbook of that day as JSON; dates become ISO dates."""
    return {
        "title": title,
        "author": author,
        "dated_on": dated_on.isoformat(),
        "sheets": [
            {
                "name": sheet.name,
                "columns": [{"title": column.title, "kind": column.kind.value} for column in sheet.columns],
                "rows": [[_plain(value) for value in row] for row in sheet.rows],
                "notes": list(sheet.notes),
                "totals": [_plain(value) for value in sheet.totals],
                "is_landscape": sheet.is_landscape,
            }
            for sheet in sheets
        ],
    }


def read_tables(data: Mapping[str, Json]) -> tuple[Sheet, ...]:
    """Return the tables of their JSON; raises KitError when the shape is wrong."""
    sheets = data.get("sheets")
    if not isinstance(sheets, list) or not sheets:
        raise KitError("sheets", "no sheets: write a list with one table or more")
    return tuple(_sheet(sheet) for sheet in sheets)


def read_day(value: Json, field: str) -> date:
    """Return a day of its ISO form; raises KitError naming the field."""
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise KitError(field, f"{value!r} is no day; write it like 2026-11-24") from error


def _sheet(data: Json) -> Sheet:
    if not isinstance(data, dict):
        raise KitError("sheets", "a sheet is an object with name, columns and rows")
    columns = tuple(
        Column(title=_text(column, "title"), kind=_choice(column, "kind", Kind))
        for column in _list(data, "columns")
        if isinstance(column, dict)
    )
    return Sheet(
        name=_text(data, "name"),
        columns=columns,
        rows=tuple(_row(row, columns) for row in _list(data, "rows")),
        notes=tuple(str(note) for note in _list(data, "notes")),
        totals=_row(_list(data, "totals"), columns),
        is_landscape=data.get("is_landscape") is not False,
    )


def _row(values: Json, columns: tuple[Column, ...]) -> tuple[Value, ...]:
    if not isinstance(values, list) or (values and len(values) != len(columns)):
        raise KitError("rows", f"a row needs {len(columns)} values, as there are columns")
    return tuple(_value(value, column) for value, column in zip(values, columns, strict=False))


def _value(value: Json, column: Column) -> Value:
    if column.kind is Kind.DATE and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise KitError("rows", f"column {column.title!r}: {value!r} is no date; write 2026-11-24") from error
    if value is None or isinstance(value, str | int | float):
        return value
    raise KitError("rows", f"column {column.title!r}: {value!r} is neither text, number nor date")


def _plain(value: Value) -> Json:
    return value.isoformat() if isinstance(value, date) else value


def _list(data: Mapping[str, Json], field: str) -> list[Json]:
    value = data.get(field, [])
    if not isinstance(value, list):
        raise KitError(field, f"wrong {field}: write a list")
    return value


def _text(data: Mapping[str, Json], field: str, *, default: str | None = None) -> str:
    value = data.get(field, default)
    if not isinstance(value, str):
        raise KitError(field, f"{field} is missing; write a text")
    return value


def _whole(data: Mapping[str, Json], field: str) -> int:
    value = data.get(field)
    if not isinstance(value, int) or isinstance(value, bool):
        raise KitError(field, f"wrong {field}: {value!r}; write a whole number")
    return value


def _choice(data: Mapping[str, Json], field: str, choices: type[_Choice]) -> _Choice:
    value = data.get(field)
    for choice in choices:
        if choice.value == value:
            return choice
    named = [choice.value for choice in choices]
    listed = f"{', '.join(named[:-1])} or {named[-1]}"
    raise KitError(field, f"wrong {field}: {value!r}; choose {listed}")


def _moment(data: Mapping[str, Json], field: str) -> datetime | None:
    value = data.get(field)
    if value is None or value == "":
        return None
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise KitError(field, f"wrong {field}: {value!r}; write 2026-11-24T07:00:00Z") from error
    if moment.tzinfo is None:
        raise KitError(field, f"{field} has no zone: {value!r}; write it in UTC, with a Z at the end")
    return moment.astimezone(UTC)
