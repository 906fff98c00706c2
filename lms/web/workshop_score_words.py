"""Points, levels and what is missing, in words."""

from fractions import Fraction

from courses.workshop import Criterion
from lms.http.i18n import format_decimal, ngettext
from lms.http.i18n import gettext as _
from lms.reports.workshop_scores import Missing, ScoredProposal
from lms.workshops.scoring import CriterionScore, Source

NONE = "–"

# How the highest level of a criterion begins, which builds on the one before it.
AS_BEFORE = "As before, and "
# The first level that describes work as it should be.
FIRST_GOOD = 3


def points_of(amount: Fraction | None) -> str:
    """Return points as a number, a half as one; a dash where there are none."""
    return NONE if amount is None else format_decimal(float(amount), "#,##0.#")


def out_of(amount: Fraction | None, most: int) -> str:
    """Return points of so many."""
    return _("%(points)s of %(most)s", points=points_of(amount), most=most)


def source_words(score: CriterionScore) -> str:
    """Return where a final level comes from."""
    if score.source is Source.TRAINER:
        return _("the trainer's level")
    if score.source is Source.PEERS:
        return ngettext("from one review", "median of %(num)s reviews", len(score.peers))
    return _("no level yet")


def level_text(criterion: Criterion, amount: Fraction | None) -> str:
    """Return what work of those points looks like; half-way, what of the lower level.

    The highest level builds on the one before it, so that one is told first.
    """
    if amount is None:
        return ""
    texts = {level.points: level.text for level in criterion.levels}
    text = texts.get(int(amount), "")
    if amount != max(texts) or not text.startswith(AS_BEFORE):
        return text
    return f"{texts.get(int(amount) - 1, '')} {_('Besides, %(more)s', more=text.removeprefix(AS_BEFORE))}".strip()


def points_to_aim_at(amount: Fraction) -> int:
    """Return the points to aim at next: the levels below the first good one tell what is lacking."""
    return max(int(amount) + 1, FIRST_GOOD)


def next_level(criterion: Criterion, amount: Fraction | None) -> str:
    """Return what the level to aim at asks for; empty at the highest, or without points."""
    if amount is None:
        return ""
    text = next((level.text for level in criterion.levels if level.points == points_to_aim_at(amount)), "")
    more = text.removeprefix(AS_BEFORE)
    return f"{more[:1].upper()}{more[1:]}"


def missing_words(one: ScoredProposal) -> tuple[str, ...]:
    """Return what a proposal still lacks, in sentences."""
    scores = one.scores
    without = sum(score.source is Source.NOBODY for score in scores.criteria)
    words = {
        Missing.NOTHING_WRITTEN: _("Nothing is written."),
        Missing.NOT_HANDED_IN: _("It is not handed in."),
        Missing.REVIEWS: _("%(done)s of %(asked)s reviews are in.", done=scores.submitted, asked=scores.asked),
        Missing.FLAGS: ngettext(
            "A flag waits for you: that review does not count.",
            "%(num)s flags wait for you: those reviews do not count.",
            scores.open_flags,
        ),
        Missing.LEVELS: ngettext(
            "One criterion has no level from anybody.", "%(num)s criteria have no level from anybody.", without
        ),
    }
    return tuple(words[missing] for missing in one.missing)
