"""The reference scores of the example: the one part of the key that trainees get to see, after they scored it."""

from dataclasses import dataclass

from lms.http.case_keys import workshop_key
from lms.workshops.reviews import GivenReview, ReviewKind


@dataclass(frozen=True, slots=True)
class Reference:
    """The points of the example for a criterion, with the reason."""

    criterion: str
    points: int
    reason: str


def references_after(calibration: GivenReview | None, *, language: str) -> tuple[Reference, ...]:
    """Return the reference to somebody who submitted her own scores of the example; before that, nothing."""
    if calibration is None or calibration.kind is not ReviewKind.CALIBRATION or calibration.submitted_at is None:
        return ()
    return references_for_trainers(language)


def references_for_trainers(language: str) -> tuple[Reference, ...]:
    """Return the reference scores."""
    return tuple(Reference(one.criterion, one.points, one.reason) for one in workshop_key(language).scores)
