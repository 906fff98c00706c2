"""What is refused, and how to mend it."""

from datetime import UTC, datetime

import pytest

from courses.model import Module
from tests.webinar_kits.samples import MakeRequest
from webinar_kits.errors import KitError
from webinar_kits.model import Brand
from webinar_kits.validation import validate_request


def test_a_plain_request_is_fine(complaints: Module, make_request: MakeRequest) -> None:
    validate_request(make_request(), complaints)


@pytest.mark.parametrize(
    ("changes", "field", "cure"),
    [
        ({"minutes": 7}, "minutes", "the shortest session of this module in person is 30 minutes"),
        ({"minutes": 181}, "minutes", "the longest session of this module in person is 180 minutes"),
        ({"language": "ar"}, "language", "choose en"),
        ({"zone": "Middle Earth"}, "zone", "write a name such as Asia/Amman"),
        ({"zone": "../etc/passwd"}, "zone", "write a name such as Asia/Amman"),
        ({"zone": ""}, "zone", "write a name such as Asia/Amman"),
        ({"module_id": "pricing"}, "module_id", "not for 'complaints'"),
        ({"brand": Brand(colour="red")}, "colour", "write it as #0f5f5c"),
        ({"brand": Brand(institution="A" * 81)}, "institution", "shorten it to 80"),
        ({"brand": Brand(institution="A\x00B")}, "institution", "write it on one line"),
        ({"brand": Brand(hotline="{hotline}")}, "hotline", "leave out { and }"),
        ({"starts_at": datetime(2026, 1, 1)}, "starts_at", "give it in UTC"),  # noqa: DTZ001
    ],
)
def test_a_refusal_names_field_and_cure(
    complaints: Module, make_request: MakeRequest, changes: dict[str, object], field: str, cure: str
) -> None:
    with pytest.raises(KitError) as caught:
        validate_request(make_request(**changes), complaints)
    assert caught.value.field == field
    assert cure in caught.value.text


def test_an_aware_start_is_fine_in_any_zone(complaints: Module, make_request: MakeRequest) -> None:
    validate_request(make_request(starts_at=datetime(2026, 1, 1, tzinfo=UTC), zone="America/La_Paz"), complaints)
