"""The bank of a module in work, keys and all: for who writes it."""

from courses.drafts import Draft
from courses.model import Module
from lms.http.i18n import gettext as _
from lms.web.content_words import kind_words
from lms.web.contexts.preview import Facts, ItemView, LineView, QuizPage
from lms.web.frame import make_shell
from lms.web.preview_pages import head_of
from lms.web.words import tier_words
from quizzes.model import (
    Body,
    Item,
    MatchingBody,
    MultipleBody,
    NumericBody,
    OrderingBody,
    SingleBody,
    TrueFalseBody,
)
from quizzes.numbers import readable


def quiz_page(draft: Draft, module: Module) -> QuizPage:
    """Return every question with its key."""
    blueprint = module.bank.blueprint
    titles = {section.id: section.title for section in module.sections}
    return QuizPage(
        shell=make_shell(_("Quiz: %(title)s", title=module.title)),
        head=head_of(draft, "preview.quiz"),
        facts=(
            (_("Questions in the bank"), str(len(module.bank.items))),
            (_("Questions in a quiz"), str(blueprint.length)),
            (_("Pass mark"), _("%(percent)s %%", percent=module.pass_percent)),
            (_("On cases, at least"), str(blueprint.case_share)),
            (_("Kinds, at least"), str(blueprint.kinds)),
            (_("For the learner's tier, at least"), str(blueprint.per_tier)),
            (_("For each objective, at least"), str(blueprint.per_objective)),
        ),
        items=tuple(_item(item, number, titles) for number, item in enumerate(module.bank.items, start=1)),
    )


def _item(item: Item, number: int, titles: dict[str, str]) -> ItemView:
    facts = (
        (_("Objectives"), ", ".join(item.objectives)),
        (_("For"), ", ".join(tier_words(tier) for tier in item.tiers) or _("everyone")),
        (_("Section"), titles.get(item.section, "")),
        (_("On a case"), _("yes") if item.case else ""),
        *_numbers(item.body),
    )
    return ItemView(
        number=number,
        id=item.id,
        kind=kind_words(item.kind),
        stem=item.stem,
        scenario=item.scenario,
        facts=tuple((label, value) for label, value in facts if value),
        lines=_lines(item.body),
        remarks=_remarks(item.body),
    )


def _lines(body: Body) -> tuple[LineView, ...]:
    match body:
        case SingleBody(options):
            return tuple(LineView(one.text, one.id in body.accepted, one.feedback) for one in options)
        case MultipleBody(options, several):
            return tuple(LineView(one.text, one.id in several, one.feedback) for one in options)
        case TrueFalseBody(answer, yes, no):
            return LineView(_("True"), answer, yes), LineView(_("False"), not answer, no)
        case OrderingBody(steps):
            return tuple(LineView(f"{place}. {one.text}", False, "") for place, one in enumerate(steps, start=1))
        case MatchingBody(left, right, pairs):
            words = {one.id: one.text for one in right}
            matched = [LineView(f"{one.text} → {words[pairs[one.id]]}", True, one.feedback) for one in left]
            spare = [one.text for one in right if one.id not in pairs.values()]
            return (*matched, *(LineView(text, False, _("Matches nothing.")) for text in spare))
    return ()


def _remarks(body: Body) -> tuple[tuple[str, str], ...]:
    match body:
        case OrderingBody(_steps, right, wrong):
            return (_("To a right answer"), right), (_("To a wrong answer"), wrong)
        case NumericBody():
            slips = ((_("To who answers %(wrong)s", wrong=slip.answer), slip.feedback) for slip in body.slips)
            return (
                (_("To a right answer"), body.feedback_right),
                (_("To a wrong answer"), body.feedback_wrong),
                *slips,
            )
    return ()


def _numbers(body: Body) -> Facts:
    if isinstance(body, OrderingBody):
        return ((_("Right answer"), _("the order below")),)
    if not isinstance(body, NumericBody):
        return ()
    drawn = (
        (
            one.name,
            _(
                "from %(start)s to %(stop)s by %(step)s",
                start=readable(one.start),
                stop=readable(one.stop),
                step=readable(one.step),
            ),
        )
        for one in body.parameters
    )
    return (
        (_("Right answer"), f"{body.answer} {body.unit}".strip()),
        (_("Tolerance"), readable(body.tolerance)),
        (_("Decimals"), str(body.decimals)),
        *drawn,
    )
