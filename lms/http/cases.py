"""The workshop as the running application serves it: cases, agenda, exercises, rubric. Never a key of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from courses.case_loader import load_cases
from courses.cases import Case
from courses.model import Mode
from courses.resources import languages_by, workshop_folder
from courses.workshop import Workshop
from courses.workshop_loader import load_workshop
from lms.errors import NotFound
from lms.http.curriculum import kept_or_read
from lms.http.holdings import settings
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops.days import TimedSitting, time_sittings

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
    """Return agenda, exercises, sections, rubric and example in that language, or in the first one there is."""
    return _content(language).workshop


def timed_sittings(seat: WorkshopSeat) -> tuple[TimedSitting, ...]:
    """Return the sittings of a workshop with their moments."""
    mode = Mode(seat.mode)
    sittings = workshop_content(seat.language).sittings_of(mode)
    return time_sittings(sittings, starts_on=seat.starts_on, mode=mode, zone=seat.zone)


def workshop_languages() -> tuple[str, ...]:
    """Return the languages a workshop can be held in, English first."""
    return languages_by(workshop_folder(), "workshop")


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
