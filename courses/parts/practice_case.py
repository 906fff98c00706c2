"""The practice case, from its graph and its words."""

from types import MappingProxyType

from courses.documents.case import CaseFile, ChoiceEntry, EndingEntry, NodeEntry
from courses.findings import Findings
from courses.markup import ParsedFile, ParsedSection
from courses.model import Case, CaseChoice, CaseEnding, CaseNode

_STRUCTURE = "case.toml"


def build_case(structure: CaseFile, parsed: ParsedFile, *, file: str, findings: Findings) -> Case:
    """Return the case; nodes, choices and endings without words are faults and left out."""
    _refer(structure, findings)
    ids = [*(node.id for node in structure.nodes), *(ending.id for ending in structure.endings)]
    nodes = {node.id for node in structure.nodes}
    headings: dict[str, ParsedSection] = {}
    for key in ("nodes", "endings"):
        mine = [one for one in ids if (one in nodes) == (key == "nodes")]
        for one in mine:
            found = next((section for section in parsed.sections if section.id == one), None)
            if found is None:
                what = f"{one!r} has no words in {file}; write a `## Heading {{#{one}}}` there"
                findings.add(_STRUCTURE, (key, one), what)
            else:
                headings[one] = found
    for section in parsed.sections:
        if section.id and section.id not in ids:
            what = f"the heading {{#{section.id}}} has no entry in {_STRUCTURE}; add the entry, or remove it"
            findings.add(file, (section.id,), what)
    return Case(
        title=parsed.title,
        setting=parsed.intro,
        start=structure.start,
        nodes=MappingProxyType(
            {
                node.id: _node(node, headings[node.id], file=file, findings=findings)
                for node in structure.nodes
                if node.id in headings
            }
        ),
        endings=MappingProxyType(
            {
                ending.id: _ending(ending, headings[ending.id], file=file, findings=findings)
                for ending in structure.endings
                if ending.id in headings
            }
        ),
    )


def _refer(structure: CaseFile, findings: Findings) -> None:
    findings.declare("way", [*(node.id for node in structure.nodes), *(one.id for one in structure.endings)])
    findings.use("way", [structure.start], file=_STRUCTURE, path=("start",))
    for node in structure.nodes:
        for choice in node.choices:
            path = ("nodes", node.id, "choices", choice.id, "next")
            findings.use("way", [choice.next], file=_STRUCTURE, path=path)
    for ending in structure.endings:
        findings.use("section", [ending.section], file=_STRUCTURE, path=("endings", ending.id, "section"))


def _node(node: NodeEntry, words: ParsedSection, *, file: str, findings: Findings) -> CaseNode:
    findings.refuse_unknown_parts(words, [choice.id for choice in node.choices], file=file)
    parts = {part.id: part for part in words.subsections}
    for choice in node.choices:
        if choice.id not in parts:
            what = f"{choice.id!r} has no words in {file}; write `### What she does {{#{choice.id}}}` in {{#{node.id}}}"
            findings.add(_STRUCTURE, ("nodes", node.id, "choices", choice.id), what)
    choices = tuple(_choice(choice, parts[choice.id]) for choice in node.choices if choice.id in parts)
    return CaseNode(node.id, words.title, words.blocks, choices)


def _choice(choice: ChoiceEntry, words: ParsedSection) -> CaseChoice:
    return CaseChoice(choice.id, words.title, words.blocks, choice.next, choice.client, choice.institution)


def _ending(ending: EndingEntry, words: ParsedSection, *, file: str, findings: Findings) -> CaseEnding:
    for part in words.subsections:
        what = f"a choice {{#{part.id}}} below an ending; an ending has none, remove it"
        findings.add(file, (words.id, part.id), what)
    return CaseEnding(ending.id, words.title, words.blocks, ending.outcome.value, ending.section)
