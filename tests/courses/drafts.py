"""Proposals for tests: small ones written out, and random ones by seedless strategies."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import strategies as st

from courses.proposals import Finding, Proposal, Recommendation, Risk

IDS = [str(UUID(int=number)) for number in range(1, 13)]
DAYS = st.none() | st.dates(date(2026, 6, 1), date(2027, 6, 1))
TEXTS = st.sampled_from(["", " ", "Boxes stay shut", "Nobody rings back, and nobody knows whom to ask about it at all"])
COSTS = st.none() | st.decimals(0, 50_000, places=2)
INDICATORS = ("policy-approved", "two-channels", "staff-trained", "named-owner", "monthly-report", "no-such-thing")


@st.composite
def findings(draw, finding_id: str) -> Finding:
    return Finding(
        finding_id,
        text=draw(TEXTS),
        limb=draw(st.sampled_from(["", "a", "b", "c", "d"])),
        indicators=tuple(draw(st.lists(st.sampled_from(INDICATORS), max_size=3, unique=True))),
        facts=tuple(draw(st.lists(st.sampled_from([1, 7, 56, 82, 97, 0]), max_size=3, unique=True))),
        exhibits=tuple(draw(st.lists(st.sampled_from(["E3", "12", "register", "E99", "no"]), max_size=2, unique=True))),
    )


@st.composite
def recommendations(draw, recommendation_id: str) -> Recommendation:
    cost = draw(COSTS)
    return Recommendation(
        recommendation_id,
        title=draw(TEXTS),
        findings=tuple(draw(st.lists(st.sampled_from(IDS[:6]), max_size=3))),
        owner=draw(st.sampled_from(["", "Head of operations", "head of  operations", "Clerk"])),
        cost=cost,
        cost_text=str(cost) if cost is not None else draw(st.sampled_from(["", "about ten thousand"])),
        payer=draw(st.sampled_from(["", "Sandrel", "the lender", "The  lender"])),
        starts_on=draw(DAYS),
        ends_on=draw(DAYS),
        measure=draw(TEXTS),
        target=draw(TEXTS),
        tool=draw(st.sampled_from(["", "register-form"])),
    )


@st.composite
def proposals(draw) -> Proposal:
    return Proposal(
        "sandrel",
        findings=tuple(draw(findings(one)) for one in IDS[: draw(st.integers(0, 4))]),
        recommendations=tuple(draw(recommendations(one)) for one in IDS[6 : 6 + draw(st.integers(0, 5))]),
    )


def whole_proposal(sections: dict[str, str]) -> Proposal:
    """Return a proposal in which nothing is lacking but what `sections` say."""
    starts = date(2026, 9, 1)
    limbs = {
        "a": ("two-channels", 50),
        "b": ("staff-trained", 65),
        "c": ("answered-in-time", 60),
        "d": ("monthly-report", 70),
    }
    return Proposal(
        "sandrel",
        title="Heard, and answered",
        sections=sections,
        findings=tuple(
            Finding(IDS[place], f"What fails in {limb}", limb, (indicator,), (fact,), ("E12",))
            for place, (limb, (indicator, fact)) in enumerate(limbs.items())
        ),
        recommendations=tuple(
            Recommendation(
                IDS[6 + place],
                title=f"Mend {limb}",
                findings=(IDS[place],),
                owner=f"Owner {limb}",
                cost=Decimal(1000 + place),
                cost_text=str(1000 + place),
                payer="Sandrel",
                starts_on=starts + timedelta(weeks=place),
                ends_on=starts + timedelta(weeks=place, days=13),
                measure="Entries a month",
                target="20",
                tool="register-form",
            )
            for place, limb in enumerate(limbs)
        ),
        risks=(Risk(IDS[11], "More complaints than hands", "A second clerk for a month", "Head of operations"),),
    )
