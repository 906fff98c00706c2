"""QR codes as SVG, in one colour of ink, for pages that are printed."""

import segno
from markupsafe import Markup


def qr_svg(text: str, *, label: str) -> Markup:
    """Return the code of a text, with a label for who cannot see it. Its modules are square units of the drawing."""
    code = segno.make(text, error="m", micro=False)
    width, height = code.symbol_size(border=4)
    path = "".join(
        f"M{x + 4} {y + 4}h1v1h-1z" for y, row in enumerate(code.matrix) for x, is_dark in enumerate(row) if is_dark
    )
    return Markup(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}" shape-rendering="crispEdges">'
        '<path class="paper-white" d="M0 0h{}v{}H0z"/><path d="{}"/></svg>'
    ).format(label, width, height, width, height, path)
