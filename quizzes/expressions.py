"""The arithmetic of numeric items: + - * / ( ), numbers and names, exact, and nothing else."""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from quizzes.errors import ItemError

_LONGEST = 200
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OPERATIONS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_Compute = Callable[[Mapping[str, Fraction]], Fraction]


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was understood; `names` are what it needs to be evaluated."""

    text: str
    names: frozenset[str]
    _compute: _Compute

    def evaluate(self, values: Mapping[str, Fraction]) -> Fraction:
        """Return the exact result. Raises ItemError naming the expression when a name has no value or on / 0."""
        missing = sorted(self.names - values.keys())
        if missing:
            raise ItemError(
                f"“{self.text}” needs a value for {', '.join(missing)}; add the parameter or correct the name"
            )
        try:
            return self._compute(values)
        except ZeroDivisionError:
            at = ", ".join(f"{name} = {values[name]}" for name in sorted(self.names)) or "any value"
            raise ItemError(f"“{self.text}” divides by zero at {at}; change the expression or the parameters") from None


@lru_cache(maxsize=1024)
def parse(text: str) -> Expression:
    """Return the expression of a text. Raises ItemError naming the expression and what it may not hold."""
    if len(text) > _LONGEST:
        raise ItemError(f"“{text[:40]}…” has more than {_LONGEST} characters; shorten it")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError):
        raise ItemError(f"“{text}” is not an expression; write names and numbers with + - * / ( )") from None
    names: set[str] = set()
    compute = _compiled(tree.body, text.strip(), names)
    return Expression(text.strip(), frozenset(names), compute)


def evaluate(text: str, values: Mapping[str, Fraction]) -> Fraction:
    """Return the exact result of the expression; see `parse` and `Expression.evaluate` for what is refused."""
    return parse(text).evaluate(values)


def round_half_up(value: Fraction, *, decimals: int) -> Fraction:
    """Return the value rounded to so many decimals; a half goes away from zero: 2.5 to 3 and -2.5 to -3."""
    scale = 10**decimals
    units = (abs(value) * scale + Fraction(1, 2)).__floor__()
    return Fraction(units if value >= 0 else -units, scale)


def _compiled(node: ast.expr, text: str, names: set[str]) -> _Compute:
    """Turn a node into a function of the values, noting the names it needs."""
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            return _operation(_OPERATIONS[type(op)], _compiled(left, text, names), _compiled(right, text, names))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _compiled(operand, text, names)
            return lambda values: -inner(values)
        case ast.Name(id=name):
            names.add(name)
            return lambda values: values[name]
        case ast.Constant() if _NUMBER.fullmatch(ast.get_source_segment(text, node) or ""):
            # From the text, because the parser has already turned 0.1 into a float.
            constant = Fraction(ast.get_source_segment(text, node) or "")
            return lambda _: constant
    part = ast.get_source_segment(text, node) or type(node).__name__
    raise ItemError(f"“{text}” holds “{part}”; only + - * / ( ), numbers and parameter names may stand here")


def _operation(apply: Callable[[Fraction, Fraction], Fraction], left: _Compute, right: _Compute) -> _Compute:
    return lambda values: apply(left(values), right(values))
