"""Every page of a learner with content as it is: the real module on complaints, an invented learner."""

from dataclasses import replace
from datetime import date

from courses.loader import load_module
from courses.markup import fill
from courses.model import Module, Section, Tier
from courses.resources import content_folder
from lms.web.blocks_html import Targets, render, terms_in
from lms.web.contexts.case import CaseOption, CaseOutcome, CasePage, CaseScene, CaseStep
from lms.web.contexts.changes import ChangeNote, ChangesPage, ChangeSummary
from lms.web.contexts.commitments import CommitmentLine, CommitmentPage, CommitmentSummary
from lms.web.contexts.errors import ProblemPage
from lms.web.contexts.learning import (
    CalculatorField,
    CalculatorForm,
    CalculatorResult,
    CaseSummary,
    GlossaryPage,
    JobAidPage,
    LensText,
    ModulePage,
    ModuleRow,
    ModuleState,
    NextStep,
    ObjectiveLine,
    QuizSummary,
    SectionPage,
    SectionRow,
    SourceEntry,
    SourcesPage,
    TermEntry,
    TrackLink,
    TrainingPage,
)
from lms.web.contexts.shell import Action, NavItem, Notice, Share, Shell
from tests.web.sample_certificates import certificates
from tests.web.sample_frame import HOME, MARK, MARKS, SHELL
from tests.web.sample_quiz import confirm, intro, items, question, result

TERMS = Targets(sources="/modules/complaints/sources")
FILLED = {"institution": "Mambo Finance", "hotline": "0800 123", "currency": "USD", "module": "complaints"}


def complaints() -> Module:
    """Return the real module."""
    return load_module(content_folder() / "complaints")


def all_pages() -> dict[str, tuple[str, object]]:
    """Return name -> template and context, one or more for every template."""
    module = complaints()
    pages: dict[str, tuple[str, object]] = {
        "training": ("learning/training.html", training()),
        "training-empty": ("learning/training.html", TrainingPage(SHELL, Share(0, 0), None, (), (), ())),
        "module": ("learning/module.html", overview(module)),
        "section": ("learning/section.html", section(module, module.sections[1])),
        "section-calculator": ("learning/section.html", section(module, module.sections[8])),
        **certificates(),
        "intro": ("quiz/intro.html", intro()),
        "confirm": ("quiz/confirm.html", confirm()),
        "result": ("quiz/result.html", result()),
        **commitments(),
        **changes(),
        **papers(module),
        **case(module),
    }
    pages |= {f"item-{item.kind.value}": ("quiz/item.html", question(item, given)) for item, given in items()}
    pages |= {
        f"problem-{status}": ("errors/problem.html", ProblemPage(Shell("Problem"), status, reference="8f3c21"))
        for status in (400, 401, 403, 404, 405, 409, 413, 422, 429, 500)
    }
    return pages


def training() -> TrainingPage:
    def row(name: str, state: ModuleState, **more: object) -> ModuleRow:
        known = {"minutes": 18, "sections": Share(3, 9), "action": Action("Go on", f"/modules/{name}")}
        return ModuleRow(mark=MARKS[name], state=state, **(known | more))  # type: ignore[arg-type]

    why = "Mambo Finance asks it of all field staff."
    unmet = ("Read 6 more sections of your track.", "Pass the quiz: your best is 9 of 12, you need 10.")
    until = date(2027, 10, 31)
    return TrainingPage(
        shell=replace(SHELL, notices=(Notice("saved", "Your answers of this morning have arrived."),)),
        share=Share(2, 4),
        next_step=NextStep(
            MARK,
            "Read the rest of complaint resolution, then take the quiz. It is due on 30 November.",
            18,
            Action("Go on where you were", "/modules/complaints/resume"),
        ),
        required=(
            row("complaints", ModuleState.OPEN, due_on=date(2026, 11, 30), reason=why, unmet=unmet),
            row("fair-treatment", ModuleState.LATE, due_on=date(2026, 11, 1), reason=why, unmet=unmet, minutes=26),
        ),
        done=(
            row(
                "introduction",
                ModuleState.DONE,
                completed_on=date(2026, 10, 31),
                valid_until=until,
                certificate_href="/c/1",
                edition="8f3c21d09ab4",
                change=ChangeSummary("/modules/introduction/changes", date(2026, 10, 31), 0),
            ),
            row("over-indebtedness", ModuleState.DONE, completed_on=date(2026, 10, 31), certificate_href="/c/2"),
        ),
        optional=tuple(
            row(name, ModuleState.OPTIONAL, minutes=24, sections=Share(0, 9))
            for name in ("product-design", "transparency", "pricing", "privacy")
        ),
    )


