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
from lms.web.answers import given_by
from lms.web.contexts.corrections import AskPage, ChoosePage, CorrectionLine, Facts, IndexPage, QuestionLine, TryPage
from lms.web.contexts.quiz import Given
from lms.web.contexts.shell import Action, FormState
from lms.web.figures import module_choices
from lms.web.forms.corrections import Sent
from lms.web.frame import make_shell
from lms.workflows.correct_key import Preview
from lms.workflows.key_banks import MarkedBank, OpenBanks
from lms.workflows.key_plan import KeyPlan
from quizzes.corrections import WITHDRAWN, key_of, key_text
from quizzes.kinds.contract import Asked as AsAsked
from quizzes.model import FormItem, Item, Kind, NumericBody
from quizzes.presentation import present
from quizzes.registry import RULES


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
    """Return the form for one question, with the key that holds now filled in."""
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
        given=given or given_by(key),
        state=FormState({"policy": Policy.KEEP.value, "everywhere": "yes", **values}, state.errors),
        policies=tuple((one.value, policy_words(one)) for one in Policy),
        href=url_for("corrections.show", module_id=module_id, item_id=item.id, edition=edition),
        back=Action(_("All questions"), url_for("corrections.choose", module=module_id, edition=edition)),
    )


def change_page(banks: OpenBanks, item: Item, sent: Sent) -> AskPage:
    """Return the form as it was filled in before a preview."""
    asked = sent.asked
    values = {
        "reason": sent.reason,
        "policy": asked.policy.value,
        "everywhere": "yes" if asked.is_everywhere else "",
        "withdraw": "yes" if asked.key == WITHDRAWN else "",
        **{name: str(value) for name, value in asked.key.items() if name in ("answer", "tolerance")},
    }
    return ask_page(asked.module_id, banks, item, state=FormState(values), given=given_by(asked.key))


def try_page(found: Preview, banks: OpenBanks, item: Item, fixed: Item, *, reason: str, error: str = "") -> TryPage:
    """Return what a correction would do."""
    asked = found.asked
    hidden = {
        "id": str(uuid4()),
        "module_id": asked.module_id,
        "item_id": asked.item_id,
        "edition": banks.chosen.edition,
        "key": key_text(asked.key),
        "policy": asked.policy.value,
        "everywhere": "yes" if asked.is_everywhere else "",
        "reason": reason,
        "token": found.plan.token,
    }
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
        hidden=tuple(hidden.items()),
        state=FormState(errors={"": error} if error else {}),
        submit=_("Correct it"),
        href=url_for("corrections.make"),
        back=_all(),
        change=Action(_("Change it"), back),
    )


def undo_page(row: CorrectionRow, item: Item, without: Item, *, plan: KeyPlan, state: FormState) -> TryPage:
    """Return what undoing a correction would do; the question as it is now, and `without` the correction.

    Where a later one is of the same question, its key holds before and after.
    """
    return TryPage(
        shell=make_shell(_("Undo a correction")),
        stem=item.stem,
        before=key_words(item),
        after=key_words(without),
        facts=(),
        danger=danger_words(plan),
        counts=plan_facts(plan),
        is_reason_asked=True,
        hidden=(("token", plan.token),),
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


def policy_words(policy: Policy) -> str:
    """Return what is done with who answered before."""
    return {
        Policy.KEEP: _("Never take away a pass: results only get better"),
        Policy.REGRADE: _("Mark everybody anew: who no longer passes loses the completion and its certificate"),
    }[policy]


def key_words(item: Item) -> str:
    """Return what counts as right, in words."""
    if item.is_withdrawn:
        return _("withdrawn: everybody gets the point")
    if isinstance(item.body, NumericBody):
        text, off = f"{item.body.answer} {item.body.unit}".strip(), str(key_of(item)["tolerance"])
        return _("%(answer)s, up to %(off)s off", answer=text, off=off)
    if item.kind is Kind.TRUE_FALSE:
        return _("True") if key_of(item)["value"] else _("False")
    return RULES[item.kind].review(AsAsked(item.body, {}), None).answer


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
    undone = (
        ""
        if row.undone_at is None
        else _("Undone on %(day)s: %(reason)s", day=format_date(row.undone_at.date()), reason=row.undone_reason)
    )
    houses = ngettext("%(num)s institution", "%(num)s institutions", row.institutions)
    made = _("Corrected on %(day)s, %(houses)s", day=format_date(row.corrected_at.date()), houses=houses)
    return CorrectionLine(
        title=_title(row),
        item=row.item_id,
        policy=policy_words(Policy(row.policy)),
        reason=row.reason,
        made=made if may_undo else _("Corrected on %(day)s", day=format_date(row.corrected_at.date())),
        facts=_facts(row.counts),
        undone=undone,
        undone_facts=_facts(row.undoing) if row.undoing is not None else (),
        undo_href=url_for("corrections.ask_undo", correction_id=row.id) if may_undo and holds else "",
        gainers=row.gainers,
        losers=row.losers,
    )


def _title(row: CorrectionRow) -> str:
    module = catalogue().find(row.module_id)
    return module.title if module is not None else row.module_id


def _all() -> Action:
    return Action(_("All corrections"), url_for("corrections.index"))
