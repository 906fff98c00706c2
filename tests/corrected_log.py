"""A pack whose log tells of keys that were corrected, of one that was undone, and of what followed."""

from copy import deepcopy

from lms.ledger.canonical import Json
from lms.ledger.kinds import Kind
from tests.packs import Log, add_completion, full_log, key_of, pack_of

COUNTS: dict[str, Json] = dict.fromkeys(("remarked", "changed", "gained", "lost", "kept", "certificates", "revoked"), 1)
DAY = "2026-01-06"


def corrected_log() -> Log:
    """Return a log in which one completion was taken back, and another one taken back and given again."""
    log = deepcopy(full_log())
    for number, module in ((901, "transparency"), (902, "privacy")):
        add_completion(log, number, key_of(1), DAY, module=module, source_id=f"corrected-{number}")
        _correct(log, f"correction-{number}", module)
        log.add(Kind.COMPLETION_ENDED, {"id": number, "on": DAY, "why": "key corrected"})
    log.add(Kind.KEY_CORRECTION_UNDONE, {"id": "correction-902", **COUNTS}, {"reason": "It was right."})
    log.add(Kind.COMPLETION_REINSTATED, {"id": 902, "valid_until": None, "why": "key corrected"})
    # Told where somebody handed in only after the correction was made.
    log.add(Kind.KEY_CORRECTION_UNDONE, {"id": "made-elsewhere", **COUNTS}, {"reason": "It was right."})
    log.checkpoint()
    return log


def corrected_pack() -> bytes:
    """Return a pack of all of it."""
    return pack_of(corrected_log())


def _correct(log: Log, correction_id: str, module: str) -> None:
    body: dict[str, Json] = {
        "id": correction_id,
        "module": module,
        "editions": ["2026.1"],
        "item": "first-step",
        "policy": "regrade",
        "is_withdrawn": False,
        **COUNTS,
    }
    log.add(Kind.KEY_CORRECTED, body, {"reason": "A slip.", "key_before": '{"choice":"a"}', "key": '{"choice":"b"}'})
