"""What the pages know of a commitment."""

from dataclasses import dataclass
from datetime import date

from lms.web.contexts.shell import Action, ModuleMark, Shell


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A commitment as it was given; `module` is the module's title, `language` that of the sentence."""

    module: str
    sentence: str
    name: str
    tier: str
    on: date
    edition: str
    language: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class CommitmentSummary:
    """The commitment as the module page tells it: the day it was given, None before."""

    href: str
    on: date | None


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """The sentence, and under it her name, institution and tier. Agreeing is a POST of `edition` to `commit_href`.

    `is_given` says that the sentence as it stands is hers already: then there is no button. `refusal` says why she
    cannot press it. `given` are her records, newest first.
    """

    shell: Shell
    mark: ModuleMark
    sentence: str
    name: str
    institution: str
    tier: str
    edition: str
    commit_href: str
    is_given: bool
    given: tuple[CommitmentLine, ...]
    back: Action
    refusal: str = ""
