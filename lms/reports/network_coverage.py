"""Coverage of the institutions of a network side by side: counts only, and without a name where one chose so.

An anonymous institution is "Institution A", told from others by a letter that says nothing of it. Where fewer than
five people stand behind its figures they are withheld, and so are as many other figures of it as it takes to keep
them from being worked out as the difference of those shown.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.model import Tier
from lms.institutions.models import Institution
from lms.reports.coverage import Row, add_up
from lms.reports.patterns import Ground, Pattern, read_patterns, read_required
from lms.sorting import natural

FEWEST = 5


@dataclass(frozen=True, slots=True)
class NetworkQuery:
    """Which network, which modules in which order, on which day, on one tier or on all (empty)."""

    network_id: int
    module_ids: tuple[str, ...]
    on: date
    tier: str = ""


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """The figures of an institution.

    `slug` and `name` are empty where it is anonymous; then `letter` tells it from others. `figures` is None where they
    are withheld.
    """

    slug: str
    name: str
    letter: str
    figures: Row | None


@dataclass(frozen=True, slots=True)
class NetworkCoverage:
    """The institutions of a network by name, the anonymous ones last, and the sum of all that is shown.

    `withheld` is how many institutions are not in that sum.
    """

    query: NetworkQuery
    institutions: tuple[InstitutionRow, ...]
    everybody: Row
    withheld: int


def read_network_coverage(session: Session, query: NetworkQuery) -> NetworkCoverage:
    """Return the coverage of each institution of a network."""
    listed = select(
        Institution.id, Institution.slug, Institution.name, Institution.is_anonymous, Institution.created_at
    ).where(Institution.network_id == query.network_id)
    found = sorted(session.execute(listed), key=lambda one: (natural(one.name), one.id))
    ground = Ground(tuple(one.id for one in found), query.module_ids, query.on)
    by_institution: dict[int, list[Pattern]] = {one.id: [] for one in found}
    for pattern in read_patterns(session, ground, read_required(session, ground)) if found else ():
        by_institution[pattern.institution_id].append(pattern)
    shown = {one.id: _shown(by_institution[one.id], query.tier, is_anonymous=one.is_anonymous) for one in found}
    hidden = sorted(
        (one for one in found if one.is_anonymous), key=lambda one: _mark(query.network_id, one.id, one.created_at)
    )
    rows = [
        *((one.id, one.slug, one.name, "") for one in found if not one.is_anonymous),
        *((one.id, "", "", letter(place)) for place, one in enumerate(hidden)),
    ]
    return NetworkCoverage(
        query=query,
        institutions=tuple(
            InstitutionRow(slug, name, sign, _figures(shown[known], query.module_ids))
            for known, slug, name, sign in rows
        ),
        everybody=add_up((one for held in shown.values() for one in held or ()), query.module_ids),
        withheld=sum(held is None for held in shown.values()),
    )


def letter(place: int) -> str:
    """Return A for 0, Z for 25, AA for 26."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def withheld_tiers(members: Mapping[str, int]) -> frozenset[str]:
    """Return the tiers whose figures are withheld, by how many people stand in each; all when they are few together.

    The tiers withheld are at least two, with at least five people together: else the difference between everybody and
    the tiers shown would be the figures of one of them.
    """
    by_size = sorted(members, key=lambda tier: (members[tier], tier))
    withheld = [tier for tier in by_size if members[tier] < FEWEST]
    if not withheld:
        return frozenset()
    for tier in by_size[len(withheld) :]:
        if len(withheld) > 1 and sum(members[one] for one in withheld) >= FEWEST:
            break
        withheld.append(tier)
    return frozenset(withheld)


def _shown(patterns: Sequence[Pattern], tier: str, *, is_anonymous: bool) -> list[Pattern] | None:
    """Return the patterns that are shown; None where they are withheld."""
    chosen = [one for one in patterns if tier in ("", one.tier)]
    if not is_anonymous:
        return chosen
    members = {one.value: 0 for one in Tier}
    for pattern in patterns:
        members[pattern.tier] += pattern.members
    if tier:
        return None if tier in withheld_tiers(members) else chosen
    return None if sum(members.values()) < FEWEST else chosen


def _figures(patterns: list[Pattern] | None, module_ids: tuple[str, ...]) -> Row | None:
    return None if patterns is None else add_up(patterns, module_ids)


def _mark(network_id: int, institution_id: int, created_at: datetime) -> str:
    """Return what anonymous institutions are put in order by: the same every day, and neither name nor age.

    The moment an institution was added, to the microsecond, is known to nobody who sees a network's figures.
    """
    return hashlib.sha256(f"{network_id} {institution_id} {created_at.isoformat()}".encode()).hexdigest()