def rows_of(module: Module, here: int = -1) -> tuple[SectionRow, ...]:
    return tuple(
        SectionRow(
            one.title, f"/modules/complaints/sections/{one.id}", max(1, one.words // 150), number < 3, number == here
        )
        for number, one in enumerate(module.sections)
    )


def overview(module: Module) -> ModulePage:
    return ModulePage(
        shell=replace(SHELL, title=module.title),
        mark=MARK,
        summary=module.summary,
        edition=module.edition,
        objectives=tuple(
            ObjectiveLine(one.text, tuple(NavItem(number, f"/standards/{number}") for number in one.standards))
            for one in module.objectives
        ),
        tracks=(
            TrackLink("Everything", "?track=full", 27, 12),
            TrackLink("Board track", "?track=board", 20, 8),
            TrackLink("Field track", "?track=field", 19, 9, is_current=True),
        ),
        sections=rows_of(module),
        read=Share(3, len(module.sections)),
        minutes=18,
        resume=Action("Go on where you were", "/modules/complaints/resume"),
        case=CaseSummary("/modules/complaints/case", "Five for the form", is_started=True),
        quiz=QuizSummary("/modules/complaints/quiz", 12, 80, best="9 of 12"),
        job_aid_href="/modules/complaints/job-aid",
        glossary_href="/modules/complaints/glossary",
        sources_href="/modules/complaints/sources",
        unmet=("Read 6 more sections of your track.", "Pass the quiz: your best is 9 of 12, you need 10."),
        change=ChangeSummary("/modules/complaints/changes", date(2026, 5, 4), 2),
        commitment=CommitmentSummary("/modules/complaints/commitment", None),
    )


def section(module: Module, one: Section) -> SectionPage:
    lenses = {tier: LensText(tier.value, lens.title, render(lens.blocks, TERMS)) for tier, lens in one.lenses.items()}
    known = {entry.id: entry for entry in module.glossary}
    position = module.sections.index(one) + 1
    return SectionPage(
        shell=replace(SHELL, title=one.title),
        mark=MARK,
        title=one.title,
        is_story=False,
        href=f"/modules/complaints/sections/{one.id}",
        position=position,
        text=render(one.blocks, TERMS),
        lens=lenses[Tier.FIELD],
        other_lenses=tuple(lens for tier, lens in lenses.items() if tier is not Tier.FIELD),
        calculators=(calculator(),) if one.calculators else (),
        terms=tuple(TermEntry(key, known[key].term, known[key].definition) for key in terms_in(one.blocks)),
        sections=rows_of(module, position - 1),
        minutes=14,
        back=Action("Back", "/modules/complaints/sections/promise"),
        go_on_href=f"/modules/complaints/sections/{one.id}",
        go_on_label="Go on",
        track="board",
    )


def calculator() -> CalculatorForm:
    return CalculatorForm(
        id="complaints-per-thousand",
        title="Complaints per 1,000 clients",
        intro="A small branch and a large one can be compared only by rate.",
        reading="A low number is good only where clients know how to complain.",
        fields=(
            CalculatorField("complaints", "Complaints in a year", "12", hint="All that were logged."),
            CalculatorField("clients", "Clients", "many", error="Write the number in digits, for example 3100."),
        ),
        results=(CalculatorResult("Complaints", "3.9", "per 1,000 clients"),),
    )


def papers(module: Module) -> dict[str, tuple[str, object]]:
    words = tuple(TermEntry(one.id, one.term, one.definition) for one in module.glossary)
    used = (NavItem("Why clients stay silent", "/modules/complaints/sections/silence"),)
    sources = tuple(SourceEntry(one.id, one.title, "//example.org/", used) for one in module.sources)
    aid = JobAidPage(
        SHELL,
        MARK,
        module.job_aid.title,
        render(fill(module.job_aid.blocks, FILLED), TERMS),
        module.edition,
        "Mambo Finance",
        "0800 123",
    )
    return {
        "glossary": ("learning/glossary.html", GlossaryPage(SHELL, MARK, words)),
        "sources": ("learning/sources.html", SourcesPage(SHELL, MARK, sources)),
        "job-aid": ("learning/job_aid.html", aid),
    }


def case(module: Module) -> dict[str, tuple[str, object]]:
    told = module.case
    first, later = told.nodes[told.start], told.nodes["evening-desk"]
    step = CaseStep(first.title, first.choices[2].text, render(first.choices[2].consequence, TERMS), 1, 1)
    scene = CaseScene(
        later.title, render(later.blocks, TERMS), tuple(CaseOption(one.id, one.text) for one in later.choices)
    )
    ending = next(iter(told.endings.values()))
    outcome = CaseOutcome(
        ending.title, render(ending.blocks, TERMS), ending.outcome, Action("Read again: why clients stay silent", "/s")
    )
    page = CasePage(SHELL, MARK, told.title, render(told.setting, TERMS), (), scene, None, "/case", "/case", HOME)
    return {
        "case-start": ("learning/case.html", page),
        "case-later": ("learning/case.html", replace(page, steps=(step, step))),
        "case-end": ("learning/case.html", replace(page, steps=(step, step), scene=None, outcome=outcome)),
    }


def commitments() -> dict[str, tuple[str, object]]:
    sentence = "I have read the seven principles and will apply them in my own work."
    given = CommitmentLine(
        "Introduction", sentence, "Amina Kamau", "Field", date(2026, 11, 22), "8f3c21d09ab4", "en", "/commitment"
    )
    page = CommitmentPage(
        shell=SHELL,
        mark=MARK,
        sentence=sentence,
        name="Amina Kamau",
        institution="Mambo Finance",
        tier="Field",
        edition="8f3c21d09ab4",
        commit_href="/commitment",
        is_given=False,
        given=(),
        back=HOME,
    )
    return {
        "commitment": ("commitments/show.html", page),
        "commitment-refused": ("commitments/show.html", replace(page, tier="", refusal="You hold no office today.")),
        "commitment-given": ("commitments/show.html", replace(page, is_given=True, given=(given,))),
        "commitment-new-words": ("commitments/show.html", replace(page, given=(given,))),
    }


def changes() -> dict[str, tuple[str, object]]:
    notes = (
        ChangeNote(date(2026, 11, 20), "The time to answer is counted in calendar days.", is_substantive=True),
        ChangeNote(date(2026, 11, 18), "Two spellings.", is_substantive=False),
    )
    page = ChangesPage(
        shell=SHELL,
        mark=MARK,
        completed_on=date(2026, 5, 4),
        valid_until=date(2027, 5, 3),
        changes=notes,
        questions=2,
        edition="8f3c21d09ab4",
        go_href="/modules/complaints/changes",
        back=Action("Back", "/modules/complaints"),
    )
    return {
        "changes": ("changes/show.html", page),
        "changes-to-read": ("changes/show.html", replace(page, questions=0, valid_until=None)),
        "changes-refused": ("changes/show.html", replace(page, refusal="You hold no office today.")),
        "changes-none": ("changes/show.html", replace(page, completed_on=None, changes=())),
    }
