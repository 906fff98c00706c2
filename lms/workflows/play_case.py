"""A step in the practice case."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from courses.model import Case, CaseNode, Module
from lms.errors import Invalid
from lms.learning import service as learning


def node_after(case: Case, choices: Sequence[str]) -> CaseNode | str:
    """Return the decision these choices lead to, or the id of the ending. What does not fit leads to the start."""
    place: CaseNode | str = case.nodes[case.start]
    for choice_id in choices:
        if isinstance(place, str):
            return case.nodes[case.start]
        following = next((choice.next for choice in place.choices if choice.id == choice_id), None)
        if following is None:
            return case.nodes[case.start]
        place = case.nodes.get(following, following)
    return place


def choose(session: Session, *, member_id: int, module: Module, choice_id: str, step: int, now: datetime) -> None:
    """Take a choice in the newest run of a module's case; `step` is how many were taken before.

    Pressed twice, it counts once: a step that is behind the run changes nothing.
    """
    run = learning.find_case_run(session, member_id=member_id, module_id=module.id)
    if run is None or run.ended_at is not None or run.edition != module.edition:
        if step != 0:
            return
        run = learning.begin_case(session, member_id=member_id, module_id=module.id, edition=module.edition, now=now)
    if step != len(run.choices):
        return
    here = node_after(module.case, run.choices)
    if isinstance(here, str) or choice_id not in {choice.id for choice in here.choices}:
        raise Invalid({"choice": "Choose one of the ways on this page."})
    after = node_after(module.case, [*run.choices, choice_id])
    ending_id = after if isinstance(after, str) else ""
    learning.add_choice(session, run=run, choice_id=choice_id, ending_id=ending_id, now=now)


def replay(session: Session, *, member_id: int, module: Module, now: datetime) -> None:
    """Begin the case again; what was played before stays on record."""
    learning.begin_case(session, member_id=member_id, module_id=module.id, edition=module.edition, now=now)
