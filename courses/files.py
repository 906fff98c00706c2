"""The files of one module folder in one language."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from courses.errors import ContentError, Fault
from courses.findings import Findings
from courses.markup import ParsedFile, parse_leniently
from courses.resources import read_text

T_co = TypeVar("T_co", covariant=True)

# Where the institution's own words flow in; lesson and case say the same everywhere.
_WITH_PLACEHOLDERS = ("deck", "activities", "handout", "jobaid")


class Reader(Protocol[T_co]):
    """Reads the text of a TOML file; raises ContentError with all its faults."""

    def __call__(self, text: str, *, file: str) -> T_co:
        """Return the file as a typed record."""
        ...


@dataclass(slots=True)
class ModuleFiles:
    """The files of a folder in one language: read on demand, faults noted, None for what cannot be read."""

    folder: Path
    language: str
    findings: Findings

    def worded(self, name: str) -> str:
        """Return the name of a file of words: `lesson.md` is `lesson.en.md` in English."""
        stem, _, ending = name.partition(".")
        return f"{stem}.{self.language}.{ending}"

    def text(self, name: str) -> str | None:
        """Return the text of a file, or None after noting why there is none."""
        try:
            return read_text(self.folder / name)
        except ContentError as error:
            self.findings.faults += [replace(fault, file=self.findings.shown(name)) for fault in error.faults]
            return None

    def structured(self, name: str, reader: Reader[T_co]) -> T_co | None:
        """Return a TOML file as its reader gives it."""
        text = self.text(name)
        if text is None:
            return None
        try:
            record = reader(text, file=self.findings.shown(name))
        except ContentError as error:
            self.findings.faults += error.faults
            return None
        self.findings.note_toml(name, text)
        return record

    def marked(self, name: str) -> ParsedFile | None:
        """Return a Markdown file as a tree, as far as it can be read."""
        file = self.worded(name)
        text = self.text(file)
        if text is None:
            return None
        parsed, faults = parse_leniently(text, file=self.findings.shown(file))
        self.findings.faults += faults
        self.findings.note_headings(file, parsed)
        if name.partition(".")[0] not in _WITH_PLACEHOLDERS:
            self._refuse_placeholders(parsed, file)
        return parsed

    def _refuse_placeholders(self, parsed: ParsedFile, file: str) -> None:
        for use in parsed.placeholders:
            what = f"the placeholder {{{use.name}}} stands in decks, activities, workbook and job aid only; use words"
            self.findings.faults.append(Fault(self.findings.shown(file), use.line, what))
