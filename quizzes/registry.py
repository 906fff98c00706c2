"""Which module knows which kind. A new kind is a module and a line in each table here."""

from collections.abc import Mapping

from quizzes.kinds import matching, multiple, numeric, ordering, single, true_false
from quizzes.kinds.contract import KindRules
from quizzes.model import (
    Kind,
    MatchingResponse,
    MultipleResponse,
    NumericResponse,
    OrderingResponse,
    Response,
    SingleResponse,
    TrueFalseResponse,
)

RULES: Mapping[Kind, KindRules] = {
    Kind.SINGLE: single,
    Kind.MULTIPLE: multiple,
    Kind.TRUE_FALSE: true_false,
    Kind.ORDERING: ordering,
    Kind.MATCHING: matching,
    Kind.NUMERIC: numeric,
}

RESPONSES: Mapping[type[Response], Kind] = {
    SingleResponse: Kind.SINGLE,
    MultipleResponse: Kind.MULTIPLE,
    TrueFalseResponse: Kind.TRUE_FALSE,
    OrderingResponse: Kind.ORDERING,
    MatchingResponse: Kind.MATCHING,
    NumericResponse: Kind.NUMERIC,
}
