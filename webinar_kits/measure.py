"""How much room words take, near enough to choose a size of type before anything is drawn.

The widths are those of Helvetica, which Arial and its stand-ins share; the serif is a little wider throughout.
"""

from collections.abc import Sequence

_WIDTHS = {
    0.222: "ijl'‘’", 0.278: "ft I!.,:;/()[]", 0.333: "r-“”", 0.5: "ckszvxyJ", 0.556: "abdeghnopqu0123456789L?–_",
    0.611: "FTZ", 0.667: "ABEKPSVXY", 0.722: "CDHNRUw", 0.778: "GOQ", 0.833: "mM", 0.944: "W", 1.0: "…—%@",
}  # fmt: skip
_EM = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_SERIF_FACTOR = 1.06
_BOLD_FACTOR = 1.07
_LINE, _BETWEEN = 1.2, 0.5
# A last line shorter than this share of the width looks forgotten.
_SHORT = 0.22


def text_width(text: str, *, size: float, is_serif: bool = False, is_bold: bool = False) -> float:
    """Return the width of a line of that text, in points."""
    em = sum(_EM.get(letter, 0.6) for letter in text)
    return em * size * (_SERIF_FACTOR if is_serif else 1) * (_BOLD_FACTOR if is_bold else 1)


def clipped(text: str, *, width: float, size: float) -> str:
    """Return the text, or as many of its words as fit the line, with an ellipsis."""
    words = text.split()
    while len(words) > 1 and text_width(text, size=size) > width:
        words.pop()
        text = " ".join(words) + " …"
    return text


def line_widths(
    text: str, *, width: float, size: float, is_serif: bool = False, is_bold: bool = False
) -> tuple[float, ...]:
    """Return the widths of the lines that the text takes, broken between words; a word too long counts its lines."""
    lines: list[float] = []
    used = 0.0
    space = text_width(" ", size=size, is_serif=is_serif)
    for word in text.split():
        wide = text_width(word, size=size, is_serif=is_serif, is_bold=is_bold)
        if used and used + space + wide > width:
            lines.append(used)
            used = 0.0
        used += wide + (space if used else 0)
        while used > width:
            lines.append(width)
            used -= width
    return (*lines, used)


def box_height(texts: Sequence[str], *, width: float, size: float, is_serif: bool = False) -> float:
    """Return the height of the paragraphs with their distances."""
    count = sum(len(line_widths(text, width=width, size=size, is_serif=is_serif)) for text in texts)
    return count * size * _LINE + max(0, len(texts) - 1) * size * _BETWEEN


def largest_size(
    texts: Sequence[str], *, width: float, height: float, sizes: Sequence[int], is_serif: bool = False
) -> int:
    """Return the largest of the sizes (largest first) in which the paragraphs fit the box; the last when none does.

    One of the next two sizes is preferred when it leaves fewer paragraphs with a forgotten word on their last line.
    """
    fitting = [size for size in sizes if box_height(texts, width=width, size=size, is_serif=is_serif) <= height]
    return _fairest(fitting or sizes[-1:], texts, width=width, is_serif=is_serif)


def common_size(texts: Sequence[str], *, width: float, height: float, sizes: Sequence[int]) -> int:
    """Return the size in which each text fits a box of its own, chosen as `largest_size` does."""
    fitting = [size for size in sizes if all(box_height([text], width=width, size=size) <= height for text in texts)]
    return _fairest(fitting or sizes[-1:], texts, width=width, is_serif=False)


def _fairest(sizes: Sequence[int], texts: Sequence[str], *, width: float, is_serif: bool) -> int:
    def forgotten(size: int) -> int:
        return sum(_ends_short(text, width=width, size=size, is_serif=is_serif) for text in texts)

    return min(sizes[:3], key=lambda size: (forgotten(size), -size))


def _ends_short(text: str, *, width: float, size: float, is_serif: bool) -> bool:
    lines = line_widths(text, width=width, size=size, is_serif=is_serif)
    return len(lines) > 1 and lines[-1] < width * _SHORT


def column_shares(rows: Sequence[Sequence[str]], *, width: float = 470) -> tuple[float, ...]:
    """Return how the columns of a table share its width (points), by what they hold; together one.

    No column is narrower than its longest word. Empty columns, to be written in, get room for a hand. What is left goes
    in equal parts to the columns whose words would take more than a line.
    """
    columns = list(zip(*rows, strict=True))
    sizes = [_least(column, place) for place, column in enumerate(columns)]
    wishes = [max(text_width(text, size=10, is_bold=True) for text in column) + 14 for column in columns]
    hungry = [place for place, wish in enumerate(wishes) if wish > sizes[place]]
    spare = width - sum(sizes)
    while hungry and spare > 1:
        part = spare / len(hungry)
        for place in hungry:
            given = min(part, wishes[place] - sizes[place])
            sizes[place] += given
            spare -= given
        hungry = [place for place in hungry if wishes[place] > sizes[place] + 0.01]
    return tuple(size / sum(sizes) for size in sizes)


def _least(column: Sequence[str], place: int) -> float:
    longest_word = max(text_width(word, size=10, is_bold=True) for text in column for word in text.split() or ["x"])
    is_blank = not any(text.strip() for text in column[1:])
    hand = (90.0 if place else 150.0) if is_blank else 0.0
    return max(longest_word, hand) + 14
