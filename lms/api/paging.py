"""A page of a long list, told with the length of the whole."""

from collections.abc import Sequence

from lms.api.block_tree import Json
from lms.api.schemas.pages import PageQuery


def write_page(items: Sequence[object], query: PageQuery, *, total: int) -> Json:
    """Return a page ready for its schema; past the last page it is empty."""
    pages = max(1, -(-total // query.size))
    return {"items": list(items), "page": query.page, "pages": pages, "total": total}
