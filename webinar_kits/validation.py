"""Whether a kit can be made as asked. Light: the web process asks before it hands the work on."""

import re
from zoneinfo import ZoneInfo

from courses.model import Module
from webinar_kits.errors import KitError
from webinar_kits.fit import plan
from webinar_kits.model import Brand, KitRequest

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LONGEST_WORDS = 80


def validate_request(request: KitRequest, module: Module) -> None:
    """Raise KitError with field and cure when this module cannot give that kit."""
    if request.module_id != module.id:
        raise KitError("module_id", f"the request is for {request.module_id!r}, not for {module.id!r}")
    if request.language != module.language:
        raise KitError("language", f"no kit in {request.language!r} from this module; choose {module.language}")
    _validate_time(request)
    _validate_brand(request.brand)
    plan(module.slides, mode=request.mode, tier=request.tier, minutes=request.minutes)


def _validate_time(request: KitRequest) -> None:
    try:
        ZoneInfo(request.zone)
    except (KeyError, ValueError, OSError) as error:
        raise KitError("zone", f"unknown zone: {request.zone!r}; write a name such as Asia/Amman") from error
    if request.starts_at is not None and request.starts_at.tzinfo is None:
        raise KitError("starts_at", "the start has no zone; give it in UTC")


def _validate_brand(brand: Brand) -> None:
    for field in ("institution", "hotline", "currency"):
        words = getattr(brand, field)
        if len(words) > _LONGEST_WORDS:
            raise KitError(field, f"{field} has {len(words)} letters; shorten it to {_LONGEST_WORDS}")
        if not words.isprintable():
            raise KitError(field, f"{field} holds a line break or an invisible sign; write it on one line")
        if "{" in words or "}" in words:
            raise KitError(field, f"{field} holds a brace; leave out {{ and }}")
    if brand.colour and not _COLOUR.fullmatch(brand.colour):
        raise KitError("colour", f"wrong colour: {brand.colour!r}; write it as #0f5f5c, or leave it empty")
