"""The summary of an evidence pack: what its template needs, from the request of the one who makes packs."""

from collections.abc import Mapping
from datetime import date

from webinar_kits import theme
from webinar_kits.errors import KitError
from webinar_kits.jobs import Json
from webinar_kits.paper_data import Data
from webinar_kits.papers import Paper
from webinar_kits.qr import qr_svg

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
NAMES = {
    "full": "Names are shown in full.",
    "initials": "People are shown by their initials and a code.",
    "masked": "People are shown by a code alone.",
}


def evidence_paper(request: Mapping[str, Json]) -> Paper:
    """Return the data of the summary; raises KitError naming the part that is missing."""
    try:
        return _paper(request)
    except (KeyError, TypeError, ValueError) as error:
        raise KitError("request", f"this is no summary of an evidence pack: {error!r}") from error


def day_words(day: str) -> str:
    """Return a day as it is read: 1 March 2026."""
    found = date.fromisoformat(day)
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def _paper(request: Mapping[str, Json]) -> Paper:
    institution, as_of = str(request["institution"]), str(request["as_of"])
    day, known_at = day_words(as_of), str(request["known_at"])
    data: dict[str, Data] = {key: _data(value) for key, value in request.items()}
    return {
        **data,
        "title": f"Evidence of training, {institution}, {as_of}",
        "author": institution,
        "edition": as_of,
        "language": "en",
        "colour": theme.COLOURS["introduction"].lower(),
        "glyph": "",
        "series": "Client Protection Principles: evidence of training",
        "footer": f"{institution} · as of {as_of} · as known at entry {request['known_size']}",
        "day": day,
        "known": f"{day_words(known_at[:10])}, {known_at[11:16]} UTC",
        "sentence": str(request["sentence"]).replace(as_of, day),
        "names_words": NAMES[str(request["names"])],
        "qr": qr_svg(str(request["key"])),
    }


def _data(value: Json) -> Data:
    """Return a value with its days as they are read: what stands under `on` or `last` is a day or nothing."""
    if isinstance(value, list):
        return [_data(one) for one in value]
    if isinstance(value, dict):
        return {key: day_words(str(one)) if key in ("on", "last") and one else _data(one) for key, one in value.items()}
    return "" if value is None else value
