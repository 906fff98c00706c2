"""What a kit of a workshop is asked for with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from courses.model import Mode
from webinar_kits.errors import KitError
from webinar_kits.jobs import Json
from webinar_kits.workshop.entries import AS_PLANNED, Changed, read_changed, write_changed

# The module that the tests ask about, and the one whose voices are sorted under the seven principles.
TESTED, OPENING = "complaints", "introduction"
FROM_MODULES = (TESTED, OPENING)
LONGEST_TITLE, LONGEST_NUMBER = 120, 5
# Of a sitting that was shortened while it ran: its id, and the items it now has with their minutes.
Settled = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
# Between the clock times at which one sitting begins for each of its groups.
AND = "+"
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class KitPart(StrEnum):
    """Everything, for trainers; or what trainees are given, in which nothing of the key stands."""

    WHOLE = "whole"
    TRAINEES = "trainees"


@dataclass(frozen=True, slots=True)
class WorkshopKitRequest:
    """Which kit: of which case, held how, when, how long, in which language. `title` is the workshop's own.

    `dates`: none; the first alone, and the others follow each day in a room and each week online; or one for each
    sitting, a day twice where it has two. `begins` are clock times: none where the agenda's own stand, one at which all
    sittings begin, or one for each; of a sitting that is held for several groups on its day theirs stand with a plus
    between, 09:00+14:00. `zone` is an IANA name. `lengths` are the minutes of each sitting; none is the whole workshop.
    `settled` are the items of sittings that were shortened while they ran; it holds while it sums to the sitting's
    length. `key` is the id of the workshop it is for, if there is one: it keeps the entries of the calendar the same
    when the dates move, and `changed` says what became of them.
    """

    case_id: str
    mode: Mode
    language: str = "en"
    dates: tuple[date, ...] = ()
    begins: tuple[str, ...] = ()
    zone: str = "UTC"
    lengths: tuple[int, ...] = ()
    settled: Settled = ()
    title: str = ""
    institution: str = ""
    key: str = ""
    part: KitPart = KitPart.WHOLE
    changed: Changed = AS_PLANNED


def write_kit_request(request: WorkshopKitRequest) -> dict[str, Json]:
    """Return the request as JSON."""
    return {
        "case_id": request.case_id,
        "mode": request.mode.value,
        "language": request.language,
        "dates": [day.isoformat() for day in request.dates],
        "begins": list(request.begins),
        "zone": request.zone,
        "lengths": list(request.lengths),
        "settled": write_settled(request.settled),
        "title": request.title,
        "institution": request.institution,
        "key": request.key,
        "part": request.part.value,
        "changed": write_changed(request.changed),
    }


def read_kit_request(data: Mapping[str, Json]) -> WorkshopKitRequest:
    """Return the request of its JSON; raises KitError naming the field."""
    return WorkshopKitRequest(
        case_id=str(data.get("case_id", "")),
        mode=_mode(data.get("mode")),
        language=str(data.get("language", "en")),
        dates=tuple(_day(one) for one in _listed(data.get("dates"))),
        begins=_begins(data.get("begins")),
        zone=str(data.get("zone", "UTC")),
        lengths=tuple(_minutes(one) for one in _listed(data.get("lengths"))),
        settled=read_settled(data.get("settled")),
        title=str(data.get("title", "")),
        institution=str(data.get("institution", "")),
        key=str(data.get("key", "")),
        part=KitPart.TRAINEES if data.get("part") == KitPart.TRAINEES.value else KitPart.WHOLE,
        changed=read_changed(data.get("changed")),
    )


def read_typed(own: WorkshopKitRequest, typed: Mapping[str, str]) -> WorkshopKitRequest:
    """Return a request with what somebody typed in place of its own; an empty field leaves that.

    Days, clock times and minutes are written in a row with commas between. Where fewer lengths are typed than there
    were sittings, the days and clock times of those that are no more go with them. Raises KitError naming field and
    cure.
    """
    said = {name: text.strip() for name, text in typed.items() if text.strip()}
    zone = said.get("zone", own.zone)
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise KitError("zone", f"there is no time zone {zone!r}; write its name, like Africa/Nairobi") from error
    title = said.get("title", own.title)
    if len(title) > LONGEST_TITLE or not title.isprintable():
        raise KitError("title", f"write the title on one line of at most {LONGEST_TITLE} letters")
    lengths = tuple(_typed_minutes(one) for one in _parts(said.get("lengths", ""))) or own.lengths
    stays = len(lengths) or None
    return replace(
        own,
        case_id=said.get("case", own.case_id),
        mode=_mode(said["mode"]) if "mode" in said else own.mode,
        dates=tuple(_day(one) for one in _parts(said["dates"])) if "dates" in said else own.dates[:stays],
        begins=tuple(_clocks(one) for one in _parts(said["begins"])) if "begins" in said else own.begins[:stays],
        zone=zone,
        lengths=lengths,
        title=title,
    )


def write_settled(settled: Settled) -> dict[str, Json]:
    """Return settled sittings as JSON."""
    return {sitting: [[item, minutes] for item, minutes in items] for sitting, items in settled}


def read_settled(data: Json) -> Settled:
    """Return settled sittings of their JSON."""
    if not isinstance(data, dict):
        return ()
    return tuple(
        (sitting, tuple((str(one[0]), _minutes(one[1])) for one in _listed(items) if isinstance(one, list)))
        for sitting, items in data.items()
    )


def _parts(text: str) -> list[str]:
    return [one for one in re.split(r"[,;\s]+", re.sub(r"\s*\+\s*", AND, text)) if one]


def _typed_minutes(text: str) -> int:
    if text.isdecimal() and len(text) < LONGEST_NUMBER:
        return int(text)
    raise KitError("lengths", f"{text!r} is no number of minutes; write the minutes of each sitting, like 450, 510")


def _clocks(text: str) -> str:
    return AND.join(_clock(one) for one in text.split(AND))


def _clock(text: str) -> str:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise KitError("begins", f"{text!r} is no time of day; write hours and minutes, like 09:30")
    return f"{int(found[1]):02d}:{found[2]}"


def _begins(value: Json) -> tuple[str, ...]:
    """Return clock times of their JSON; one alone may stand without a list."""
    return tuple(_clocks(str(one)) for one in (_listed(value) if isinstance(value, list) else [value]) if one)


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _day(value: Json) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise KitError("dates", f"{value!r} is no day; write it like 2026-11-24") from error


def _minutes(value: Json) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise KitError("lengths", f"{value!r} is no number of minutes; write whole numbers, like 450")


def _mode(value: Json) -> Mode:
    for mode in Mode:
        if mode.value == value:
            return mode
    raise KitError("mode", f"wrong mode: {value!r}; choose {' or '.join(mode.value for mode in Mode)}")
