"""`lms evidence`: make evidence packs, and check them."""

from collections.abc import Mapping
from typing import ClassVar

import click

from lms.cli.later import Later


class EvidenceCommands(Later):
    """Who checks a pack loads nothing of what makes one."""

    places: ClassVar[Mapping[str, tuple[str, str]]] = {
        "pack": ("lms.cli.evidence_pack", "pack"),
        "verify": ("lms.cli.evidence_verify", "verify"),
    }


@click.group(cls=EvidenceCommands)
def evidence() -> None:
    """Make evidence packs, and check them."""
