"""Planned sessions as calendar files, made by the document process and sent at once."""

from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from flask import Response

from lms.http.holdings import press, settings
from lms.reports.sessions import SessionView
from webinar_kits.jobs import JobKind

CALENDAR = "text/calendar; charset=utf-8"


def send_calendar(found: SessionView, *, institution: str, name: str) -> Response:
    """Return a session as an ICS download; the same session again moves the entry there is."""
    host = urlsplit(settings().base_url).hostname or "localhost"
    request = {
        "uid": f"{found.id}@{host}",
        "title": found.title,
        "institution": institution,
        "place": found.place,
        "facilitator": found.facilitator_name,
        "starts_at": found.starts_at.isoformat(),
        "zone": found.zone,
        "minutes": found.minutes,
        "stamped_at": found.starts_at.isoformat(),
    }
    path: Path = settings().instance_dir / "store" / "passing" / f"{uuid4().hex}.ics"
    try:
        press().run(JobKind.SESSION_CALENDAR, {"request": request}, output=path)
        body = path.read_bytes()
    finally:
        path.unlink(missing_ok=True)
    response = Response(body, content_type=CALENDAR)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
