"""The fix of a pitch: what will be done and by whom, all of it on one slide as long as it can be read."""

from courses.model import Layout
from courses.proposals import Recommendation
from webinar_kits import theme
from webinar_kits.pptx_layouts import CONTENT
from webinar_kits.pptx_pages import make_page
from webinar_kits.pptx_shapes import ACCENT, SOFT, Box, Voice
from webinar_kits.proposals.citing import tool_words
from webinar_kits.workshop.cutting import Cut, cut
from webinar_kits.workshop.drawing import words_box
from webinar_kits.workshop.pitch_talk import Part, Talk, count_words, lacking, name_of
from webinar_kits.workshop.speaking import left_out, spoken

_MOST_IN_A_COLUMN, _MOST = 6, 10
_BELOW, _BETWEEN = 26, 32
# A name may have two lines where an entry is as high as three small lines.
_HIGH = 70


def fix(talk: Talk) -> Part:
    """Return what will be done, by whom: six with their tools below each other, up to ten in two columns without."""
    all_of_them = talk.paper.proposal.recommendations
    shown = all_of_them if len(all_of_them) <= _MOST else all_of_them[:_MOST]
    if not shown:
        return Part("The fix", None, ("no recommendation: say what to do, and who does it",))
    more = len(all_of_them) - len(shown)
    body, cuts = _entries(talk, shown, room=CONTENT.height - (_BELOW if more else 0))
    if more:
        below = Box(CONTENT.x, CONTENT.y + CONTENT.height - _BELOW, CONTENT.width, _BELOW)
        told = f"{count_words(more, 'more measure')} in the notes"
        body += words_box(29, "More", below, [(told, Voice(size=theme.SMALL, colour=SOFT))], language=talk.language)
    told_whole = (f"{name_of(one)}. {' '.join(one.text.split())}" for one in shown if one.text.strip())
    tools = (f"{name_of(one)}: {_tool(one, talk)}" for one in shown if one.tool.strip())
    notes = spoken(
        talk.clock,
        ("SAY", ("Who does what, not why: why was the slide before.",)),
        ("IN FULL", (*left_out(*cuts), *told_whole)),
        ("THE TOOLS", tools if _is_in_columns(shown) else ()),
        ("NOT ON THE SLIDE", (name_of(one) for one in all_of_them[len(shown) :])),
    )
    nobodys = sum(1 for one in all_of_them if not one.owner.strip())
    nameless = sum(1 for one in all_of_them if not (one.title or one.text).strip())
    missing = lacking(
        f"who does it, for {count_words(nobodys, 'measure')}" if nobodys else "",
        f"what to do, for {count_words(nameless, 'measure')}" if nameless else "",
    )
    return Part("The fix", make_page(Layout.TABLE, _title(talk), body=body, notes=notes), missing)


def _is_in_columns(shown: tuple[Recommendation, ...]) -> bool:
    return len(shown) > _MOST_IN_A_COLUMN


def _entries(talk: Talk, shown: tuple[Recommendation, ...], *, room: float) -> tuple[str, list[Cut]]:
    """Return the numbered entries, down the first column and then the second, and what was cut."""
    is_wide = not _is_in_columns(shown)
    rows = len(shown) if is_wide else -(-len(shown) // 2)
    height = min(78.0, room / rows)
    column = CONTENT.width if is_wide else (CONTENT.width - _BETWEEN) / 2
    indent = 64 if is_wide else 44
    size, lines = (theme.TEXT, 1) if is_wide else (theme.SMALL, 2 if height >= _HIGH else 1)
    body, cuts = "", []
    for place, one in enumerate(shown):
        left = CONTENT.x + place // rows * (column + _BETWEEN)
        top = CONTENT.y + place % rows * height
        tool = _tool(one, talk) if is_wide else ""
        who = " · ".join(part for part in (one.owner.strip(), tool) if part)
        name = cut(name_of(one), width=column - indent, size=size, lines=lines, is_bold=True)
        owner = cut(who, width=column - indent, size=theme.SMALL, lines=1)
        cuts += [name, owner]
        body += words_box(
            3 + 2 * place, f"Number {place + 1}", Box(left, top, indent - 4, height),
            [(str(place + 1), Voice(size=theme.TITLE if is_wide else theme.LARGE, colour=ACCENT, is_serif=True))],
            language=talk.language,
        )  # fmt: skip
        body += words_box(
            4 + 2 * place, f"Measure {place + 1}", Box(left + indent, top + 2, column - indent, height),
            [(name.shown, Voice(size=size, is_bold=True)),
             *([(owner.shown, Voice(size=theme.SMALL, colour=SOFT))] if who else [])],
            language=talk.language,
        )  # fmt: skip
    return body, cuts


def _title(talk: Talk) -> str:
    """Return how many measures there are, and that they answer all findings where they do."""
    proposal = talk.paper.proposal
    told = count_words(len(proposal.recommendations), "measure")
    findings = [one for one in proposal.findings if one.text.strip()]
    answered = sum(1 for one in findings if talk.answers_to(one))
    if not answered or answered < len(findings):
        return f"The fix: {told}"
    whom = "the gap" if len(findings) == 1 else f"all {len(findings)} gaps"
    return f"{told} answer{'s' if len(proposal.recommendations) == 1 else ''} {whom}"


def _tool(one: Recommendation, talk: Talk) -> str:
    return f"tool: {tool_words(one.tool, talk.paper.workshop)}" if one.tool.strip() else ""
