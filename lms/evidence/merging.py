"""The evidence of a person who stood in the roster twice, given to the one who stays."""

from sqlalchemy.orm import Session

from lms.db.repoint import count_of, repoint
from lms.evidence.models import Attestation, Certificate, Completion, Waiver


def merge_evidence(session: Session, *, old: int, new: int) -> None:
    """Give all evidence of `old` to `new`; an attestation that both made for one edition stays where it is."""
    for holder in (Completion.member_id, Certificate.member_id, Waiver.member_id):
        repoint(session, holder, old=old, new=new)
    repoint(session, Attestation.member_id, old=old, new=new, once_by=("module_id", "edition"))


def count_evidence(session: Session, *, member_id: int) -> dict[str, int]:
    """Return how much evidence of each kind there is."""
    return {
        "completions": count_of(session, Completion.member_id, member_id),
        "certificates": count_of(session, Certificate.member_id, member_id),
        "attestations": count_of(session, Attestation.member_id, member_id),
        "waivers": count_of(session, Waiver.member_id, member_id),
    }
