"""Where the numbers of a case lead: F7 in a text is a link to the fact, E3 one to the paper."""

from courses.cases import Case
from lms.reports.workshop_seats import WorkshopSeat
from lms.web.blocks_html import Cited, Targets
from lms.web.workshop_frame import workshop_href


def case_targets(seat: WorkshopSeat, case: Case) -> Targets:
    """Return where the labels of a case lead in that workshop."""
    facts = workshop_href(seat, "workshop_cases.facts")
    return Targets(
        cited={
            **{fact.label: Cited(f"{facts}#{fact.label}", fact.text) for fact in case.facts},
            **{
                one.label: Cited(workshop_href(seat, "workshop_cases.exhibit", exhibit=one.id), one.title)
                for one in case.exhibits
            },
        }
    )
