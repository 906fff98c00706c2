"""Rules of the practice case: it ends, everything in it can be reached, and it is worth deciding."""

from collections.abc import Iterable, Mapping

from courses.errors import Fault
from courses.lines import Lines
from courses.model import Case, Module

DECISIONS = range(4, 8)
CHOICES = range(2, 5)
ENDINGS = 3
POOR_ENDINGS = 2


def case_faults(module: Module, lines: Lines) -> Iterable[Fault]:
    """Yield what is wrong with the practice case."""
    case = module.case
    if not case.setting:
        yield lines.at(f"case.{module.language}.md", "title").fault(
            "no setting; say where we are and that it is invented"
        )
    for node in case.nodes.values():
        if len(node.choices) not in CHOICES:
            what = f"{node.id!r} has {len(node.choices)} choices; give 2 to 4"
            yield lines.at("case.toml", "nodes", node.id).fault(what)
    yield from _endings(case, lines)
    yield from _ways(case, lines)


def _endings(case: Case, lines: Lines) -> Iterable[Fault]:
    place = lines.at("case.toml", "endings", *list(case.endings)[:1])
    if len(case.endings) < ENDINGS:
        yield place.fault(f"{len(case.endings)} endings; have {ENDINGS} or more")
    going_wrong = sum(ending.outcome != "good" for ending in case.endings.values())
    if going_wrong < POOR_ENDINGS:
        yield place.fault(f"{going_wrong} endings teach by going wrong; have {POOR_ENDINGS} or more")


def _ways(case: Case, lines: Lines) -> Iterable[Fault]:
    onward = {node.id: tuple(choice.next for choice in node.choices) for node in case.nodes.values()}
    reached = _reached(case.start, onward)
    for key, ids in (("nodes", case.nodes), ("endings", case.endings)):
        for one in ids:
            if one not in reached:
                yield lines.at("case.toml", key, one).fault(f"no choice leads to {one!r}; lead one there, or remove it")
    loop = _first_in_loop(case.start, onward)
    if loop:
        what = f"a way from {loop!r} leads back to it, so the case need never end; lead it on"
        yield lines.at("case.toml", "nodes", loop).fault(what)
        return
    longest = _longest(case.start, onward, {})
    if longest not in DECISIONS:
        yield lines.at("case.toml", "start").fault(f"the longest way has {longest} decisions; make it 4 to 7")


def _reached(start: str, onward: Mapping[str, tuple[str, ...]]) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += onward.get(here, ())
    return reached


def _first_in_loop(start: str, onward: Mapping[str, tuple[str, ...]]) -> str:
    """Return a node that can be met twice, or nothing."""
    for node in onward:
        after = {there for step in onward[node] for there in _reached(step, onward)}
        if node in after and node in _reached(start, onward):
            return node
    return ""


def _longest(here: str, onward: Mapping[str, tuple[str, ...]], known: dict[str, int]) -> int:
    """Return the most decisions from here to an ending, in a graph without loops; `known` keeps what was found."""
    if here not in onward:
        return 0
    if here not in known:
        known[here] = 1 + max((_longest(there, onward, known) for there in onward[here]), default=0)
    return known[here]
