"""Reviews on their pages: who sees what, who is never named, and that nothing typed is lost."""

import re
import uuid
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import delete, event, select, update

from lms.accounts.models import Account
from lms.db.engine import database, transaction
from lms.http import access
from lms.web import workshop_reviews, workshops
from lms.workshops import assigning, comments, seats
from lms.workshops.comments import NewRemark, Onlooker
from lms.workshops.models import Comment, Review
from lms.workshops.parts import Edit, save_part
from tests.web.test_workshops import canaries, words_of, workshop_paths
from tests.workshops import open_hall

CRITERIA = ("diagnosis", "completeness", "access", "feasibility", "data-and-governance")
# What reviewers and authors see of each other before the feedback is out.
OF_REVIEWS = ("/reviews", "/remarks", "/proposal", "/calibration", "/feedback")
# Of files, the document alone carries remarks.
SLOW_FILES = (".pptx", ".pdf", ".xlsx", ".zip")
PASSING = re.compile(
    r'(csrf_token|page|edit_id)"? (value|content)="[^"]+"|data-now="[^"]+"|board-at">[^<]+|"(csrf|now)":"[^"]+"'
    r"|(X-Request-Id|Date|Expires|Last-Modified|ETag|Set-Cookie|Vary): .*\n?"
)
NAMES = {"amina": "Quillora Ambersong", "binta": "Brindleby Oxenhart", "chen": "Zephyrine Marrowdeep"}


@pytest.fixture(autouse=True)
def _at(monkeypatch, now):
    for module in (workshops, workshop_reviews, access):
        monkeypatch.setattr(module, "now", lambda: now)


@pytest.fixture
def hall(app, world, now):
    """A workshop in review: everybody wrote, everybody has two to review."""
    with app.app_context(), transaction() as write:
        made = open_hall(write, world, now=now)
        for name, person in made.trainees.items():
            account = write.get_one(Account, person.account_id)
            account.name, account.email = NAMES[name], f"{name}-canary@example.org"
            edit = Edit(str(uuid.uuid4()), "section:summary", 0, f"What {name[0]} proposes: a phone that answers.")
            save_part(write, proposal_id=made.proposal_ids[name], edit=edit, seat_id=made.seat_ids[name], now=now)
        assigning.begin_reviews(write, workshop_id=made.id, each=2, seed=1, now=now)
    trainees = {name: replace(person, email=f"{name}-canary@example.org") for name, person in made.trainees.items()}
    return replace(made, trainees=trainees)


def text_of(browser, path, status=200):
    response = browser.get(path)
    assert response.status_code == status, f"{path}: {response.status_code}"
    return response.get_data(as_text=True)


def whole(level="3", do="submit"):
    form = {"summary": "Strong on facts. First: protect who speaks.", "do": do}
    for one in CRITERIA:
        form |= {f"level-{one}": level, f"reason-{one}": f"The second sentence, {one}."}
    return form


def review_of(app, hall, writer, author):
    with app.app_context():
        query = select(Review.id).where(
            Review.seat_id == hall.seat_ids[writer], Review.proposal_id == hall.proposal_ids[author]
        )
        return f"/workshops/{hall.id}/reviews/{database.session.execute(query).scalar_one()}"


def released(app, hall, now):
    with app.app_context(), transaction() as write:
        seats.release(write, workshop_id=hall.id, now=now)


def submit_all(app, hall, sign_in):
    for writer in hall.trainees:
        browser = sign_in(hall.trainees[writer])
        browser.get(f"/workshops/{hall.id}/reviews")
        for author in set(hall.trainees) - {writer}:
            assert browser.send(review_of(app, hall, writer, author), **whole()).status_code == 303


