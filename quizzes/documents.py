"""The door of the library: banks, forms and responses as plain mappings, in and out."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from quizzes.errors import ItemError, QuizError, ResponseError
from quizzes.model import Bank, Blueprint, Form, FormItem, Item, ItemId, Kind, Response
from quizzes.parameters import parameters_of, placeholders
from quizzes.registry import RESPONSES, RULES
from quizzes.tables import NAME, Faults, Table

_LONGEST_FORM = 100


def read_bank(structure: Mapping[str, object], words: Mapping[str, object], *, place: str) -> Bank:
    """Return the bank of one language from what `quiz.toml` and `quiz.<lang>.toml` hold (docs/content.md).

    Raises ItemError with all faults at once, one a line: "place: items.<id>.<field>: what is wrong; what to do".
    """
    faults = Faults(place)
    said = Table(words, where="", part="words", faults=faults)
    built = Table(structure, where="", part="structure", faults=faults)
    blueprint = _read_blueprint(built.table("blueprint"))
    scenarios = _read_scenarios(built, said.table("scenarios"))
    items = _read_items(built, said.table("items"), scenarios)
    for scenario in sorted(scenarios.keys() - {item.scenario_id for item in items}):
        built.fault(f"scenarios.{scenario}", "is used by no item; name it in an item or remove it")
    built.finish()
    said.finish()
    if not items:
        built.fault("items", "holds no item that can be read; write [[items]]")
    if faults.lines:
        raise ItemError("\n".join(faults.lines))
    return Bank(tuple(items), blueprint)


def read_response(item: Item, data: Mapping[str, object]) -> Response:
    """Return a response from its JSON. Raises ResponseError, which names the item, when it does not fit."""
    try:
        return RULES[item.kind].read_response(item.body, data)
    except ResponseError as fault:
        raise ResponseError(f"items.{item.id}: {fault}") from fault


def write_response(response: Response) -> dict[str, object]:
    """Return the response ready for JSON, in authored ids; `read_response` gives it back equal."""
    return RULES[RESPONSES[type(response)]].write_response(response)


def write_form(form: Form) -> list[dict[str, object]]:
    """Return the form ready for JSON; `read_form` gives it back equal."""
    return [{"item": str(each.item_id), "parameters": dict(each.parameters)} for each in form.items]


def read_form(data: Sequence[object]) -> Form:
    """Return a form from its JSON. Raises QuizError naming the entry that is not as `write_form` writes it."""
    return Form(tuple(_read_form_item(each, place=f"form[{number}]") for number, each in enumerate(data)))


def _read_form_item(data: object, *, place: str) -> FormItem:
    match data:
        case {"item": str(item_id), "parameters": dict(parameters), **rest} if not rest:
            for name, value in parameters.items():
                if not isinstance(name, str) or not _is_exact(value):
                    raise QuizError(
                        f"{place}.parameters.{name}: {value!r} is no exact number; write it as text like “9/2”"
                    )
            return FormItem(ItemId(item_id), dict(parameters))
    raise QuizError(
        f"{place}: is no form item; give it “item” with an id and “parameters” with a table, and nothing else"
    )


def _is_exact(value: object) -> bool:
    try:
        return isinstance(value, str) and str(Fraction(value)) == value
    except (ValueError, ZeroDivisionError):
        return False


def _read_blueprint(table: Table) -> Blueprint:
    length = table.whole("length", least=1, most=_LONGEST_FORM)
    blueprint = Blueprint(
        length=length,
        per_objective=table.whole("per_objective", least=0, most=length),
        per_tier=table.whole("per_tier", least=0, most=length),
        case_share=table.whole("case_share", least=0, most=length),
        kinds=table.whole("kinds", least=0, most=len(Kind)),
    )
    table.finish()
    return blueprint


def _read_scenarios(built: Table, said: Table) -> dict[str, str]:
    scenarios: dict[str, str] = {}
    for entry in built.list_tables("scenarios"):
        scenario_id = entry.identifier("id")
        entry.finish()
        if scenario_id in scenarios:
            entry.fault("id", "stands twice; give each scenario its own id")
        elif scenario_id:
            words = said.table(scenario_id)
            scenarios[scenario_id] = words.text("text")
            words.finish()
    said.finish()
    return scenarios


def _read_items(built: Table, said: Table, scenarios: Mapping[str, str]) -> list[Item]:
    items: list[Item] = []
    seen: set[str] = set()
    for entry in built.list_tables("items"):
        item_id = entry.identifier("id")
        if item_id in seen:
            entry.fault("id", "stands twice; give each item its own id")
        elif item_id:
            seen.add(item_id)
            item = _read_item(entry, said.table(item_id), scenarios)
            items.extend([item] if item else [])
    said.finish()
    return items


def _read_item(entry: Table, words: Table, scenarios: Mapping[str, str]) -> Item | None:
    """Return the item, or None when its kind is unknown and so nothing else of it can be judged."""
    written = entry.text("kind")
    kind = next((each for each in Kind if each.value == written), None)
    if kind is None:
        if written:
            entry.fault("kind", f"holds {written}, which is no kind; write one of {', '.join(Kind)}")
        return None
    scenario_id = entry.identifier("scenario") if entry.holds("scenario") else ""
    if scenario_id and scenario_id not in scenarios:
        entry.fault(
            "scenario", f"names {scenario_id}, which is no scenario; add it to [[scenarios]] or correct the name"
        )
    # An item with a scenario is on a case, whether it says so or not.
    is_case = entry.flag("case", default=False) or bool(scenario_id)
    item = Item(
        id=ItemId(entry.identifier("id")),
        kind=kind,
        stem=words.text("stem"),
        body=RULES[kind].read(entry, words),
        objectives=entry.identifiers("objectives", least=1),
        tiers=entry.identifiers("tiers", pattern=NAME),
        section=entry.identifier("section") if entry.holds("section") else "",
        case=is_case,
        scenario_id=scenario_id,
        scenario=scenarios.get(scenario_id, ""),
    )
    _note_placeholders(item, words)
    entry.finish()
    words.finish()
    return item


def _note_placeholders(item: Item, words: Table) -> None:
    """Note names in braces that nothing fills, and parameters a learner would not be told."""
    if not item.stem:
        return
    known = {parameter.name for parameter in parameters_of(item.body)}
    for name in sorted(placeholders(item.stem) - known):
        words.fault("stem", f"holds {{{name}}}, which is no parameter; correct the name or drop the braces")
    for name in sorted(known - placeholders(item.stem)):
        words.fault("stem", f"does not say {{{name}}}; write the parameter where the learner should read it")
