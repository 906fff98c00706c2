"""Who learns: the viewer as a member, for the pages that need one."""

from courses.catalogue import track_for
from courses.model import Tier, Track
from lms.errors import Refused
from lms.http.i18n import gettext as _
from lms.http.viewer import MemberPlace, viewer


def member() -> MemberPlace:
    """Return the viewer's own place; refused in words for an account that has none."""
    place = viewer().member
    if place is None:
        raise Refused(_("Your account has no place in an institution yet. Ask your coordinator to add you."))
    return place


def tier_of(place: MemberPlace) -> Tier:
    """Return the tier a member reads as; who holds no office today reads as field, the largest tier."""
    return Tier(place.tier) if place.tier else Tier.FIELD


def track_of(place: MemberPlace, asked: str) -> Track:
    """Return the track asked for, else the one her tier is offered."""
    return Track(asked) if asked in set(Track) else track_for(tier_of(place))
