"""The debrief: all proposals of a workshop on a few slides with notes, for its trainer. No name stands in it."""

from courses.cases import Case
from courses.model import Layout
from courses.workshop import Workshop
from webinar_kits.pptx_pages import About, Page, make_page
from webinar_kits.pptx_writer import pages_deck
from webinar_kits.wording import language_tag
from webinar_kits.workshop import debrief_pages
from webinar_kits.workshop.debrief_data import LEAST_PROPOSALS, Debrief
from webinar_kits.workshop.drawing import paragraphs
from webinar_kits.workshop.pitch_talk import count_words
from webinar_kits.workshop.speaking import spoken

AUTHOR = "CPP Training"


def write_debrief_deck(found: Debrief, *, case: Case, workshop: Workshop) -> bytes:
    """Return the deck as PPTX; the same debrief gives the same bytes."""
    return pages_deck(debrief_slides(found, case=case, workshop=workshop), _about(found, case))


def debrief_slides(found: Debrief, *, case: Case, workshop: Workshop) -> tuple[Page, ...]:
    """Return the slides. With one proposal or two, only what is withheld and why, and questions; with none, those."""
    cover = _cover(found, case)
    if found.is_withheld:
        why = (_withheld(found),) if found.proposals else ()
        return cover, *why, debrief_pages.questions(found, case, workshop)
    return (
        cover,
        *debrief_pages.heat_map(found, workshop),
        *debrief_pages.excerpts(found, workshop),
        debrief_pages.gaps(found, workshop),
        debrief_pages.errors(found, case),
        *debrief_pages.rubric(found, workshop),
        debrief_pages.questions(found, case, workshop),
    )


def _about(found: Debrief, case: Case) -> About:
    return About(
        title="Workshop debrief",
        subject=f"Upgrade proposals for {case.title}, without names",
        author=AUTHOR,
        language=language_tag(found.language),
        keywords=f"case {case.id}, edition {case.edition}",
        footer=f"Debrief · {case.title}",
        series="Workshop",
        dated_on=found.held_on,
        session=("For the trainer. No names are in it.",),
    )


def _cover(found: Debrief, case: Case) -> Page:
    handed = f"{found.handed_in} of them handed in" if found.handed_in else "none handed in yet"
    if found.handed_in == found.proposals:
        handed = "all handed in" if found.proposals > 1 else "handed in"
    told = f"{count_words(found.proposals, 'proposal')} for {case.title}, {handed}"
    notes = spoken(
        "Before the plenary",
        ("DO", (
            "Look through the slides once. Take out what you do not want to talk about: everything is native text.",
            "Letters and their order come from chance; they are not the order of the board, of names or of teams.",
            "Excerpts carry no letter. None in which the name of somebody of this workshop stands was taken.",
        )),
        ("SAY", ("You wrote more than these slides show. We look at what we did together, not at who did it.",)),
    )  # fmt: skip
    blocks = paragraphs(told) if found.proposals else paragraphs("Nothing is written yet")
    return make_page(Layout.TITLE, "What we wrote, together", blocks=blocks, notes=notes)


def _withheld(found: Debrief) -> Page:
    count = count_words(found.proposals, "proposal")
    text = (
        f"There {'is' if found.proposals == 1 else 'are'} {count}. A map, excerpts, gaps, errors and scores would be "
        "somebody's: they are withheld.",
        f"From {LEAST_PROPOSALS} proposals on they are shown.",
    )
    notes = spoken(
        "Why there is so little",
        ("WITHHELD", (
            "The coverage of the 18 parts, the strongest excerpt of each limb, the commonest gaps, the commonest "
            "errors of fact, the spread of the rubric.",
        )),
        ("DO", ("Speak with who wrote in person. The next slide has questions that need no figures.",)),
    )  # fmt: skip
    return make_page(Layout.STATEMENT, "Too few to be nobody’s", blocks=paragraphs(*text), notes=notes)
