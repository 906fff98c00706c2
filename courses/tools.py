"""The tools library of the workshop: what was made for better practice, and how sure we are that it exists."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from courses.standards import Certainty

PRINCIPLES = range(1, 8)


class ToolKind(StrEnum):
    """What sort of thing a tool is, as the Campaign's own library sorted them."""

    PLANNING = "planning-guide"
    TRAINING = "training"
    HOW_TO = "how-to"
    CASE_STUDY = "case-study"
    TECHNICAL = "technical-guide"
    EXAMPLE = "example"


class Reader(StrEnum):
    """For whom a tool was made; `everybody` stands alone."""

    EVERYBODY = "everybody"
    MANAGERS = "managers"
    BOARD = "board"
    LOAN_OFFICERS = "loan-officers"
    COLLECTIONS = "collections"
    CUSTOMER_SERVICE = "customer-service"
    HUMAN_RESOURCES = "human-resources"
    FINANCE = "finance"
    LEGAL = "legal"
    TECHNOLOGY = "technology"
    CLIENTS = "clients"
    ASSESSORS = "assessors"
    NETWORKS = "networks"
    INVESTORS = "investors"
    REGULATORS = "regulators"


@dataclass(frozen=True, slots=True)
class ToolSource:
    """Where a tool can be read about, or could be once."""

    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool; what no source says is empty: `text`, `languages`, `year`.

    `unsure` are languages it may exist in; `has_more_languages`: there are others, which no source names. Of the status
    there is no reconstructed tool: `confirmed`, we have seen it or a page of its makers; `supported`, others list it.
    """

    id: str
    number: int
    kind: ToolKind
    title: str
    text: str
    principles: tuple[int, ...]
    readers: tuple[Reader, ...]
    languages: tuple[str, ...]
    unsure: tuple[str, ...]
    has_more_languages: bool
    year: int | None
    status: Certainty
    sources: tuple[ToolSource, ...]

    @property
    def label(self) -> str:
        """How people name it in few letters: T51."""
        return f"T{self.number}"

    @property
    def is_general(self) -> bool:
        """Whether it serves all principles, and so none in particular."""
        return len(self.principles) == len(PRINCIPLES)


@dataclass(frozen=True, slots=True)
class ToolSearch:
    """What somebody looks for; empty fields ask nothing. `principle` is a digit."""

    words: str = ""
    kind: str = ""
    principle: str = ""
    reader: str = ""
    language: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked."""
        return any((self.words, self.kind, self.principle, self.reader, self.language))


def find_tools(tools: Iterable[Tool], search: ToolSearch) -> tuple[Tool, ...]:
    """Return the tools that fit all that is asked; what was made for the principle asked comes before what serves all.

    What is for everybody is for each reader; a language that a tool may exist in counts.
    """
    found = (tool for tool in tools if _fits(tool, search))
    return tuple(sorted(found, key=lambda tool: len(tool.principles))) if search.principle else tuple(found)


def tools_for(tools: Iterable[Tool], principle: int) -> tuple[Tool, ...]:
    """Return all tools: first those made for a principle, then those for it among others, then the rest."""
    return tuple(sorted(tools, key=lambda tool: (principle not in tool.principles, len(tool.principles))))


def _fits(tool: Tool, search: ToolSearch) -> bool:
    said = f"{tool.title} {tool.text}".casefold()
    typed = search.words.casefold()
    return (
        (typed == tool.label.casefold() or all(word in said for word in typed.split()))
        and search.kind in ("", tool.kind)
        and (not search.principle or search.principle in map(str, tool.principles))
        and (not search.reader or Reader.EVERYBODY in tool.readers or search.reader in tool.readers)
        and (not search.language or search.language in (*tool.languages, *tool.unsure))
    )
