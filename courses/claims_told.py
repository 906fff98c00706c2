"""Tells what somebody says, or some paper of the case, from what a draft states itself."""

from collections.abc import Sequence

from courses.claims_index import CaseIndex
from courses.claims_items import Item, stem
from courses.claims_stretches import Stretch, after, before
from courses.claims_words import words

SAYING = words(
    """
    say claim claimed state stated tell think believe believed write speak quote quoted mention mentioned
    maintain maintained insist insisted assert asserted report reported count counted counting put boast
    boasted advertise advertised promise promised announce announced remember remembered recall recalled
    indicate indicated according give call called told assure assured estimate estimated cite cited saying
    talk talked declare declared
    """
)
_PEOPLE = words("director manager chair chairman chairwoman operator interviewee boss founder")
_PAPERS = words("leaflet invoice brochure poster advertisement newsletter marketing")
_SAYS = words(
    "say says said claims claimed thinks thought believes believed insists insisted states stated assures assured"
)
_ADDRESSING = words("write report letter speak send give complain complained answer call go passed")


def is_told(items: Sequence[Item], stretch: Stretch, index: CaseIndex, own: frozenset[str] = frozenset()) -> bool:
    """Tell whether a stretch reports what somebody or some paper of the case says; `own` are words that do not."""
    has_verb = any(_is_saying(items, at) for at in range(stretch.first, stretch.after))
    if any(
        items[at].low in ("she", "he") and _follows_low(items, at) in _SAYS
        for at in range(stretch.first, stretch.after)
    ):
        return True
    for at in range(stretch.first, stretch.after):
        item = items[at]
        is_own = item.key in own or stem(item.key) in own
        is_paper = (
            item.key in _PAPERS
            and not {"a", "an"} & set(item.dropped)
            and not (is_own and after(items, at) not in SAYING)
        )
        if is_paper or (item.key == "report" and before(items, at) == "annual"):
            return True
        if item.low == "interview" and "the" in item.dropped:
            return True
        is_person = item.key in _PEOPLE or (item.is_name and item.key in index.voices)
        if is_person and not _is_addressed(items, at) and (has_verb or item.low.endswith("'s")):
            return True
        if has_verb and (_is_exhibit(item.low) or (item.key in ("entry", "voice") and _is_numbered(items, at))):
            return True
    return False


def _follows_low(items: Sequence[Item], at: int) -> str:
    return items[at + 1].low if at + 1 < len(items) else ""


def _is_saying(items: Sequence[Item], at: int) -> bool:
    """Tell whether a word is a verb of saying; "140 calls", "the count" and "a report" are none."""
    item = items[at]
    is_noun = bool({"the", "a", "an"} & set(item.dropped)) or (at > 0 and items[at - 1].quantity is not None)
    return item.key in SAYING and not is_noun


def _is_numbered(items: Sequence[Item], at: int) -> bool:
    return at + 2 < len(items) and items[at + 1].quantity is not None and items[at + 2].key in ("say", "tell", "claim")


def _is_addressed(items: Sequence[Item], at: int) -> bool:
    """Tell whether somebody is told and tells nothing: "wrote to the director", "reports to the general manager"."""
    link = at - 1 if before(items, at) == "to" else at - 2
    return link > 0 and items[link].key == "to" and items[link - 1].key in _ADDRESSING


def _is_exhibit(low: str) -> bool:
    return low[:1] == "e" and low[1:].isdecimal()
