from typing import get_args

from quizzes.kinds.contract import KindRules
from quizzes.model import Kind, Response
from quizzes.registry import RESPONSES, RULES

PHASES = [name for name in vars(KindRules) if not name.startswith("_")]


def test_every_kind_has_a_module_with_every_phase():
    assert set(RULES) == set(Kind)
    assert len(set(map(id, RULES.values()))) == len(Kind)
    assert {"read", "present", "read_response", "write_response", "mark", "review"} == set(PHASES)
    assert all(callable(getattr(rules, phase)) for rules in RULES.values() for phase in PHASES)


def test_every_response_belongs_to_one_kind():
    assert set(RESPONSES) == set(get_args(Response))
    assert sorted(RESPONSES.values()) == sorted(Kind)
