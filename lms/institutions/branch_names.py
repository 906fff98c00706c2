"""What a branch may be called: no name that a list would take for another branch."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.errors import Invalid
from lms.institutions.models import Branch
from lms.institutions.roster_words import fold
from lms.lines import read_line


def free_name(session: Session, *, institution_id: int, name: str, cure: str, but: int = 0) -> str:
    """Return a branch's name, under the ledger's lock; `Invalid` where one (not `but`), open or closed, is called so.

    Capitals, accents and signs make no other name: lists write them as they like.
    """
    line = read_line(name, field="branch", longest=200)
    query = select(Branch.id, Branch.name, Branch.joined_into_id).where(Branch.institution_id == institution_id)
    rows = session.execute(query.order_by(Branch.id)).all()
    words = {row.id: fold(row.name) or row.name for row in rows if row.id != but}
    alike = [row for row in rows if words.get(row.id) == (fold(line) or line)]
    for row in alike:
        if row.joined_into_id is None:
            raise Invalid({"branch": f"There is a branch {row.name} already. {cure}"})
    for row in alike:
        into = next(other.name for other in rows if other.id == row.joined_into_id)
        raise Invalid(
            {"branch": f"{row.name} was joined to {into}: lists that name it mean {into}. Use {into}, or another name."}
        )
    return line
