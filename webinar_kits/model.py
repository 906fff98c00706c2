"""What is asked of a kit, and the plan it becomes."""

from dataclasses import dataclass
from datetime import datetime

from courses.model import Mode, ModuleId, Slide, Tier

SHORTEST_MINUTES = 30
LONGEST_MINUTES = 180


@dataclass(frozen=True, slots=True)
class Brand:
    """What of the institution flows into a kit.

    Empty fields fall back to neutral words; `colour` is #rrggbb or empty.
    """

    institution: str = ""
    hotline: str = ""
    currency: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class KitRequest:
    """Everything that shapes a kit, besides the edition of the module.

    `minutes` from 30 to 180. `starts_at` is an aware UTC time or None (then times count from 0:00 and no calendar file
    is made); `zone` is an IANA name and stands beside every time printed.
    """

    module_id: ModuleId
    mode: Mode
    tier: Tier
    minutes: int
    language: str = "en"
    brand: Brand = Brand()
    starts_at: datetime | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the running order: a slide (or a break, without one), when it begins and how many minutes it takes."""

    number: int
    slide: Slide | None
    title: str
    begins: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The running order of a session; the minutes of its steps sum to `minutes`. `cut` is what time left out."""

    minutes: int
    steps: tuple[Step, ...]
    cut: tuple[Slide, ...]


@dataclass(frozen=True, slots=True)
class KitFile:
    """A file of the kit, as the manifest lists it."""

    path: str
    media_type: str
    audience: str
    title: str
    content: bytes
