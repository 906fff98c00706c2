"""The tools library of a workshop."""

from flask.views import MethodView

from courses.tools import Tool, ToolSearch, find_tools
from lms.api import workshop_examples as examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.schemas.workshop_tools import ToolListSchema, ToolSearchSchema
from lms.http.access import needs
from lms.http.cases import workshop_content
from lms.permissions import Permission
from lms.reports.workshop_seats import WorkshopSeat

area = Area("workshop-tools", "The tools library: what recommendations may name, and how sure we are of each.")


@area.at("/workshops/<uuid:workshop_id>/tools")
class Tools(MethodView):
    """The tools."""

    @needs(Permission.DRAFT)
    @fails(404)
    @area.asks(ToolSearchSchema)
    @area.gives(200, ToolListSchema, example=examples.TOOLS)
    def get(self, search: ToolSearch, seat: WorkshopSeat) -> Json:
        """List the tools that fit all that is asked.

        What is for everybody is for each reader. With a principle, what was made for it comes before what serves all.
        """
        tools = workshop_content(seat.language).tools
        return {"total": len(tools), "items": [_line(tool) for tool in find_tools(tools, search)]}


def _line(tool: Tool) -> Json:
    return {
        "id": tool.id,
        "label": tool.label,
        "number": tool.number,
        "kind": tool.kind.value,
        "title": tool.title,
        "text": tool.text,
        "principles": list(tool.principles),
        "readers": [reader.value for reader in tool.readers],
        "languages": list(tool.languages),
        "unsure": list(tool.unsure),
        "has_more_languages": tool.has_more_languages,
        "year": tool.year,
        "status": tool.status.value,
        "sources": [{"id": one.id, "title": one.title, "url": one.url} for one in tool.sources],
    }
