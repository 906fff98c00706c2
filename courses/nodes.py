"""Markdown as nested nodes: the only place that knows markdown-it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token


class _AnyLink(MarkdownIt):
    """Lets every address through, so that a wrong one becomes a fault and not silently plain words."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the name is the parent's
        return True


# Raw HTML is switched on only to be recognised, and refused. Words are read run by run, and only where they have marks.
_BLOCKS = MarkdownIt("commonmark", {"html": True}).enable("table").disable(["inline", "text_join"])
_WORDS = _AnyLink("commonmark", {"html": True})


# What is typed or pasted into a draft may be anything. A mark takes time by the marks around it, a line by the blocks
# of the whole: beyond these a text takes seconds to read and is no text that anybody meant as Markdown.
MOST_LINES = 4_000
MOST_MARKS = {"[": 400, "*": 2_000, "_": 2_000, "`": 2_000, "<": 2_000, "|": 6_000}


# A dash alone is no bullet where it parts a talk: "— Yes." So the long one is left alone.
_BULLET = re.compile(r"^( {0,3})[•·▪◦‣●○■–][ \t\u00a0](?=\S)", re.MULTILINE)


@dataclass(slots=True)
class Node:
    """A token with what stands between it and its closing one. `line` is 1-based, 0 when it has none."""

    kind: str
    line: int
    text: str
    info: str
    markup: str
    tag: str
    attributes: Mapping[str, str | int | float]
    children: "list[Node]" = field(default_factory=list)


def is_readable(text: str) -> bool:
    """Return whether a text has so few lines and marks that it can be read while somebody waits."""
    return text.count("\n") <= MOST_LINES and all(text.count(mark) <= most for mark, most in MOST_MARKS.items())


def with_points(text: str) -> str:
    """Return a text whose lines that begin with a bullet, as people type and paste them, are points of a list.

    It is as long as before, so that places in it stay.
    """
    return _BULLET.sub(lambda found: f"{found[1]}- ", text)


def block_nodes(text: str) -> tuple[list[Node], bool]:
    """Return a file as blocks, their words still unread, and whether it declares link references."""
    env: dict[str, object] = {}
    nodes = _nest(_BLOCKS.parse(text, env))
    return nodes, bool(env.get("references"))


def inline_nodes(words: str) -> list[Node]:
    """Return a run of words with its marks."""
    (run,) = _WORDS.parseInline(words, {})
    return _nest(run.children or [])


def _nest(tokens: Iterable[Token]) -> list[Node]:
    top: list[Node] = []
    open_nodes: list[Node] = []
    for token in tokens:
        if token.nesting < 0:
            open_nodes.pop()
            continue
        line = token.map[0] + 1 if token.map else 0
        node = Node(token.type, line, token.content, token.info, token.markup, token.tag, token.attrs)
        (open_nodes[-1].children if open_nodes else top).append(node)
        if token.nesting > 0:
            open_nodes.append(node)
    return top
