"""What our pages are held against: the least that Flask can do, on the same server with the same settings."""

from flask import Flask, Response, session
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from lms.db.engine import engine_options, prepare_engine, writer_lock


class Base(DeclarativeBase):
    """Its own tables."""


class Person(Base, UserMixin):
    """Who signs in."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))


class Row(Base):
    """What is written."""

    __tablename__ = "row"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(200))


def create_bare_app(folder: str) -> Flask:
    """Return an application with a bare page, a page with sign-in and one read, and a committed one-row write."""
    app = Flask("bare")
    url = f"sqlite:///{folder}/bare.sqlite3"
    app.config.update(SECRET_KEY="b" * 40, SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=engine_options(url))
    database = SQLAlchemy(model_class=Base)
    database.init_app(app)
    manager = LoginManager(app)
    with app.app_context():
        prepare_engine(database.engine)
        lock = writer_lock(database.engine)
        Base.metadata.create_all(database.engine)
        if database.session.get(Person, 1) is None:
            database.session.add(Person(id=1, name="Bare Person"))
            database.session.commit()

    @manager.user_loader
    def load(key: str) -> Person | None:
        return database.session.get(Person, int(key))

    @app.get("/bare")
    def bare() -> str:
        return "<!doctype html><title>bare</title><h1>bare</h1>"

    @app.get("/enter")
    def enter() -> str:
        session.permanent = True
        login_user(database.session.get(Person, 1))
        return "in"

    @app.get("/signed-in")
    @login_required
    def signed_in() -> str:
        name = database.session.execute(select(Person.name).where(Person.id == current_user.id)).scalar_one()
        return f"<!doctype html><title>bare</title><h1>{name}</h1>"

    @app.post("/write")
    @login_required
    def write() -> Response:
        assert lock is not None
        database.session.rollback()
        with lock:
            database.session.add(Row(text="x" * 100))
            database.session.commit()
        return Response(status=204)

    return app
