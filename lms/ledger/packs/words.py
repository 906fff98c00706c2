"""What a pack says in plain words."""

from collections.abc import Sequence

from lms.ledger.notes import VerifierKey
from lms.ledger.packs.layout import Names
from lms.ledger.packs.view import View

NAMES = {
    Names.FULL: "People are named in full.",
    Names.INITIALS: "People are shown by their initials and a code.",
    Names.MASKED: "People are shown by a code alone.",
}
NOT_A_CERTIFICATE = (
    "This pack says who completed which training. It does not say that the institution keeps the principles, and it is "
    "no certification of the institution: nobody can be certified by the Smart Campaign any more."
)
INVENTED = "This institution is invented: its people and figures are examples.\n"
FILES = """\
summary.pdf                     two to four pages for the board
coverage.xlsx                   the figures and the people as a workbook
method.html                     how each figure is computed, and what it does not prove
verify.html                     open it in a browser, choose this ZIP file: it checks everything, without a network
data/                           the same figures for programs{openings}
certificates/index.csv          every certificate issued by that day, revoked ones too
sessions/                       the training sessions and the register of each
board/, resolution/             meetings of the board, and the resolution that endorses the principles
lists/                          waivers, and who committed to what
editions/                       the texts that were learned
ledger/                         the entries, the signed checkpoint over them, earlier checkpoints with their proofs
manifest.json, manifest.sig     every file with its SHA-256, and the signature over that list
key.txt                         the public key of the platform, by which anybody can check its signatures
"""


def read_me(view: View, verifiers: Sequence[VerifierKey]) -> str:
    """Return the text a reader finds first."""
    about = view.about
    openings = ";\n                                openings.jsonl has the names behind their codes" * (
        about.names is Names.FULL
    )
    absent = "".join(f"  {path}\n" for path in about.absent)
    return (
        f"Evidence of training in the Client Protection Principles\n{about.institution}\n\n"
        + (INVENTED if about.is_invented else "")
        + f"What was true on {about.as_of}, as far as it was written down by {about.known.at}\n"
        f"(entries 0 to {about.known.size - 1} of the ledger).\n"
        f"{NAMES[about.names]} Somebody who was erased appears as erased.\n\n"
        f"{NOT_A_CERTIFICATE}\n\n"
        f"{FILES.format(openings=openings)}\n"
        + (f"The platform no longer had these files when the pack was made:\n{absent}\n" if absent else "")
        + "To check it: open verify.html in a browser and choose the ZIP file as you received it, or run\n\n"
        "  lms evidence verify pack.zip --key KEY\n\n"
        "KEY is one you were given by another way: by a letter, or on the site of the platform (/ledger/key). Do not\n"
        "take it from here: whoever makes a pack can put another key into it. The key in this pack is\n\n"
        f"  {verifiers[0]}\n\n"
        f"and its fingerprint (SHA-256)\n\n  {verifiers[0].fingerprint}\n\n"
        "Keep ledger/checkpoint.txt: with it you can see later whether history was rewritten (--kept).\n"
    )
