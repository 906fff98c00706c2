"""What reading a case, the workshop and their keys share: files, words that must match, an edition."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import NoReturn

from courses.blocks import Block, plain
from courses.errors import ContentError, Fault
from courses.files import ModuleFiles
from courses.findings import Findings
from courses.markup import ParsedFile, ParsedSection, runs


def files_of(folder: Path, language: str) -> ModuleFiles:
    """Return the files of a folder in one language; `key/` of it counts as a folder inside."""
    return ModuleFiles(folder, language, Findings(folder.resolve().name))


def marked(files: ModuleFiles, name: str) -> ParsedFile | None:
    """Return a Markdown file as a tree; a link in it is a fault, since nothing here has ids to lead to."""
    parsed = files.marked(name)
    for link in parsed.links if parsed else ():
        what = f"a link to {link.scheme}:{link.id}; cite facts and exhibits by number, F7 or E3"
        files.findings.faults.append(Fault(files.findings.shown(files.worded(name)), link.line, what))
    return parsed


def match_words(
    files: ModuleFiles, key: str, ids: Sequence[str], words: Iterable[str], *, structure: str, worded: str
) -> None:
    """Add a fault for every id without words and all words without an id; `key` is the dotted path of their table."""
    path = key.split(".")
    given = list(words)
    for one in ids:
        if one not in given:
            files.findings.add(structure, (*path, one), f"{one!r} has no words in {worded}; add [{key}.{one}] there")
    for one in given:
        if one not in ids:
            what = f"{one!r} has no entry in {structure}; add the entry, or remove it"
            files.findings.add(worded, (*path, one), what)


def part_of(files: ModuleFiles, section: ParsedSection, part: str, *, name: str) -> ParsedSection:
    """Return the subsection of that id; an empty one, with a fault, when it is missing."""
    for inner in section.subsections:
        if inner.id == part:
            return inner
    files.findings.add(name, (section.id,), f"{section.id!r} has no `### … {{#{part}}}`; write it")
    return ParsedSection(section.heading, section.line, ())


def texts_in(record: object) -> Iterator[str]:
    """Yield every text in a record of dataclasses and tuples; blocks give one text for each run of words."""
    if isinstance(record, str):
        yield record
    elif isinstance(record, tuple):
        for inner in record:
            yield from texts_in(inner)
    elif isinstance(record, Block):
        for run in runs(record):
            yield plain(run)
    elif is_dataclass(record):
        for field in fields(record):
            yield from texts_in(getattr(record, field.name))


def edition_of(record: object) -> str:
    """Return a short hash of everything a frozen record says."""
    return hashlib.sha256(repr(record).encode()).hexdigest()[:12]


def refuse(files: ModuleFiles) -> NoReturn:
    """Raise ContentError with all faults found."""
    raise ContentError(tuple(sorted(set(files.findings.faults))))


def refuse_faults(files: ModuleFiles) -> None:
    """Raise ContentError when there are faults."""
    if files.findings.faults:
        refuse(files)
