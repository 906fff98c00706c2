"""Keep one answer, if it fits its question."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from lms.attempts import service as attempts
from lms.errors import Invalid
from quizzes.documents import read_response, write_response
from quizzes.errors import ResponseError
from quizzes.model import Bank


class BankFinder(Protocol):
    """Gives the bank of an edition in a language."""

    def __call__(self, module_id: str, *, edition: str, language: str) -> Bank:
        """Return the bank, today's or as it was kept."""


def answer_item(
    session: Session,
    *,
    attempt_id: str,
    member_id: int,
    answer_id: str,
    item_id: str,
    response: Mapping[str, object],
    find_bank: BankFinder,
    now: datetime,
) -> bool:
    """Keep an answer to an item of a member's open attempt; the same `answer_id` again changes nothing.

    Returns whether it was new. Raises `Invalid` when the response does not fit, `Conflict` after handing in.
    """
    attempt = attempts.lock_attempt(session, attempt_id=attempt_id, member_id=member_id)
    item = find_bank(attempt.module_id, edition=attempt.edition, language=attempt.language).find(item_id)
    if item is None:
        raise Invalid({"item": "This question is not in this attempt. Reload the page."})
    try:
        fitting = write_response(read_response(item, response))
    except ResponseError as error:
        raise Invalid({"response": str(error.__cause__ or error)}) from None
    return attempts.keep_answer(
        session, attempt=attempt, answer_id=answer_id, item_id=item_id, response=fitting, now=now
    )
