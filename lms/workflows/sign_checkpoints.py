"""Sign where the logs stand: asked for, and once a day by a running server."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy.orm import Session

from lms.errors import Conflict
from lms.ledger import service as ledger
from lms.ledger.notes import Signer

Transaction = Callable[[], AbstractContextManager[Session]]


def sign_grown(transaction: Transaction, *, signer: Signer, now: datetime) -> int:
    """Sign a checkpoint of every log that has grown since its newest; return how many.

    Each in a transaction of its own, so that nobody waits for the others; `Conflict` comes after what can be signed.
    """
    with transaction() as session:
        grown = ledger.list_grown(session)
    refused: Conflict | None = None
    for institution_id in grown:
        try:
            with transaction() as session:
                ledger.checkpoint(session, institution_id=institution_id, signer=signer, now=now)
        except Conflict as error:
            refused = error
    if refused is not None:
        raise refused
    return len(grown)
