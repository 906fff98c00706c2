"""What stands in the body of an entry where a replay reads it, and of which type; the page of a pack reads this too.

Of each field the types it may have: t text, n whole number, b yes or no, 0 null, * a list of texts; several in a row
are the columns of a list of rows. A body that holds something else would be read otherwise by every language.
"""

from collections.abc import Callable, Mapping
from itertools import product
from operator import itemgetter
from typing import Any

from lms.ledger.kinds import Kind

Shape = Mapping[str, str | tuple[str, ...]]

SHAPES: Mapping[str, Shape] = {
    Kind.INSTITUTION: {"name": "t", "zone": "t", "language": "t", "is_invented": "b"},
    Kind.BRANCH: {"branch": "n", "name": "t"},
    Kind.PERSON: {"person": "t"},
    Kind.TENURES: {"person": "t", "tenures": ("t", "n", "t", "t0")},
    Kind.MERGED: {"person": "t", "into": "t"},
    Kind.ERASED: {"person": "t"},
    Kind.REQUIREMENT: {
        "tier": "t",
        "branch": "n0",
        "module": "t",
        "from_on": "t",
        "track": "t0",
        "pass_percent": "n0",
        "valid_months": "n0",
        "renewal_days": "n",
        "due_on": "t0",
        "due_days": "n0",
    },
    Kind.REQUIREMENT_DROPPED: {"tier": "t", "branch": "n0", "module": "t", "from_on": "t"},
    Kind.EDITION: {"module": "t", "edition": "t", "language": "t", "title": "t", "sha256": "t0"},
    Kind.COMPLETION: {
        "id": "n",
        "person": "t",
        "module": "t",
        "edition": "t",
        "language": "t",
        "source": "t",
        "completed_on": "t",
        "valid_until": "t0",
    },
    Kind.COMPLETION_ENDED: {"id": "n", "on": "t"},
    Kind.COMPLETION_REINSTATED: {"id": "n", "valid_until": "t0"},
    Kind.CERTIFICATE: {
        "code": "t",
        "kind": "t",
        "person": "t",
        "module": "t",
        "title": "t",
        "institution_name": "t",
        "tier": "t",
        "language": "t",
        "issued_on": "t",
        "valid_until": "t0",
    },
    Kind.CERTIFICATE_REVOKED: {"code": "t", "on": "t"},
    Kind.ATTESTATION: {
        "person": "t",
        "module": "t",
        "edition": "t",
        "language": "t",
        "tier": "t",
        "sentence": "t",
    },
    Kind.WAIVER: {"id": "t", "person": "t", "module": "t", "granted_on": "t", "valid_until": "t0"},
    Kind.WAIVER_WITHDRAWN: {"id": "t", "on": "t"},
    Kind.SESSION: {
        "session": "t",
        "module": "t",
        "edition": "t0",
        "language": "t0",
        "title": "t",
        "mode": "t",
        "starts_at": "t",
        "zone": "t",
        "minutes": "n",
        "minimum_minutes": "n",
    },
    Kind.SESSION_CANCELLED: {"session": "t"},
    Kind.ATTENDANCE: {"session": "t", "person": "t", "minutes": "n", "source": "t", "test_percent": "n0"},
    Kind.BOARD_MEETING: {"meeting": "t", "held_on": "t", "modules": "*", "roll": ("t", "b", "b")},
    Kind.ENDORSEMENT: {
        "id": "t",
        "number": "t",
        "resolved_on": "t",
        "meeting": "t0",
        "file_sha256": "t",
        "media_type": "t",
        "size": "n",
    },
    Kind.ENDORSEMENT_WITHDRAWN: {"id": "t", "on": "t"},
    Kind.KEY_CORRECTED: {"id": "t", "module": "t", "editions": "*", "item": "t", "policy": "t"},
    Kind.KEY_CORRECTION_UNDONE: {"id": "t"},
}
_OF = {"t": str, "n": int, "b": bool, "0": type(None)}


def _types(codes: str) -> frozenset[type]:
    return frozenset(_OF[code] for code in codes)


def _plain(shape: Shape) -> tuple[Callable[[Mapping[str, Any]], tuple[Any, ...]], frozenset[tuple[type, ...]]]:
    """Return what takes the plain fields out of a body, and every row of types these may have."""
    fields = [(field, _types(one)) for field, one in shape.items() if isinstance(one, str) and one != "*"]
    # Of one field alone it would give no row.
    fields = fields if len(fields) > 1 else fields * 2
    return itemgetter(*(field for field, _ in fields)), frozenset(product(*(types for _, types in fields)))


_PLAIN = {kind: _plain(shape) for kind, shape in SHAPES.items()}
_LISTS = {kind: tuple(field for field, one in shape.items() if one == "*") for kind, shape in SHAPES.items()}
_ROWS = {
    kind: tuple((field, tuple(map(_types, one))) for field, one in shape.items() if isinstance(one, tuple))
    for kind, shape in SHAPES.items()
}


def misfit(kind: str, body: Mapping[str, Any]) -> str:
    """Return which field of a body is of the wrong type, or empty; `KeyError` for one that is not there."""
    taken = _PLAIN.get(kind)
    if taken is None:
        return ""
    if tuple(map(type, taken[0](body))) not in taken[1]:
        codes = ((field, one) for field, one in SHAPES[kind].items() if isinstance(one, str) and one != "*")
        return next(field for field, one in codes if type(body[field]) not in _types(one))
    for field in _LISTS[kind]:
        if type(body[field]) is not list or any(type(one) is not str for one in body[field]):
            return field
    for field, columns in _ROWS[kind]:
        if type(body[field]) is not list or not all(_is_row(row, columns) for row in body[field]):
            return field
    return ""


def _is_row(row: object, columns: tuple[frozenset[type], ...]) -> bool:
    return (
        isinstance(row, list)
        and len(row) == len(columns)
        and all(type(value) in types for value, types in zip(row, columns, strict=True))
    )
