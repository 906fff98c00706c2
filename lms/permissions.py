"""Who may do what: roles, permissions and the one table that joins them."""

from collections.abc import Mapping
from enum import StrEnum


class Permission(StrEnum):
    """What an endpoint may need. PUBLIC needs nobody; SIGNED_IN any account; the others a role that grants them.

    DRAFT and TRAIN follow from a seat in the workshop that the address names.
    """

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    LEARN = "learn"
    VIEW_PEOPLE = "view_people"
    EDIT_PEOPLE = "edit_people"
    SET_REQUIREMENTS = "set_requirements"
    VIEW_COVERAGE = "view_coverage"
    EDIT_EVIDENCE = "edit_evidence"
    VIEW_EVIDENCE = "view_evidence"
    KEEP_REGISTERS = "keep_registers"
    BUILD_KITS = "build_kits"
    VIEW_NETWORK = "view_network"
    PREVIEW = "preview"
    CORRECT_KEYS = "correct_keys"
    HOLD_WORKSHOPS = "hold_workshops"
    DRAFT = "draft"
    TRAIN = "train"


class Role(StrEnum):
    """What an account is, in an institution or in a network. MEMBER is never granted: it follows from a membership."""

    MEMBER = "member"
    COORDINATOR = "coordinator"
    FACILITATOR = "facilitator"
    NETWORK_OFFICER = "network_officer"
    AUTHOR = "author"
    TA_TRAINER = "ta_trainer"


class SeatRole(StrEnum):
    """What an account is in a workshop. Never granted: it follows from a seat."""

    TRAINER = "trainer"
    TRAINEE = "trainee"


GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.MEMBER: frozenset({Permission.SIGNED_IN, Permission.LEARN}),
    Role.COORDINATOR: frozenset(
        {
            Permission.SIGNED_IN,
            Permission.VIEW_PEOPLE,
            Permission.EDIT_PEOPLE,
            Permission.SET_REQUIREMENTS,
            Permission.VIEW_COVERAGE,
            Permission.EDIT_EVIDENCE,
            Permission.VIEW_EVIDENCE,
            Permission.KEEP_REGISTERS,
            Permission.BUILD_KITS,
            Permission.HOLD_WORKSHOPS,
        }
    ),
    Role.FACILITATOR: frozenset({Permission.SIGNED_IN, Permission.BUILD_KITS, Permission.KEEP_REGISTERS}),
    Role.NETWORK_OFFICER: frozenset(
        {Permission.SIGNED_IN, Permission.VIEW_NETWORK, Permission.BUILD_KITS, Permission.HOLD_WORKSHOPS}
    ),
    Role.AUTHOR: frozenset({Permission.SIGNED_IN, Permission.PREVIEW, Permission.CORRECT_KEYS}),
    Role.TA_TRAINER: frozenset({Permission.SIGNED_IN, Permission.HOLD_WORKSHOPS}),
}
SEATS: Mapping[SeatRole, frozenset[Permission]] = {
    SeatRole.TRAINER: frozenset({Permission.DRAFT, Permission.TRAIN}),
    SeatRole.TRAINEE: frozenset({Permission.DRAFT}),
}


def permits(role: Role, permission: Permission) -> bool:
    """Return whether the role grants the permission; PUBLIC is granted to all."""
    return permission is Permission.PUBLIC or permission in GRANTS[role]
