"""Who can sign in to the demo, and under which names it stands. Everything here is invented. Loads nothing heavy."""

from dataclasses import dataclass

NETWORK_SLUG = "demo-network"
NETWORK_NAME = "Demo Network (invented)"
FIRST_SLUG = "sunrise-valley"
SECOND_SLUG = "harbour-light"
PASSWORD = "demo-training-2026"  # noqa: S105  (printed on the first page of the demo, on purpose)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A sign-in of the demo; `staff_code` is that of the member it acts as, empty for who is none."""

    email: str
    name: str
    what: str
    slug: str = FIRST_SLUG
    staff_code: str = ""
    roles: tuple[str, ...] = ()


CAST = (
    DemoAccount("learner@demo.example", "Wanjiru Kamau", "learner, loan officer", staff_code="S-021"),
    DemoAccount("director@demo.example", "Ousmane Traoré", "learner, member of the board", staff_code="S-001"),
    DemoAccount(
        "coordinator@demo.example",
        "Priya Raman",
        "coordinator of the institution",
        staff_code="S-015",
        roles=("coordinator",),
    ),
    DemoAccount(
        "facilitator@demo.example",
        "Luis Quispe",
        "facilitator, trainer of workshops",
        staff_code="S-011",
        roles=("facilitator", "ta_trainer"),
    ),
    DemoAccount("network@demo.example", "Nino Beridze", "network officer", slug="", roles=("network_officer",)),
    DemoAccount(
        "other@demo.example",
        "Maricel Santos",
        "coordinator of the other institution",
        slug=SECOND_SLUG,
        staff_code="H-012",
        roles=("coordinator",),
    ),
)


def sign_in_lines() -> tuple[str, ...]:
    """Return the sign-ins as lines to print."""
    return (
        f"Demo: everybody and everything in it is invented. The password of each sign-in is {PASSWORD}",
        *(f"  {person.email:26} {person.what}" for person in CAST),
    )
