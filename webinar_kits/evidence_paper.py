"""The summary of an evidence pack: what its template needs, from the request of the one who makes packs."""

from collections.abc import Mapping
from datetime import date, datetime

from courses.days import day_words, moment_words
from webinar_kits import theme
from webinar_kits.errors import KitError
from webinar_kits.jobs import Json
from webinar_kits.paper_data import Data
from webinar_kits.papers import Paper
from webinar_kits.qr import qr_svg

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


def _paper(request: Mapping[str, Json]) -> Paper:
    institution, as_of = str(request["institution"]), str(request["as_of"])
    in_words, known_at = _day_words(as_of), datetime.fromisoformat(str(request["known_at"]))
    data: dict[str, Data] = {key: _data(value) for key, value in request.items()}
    return {
        **data,
        "title": f"Evidence of training, {institution}, {in_words}",
        "author": institution,
        "edition": as_of,
        "dated_on": known_at.date().isoformat(),
        "language": "en",
        "colour": theme.COLOURS["introduction"].lower(),
        "glyph": "",
        "series": "Client Protection Principles: evidence of training",
        "footer": f"{institution} · as of {in_words} · as known at entry {request['known_size']}",
        "day": in_words,
        "known": moment_words(known_at),
        "sentence": str(request["sentence"]).replace(as_of, in_words),
        "names_words": NAMES[str(request["names"])],
        "qr": qr_svg(str(request["key"])),
    }


def _day_words(day: str) -> str:
    return day_words(date.fromisoformat(day))


def _data(value: Json) -> Data:
    """Return a value with its days as they are read: what stands under `on` or `last` is a day or nothing."""
    if isinstance(value, list):
        return [_data(one) for one in value]
    if isinstance(value, dict):
        is_day = {key: key in ("on", "last") and bool(one) for key, one in value.items()}
        return {key: _day_words(str(one)) if is_day[key] else _data(one) for key, one in value.items()}
    return "" if value is None else value