def remark_all(app, hall, now):
    """Let each reviewer remark on what she reads."""
    with app.app_context(), transaction() as write:
        names = {seat_id: name for name, seat_id in hall.seat_ids.items()}
        for review in list(write.execute(select(Review)).scalars()):
            onlooker = Onlooker(hall.id, review.seat_id, False, hall.proposal_ids[names[review.seat_id]], False)
            new = NewRemark(review.proposal_id, "section:summary", "Which phone?", review_id=review.id)
            comments.add_remark(write, onlooker=onlooker, new=new, now=now)


def answer_all(app, hall, now):
    """Let each author answer what came back."""
    with app.app_context(), transaction() as write:
        for name, proposal_id in hall.proposal_ids.items():
            onlooker = Onlooker(hall.id, hall.seat_ids[name], False, proposal_id, True)
            for thread in comments.list_threads(write, onlooker=onlooker, proposal_id=proposal_id):
                comments.answer(
                    write, onlooker=onlooker, comment_id=thread.remark.id, text="The one at head office.", now=now
                )


def paths_with_reviews(app, hall):
    """Every address of the workshop, with each review and each remark in turn where it names one."""
    with app.app_context():
        known = {
            "reviews": list(database.session.execute(select(Review.id)).scalars()),
            "remarks": list(database.session.execute(select(Comment.id)).scalars()),
        }
    for path in workshop_paths(app, hall):
        stand_in = re.search(r"/(reviews|remarks)/([0-9a-f-]{36})", path)
        if stand_in is None:
            yield path
        else:
            yield from (path.replace(stand_in[2], one) for one in known[stand_in[1]])


def told(browser, path):
    """Everything an address answers: headers, and what is packed in a file."""
    response = browser.open(path, headers={"Accept-Encoding": "identity"})
    data = response.get_data()
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as packed:
            data = b" ".join(packed.read(name) for name in packed.namelist())
    response.close()
    return response.status_code, data.decode("utf-8", "replace") + str(response.headers)


@pytest.mark.parametrize("is_out", [False, True], ids=["reviewing", "released"])
def test_no_page_and_no_api_resource_names_another_trainee_to_a_trainee(app, hall, sign_in, now, is_out):
    submit_all(app, hall, sign_in)
    remark_all(app, hall, now)
    if is_out:
        released(app, hall, now)
        answer_all(app, hall, now)
    browser, seen = sign_in(hall.trainees["amina"]), 0
    others = [NAMES["binta"], NAMES["chen"], "binta-canary", "chen-canary"]
    others += [f'"seat": {hall.seat_ids[name]},' for name in ("binta", "chen")]
    for path in {*paths_with_reviews(app, hall)}:
        if not is_out and not any(word in path for word in OF_REVIEWS):
            continue
        status, shown = told(browser, path)
        seen += status == 200
        assert [name for name in others if name in shown] == [], path
    assert seen >= (30 if is_out else 8)


def change_places(app, hall, one, other, *, proposal_id):
    """Let each of two reviewers of a proposal have written what the other wrote."""
    with app.app_context(), transaction() as write:
        for model in (Review, Comment):
            place_of = model.seat_id
            ids = {}
            for name in (one, other):
                query = select(model.id).where(model.proposal_id == proposal_id, place_of == hall.seat_ids[name])
                ids[name] = list(write.execute(query).scalars())
            if model is Review:
                # A pair of seat and proposal stands once: one of the two steps aside first.
                write.execute(update(Review).where(Review.id.in_(ids[one])).values(kind="aside"))
            for name, taken in ((other, one), (one, other)):
                write.execute(update(model).where(model.id.in_(ids[name])).values(seat_id=hall.seat_ids[taken]))
        write.execute(update(Review).where(Review.kind == "aside").values(kind="peer"))


