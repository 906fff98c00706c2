"""The pages of the standards, put together from the curriculum."""

from collections.abc import Sequence

from flask import url_for

from courses.model import Module
from courses.standards import COUNTS, Certainty, Placement, Standard, place_standard
from lms.http.i18n import gettext as _
from lms.http.viewer import viewer
from lms.permissions import Permission
from lms.web.contexts import standards as contexts
from lms.web.contexts.shell import Action, ModuleMark, NavItem
from lms.web.frame import make_shell


def standards_page(standards: Sequence[Standard], modules: Sequence[Module]) -> contexts.StandardsPage:
    """Return all standards under their principles."""
    return contexts.StandardsPage(
        shell=make_shell(_("Standards of client protection")),
        total=len(standards),
        certainties=tuple(certainty_words(one) for one in Certainty),
        groups=tuple(
            contexts.PrincipleGroup(
                number=principle,
                mark=_mark(principle, modules),
                rows=tuple(_row(one, modules) for one in standards if one.principle == principle),
            )
            for principle in COUNTS
        ),
    )


def standard_page(
    standard: Standard, standards: Sequence[Standard], modules: Sequence[Module]
) -> contexts.StandardPage:
    """Return one standard with what each module does for it."""
    place = [one.number for one in standards].index(standard.number)
    before = standards[place - 1] if place else None
    after = standards[place + 1] if place + 1 < len(standards) else None
    return contexts.StandardPage(
        shell=make_shell(_("Standard %(number)s", number=standard.number)),
        number=standard.number,
        title=standard.title,
        principle=standard.principle,
        mark=_mark(standard.principle, modules),
        certainty=certainty_words(standard.status),
        sources=tuple(NavItem(source.title, source.url) for source in standard.sources),
        modules=tuple(_served(one) for one in place_standard(standard.number, modules)),
        back=Action(_("All standards"), url_for("standards.index")),
        previous=_neighbour(before),
        following=_neighbour(after),
    )


def standard_links(numbers: Sequence[str]) -> tuple[NavItem, ...]:
    """Return the ways to standards by their numbers."""
    return tuple(NavItem(number, url_for("standards.show", number=number)) for number in numbers)


def certainty_words(status: Certainty) -> contexts.Certainty:
    """Return how sure we are in plain words."""
    return {
        Certainty.CONFIRMED: contexts.Certainty(
            "good", _("Confirmed"), _("We have seen this standard in a source. The words are our own.")
        ),
        Certainty.SUPPORTED: contexts.Certainty(
            "mixed",
            _("Supported"),
            _("Sources speak of what it asks, but we have not seen its own title. Do not quote ours as the official."),
        ),
        Certainty.RECONSTRUCTED: contexts.Certainty(
            "",
            _("Reconstructed"),
            _(
                "We know that there is a standard with this number. What it asks is our reading of the whole set: no "
                "source that we have seen says it. Check before you rely on it."
            ),
        ),
    }[status]


def _row(standard: Standard, modules: Sequence[Module]) -> contexts.StandardRow:
    return contexts.StandardRow(
        number=standard.number,
        title=standard.title,
        href=url_for("standards.show", number=standard.number),
        certainty=certainty_words(standard.status),
        modules=len(place_standard(standard.number, modules)),
    )


def _mark(principle: int, modules: Sequence[Module]) -> ModuleMark | None:
    found = next((module for module in modules if module.principle == principle), None)
    return None if found is None else _module_mark(found)


def _module_mark(module: Module) -> ModuleMark:
    """Return how a module is recognised, with a link for who may learn."""
    href = url_for("learning.module", module_id=module.id) if _may_learn() else ""
    return ModuleMark(module.id, module.principle, module.title, href=href, language=module.language)


def _served(found: Placement) -> contexts.ServedIn:
    module, may_learn = found.module, _may_learn()
    case = url_for("learning.case", module_id=module.id) if may_learn else ""
    return contexts.ServedIn(
        mark=_module_mark(module),
        objectives=tuple(one.text for one in found.objectives),
        sections=tuple(
            NavItem(
                section.title,
                url_for("learning.section", module_id=module.id, section_id=section.id) if may_learn else "",
            )
            for section in found.sections
        ),
        slides=tuple(slide.title for slide in found.slides),
        activities=tuple(activity.title for activity in found.activities),
        case=NavItem(module.case.title, case) if found.is_in_case else None,
        items=found.items,
    )


def _neighbour(standard: Standard | None) -> Action | None:
    if standard is None:
        return None
    return Action(f"{standard.number} {standard.title}", url_for("standards.show", number=standard.number))


def _may_learn() -> bool:
    return viewer().may(Permission.LEARN)
