"""Where a long list stands."""

from collections.abc import Callable

from flask import request

from lms.web.contexts.shell import Pages

FARTHEST = 100_000


def page_number() -> int:
    """Return the page asked for; the first when it is not said in digits."""
    text = request.args.get("page", "")
    return min(max(1, int(text)), FARTHEST) if text.isdecimal() and len(text) < 10 else 1


def make_pages(number: int, *, size: int, total: int, href: Callable[[int], str]) -> Pages:
    """Return where page `number` stands; `href` makes the address of another."""
    count = max(1, -(-total // size))
    return Pages(
        number=number,
        count=count,
        total=total,
        previous_href=href(min(number - 1, count)) if number > 1 else "",
        next_href=href(number + 1) if number < count else "",
    )
