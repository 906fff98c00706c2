"""Forms about a member: what each asks and says, shown, shown again when refused, and where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.db.engine import session
from lms.errors import Conflict, Invalid
from lms.http.i18n import gettext as _
from lms.http.moment import today_at
from lms.http.viewer import InstitutionPlace
from lms.institutions.service import list_branches
from lms.reports.people import MemberRow, read_member
from lms.web.contexts.members import LeavePage, MemberFormPage
from lms.web.contexts.shell import Action, FormState
from lms.web.figures import branch_choices, tier_choices
from lms.web.frame import make_shell
from lms.web.member_pages import member_href
from lms.web.status_words import last_day
from lms.web.words import LANGUAGES

PERSON, PLACE = ("name", "name_other", "staff_code", "email", "language"), ("tier", "branch_id")
Refusable = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class FormWords:
    """What a form about a member says and asks, and where it goes."""

    title: str
    lede: str
    submit: str
    fields: tuple[str, ...]
    action: str
    back: Action


def new_words(place: InstitutionPlace) -> FormWords:
    """Return the form for somebody who comes."""
    return FormWords(
        title=_("Add a person"),
        lede=_("She counts from the day she begins. Without a login she can still take part in sessions."),
        submit=_("Add this person"),
        fields=(*PERSON, *PLACE, "starts_on", "invite"),
        action=url_for("members.create", institution=place.slug),
        back=Action(_("All people"), url_for("members.index", institution=place.slug)),
    )


def edit_words(place: InstitutionPlace, row: MemberRow) -> FormWords:
    """Return the form for names, code, address and language."""
    return FormWords(
        title=_("Change %(name)s", name=row.name),
        lede=_("Certificates that were issued keep the name they carry. Who signs in keeps the address of her login."),
        submit=_("Save"),
        fields=PERSON,
        action=member_href(place, row.id, "edit"),
        back=back_to(place, row),
    )


def move_words(place: InstitutionPlace, row: MemberRow) -> FormWords:
    """Return the form for another tier or branch."""
    return FormWords(
        title=_("Move %(name)s", name=row.name),
        lede=_("Until the day before, she counts where she was; from that day on, where she goes."),
        submit=_("Record the move"),
        fields=(*PLACE, "on"),
        action=member_href(place, row.id, "move"),
        back=back_to(place, row),
    )


def rejoin_words(place: InstitutionPlace, row: MemberRow) -> FormWords:
    """Return the form for somebody who comes back."""
    return FormWords(
        title=_("%(name)s comes back", name=row.name),
        lede=_("What she completed before still counts for as long as it is valid."),
        submit=_("Start the new place"),
        fields=(*PLACE, "starts_on"),
        action=member_href(place, row.id, "rejoin"),
        back=back_to(place, row),
    )


def show_form(place: InstitutionPlace, words: FormWords, state: FormState) -> str:
    """Return the page of a form."""
    branches, spoken = list_branches(session(), institution_id=place.id), state.values.get("language", "")
    page = MemberFormPage(
        shell=make_shell(words.title),
        title=words.title,
        lede=words.lede,
        fields=words.fields,
        action=words.action,
        submit=words.submit,
        back=words.back,
        branches=branch_choices(branches),
        tiers=tier_choices(),
        languages=LANGUAGES if spoken in dict(LANGUAGES) or not spoken else (*LANGUAGES, (spoken, spoken)),
        state=state,
        add_branch=None if branches else Action(_("Add a branch"), url_for("branches.index", institution=place.slug)),
    )
    return render_template("members/form.html", page=page)


def show_refused(place: InstitutionPlace, words: FormWords, error: Invalid | Conflict) -> tuple[str, int]:
    """Return the form again with what was typed and what to change."""
    return show_form(place, words, refused_state(error)), 422


def refused_state(error: Invalid | Conflict) -> FormState:
    """Return what was typed with the sentence at its field; what stands for the whole has no field."""
    faults = error.fields if isinstance(error, Invalid) else {"": str(error)}
    return FormState(values=request.form.to_dict(), errors=faults)


def leave_page(place: InstitutionPlace, row: MemberRow, *, state: FormState, on: date | None = None) -> LeavePage:
    """Return the page that asks for the day; with `on`, a day that was checked, the page that says what it means."""
    return LeavePage(
        shell=make_shell(_("%(name)s leaves", name=row.name)),
        name=row.name,
        state=state,
        on=on,
        last_day=last_day(on),
        href=member_href(place, row.id, "leave"),
        back=back_to(place, row),
    )


def go_on(place: InstitutionPlace, member_id: int, sentence: str) -> Response:
    """Go to the member's page, where it is said what was done."""
    flash(sentence, "done")
    return redirect(member_href(place, member_id, "show"), code=303)


def row_of(place: InstitutionPlace, member_id: int) -> MemberRow:
    """Return a member as she stands today; one of another institution is not found."""
    return read_member(session(), institution_id=place.id, member_id=member_id, on=today_at(place.zone)).row


def back_to(place: InstitutionPlace, row: MemberRow) -> Action:
    """Return the way back to a member's page."""
    return Action(row.name, member_href(place, row.id, "show"))


def shown_in_form(row: MemberRow) -> Mapping[str, str]:
    """Return what the form about a person begins with."""
    return {field: str(getattr(row, field)) for field in PERSON}
