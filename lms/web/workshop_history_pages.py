"""The pages of the history, put together: spells of writing, two versions word by word, versions with a name."""

from collections.abc import Mapping

from markupsafe import Markup

from courses.proposals import FINDING, SECTION, read_part
from lms.db.engine import session
from lms.errors import NotFound
from lms.http.cases import workshop_content
from lms.http.i18n import gettext as _
from lms.http.i18n import moment_in_zone, ngettext
from lms.reports.workshop_proposal import Draft
from lms.reports.workshop_proposal_history import Place, Spell, contents_at, list_spells
from lms.reports.workshop_proposal_words import Change, compare_words, count_changes, readable
from lms.reports.workshop_seats import WorkshopSeat
from lms.web import workshop_editor_words as words
from lms.web.contexts.shell import Action, FormState
from lms.web.contexts.workshop_history import ComparePage, Comparison, HistoryPage, KeptLine, KeptPage, SpellLine
from lms.web.paging import make_pages, page_number
from lms.web.workshop_editor_pages import may_write
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.web.workshop_proposal_pages import desk_way
from lms.workshops.snapshots import KeptVersion, Kind, get_snapshot, list_snapshots

PER_PAGE = 25
EXCERPT_WORDS = 16
LONGEST_VERSION = 9
SHAPES = {
    Change.KEPT: Markup("{}"),
    Change.ADDED: Markup("<ins>{}</ins>"),
    Change.REMOVED: Markup("<del>{}</del>"),
}
FIELDS = (
    "title",
    "text",
    "limb",
    "indicators",
    "facts",
    "exhibits",
    "findings",
    "answer",
    "owner",
    "cost",
    "payer",
    "starts_on",
    "ends_on",
    "measure",
    "target",
    "tool",
)


def version_of(text: str) -> int:
    """Return the version an address names; `NotFound` for what is none."""
    if not text.isascii() or not text.isdecimal() or len(text) > LONGEST_VERSION:
        raise NotFound(_("There is no such version of this part."))
    return int(text)


def history_page(seat: WorkshopSeat, draft: Draft, state: FormState, *, key: str = "") -> HistoryPage:
    """Return who wrote when, in all or in one part."""
    endpoint, named = ("workshop_history.show", {"key": key}) if key else ("workshop_history.index", {})
    spells = list_spells(session(), proposal_id=draft.proposal_id, key=key)
    number = page_number()
    shown = spells[(number - 1) * PER_PAGE : number * PER_PAGE]
    places = [(one.key, version) for one in shown for version in (one.before, one.version)]
    held = contents_at(session(), proposal_id=draft.proposal_id, places=places)
    title = words.part_title(key, draft, workshop_content(seat.language)) if key else ""
    kept = () if key else list_snapshots(session(), proposal_id=draft.proposal_id)
    return HistoryPage(
        shell=workshop_shell(seat, _("History: %(part)s", part=title) if key else _("History")),
        title=title,
        lines=tuple(_spell(seat, draft, one, held) for one in shown),
        pages=make_pages(
            number,
            size=PER_PAGE,
            total=len(spells),
            href=lambda page: workshop_href(seat, endpoint, page=page, **named),
        ),
        kept=tuple(_kept(seat, draft, one) for one in kept),
        keep_href=workshop_href(seat, "workshop_history.keep") if seat.closed_at is None and not key else "",
        state=state,
        part=Action(title, workshop_href(seat, "workshop_proposals.part", key=key)) if key else None,
        all_href=workshop_href(seat, "workshop_history.index"),
        desk=desk_way(seat),
    )


def compare_page(seat: WorkshopSeat, draft: Draft, key: str, asked: Mapping[str, str]) -> ComparePage:
    """Return a part at two versions; unless asked otherwise the newest with the one before."""
    newest = draft.versions.get(key, 0)
    new = version_of(asked.get("to", str(newest)))
    old = version_of(asked.get("from", str(max(0, new - 1))))
    if not newest or max(old, new) > newest:
        raise NotFound(_("There is no such version of this part."))
    title = words.part_title(key, draft, workshop_content(seat.language))
    ways = ((old, _("Go back to what was before")), (new, _("Go back to what was after")))
    held = contents_at(session(), proposal_id=draft.proposal_id, places=[(key, old), (key, new)])
    spells = list_spells(session(), proposal_id=draft.proposal_id, key=key)
    return ComparePage(
        shell=workshop_shell(seat, _("What changed: %(part)s", part=title)),
        title=title,
        compared=_compared(draft, key, title, held.get((key, old), ""), held.get((key, new), "")),
        versions=_choices(seat, draft, spells, (old, new)),
        old=str(old),
        new=str(new),
        compare_href=workshop_href(seat, "workshop_history.compare", key=key),
        restore_href=workshop_href(seat, "workshop_history.restore", key=key),
        restorable=tuple((str(one), told) for one, told in ways if 0 < one < newest) if may_write(seat, draft) else (),
        history=Action(_("History of this part"), workshop_href(seat, "workshop_history.show", key=key)),
    )


