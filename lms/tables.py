"""All tables, imported once so that the metadata is whole: for migrations and for the application's start."""

from lms.accounts import models as accounts
from lms.attempts import models as attempts
from lms.db import outbox
from lms.db.base import Base
from lms.evidence import models as evidence
from lms.facilitation import models as facilitation
from lms.institutions import models as institutions
from lms.learning import models as learning

METADATA = Base.metadata
MODELS = (accounts, attempts, evidence, facilitation, institutions, learning, outbox)
