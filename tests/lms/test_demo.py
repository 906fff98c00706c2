import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from courses.loader import load_module
from courses.model import Module, Tier
from courses.resources import content_folder
from lms.accounts import service as accounts
from lms.db.engine import WRITES, prepare_engine
from lms.errors import Conflict
from lms.institutions import service as institutions
from lms.reports.ledger_check import check_ledger
from lms.workflows.demo_attempts import FIRST_DILIGENT, LAST_DILIGENT, days_since_begun
from lms.workflows.demo_cast import CAST, NETWORK_SLUG, PASSWORD, sign_in_lines
from lms.workflows.demo_people import INSTITUTIONS
from lms.workflows.demo_reviews import PROPOSALS
from lms.workflows.demo_writing import read_written
from lms.workflows.load_demo import load_demo
from tests.databases import BOTH

FOLDER = content_folder() / "complaints"


NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def module() -> Module:
    return load_module(FOLDER)


@pytest.fixture(scope="module", params=BOTH)
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, module: Module) -> Iterator[Session]:
    """The demo, loaded once for each engine; tests only look."""
    is_sqlite = request.param == "sqlite"
    maker = request.getfixturevalue("sqlite_maker" if is_sqlite else "postgres_maker")
    url = maker.migrated(tmp_path_factory.mktemp("demo")) if is_sqlite else maker.migrated()
    engine = create_engine(url)
    prepare_engine(engine)
    with Session(engine.execution_options(**{WRITES: True}), autoflush=False) as session:
        assert load_demo(session, modules=(module,), documents=documents, now=NOW)
        yield session
    engine.dispose()


def documents(module: Module) -> tuple[Mapping[str, object], Mapping[str, object]]:
    assert module.id == "complaints"
    read = [tomllib.loads((FOLDER / name).read_text()) for name in ("quiz.toml", "quiz.en.toml")]
    return read[0], read[1]


def rows(session: Session, question: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in session.execute(text(question))]


def test_the_demo_has_two_institutions_with_people_on_all_tiers(demo: Session) -> None:
    found = institutions.list_institutions(demo)
    assert [(one.is_invented, "(invented)" in one.profile.name) for one in found] == [(True, True)] * 2
    today = NOW.date().isoformat()
    held = rows(
        demo,
        "SELECT institution_id, tier FROM tenure"
        f" WHERE starts_on <= '{today}' AND (ends_on IS NULL OR ends_on > '{today}')",
    )
    assert {institution for institution, _ in held} == {one.id for one in found}
    for one in found:
        assert {tier for institution, tier in held if institution == one.id} == {*Tier}
        assert len(institutions.list_branches(demo, institution_id=one.id)) == 3
    assert rows(demo, "SELECT count(*) FROM member") == [(60,)]
    assert rows(demo, "SELECT count(*) FROM tenure WHERE ends_on IS NOT NULL")[0][0] == 9


def test_its_past_lies_in_the_last_eight_months_and_agrees_with_itself(demo: Session) -> None:
    begun = [
        datetime.fromisoformat(str(row[0])).replace(tzinfo=UTC) for row in rows(demo, "SELECT started_at FROM attempt")
    ]
    assert len(begun) > 40
    assert min(begun) > NOW - timedelta(days=242)
    assert max(begun) < NOW
    assert (max(begun) - min(begun)).days > 180
    passed = rows(demo, "SELECT attempt_id FROM score WHERE is_passed ORDER BY 1")
    assert passed == rows(demo, "SELECT source_id FROM completion WHERE source = 'quiz' ORDER BY 1")
    of_quizzes = "certificate JOIN completion ON completion.id = completion_id WHERE source = 'quiz'"
    assert rows(demo, f"SELECT count(*) FROM {of_quizzes}") == [(len(passed),)]
    assert 0 < len(passed) < len(begun)
    assert rows(demo, "SELECT count(*) FROM attempt WHERE submitted_at IS NULL") == [(0,)]


def test_who_takes_every_quiz_begins_one_after_the_other_so_that_coverage_over_time_rises() -> None:
    begun = [days_since_begun(f"S-{number:03}") for number in range(1, 41)]

    assert FIRST_DILIGENT >= max(begun) > 180
    assert LAST_DILIGENT <= min(begun) < 60
    by_month = [sum(low <= days < low + 60 for days in begun) for low in (45, 105, 165)]
    assert by_month == sorted(by_month, reverse=True)
    assert min(by_month) > 0


def test_nobody_took_the_quiz_before_she_came_or_after_she_left(demo: Session) -> None:
    outside = rows(
        demo,
        "SELECT a.id FROM attempt a WHERE NOT EXISTS (SELECT 1 FROM tenure t WHERE t.member_id = a.member_id"
        " AND t.tier = a.tier AND CAST(t.starts_on AS TEXT) <= substr(CAST(a.submitted_at AS TEXT), 1, 10)"
        " AND (t.ends_on IS NULL OR CAST(t.ends_on AS TEXT) > substr(CAST(a.started_at AS TEXT), 1, 10)))",
    )

    assert outside == []


