"""How far scores are apart, and where a review stands, in words."""

from collections.abc import Mapping

from courses.workshop import Criterion
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.reports.workshop_reviews import OwnReview, ReviewedProposal, ReviewLine
from lms.workshops.assigning import Assigned
from lms.workshops.calibration import Comparison
from lms.workshops.reviews import ReviewKind


def apart_words(apart: int) -> str:
    """Return by how much somebody is more generous or stricter than the reference."""
    if apart == 0:
        return _("Like the reference")
    if apart > 0:
        return ngettext("%(num)s point more generous", "%(num)s points more generous", apart)
    return ngettext("%(num)s point stricter", "%(num)s points stricter", -apart)


def agreement_words(compared: Comparison) -> str:
    """Return in a sentence on how many criteria somebody agrees with the reference."""
    if compared.widest is None:
        return _("You gave what the reference gives.")
    return _("You and the reference agree on %(same)s of %(all)s criteria.", same=compared.same, all=len(compared.gaps))


def advice_words(compared: Comparison, criteria: Mapping[str, Criterion]) -> str:
    """Return which way somebody's scores lean, and where to begin to read."""
    if compared.widest is None:
        return _("Read its reasons all the same.")
    title = criteria[compared.widest.criterion].title
    where = _("Begin with “%(title)s”: the gap is widest there.", title=title)
    return f"{_lean(compared)} {where}"


def distance_words(compared: Comparison) -> str:
    """Return the same in one line, for the trainer's list."""
    if compared.distance == 0:
        return _("like the reference")
    apart = ngettext("%(num)s point apart", "%(num)s points apart", compared.distance)
    if compared.lean == compared.distance:
        return _("%(apart)s, more generous", apart=apart)
    if compared.lean == -compared.distance:
        return _("%(apart)s, stricter", apart=apart)
    return _("%(apart)s, some more generous, some stricter", apart=apart)


def own_state(review: OwnReview) -> tuple[str, str]:
    """Return where a review that somebody writes stands: a word for its colour, and words."""
    if review.submitted_at is not None:
        return "done", _("Submitted")
    return ("renew", _("Draft")) if review.is_begun else ("open", _("To write"))


def line_state(line: ReviewLine) -> tuple[str, str]:
    """Return where a review stands for the trainer."""
    if line.is_set_aside:
        return "open", _("Set aside")
    if line.asks_to_be_looked_at:
        return "late", _("Flagged")
    if line.submitted_at is not None:
        return "done", _("Submitted")
    if line.has_left:
        return "late", _("Left without it")
    if line.kind is not ReviewKind.PEER:
        return "done", _("Scored")
    return ("renew", _("Draft")) if line.is_begun else ("open", _("Not begun"))


def reviewer_words(line: ReviewLine) -> str:
    """Return who writes a review: by name, or by the letter where the one who looks may not know it."""
    if line.kind is ReviewKind.PEER:
        return line.reviewer or _("Reviewer %(letter)s", letter=line.letter)
    return _("%(name)s (trainer)", name=line.reviewer) if line.reviewer else _("Trainer")


def byline_words(line: ReviewLine, proposal: ReviewedProposal) -> str:
    """Return whose review of what it is."""
    return _("%(reviewer)s on the proposal of %(author)s", reviewer=reviewer_words(line), author=proposal.author)


def given_words(given: Assigned) -> str:
    """Return what was given out, in words for the trainer."""
    if given.proposals == 0:
        return _("The reviews are open, but no proposal has a word in it yet. Give them out here when some have.")
    if given.made == 0 and given.short == 0:
        return _("Nothing was missing: each proposal has its reviews.")
    made = ngettext("%(num)s review is given out.", "%(num)s reviews are given out.", given.made)
    if given.short == 0:
        return made
    short = ngettext(
        "%(num)s proposal gets fewer: there is nobody else who may read it. Review it yourself.",
        "%(num)s proposals get fewer: there is nobody else who may read them. Review them yourself.",
        given.short,
    )
    return f"{made} {short}" if given.made else short


def _lean(compared: Comparison) -> str:
    if compared.lean == compared.distance:
        return _("Where you differ, you are more generous.")
    if compared.lean == -compared.distance:
        return _("Where you differ, you are stricter.")
    return _("Where you differ, it goes both ways.")
