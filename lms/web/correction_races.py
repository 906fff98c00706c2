"""Two authors at once: the second reads who did what and when, finds what she had filled in, and what to do now."""

from flask import url_for

from lms.attempts.correction_events import Event
from lms.http.i18n import gettext as _
from lms.http.i18n import moment_in_zone
from lms.http.viewer import viewer
from lms.web.contexts.corrections import Facts, OvertakenPage
from lms.web.contexts.shell import Action
from lms.web.correction_words import key_words, policy_words
from lms.web.forms.corrections import Sent
from lms.web.frame import make_shell
from lms.workflows.key_races import Overtaken
from quizzes.model import Item


def told(event: Event, who: str) -> str:
    """Return who did what and when, and why."""
    values = {
        "who": who or _("Somebody who has the server"),
        "item": event.item_id,
        "when": moment_in_zone(event.at, viewer().zone),
        "reason": event.reason,
    }
    if event.is_undo:
        return _("%(who)s undid a correction of the question “%(item)s” on %(when)s: “%(reason)s”", **values)
    return _("%(who)s corrected the question “%(item)s” on %(when)s: “%(reason)s”", **values)


def holds_words(event: Event | None, who: str) -> str:
    """Return why a key is not taken: it holds already."""
    if event is None:
        return _("This is the key that holds already. Choose another one.")
    return _("This is the key that holds already. %(told)s Choose another one.", told=told(event, who))


def since_words(fault: Overtaken) -> str:
    """Return what came between a preview and its press."""
    return _("%(told)s Below is what yours would do now.", told=told(fault.event, fault.who))


def same_page(fault: Overtaken, item: Item, sent: Sent, *, hidden: Facts) -> OvertakenPage:
    """Return the page for who wanted what somebody did a moment before; `item` as it is marked now."""
    event, asked = fault.event, sent.asked
    now = [_("The key you chose holds by now. Its letters are on their way, and nothing is left to do.")]
    if fault.otherwise:
        editions = ", ".join(fault.otherwise)
        now = [_("The key you chose holds by now, and its letters are on their way.")]
        now.append(_("In these editions another one does: %(editions)s. Look at it there.", editions=editions))
    is_other_way = not event.is_undo and event.policy is not asked.policy
    if is_other_way:
        now.append(
            _(
                "It was made another way than you chose: %(policy)s. To have yours, undo it; the form then comes back "
                "as you had filled it in.",
                policy=policy_words(event.policy),
            )
        )
    undo = Action(_("Undo theirs"), url_for("corrections.ask_undo", correction_id=event.correction_id))
    return OvertakenPage(
        shell=make_shell(_("Somebody was faster")),
        told=told(event, fault.who),
        now=tuple(now),
        stem=item.stem,
        key=key_words(item),
        typed=((_("Who answered before"), policy_words(asked.policy)), (_("Why"), sent.reason)),
        hidden=hidden,
        change=Action(_("Change it"), form_href(sent)),
        undo=undo if is_other_way else None,
        back=Action(_("All corrections"), url_for("corrections.index")),
    )


def form_href(sent: Sent) -> str:
    """Return where the form of a correction comes back as it was filled in."""
    asked = sent.asked
    return url_for("corrections.show", module_id=asked.module_id, item_id=asked.item_id, edition=asked.edition)


def undone_page(
    fault: Overtaken, item: Item, *, reason: str, hidden: Facts = (), change: Action | None = None
) -> OvertakenPage:
    """Return the page for who wanted to undo what somebody undid a moment before.

    `hidden` and `change` bring back the form of a correction of hers that waited for it.
    """
    nothing = _("It is undone: nothing is left to do.")
    waits = _("It is undone. What you had filled in for your own correction is kept.")
    return OvertakenPage(
        shell=make_shell(_("Somebody was faster")),
        told=told(fault.event, fault.who),
        now=(waits if change else nothing,),
        stem=item.stem,
        key=key_words(item),
        typed=((_("Why"), reason),) if reason.strip() else (),
        hidden=hidden,
        change=change,
        undo=None,
        back=Action(_("All corrections"), url_for("corrections.index")),
    )
