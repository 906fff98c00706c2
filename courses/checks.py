"""The rules of docs/content.md that make a module good, beyond what the loader needs to read it."""

from courses.errors import Fault
from courses.lines import Lines
from courses.model import Module, Tier
from courses.parts.bank import bank_place
from courses.rules.activities import activity_faults
from courses.rules.case import case_faults
from courses.rules.lesson import lesson_faults
from courses.rules.objectives import change_faults, objective_faults, standard_faults
from courses.rules.papers import paper_faults
from courses.rules.reading import reading_faults
from courses.rules.session import session_faults
from courses.rules.slides import slide_faults
from quizzes.checks import bank_faults

_RULES = (
    objective_faults,
    standard_faults,
    change_faults,
    lesson_faults,
    reading_faults,
    case_faults,
    slide_faults,
    session_faults,
    activity_faults,
    paper_faults,
)


def check(module: Module, lines: Lines | None = None) -> tuple[Fault, ...]:
    """Return every rule the module breaks, in order of file and line; nothing for a module that may be published.

    With the `lines` that `courses.loader.load_with_lines` returns, each fault names its line; without, its file.
    """
    known = lines or Lines(folder=module.id)
    faults = [fault for rule in _RULES for fault in rule(module, known)]
    objectives = [objective.id for objective in module.objectives]
    faults += [
        bank_place(what, file=f"quiz.{module.language}.toml", lines=known).fault(what)
        for what in bank_faults(module.bank, objectives=objectives, tiers=list(Tier))
    ]
    return tuple(sorted(faults))
