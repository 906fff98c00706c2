"""What attempts that were marked anew mean for completions and certificates of one person in one module; pure.

Decided once, for the preview and for what is then done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from lms.evidence.rules import WAIVER, Held, Known, held

QUIZ, CHANGE = "quiz", "change"
# What a test stands behind; as in `lms.evidence.certificates`.
TESTED = frozenset({QUIZ, "session"})
# How the reason of a certificate begins that a corrected key took: only such a one is given anew with its completion.
BY_A_KEY = "Corrected key"


@dataclass(frozen=True, slots=True)
class Paper:
    """The newest certificate of a completion."""

    code: str
    stands: bool
    is_taken_by_a_key: bool


@dataclass(frozen=True, slots=True)
class Stood:
    """A completion as it stands; one that was taken back ends on the day it began."""

    id: int
    member_id: int
    institution_id: int
    module_id: str
    edition: str
    language: str
    source: str
    source_id: str
    percent: int | None
    completed_on: date
    valid_until: date | None
    begun_on: date | None
    given_until: date | None
    paper: Paper | None = None

    @property
    def is_taken_back(self) -> bool:
        """Whether it counts on no day."""
        return self.valid_until == self.completed_on


@dataclass(frozen=True, slots=True)
class Verdict:
    """An attempt that is passed now and was not, or the other way round; days are of the institution's zone.

    `valid_until` is by the rule that held on the day it was handed in.
    """

    attempt_id: str
    member_id: int
    institution_id: int
    module_id: str
    edition: str
    language: str
    tier: str
    is_change: bool
    is_passed: bool
    percent: int
    submitted_at: datetime
    completed_on: date
    begun_on: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Gift:
    """A completion to add, or to give again where `completion_id` is set."""

    verdict: Verdict | None
    completion_id: int | None
    member_id: int
    valid_until: date | None
    with_certificate: bool


@dataclass(frozen=True, slots=True)
class Loss:
    """A completion to take back, with the certificate that stands on it."""

    completion_id: int
    member_id: int
    code: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What changes for one person; `is_complete` says whether anything counts for her today when all is done."""

    gifts: tuple[Gift, ...]
    losses: tuple[Loss, ...]
    is_complete: bool


@dataclass(slots=True)
class _Line:
    known: Known
    source: str
    percent: int | None
    number: int
    stood: Stood | None = None
    verdict: Verdict | None = None
    counted: bool = False
    counts: bool = False
    until: date | None = field(default=None)

    @property
    def order(self) -> tuple[date, int]:
        return self.known.completed_on, self.number

    def as_known(self) -> Known:
        one = self.known
        return Known(one.completed_on, self.until, one.edition, one.language, one.begun_on)


def decide(stood: Sequence[Stood], verdicts: Sequence[Verdict], *, passes: Mapping[str, bool], today: date) -> Outcome:
    """Return what follows for one person. `passes` says of attempts at a change whether they are passed as marked now.

    Beyond the attempts themselves: what renewed a completion that is gone counts no longer, and again when it is back.
    """
    lines = [_line_of(one) for one in stood]
    lines += _after_verdicts(lines, verdicts)
    lines.sort(key=lambda line: line.order)
    told = {one.attempt_id: one.is_passed for one in verdicts}
    for place, line in enumerate(lines):
        if line.source == CHANGE:
            _renew(line, lines[:place], is_passed=told.get(_attempt_of(line), passes.get(_attempt_of(line), True)))
    gifts = tuple(_gift(line, today) for line in lines if line.counts and not line.counted)
    losses = tuple(_loss(line.stood) for line in lines if line.stood and line.counted and not line.counts)
    return Outcome(gifts, losses, any(_counts_on(line, today) for line in lines))


def _line_of(one: Stood) -> _Line:
    until = one.given_until if one.is_taken_back else one.valid_until
    known = Known(one.completed_on, until, one.edition, one.language, one.begun_on)
    counts = not one.is_taken_back
    return _Line(known, one.source, one.percent, one.id, stood=one, counted=counts, counts=counts, until=until)


def _after_verdicts(lines: Sequence[_Line], verdicts: Sequence[Verdict]) -> list[_Line]:
    """Let the completions of attempts follow them; return lines for those that have none yet."""
    by_attempt = {line.stood.source_id: line for line in lines if line.stood and line.source in (QUIZ, CHANGE)}
    last = max((line.number for line in lines), default=0)
    added = []
    for number, one in enumerate(verdicts, start=last + 1):
        line = by_attempt.get(one.attempt_id)
        if line is not None:
            # What renewed is looked at below, with what it renewed.
            line.counts = one.is_passed if line.source == QUIZ else line.counts
        elif one.is_passed:
            known = Known(one.completed_on, one.valid_until, one.edition, one.language, one.begun_on)
            source, percent = (CHANGE, None) if one.is_change else (QUIZ, one.percent)
            added.append(_Line(known, source, percent, number, verdict=one, counts=not one.is_change))
            added[-1].until = one.valid_until
    return added


def _renew(line: _Line, earlier: Sequence[_Line], *, is_passed: bool) -> None:
    """Let a renewal count while it is passed and something carries it: what it renewed, or what counts as long."""
    on = line.known.completed_on
    base = held([one.as_known() for one in earlier if one.counts and one.source != WAIVER], today=on)
    if line.stood is None:
        if base is not None and base.newest.edition != line.known.edition:
            line.counts, line.until = True, base.counting.valid_until
        return
    had = held([one.as_known() for one in earlier if one.counted and one.source != WAIVER], today=on)
    if line.counted and (not is_passed or (_carries(had, line) and not _carries(base, line))):
        line.counts = False
    elif not line.counted and is_passed and _carries(base, line):
        line.counts = True


def _carries(base: Held | None, line: _Line) -> bool:
    return base is not None and (base.counting.valid_until or date.max) >= (line.until or date.max)


def _gift(line: _Line, today: date) -> Gift:
    stood, verdict = line.stood, line.verdict
    member_id = stood.member_id if stood else verdict.member_id if verdict else 0
    return Gift(verdict, stood.id if stood else None, member_id, line.until, _is_certified(line, today))


def _is_certified(line: _Line, today: date) -> bool:
    """Return whether a certificate comes with it, as with every quiz that is passed: also where a later test has one,
    which may be taken back one day.

    None for what ended by now, nor in place of one that was revoked for another reason.
    """
    if line.source not in TESTED or line.percent is None or not _counts_on(line, today):
        return False
    paper = line.stood.paper if line.stood is not None else None
    return paper is None or (not paper.stands and paper.is_taken_by_a_key)


def _loss(stood: Stood) -> Loss:
    paper = stood.paper
    return Loss(stood.id, stood.member_id, paper.code if paper is not None and paper.stands else "")


def _counts_on(line: _Line, day: date) -> bool:
    return line.counts and line.as_known().counts_on(day)


def _attempt_of(line: _Line) -> str:
    return line.stood.source_id if line.stood else line.verdict.attempt_id if line.verdict else ""
