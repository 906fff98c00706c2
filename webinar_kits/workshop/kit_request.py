"""What a kit of a workshop is asked for with, and what it is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from courses.cases import Case
from courses.model import Mode
from courses.workshop import Workshop
from webinar_kits.errors import KitError
from webinar_kits.jobs import Json


class KitPart(StrEnum):
    """Everything, for trainers; or what trainees are given, in which nothing of the key stands."""

    WHOLE = "whole"
    TRAINEES = "trainees"


@dataclass(frozen=True, slots=True)
class WorkshopKitRequest:
    """Which kit: of which case, held how, in which language, from which day. `title` is the workshop's own."""

    case_id: str
    mode: Mode
    language: str = "en"
    starts_on: date | None = None
    title: str = ""
    part: KitPart = KitPart.WHOLE


@dataclass(frozen=True, slots=True)
class TraineeContent:
    """What handouts are made from: nothing here knows a key."""

    request: WorkshopKitRequest
    case: Case
    workshop: Workshop

    @property
    def footer(self) -> str:
        """What stands at the foot of every paper."""
        return f"{self.request.title or self.workshop.title} · {self.case.title} (invented)"


def write_kit_request(request: WorkshopKitRequest) -> dict[str, Json]:
    """Return the request as JSON."""
    return {
        "case_id": request.case_id,
        "mode": request.mode.value,
        "language": request.language,
        "starts_on": request.starts_on.isoformat() if request.starts_on else None,
        "title": request.title,
        "part": request.part.value,
    }


def read_kit_request(data: Mapping[str, Json]) -> WorkshopKitRequest:
    """Return the request of its JSON; raises KitError naming the field."""
    starts_on = data.get("starts_on")
    try:
        day = date.fromisoformat(str(starts_on)) if starts_on else None
    except ValueError as error:
        raise KitError("starts_on", f"{starts_on!r} is no day; write it like 2026-11-24") from error
    return WorkshopKitRequest(
        case_id=str(data.get("case_id", "")),
        mode=_mode(data.get("mode")),
        language=str(data.get("language", "en")),
        starts_on=day,
        title=str(data.get("title", "")),
        part=KitPart.TRAINEES if data.get("part") == KitPart.TRAINEES.value else KitPart.WHOLE,
    )


def _mode(value: Json) -> Mode:
    for mode in Mode:
        if mode.value == value:
            return mode
    raise KitError("mode", f"wrong mode: {value!r}; choose {' or '.join(mode.value for mode in Mode)}")
