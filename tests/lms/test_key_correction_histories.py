"""Long histories of corrected keys against an oracle that knows answers, keys and days, and nothing of the code."""

import tomllib
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from courses.resources import content_folder
from lms.attempts.rules import Policy
from lms.db.outbox import OutboxMessage
from lms.errors import Invalid
from lms.evidence.certificates import revoke_certificate
from lms.evidence.models import Certificate, Completion
from lms.reports.ledger_check import check_ledger
from lms.workflows.correct_key import correct_key, preview_correction, preview_undo, undo_correction
from lms.workflows.merge_members import merge_members
from tests import corrected
from tests.corrected import asked, counting, desk, scores, standing_certificates, take

MODULE = corrected.complaints()
FOLDER = content_folder() / "complaints"
DOCUMENTS = tuple(tomllib.loads((FOLDER / name).read_text()) for name in ("quiz.toml", "quiz.en.toml"))
PEOPLE = ("field", "board", "support")
WITHDRAWN, EITHER = "withdrawn", "either"

# The options any one of which is right, or that the question is withdrawn.
Key = frozenset[str] | str

hand_in = st.tuples(st.just("take"), st.sampled_from(PEOPLE), st.tuples(*[st.sampled_from((True, True, False))] * 5))
correction = st.tuples(
    st.just("correct"),
    st.sampled_from((0, 1)),
    st.sampled_from((0, 1, 2, EITHER, WITHDRAWN)),
    st.sampled_from((Policy.KEEP, Policy.REGRADE)),
)
undoing = st.tuples(st.just("undo"), st.integers(0, 5))
# Completions here end after a year.
waiting = st.tuples(st.just("wait"), st.sampled_from((150, 400)))
steps = st.lists(
    st.one_of(hand_in, hand_in, correction, correction, undoing, waiting, st.just(("merge",)), st.just(("revoke",))),
    min_size=3,
    max_size=9,
)


@dataclass
class Made:
    """A correction as the oracle knows it."""

    id: str
    item: int
    key: Key
    policy: Policy
    place: int


@dataclass
class Oracle:
    """What was handed in when, by place in time, and the corrections that were not undone."""

    options: tuple[tuple[str, ...], ...]
    papers: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    made: list[Made] = field(default_factory=list)

    def points(self, attempt: str) -> int:
        """Mark it by the keys of its day, then once more for each later correction."""
        place, given = self.papers[attempt]
        keys: list[Key] = [frozenset(own[:1]) for own in self.options]
        worth = None
        for one in sorted(self.made, key=lambda made: made.place):
            if one.place > place and worth is None:
                worth = self._count(given, keys)
            keys[one.item] = one.key
            if one.place > place:
                again = self._count(given, keys)
                worth = max(worth or 0, again) if one.policy is Policy.KEEP else again
        return self._count(given, keys) if worth is None else worth

    @staticmethod
    def _count(given: tuple[str, ...], keys: list[Key]) -> int:
        return sum(key == WITHDRAWN or answer in key for answer, key in zip(given, keys, strict=True))


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_whatever_happens_in_whatever_order_marks_and_completions_are_those_of_the_oracle(
    session, small_world, now, steps
):
    point = session.begin_nested()
    try:
        _live_through(session, small_world.valley, now, steps)
    finally:
        point.rollback()
        session.expire_all()


def _live_through(session, house, now, steps):
    quiz = corrected.open_quiz(session, MODULE, DOCUMENTS, now=now)
    options = tuple(_key_first(item) for item in quiz.items)
    oracle, papers_revoked, gone = Oracle(options), set(), set()
    waited = 0
    for place, step in enumerate(steps):
        waited += step[1] if step[0] == "wait" else 0
        at = now + timedelta(days=waited, hours=7 * place)
        was, letters = scores(session), _letters(session)
        match step:
            case "take", who, right if who not in gone:
                attempt = take(session, quiz, house, who, right, now=at)
                given = tuple(own[0] if is_right else own[1] for own, is_right in zip(options, right, strict=True))
                oracle.papers[attempt] = (place, given)
            case "correct", item, choice, policy:
                key = _key(options[item], choice)
                _correct(session, quiz, oracle, Made(f"{place:036}", item, key, policy, place), at)
            case "undo", which if oracle.made:
                _undo(session, oracle.made.pop(which % len(oracle.made)).id, at)
            case ("merge",) if not gone:
                gone.add("support")
                kept, other = (house.people[one].member_id for one in ("field", "support"))
                merge_members(session, institution_id=house.id, kept_id=kept, gone_id=other, now=at)
            case ("revoke",):
                papers_revoked |= _revoke_one(session, house, at)
        if step[0] in ("correct", "undo"):
            _everybody_whose_result_changed_has_one_letter(session, was, letters)
        _agree(session, house, oracle, papers_revoked)
        _what_counts_is_certified(session, at, papers_revoked)


