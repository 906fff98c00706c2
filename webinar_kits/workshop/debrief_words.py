"""The words of a debrief: what each gap is called, and the question it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from courses.workshop import Workshop


@dataclass(frozen=True, slots=True)
class GapWords:
    """A gap as the slide names it, and what to ask the plenary about it."""

    gap: str
    question: str


_WORDS: Mapping[str, GapWords] = MappingProxyType(
    {
        "finding-text": GapWords(
            "A finding that nothing answers", "Which gap did we name and then leave alone, and what would answer it?"
        ),
        "finding-limb": GapWords(
            "A finding of no limb", "To which limb does a homeless finding belong, and does it matter?"
        ),
        "finding-indicators": GapWords(
            "A finding without an indicator",
            "What does the institution fall short of, exactly: which sentence of the standard?",
        ),
        "finding-facts": GapWords(
            "A finding that rests on nothing",
            "What do you answer a director who says of a finding: that is your opinion?",
        ),
        "finding-exhibits": GapWords(
            "A citation of a paper that is not there", "What happens to a true finding when its source cannot be found?"
        ),
        "recommendation-findings": GapWords(
            "A measure that answers no finding",
            "Which measure answers nothing we found, and why do we want it all the same?",
        ),
        "recommendation-owner": GapWords(
            "A measure without an owner", "Who begins on Monday, and what does she stop doing for it?"
        ),
        "recommendation-cost": GapWords(
            "A measure without a cost", "What would you drop if the board gave half, and how can you know?"
        ),
        "recommendation-starts-on": GapWords(
            "A measure without a first day", "Which measure must wait for another, and who is waiting for whom?"
        ),
        "recommendation-ends-on": GapWords(
            "A measure without a last day, or that ends too early",
            "On which day would you say that a measure has failed?",
        ),
        "recommendation-measure": GapWords(
            "A measure without a number that shows it", "How will the board see in a year whether it works?"
        ),
        "recommendation-tool": GapWords(
            "A measure without a tool", "Which tool is there already, so that we need not invent it?"
        ),
        "assessment-indicators": GapWords(
            "A weak score that no finding takes up", "Which weak score may wait, and which did we only overlook?"
        ),
    }
)
GENERIC = (
    "Which client of the case would still say nothing, and why?",
    "Which of your measures costs nothing? Why is it not done already?",
    "What would the loan officer lose by your proposal, and what does she gain?",
    "What shows, a year after you left, that it is dying?",
)


def gap_words(code: str, workshop: Workshop) -> GapWords:
    """Return the words of a gap; one of a limb takes the limb's title."""
    if code.startswith("limb-"):
        limb = next((one for one in workshop.limbs if one.id == code.removeprefix("limb-")), None)
        if limb is not None:
            return GapWords(
                f"Limb ({limb.id}), {limb.title.lower()}: no finding with an answer",
                f"({limb.id}) {limb.title}: what does the case show of it, and why did we pass by?",
            )
    return _WORDS.get(code, GapWords(code.replace("-", " "), "What stood in the way?"))
