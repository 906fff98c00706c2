"""An upgrade proposal as its documents need it: draft, case and workshop, and nothing of who reviewed it."""

from dataclasses import dataclass
from datetime import date

from courses.cases import Case
from courses.proposals import Proposal
from courses.workshop import Workshop


@dataclass(frozen=True, slots=True)
class PaperComment:
    """A remark on a passage of a part. `reviewer` is what stands for its author, such as “Reviewer A”: never a name.

    `part` is the key of the part (`section:summary`, `finding:<id>`); `quote` the passage as it stands in the part,
    empty where the remark is on the whole part. `replies` are what was answered, each with its reviewer and its text.
    """

    part: str
    quote: str
    reviewer: str
    text: str
    written_on: date
    is_resolved: bool = False
    replies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ProposalPaper:
    """Everything the documents are made from; matrix, plan and budget are computed by `courses` in the writers.

    `authors` are the names shown on the cover and in the properties; empty for a proposal that is shown without names.
    `dated_on` is the day on the cover. Comments are empty unless they are asked for and may be seen.
    """

    case: Case
    workshop: Workshop
    proposal: Proposal
    authors: tuple[str, ...]
    dated_on: date
    language: str
    comments: tuple[PaperComment, ...] = ()

    @property
    def title(self) -> str:
        """The title as it was typed, or what the proposal is while it has none."""
        return " ".join(self.proposal.title.split()) or f"Upgrade proposal for {self.case.title}"
