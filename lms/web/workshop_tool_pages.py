"""The page of the tools library, put together from what an address asks for."""

from collections.abc import Mapping, Sequence

from courses.model import Module
from courses.standards import Certainty
from courses.tools import PRINCIPLES, Reader, Tool, ToolKind, ToolSearch, find_tools
from lms.http.i18n import gettext as _
from lms.reports.workshop_seats import WorkshopSeat
from lms.web import workshop_tool_words as words
from lms.web.contexts.shell import Action, NavItem
from lms.web.contexts.workshop_tools import Choices, ToolFilter, ToolLine, ToolsPage
from lms.web.workshop_frame import workshop_href, workshop_shell


def tools_page(
    seat: WorkshopSeat, tools: Sequence[Tool], modules: Sequence[Module], asked: Mapping[str, str]
) -> ToolsPage:
    """Return the tools that an address asks for; a choice that is not there is left alone: an address may be old."""
    filters = _filters(tools, modules, asked)
    chosen = {one.name: one.value for one in filters}
    search = ToolSearch(words=asked.get("find", "").strip(), **chosen)
    return ToolsPage(
        shell=workshop_shell(seat, _("Tools")),
        rows=tuple(_line(tool) for tool in find_tools(tools, search)),
        total=len(tools),
        find=search.words,
        filters=filters,
        is_narrowed=search.is_narrow,
        clear_href=workshop_href(seat, "workshop_tools.index"),
        certainties=tuple(words.tool_certainty(one) for one in (Certainty.CONFIRMED, Certainty.SUPPORTED)),
        back=_back(seat),
    )


def _back(seat: WorkshopSeat) -> Action | None:
    if seat.proposal_id is None:
        return None
    return Action(_("Your proposal"), workshop_href(seat, "workshop_proposals.desk"))


def _filters(tools: Sequence[Tool], modules: Sequence[Module], asked: Mapping[str, str]) -> tuple[ToolFilter, ...]:
    """Return the choices; nothing is offered that no tool has."""
    titles = {one.principle: one.title for one in reversed(modules)}
    principles = tuple((str(one), f"{one} · {titles[one]}" if one in titles else str(one)) for one in PRINCIPLES)
    kinds = {tool.kind for tool in tools}
    readers = {reader for tool in tools for reader in tool.readers}
    codes = sorted({code for tool in tools for code in (*tool.languages, *tool.unsure)})
    choices: tuple[tuple[str, str, str, Choices], ...] = (
        (
            "kind",
            _("Type"),
            _("Any type"),
            _pairs({one: words.tool_kind_words(one) for one in ToolKind if one in kinds}),
        ),
        ("principle", _("Principle"), _("Any principle"), principles),
        (
            "reader",
            _("For"),
            _("Anybody"),
            _pairs({one: words.reader_words(one) for one in Reader if one in readers - {Reader.EVERYBODY}}),
        ),
        ("language", _("Language"), _("Any language"), tuple((code, words.language_name(code)) for code in codes)),
    )
    return tuple(
        ToolFilter(name, label, empty, options, asked.get(name, "") if asked.get(name) in dict(options) else "")
        for name, label, empty, options in choices
    )


def _pairs(said: Mapping[ToolKind, str] | Mapping[Reader, str]) -> Choices:
    return tuple((str(key), text) for key, text in said.items())


def _line(tool: Tool) -> ToolLine:
    certainty = words.tool_certainty(tool.status)
    return ToolLine(
        label=tool.label,
        title=tool.title,
        text=tool.text,
        what=words.tool_kind_words(tool.kind),
        facts=(
            (_("Principles"), words.tool_principles(tool)),
            (_("For"), ", ".join(words.reader_words(one) for one in tool.readers)),
            (_("Languages"), words.tool_languages(tool)),
            (_("Year"), str(tool.year) if tool.year else _("not known")),
        ),
        state=certainty.state,
        certainty=certainty.words,
        sources=tuple(NavItem(one.title, one.url) for one in tool.sources),
    )
