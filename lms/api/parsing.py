"""Bodies and query strings into typed values; every fault is an error of our own, with a sentence."""

import json
from collections.abc import Iterator, Mapping
from typing import NoReturn, cast

from flask import Request, current_app
from webargs import ValidationError
from webargs.flaskparser import FlaskParser
from webargs.multidictproxy import MultiDictProxy
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from lms.errors import Invalid

LARGEST_BODY = 64 * 1024
TOO_LARGE = f"The body is larger than {LARGEST_BODY // 1024} KiB. Send less in one request."
NOT_JSON = "The body is not JSON: {reason}. Check its quotes, commas and brackets."
NOT_TEXT = "It holds a character that cannot be stored (U+0000 or half of a pair). Leave it out."
FORM_WITH_FILES = "multipart/form-data"
WRONG_TYPE = "Send the body as JSON, with the header Content-Type: application/json."


class BodyParser(FlaskParser):
    """Reads what a request holds and hands it to its schema."""

    # The schema decides, in every place.
    DEFAULT_UNKNOWN_BY_LOCATION = {"json": None, "query": None}  # noqa: RUF012

    def _raw_load_json(self, req: Request) -> object:
        # A file comes with a form in place of JSON, where an operation says so: it asks for the file itself.
        return {} if req.mimetype == FORM_WITH_FILES and _takes_files(req) else read_json(req)

    def load_querystring(self, req: Request, schema: object) -> MultiDictProxy:
        """Return the query string; what no database could hold is refused."""
        for name, value in req.args.items(multi=True):
            if not _is_storable(name + value):
                raise Invalid({name.replace("\0", ""): NOT_TEXT})
        return super().load_querystring(req, schema)  # type: ignore[arg-type,no-any-return]

    def handle_error(self, error: ValidationError, *_: object, **__: object) -> NoReturn:
        """Raise `Invalid` with one sentence for each field."""
        raise Invalid(dict(_sentences(next(iter(cast("Mapping[str, object]", error.messages).values()))))) from None


def _takes_files(request: Request) -> bool:
    resource = getattr(current_app.view_functions.get(request.endpoint or ""), "view_class", None)
    return bool(getattr(resource, "takes_files", False))


def read_json(request: Request) -> object:
    """Return the JSON of a request's body; an empty one is an empty object. Nothing larger than 64 KiB is read."""
    if (request.content_length or 0) > LARGEST_BODY:
        raise RequestEntityTooLarge(TOO_LARGE)
    # A body sent in pieces has no length: it is cut off after one byte too many.
    request.max_content_length = LARGEST_BODY + 1
    body = request.get_data(cache=True)
    if len(body) > LARGEST_BODY:
        raise RequestEntityTooLarge(TOO_LARGE)
    if not body and not request.content_length:
        return {}
    if not request.is_json:
        raise UnsupportedMediaType(WRONG_TYPE)
    return _decode(body)


def _decode(body: bytes) -> object:
    try:
        data: object = json.loads(body.decode(), parse_constant=_no_constant)
    except RecursionError:
        raise BadRequest(NOT_JSON.format(reason="it nests too deep")) from None
    except ValueError as error:
        reason = f"{error.msg}, line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "it cannot be read"
        raise BadRequest(NOT_JSON.format(reason=reason)) from None
    # Only an escape can bring in what neither UTF-8 nor a JSON text may hold as it is.
    if b"\\u" in body and not all(_is_storable(text) for text in _texts(data)):
        raise BadRequest(f"The body cannot be kept. {NOT_TEXT}")
    return data


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _texts(data: object) -> Iterator[str]:
    match data:
        case str():
            yield data
        case list():
            for one in data:
                yield from _texts(one)
        case dict():
            for key, value in data.items():
                yield key
                yield from _texts(value)


def _is_storable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _sentences(messages: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield each field with its first sentence; what is wrong with the whole stands under the empty name."""
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            yield from _sentences(inner, place if name == "_schema" else f"{place}.{name}" if place else str(name))
    elif isinstance(messages, list) and messages:
        yield from _sentences(messages[0], place)
    else:
        yield place, str(messages)
