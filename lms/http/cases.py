"""The workshop as the running application serves it: cases, agenda, exercises, rubric. Never a key of them."""

import json
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from courses.case_loader import load_cases
from courses.cases import Case
from courses.resources import languages_by, workshop_folder
from courses.workshop import Workshop
from courses.workshop_loader import load_workshop
from lms.errors import NotFound
from lms.http.curriculum import kept_or_read
from lms.http.holdings import settings
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops.days import TimedSitting
from lms.workshops.schedule import own_request, timed
from webinar_kits.workshop.agenda import timed_days
from webinar_kits.workshop.held_days import Day, holdings

KEY_FOLDER = "key"


@dataclass(frozen=True, slots=True)
class WorkshopContent:
    """The workshop in a language, and its cases, full ones first."""

    workshop: Workshop
    cases: tuple[Case, ...]


def case_of(seat: WorkshopSeat) -> Case:
    """Return the sample institution of a workshop, in the workshop's language."""
    return get_case(seat.case_id, language=seat.language)


def get_case(case_id: str, *, language: str) -> Case:
    """Return a case in that language, or in the first one there is; `NotFound` names the cases there are."""
    known = list_cases(language)
    found = next((case for case in known if case.id == case_id), None)
    if found is None:
        raise NotFound(f"There is no case {case_id!r}; there are: {', '.join(case.id for case in known)}.")
    return found


def list_cases(language: str) -> tuple[Case, ...]:
    """Return the cases, full ones first."""
    return _content(language).cases


def workshop_content(language: str) -> Workshop:
    """Return agenda, sections, rubric and example in that language, or in the first one there is.

    Its exercises are those without a case: take `workshop_of` for what people read.
    """
    return _content(language).workshop


def workshop_of(seat: WorkshopSeat) -> Workshop:
    """Return the content of a workshop, its exercises written for the sample institution it is held on."""
    return workshop_content(seat.language).for_case(seat.case_id)


def timed_sittings(seat: WorkshopSeat) -> tuple[TimedSitting, ...]:
    """Return the sittings of a workshop as its trainers hold them, with their moments, each for all its groups."""
    return timed(holdings(held_days(seat)), seat.zone)


def held_days(seat: WorkshopSeat) -> tuple[Day, ...]:
    """Return the sittings of a workshop as its kit has them; kept, as a board asks every few seconds."""
    content = workshop_of(seat)
    schedule = json.dumps(dict(seat.schedule), sort_keys=True)
    key = (seat.workshop_id, seat.case_id, seat.starts_on, seat.zone, schedule, content.edition, content.language)
    return _held_days(_Planned(key, seat, content))


def workshop_languages() -> tuple[str, ...]:
    """Return the languages a workshop can be held in, English first."""
    return languages_by(workshop_folder(), "workshop")


@dataclass(frozen=True, slots=True)
class _Planned:
    """A workshop whose days are asked for; two with the same key have the same days."""

    key: Hashable
    seat: WorkshopSeat = field(compare=False)
    content: Workshop = field(compare=False)


@lru_cache(maxsize=256)
def _held_days(planned: _Planned) -> tuple[Day, ...]:
    return timed_days(own_request(planned.seat, planned.content), planned.content)


def _content(language: str) -> WorkshopContent:
    known = _languages()
    chosen = language if language in known else known[0]
    return _kept(chosen, settings().instance_dir / "copies")


@lru_cache(maxsize=1)
def _languages() -> tuple[str, ...]:
    return workshop_languages()


@lru_cache(maxsize=8)
def _kept(language: str, copies: Path) -> WorkshopContent:
    return kept_or_read(
        f"workshop-{language}",
        files=(path for path in workshop_folder().rglob("*") if KEY_FOLDER not in path.parts),
        read=_reader(language),
        kind=WorkshopContent,
        copies=copies,
    )


def _reader(language: str) -> Callable[[], WorkshopContent]:
    folder = workshop_folder()
    return lambda: WorkshopContent(load_workshop(folder, language=language), load_cases(folder, language=language))
