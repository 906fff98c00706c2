"""Pieces that, repeated without end, once made something take time by the square of the text's length, or worse."""

PASTED = ("<!--", "<a ", '<a x="', "<b>x", "<td>x", "<ul><li>a", "< ", "&lt;", "<p>x", "<![if")
MARKS = ("[a](", "[", "![a", "**a ", "_*a ", "- a\n", "a\n\n", "# a\n", "|x|y|\n", "|a")
CLAIMS = (
    "1", "12 branches ", "hundred billion ", "billion ", "every third ", "clients ", "a: ", "| a ", ", so ",
    "branches with box officers desk next ", "nobody wrote letters to the director ", "the lender pays ",
    "7 branches have a box beside officers who know ",
)  # fmt: skip