def test_nothing_a_trainer_who_writes_too_can_open_depends_on_who_reviewed_her(app, hall, sign_in, now):
    submit_all(app, hall, sign_in)
    remark_all(app, hall, now)
    with app.app_context(), transaction() as write:
        seats.make_trainer(write, workshop_id=hall.id, seat_id=hall.seat_ids["amina"])
    own = hall.proposal_ids["amina"]
    browser = sign_in(hall.trainees["amina"])

    def shown():
        found = {}
        for path in {*paths_with_reviews(app, hall)}:
            of_each = [path.replace(own, one) for one in hall.proposal_ids.values()] if "/scores/" in path else [path]
            for one in of_each:
                if not one.endswith(SLOW_FILES) and "/kit" not in one:
                    status, text = told(browser, one)
                    found[one] = status, PASSING.sub("", text)
        return found

    with app.app_context():
        of_hers = {*ids_of(Review, own), *ids_of(Comment, own)}
    for is_out in (False, True):
        if is_out:
            released(app, hall, now)
        before = shown()
        change_places(app, hall, "binta", "chen", proposal_id=own)
        after = shown()
        assert sum(status == 200 for status, _text in before.values()) > 40
        assert [path for path in before if before[path] != after[path]] == []
        known = [one for one in of_hers for path, (status, text) in before.items() if status == 200 and one in text]
        assert bool(known) is is_out, "what others say of hers comes with the feedback, as to any author"
        named = [f"({NAMES[name]})" for name in ("binta", "chen")]
        assert [path for path, (_status, text) in before.items() for one in named if one in text] == []


def ids_of(model, proposal_id):
    return list(database.session.execute(select(model.id).where(model.proposal_id == proposal_id)).scalars())


def test_a_trainer_who_writes_too_judges_others_and_not_herself(app, hall, sign_in, now):
    submit_all(app, hall, sign_in)
    with app.app_context(), transaction() as write:
        seats.make_trainer(write, workshop_id=hall.id, seat_id=hall.seat_ids["amina"])
    browser, own = sign_in(hall.trainees["amina"]), review_of(app, hall, "binta", "amina")
    browser.get(f"/workshops/{hall.id}/reviews")

    board = text_of(browser, f"/workshops/{hall.id}/reviews")
    assert "reviewers are letters to you" in board
    assert re.search("Reviewer [AB]", board)
    assert browser.get(own).status_code == 404
    assert browser.send(f"{own}/settle", do="set_aside").status_code == 409
    scores = f"/workshops/{hall.id}/scores"
    assert NAMES["amina"] not in text_of(browser, f"{scores}.csv")
    mine = f"{scores}/{hall.proposal_ids['amina']}"
    assert browser.get(mine).status_code == 404
    assert browser.send(mine, **{"level-access": "4", "reason-access": "I wrote it."}).status_code == 409
    assert browser.send(f"{scores}/{hall.proposal_ids['binta']}", **whole()).status_code == 303
    assert browser.send(f"{review_of(app, hall, 'chen', 'binta')}/settle", do="set_aside").status_code == 303
    assert "reviewers are letters to you" not in text_of(sign_in(hall.trainer), f"/workshops/{hall.id}/reviews")


def test_a_remark_of_a_reviewer_tells_its_day_and_not_its_minute(app, hall, sign_in, now):
    remark_all(app, hall, now)
    released(app, hall, now)
    read = text_of(sign_in(hall.trainees["amina"]), f"/workshops/{hall.id}/proposal/read")

    assert read.count("2 March 2026") == 2
    assert "12:30" not in read


def test_a_trainee_has_others_to_review_and_finds_them_without_names(app, hall, sign_in):
    browser = sign_in(hall.trainees["amina"])
    page = text_of(browser, f"/workshops/{hall.id}/reviews")

    assert "Score the example" in page
    assert page.count("To write") == 2
    assert "Proposal A" in page
    assert "Proposal B" in page
    read = text_of(browser, review_of(app, hall, "amina", "binta"))
    assert "What b proposes" in read
    assert hall.proposal_ids["amina"] not in read


