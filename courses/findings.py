"""What reading a folder has found so far: faults, lines, and the references that must resolve in the end."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from courses.errors import Fault
from courses.lines import Lines, Path, Place
from courses.markup import ParsedFile, ParsedSection

_WHERE = {
    "objective": "[[objectives]] of module.toml",
    "section": "[[sections]] of module.toml",
    "source": "[[sources]] of module.toml",
    "term": "[glossary] of the words file",
    "calculator": "the calculators this program knows",
    "activity": "[[activities]] of deck.toml",
    "way": "[[nodes]] and [[endings]] of case.toml",
    "standard": "the standards of version 1.0",
    "tier": "the five tiers",
    "item": "[[items]] of quiz.toml",
}


@dataclass(frozen=True, slots=True)
class _Use:
    kind: str
    id: str
    file: str
    path: Path
    line: int = 0


@dataclass(slots=True)
class Findings:
    """Grows while the files of one folder are read; `folder` stands before every file name."""

    folder: str
    faults: list[Fault] = field(default_factory=list)
    _headings: dict[str, Mapping[Path, int]] = field(default_factory=dict)
    _structures: dict[str, str] = field(default_factory=dict)
    _uses: list[_Use] = field(default_factory=list)
    _declared: dict[str, Collection[str]] = field(default_factory=dict)

    @property
    def lines(self) -> Lines:
        """Where every entry and heading stands."""
        return Lines(folder=self.folder, headings=self._headings, structures=self._structures)

    def shown(self, file: str) -> str:
        """Return the name of a file as faults show it."""
        return f"{self.folder}/{file}"

    def add(self, file: str, path: Iterable[str], what: str) -> None:
        """Note a fault at the nearest known place."""
        self.faults.append(self.lines.at(file, *path).fault(what))

    def note_toml(self, file: str, text: str) -> None:
        """Remember where the entries of a TOML file stand."""
        self._structures[file] = text

    def note_headings(self, file: str, parsed: ParsedFile) -> None:
        """Remember where the headings stand, and every link as a reference."""
        paths: dict[Path, int] = {("title",): parsed.title_line}
        for section in parsed.sections:
            paths[(section.id,)] = section.line
            paths |= {(section.id, inner.id): inner.line for inner in section.subsections}
        self._headings[file] = paths
        self._uses += [_Use(link.scheme, link.id, file, (), link.line) for link in parsed.links]

    def declare(self, kind: str, ids: Collection[str]) -> None:
        """Say which ids of a kind there are; a kind never declared (its file is broken) is not checked."""
        self._declared[kind] = ids

    def use(self, kind: str, ids: Iterable[str], *, file: str, path: Path) -> None:
        """Say that an entry refers to these ids."""
        self._uses += [_Use(kind, one, file, path) for one in ids]

    def resolve(self) -> None:
        """Add a fault for every reference that leads nowhere."""
        for use in self._uses:
            ids = self._declared.get(use.kind)
            if ids is not None and use.id not in ids:
                near = get_close_matches(use.id, list(ids), n=1)
                cure = f"did you mean {near[0]!r}?" if near else "mend the id, or add it there"
                what = f"{use.kind} {use.id!r} is not in {_WHERE[use.kind]}; {cure}"
                place = Place(self.shown(use.file), use.line) if use.line else self.lines.at(use.file, *use.path)
                self.faults.append(place.fault(what))

    def match(
        self, structure: tuple[str, Path], ids: Sequence[str], *, file: str, parsed: ParsedFile
    ) -> Mapping[str, ParsedSection]:
        """Return the headings of a file by the ids its structure declares; faults for each without the other.

        `structure` is the structure file and the path of its array of tables.
        """
        name, key = structure
        headings = {section.id: section for section in parsed.sections if section.id}
        for one in ids:
            if one not in headings:
                self.add(name, (*key, one), f"{one!r} has no words in {file}; write a `## Heading {{#{one}}}` there")
        for one in headings:
            if one not in ids:
                self.add(file, (one,), f"the heading {{#{one}}} has no entry in {name}; add the entry, or remove it")
        return {one: headings[one] for one in ids if one in headings}

    def refuse_disorder(self, ids: Sequence[str], *, file: str, found: Iterable[str], structure: str) -> None:
        """Add a fault where headings first leave the order of the structure."""
        known = [one for one in found if one in ids]
        expected = [one for one in ids if one in known]
        for heading, wanted in zip(known, expected, strict=True):
            if heading != wanted:
                what = f"the heading {{#{heading}}} is out of order; {structure} has {{#{wanted}}} here"
                self.add(file, (heading,), what)
                return

    def refuse_unknown_parts(self, section: ParsedSection, allowed: Collection[str], *, file: str) -> None:
        """Add a fault for every heading below a section that is not one of the parts it may have."""
        for part in section.subsections:
            if part.id and part.id not in allowed:
                what = f"the heading {{#{part.id}}} is not known here; use one of: {', '.join(allowed)}"
                self.add(file, (section.id, part.id), what)

    def refuse_loose(self, blocks: Collection[object], *, file: str, path: Path, where: str) -> None:
        """Add a fault when words stand where only headings may."""
        if blocks:
            self.add(file, path, f"words {where}; move them below a heading")
