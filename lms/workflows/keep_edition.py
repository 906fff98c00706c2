"""Keep what a module says today, so that evidence can show what was learned when it says something else."""

from sqlalchemy.orm import Session

from courses.model import Module
from courses.transcripts import write_transcript
from lms.evidence import editions
from lms.evidence.editions import EditionText


def keep_edition(session: Session, *, module: Module) -> None:
    """Keep the text of a module's edition; done already, it is not written again."""
    if editions.has_edition(session, edition=module.edition, language=module.language):
        return
    text = EditionText(title=module.title, content=write_transcript(module))
    editions.keep_edition(session, module_id=module.id, edition=module.edition, language=module.language, text=text)
