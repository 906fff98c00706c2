"""What the slides of a pitch share: the paper, its trace, its plan, its money; and what a slide leaves to write."""

from dataclasses import dataclass
from datetime import date

from courses.proposals import Finding, Recommendation
from courses.timetables import Budget, Timetable, make_budget, make_timetable, shown_money
from courses.traces import Trace, trace
from webinar_kits.pptx_pages import Page
from webinar_kits.proposals.paper import ProposalPaper

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Talk:
    """A pitch in the making; `language` is a tag such as en-GB, `minute` when the slide that is made is told."""

    paper: ProposalPaper
    language: str
    minute: int = 0

    @property
    def clock(self) -> str:
        """The minute of the slide that is made, as its notes begin."""
        return f"1 minute · {self.minute}:00–{self.minute + 1}:00"

    @property
    def trace(self) -> Trace:
        """The matrix of the proposal."""
        return trace(self.paper.proposal, self.paper.case, self.paper.workshop)

    @property
    def timetable(self) -> Timetable:
        """The plan."""
        return make_timetable(self.paper.proposal)

    @property
    def budget(self) -> Budget:
        """The money."""
        return make_budget(self.paper.proposal, self.paper.case)

    @property
    def has_costs(self) -> bool:
        """Whether there is a sum to speak of: one of nothing, while other costs are open, is none."""
        is_open = any(one.cost is None for one in self.paper.proposal.recommendations)
        return bool(self.budget.lines) and (self.budget.total > 0 or not is_open)

    def answers_to(self, finding: Finding) -> tuple[Recommendation, ...]:
        """Return the recommendations that answer a finding."""
        return tuple(one for one in self.paper.proposal.recommendations if finding.id in one.findings)

    def money(self, cost: Recommendation) -> str:
        """Return a cost for a slide, empty where it is no number."""
        return shown_money(cost.cost, self.paper.case.currency) if cost.cost is not None else ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the ten things that a pitch tells: its slide, None while there is nothing to show, and what is missing.

    What is missing is said to the author alone: a board reads of a gap only where it would be misled without.
    """

    name: str
    page: Page | None
    missing: tuple[str, ...] = ()


def lacking(*texts: str) -> tuple[str, ...]:
    """Return what is missing without what is not."""
    return tuple(text for text in texts if text)


def name_of(one: Recommendation) -> str:
    """Return what a recommendation is called."""
    return " ".join((one.title or one.text).split()) or "Another measure"


def day_words(day: date) -> str:
    """Return a day as a slide shows it: 1 Sep 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_words(day: date) -> str:
    """Return the month of a day: Sep 2026."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def count_words(count: int, noun: str) -> str:
    """Return a number with its noun: 1 measure, 3 measures."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
