"""The practice case of a module: where one stands in it, the next choice, and playing it again."""

from collections.abc import Sequence

from flask.views import MethodView

from courses.model import CaseEnding, CaseNode, Module
from lms.api import examples
from lms.api.block_tree import Json, write_blocks
from lms.api.learner import member
from lms.api.operations import Area, fails
from lms.api.schemas.training import CaseBody, CaseBodySchema, CaseSchema
from lms.db.engine import session, transaction
from lms.http.access import needs
from lms.http.content import get_module
from lms.http.i18n import language
from lms.http.moment import now
from lms.permissions import Permission
from lms.reports.learner import list_case_choices
from lms.workflows.play_case import choose, node_after, replay

area = Area("cases", "Practice cases: choices have consequences, and can be replayed.")
EXAMPLE = {
    "module": "complaints",
    "title": "A fee nobody explained",
    "setting": examples.BLOCKS,
    "step": 0,
    "steps": [],
    "scene": {
        "id": "first-visit",
        "title": "At the counter",
        "blocks": examples.BLOCKS,
        "choices": [{"id": "listen", "text": "Listen and write it down"}, {"id": "defend", "text": "Defend the fee"}],
    },
    "ending": None,
}


@area.at("/modules/<module_id>/case")
class Case(MethodView):
    """The practice case of a module."""

    @needs(Permission.LEARN)
    @fails(403, 404)
    @area.gives(200, CaseSchema, example=EXAMPLE)
    def get(self, module_id: str) -> Json:
        """Show the case where one stands in it."""
        return _state(get_module(module_id, language()))

    @needs(Permission.LEARN)
    @fails(403, 404)
    @area.takes(CaseBodySchema, example={"choice": "listen", "step": 0})
    @area.gives(200, CaseSchema, example=EXAMPLE)
    def post(self, body: CaseBody, module_id: str) -> Json:
        """Take a choice, or begin again. A step that was taken already changes nothing."""
        place, module = member(), get_module(module_id, language())
        with transaction() as write:
            if body.choice:
                choose(
                    write,
                    member_id=place.member_id,
                    module=module,
                    choice_id=body.choice,
                    step=body.step,
                    now=now(),
                )
            else:
                replay(write, member_id=place.member_id, module=module, now=now())
        return _state(module)


def _state(module: Module) -> Json:
    choices, edition = list_case_choices(session(), member_id=member().member_id, module_id=module.id)
    steps = _steps(module, choices if edition == module.edition else ())
    place = node_after(module.case, [str(step["choice"]) for step in steps])
    return {
        "module": module.id,
        "title": module.case.title,
        "setting": write_blocks(module.case.setting),
        "step": len(steps),
        "steps": steps,
        "scene": _scene(place) if isinstance(place, CaseNode) else None,
        "ending": None if isinstance(place, CaseNode) else _ending(module.case.endings[place]),
    }


def _steps(module: Module, choices: Sequence[str]) -> list[Json]:
    """Return the choices that were taken; none when they no longer lead through the case."""
    steps: list[Json] = []
    node: CaseNode | None = module.case.nodes[module.case.start]
    for choice_id in choices:
        choice = next((one for one in node.choices if one.id == choice_id), None) if node else None
        if node is None or choice is None:
            return []
        steps.append(
            {
                "scene": node.id,
                "choice": choice.id,
                "text": choice.text,
                "consequence": write_blocks(choice.consequence),
                "client": choice.client,
                "institution": choice.institution,
            }
        )
        node = module.case.nodes.get(choice.next)
    return steps


def _scene(node: CaseNode) -> Json:
    return {"id": node.id, "title": node.title, "blocks": write_blocks(node.blocks), "choices": node.choices}


def _ending(ending: CaseEnding) -> Json:
    return {
        "id": ending.id,
        "title": ending.title,
        "blocks": write_blocks(ending.blocks),
        "outcome": ending.outcome,
        "section": ending.section,
    }
