"""Which branch a name of a list means: one that is there, one joined to it, or one that is nearly called so; pure."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from lms.institutions.roster_people import Roster
from lms.institutions.roster_places import Branch
from lms.institutions.roster_row_words import HEAD_OFFICE, PLACE_WORDS
from lms.institutions.roster_steps import NewBranch, Wishes
from lms.institutions.roster_words import fold
from lms.sorting import natural

# Below this likeness two words are two words; shorter ones must be the same.
ALIKE, SHORTEST_ALIKE = 80, 4
WORTH_A_LOOK = 70
ZEROS = re.compile(r"\b0+(?=[0-9])")
DIGITS = re.compile(r"[0-9]+")


def nearly_called(name: str, others: Iterable[str]) -> str:
    """Return the one of some names that a name is a slip or another way of writing for, or an empty text."""
    word = fold(name)
    bare = {other: " ".join(_telling(fold(other))) for other in others}
    near = process.extract(" ".join(_telling(word)), bare, scorer=fuzz.ratio, score_cutoff=WORTH_A_LOOK, limit=10)
    offices = [other for other in bare if fold(other) in HEAD_OFFICE] if word in HEAD_OFFICE else []
    found = [(_likeness(word, fold(other)), other) for other in (*offices, *(other for _, _, other in near))]
    score, other = max(found, key=lambda pair: pair[0], default=(0.0, ""))
    return other if score else ""


class BranchFinder:
    """Finds branches by name, and counts those that are not there."""

    def __init__(self, roster: Roster, wishes: Wishes) -> None:
        self._wishes = wishes
        self.closed = {
            branch_id: Branch(roster.joined[name], roster.branches[roster.joined[name]])
            for branch_id, name in roster.branches.items()
            if name in roster.joined
        }
        self._names = {
            name: self.closed.get(branch_id, Branch(branch_id, name)) for branch_id, name in roster.branches.items()
        }
        open_last = sorted(self._names.items(), key=lambda pair: pair[0] not in roster.joined)
        self._folded = {fold(name): branch for name, branch in reversed(open_last)}
        self._folded |= {fold(name): branch for name, branch in reversed(open_last) if name not in roster.joined}
        self._missing: Counter[str] = Counter()
        self._spelled: dict[str, str] = {}
        self._similar: dict[str, str] = {}

    def find(self, name: str) -> tuple[Branch, str]:
        """Return a branch, with the id 0 where it is not there, and what hinders its being made."""
        known = self._names.get(name) or self._folded.get(fold(name))
        if known is not None:
            return known, ""
        word = fold(name)
        self._missing[word] += 1
        spelled = self._spelled.setdefault(word, name)
        said = self._wishes.same_branches.get(word)
        if said is not None:
            same = self._names.get(said) or self._folded.get(fold(said))
            if same is not None:
                return same, ""
            word, spelled = fold(said), self._spelled.get(fold(said), said)
        if word in self._wishes.branches:
            return Branch(0, spelled), ""
        if word not in self._similar:
            self._similar[word] = self._near(name)
        similar = self._similar[word]
        cure = f"Is it “{similar}”? Say so" if similar else "Tick it"
        return Branch(0, spelled), f"There is no branch “{name}”. {cure} among the new branches, or correct its name."

    def _near(self, name: str, *others: str) -> str:
        """Return the branch that a name nearly is; where that was joined to another one, the other."""
        near = nearly_called(name, (*self._names, *others))
        return self._names[near].name if near in self._names else near

    def new_branches(self) -> tuple[NewBranch, ...]:
        """Return the branches that are not there, by name."""
        found = []
        for word, count in self._missing.items():
            # A slip in the list itself: of two new names the one that stands there more often is probably right.
            oftener = [self._spelled[other] for other, number in self._missing.items() if number > count]
            spelled = self._spelled[word]
            similar = self._similar.get(word) or self._near(spelled, *oftener)
            same = self._wishes.same_branches.get(word, "")
            found.append(NewBranch(spelled, count, similar or same, word in self._wishes.branches, taken_as=same))
        return tuple(sorted(found, key=lambda one: natural(one.name)))


@lru_cache(maxsize=20_000)
def _likeness(one: str, other: str) -> float:
    """Return how much two folded names are alike; 0 where they are two, as North and South or 1 and 11 are."""
    if DIGITS.findall(ZEROS.sub("", one)) != DIGITS.findall(ZEROS.sub("", other)):
        return 0
    if one in HEAD_OFFICE and other in HEAD_OFFICE:
        return 100
    first, second = _telling(one), _telling(other)
    if "".join(first) == "".join(second):
        return 100
    if len(first) != len(second):
        return 0
    scores = [_word_likeness(left, right) for left, right in zip(first, second, strict=True)]
    return min(scores) if all(score >= ALIKE for score in scores) else 0


def _word_likeness(one: str, other: str) -> float:
    if one == other:
        return 100
    return fuzz.ratio(one, other) if min(len(one), len(other)) >= SHORTEST_ALIKE else 0


@lru_cache(maxsize=20_000)
def _telling(name: str) -> tuple[str, ...]:
    """Return the words of a name without those that every branch has; all of them where it has no others."""
    words = tuple(ZEROS.sub("", name).split())
    return tuple(word for word in words if word not in PLACE_WORDS) or words
