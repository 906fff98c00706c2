"""The pages over a whole proposal, put together: the trace matrix and what is missing. The plan has its own module."""

from courses.cases import Case
from courses.completeness import assess
from courses.proposals import FINDING, RECOMMENDATION, SECTION, Finding, Recommendation
from courses.traces import TraceRow, trace
from courses.workshop import Workshop
from lms.http.cases import case_of, workshop_content
from lms.http.i18n import gettext as _
from lms.http.tables import Field, Table
from lms.reports.workshop_figures import proposal_of
from lms.reports.workshop_proposal import Draft
from lms.reports.workshop_proposal_warnings import WHOLE, PartWarning, warnings_of
from lms.reports.workshop_seats import WorkshopSeat
from lms.web import workshop_editor_words as words
from lms.web.contexts.shell import Action
from lms.web.contexts.workshop_overviews import CheckLine, CheckPage, MatrixCell, MatrixPage, MatrixRow
from lms.web.contexts.workshop_proposals import WarningLine
from lms.web.workshop_editor_pages import may_write
from lms.web.workshop_frame import workshop_href, workshop_shell
from lms.web.workshop_proposal_pages import desk_way, lack_words, part_lines


def matrix_page(seat: WorkshopSeat, draft: Draft) -> MatrixPage:
    """Return the trace matrix, and what hangs in the air."""
    case, workshop = case_of(seat), workshop_content(seat.language)
    followed = trace(proposal_of(draft.parts, case=case), case, workshop)
    links = _evidence_links(seat, case)
    orphans = [
        PartWarning(WHOLE if one.part.startswith(f"{SECTION}:") else one.part, one.field, one.text)
        for one in (followed.warnings if draft.parts else ())
    ]
    add = Action(_("Add a finding"), workshop_href(seat, "workshop_proposals.add", kind=FINDING))
    return MatrixPage(
        shell=workshop_shell(seat, _("Trace matrix")),
        rows=tuple(_row(seat, row, links) for row in followed.rows),
        orphans=words.look_groups(seat, draft, workshop, orphans),
        add=add if may_write(seat, draft) else None,
        exports=csv_ways(seat, "workshop_proposals.matrix_csv"),
        desk=desk_way(seat),
    )


def matrix_table(seat: WorkshopSeat, draft: Draft) -> Table:
    """Return the matrix to take away."""
    case, workshop = case_of(seat), workshop_content(seat.language)
    rows = trace(proposal_of(draft.parts, case=case), case, workshop).rows
    return Table(
        name=_("Trace matrix"),
        fields=(
            Field("gap", _("Gap")),
            Field("limb", _("Limb")),
            Field("indicators", _("Indicators")),
            Field("fix", _("Fix")),
            Field("owner", _("Owner")),
            Field("evidence", _("Evidence")),
            Field("measure", _("Measure")),
            Field("target", _("Target")),
        ),
        rows=[
            (
                row.gap.text if row.gap else "",
                row.gap.limb if row.gap else "",
                "; ".join(f"{one.standard} {one.text}" for one in row.indicators),
                _fix_words(row.fix) if row.fix else "",
                row.fix.owner if row.fix else "",
                ", ".join(row.evidence),
                row.measure,
                row.fix.target if row.fix else "",
            )
            for row in rows
        ],
    )


def check_page(seat: WorkshopSeat, draft: Draft) -> CheckPage:
    """Return what is missing, and everything to look at."""
    case, workshop = case_of(seat), workshop_content(seat.language)
    state = assess(proposal_of(draft.parts, case=case), workshop)
    warned = warnings_of(draft.parts, case=case, workshop=workshop)
    keys = [*words.part_keys(draft, workshop), *warned]
    ordered = [one for key in dict.fromkeys(keys) for one in warned.get(key, ())]
    claims = [one for one in ordered if one.is_contradiction]
    looks = [one for one in ordered if not one.is_contradiction]

    def to(key: str) -> str:
        return workshop_href(seat, "workshop_proposals.part", key=key) if key else ""

    return CheckPage(
        shell=workshop_shell(seat, _("What is missing")),
        sentence=state.sentence,
        limbs=tuple(
            CheckLine(
                f"({one.limb.id}) {one.limb.title}",
                one.is_covered,
                lack_words(one.note, f"({one.limb.id}) {one.limb.title}: "),
                "",
            )
            for one in state.limbs
        ),
        parts=part_lines(seat, state),
        sections=tuple(
            CheckLine(
                one.section.title,
                not one.note,
                _(
                    "%(words)s words, %(least)s to %(most)s wanted",
                    words=one.words,
                    least=one.section.words.least,
                    most=one.section.words.most,
                ),
                to(one.key),
            )
            for one in state.sections
        ),
        contradictions=tuple(_line(seat, draft, workshop, one) for one in claims),
        looks=words.look_groups(seat, draft, workshop, looks),
        desk=desk_way(seat),
    )


def csv_ways(seat: WorkshopSeat, endpoint: str) -> tuple[Action, ...]:
    """Return the ways to take a table away."""
    return (
        Action(_("CSV"), workshop_href(seat, endpoint)),
        Action(_("CSV for programs"), workshop_href(seat, endpoint, **{"for": "machines"})),
    )


def _line(seat: WorkshopSeat, draft: Draft, workshop: Workshop, one: PartWarning) -> WarningLine:
    return words.warning_line(seat, one, place=words.part_title(one.key, draft, workshop))


def _evidence_links(seat: WorkshopSeat, case: Case) -> dict[str, str]:
    facts = workshop_href(seat, "workshop_cases.facts")
    links = {fact.label: f"{facts}#{fact.label}" for fact in case.facts}
    papers = {one.label: workshop_href(seat, "workshop_cases.exhibit", exhibit=one.id) for one in case.exhibits}
    return links | papers


def _row(seat: WorkshopSeat, row: TraceRow, links: dict[str, str]) -> MatrixRow:
    def to(kind: str, part: Finding | Recommendation, field: str) -> str:
        return workshop_href(seat, "workshop_proposals.part", key=f"{kind}:{part.id}") + f"#f-{field}"

    gap = MatrixCell("", lack=_("answers no finding"))
    if row.gap is not None:
        gap = MatrixCell(row.gap.text or _("A finding without words"), to(FINDING, row.gap, "text"))
    fix = MatrixCell("", lack=_("no answer yet"))
    measure = MatrixCell("", lack="" if row.fix is None else _("no measure"))
    if row.fix is not None:
        fix = MatrixCell(_fix_words(row.fix), to(RECOMMENDATION, row.fix, "findings"))
        measure = MatrixCell(row.measure, to(RECOMMENDATION, row.fix, "measure"), measure.lack)
    return MatrixRow(
        gap=gap,
        indicators=tuple((one.standard, one.text) for one in row.indicators),
        fix=fix,
        evidence=tuple((label, links[label]) for label in row.evidence),
        no_evidence=_("rests on nothing") if row.gap is not None and not row.evidence else "",
        measure=measure,
    )


def _fix_words(one: Recommendation) -> str:
    return one.title.strip() or one.text.strip() or _("A recommendation without words")
