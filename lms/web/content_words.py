"""The words for what a module is made of, in the language of the page: for who writes it."""

from courses.model import Beat, Layout, Priority, Role, Slide, Track
from lms.http.i18n import gettext as _
from quizzes.model import Kind


def kind_words(kind: Kind) -> str:
    """Return a kind of question in words."""
    return {
        Kind.SINGLE: _("One right option"),
        Kind.MULTIPLE: _("Several right options"),
        Kind.TRUE_FALSE: _("True or false"),
        Kind.ORDERING: _("Put in order"),
        Kind.MATCHING: _("Match"),
        Kind.NUMERIC: _("A number"),
    }[kind]


def track_words(track: Track) -> str:
    """Return a track in words."""
    return {Track.FULL: _("Everything"), Track.BOARD: _("Board track"), Track.FIELD: _("Field track")}[track]


def beat_words(beat: Beat) -> str:
    """Return a beat of the series in words."""
    return {
        Beat.OPENING: _("Opening"),
        Beat.RECAP: _("The principles in short"),
        Beat.PRACTICE: _("The principle in practice"),
        Beat.CLIENT: _("The client's view"),
        Beat.FEEDBACK: _("Participants' feedback"),
        Beat.TOOLS: _("Tools for better practice"),
        Beat.CLOSE: _("Conclusion and commitment"),
    }[beat]


def layout_words(slide: Slide) -> str:
    """Return what a slide looks like in words."""
    return {
        Layout.TITLE: _("title"),
        Layout.STATEMENT: _("statement"),
        Layout.TWO_SIDES: _("two sides"),
        Layout.PROCESS: _("steps"),
        Layout.TABLE: _("table"),
        Layout.CHART: _("chart of these numbers"),
        Layout.CASE: _("case"),
        Layout.QUESTION: _("question"),
        Layout.ACTIVITY: _("activity"),
        Layout.POLL: _("poll"),
        Layout.RECAP: _("recap"),
    }[slide.layout]


def priority_words(slide: Slide) -> str:
    """Return what happens to a slide when time is short."""
    if slide.role is not Role.CONTENT:
        return {
            Role.PRETEST: _("first test, never dropped"),
            Role.DISCUSSION: _("discussion, never dropped"),
            Role.POSTTEST: _("last test, never dropped"),
            Role.EVALUATION: _("evaluation, never dropped"),
        }[slide.role]
    return {Priority.MUST: _("must"), Priority.SHOULD: _("should"), Priority.COULD: _("could")}[slide.priority]
