"""A number to compute, with parameters drawn per form: all or nothing, within a tolerance."""

import math
from collections.abc import Mapping
from fractions import Fraction

from quizzes.errors import ItemError, ResponseError
from quizzes.expressions import evaluate, parse, round_half_up
from quizzes.kinds.contract import Asked, Shown, Told, body_of, response_of, response_value
from quizzes.kinds.grids import grid_faults
from quizzes.model import Body, NumericBody, NumericResponse, Parameter, Response, Slip
from quizzes.numbers import read_number, readable
from quizzes.parameters import fill, placeholders
from quizzes.tables import NAME, Table

_MOST_DECIMALS = 6


def read(structure: Table, words: Table) -> NumericBody:
    """Read parameters, the answer and the slips, and try them on every point of the grid."""
    slip_tables = structure.list_tables("slips")
    slips = [(table.identifier("id"), table) for table in slip_tables]
    known = [each for each, _ in slips if each]
    for twice in sorted({each for each in known if known.count(each) > 1 or each in {"right", "wrong"}}):
        structure.fault("slips", f"uses {twice} more than once; give each slip its own id, not right or wrong")
    feedback = words.table("feedback").texts(dict.fromkeys(("right", "wrong", *known)))
    body = NumericBody(
        parameters=_read_parameters(structure.table("parameters")),
        answer=_read_expression(structure, "answer"),
        tolerance=structure.number("tolerance"),
        decimals=structure.whole("decimals", least=0, most=_MOST_DECIMALS),
        unit=words.text("unit"),
        feedback_right=feedback["right"],
        feedback_wrong=feedback["wrong"],
        slips=tuple(Slip(each, _read_expression(table, "answer"), feedback.get(each, "")) for each, table in slips),
    )
    for table in slip_tables:
        table.finish()
    _note_number_faults(structure, body)
    _note_placeholders(words, body, feedback)
    return body


def present(asked: Asked) -> Shown:
    """Return the unit; the stem is filled by who presents."""
    return Shown(unit=body_of(asked.body, NumericBody).unit)


def read_response(body: Body, data: Mapping[str, object]) -> NumericResponse:
    """Read {"number": "12,5"}: as typed, the unit may stand behind it; a JSON number is read too."""
    unit = body_of(body, NumericBody).unit
    value = response_value(data, "number")
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value == "":
        raise ResponseError(f"number: {value!r} is no number; write digits, like 1200 or 12.5")
    if isinstance(value, float) and not math.isfinite(value):
        raise ResponseError(f"number: {value!r} is no number; write digits, like 1200 or 12.5")
    typed = str(value).strip()
    return NumericResponse(read_number(typed.removesuffix(unit)), typed)


def write_response(response: Response) -> dict[str, object]:
    """Return {"number": as typed}."""
    return {"number": response_of(response, NumericResponse).typed}


def mark(asked: Asked, response: Response) -> Fraction:
    """Return 1 within the tolerance around the rounded answer, otherwise 0."""
    body = body_of(asked.body, NumericBody)
    return Fraction(int(_is_near(body, response_of(response, NumericResponse).number, _answer(body, asked))))


def review(asked: Asked, response: Response | None) -> Told:
    """Tell the answer with its unit. A wrong number that a slip explains gets that slip's feedback, and
    `details["slip"]` holds the id of the slip."""
    body = body_of(asked.body, NumericBody)
    answer = _answer(body, asked)
    in_words = f"{readable(answer, decimals=body.decimals)} {body.unit}"
    if response is None:
        return Told(answer=in_words, feedback=fill(body.feedback_wrong, asked.values))
    given = response_of(response, NumericResponse)
    if _is_near(body, given.number, answer):
        return Told(answer=in_words, given=given.typed, feedback=fill(body.feedback_right, asked.values))
    slip = _find_slip(body, asked, given.number)
    return Told(
        answer=in_words,
        given=given.typed,
        feedback=fill(slip.feedback if slip else body.feedback_wrong, asked.values),
        details={"slip": slip.id} if slip else {},
    )


def _answer(body: NumericBody, asked: Asked) -> Fraction:
    return round_half_up(evaluate(body.answer, asked.values), decimals=body.decimals)


def _is_near(body: NumericBody, number: Fraction, target: Fraction) -> bool:
    return abs(number - target) <= body.tolerance


def _find_slip(body: NumericBody, asked: Asked, number: Fraction) -> Slip | None:
    """Return the slip that explains the number best, by id when two explain it equally well."""
    distances = []
    for slip in body.slips:
        taken = round_half_up(evaluate(slip.answer, asked.values), decimals=body.decimals)
        if _is_near(body, number, taken):
            distances.append((abs(number - taken), slip.id, slip))
    return min(distances)[2] if distances else None


def _read_parameters(table: Table) -> tuple[Parameter, ...]:
    parameters = []
    for name, entry in table.tables_by_key().items():
        if not NAME.fullmatch(name):
            table.fault(name, "is no name an expression can use; use lower-case words joined by underscores")
        parameter = Parameter(name, entry.number("from"), entry.number("to"), entry.number("step"))
        entry.finish()
        if parameter.step <= 0 or parameter.stop < parameter.start:
            table.fault(name, "has an empty grid; let step be above 0 and to not below from")
        else:
            parameters.append(parameter)
    return tuple(parameters)


def _read_expression(table: Table, key: str) -> str:
    """Return the text of an expression that can be understood, or "" after noting why it cannot."""
    text = table.text(key)
    try:
        return parse(text).text if text else ""
    except ItemError as fault:
        table.fault(key, str(fault))
        return ""


def _note_number_faults(structure: Table, body: NumericBody) -> None:
    if body.tolerance < 0:
        structure.fault("tolerance", 'is below zero; write how far off still counts, like "0.1"')
    for where, what in grid_faults(
        body.parameters,
        answer=body.answer,
        slips=tuple((slip.id, slip.answer) for slip in body.slips),
        precision=(body.decimals, max(body.tolerance, Fraction(0))),
    ):
        structure.fault(where, what)


def _note_placeholders(words: Table, body: NumericBody, feedback: Mapping[str, str]) -> None:
    known = {parameter.name for parameter in body.parameters}
    for key, text in feedback.items():
        for name in sorted(placeholders(text) - known):
            words.fault(
                f"feedback.{key}", f"holds {{{name}}}, which is no parameter; correct the name or drop the braces"
            )
