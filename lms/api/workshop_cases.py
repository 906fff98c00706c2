"""The case of a workshop as its trainees may read it. Nothing of its key is known here."""

from flask.views import MethodView

from courses.cases import Exhibit
from lms.api import workshop_examples as examples
from lms.api.block_tree import Json, write_blocks
from lms.api.operations import Area, fails
from lms.api.schemas.workshop_case import ExhibitSchema, FactListSchema, WorkshopCaseSchema
from lms.errors import NotFound
from lms.http.access import needs
from lms.http.cases import case_of
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat

area = Area("workshop-cases", "Cases of workshops: an invented institution, its numbered facts, its papers.")
CASE = "/workshops/<uuid:workshop_id>/case"


@area.at(CASE)
class WorkshopCase(MethodView):
    """The case."""

    @needs(Permission.DRAFT)
    @fails(404)
    @area.gives(200, WorkshopCaseSchema, example=examples.CASE)
    def get(self, seat: WorkshopSeat) -> Json:
        """Show the story, the people and the list of exhibits."""
        case = case_of(seat)
        return {
            "id": case.id,
            "edition": case.edition,
            "language": case.language,
            "title": case.title,
            "summary": case.summary,
            "currency": case.currency,
            "as_on": case.as_on,
            "intro": write_blocks(case.intro),
            "parts": [{"id": one.id, "title": one.title, "blocks": write_blocks(one.blocks)} for one in case.parts],
            "people": [{"name": person.name, "role": person.role} for person in case.people],
            "exhibits": [_line(exhibit) for exhibit in case.exhibits],
        }


@area.at(f"{CASE}/facts")
class Facts(MethodView):
    """The facts."""

    @needs(Permission.DRAFT)
    @fails(404)
    @area.gives(200, FactListSchema, example=examples.FACTS)
    def get(self, seat: WorkshopSeat) -> Json:
        """List the numbered facts: what holds in the case, whatever people in it say."""
        case = case_of(seat)
        labels = {exhibit.id: exhibit.label for exhibit in case.exhibits}
        return {
            "items": [
                {
                    "label": fact.label,
                    "number": fact.number,
                    "text": fact.text,
                    "exhibits": [labels[exhibit] for exhibit in fact.exhibits],
                }
                for fact in case.facts
            ]
        }


@area.at(f"{CASE}/exhibits/<exhibit_id>")
class OneExhibit(MethodView):
    """An exhibit."""

    @needs(Permission.DRAFT)
    @fails(404)
    @area.gives(200, ExhibitSchema, example=examples.EXHIBIT)
    def get(self, seat: WorkshopSeat, exhibit_id: str) -> Json:
        """Show an exhibit by its id or its label (E3), with all its rows as they were found."""
        found = next((one for one in case_of(seat).exhibits if exhibit_id in (one.id, one.label)), None)
        if found is None:
            raise NotFound("This case has no such exhibit.")
        return {
            **_line(found),
            "is_raw": found.is_raw,
            "blocks": write_blocks(found.blocks),
            "columns": [{"id": one.id, "label": one.label, "kind": one.kind.value} for one in found.columns],
            "rows": [list(row.cells) for row in found.rows],
        }


def _line(exhibit: Exhibit) -> Json:
    return {
        "id": exhibit.id,
        "label": exhibit.label,
        "kind": exhibit.kind.value,
        "title": exhibit.title,
        "origin": exhibit.origin,
    }
