"""The tools library on paper: a table to choose from where there is no screen."""

from collections.abc import Sequence

from courses.standards import Certainty
from courses.tools import Reader, Tool, ToolKind
from webinar_kits.docx_xml import TEXT_WIDTH, Body
from webinar_kits.runs import Run

UNKNOWN = "not known"
_KINDS = {
    ToolKind.PLANNING: "Planning guide",
    ToolKind.TRAINING: "Training material",
    ToolKind.HOW_TO: "How-to guide",
    ToolKind.CASE_STUDY: "Case study",
    ToolKind.TECHNICAL: "Technical guide",
    ToolKind.EXAMPLE: "Example to adapt",
}
_NUMBER, _OTHERS = 700, (1300, 1800, 1300, 900)
_HEADER = ("No.", "Tool", "Type", "Principles, for", "Languages", "Year")


def write_tools(body: Body, tools: Sequence[Tool]) -> None:
    """Write the tools of the library with what is known of each."""
    body.text("The tools library", style="Title")
    body.text("Name a tool in a recommendation by its title. Any other tool may be named too.", style="Subtitle")
    listed = [tool.label for tool in tools if tool.status is Certainty.SUPPORTED]
    sorting = "Types and readers are partly our own sorting. Where no source says it, it is not known."
    body.labelled("How sure we are.", f"{sorting} Of {', '.join(listed)} we know only because others list them.")
    widths = [_NUMBER, TEXT_WIDTH - _NUMBER - sum(_OTHERS), *_OTHERS]
    body.table([(Run(one),) for one in _HEADER], [_row(tool) for tool in tools], widths=widths)


def _row(tool: Tool) -> list[tuple[Run, ...]]:
    principles = "all" if tool.is_general else ", ".join(map(str, tool.principles))
    title = Run(tool.title, is_strong=True)
    return [
        (Run(tool.label),),
        (title, Run(f". {tool.text}")) if tool.text else (title,),
        (Run(_KINDS[tool.kind]),),
        (Run(f"{principles}: {', '.join(_reader(one) for one in tool.readers)}"),),
        (Run(_languages(tool)),),
        (Run(str(tool.year) if tool.year else UNKNOWN),),
    ]


def _reader(reader: Reader) -> str:
    return reader.value.replace("-", " ")


def _languages(tool: Tool) -> str:
    said = [code.upper() for code in tool.languages] + [f"perhaps {code.upper()}" for code in tool.unsure]
    said += ["and others"] if tool.has_more_languages else []
    return ", ".join(said) or UNKNOWN