def test_every_sign_in_that_is_printed_works(demo: Session) -> None:
    printed = "\n".join(sign_in_lines())
    for person in CAST:
        assert person.email in printed
        assert accounts.verify_password(demo, email=person.email, password=PASSWORD) is not None
    assert PASSWORD in printed


def test_the_learner_of_the_demo_has_read_a_little_and_not_taken_the_quiz(demo: Session) -> None:
    her = "(SELECT m.id FROM member m JOIN account a ON a.id = m.account_id WHERE a.email = 'learner@demo.example')"
    assert rows(demo, f"SELECT count(*) FROM section_read WHERE member_id = {her}") == [(3,)]
    assert rows(demo, f"SELECT count(*) FROM attempt WHERE member_id = {her}") == [(0,)]


def test_a_board_met_a_session_was_held_and_a_waiver_granted(demo: Session) -> None:
    roll = (
        "SELECT is_present, attested_at IS NOT NULL FROM board_presence p JOIN board_meeting m ON m.id = p.meeting_id"
    )
    assert sorted(rows(demo, f"{roll} WHERE m.closed_at IS NOT NULL")) == [(False, False), *[(True, True)] * 3]
    held = rows(demo, "SELECT count(*) FROM attendance GROUP BY session_id")
    assert (held, rows(demo, "SELECT count(*) FROM training_session")) == ([(6,)], [(2,)])
    assert rows(demo, "SELECT source, count(*) FROM completion WHERE source <> 'quiz' GROUP BY source ORDER BY 1") == [
        ("board", 3),
        ("session", 3),
        ("waiver", 1),
    ]
    assert rows(demo, "SELECT kind, count(*) FROM certificate WHERE session_id IS NOT NULL GROUP BY kind") == [
        ("attendance", 5)
    ]


def test_its_ledgers_say_what_its_tables_say(demo: Session) -> None:
    demo.flush()
    for one in institutions.list_institutions(demo):
        assert check_ledger(demo, institution_id=one.id, verifiers=()).faults == ()


def test_loading_it_twice_is_loading_it_once(demo: Session, module: Module) -> None:
    before = rows(demo, "SELECT count(*) FROM answer")

    assert not load_demo(demo, modules=(module,), documents=documents, now=NOW + timedelta(days=1))

    assert rows(demo, "SELECT count(*) FROM answer") == before


def test_it_is_not_loaded_beside_real_institutions(session: Session, module: Module, now: datetime) -> None:
    institutions.create_institution(session, slug="real", profile=institutions.Profile("Real Bank"), now=now)

    with pytest.raises(Conflict, match="into an empty one"):
        load_demo(session, modules=(module,), documents=documents, now=now)

    assert rows(session, f"SELECT count(*) FROM network WHERE slug = '{NETWORK_SLUG}'") == [(0,)]


def test_no_name_stands_twice_in_the_demo() -> None:
    names = Counter(person.name for institution in INSTITUTIONS for person in institution.people)

    assert [name for name, count in names.items() if count > 1] == []


def test_one_workshop_of_the_demo_is_being_written_and_one_has_its_feedback(demo: Session) -> None:
    held = rows(
        demo,
        "select w.title, n.slug, w.released_at is not null, (select count(*) from workshop_seat s"
        " where s.workshop_id = w.id and s.role = 'trainee') from workshop w join network n on n.id = w.network_id"
        " order by w.starts_on",
    )
    assert [(title, slug, bool(is_out), people) for title, slug, is_out, people in held] == [
        ("The first round: proposals, reviews and feedback", NETWORK_SLUG, True, 3),
        ("From a sample institution to an upgrade proposal", NETWORK_SLUG, False, 2),
    ]
    of_parts = "select count(*) from proposal_part p join proposal o on o.id = p.proposal_id"
    assert sorted(rows(demo, f"{of_parts} where o.handed_in_at is null group by o.id")) == [(2,), (7,)]
    assert sorted(rows(demo, f"{of_parts} where o.handed_in_at is not null group by o.id")) == [(13,), (19,), (34,)]
    reviews = rows(demo, "select kind, count(*), count(submitted_at) from proposal_review group by kind order by kind")
    assert reviews == [("peer", 6, 6), ("trainer", 3, 0)]
    levels = "select count(*) from proposal_review_score s join proposal_review r on r.id = s.review_id"
    assert rows(demo, f"{levels} where r.kind = 'peer' and s.level is null") == [(0,)]


def test_each_review_of_the_demo_stands_at_the_proposal_it_speaks_of(demo: Session) -> None:
    said = {(written.author, review.summary) for written in map(read_written, PROPOSALS) for review in written.reviews}

    query = (
        "select a.email, r.summary from proposal_review r join proposal p on p.id = r.proposal_id"
        " join workshop_seat s on s.id = p.seat_id join account a on a.id = s.account_id where r.kind = 'peer'"
    )
    assert set(rows(demo, query)) == said


def test_every_remark_of_the_demo_finds_its_passage(demo: Session) -> None:
    query = (
        "select c.quote, c.position, p.content from proposal_comment c"
        " join proposal_part p on p.proposal_id = c.proposal_id and p.key = c.key"
    )
    held = rows(demo, query)

    assert len(held) == 15
    assert [
        quote for quote, position, content in held if not str(content)[int(str(position)) :].startswith(str(quote))
    ] == []
