"""The words for what lists of people hold and do."""

from lms.http.i18n import gettext as _
from lms.institutions.roster_cells import FaultKind
from lms.institutions.roster_imports import State
from lms.institutions.roster_places import Change
from lms.institutions.roster_words import Field
from lms.web.words import tier_words


def field_words(field: str) -> str:
    """Return what a column is called; `ends_on` is the day after somebody's last."""
    return {
        Field.STAFF_CODE.value: _("Staff code"),
        Field.NAME.value: _("Name"),
        Field.SURNAME.value: _("Surname"),
        Field.MIDDLE_NAME.value: _("Middle name"),
        Field.SECOND_SURNAME.value: _("Second surname"),
        Field.STATUS.value: _("Who has left, in words"),
        Field.NAME_OTHER.value: _("Name in another script"),
        Field.EMAIL.value: _("E-mail"),
        Field.BRANCH.value: _("Branch"),
        Field.TIER.value: _("Tier"),
        Field.SINCE.value: _("Since"),
        Field.JOINED_ON.value: _("Joined on"),
        Field.LEFT_ON.value: _("Last day"),
        Field.LANGUAGE.value: _("Language"),
        "ends_on": _("First day away"),
    }.get(field, field)


def field_hint(field: Field) -> str:
    """Return what a column is for, where its name does not say it."""
    return {
        Field.STAFF_CODE: _("By it people are recognised, whatever else changes."),
        Field.SURNAME: _("Only where names stand in two columns."),
        Field.MIDDLE_NAME: _("Only where names stand in three columns: it comes before the surname."),
        Field.SECOND_SURNAME: _("Only where there are two surnames in two columns."),
        Field.STATUS: _("A word such as “resigned”: rows without a last day then wait for it."),
        Field.SINCE: _("First day in this tier and branch. A promotion is a new place from that day on."),
        Field.JOINED_ON: _("First day with the institution; counts for people who are new here."),
        Field.LEFT_ON: _("Last day of who leaves; empty for who is here."),
        Field.TIER: _("One of the five tiers, or a job title."),
    }.get(field, "")


def change_words(change: str) -> str:
    """Return what an import does with somebody."""
    return {
        Change.NEW.value: _("New"),
        Change.CHANGED.value: _("Changed"),
        Change.MOVED.value: _("Other branch"),
        Change.TIER.value: _("Other tier"),
        Change.LEFT.value: _("Leaves"),
        Change.RETURNED.value: _("Back"),
        Change.UNCHANGED.value: _("Unchanged"),
    }[change]


def fault_words(kind: FaultKind) -> str:
    """Return what is wrong with rows of one kind."""
    return {
        FaultKind.FORMULA: _("Formulas"),
        FaultKind.BROKEN_CELL: _("Cells with an error"),
        FaultKind.STAFF_CODE: _("Staff codes"),
        FaultKind.NAME: _("Names"),
        FaultKind.EMAIL: _("Addresses"),
        FaultKind.TIER: _("Tiers that are not understood"),
        FaultKind.BRANCH: _("Branches that are not there"),
        FaultKind.DATE: _("Dates"),
        FaultKind.LANGUAGE: _("Languages"),
        FaultKind.TWICE: _("People who stand in the list twice, differently"),
        FaultKind.WHO: _("People who cannot be told apart, or lack something"),
        FaultKind.GONE: _("People who have left, and nobody says when"),
        FaultKind.HISTORY: _("Days that do not fit"),
    }[kind]


def state_words(state: State) -> str:
    """Return where a list stands."""
    return {
        State.READING: _("being read"),
        State.REFUSED: _("could not be read"),
        State.READ: _("waiting for you"),
        State.APPLYING: _("being written"),
        State.APPLIED: _("applied"),
        State.DROPPED: _("dropped"),
    }[state]


def value_words(field: str, value: str) -> str:
    """Return a value of a person as it is shown."""
    return tier_words(value) if field == Field.TIER and value else value
