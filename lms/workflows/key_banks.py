"""The questions of a module as answers to them are marked by now, in every edition that was answered here."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lms.attempts import corrections as attempts
from lms.errors import Invalid, NotFound
from quizzes.corrections import Key, correct, fits, key_of
from quizzes.documents import read_bank
from quizzes.model import Bank, Item

NOTHING = "No attempt at this module was begun here yet, so there is nothing to correct: mend the files of the module."


@dataclass(frozen=True, slots=True)
class MarkedBank:
    """A bank with its keys as they are corrected by now."""

    edition: str
    language: str
    bank: Bank


@dataclass(frozen=True, slots=True)
class OpenBanks:
    """All banks of a module, the newest first, and the one that was asked for."""

    chosen: MarkedBank
    banks: Sequence[MarkedBank]

    def get_item(self, item_id: str) -> Item:
        """Return a question of the chosen edition."""
        item = self.chosen.bank.find(item_id)
        if item is None:
            raise Invalid({"item": f"This edition has no question {item_id}. Choose one that it has."})
        return item

    def alike(self, item_id: str, key: Key, *, is_everywhere: bool) -> tuple[str, ...]:
        """Return the editions in which the question has the same key and can have this one in its place; the chosen one
        alone where that is asked."""
        if not is_everywhere:
            return (self.chosen.edition,)
        held = key_of(self.get_item(item_id))
        found = {one.edition for one, other in self._asking(item_id) if key_of(other) == held and fits(other, key)}
        return tuple(sorted({self.chosen.edition, *found}))

    def otherwise(self, item_id: str) -> tuple[str, ...]:
        """Return the editions in which the question has another key than in the chosen one."""
        held = key_of(self.get_item(item_id))
        return tuple(sorted({one.edition for one, other in self._asking(item_id) if key_of(other) != held}))

    def _asking(self, item_id: str) -> list[tuple[MarkedBank, Item]]:
        kind = self.get_item(item_id).kind
        asking = ((one, one.bank.find(item_id)) for one in self.banks)
        return [(one, other) for one, other in asking if other is not None and other.kind is kind]


def open_banks(session: Session, *, module_id: str, edition: str = "", leaving_out: str = "") -> OpenBanks:
    """Return the banks of a module; without an edition the newest is the chosen one. `NotFound` where there is none.

    `leaving_out` is the correction they are to be seen without.
    """
    holding = [one for one in attempts.list_holding(session, module_id=module_id) if one.id != leaving_out]
    banks = []
    for kept in attempts.list_banks(session, module_id=module_id):
        bank = read_bank(*kept.documents, place=f"{module_id} {kept.edition}")
        for one in holding:
            if kept.edition in one.editions and bank.find(one.item_id) is not None:
                bank = correct(bank, one.item_id, one.key)
        banks.append(MarkedBank(kept.edition, kept.language, bank))
    if not banks:
        raise NotFound(NOTHING)
    chosen = next((one for one in banks if one.edition == edition or not edition), None)
    if chosen is None:
        raise NotFound(f"No attempt was begun on edition {edition} of {module_id} here.")
    return OpenBanks(chosen, tuple(banks))


def with_and_without(
    session: Session, *, module_id: str, edition: str, item_id: str, correction_id: str
) -> tuple[Item, Item]:
    """Return a question as it is marked now, and as it is without one of its corrections."""
    banks = (open_banks(session, module_id=module_id, edition=edition, leaving_out=one) for one in ("", correction_id))
    here, without = (one.get_item(item_id) for one in banks)
    return here, without
