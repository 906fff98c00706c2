"""Puts a module together from its files."""

from courses.calculators import CALCULATORS
from courses.documents.case import read_case_file
from courses.documents.deck import DeckFile, read_deck_file
from courses.documents.module import ModuleFile, read_module_file
from courses.documents.reading import parse_toml
from courses.documents.words import WordsFile, read_words_file
from courses.files import ModuleFiles
from courses.markup import in_order
from courses.model import Activity, Case, Document, Module, ModuleId, Section, Slide
from courses.parts import deck as deck_parts
from courses.parts import lesson as lesson_parts
from courses.parts.bank import STRUCTURE as BANK_STRUCTURE
from courses.parts.bank import build_bank
from courses.parts.practice_case import build_case
from courses.standards import NUMBERS
from quizzes.model import Bank


def assemble(files: ModuleFiles) -> Module | None:
    """Return the module, its edition still blank, or None when something in it is wrong.

    Every file is read either way; what is wrong is noted in the findings of `files`.
    """
    structure = files.structured("module.toml", read_module_file)
    words = files.structured(files.worded("words.toml"), read_words_file)
    deck = files.structured("deck.toml", read_deck_file)
    _declare(structure, words, deck, files)
    sections = _sections(structure, words, files)
    case = _case(files)
    deck_title, slides = _slides(deck, files)
    activities = _activities(deck, files)
    workbook, job_aid = _document("handout.md", files), _document("jobaid.md", files)
    bank = _bank(files)
    files.findings.resolve()
    if files.findings.faults or not (structure and words and case and workbook and job_aid and bank):
        return None
    return Module(
        id=ModuleId(structure.id),
        principle=structure.principle,
        edition="",
        language=files.language,
        title=words.title,
        summary=words.summary,
        standards=structure.standards,
        pass_percent=structure.pass_percent,
        objectives=lesson_parts.objectives(structure, words),
        sections=sections,
        glossary=lesson_parts.glossary(words),
        calculators=lesson_parts.calculators(structure, words),
        sources=lesson_parts.sources(structure, words),
        changes=lesson_parts.changes(words),
        case=case,
        deck_title=deck_title,
        slides=slides,
        activities=activities,
        workbook=workbook,
        job_aid=job_aid,
        bank=bank,
        attestation=words.attestation,
    )


def _declare(structure: ModuleFile | None, words: WordsFile | None, deck: DeckFile | None, files: ModuleFiles) -> None:
    """Say which ids there are, before anything refers to them."""
    findings = files.findings
    findings.declare("standard", NUMBERS)
    findings.declare("calculator", tuple(CALCULATORS))
    if structure:
        lesson_parts.refer(structure, findings)
        if structure.id != findings.folder:
            what = f"the id is {structure.id!r} and the folder is {findings.folder!r}; give both the same name"
            findings.add("module.toml", ("id",), what)
    if words:
        findings.declare("term", tuple(words.glossary))
        lesson_parts.refer_changes(words, file=files.worded("words.toml"), findings=findings)
    if structure and words:
        lesson_parts.match_words(structure, words, file=files.worded("words.toml"), findings=findings)
    if deck:
        deck_parts.refer(deck, findings)


def _sections(structure: ModuleFile | None, words: WordsFile | None, files: ModuleFiles) -> tuple[Section, ...]:
    parsed = files.marked("lesson.md")
    file = files.worded("lesson.md")
    if parsed and words and parsed.title != words.title:
        what = f"the title is {parsed.title!r} and {files.worded('words.toml')} has {words.title!r}; make them equal"
        files.findings.add(file, ("title",), what)
    if not parsed or not structure:
        return ()
    return lesson_parts.build_sections(structure, parsed, file=file, findings=files.findings)


def _case(files: ModuleFiles) -> Case | None:
    structure = files.structured("case.toml", read_case_file)
    parsed = files.marked("case.md")
    if not structure or not parsed:
        return None
    return build_case(structure, parsed, file=files.worded("case.md"), findings=files.findings)


def _slides(deck: DeckFile | None, files: ModuleFiles) -> tuple[str, tuple[Slide, ...]]:
    parsed = files.marked("deck.md")
    if not deck or not parsed:
        return "", ()
    file = files.worded("deck.md")
    return parsed.title, deck_parts.build_slides(deck, parsed, file=file, findings=files.findings)


def _activities(deck: DeckFile | None, files: ModuleFiles) -> tuple[Activity, ...]:
    parsed = files.marked("activities.md")
    if not deck or not parsed:
        return ()
    return deck_parts.build_activities(deck, parsed, file=files.worded("activities.md"), findings=files.findings)


def _document(name: str, files: ModuleFiles) -> Document | None:
    parsed = files.marked(name)
    return Document(parsed.title, in_order(parsed)) if parsed else None


def _bank(files: ModuleFiles) -> Bank | None:
    structure = files.structured(BANK_STRUCTURE, parse_toml)
    words = files.structured(files.worded(BANK_STRUCTURE), parse_toml)
    if structure is None or words is None:
        return None
    return build_bank(structure, words, file=files.worded(BANK_STRUCTURE), findings=files.findings)
