"""From the fields of a form to the text a part is kept as. Nothing typed is dropped: what is no number stays a word.

But the words that join citations go, as commas do.
"""

import json
import re
from collections.abc import Mapping, Sequence

from courses.citations import cited_number, cited_words
from courses.proposals import FINDING, RECOMMENDATION, RISK, SECTION, split_key
from lms.errors import Invalid

CONTENT = "content"
TEXTS: Mapping[str, tuple[str, ...]] = {
    FINDING: ("text", "limb"),
    RECOMMENDATION: (
        "title", "text", "owner", "cost", "payer", "starts_on", "ends_on", "measure", "target", "tool",
    ),
    RISK: ("text", "answer", "owner"),
}  # fmt: skip
LISTS: Mapping[str, tuple[str, ...]] = {
    FINDING: ("indicators", "facts", "exhibits"),
    RECOMMENDATION: ("findings",),
    RISK: (),
}
# Lists that people write as sentences do.
CITED = ("facts", "exhibits")
NO_PART = "There is no such part in a proposal."


def content_of(key: str, fields: Mapping[str, Sequence[str]]) -> str:
    """Return what a part holds when its form was sent with these fields: Markdown of a section, else canonical JSON."""
    named = split_key(key)
    if named is None:
        raise Invalid({"key": NO_PART})
    kind = named[0]
    if kind == SECTION:
        return _text(fields.get(CONTENT, ()))
    held: dict[str, object] = {name: _text(fields.get(name, ())) for name in TEXTS[kind]}
    held |= {name: _list(name, fields.get(name, ())) for name in LISTS[kind]}
    return json.dumps(held, ensure_ascii=False, sort_keys=True)


def _text(values: Sequence[str]) -> str:
    # A form sends line ends as a typewriter made them.
    return values[0].replace("\r\n", "\n").replace("\r", "\n") if values else ""


def _list(name: str, values: Sequence[str]) -> list[int | str]:
    if name not in CITED:
        words = [word for value in values for word in re.split(r"[,;\s]+", value) if word]
        return list(dict.fromkeys(words))
    cited = [word for value in values for word in cited_words(value)]
    return list(dict.fromkeys(_number(word) if name == "facts" else word for word in cited))


def _number(word: str) -> int | str:
    number = cited_number(word)
    return word if number is None else number
