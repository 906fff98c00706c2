"""Calculators as forms: what was typed, what comes out, and the sentence where it cannot be used."""

from collections.abc import Mapping
from fractions import Fraction

from courses.calculators import CALCULATORS, Calculator, Input, rounded
from courses.errors import CalculatorError
from courses.formulas import Value
from courses.model import CalculatorWords, Module, Section
from lms.http.i18n import format_decimal
from lms.http.i18n import gettext as _
from lms.web.contexts.learning import CalculatorField, CalculatorForm, CalculatorResult

ASKED = "calculator"


def calculator_forms(
    module: Module, section: Section, *, typed: Mapping[str, str], currency: str
) -> tuple[CalculatorForm, ...]:
    """Return the calculators of a section; the one that `typed` asks has its results."""
    words = {one.id: one for one in module.calculators}
    return tuple(
        _form(CALCULATORS[key], words[key], typed if typed.get(ASKED) == key else {}, currency)
        for key in section.calculators
    )


def _form(calculator: Calculator, words: CalculatorWords, typed: Mapping[str, str], currency: str) -> CalculatorForm:
    results: tuple[CalculatorResult, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    wrong, sentence = "", ""
    if typed:
        try:
            values = calculator.read(typed)
            found = calculator.compute(values)
            rows = _rows(calculator, values)
            results = tuple(
                CalculatorResult(
                    label=_(one.label),
                    value=_number(found[one.id], one.decimals),
                    unit=_unit(one.unit, currency),
                )
                for one in calculator.results
                if one.id in found
            )
        except CalculatorError as error:
            wrong, sentence = error.input_id, error.what
    return CalculatorForm(
        id=calculator.id,
        title=words.title,
        intro=words.intro,
        reading=words.reading,
        fields=tuple(
            _field(one, typed, currency, error=sentence if one.id == wrong else "") for one in calculator.inputs
        ),
        results=results,
        formula=_(calculator.formula),
        source=_(calculator.source),
        columns=_columns(calculator, currency) if rows else (),
        rows=rows,
    )


def _columns(calculator: Calculator, currency: str) -> tuple[str, ...]:
    columns = calculator.tabulation.columns if calculator.tabulation else ()
    return tuple(f"{_(one.label)} ({_unit(one.unit, currency)})" if one.unit else _(one.label) for one in columns)


def _rows(calculator: Calculator, values: Mapping[str, Value]) -> tuple[tuple[str, ...], ...]:
    if calculator.tabulation is None:
        return ()
    places = [one.decimals for one in calculator.tabulation.columns]
    return tuple(
        tuple(_number(number, decimals) for number, decimals in zip(row, places, strict=True))
        for row in calculator.tabulate(values)
    )


def _field(one: Input, typed: Mapping[str, str], currency: str, *, error: str) -> CalculatorField:
    default = ", ".join(str(value) for value in one.default) if isinstance(one.default, tuple) else str(one.default)
    return CalculatorField(
        name=one.id,
        label=_(one.label),
        value=typed.get(one.id, default),
        unit=_unit(one.unit, currency),
        hint=_("Several numbers, with a comma or a space between them.") if one.is_list else "",
        error=error,
    )


def _unit(unit: str, currency: str) -> str:
    return _(unit).replace("{currency}", currency) if unit else ""


def _number(value: Fraction, decimals: int) -> str:
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    return format_decimal(rounded(value, decimals), pattern)
