"""What a pack shows of a state on a day: who stands in it, which facts it tells, which private parts it opens."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lms.ledger.packs.layout import About, edition_path, resolution_paths
from lms.ledger.packs.shown import Private, Shown, show_people
from lms.ledger.replay.figures import Coverage, coverage_on
from lms.ledger.replay.state import BoardMeeting, Certificate, Edition, Endorsement, Meeting, State, Waiver


@dataclass(frozen=True, slots=True)
class View:
    """A state as it is shown. Every file of a pack that holds figures or facts is made from this and nothing else."""

    about: About
    state: State
    coverage: Coverage
    private: Private
    people: Mapping[str, Shown]

    @property
    def day(self) -> str:
        """The day the pack speaks of."""
        return self.about.as_of


def view_of(state: State, about: About, private: Private, people: Mapping[str, Shown] | None = None) -> View:
    """Return the view of a day; people are shown as their private parts say, if nothing else is given."""
    coverage = coverage_on(state, about.as_of)
    named = named_in(state, coverage)
    if people is None:
        shown = show_people(state, named, private)
    else:
        shown = {person: people.get(person, Shown()) for person in named}
    return View(about, state, coverage, private, shown)


def named_in(state: State, coverage: Coverage) -> list[str]:
    """Return the keys of all who stand in a pack of that day, sorted."""
    day = coverage.day
    found = {row.person for row in coverage.people}
    found |= {state.root(one.person) for one in state.attestations if one.on <= day}
    found |= {state.root(one.person) for one in certificates_by(state, day)}
    found |= {state.root(one.person) for one in waivers_by(state, day)}
    for one in sessions_by(state, day):
        found |= {state.root(person) for person in state.registers.get(one.id, {})}
    for meeting in meetings_by(state, day):
        found |= {state.root(director.person) for director in meeting.roll}
    return sorted(found)


def certificates_by(state: State, day: str) -> list[Certificate]:
    """Return the certificates issued by that day, by day and code."""
    found = [one for one in state.certificates.values() if one.issued_on <= day]
    return sorted(found, key=lambda one: (one.issued_on, one.code))


def sessions_by(state: State, day: str) -> list[Meeting]:
    """Return the training sessions of that day and before, in order."""
    return sorted((one for one in state.sessions.values() if one.on <= day), key=lambda one: (one.starts_at, one.id))


def register_of(state: State, session: str) -> list[tuple[str, int, str, int | None]]:
    """Return the register of a session: person, minutes, source, test; of two lines of one person the longer stay.

    Nobody stands in it with no minutes: such a line says that she was not there after all.
    """
    lines: dict[str, tuple[str, int, str, int | None]] = {}
    for person, line in sorted(state.registers.get(session, {}).items()):
        root = state.root(person)
        if line.minutes and (root not in lines or line.minutes > lines[root][1]):
            lines[root] = (root, line.minutes, line.source, line.test_percent)
    return [lines[root] for root in sorted(lines)]


def waivers_by(state: State, day: str) -> list[Waiver]:
    """Return the waivers granted by that day."""
    return sorted(
        (one for one in state.waivers.values() if one.granted_on <= day), key=lambda one: (one.granted_on, one.id)
    )


def meetings_by(state: State, day: str) -> list[BoardMeeting]:
    """Return the meetings of the board held by that day."""
    return sorted(
        (one for one in state.board_meetings.values() if one.held_on <= day), key=lambda one: (one.held_on, one.id)
    )


def resolutions_by(state: State, day: str) -> list[Endorsement]:
    """Return the resolutions of that day and before; those withdrawn by then as well."""
    found = [one for one in state.endorsements.values() if one.resolved_on <= day]
    return sorted(found, key=lambda one: (one.resolved_on, one.number, one.id))


def stands(endorsement: Endorsement, day: str) -> bool:
    """Return whether a resolution stands on that day."""
    return endorsement.withdrawn_on is None or endorsement.withdrawn_on > day


def editions_by(state: State, day: str) -> list[tuple[Edition, int]]:
    """Return the editions that completions up to that day were earned on, each with how many."""
    counts: dict[tuple[str, str, str], int] = {}
    for one in state.completions.values():
        if one.completed_on <= day:
            key = (one.module, one.edition, one.language)
            counts[key] = counts.get(key, 0) + 1
    return [(state.editions.get(key) or Edition(*key, "", None), counts[key]) for key in sorted(counts)]


def files_by(state: State, day: str) -> dict[str, str]:
    """Return by path the hash that the ledger gives for each file a pack takes from outside of it."""
    standing = [one for one in resolutions_by(state, day) if stands(one, day)]
    paths = resolution_paths([(one.number, one.file_sha256, one.media_type) for one in standing])
    found = {path: digest for digest, path in paths.items()}
    for edition, _ in editions_by(state, day):
        if edition.sha256 is not None:
            found[edition_path(edition.module, edition.edition, edition.language)] = edition.sha256
    return found


def people_wanted(state: State, named: Iterable[str]) -> list[str]:
    """Return the commitments to the names of people, sorted."""
    people = (state.people.get(person) for person in named)
    return sorted({person.opening for person in people if person is not None} - {""})


def facts_wanted(state: State, day: str) -> list[str]:
    """Return the commitments to what facts up to that day say apart from the chain, sorted: for full names only."""
    return sorted(set(_facts_opened(state, day)) - {""})


def _facts_opened(state: State, day: str) -> Iterator[str]:
    yield from (one.opening for one in certificates_by(state, day))
    yield from (one.opening for one in waivers_by(state, day))
    yield from (one.opening for one in sessions_by(state, day))
    yield from (one.opening for one in state.attestations if one.on <= day)
