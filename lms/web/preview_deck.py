"""The deck of a module in work: the slides of a mode in their running order, with notes and activities."""

from itertools import accumulate

from courses.blocks import Block
from courses.drafts import Draft
from courses.markup import fill
from courses.model import Activity, Mode, Module, Priority, Slide, Tier
from courses.rules.session import slides_for
from lms.http.i18n import gettext as _
from lms.web.blocks_html import Targets, render
from lms.web.content_words import beat_words, layout_words, priority_words
from lms.web.contexts.preview import ActivityView, DeckPage, NoteView, SlideView
from lms.web.contexts.shell import NavItem
from lms.web.frame import make_shell
from lms.web.preview_pages import address, head_of
from lms.web.words import mode_words, tier_words


def mode_of(asked: str) -> Mode:
    """Return the mode asked for, else that of the room."""
    return Mode(asked) if asked in set(Mode) else Mode.IN_PERSON


def tier_of(asked: str) -> Tier | None:
    """Return the tier asked for, else None: all slides whoever sees them."""
    return Tier(asked) if asked in set(Tier) else None


def deck_page(draft: Draft, module: Module, *, mode: Mode, tier: Tier | None) -> DeckPage:
    """Return the slides of a mode, those that a tier is shown or all of them."""
    if tier is None:
        slides = tuple(slide for slide in module.slides if mode in slide.modes)
    else:
        slides = slides_for(module, mode=mode, tier=tier)
    named = {slide.activity for slide in slides}
    begins = (0, *accumulate(slide.minutes for slide in slides))
    return DeckPage(
        shell=make_shell(_("Deck: %(title)s", title=module.title)),
        head=head_of(draft, "preview.deck"),
        modes=tuple(
            NavItem(mode_words(one), address("preview.deck", draft, mode=one, tier=tier), is_current=one is mode)
            for one in Mode
        ),
        tiers=tuple(
            NavItem(
                tier_words(one) if one else _("All slides"),
                address("preview.deck", draft, mode=mode, tier=one),
                is_current=one is tier,
            )
            for one in (None, *Tier)
        ),
        minutes=begins[-1],
        shortest=sum(slide.minimum for slide in slides if slide.priority is Priority.MUST),
        slides=tuple(
            _slide(module, slide, number=number, begins=begins[number - 1], mode=mode)
            for number, slide in enumerate(slides, start=1)
        ),
        others=tuple(_activity(module, one, mode) for one in module.activities if one.id not in named),
    )


def _slide(module: Module, slide: Slide, *, number: int, begins: int, mode: Mode) -> SlideView:
    activity = next((one for one in module.activities if one.id == slide.activity), None)
    only = "" if len(slide.modes) == len(Mode) else _("only %(mode)s", mode=mode_words(mode))
    facts = (layout_words(slide), priority_words(slide), _("at least %(minutes)s min", minutes=slide.minimum), only)
    notes = ((_("Say"), slide.say), (_("Ask"), slide.ask), (_("Do"), slide.do))
    return SlideView(
        number=number,
        id=slide.id,
        title=slide.title,
        beat=beat_words(slide.beat),
        begins=begins,
        ends=begins + slide.minutes,
        facts=" · ".join(fact for fact in facts if fact),
        for_whom=", ".join(tier_words(tier) for tier in slide.tiers),
        text=_words(module, slide.blocks).text,
        notes=tuple(_words(module, blocks, label) for label, blocks in notes if blocks),
        activity=_activity(module, activity, mode) if activity else None,
    )


def _activity(module: Module, activity: Activity, mode: Mode) -> ActivityView:
    parts = (
        (_("Aim"), activity.aim),
        (_("Materials"), activity.materials),
        (_("Steps"), activity.room if mode is Mode.IN_PERSON else activity.webinar),
        (_("Cards"), activity.cards),
        (_("Expected answers"), activity.expected),
        (_("Common wrong answers"), activity.wrong),
        (_("Debrief"), activity.debrief),
    )
    return ActivityView(
        id=activity.id,
        title=activity.title,
        facts=(
            (_("Minutes"), _("%(minutes)s, at least %(minimum)s", minutes=activity.minutes, minimum=activity.minimum)),
            (_("In a group"), str(activity.group)),
            (_("Objectives"), ", ".join(activity.objectives)),
        ),
        parts=tuple(_words(module, blocks, label) for label, blocks in parts if blocks),
    )


def _words(module: Module, blocks: tuple[Block, ...], label: str = "") -> NoteView:
    """Return words with the neutral fallback of every placeholder in them."""
    return NoteView(label, render(fill(blocks, {"module": module.title}), Targets()))
