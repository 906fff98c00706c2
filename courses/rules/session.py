"""Rules of a whole session, in each mode and for each tier: slides, minutes, and what is never dropped."""

from collections.abc import Callable, Iterable, Mapping

from courses.errors import Fault
from courses.lines import Lines
from courses.model import Beat, Mode, Module, Priority, Role, Slide, Tier

SLIDES = range(18, 27)
MINUTES = range(80, 101)
SHORTEST_MINUTES = 30


def slides_for(module: Module, *, mode: Mode, tier: Tier) -> tuple[Slide, ...]:
    """Return the slides that a session of that mode shows to that tier, in order."""
    return tuple(slide for slide in module.slides if mode in slide.modes and (not slide.tiers or tier in slide.tiers))


def session_faults(module: Module, lines: Lines) -> Iterable[Fault]:
    """Yield what is wrong with sessions; tiers for which the same is wrong share a fault."""
    for mode in Mode:
        tiers_by_fault: dict[str, list[str]] = {}
        for tier in Tier:
            for what in _session(slides_for(module, mode=mode, tier=tier)):
                tiers_by_fault.setdefault(what, []).append(tier.value)
        for what, tiers in tiers_by_fault.items():
            whom = "every tier" if len(tiers) == len(Tier) else ", ".join(tiers)
            yield lines.at("deck.toml").fault(f"{mode}, for {whom}: {what}")
    if all(len(slide.modes) == len(Mode) for slide in module.slides):
        what = "no slide is for the room only or for the webinar only; what one can do there, the other cannot"
        yield lines.at("deck.toml").fault(what)


def _session(slides: tuple[Slide, ...]) -> Iterable[str]:
    if len(slides) not in SLIDES:
        yield f"{len(slides)} slides; show 18 to 26"
    minutes = sum(slide.minutes for slide in slides)
    if minutes not in MINUTES:
        yield f"the slides are worth {minutes} minutes; make it 80 to 100"
    shortest = sum(slide.minimum for slide in slides if slide.priority is Priority.MUST)
    if shortest > SHORTEST_MINUTES:
        yield f"the must slides need {shortest} minutes at least; make it {SHORTEST_MINUTES} or less"
    for role, (fits, expected) in _ROLES.items():
        count = sum(slide.role is role for slide in slides)
        if not fits(count):
            yield f"{count} slides with the role {role}; have {expected}"
    for beat in Beat:
        if beat is not Beat.OPENING and not any(slide.beat is beat for slide in slides):
            yield f"no slide of the beat {beat}; a session goes through all six"


_ROLES: Mapping[Role, tuple[Callable[[int], bool], str]] = {
    Role.PRETEST: (lambda count: count == 1, "exactly one"),
    Role.DISCUSSION: (lambda count: count >= 1, "at least one"),
    Role.POSTTEST: (lambda count: count == 1, "exactly one"),
    Role.EVALUATION: (lambda count: count == 1, "exactly one"),
}
