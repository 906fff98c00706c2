"""The door of every endpoint: what it needs is declared on it, and what is not declared is not served."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, request
from werkzeug.exceptions import Unauthorized

from lms.db import engine
from lms.errors import Conflict, NotFound, Refused
from lms.http.moment import now
from lms.http.viewer import find_current
from lms.permissions import SEATS, Permission
from lms.reports.viewer import InstitutionPlace, NetworkPlace, Viewer, find_institution, find_network
from lms.reports.workshop_seats import WorkshopSeat, find_seat
from lms.workshops.presence import is_long_ago, note_seen

P = ParamSpec("P")
R = TypeVar("R")
MARK = "__needs__"
READING = frozenset({"GET", "HEAD", "OPTIONS"})
WORKSHOP_CLOSED = "This workshop is closed. Everything in it can still be read; nothing can be changed."
# What a column of whole numbers holds.
LARGEST_KEY = 2**31 - 1
NOT_YOURS = "This page does not exist, or it is not yours to see."


def needs(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare what a view needs.

    After the check the view gets the place its URL names: an `InstitutionPlace` as `place`, a `NetworkPlace` as
    `network`, a `WorkshopSeat` as `seat`.
    """

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, MARK, permission)
        return view

    return declare


def needed_by(app: Flask, endpoint: str, *, method: str = "GET") -> Permission | None:
    """Return what an endpoint declared for a method, or None: then it is not served.

    In a class of methods each declares its own; which methods there are (OPTIONS) anybody may ask.
    """
    if endpoint == "static" or endpoint.endswith(".static"):
        return Permission.PUBLIC
    view = app.view_functions.get(endpoint)
    resource = getattr(view, "view_class", None)
    if resource is None:
        return getattr(view, MARK, None)
    if method == "OPTIONS":
        return Permission.PUBLIC
    return getattr(getattr(resource, "get" if method == "HEAD" else method.lower(), None), MARK, None)


def access_table(app: Flask) -> list[tuple[str, str, str, str]]:
    """Return every route with its endpoint, a method, and what that needs; empty where nothing is declared."""
    rows = {
        (str(rule), rule.endpoint, method, str(needed_by(app, rule.endpoint, method=method) or ""))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    return sorted(rows)


def init_access(app: Flask) -> None:
    """Check every request before its view runs."""
    app.before_request(check)


def check() -> None:
    """Let the request pass, or raise: nobody signed in is asked to, somebody without the permission finds nothing."""
    if request.endpoint is None or request.view_args is None:
        return
    if not all(_is_storable(part) for part in request.view_args.values()):
        raise NotFound("There is nothing at this address.")
    permission = needed_by(current_app, request.endpoint, method=request.method)
    if permission is Permission.PUBLIC:
        return
    if permission is None:
        raise RuntimeError(f"the endpoint {request.endpoint!r} declares no permission")
    found = find_current()
    if found is None:
        raise Unauthorized
    institution, network, workshop = (
        request.view_args.pop(name, None) for name in ("institution", "network", "workshop_id")
    )
    if workshop is not None:
        request.view_args["seat"] = _seat(found, permission, str(workshop))
    elif institution is not None:
        request.view_args["place"] = _institution(found, permission, institution)
    elif network is not None:
        request.view_args["network"] = _network(found, permission, network)
    elif not found.may(permission):
        raise Refused("Your account does not have this area. Ask your coordinator if you need it.")


def _is_storable(part: object) -> bool:
    """Whether a database could hold what an address names: neither a text with a zero in it nor a huge number."""
    if isinstance(part, str):
        return "\0" not in part
    return not isinstance(part, int) or part <= LARGEST_KEY


def _institution(found: Viewer, permission: Permission, slug: str) -> InstitutionPlace:
    place = find_institution(engine.session(), slug=slug)
    if place is None or not found.may(permission, institution_id=place.id, network_id=place.network_id):
        raise NotFound(NOT_YOURS)
    return place


def _network(found: Viewer, permission: Permission, slug: str) -> NetworkPlace:
    place = find_network(engine.session(), slug=slug)
    if place is None or not found.may(permission, network_id=place.id):
        raise NotFound(NOT_YOURS)
    return place


def _seat(found: Viewer, permission: Permission, workshop_id: str) -> WorkshopSeat:
    """Return her seat and note that she was there; in a closed workshop nothing is written but by its trainers."""
    seat = find_seat(engine.session(), workshop_id=workshop_id, account_id=found.account_id)
    if seat is None or permission not in SEATS[seat.role]:
        raise NotFound(NOT_YOURS)
    if request.method not in READING:
        if seat.closed_at is not None and permission is not Permission.TRAIN:
            raise Conflict(WORKSHOP_CLOSED)
    elif seat.closed_at is None and is_long_ago(seat.seen_at, now=now()):
        with engine.transaction() as write:
            note_seen(write, seat_id=seat.seat_id, now=now())
    return seat
