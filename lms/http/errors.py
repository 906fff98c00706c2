"""The one table from what is raised below to what is answered: a page, or problem+json (RFC 9457)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Flask, Response, current_app, jsonify, make_response, redirect, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from courses.errors import UnknownModule
from lms.db import engine
from lms.errors import Conflict, Invalid, LmsError, NotFound, Refused, TooMany
from lms.http.pending import seal_current_form, sign_in_address
from lms.http.press import PressError

API_PREFIX = "/api/"
STATUS: Mapping[type[Exception], int] = {
    NotFound: 404,
    UnknownModule: 404,
    Invalid: 422,
    PressError: 422,
    Conflict: 409,
    Refused: 403,
    TooMany: 429,
    LmsError: 400,
}
TITLES = {
    400: "This request could not be read",
    401: "Sign in to go on",
    403: "This is not open to you",
    404: "Nothing here",
    405: "This cannot be done here",
    409: "Something else came first",
    413: "This is too large",
    415: "This is not in a form we read",
    422: "Some fields need a change",
    429: "Too many tries",
    500: "Something went wrong on our side",
    503: "Not just now",
}
ADVICE = {
    400: "Go back, reload the page and try once more. What you had saved is safe.",
    403: "What you had saved is safe. Ask your coordinator if you need this area.",
    404: "Check the address, or go on from your own page. What you had saved is safe.",
    405: "Go back and use the buttons of the page.",
    409: "Reload the page to see how it stands now.",
    413: "Choose a smaller file.",
    422: "Change what is named below and send it again. Nothing was written.",
    429: "Wait a little, then try again.",
    500: "It is written in our log. What you had saved is safe; try again in a minute.",
    503: "Try again in a minute. What you had saved is safe.",
}

FOR_PROGRAMS = {
    401: "Send a key in the header Authorization: Bearer KEY, or sign in. POST /api/v1/tokens makes a key.",
    404: "There is nothing at this address. /api/v1/docs lists what there is.",
    405: "This address does not take this method. The header Allow lists those it takes.",
    429: "Wait a little, then try again.",
    500: "It is written in our log. What was acknowledged is safe; try again in a minute.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, in words for a person. `fields` says for each field what to change."""

    status: int
    title: str
    detail: str
    advice: str
    fields: Mapping[str, str]


def problem(status: int, detail: str = "", *, fields: Mapping[str, str] | None = None) -> Problem:
    """Return the problem of that status; an unlisted status takes the words of its class."""
    known = status if status in TITLES else (500 if status >= 500 else 400)
    return Problem(status, TITLES[known], detail, ADVICE.get(known, ""), fields or {})


def problem_of(error: Exception) -> Problem:
    """Return what an exception means for who asked; what is not foreseen is a 500 that tells nothing."""
    for kind, status in STATUS.items():
        if isinstance(error, kind):
            return problem(status, str(error), fields=_fields(error))
    if isinstance(error, HTTPException):
        own = error.description if isinstance(error, CSRFError) or (error.code or 500) in (400, 413, 415, 422) else ""
        return problem(error.code or 500, own or "")
    return problem(500)


def as_json(found: Problem) -> Response:
    """Return a problem as problem+json."""
    body: dict[str, object] = {"type": "about:blank", "title": found.title, "status": found.status}
    detail = found.detail or FOR_PROGRAMS.get(found.status, "")
    if detail:
        body["detail"] = detail
    if found.fields:
        body["errors"] = dict(found.fields)
    response = jsonify(body)
    response.status_code = found.status
    response.content_type = "application/problem+json"
    if found.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


Page = Callable[[Problem], str]
SignInAgain = Callable[[str], str]
PAGE, SIGN_IN_AGAIN = "problem_page", "sign_in_again_page"


def init_errors(app: Flask, *, page: Page, sign_in_again: SignInAgain) -> None:
    """Answer every error in the form of who asked.

    `page` renders one for a person; `sign_in_again` the way to sign in for a form that came too late, given it sealed.
    """
    app.extensions[PAGE] = page
    app.extensions[SIGN_IN_AGAIN] = sign_in_again
    for kind in STATUS:
        app.register_error_handler(kind, answer)
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(Exception, answer)


def answer(error: Exception) -> AnyResponse:
    """Return the answer to an error: JSON below /api, a page elsewhere; who is not signed in is sent to sign in."""
    found = problem_of(error)
    engine.session().rollback()
    if found.status >= 500 and not isinstance(error, HTTPException):
        current_app.logger.error("unforeseen error", exc_info=error)
    if wants_json():
        response: AnyResponse = as_json(found)
    elif found.status == 401:
        response = _ask_to_sign_in()
    else:
        response = make_response(_page(found), found.status)
    return _with_headers(response, error)


def _page(found: Problem) -> str:
    """Return the page of a problem; when even that cannot be made, its bare words."""
    try:
        page: str = current_app.extensions[PAGE](found)
    except Exception:
        current_app.logger.exception("the page of a problem could not be made")
        return f'<!doctype html><html lang="en"><title>{found.title}</title><h1>{found.title}</h1><p>{found.advice}</p>'
    return page


def wants_json() -> bool:
    """Return whether a program asks, or a script of our own pages."""
    return request.path.startswith(API_PREFIX) or request.accept_mimetypes.best == "application/json"


def _ask_to_sign_in() -> AnyResponse:
    """Return the way to the sign-in page; what was typed goes with it, sealed."""
    sealed = seal_current_form(str(current_app.secret_key))
    if not sealed:
        return redirect(sign_in_address(), code=303)
    return make_response(current_app.extensions[SIGN_IN_AGAIN](sealed), 401)


def _fields(error: Exception) -> Mapping[str, str]:
    if isinstance(error, Invalid):
        return error.fields
    if isinstance(error, PressError) and error.field:
        return {error.field: error.text}
    return {}


def _with_headers(response: AnyResponse, error: Exception) -> AnyResponse:
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, HTTPException):
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After", "WWW-Authenticate"):
                response.headers[name] = value
    return response
