"""What a board meeting reads, as it was fixed at its opening, and what its completions are called; pure."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID, uuid5

COMPLETIONS = UUID("6d0f6cf2-2c0a-5b57-9a4f-0e5a3c6b7d21")


@dataclass(frozen=True, slots=True)
class ReadModule:
    """A module that is read in a meeting, on the edition of its opening.

    `sentence` is what each director confirms; `is_commitment` says that it is the module's own commitment.
    """

    module_id: str
    edition: str
    language: str
    title: str
    sentence: str
    is_commitment: bool


def write_modules(modules: Sequence[ReadModule]) -> str:
    """Return the modules as a meeting keeps them."""
    return json.dumps([asdict(module) for module in modules], ensure_ascii=False)


def read_modules(text: str) -> tuple[ReadModule, ...]:
    """Return the modules a meeting keeps."""
    return tuple(ReadModule(**module) for module in json.loads(text))


def completion_key(meeting_id: str, member_id: int, module_id: str) -> str:
    """Return the one name of a director's completion of a module in a meeting: asked for twice, it is the same."""
    return str(uuid5(COMPLETIONS, f"{meeting_id}:{member_id}:{module_id}"))
