"""The theme and the list of fonts that Word expects in a package; the look itself is in the styles."""

from webinar_kits import theme

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ACCENTS = ("complaints", "introduction", "transparency", "product-design", "pricing", "privacy")


def theme_xml() -> str:
    """Return the theme: our colours and fonts, plain fills and lines."""
    pairs = {"dk1": theme.INK, "lt1": theme.WHITE, "dk2": theme.INK_SOFT, "lt2": theme.WASH}
    pairs |= {f"accent{place}": theme.COLOURS[name] for place, name in enumerate(_ACCENTS, start=1)}
    pairs |= {"hlink": theme.COLOURS["transparency"], "folHlink": theme.COLOURS["pricing"]}
    colours = "".join(f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in pairs.items())
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{_XML}<a:theme xmlns:a="{_DRAWING}" name="Proposal"><a:themeElements><a:clrScheme name="Proposal">{colours}'
        f'</a:clrScheme><a:fontScheme name="Proposal">{_font("major", theme.SERIF)}{_font("minor", theme.SANS)}'
        f'</a:fontScheme><a:fmtScheme name="Proposal"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def font_table_xml() -> str:
    """Return the fonts of the styles, with what may stand in for them."""
    listed = "".join(
        f'<w:font w:name="{name}"><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, family in ((theme.SERIF, "roman"), (theme.SANS, "swiss"))
    )
    return f'{_XML}<w:fonts xmlns:w="{_WORD}">{listed}</w:fonts>'


def _font(kind: str, name: str) -> str:
    inner = f'<a:latin typeface="{name}"/><a:ea typeface=""/><a:cs typeface="{name}"/>'
    return f"<a:{kind}Font>{inner}</a:{kind}Font>"