def _key_first(item):
    key = item.body.key
    other = corrected.response_for(item, corrected.FormItem(item.id, {}), right=False)["choice"]
    rest = [str(one.id) for one in item.body.options if str(one.id) not in (str(key), other)]
    return (str(key), other, *rest)


def _key(own, choice):
    if choice == WITHDRAWN:
        return WITHDRAWN
    return frozenset(own[:2] if choice == EITHER else own[choice : choice + 1])


def _correct(session, quiz, oracle, made, at):
    named = {"any": sorted(made.key)} if len(made.key) > 1 else {"choice": next(iter(made.key))}
    key = {"withdrawn": True} if made.key == WITHDRAWN else named
    wanted = asked(quiz, item_id=quiz.items[made.item].id, key=key, policy=made.policy)
    try:
        token = preview_correction(session, wanted, now=at).plan.token
    except Invalid:
        return
    correct_key(session, wanted, desk(), correction_id=made.id, token=token, reason="A slip.", now=at)
    oracle.made.append(made)


def _undo(session, correction_id, at):
    token = preview_undo(session, correction_id=correction_id, now=at).token
    undo_correction(session, desk(), correction_id=correction_id, token=token, reason="It was right.", now=at)


def _revoke_one(session, house, at):
    query = select(Certificate).where(Certificate.revoked_at.is_(None)).order_by(Certificate.id)
    row = session.execute(query.limit(1)).scalar()
    if row is None:
        return set()
    revoke_certificate(
        session,
        institution_id=house.id,
        code=row.code,
        reason="Not her.",
        on=at.astimezone(ZoneInfo(corrected.ZONE)).date(),
        now=at,
    )
    return {row.completion_id}


def _letters(session):
    session.flush()
    return session.execute(select(func.count(OutboxMessage.id))).scalar_one()


def _everybody_whose_result_changed_has_one_letter(session, was, before):
    changed = {attempt for attempt, worth in scores(session).items() if was[attempt] != worth}
    owners = {corrected.owner(session, one) for one in changed}
    assert _letters(session) - before == len(owners)


def _agree(session, house, oracle, revoked):
    session.flush()
    found = scores(session)
    assert {one: points for one, (points, _) in found.items()} == {one: oracle.points(one) for one in oracle.papers}
    passed = {one for one in oracle.papers if oracle.points(one) >= 4}
    assert {one for one, (_, is_passed) in found.items() if is_passed} == passed
    assert {one[0] for one in counting(session)} == passed
    assert standing_certificates(session) <= passed
    twice = select(Certificate.completion_id).where(Certificate.revoked_at.is_(None))
    standing = list(session.execute(twice).scalars())
    assert len(standing) == len(set(standing))
    assert not revoked & set(standing)
    session.expire_all()
    assert [str(one) for one in check_ledger(session, institution_id=house.id, verifiers=()).faults] == []


def _what_counts_is_certified(session, at, revoked):
    """Who passed and holds it today has a certificate of it, also of the earlier of two, unless somebody revoked it."""
    today = str(at.astimezone(ZoneInfo(corrected.ZONE)).date())
    held = {attempt for attempt, begins, ends in counting(session) if begins <= today < ends}
    by_hand = set(session.execute(select(Completion.source_id).where(Completion.id.in_(revoked))).scalars())
    assert held - by_hand <= standing_certificates(session)
