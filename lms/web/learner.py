"""Who learns: the viewer as a member, for the pages that need one."""

from courses.catalogue import track_for
from courses.model import Tier, Track
from lms.db.engine import session
from lms.errors import Refused
from lms.http.i18n import gettext as _
from lms.http.moment import today_at
from lms.http.viewer import MemberPlace, viewer
from lms.reports.learner import find_track
from lms.workflows.begin_attempt import Learner


def member() -> MemberPlace:
    """Return the viewer's own place; refused in words for an account that has none."""
    place = viewer().member
    if place is None:
        raise Refused(_("Your account has no place in an institution yet. Ask your coordinator to add you."))
    return place


def tier_of(place: MemberPlace) -> Tier:
    """Return the tier a member reads as; who holds no office today reads as field, the largest tier."""
    return Tier(place.tier) if place.tier else Tier.FIELD


def learner_of(place: MemberPlace) -> Learner:
    """Return who begins an attempt, and from where."""
    return Learner(
        place.member_id, place.institution_id, tier_of(place), branch_id=place.branch_id, zone=place.institution_zone
    )


def own_track(place: MemberPlace, module_id: str) -> Track:
    """Return the track a member is to read of a module: the one required of her tier, else the tier's own."""
    required = find_track(
        session(),
        institution_id=place.institution_id,
        tier=place.tier,
        branch_id=place.branch_id,
        module_id=module_id,
        on=today_at(place.institution_zone),
    )
    return Track(required) if required else track_for(tier_of(place))


def track_of(own: Track, asked: str) -> Track:
    """Return the track asked for, else her own."""
    return Track(asked) if asked in set(Track) else own
