"""Begin the ledger of institutions that stood before there was one, from what the tables hold."""

from datetime import datetime
from itertools import chain

from sqlalchemy.orm import Session

from lms.evidence import founding as evidence
from lms.institutions import founding as institutions
from lms.ledger import service as ledger


def found_ledgers(session: Session, *, now: datetime) -> int:
    """Write what is known of each institution without a ledger, in the order it happened; return how many there were.

    Done twice, it is done once. Every entry says `now`: that is when it was written down.
    """
    found = institutions.list_unfounded(session)
    for institution_id in found:
        dated = chain(
            institutions.people_records(session, institution_id=institution_id),
            evidence.requirement_records(session, institution_id=institution_id),
            evidence.learning_records(session, institution_id=institution_id),
            evidence.attestation_records(session, institution_id=institution_id),
        )
        # Sorting keeps what happened at one moment as it came: a person before her places, an edition before its first.
        records = [record for _, record in sorted(dated, key=lambda one: one[0])]
        house = institutions.house_records(session, institution_id=institution_id)
        ledger.append(session, institution_id=institution_id, records=[*house, *records], now=now)
    return len(found)
