"""How much room words take, near enough to choose a size of type before anything is drawn.

The widths are those of Helvetica, which Arial and its stand-ins share. The serif is measured as wide as the widest that
stands in for Georgia (DejaVu Serif), so that no line breaks where none was meant.
"""

from collections.abc import Sequence
from itertools import combinations, pairwise

_WIDTHS = {
    0.222: "ijl'‘’", 0.278: "ft I!.,:;/()[]", 0.333: "r-“”", 0.5: "ckszvxyJ", 0.556: "abdeghnopqu0123456789L?–_",
    0.611: "FTZ", 0.667: "ABEKPSVXY", 0.722: "CDHNRUw", 0.778: "GOQ", 0.833: "mM", 0.944: "W", 1.0: "…—%@",
}  # fmt: skip
_BOLD_WIDTHS = {
    0.278: "ijlI '‘’.,/", 0.333: "ft-()[]!:;", 0.389: "r", 0.5: "z“”", 0.556: "aceksvxyJ0123456789_–",
    0.611: "bdghnopquFTLZ?", 0.667: "EPSVXY", 0.722: "ABCDHKNRU", 0.778: "GOQw", 0.833: "M", 0.889: "m", 0.944: "W",
    1.0: "…—%@",
}  # fmt: skip
_EM, _BOLD_EM = (
    {letter: width for width, letters in widths.items() for letter in letters} for widths in (_WIDTHS, _BOLD_WIDTHS)
)
_SERIF_FACTOR = 1.17
_UNKNOWN, _UNKNOWN_BOLD = 0.6, 0.65
_LINE, _BETWEEN = 1.2, 0.5
# A last line shorter than this share of the width looks forgotten.
_SHORT = 0.22
# A size below this share of the largest that fits is too high a price for fewer or fuller lines.
_NEAR = 0.85
# What a break is worth: after a pause the lines may differ by this share of the width; a small word should not end one.
_PAUSE, _SMALL_WORD = 0.2, 0.12
_MOST_LINES = 3


def text_width(text: str, *, size: float, is_serif: bool = False, is_bold: bool = False) -> float:
    """Return the width of a line of that text, in points."""
    known, unknown = (_BOLD_EM, _UNKNOWN_BOLD) if is_bold else (_EM, _UNKNOWN)
    return sum(known.get(letter, unknown) for letter in text) * size * (_SERIF_FACTOR if is_serif else 1)


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

    A size little smaller is preferred when it leaves fewer paragraphs with a forgotten word on their last line.
    """
    fitting = [size for size in sizes if box_height(texts, width=width, size=size, is_serif=is_serif) <= height]
    return _fairest(fitting or sizes[-1:], texts, width=width, is_serif=is_serif)


def common_size(texts: Sequence[str], *, width: float, height: float, sizes: Sequence[int]) -> int:
    """Return the size in which each text fits a box of its own, chosen as `largest_size` does."""
    fitting = [size for size in sizes if all(box_height([text], width=width, size=size) <= height for text in texts)]
    return _fairest(fitting or sizes[-1:], texts, width=width, is_serif=False)


def title_size(text: str, *, width: float, height: float, sizes: Sequence[int]) -> int:
    """Return the largest of the sizes (largest first) in which a title fits; one little smaller if it saves a line."""
    fitting = [size for size in sizes if box_height([text], width=width, size=size, is_serif=True) <= height]
    return min(
        _near(fitting or sizes[-1:]),
        key=lambda size: (len(line_widths(text, width=width, size=size, is_serif=True)), -size),
    )


def even_lines(text: str, *, width: float, size: float, is_serif: bool = False) -> tuple[str, ...]:
    """Return the lines of a title: as few as it takes, of similar length, broken at a pause where there is one.

    A title that takes more than three lines, or has a word too long, is left in one piece for the program to break.
    """
    count = len(line_widths(text, width=width, size=size, is_serif=is_serif))
    if not 1 < count <= _MOST_LINES:
        return (text,)
    words = text.split()
    ways = [
        tuple(" ".join(words[start:end]) for start, end in pairwise((0, *breaks, len(words))))
        for breaks in combinations(range(1, len(words)), count - 1)
    ]
    rated = [
        ((max(widths) - min(widths)) / width + _cost_of_breaks(lines), lines)
        for lines in ways
        if max(widths := [text_width(line, size=size, is_serif=is_serif) for line in lines]) <= width + 0.01
    ]
    return min(rated, default=(0.0, (text,)))[1]


def _cost_of_breaks(lines: Sequence[str]) -> float:
    ends = [line.split()[-1].rstrip("\"'”’»)") for line in lines[:-1]]
    pauses = sum(end.endswith((",", ";", ":", ".", "?", "!", "…")) for end in ends)
    small = sum(len(end) <= 3 and end.isalpha() for end in ends)
    return _SMALL_WORD * small - _PAUSE * pauses


def _near(sizes: Sequence[int]) -> list[int]:
    return [size for size in sizes if size >= sizes[0] * _NEAR]


def _fairest(sizes: Sequence[int], texts: Sequence[str], *, width: float, is_serif: bool) -> int:
    def forgotten(size: int) -> int:
        return sum(_ends_short(text, width=width, size=size, is_serif=is_serif) for text in texts)

    return min(_near(sizes), key=lambda size: (forgotten(size), -size))


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
