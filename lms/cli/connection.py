"""The database of an instance, for commands that need it without the application around it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from lms.cli.refusal import Refusal
from lms.config import Settings
from lms.db.engine import database, engine_options, prepare_engine
from lms.db.peek import glance, newest_migration


@contextmanager
def open_database(settings: Settings) -> Iterator[None]:
    """Make `lms.db.engine.session` and `transaction` work; refused when the tables are not those of this version."""
    if glance(settings.database_url).migration != newest_migration():
        raise Refusal("The database has not the tables of this version. Run `lms db upgrade` first.")
    app = Flask("lms")
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings.database_url)
    database.init_app(app)
    with app.app_context():
        prepare_engine(database.engine)
        try:
            yield
        finally:
            database.session.remove()
            database.engine.dispose()
