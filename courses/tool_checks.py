"""The rules of docs/content.md for the tools library, beyond what the loader needs to read it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from courses.errors import Fault
from courses.lines import Lines
from courses.tool_loader import TOOLS
from courses.tools import PRINCIPLES, Reader, Tool

LONGEST_TEXT = 200


def check_tools(tools: Sequence[Tool], lines: Lines, *, language: str) -> Iterator[Fault]:
    """Yield every rule the library breaks."""
    for before, tool in pairwise(tools):
        if tool.number <= before.number:
            what = f"{tool.id!r} has the number {tool.number} after {before.number}; give each a higher one"
            yield lines.at(TOOLS, "tools", tool.id).fault(f"{what}, never one that another had")
    for principle in PRINCIPLES:
        if not any(principle in tool.principles and not tool.is_general for tool in tools):
            yield lines.at(TOOLS, "tools").fault(f"no tool is for principle {principle}; add one")
    seen: dict[str, str] = {}
    for tool in tools:
        place = lines.at(TOOLS, "tools", tool.id)
        for what in _entry(tool):
            yield place.fault(f"{tool.id!r} {what}")
        words = lines.at(f"tools.{language}.toml", "tools", tool.id)
        first = seen.setdefault(tool.title.casefold(), tool.id)
        if first != tool.id:
            yield words.fault(f"{tool.id!r} has the title of {first!r}; say what tells them apart")
        if len(tool.text) > LONGEST_TEXT:
            yield words.fault(f"{tool.id!r} has a text of {len(tool.text)} letters; say it in {LONGEST_TEXT}")


def _entry(tool: Tool) -> Iterator[str]:
    if list(tool.principles) != sorted(set(tool.principles)):
        yield "names its principles out of order or twice; name each once, in order"
    if Reader.EVERYBODY in tool.readers and len(tool.readers) > 1:
        yield "is for everybody and for others; keep one of them"
    for code in tool.languages:
        if code in tool.unsure:
            yield f"has the language {code!r} as known and as unsure; keep one of them"
