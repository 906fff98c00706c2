"""Reads the tools library of a workshop folder."""

from courses.case_words import match_words
from courses.documents.tools import ToolEntry, ToolWords, read_tools, read_tools_words
from courses.files import ModuleFiles
from courses.tools import Tool, ToolSource

TOOLS = "tools.toml"


def load_tools(files: ModuleFiles) -> tuple[Tool, ...]:
    """Return the tools in the order of their file; notes every fault, and leaves out what it cannot read."""
    structure = files.structured(TOOLS, read_tools)
    worded = files.worded(TOOLS)
    words = files.structured(worded, read_tools_words)
    if structure is None or words is None:
        return ()
    match_words(files, "tools", [one.id for one in structure.tools], words.tools, structure=TOOLS, worded=worded)
    sources = {name: ToolSource(name, one.title, one.url) for name, one in structure.sources.items()}
    for entry in structure.tools:
        for name in entry.sources:
            if name not in sources:
                what = f"{entry.id!r} names the source {name!r}, which is not in [sources]; add it there"
                files.findings.add(TOOLS, ("tools", entry.id), what)
    cited = {name for entry in structure.tools for name in entry.sources}
    for name in sources:
        if name not in cited:
            files.findings.add(TOOLS, ("sources", name), f"no tool names the source {name!r}; name it, or remove it")
    return tuple(_tool(one, words.tools[one.id], sources) for one in structure.tools if one.id in words.tools)


def _tool(entry: ToolEntry, words: ToolWords, sources: dict[str, ToolSource]) -> Tool:
    return Tool(
        id=entry.id,
        number=entry.number,
        kind=entry.kind,
        title=words.title,
        text=words.text,
        principles=entry.principles,
        readers=entry.readers,
        languages=entry.languages,
        unsure=entry.unsure,
        has_more_languages=entry.more_languages,
        year=entry.year,
        status=entry.status,
        sources=tuple(sources[name] for name in entry.sources if name in sources),
    )
