"""Programs that ask the API, each with the key of somebody of the small world."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from lms.accounts import tokens
from lms.db.engine import database, transaction
from lms.http.holdings import holdings_of
from quizzes.documents import read_form
from quizzes.model import FormItem, Item
from tests.worlds import Person, World

# Keys are compared with the real clock of a request: this one is far from running out.
FAR = datetime(2100, 1, 1, tzinfo=UTC)


class Program:
    """Asks the API as an account; every answer is JSON, and every error problem+json."""

    def __init__(self, client: FlaskClient, key: str) -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}

    def get(self, path: str, status: int = 200) -> dict:
        return self.ask("GET", path, status)

    def post(self, path: str, body: object = None, status: int = 200) -> dict:
        return self.ask("POST", path, status, json={} if body is None else body)

    def ask(self, method: str, path: str, status: int, **sent: object) -> dict:
        response = self.raw(method, path, **sent)
        assert response.status_code == status, response.get_data(as_text=True)
        return response.get_json() if response.data else {}

    def raw(self, method: str, path: str, **sent: object) -> TestResponse:
        response = self.client.open(f"/api/v1{path}", method=method, headers=self.headers, **sent)
        assert_is_well_formed(response)
        return response


def assert_is_well_formed(response: TestResponse) -> None:
    """Check the one shape of errors (RFC 9457)."""
    if response.status_code < 400:
        return
    assert response.content_type == "application/problem+json", response.get_data(as_text=True)
    problem = response.get_json()
    assert problem["status"] == response.status_code
    assert problem["title"]
    assert set(problem) <= {"type", "title", "status", "detail", "errors"}


ProgramOf = Callable[[Person | None], Program]


@pytest.fixture
def program(app: Flask) -> Iterator[ProgramOf]:
    """A program with that person's key; None: without one."""

    def make(person: Person | None) -> Program:
        key = ""
        if person is not None:
            key = f"key-of-{person.email}-{'x' * 32}"
            with app.app_context(), transaction() as write:
                tokens.issue_token(write, account_id=person.account_id, label="Test", token=key, now=FAR)
        return Program(app.test_client(use_cookies=False), key)

    return make


@pytest.fixture
def learner(world: World, program: ProgramOf) -> Program:
    """A loan officer of the valley."""
    return program(world.valley.people["field"])


@pytest.fixture
def coordinator(world: World, program: ProgramOf) -> Program:
    """The coordinator of the valley."""
    return program(world.valley.people["coordinator"])


def ask(app: Flask, question: str, **values: object) -> list:
    """Return the first column of a question to the database."""
    with app.app_context():
        found = database.session.execute(text(question), values).scalars().all()
        database.session.rollback()
    return list(found)


def form_of(app: Flask, attempt_id: str) -> list[tuple[Item, FormItem]]:
    """The frozen form with its items, keys and all: what no payload may ever say."""
    kept = ask(app, "select form from attempt where id = :id", id=attempt_id)[0]
    bank = holdings_of(app).catalogue.get("complaints").bank
    entries = read_form(json.loads(kept) if isinstance(kept, str) else kept).items
    return [(bank.find(entry.item_id), entry) for entry in entries]
