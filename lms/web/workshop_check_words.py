"""What the checks say of a whole proposal, in words: for its authors with the feedback, for the trainer who scores."""

from collections.abc import Sequence

from courses.completeness import Completeness
from courses.traces import TraceWarning
from lms.http.i18n import gettext as _
from lms.http.i18n import ngettext
from lms.reports.workshop_feedback import FactCheck
from lms.web.contexts.workshop_feedback import CheckGroup

MOST_SENTENCES = 12


def check_groups(
    completeness: Completeness, contradictions: Sequence[FactCheck], hanging: Sequence[TraceWarning]
) -> tuple[CheckGroup, ...]:
    """Return completeness, facts and the way from gap to measure, each with a line and its first sentences."""
    notes = (*(one.note for one in completeness.parts), *(one.note for one in completeness.limbs))
    lacking = [note for note in notes if note]
    return (
        CheckGroup(
            _("Completeness"),
            "renew" if lacking else "good",
            completeness.sentence,
            tuple(lacking[:MOST_SENTENCES]),
        ),
        CheckGroup(
            _("Facts of the case"),
            "renew" if contradictions else "good",
            ngettext(
                "%(num)s sentence does not agree with the case.",
                "%(num)s sentences do not agree with the case.",
                len(contradictions),
            )
            if contradictions
            else _("No sentence was found that contradicts the case."),
            tuple(one.sentence for one in contradictions[:MOST_SENTENCES]),
        ),
        CheckGroup(
            _("From gap to measure"),
            "renew" if hanging else "good",
            ngettext("%(num)s thing hangs in the air.", "%(num)s things hang in the air.", len(hanging))
            if hanging
            else _("Every gap has an answer, and every answer a gap."),
            tuple(one.text for one in hanging[:MOST_SENTENCES]),
        ),
    )
