"""The pages of corrected keys, put together."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from flask import url_for

from lms.attempts.rules import Policy
from lms.http.holdings import catalogue
from lms.http.i18n import format_date, ngettext
from lms.http.i18n import gettext as _
from lms.http.viewer import InstitutionPlace
from lms.reports.key_corrections import CorrectionRow, Counts
from lms.web.contexts.corrections import AskPage, ChoosePage, CorrectionLine, Facts, IndexPage, QuestionLine, TryPage
from lms.web.contexts.quiz import Given
from lms.web.contexts.shell import Action, FormState
from lms.web.correction_words import key_words, policy_words
from lms.web.figures import module_choices
from lms.web.forms.corrections import Sent, carried_along, given_by_key
from lms.web.frame import make_shell
from lms.workflows.correct_key import Asked, Preview
from lms.workflows.key_banks import MarkedBank, OpenBanks
from lms.workflows.key_plan import KeyPlan
from quizzes.corrections import WITHDRAWN, key_of, key_text
from quizzes.model import FormItem, Item, Kind, NumericBody
from quizzes.presentation import present


def index_page(rows: Sequence[CorrectionRow]) -> IndexPage:
    """Return all corrections of the server."""
    new = Action(_("Correct a key"), url_for("corrections.choose"))
    lines = tuple(_line(row, may_undo=True) for row in rows)
    return IndexPage(shell=make_shell(_("Corrected keys")), rows=lines, new=new)


def house_page(place: InstitutionPlace, rows: Sequence[CorrectionRow]) -> IndexPage:
    """Return those that touched people of an institution."""
    lines = tuple(_line(row, may_undo=False) for row in rows)
    return IndexPage(shell=make_shell(_("Corrected keys")), rows=lines, new=None, institution=place.name)


def choose_page(module_id: str, banks: OpenBanks | None, *, nothing: str) -> ChoosePage:
    """Return the questions of a module as they are marked now."""
    chosen = banks.chosen if banks else None
    return ChoosePage(
        shell=make_shell(_("Correct a key")),
        modules=module_choices(catalogue().modules),
        editions=tuple((one.edition, f"{one.edition} · {one.language}") for one in (banks.banks if banks else ())),
        module=module_id,
        edition=chosen.edition if chosen else "",
        rows=_questions(module_id, chosen) if chosen else (),
        nothing=nothing,
        back=_all(),
    )


def _questions(module_id: str, chosen: MarkedBank) -> tuple[QuestionLine, ...]:
    return tuple(
        QuestionLine(
            id=str(item.id),
            stem=item.stem,
            key=key_words(item),
            href=url_for("corrections.ask", module_id=module_id, item_id=item.id, edition=chosen.edition),
        )
        for item in chosen.bank.items
    )


def ask_page(module_id: str, banks: OpenBanks, item: Item, *, state: FormState, given: Given | None = None) -> AskPage:
    """Return the form for one question, with the key that holds now filled in.

    But not where one option is right: several may be ticked, so the one that is wrong would easily stay ticked.
    """
    edition, key, values = banks.chosen.edition, key_of(item), dict(state.values)
    if isinstance(item.body, NumericBody):
        values = {"answer": item.body.answer, "tolerance": str(key.get("tolerance", "")), **values}
    is_number = item.kind is Kind.NUMERIC
    return AskPage(
        shell=make_shell(_("Correct a key")),
        kind=item.kind.value,
        stem=item.stem,
        scenario=item.scenario,
        key=key_words(item),
        item=None if is_number else present(item, FormItem(item.id, {}), seed="as its author sees it"),
        given=given or (Given() if item.kind is Kind.SINGLE else given_by_key(key)),
        state=FormState({"policy": Policy.KEEP.value, "everywhere": "yes", **values}, state.errors),
        policies=tuple((one.value, policy_words(one)) for one in Policy),
        href=url_for("corrections.show", module_id=module_id, item_id=item.id, edition=edition),
        back=Action(_("All questions"), url_for("corrections.choose", module=module_id, edition=edition)),
    )


def change_page(banks: OpenBanks, item: Item, sent: Sent, *, errors: Mapping[str, str] | None = None) -> AskPage:
    """Return the form as it was filled in before a preview."""
    asked = sent.asked
    values = {
        "reason": sent.reason,
        "policy": asked.policy.value,
        "everywhere": "yes" if asked.is_everywhere else "",
        "withdraw": "yes" if asked.key == WITHDRAWN else "",
        **{name: str(value) for name, value in asked.key.items() if name in ("answer", "tolerance")},
    }
    return ask_page(asked.module_id, banks, item, state=FormState(values, errors or {}), given=given_by_key(asked.key))


def try_page(found: Preview, banks: OpenBanks, item: Item, fixed: Item, *, reason: str, error: str = "") -> TryPage:
    """Return what a correction would do."""
    asked = found.asked
    hidden = (*hidden_of(asked, banks, reason=reason), ("id", str(uuid4())), ("token", found.plan.token))
    facts = ((_("Editions"), ", ".join(found.editions)), (_("How"), policy_words(asked.policy)), (_("Why"), reason))
    back = url_for("corrections.show", module_id=asked.module_id, item_id=asked.item_id, edition=banks.chosen.edition)
    return TryPage(
        shell=make_shell(_("What the correction would do")),
        stem=item.stem,
        before=key_words(item),
        after=key_words(fixed),
        facts=facts,
        danger=danger_words(found.plan),
        counts=plan_facts(found.plan),
        is_reason_asked=False,
        hidden=hidden,
        state=FormState(errors={"": error} if error else {}),
        submit=_("Correct it"),
        href=url_for("corrections.make"),
        back=_all(),
        change=Action(_("Change it"), back),
    )


def hidden_of(asked: Asked, banks: OpenBanks, *, reason: str) -> Facts:
    """Return what brings the form back as it was filled in."""
    hidden = {
        "module_id": asked.module_id,
        "item_id": asked.item_id,
        "edition": banks.chosen.edition,
        "key": key_text(asked.key),
        "policy": asked.policy.value,
        "everywhere": "yes" if asked.is_everywhere else "",
        "reason": reason,
    }
    return tuple(hidden.items())


def undo_page(
    row: CorrectionRow, item: Item, without: Item, *, plan: KeyPlan, state: FormState, carried: Facts = ()
) -> TryPage:
    """Return what undoing a correction would do; the question as it is now, and `without` the correction.

    Where a later one is of the same question, its key holds before and after. `carried`: one that waits for this, as
    hidden fields.
    """
    then = (_("After that"), _("the form of your own correction, as you had filled it in"))
    return TryPage(
        shell=make_shell(_("Undo a correction")),
        stem=item.stem,
        before=key_words(item),
        after=key_words(without),
        facts=(then,) if carried else (),
        danger=danger_words(plan),
        counts=plan_facts(plan),
        is_reason_asked=True,
        hidden=(("token", plan.token), *carried_along(carried)),
        state=state,
        submit=_("Undo it"),
        href=url_for("corrections.undo", correction_id=row.id),
        back=_all(),
    )


def plan_facts(plan: KeyPlan) -> Facts:
    """Return the numbers of a plan in words."""
    counts = {name: plan.total(name) for name in COUNT_NAMES}
    people = (_("People whose result changes"), str(_people(plan)))
    return ((_("Institutions"), str(len(plan.houses))), people, *_facts(counts))


def danger_words(plan: KeyPlan) -> str:
    """Return what it takes away, empty where that is nothing."""
    lost, revoked = plan.total("lost"), plan.total("revoked")
    if not lost:
        return ""
    taken = ngettext("It takes %(num)s completion away", "It takes %(num)s completions away", lost)
    papers = ngettext("revokes %(num)s certificate", "revokes %(num)s certificates", revoked)
    return _(
        "%(taken)s and %(papers)s; a revoked certificate stays revoked. Each of these people gets a letter, which "
        "cannot be called back.",
        taken=taken,
        papers=papers,
    )


COUNT_NAMES = ("remarked", "changed", "gained", "lost", "kept", "certificates", "revoked")


def _facts(counts: Counts | Mapping[str, int]) -> Facts:
    words = {
        "remarked": _("Attempts that asked it"),
        "changed": _("Results that change"),
        "gained": _("Completions gained"),
        "lost": _("Completions lost"),
        "kept": _("Passes kept all the same"),
        "certificates": _("Certificates issued"),
        "revoked": _("Certificates revoked"),
    }
    return tuple((words[name], str(counts[name])) for name in COUNT_NAMES)


def _people(plan: KeyPlan) -> int:
    return sum(len(house.news) for house in plan.houses)


def _line(row: CorrectionRow, *, may_undo: bool) -> CorrectionLine:
    holds = row.undone_at is None
    return CorrectionLine(
        title=_title(row),
        item=row.item_id,
        policy=policy_words(Policy(row.policy)),
        reason=row.reason,
        made=_made(row, may_undo=may_undo),
        facts=_facts(row.counts),
        undone=_undone(row),
        undone_facts=_facts(row.undoing) if row.undoing is not None else (),
        undo_href=url_for("corrections.ask_undo", correction_id=row.id) if may_undo and holds else "",
        gainers=row.gainers,
        losers=row.losers,
    )


def _made(row: CorrectionRow, *, may_undo: bool) -> str:
    day = format_date(row.corrected_at.date())
    if not may_undo:
        return _("Corrected on %(day)s", day=day)
    houses = ngettext("%(num)s institution", "%(num)s institutions", row.institutions)
    if row.corrected_by:
        return _("Corrected on %(day)s by %(who)s, %(houses)s", day=day, who=row.corrected_by, houses=houses)
    return _("Corrected on %(day)s, %(houses)s", day=day, houses=houses)


def _undone(row: CorrectionRow) -> str:
    if row.undone_at is None:
        return ""
    day, why = format_date(row.undone_at.date()), row.undone_reason
    if row.undone_by:
        return _("Undone on %(day)s by %(who)s: %(reason)s", day=day, who=row.undone_by, reason=why)
    return _("Undone on %(day)s: %(reason)s", day=day, reason=why)


def _title(row: CorrectionRow) -> str:
    module = catalogue().find(row.module_id)
    return module.title if module is not None else row.module_id


def _all() -> Action:
    return Action(_("All corrections"), url_for("corrections.index"))
