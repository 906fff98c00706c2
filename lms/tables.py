"""All tables, imported once so that the metadata is whole: for migrations and for the application's start."""

from lms.accounts import models as accounts
from lms.attempts import models as attempts
from lms.boards import models as boards
from lms.db import outbox
from lms.db.base import Base
from lms.evidence import models as evidence
from lms.facilitation import models as facilitation
from lms.institutions import models as institutions
from lms.learning import models as learning
from lms.ledger import models as ledger
from lms.reminders import models as reminders
from lms.workshops import models as workshops

METADATA = Base.metadata
MODELS = (
    accounts,
    attempts,
    boards,
    evidence,
    facilitation,
    institutions,
    learning,
    ledger,
    reminders,
    workshops,
    outbox,
)