def test_a_review_is_kept_as_a_draft_submitted_and_changed(app, hall, sign_in):
    browser, path = sign_in(hall.trainees["amina"]), review_of(app, hall, "amina", "chen")
    browser.get(path)

    refused = browser.send(path, **{**whole(), "level-access": "", "summary": ""})
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "2 things to change" in page
    assert "Client access: Choose a level" in page
    assert f'action="{path}#rubric-form"' in page, "what is to be changed stands far below the proposal"
    assert "The second sentence, access." in page
    assert "Draft" in text_of(browser, f"/workshops/{hall.id}/reviews")
    assert "The second sentence, access." in text_of(browser, path)

    assert browser.send(path, **whole("2", do="auto")).get_json()["version"] == 2
    assert browser.send(path, **whole()).status_code == 303
    assert "Submitted" in text_of(browser, f"/workshops/{hall.id}/reviews")
    assert browser.send(path, **whole("4", do="save")).status_code == 303
    assert "Save the changes" in text_of(browser, path)


@pytest.mark.parametrize("is_example", [True, False], ids=["example", "review"])
def test_two_windows_on_one_review_lose_nothing_without_a_script_either(app, hall, sign_in, is_example):
    browser = sign_in(hall.trainees["amina"])
    path = f"/workshops/{hall.id}/calibration" if is_example else review_of(app, hall, "amina", "chen")
    hidden = r'name="base_version" value="(\d+)"><input type="hidden" name="page" value="([^"]+)"'
    left, right = (re.search(hidden, text_of(browser, path)).groups() for _ in range(2))

    def send(window, reason, do="save", base=None):
        form = {"base_version": base or window[0], "page": window[1], "reason-access": reason, "do": do}
        return browser.send(path, **form)

    assert send(left, "Typed on the left.").status_code == 303
    assert send(right, "Typed on the right.", do="auto").status_code == 409
    told = send(right, "Typed on the right.")
    page = told.get_data(as_text=True)
    assert told.status_code == 409
    assert "another window of yours" in page
    assert "Typed on the left." in page
    assert "Typed on the right.</textarea>" in page
    assert send(left, "Typed on the left, and on.").status_code == 303, "a page follows on itself"
    newest = re.search(hidden, page).groups()
    assert send(newest, "Typed on the right.").status_code == 409, "more came from the left since"
    shown = re.search(hidden, send(newest, "Typed on the right.").get_data(as_text=True)).groups()
    assert send(shown, "Both of it.").status_code == 303
    assert "Both of it.</textarea>" in text_of(browser, path)


def test_only_its_writer_and_trainers_read_a_review_before_the_feedback_is_out(app, hall, sign_in, now):
    path = review_of(app, hall, "amina", "binta")
    assert sign_in(hall.trainees["binta"]).get(path).status_code == 404
    submit_all(app, hall, sign_in)
    assert sign_in(hall.trainees["binta"]).get(path).status_code == 404
    assert NAMES["amina"] in text_of(sign_in(hall.trainer), path)
    released(app, hall, now)

    assert "Strong on facts." in text_of(sign_in(hall.trainees["binta"]), path)
    assert sign_in(hall.trainees["chen"]).get(path).status_code == 404
    writer = sign_in(hall.trainees["amina"])
    assert "it stays as it is" in text_of(writer, path)
    assert writer.send(path, **whole()).status_code == 409


def test_an_author_flags_a_review_and_the_trainer_sets_it_aside(app, hall, sign_in, now):
    submit_all(app, hall, sign_in)
    released(app, hall, now)
    path = review_of(app, hall, "amina", "binta")
    author, trainer = sign_in(hall.trainees["binta"]), sign_in(hall.trainer)
    author.get(path)

    assert f'action="{path}/flag#flag"' in text_of(author, path)
    assert author.send(f"{path}/flag", reason="").status_code == 422
    assert author.send(f"{path}/flag", reason="It is about another case.").status_code == 303
    assert "Until then it counts nothing" in text_of(author, path)
    assert sign_in(hall.trainees["chen"]).get(path).status_code == 404
    assert "It is about another case." in text_of(trainer, f"/workshops/{hall.id}/reviews")
    assert author.send(f"{path}/settle", do="set_aside").status_code == 404
    assert trainer.send(f"{path}/settle", do="set_aside").status_code == 303
    assert author.get(path).status_code == 404
    assert trainer.send(f"{path}/settle", do="keep").status_code == 303
    assert "let it stand" in text_of(author, path)


