"""Words of the tools library: what a tool is, for whom, in which languages, and how sure we are of it."""

from courses.standards import Certainty
from courses.tools import Reader, Tool, ToolKind
from lms.http.i18n import gettext as _
from lms.web.contexts.workshop_tools import CertaintyLine
from lms.web.workshop_words import LANGUAGES


def tool_kind_words(kind: ToolKind) -> str:
    """Return what sort of thing a tool is."""
    return {
        ToolKind.PLANNING: _("Planning guide"),
        ToolKind.TRAINING: _("Training material"),
        ToolKind.HOW_TO: _("How-to guide"),
        ToolKind.CASE_STUDY: _("Case study"),
        ToolKind.TECHNICAL: _("Technical guide"),
        ToolKind.EXAMPLE: _("Example to adapt"),
    }[kind]


def reader_words(reader: Reader) -> str:
    """Return for whom a tool was made."""
    return {
        Reader.EVERYBODY: _("everybody"),
        Reader.MANAGERS: _("managers"),
        Reader.BOARD: _("board members"),
        Reader.LOAN_OFFICERS: _("loan officers"),
        Reader.COLLECTIONS: _("collections staff"),
        Reader.CUSTOMER_SERVICE: _("customer service"),
        Reader.HUMAN_RESOURCES: _("human resources"),
        Reader.FINANCE: _("finance staff"),
        Reader.LEGAL: _("legal staff"),
        Reader.TECHNOLOGY: _("technology staff"),
        Reader.CLIENTS: _("clients"),
        Reader.ASSESSORS: _("assessors and TA providers"),
        Reader.NETWORKS: _("networks"),
        Reader.INVESTORS: _("investors and donors"),
        Reader.REGULATORS: _("regulators"),
    }[reader]


def language_name(code: str) -> str:
    """Return a language by its own name."""
    return LANGUAGES.get(code, code)


def tool_languages(tool: Tool) -> str:
    """Return the languages a tool is known in."""
    said = [language_name(code) for code in tool.languages]
    said += [_("perhaps %(language)s", language=language_name(code)) for code in tool.unsure]
    said += [_("and others")] if tool.has_more_languages else []
    return ", ".join(said) or _("not known")


def tool_principles(tool: Tool) -> str:
    """Return the principles a tool serves, by their numbers."""
    return _("all") if tool.is_general else ", ".join(str(number) for number in tool.principles)


def tool_certainty(status: Certainty) -> CertaintyLine:
    """Return how sure we are of a tool in plain words; none is reconstructed."""
    if status is Certainty.CONFIRMED:
        meaning = _("We have seen the tool, or a page about it by the Campaign or by who made it.")
        return CertaintyLine("good", _("Confirmed"), meaning)
    meaning = _("Others list it or report of it; we have seen neither the tool nor a page of its makers.")
    return CertaintyLine("mixed", _("Supported"), meaning)
