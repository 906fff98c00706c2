"""The facilitator's key of the running application. Only what serves trainers may import this module (house.toml)."""

from functools import lru_cache

from courses.case_key_loader import load_case_key, load_workshop_key
from courses.case_keys import CaseKey, WorkshopKey
from courses.resources import workshop_folder
from lms.http.cases import get_case, workshop_content


def key_of(case_id: str, *, language: str) -> CaseKey:
    """Return what is planted in a case."""
    return _case_key(case_id, get_case(case_id, language=language).language)


def workshop_key(language: str) -> WorkshopKey:
    """Return the answers of the exercises and the reference score of the example."""
    return _workshop_key(workshop_content(language).language)


@lru_cache(maxsize=16)
def _case_key(case_id: str, language: str) -> CaseKey:
    folder = workshop_folder() / "cases" / case_id
    return load_case_key(folder, case=get_case(case_id, language=language))


@lru_cache(maxsize=8)
def _workshop_key(language: str) -> WorkshopKey:
    return load_workshop_key(workshop_folder(), workshop=workshop_content(language))
