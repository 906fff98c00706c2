"""Requests travel as JSON and come back equal."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.model import Mode, ModuleId, Tier
from webinar_kits.errors import KitError
from webinar_kits.jobs import (
    Json,
    read_request,
    read_tables,
    write_request,
    write_tables,
)
from webinar_kits.model import Brand, KitRequest
from webinar_kits.tables import Column, Kind, Sheet

PLAIN = KitRequest(ModuleId("complaints"), Mode.WEBINAR, Tier.FIELD, 60)

requests = st.builds(
    KitRequest,
    module_id=st.just(ModuleId("complaints")),
    mode=st.sampled_from(Mode),
    tier=st.sampled_from(Tier),
    minutes=st.integers(30, 180),
    language=st.sampled_from(["en", "ar"]),
    brand=st.builds(Brand, institution=st.text(max_size=20), hotline=st.text(max_size=9), currency=st.text(max_size=3)),
    starts_at=st.none()
    | st.datetimes(
        min_value=datetime(2020, 1, 1),  # noqa: DTZ001
        max_value=datetime(2040, 1, 1),  # noqa: DTZ001
        timezones=st.just(UTC),
    ).map(lambda moment: moment.replace(microsecond=0)),
    zone=st.sampled_from(["UTC", "Asia/Amman"]),
)


@given(request=requests)
def test_a_request_comes_back_equal(request: KitRequest) -> None:
    assert read_request(json.loads(json.dumps(write_request(request)))) == request


def test_the_zone_in_which_a_start_was_written_changes_nothing() -> None:
    utc = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    elsewhere = utc.astimezone(timezone(timedelta(hours=3)))
    assert write_request(_with_start(utc)) == write_request(_with_start(elsewhere))


def test_a_wrong_mode_names_the_choices() -> None:
    with pytest.raises(KitError) as caught:
        read_request({**write_request(PLAIN), "mode": "online"})
    assert caught.value.field == "mode"
    assert caught.value.text == "wrong mode: 'online'; choose in_person or webinar"


@pytest.mark.parametrize(
    ("field", "value", "cure"),
    [
        ("tier", "boss", "choose board, senior_management, middle_management, support or field"),
        ("minutes", "60", "write a whole number"),
        ("minutes", True, "write a whole number"),
        ("starts_at", "tomorrow", "write 2026-11-24T07:00:00Z"),
        ("starts_at", "2026-11-24T07:00:00", "with a Z at the end"),
        ("brand", ["A"], "write an object"),
        ("module_id", None, "write a text"),
    ],
)
def test_a_wrong_field_is_named_with_its_cure(field: str, value: object, cure: str) -> None:
    with pytest.raises(KitError) as caught:
        read_request({**write_request(PLAIN), field: value})  # type: ignore[dict-item]
    assert caught.value.field == field
    assert cure in caught.value.text


def test_tables_come_back_equal_with_their_dates() -> None:
    sheet = Sheet(
        name="Who",
        columns=(Column("Name"), Column("Share", Kind.PERCENT), Column("On", Kind.DATE)),
        rows=(("Zoé", 0.5, date(2026, 6, 30)), ("=x", None, None)),
        notes=("As of 30 June",),
        totals=("Total", 0.5, None),
        is_landscape=False,
    )
    data = json.loads(json.dumps(write_tables((sheet,), title="Coverage", author="A", dated_on=date(2026, 5, 4))))
    assert read_tables(data) == (sheet,)
    assert data["title"] == "Coverage"


def test_tables_of_a_wrong_shape_are_refused_with_a_cure() -> None:
    with pytest.raises(KitError, match="write a list with one table or more"):
        read_tables({"sheets": []})
    column: Json = {"title": "On", "kind": "date"}
    with pytest.raises(KitError, match="'soon' is no date; write 2026-11-24"):
        read_tables({"sheets": [{"name": "A", "columns": [column], "rows": [["soon"]]}]})
    with pytest.raises(KitError, match="a row needs 1 values"):
        read_tables({"sheets": [{"name": "A", "columns": [column], "rows": [["2026-01-01", 2]]}]})


def _with_start(moment: datetime) -> KitRequest:
    return KitRequest(PLAIN.module_id, PLAIN.mode, PLAIN.tier, PLAIN.minutes, starts_at=moment)
