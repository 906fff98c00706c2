"""Wiring and nothing else: the application from its settings."""

from datetime import timedelta

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from lms.api.routes import register_api
from lms.config import Settings
from lms.db.engine import database, engine_options, prepare_engine
from lms.http.access import init_access
from lms.http.assets import init_assets
from lms.http.compression import init_compression
from lms.http.csrf import init_csrf
from lms.http.curriculum import open_catalogue
from lms.http.errors import init_errors
from lms.http.headers import csp_nonce, init_headers
from lms.http.holdings import Holdings, hold
from lms.http.i18n import init_languages
from lms.http.limits import init_limits
from lms.http.press import Press
from lms.http.requests import init_request_log
from lms.http.viewer import init_sign_in
from lms.web.problems import problem_page, sign_in_again_page
from lms.web.routes import register_pages
from lms.workflows.compare_roster import LastComparison

LARGEST_REQUEST = 10 * 1024 * 1024


def create_app(settings: Settings, **overrides: object) -> Flask:
    """Return the application; `overrides` are Flask's own settings, for tests."""
    app = Flask("lms", static_folder="web/static", template_folder="web/templates")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        SESSION_COOKIE_NAME="cpp_session",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=False,
        BABEL_DEFAULT_LOCALE="en",
    )
    app.config.update(overrides)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    database.init_app(app)
    with app.app_context():
        prepare_engine(database.engine)
    catalogue = open_catalogue(own=settings.content_dirs, copies=settings.instance_dir / "copies")
    hold(app, Holdings(settings=settings, catalogue=catalogue, press=Press(), comparisons=LastComparison()))
    init_compression(app)
    init_request_log(app)
    init_sign_in(app)
    init_access(app)
    init_csrf(app)
    init_limits(app)
    init_languages(app)
    init_assets(app)
    init_headers(app, is_secure=settings.secure_cookies)
    init_errors(app, page=problem_page, sign_in_again=sign_in_again_page)
    app.add_template_global(csp_nonce)
    register_pages(app)
    register_api(app)
    return app
