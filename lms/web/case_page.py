"""The practice case: what was chosen so far, and what stands next."""

from collections.abc import Sequence

from flask import url_for

from courses.model import CaseNode, Module
from lms.http.i18n import gettext as _
from lms.web.contexts.case import CaseOption, CaseOutcome, CasePage, CaseScene, CaseStep
from lms.web.contexts.shell import Action
from lms.web.frame import make_shell, mark_of
from lms.web.lesson_html import words
from lms.workflows.play_case import node_after


def case_page(module: Module, choices: Sequence[str]) -> CasePage:
    """Return the page of a module's case after these choices."""
    place = node_after(module.case, choices)
    href = url_for("learning.case", module_id=module.id)
    return CasePage(
        shell=make_shell(module.case.title),
        mark=mark_of(module),
        title=module.case.title,
        setting=words(module, module.case.setting),
        steps=_steps(module, choices),
        scene=_scene(module, place) if isinstance(place, CaseNode) else None,
        outcome=None if isinstance(place, CaseNode) else _outcome(module, place),
        href=href,
        replay_href=href,
        back=Action(_("Overview"), url_for("learning.module", module_id=module.id)),
    )


def _steps(module: Module, choices: Sequence[str]) -> tuple[CaseStep, ...]:
    steps = []
    node: CaseNode | None = module.case.nodes[module.case.start]
    for choice_id in choices:
        if node is None:
            return ()
        choice = next((one for one in node.choices if one.id == choice_id), None)
        if choice is None:
            return ()
        steps.append(
            CaseStep(
                scene=node.title,
                choice=choice.text,
                consequence=words(module, choice.consequence),
                client=choice.client,
                institution=choice.institution,
            )
        )
        node = module.case.nodes.get(choice.next)
    return tuple(steps)


def _scene(module: Module, node: CaseNode) -> CaseScene:
    return CaseScene(
        title=node.title,
        text=words(module, node.blocks),
        options=tuple(CaseOption(choice.id, choice.text) for choice in node.choices),
    )


def _outcome(module: Module, ending_id: str) -> CaseOutcome:
    ending = module.case.endings[ending_id]
    section = next(section for section in module.sections if section.id == ending.section)
    return CaseOutcome(
        title=ending.title,
        text=words(module, ending.blocks),
        outcome=ending.outcome,
        read=Action(section.title, url_for("learning.section", module_id=module.id, section_id=section.id)),
    )
