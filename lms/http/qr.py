"""QR codes on pages that are printed: in one colour of ink on white, whatever the page wears."""

from markupsafe import Markup

from webinar_kits.qr import qr_path


def qr_svg(text: str, *, label: str) -> Markup:
    """Return the code of a text, with a label for who cannot see it."""
    side, dark = qr_path(text)
    return Markup(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}" shape-rendering="crispEdges">'
        '<path class="paper-white" d="M0 0h{}v{}H0z"/><path d="{}"/></svg>'
    ).format(label, side, side, side, side, dark)
