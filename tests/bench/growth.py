"""By how much time grows when a hostile text gets eight times longer: 8 is its length, 64 would be its square."""

from collections.abc import Callable
from itertools import count

from courses.case_loader import load_case, load_cases
from courses.claims import check_claims
from courses.passages import split_passages
from courses.pasted import clean_paste
from courses.resources import workshop_folder
from courses.workshop_loader import load_workshop
from tests.bench.timing import best
from tests.hostile_texts import CLAIMS, MARKS, PASTED

SMALL, TIMES = 10_000, 8


def report(say: Callable[[str], None]) -> None:
    """Print the figures."""
    folder = workshop_folder()
    case = load_case(folder / "cases" / "sandrel")
    say(f"\nhostile texts of {SMALL * TIMES:,} characters: worst time, and growth from {SMALL:,} ({TIMES} is even)")
    _say_worst(say, "pasted fragments", clean_paste, PASTED)
    _say_worst(say, "passages to comment on", split_passages, MARKS)
    _say_worst(say, "texts held against the case", lambda text: check_claims(text, case), CLAIMS)
    loads = best(lambda: (load_cases(folder), load_workshop(folder)), rounds=3)
    say(f"{'cases and workshop loaded':34} {loads:8.1f} ms")


def _say_worst(say: Callable[[str], None], name: str, work: Callable[[str], object], pieces: tuple[str, ...]) -> None:
    slowest, steepest, numbers = 0.0, (0.0, ""), count()
    for piece in pieces:
        text = piece * (SMALL // len(piece))
        few, many = (
            best(lambda text=text * times: work(f"{text}\n\n{next(numbers)}"), rounds=3) for times in (1, TIMES)
        )
        slowest, steepest = max(slowest, many), max(steepest, (many / max(few, 1.0), piece))
    say(f"{name:34} {slowest:8.1f} ms  grows {steepest[0]:.1f} times at {steepest[1]!r}")
