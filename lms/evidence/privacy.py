"""What certificates, commitments and waivers say of a person, taken away when she is erased. The facts stay."""

from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from lms.evidence.models import Attestation, Certificate, Waiver


def forget_member(session: Session, *, member_ids: Sequence[int], name: str) -> None:
    """Put `name` in place of hers wherever evidence carried it, and drop what was written about her."""
    session.execute(
        update(Certificate)
        .where(Certificate.member_id.in_(member_ids))
        .values(member_name=name, member_name_other="", credential="", revoked_reason="")
    )
    session.execute(update(Attestation).where(Attestation.member_id.in_(member_ids)).values(member_name=name))
    session.execute(update(Waiver).where(Waiver.member_id.in_(member_ids)).values(reason="", withdrawn_reason=""))
