"""Rules of what is printed: the workbook has room to write, the job aid fits a page."""

from collections.abc import Iterable

from courses.blocks import Notes, Table, plain
from courses.errors import Fault
from courses.lines import Lines
from courses.markup import count_text, count_words
from courses.model import Document, Module

JOB_AID_WORDS = 260


def paper_faults(module: Module, lines: Lines) -> Iterable[Fault]:
    """Yield what is wrong with workbook and job aid."""
    workbook = lines.at(f"handout.{module.language}.md", "title")
    if not any(isinstance(block, Notes) for block in module.workbook.blocks):
        yield workbook.fault("no room for notes; add a block ```notes 6```")
    if not _has_empty_cells(module.workbook):
        yield workbook.fault("no action plan; add a table with empty cells")
    words = count_text(module.job_aid.title) + count_words(module.job_aid.blocks)
    if words > JOB_AID_WORDS:
        what = f"the job aid has {words} words; write at most {JOB_AID_WORDS}, so that it fits a page"
        yield lines.at(f"jobaid.{module.language}.md", "title").fault(what)


def _has_empty_cells(document: Document) -> bool:
    tables = (block for block in document.blocks if isinstance(block, Table))
    return any(not plain(cell).strip() for table in tables for row in table.rows for cell in row)
