"""Words around the parts of a proposal: what they are called, what is to be looked at, who is writing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from courses.proposals import FINDING, RECOMMENDATION, RISK, SECTION, Recommendation, read_part, split_key
from courses.workshop import Workshop
from lms.http.i18n import format_date
from lms.http.i18n import gettext as _
from lms.http.moment import now
from lms.reports.workshop_board import WrittenPart
from lms.reports.workshop_proposal import Draft
from lms.reports.workshop_proposal_warnings import WHOLE, PartWarning
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.contexts.workshop_proposals import LookGroup, WarningLine
from lms.web.workshop_frame import workshop_href

SHOWN_WORDS = 14
_LABEL = re.compile(r"\b([FE]\d+)\b")


def part_title(key: str, draft: Draft, workshop: Workshop) -> str:
    """Return what a part is called: a section by its title, the others by their number."""
    kind, part_id = split_key(key) or ("", "")
    if kind == SECTION:
        return next((one.title for one in workshop.sections if one.id == part_id), part_id)
    known = draft.keys(kind)
    number = known.index(key) + 1 if key in known else 0
    if not number and key in draft.versions:
        return _("Taken out: %(kind)s", kind=kind_words(kind))
    if kind == FINDING:
        return _("Finding %(number)s", number=number) if number else _("A new finding")
    if kind == RECOMMENDATION:
        return _("Recommendation %(number)s", number=number) if number else _("A new recommendation")
    return _("Risk %(number)s", number=number) if number else _("A new risk")


def part_keys(draft: Draft, workshop: Workshop) -> tuple[str, ...]:
    """Return the keys of a proposal in the order of reading."""
    sections = (f"{SECTION}:{section.id}" for section in workshop.sections)
    return (*sections, *draft.keys(FINDING), *draft.keys(RECOMMENDATION), *draft.keys(RISK))


def entry_words(part: WrittenPart) -> str:
    """Return a finding, a recommendation or a risk in a line."""
    read = read_part(part.key, part.content).part
    said = read.title or read.text if isinstance(read, Recommendation) else read.text
    words = said.split()
    return " ".join(words[:SHOWN_WORDS]) + (" …" if len(words) > SHOWN_WORDS else "")


def field_words(field: str) -> str:
    """Return what a field is called; empty for the text of a section."""
    return {
        "text": _("Text"),
        "limb": _("Limb"),
        "indicators": _("Indicators"),
        "facts": _("Facts"),
        "exhibits": _("Exhibits"),
        "title": _("Title"),
        "findings": _("Answers"),
        "owner": _("Owner"),
        "cost": _("Cost"),
        "payer": _("Payer"),
        "starts_on": _("Start"),
        "ends_on": _("End"),
        "measure": _("Measure"),
        "target": _("Target"),
        "tool": _("Tool"),
        "answer": _("Answer"),
    }.get(field, "")


def warning_line(seat: WorkshopSeat, one: PartWarning, *, place: str = "") -> WarningLine:
    """Return a warning for a page; its address leads to the field that mends it."""
    kind = "wrong" if one.is_contradiction else "note" if one.is_note else "look"
    if one.key == WHOLE:
        href = workshop_href(seat, "workshop_proposals.add", kind=FINDING)
        return WarningLine(one.field, one.text, kind, place or _("Not taken up"), href)
    is_section = one.key.startswith(f"{SECTION}:")
    named = "content" if is_section else one.field
    href = workshop_href(seat, "workshop_proposals.part", key=one.key) + f"#f-{named}"
    return WarningLine(one.field, one.text, kind, place, href)


def look_groups(
    seat: WorkshopSeat, draft: Draft, workshop: Workshop, warnings: Iterable[PartWarning]
) -> tuple[LookGroup, ...]:
    """Return warnings by the part they are in, parts in the order they come."""
    found: dict[str, list[WarningLine]] = {}
    for one in warnings:
        found.setdefault(one.key, []).append(warning_line(seat, one))
    return tuple(
        LookGroup(
            title=part_title(key, draft, workshop) if key != WHOLE else _("Not taken up yet"),
            href=workshop_href(seat, "workshop_proposals.part", key=key) if key != WHOLE else "",
            lines=tuple(lines),
        )
        for key, lines in found.items()
    )


def lines_by_field(
    seat: WorkshopSeat, warnings: Iterable[PartWarning], fields: frozenset[str], hrefs: Mapping[str, str]
) -> Mapping[str, tuple[WarningLine, ...]]:
    """Return the warnings of a part by its fields; those at no field of its form stand under the empty name.

    `hrefs` are where the labels of the case lead that a warning names.
    """
    found: dict[str, list[WarningLine]] = {}
    for one in warnings:
        line = warning_line(seat, one)
        named = replace(line, text=_with_links(line.text, hrefs))
        found.setdefault(one.field if one.field in fields else "", []).append(named)
    return {name: tuple(lines) for name, lines in found.items()}


def _with_links(text: str, hrefs: Mapping[str, str]) -> Markup:
    """Return a sentence in which F7 and E3 are links, on a page of their own: nothing typed is left."""
    pieces = [
        Markup('<a href="{}" target="_blank">{}</a>').format(hrefs[piece], piece) if piece in hrefs else escape(piece)
        for piece in _LABEL.split(text)
    ]
    return Markup("").join(pieces)


def marked(text: str, warnings: Sequence[PartWarning], *, field: str) -> Markup:
    """Return a text with what the checker found underlined; nothing of the text is changed."""
    pieces, place = [], 0
    for one in sorted((one for one in warnings if one.has_passage and one.field == field), key=lambda one: one.start):
        if one.start < place or one.end > len(text):
            continue
        kind = "note" if one.is_note else "wrong"
        pieces.append(escape(text[place : one.start]))
        pieces.append(Markup('<mark data-kind="{}">{}</mark>').format(kind, text[one.start : one.end]))
        place = one.end
    return Markup("").join([*pieces, escape(text[place:])])


def lock_words(draft: Draft, key: str, *, seat_id: int) -> str:
    """Return who else is writing in a part right now; empty when nobody is."""
    held = draft.locks.get(key)
    if held is None or held.seat_id == seat_id:
        return ""
    return _("%(name)s is writing here now.", name=draft.names.get(held.seat_id, _("Somebody")))


def saved_words(draft: Draft, key: str, seat: WorkshopSeat) -> str:
    """Return when and by whom a part was saved last; empty before it was."""
    part = draft.find(key)
    if part is None:
        return ""
    zone = ZoneInfo(seat.zone)
    local = part.saved_at.astimezone(zone)
    is_today = local.date() == now().astimezone(zone).date()
    when = f"{local:%H:%M}" if is_today else f"{format_date(local.date(), 'd MMM')}, {local:%H:%M}"
    if len(draft.names) < 2:
        return _("Saved %(when)s", when=when)
    return _("Saved %(when)s by %(name)s", name=draft.names.get(part.saved_by_id, ""), when=when)


def group_words(kind: str) -> tuple[str, str, str]:
    """Return the title of a list, what stands there while it is empty, and how one is added."""
    return {
        FINDING: (
            _("Findings"),
            _("No finding yet. Say what falls short, of which indicator, and which facts show it."),
            _("Add a finding"),
        ),
        RECOMMENDATION: (
            _("Recommendations"),
            _("No recommendation yet. Each answers a finding and names who, until when, for how much."),
            _("Add a recommendation"),
        ),
        RISK: (
            _("Risks"),
            _("No risk yet. Say what may go wrong, and what is done about it."),
            _("Add a risk"),
        ),
    }[kind]


def onward_words(kind: str, *, after: str) -> str:
    """Return how a part is begun from the page of another."""
    if kind == RECOMMENDATION and after == FINDING:
        return _("Answer it with a recommendation")
    if after == SECTION:
        return group_words(kind)[2]
    return {
        FINDING: _("Write another finding"),
        RECOMMENDATION: _("Write another recommendation"),
        RISK: _("Name another risk"),
    }[kind]


def kind_words(kind: str) -> str:
    """Return what a part is, where it has no number."""
    return {FINDING: _("a finding"), RECOMMENDATION: _("a recommendation"), RISK: _("a risk")}.get(kind, "")
