"""Whose kits of the workshop are meant."""

from dataclasses import dataclass

NO_WORKSHOP_KIT = "This kit is not on the list (any more)."


@dataclass(frozen=True, slots=True)
class KitHolder:
    """An institution or a network; the other is None."""

    institution_id: int | None = None
    network_id: int | None = None
