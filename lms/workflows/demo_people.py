"""The people of the demo and their working lives, in months before today. All names are invented."""

from dataclasses import dataclass

from courses.model import Tier
from lms.institutions.service import Profile
from lms.workflows.demo_cast import FIRST_SLUG, SECOND_SLUG

HEAD = "Head office"
BOARD, SENIOR, MIDDLE, SUPPORT, FIELD = (
    Tier.BOARD,
    Tier.SENIOR_MANAGEMENT,
    Tier.MIDDLE_MANAGEMENT,
    Tier.SUPPORT,
    Tier.FIELD,
)


@dataclass(frozen=True, slots=True)
class Move:
    """A change of place, so many months ago."""

    months_ago: int
    tier: Tier
    branch: str


@dataclass(frozen=True, slots=True)
class Person:
    """A member: where she began, how many months ago, and what happened then."""

    name: str
    tier: Tier
    branch: str
    came: int
    left: int | None = None
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class DemoInstitution:
    """An institution of the demo: staff codes are the letter and the place in `people`."""

    slug: str
    letter: str
    profile: Profile
    branches: tuple[str, ...]
    people: tuple[Person, ...]


FIRST = DemoInstitution(
    slug=FIRST_SLUG,
    letter="S",
    profile=Profile(
        name="Sunrise Valley Microfinance (invented)",
        zone="Africa/Nairobi",
        currency="KES",
        hotline="0800 000 111",
        colour="#1f6f5c",
    ),
    branches=(HEAD, "Market Street", "Lakeside"),
    people=(
        Person("Ousmane Traoré", BOARD, HEAD, 44),
        Person("Grace Akinyi Odhiambo", BOARD, HEAD, 60),
        Person("Hans-Peter Vogel", BOARD, HEAD, 31),
        Person("Zainab Al-Khatib", BOARD, HEAD, 19),
        Person("Ravi Subramanian", BOARD, HEAD, 58, left=4),
        Person("Margaret Njeri Mwangi", SENIOR, HEAD, 71),
        Person("Tomasz Wiśniewski", SENIOR, HEAD, 25),
        Person("Fatou Ndiaye", SENIOR, HEAD, 38),
        Person("Kenji Nakamura", MIDDLE, HEAD, 29, move=Move(5, SENIOR, HEAD)),
        Person("Rosa Huamán", MIDDLE, "Market Street", 47),
        Person("Luis Quispe", MIDDLE, HEAD, 33),
        Person("Peter Kiprotich", MIDDLE, "Lakeside", 52),
        Person("Amina Yusuf Warsame", FIELD, "Market Street", 40, move=Move(6, MIDDLE, "Market Street")),
        Person("Thandiwe Dlamini", SUPPORT, HEAD, 22),
        Person("Priya Raman", SUPPORT, HEAD, 35),
        Person("Elena Popescu", SUPPORT, HEAD, 41),
        Person("Samuel Otieno Ouma", SUPPORT, HEAD, 13),
        Person("Leila Haddad", SUPPORT, HEAD, 27, left=2),
        Person("Chidi Okonkwo", SUPPORT, HEAD, 3),
        Person("Mei-Ling Tan", SUPPORT, HEAD, 50),
        Person("Wanjiru Kamau", FIELD, "Market Street", 16),
        Person("Joseph Mutua", FIELD, "Market Street", 26),
        Person("Halima Abdi", FIELD, "Market Street", 9),
        Person("Daniel Wekesa", FIELD, "Market Street", 37),
        Person("Sofía Ramírez", FIELD, "Market Street", 21),
        Person("Brian Kipchoge Langat", FIELD, "Market Street", 4),
        Person("Nasra Hassan", FIELD, "Market Street", 18, left=5),
        Person("Esther Chebet", FIELD, "Lakeside", 45),
        Person("Ibrahim Kone", FIELD, "Lakeside", 12),
        Person("Lakshmi Nair", FIELD, "Lakeside", 30),
        Person("Moses Barasa", FIELD, "Lakeside", 24, move=Move(3, FIELD, "Market Street")),
        Person("Anh Nguyen", FIELD, "Lakeside", 15),
        Person("Faith Nyambura", FIELD, "Lakeside", 2),
        Person("Yusuf Demir", FIELD, "Lakeside", 34),
        Person("Agnes Atieno", FIELD, "Lakeside", 19, left=3),
        Person("Kwame Mensah", FIELD, "Lakeside", 1),
    ),
)

SECOND = DemoInstitution(
    slug=SECOND_SLUG,
    letter="H",
    profile=Profile(
        name="Harbour Light Cooperative (invented)",
        zone="Asia/Manila",
        currency="PHP",
        hotline="1800 0000 222",
        colour="#7a3e9d",
    ),
    branches=(HEAD, "North Pier", "Old Town"),
    people=(
        Person("Corazon Villanueva", BOARD, HEAD, 66),
        Person("Bảo Trần", BOARD, HEAD, 28),
        Person("Ingrid Solheim", BOARD, HEAD, 17),
        Person("Emmanuel Bautista", BOARD, HEAD, 40),
        Person("Jocelyn Reyes", SENIOR, HEAD, 55),
        Person("Omar Siddiqui", SENIOR, HEAD, 23),
        Person("Davit Gelashvili", SENIOR, HEAD, 36),
        Person("Rowena Mercado", MIDDLE, "North Pier", 48),
        Person("Sokha Chan", MIDDLE, "Old Town", 31),
        Person("Patrick Dela Cruz", MIDDLE, HEAD, 20),
        Person("Nadia Rahimova", FIELD, "North Pier", 33, move=Move(4, MIDDLE, "North Pier")),
        Person("Maricel Santos", SUPPORT, HEAD, 29),
        Person("Arturo Pineda", SUPPORT, HEAD, 14),
        Person("Salma Benali", SUPPORT, HEAD, 37),
        Person("Vikram Chowdhury", SUPPORT, HEAD, 6),
        Person("Liza Aquino", FIELD, "North Pier", 25),
        Person("Jun Tolentino", FIELD, "North Pier", 11),
        Person("Dewi Lestari", FIELD, "North Pier", 43),
        Person("Mark Anthony Lim", FIELD, "North Pier", 3),
        Person("Carmen Flores", FIELD, "Old Town", 32),
        Person("Rashid Mahmood", FIELD, "Old Town", 18, left=2),
        Person("Teresa Magbanua", FIELD, "Old Town", 27),
        Person("Abel Tesfaye Girma", FIELD, "Old Town", 9),
        Person("Kristine Ocampo", FIELD, "Old Town", 22),
    ),
)

INSTITUTIONS = (FIRST, SECOND)
