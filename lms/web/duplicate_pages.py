"""The pages about people who may stand in the roster twice."""

from collections.abc import Mapping

from flask import url_for

from lms.http.i18n import format_date
from lms.http.i18n import gettext as _
from lms.http.viewer import InstitutionPlace
from lms.institutions.duplicates import Pair, Reason
from lms.institutions.roster_people import Person
from lms.institutions.rules import Stretch
from lms.web.contexts.duplicates import DuplicatesPage, MergePage, PairLine, PersonCard
from lms.web.contexts.members import TenureLine
from lms.web.contexts.shell import Action
from lms.web.frame import make_shell
from lms.web.member_pages import member_href
from lms.web.paging import make_pages
from lms.web.status_words import last_day
from lms.web.words import tier_words
from lms.workflows.merge_members import Merge

ROWS = 25


def duplicates_page(place: InstitutionPlace, pairs: tuple[Pair, ...], *, number: int) -> DuplicatesPage:
    """Return a page of the pairs."""

    def href(to: int) -> str:
        return url_for("duplicates.index", institution=place.slug, page=to)

    shown = pairs[(number - 1) * ROWS : number * ROWS]
    return DuplicatesPage(
        shell=make_shell(_("People who may be there twice")),
        institution=place.name,
        pairs=tuple(_line(place, pair) for pair in shown),
        pages=make_pages(number, size=ROWS, total=len(pairs), href=href),
        back=Action(_("All people"), url_for("members.index", institution=place.slug)),
    )


def merge_page(place: InstitutionPlace, merge: Merge) -> MergePage:
    """Return the page that shows what merging would do."""
    kept, gone = merge.kept.person, merge.gone.person
    return MergePage(
        shell=make_shell(_("Same person?")),
        institution=place.name,
        kept=_card(place, kept, gone, merge.kept.counts),
        gone=_card(place, gone, kept, merge.gone.counts),
        reasons=_reasons(merge.pair),
        places=tuple(_tenure(stretch) for stretch in merge.history),
        href=_href(place, "merge", kept, gone),
        swap_href=_href(place, "show", gone, kept),
        distinct_href=_href(place, "keep_apart", kept, gone),
        back=Action(_("All pairs"), url_for("duplicates.index", institution=place.slug)),
    )


def reason_words(reason: Reason) -> str:
    """Return why two may be one."""
    return {
        Reason.SAME_NAME: _("the same name"),
        Reason.ORDER: _("the same names in another order"),
        Reason.SPELLING: _("a similar spelling"),
        Reason.INITIALS: _("initials that fit"),
        Reason.SCRIPT: _("the same name in another script"),
        Reason.EMAIL: _("a similar address"),
        Reason.CODE: _("the same code but for zeros"),
        Reason.FIRST_DAY: _("begun on the same day in the same branch"),
        Reason.BRANCH: _("the same branch"),
    }[reason]


def _line(place: InstitutionPlace, pair: Pair) -> PairLine:
    return PairLine(
        first=_card(place, pair.first, pair.second, {}),
        second=_card(place, pair.second, pair.first, {}),
        likeness=pair.likeness,
        reasons=_reasons(pair),
        distinct_href=_href(place, "keep_apart", pair.first, pair.second),
    )


def _card(place: InstitutionPlace, person: Person, other: Person, counts: Mapping[str, int]) -> PersonCard:
    return PersonCard(
        name=person.name,
        name_other=person.name_other,
        staff_code=person.staff_code,
        email=person.email,
        places=tuple(_place(stretch) for stretch in person.history),
        counts=tuple((_counted(key), number) for key, number in counts.items()),
        href=member_href(place, person.id, "show"),
        keep_href=_href(place, "show", person, other),
    )


def _reasons(pair: Pair) -> str:
    return ", ".join(reason_words(reason) for reason in pair.reasons)


def _counted(key: str) -> str:
    return {
        "completions": _("Completions"),
        "certificates": _("Certificates"),
        "attestations": _("Attestations"),
        "waivers": _("Waivers"),
        "attempts": _("Quizzes"),
        "sessions": _("Sessions"),
    }[key]


def _place(stretch: Stretch) -> str:
    words = f"{tier_words(stretch.tier)} · {stretch.branch_name}"
    ends_on = last_day(stretch.ends_on)
    begin = format_date(stretch.starts_on, "d MMM y")
    if ends_on is None:
        return _("%(place)s, since %(day)s", place=words, day=begin)
    return _("%(place)s, %(first)s to %(last)s", place=words, first=begin, last=format_date(ends_on, "d MMM y"))


def _tenure(stretch: Stretch) -> TenureLine:
    return TenureLine(tier_words(stretch.tier), stretch.branch_name, stretch.starts_on, last_day(stretch.ends_on))


def _href(place: InstitutionPlace, view: str, kept: Person, gone: Person) -> str:
    return url_for(f"duplicates.{view}", institution=place.slug, member_id=kept.id, other_id=gone.id)