def test_the_reference_is_shown_after_she_submitted_her_own_scores_and_not_before(app, hall, sign_in):
    browser, path = sign_in(hall.trainees["amina"]), f"/workshops/{hall.id}/calibration"
    secret = canaries()

    def leaked(shown):
        return [run for run in secret if run in words_of(shown)]

    assert leaked(text_of(browser, path)) == []
    assert browser.send(path, **{**whole(), "level-access": ""}).status_code == 422
    assert leaked(text_of(browser, path)) == []
    assert leaked(text_of(browser, f"/api/v1{path}")) == []
    assert browser.send(path, **whole()).status_code == 303
    page = text_of(browser, path)
    assert leaked(page) != []
    assert "You and the reference agree on 2 of 5 criteria." in page
    assert "1 point stricter" in page
    assert "2 points more generous" in page
    assert browser.send(path, **whole("1")).status_code == 409
    assert leaked(text_of(sign_in(hall.trainees["binta"]), path)) == []


def test_a_trainer_sees_all_reviews_tops_up_and_who_is_far_from_the_reference(app, hall, sign_in, now):
    amina = sign_in(hall.trainees["amina"])
    amina.get(f"/workshops/{hall.id}/calibration")
    amina.send(f"/workshops/{hall.id}/calibration", **whole("4"))
    trainer = sign_in(hall.trainer)
    page = text_of(trainer, f"/workshops/{hall.id}/reviews")

    assert page.count("Not begun") == 6
    assert "7 points apart, more generous" in page
    assert trainer.send(f"/workshops/{hall.id}/reviews", each="many").status_code == 422
    assert trainer.send(f"/workshops/{hall.id}/reviews", each="2").status_code == 303
    assert "Nothing was missing" in text_of(trainer, f"/workshops/{hall.id}/reviews")


def test_the_trainers_list_takes_as_many_queries_for_six_reviews_as_for_none(app, hall, sign_in):
    trainer, path = sign_in(hall.trainer), f"/workshops/{hall.id}/reviews"
    trainer.get(path)
    for_six = queries_of(app, trainer, path)
    with app.app_context(), transaction() as write:
        write.execute(delete(Review))

    assert queries_of(app, trainer, path) == for_six <= 10


def queries_of(app, browser, path):
    asked = []
    with app.app_context():
        bind = database.engine

    def note(*args):
        asked.append(args[2])

    event.listen(bind, "before_cursor_execute", note)
    browser.get(path)
    event.remove(bind, "before_cursor_execute", note)
    return len(asked)


def test_the_dates_page_opens_the_reviews_and_says_how_many_were_given_out(app, world, sign_in, now):
    with app.app_context(), transaction() as write:
        fresh = open_hall(write, world, now=now)
        edit = Edit(str(uuid.uuid4()), "section:summary", 0, "A phone that answers.")
        save_part(write, proposal_id=fresh.proposal_ids["amina"], edit=edit, seat_id=fresh.seat_ids["amina"], now=now)
    trainer, path = sign_in(fresh.trainer), f"/workshops/{fresh.id}/dates"
    trainer.get(path)

    assert "The reviews are not open yet" in text_of(sign_in(fresh.trainees["amina"]), f"/workshops/{fresh.id}/reviews")
    assert trainer.send(f"{path}/reviews", each="0").status_code == 422
    assert trainer.send(f"{path}/reviews", each="2").status_code == 303
    assert "2 reviews are given out." in text_of(trainer, path)
    assert "Nothing to review yet" in text_of(sign_in(fresh.trainees["amina"]), f"/workshops/{fresh.id}/reviews")