def kept_page(seat: WorkshopSeat, draft: Draft, snapshot_id: int, *, against: str) -> KeptPage:
    """Return a version of the whole against what stands now, or against another version with a name."""
    one = get_snapshot(session(), proposal_id=draft.proposal_id, snapshot_id=snapshot_id)
    others = list_snapshots(session(), proposal_id=draft.proposal_id)
    other = next((kept for kept in others if str(kept.id) == against and kept.id != one.id), None)
    there = other.versions if other is not None else {part.key: part.version for part in draft.parts}
    parts = _compare_all(seat, draft, one.versions, there)
    may_go = may_write(seat, draft) and (bool(parts) or other is not None)
    return KeptPage(
        shell=workshop_shell(seat, one.label),
        label=one.label,
        why=_why(one),
        taken=moment_in_zone(one.taken_at, seat.zone),
        against=other.label if other is not None else _("what stands now"),
        choices=tuple((str(kept.id), kept.label) for kept in others if kept.id != one.id),
        chosen=str(other.id) if other is not None else "",
        compare_href=workshop_href(seat, "workshop_history.kept", snapshot_id=one.id),
        parts=parts,
        same=len({*one.versions, *there}) - len(parts),
        restore_href=workshop_href(seat, "workshop_history.restore_whole", snapshot_id=one.id) if may_go else "",
        history=Action(_("History"), workshop_href(seat, "workshop_history.index")),
    )


def _compare_all(
    seat: WorkshopSeat, draft: Draft, then: Mapping[str, int], there: Mapping[str, int]
) -> tuple[Comparison, ...]:
    workshop = workshop_content(seat.language)
    keys = [*words.part_keys(draft, workshop), *then, *there]
    changed = [key for key in dict.fromkeys(keys) if then.get(key, 0) != there.get(key, 0)]
    places: list[Place] = [(key, versions.get(key, 0)) for key in changed for versions in (then, there)]
    held = contents_at(session(), proposal_id=draft.proposal_id, places=places)
    found = []
    for key in changed:
        old, new = held.get((key, then.get(key, 0)), ""), held.get((key, there.get(key, 0)), "")
        if old != new:
            title = words.part_title(key, draft, workshop)
            href = workshop_href(seat, "workshop_history.show", key=key)
            found.append(_compared(draft, key, title, old, new, href=href))
    return tuple(found)


def _spell(seat: WorkshopSeat, draft: Draft, one: Spell, held: Mapping[Place, str]) -> SpellLine:
    workshop = workshop_content(seat.language)
    old, new = (_text(draft, one.key, held.get((one.key, version), "")) for version in (one.before, one.version))
    came, went = count_changes(old, new)
    clashed = ngettext("%(num)s place where two wrote at once", "%(num)s places where two wrote at once", one.clashes)
    return SpellLine(
        part=words.part_title(one.key, draft, workshop),
        name=draft.names.get(one.seat_id, _("Somebody")),
        when=moment_in_zone(one.ended_at, seat.zone),
        change=_("Taken out") if one.is_out else change_words(came, went),
        excerpt=_excerpt(old, new) if one.key.startswith(f"{SECTION}:") else _excerpt(_in_line(old), _in_line(new)),
        note=clashed if one.clashes else "",
        href=workshop_href(seat, "workshop_history.compare", key=one.key, **{"from": one.before, "to": one.version}),
    )


def change_words(came: int, went: int) -> str:
    """Return in words how many words came and how many went."""
    told = []
    if came:
        told.append(ngettext("%(num)s word added", "%(num)s words added", came))
    if went:
        told.append(ngettext("%(num)s word taken away", "%(num)s words taken away", went))
    return ", ".join(told) or _("moved or spaced anew")


def _in_line(text: str) -> str:
    return text.replace("\n", " · ")


def _excerpt(old: str, new: str) -> str:
    """Return the first words that came."""
    known, found = set(old.split()), list[str]()
    for word in new.split():
        if word not in known or found:
            found.append(word)
        if len(found) > EXCERPT_WORDS:
            return " ".join(found[:EXCERPT_WORDS]) + " …"
    return " ".join(found)


def _kept(seat: WorkshopSeat, draft: Draft, one: KeptVersion) -> KeptLine:
    return KeptLine(
        label=one.label,
        why=_why(one),
        name=draft.names.get(one.seat_id, ""),
        when=moment_in_zone(one.taken_at, seat.zone),
        href=workshop_href(seat, "workshop_history.kept", snapshot_id=one.id),
    )


def _why(one: KeptVersion) -> str:
    return {
        Kind.BY_HAND: _("kept by hand"),
        Kind.HANDED_IN: _("kept when it was handed in"),
        Kind.BEFORE_RESTORE: _("kept before going back"),
    }[one.kind]


def _choices(
    seat: WorkshopSeat, draft: Draft, spells: tuple[Spell, ...], named: tuple[int, int]
) -> tuple[tuple[str, str], ...]:
    """Return the versions to choose from: the end of each spell, the two that are shown, and before the first."""
    told = {
        one.version: _(
            "Version %(version)s: %(name)s, %(when)s",
            version=one.version,
            name=draft.names.get(one.seat_id, ""),
            when=moment_in_zone(one.ended_at, seat.zone),
        )
        for one in spells
    }
    for version in named:
        told.setdefault(version, _("Version %(version)s", version=version))
    told[0] = _("Before it was written")
    return tuple((str(version), told[version]) for version in sorted(told, reverse=True))


def _compared(draft: Draft, key: str, title: str, old: str, new: str, *, href: str = "") -> Comparison:
    before, after = _text(draft, key, old), _text(draft, key, new)
    came, went = count_changes(before, after)
    text = Markup("").join(SHAPES[one.change].format(one.text) for one in compare_words(before, after))
    return Comparison(title, text, came, went, href)


def _text(draft: Draft, key: str, content: str) -> str:
    if key.startswith(f"{SECTION}:"):
        return content
    names = {
        read_part(one, "").part.id: _("finding %(number)s", number=place)
        for place, one in enumerate(draft.keys(FINDING), start=1)
    }
    return readable(content, {name: words.field_words(name) for name in FIELDS}, names)
