"""The standards of version 1.0, and where each is taught, practised and tested."""

from flask.views import MethodView

from courses.standards import VERSION, Placement, Standard, place_standard
from lms.api import examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.schemas.standards import StandardListSchema, StandardSchema
from lms.http.access import needs
from lms.http.content import get_standard, list_modules, list_standards
from lms.http.i18n import language
from lms.permissions import Permission

area = Area("standards", "The 30 standards of version 1.0 in our own words, and what the curriculum does for each.")


@area.at("/standards")
class Standards(MethodView):
    """All standards."""

    @needs(Permission.SIGNED_IN)
    @area.gives(200, StandardListSchema, example={"version": VERSION, "standards": [examples.STANDARD]})
    def get(self) -> Json:
        """List the standards in their order."""
        modules = list_modules(language())
        entries = [_entry(one, place_standard(one.number, modules)) for one in list_standards()]
        return {"version": VERSION, "standards": entries}


@area.at("/standards/<number>")
class OneStandard(MethodView):
    """One standard."""

    @needs(Permission.SIGNED_IN)
    @fails(404)
    @area.gives(200, StandardSchema, example=examples.WHOLE_STANDARD)
    def get(self, number: str) -> Json:
        """Show a standard, and where it is taught, practised and tested."""
        standard = get_standard(number)
        places = place_standard(number, list_modules(language()))
        return {
            **_entry(standard, places),
            "sources": standard.sources,
            "places": [_place(one) for one in places],
        }


def _entry(standard: Standard, places: tuple[Placement, ...]) -> Json:
    return {
        "number": standard.number,
        "principle": standard.principle,
        "title": standard.title,
        "status": standard.status,
        "modules": [one.module.id for one in places],
    }


def _place(found: Placement) -> Json:
    return {
        "module": found.module.id,
        "edition": found.module.edition,
        "objectives": [objective.id for objective in found.objectives],
        "sections": found.sections,
        "slides": found.slides,
        "activities": found.activities,
        "is_in_case": found.is_in_case,
        "items": found.items,
    }
