"""QR codes as drawings. The one place of the libraries that knows segno."""

import segno

QUIET = 4
"""The empty border, in modules, that a reader needs."""


def qr_svg(text: str, *, colour: str = "1b2430") -> str:
    """Return a QR code as an SVG image: dark squares of that colour on nothing, the quiet border included."""
    side, runs = qr_path(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#{colour}" d="{runs}"/></svg>'
    )


def qr_path(text: str) -> tuple[int, str]:
    """Return how many modules wide the code of a text is, its border included, and the SVG path of what is dark."""
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    return len(rows) + 2 * QUIET, "".join(_runs(row, y + QUIET) for y, row in enumerate(rows))


def _runs(row: bytes, y: int) -> str:
    """Draw the dark runs of a row as bars, so that no seam shows between two squares."""
    bars, start = "", None
    for x, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            bars += f"M{start + QUIET} {y}h{x - start}v1h-{x - start}z"
            start = None
    return bars
