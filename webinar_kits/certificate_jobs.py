"""Certificates as JSON, for the document process."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date

from courses.model import Tier
from webinar_kits.certificate import Certificate, CertificateKind
from webinar_kits.errors import KitError
from webinar_kits.jobs import Json

MOST_AT_ONCE = 1000
_DAYS = ("earned_on", "issued_on", "last_day")
_NUMBERS = ("principle", "minutes", "session_minutes")


def write_certificate(certificate: Certificate) -> dict[str, Json]:
    """Return a certificate as JSON; dates become ISO dates."""
    return {field.name: _plain(getattr(certificate, field.name)) for field in fields(Certificate)}


def write_certificates(many: Sequence[Certificate]) -> dict[str, Json]:
    """Return certificates as the request of one PDF."""
    return {"certificates": [write_certificate(one) for one in many]}


def read_certificate(data: Mapping[str, Json]) -> Certificate:
    """Return the certificate of its JSON; raises KitError naming the field that is missing or wrong."""
    values: dict[str, object] = {}
    for field in fields(Certificate):
        values[field.name] = _value(field.name, data.get(field.name))
    return Certificate(**values)  # type: ignore[arg-type]


def read_certificates(data: Mapping[str, Json]) -> tuple[Certificate, ...]:
    """Return the certificates of a request; raises KitError when there are none or too many."""
    many = data.get("certificates")
    if not isinstance(many, list) or not 1 <= len(many) <= MOST_AT_ONCE:
        raise KitError("certificates", f"write a list of 1 to {MOST_AT_ONCE} certificates")
    return tuple(read_certificate(one) for one in many if isinstance(one, dict))


def _plain(value: object) -> Json:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int) or value is None else str(value)


def _value(name: str, value: Json) -> object:
    try:
        if name == "kind":
            return CertificateKind(str(value))
        if name == "tier":
            return Tier(str(value))
        if name in _DAYS:
            return None if value is None and name == "last_day" else date.fromisoformat(str(value))
    except ValueError as error:
        raise KitError(name, f"wrong {name}: {value!r}") from error
    wanted = int if name in _NUMBERS else str
    if type(value) is not wanted:
        raise KitError(name, f"{name} is missing; write a {'whole number' if wanted is int else 'text'}")
    return value
