"""Who learns: the viewer as a member, for the operations that need one."""

from courses.catalogue import sections_for, track_for
from courses.model import Module, Section, Tier, Track
from lms.db.engine import session
from lms.errors import NotFound, Refused
from lms.http.moment import today_at
from lms.http.viewer import MemberPlace, viewer
from lms.reports.learner import find_track
from lms.workflows.begin_attempt import Learner


def member() -> MemberPlace:
    """Return the viewer's own place; refused in words for an account that has none."""
    place = viewer().member
    if place is None:
        raise Refused("Your account has no place in an institution yet. Ask your coordinator to add you.")
    return place


def find_tier() -> Tier | None:
    """Return the tier the viewer holds today, or None."""
    place = viewer().member
    return Tier(place.tier) if place is not None and place.tier else None


def get_section(module: Module, section_id: str) -> Section:
    """Return a section of a module."""
    found = next((section for section in module.sections if section.id == section_id), None)
    if found is None:
        raise NotFound(f"The module {module.id} has no section “{section_id}”. Its own page lists them all.")
    return found


def learner_of(place: MemberPlace) -> Learner:
    """Return who begins an attempt, and from where."""
    return Learner(
        place.member_id, place.institution_id, place.tier, branch_id=place.branch_id, zone=place.institution_zone
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
    return Track(required) if required else track_for(find_tier() or Tier.FIELD)


def section_after(module: Module, section_id: str, *, track: Track) -> Section | None:
    """Return the section after this one on a track; None after the last.

    After a section outside the track comes the next of the whole lesson.
    """
    sections = sections_for(module, track)
    ids = [section.id for section in sections]
    if section_id not in ids:
        sections = module.sections
        ids = [section.id for section in sections]
    place = ids.index(section_id)
    return sections[place + 1] if place + 1 < len(sections) else None
