"""`lms evidence verify`: check packs; needs no instance, no database and no network."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from lms.cli.refusal import Refusal
from lms.ledger.notes import NoteError, VerifierKey, read_verifier
from lms.ledger.packs.findings import LEFT_OPEN, WORDS, Findings, Part
from lms.ledger.packs.verify import verify as verify_pack

LARGEST = 1 << 30
# Scripts of Asia need these two to be written rightly.
JOINERS = "\u200c\u200d"
ONWARDS = {
    Part.AGAINST: " It goes on from the older pack.",
    Part.KEPT: " It goes on from the checkpoint you kept.",
}
SETTLED = " It is signed by the key you gave."
UNSETTLED = (
    " Who signed it is not settled: anybody can make a key and put it into a pack. Compare the fingerprint with one "
    "you were given by another way (the platform shows it at /ledger/key), or use --key."
)


@click.command()
@click.argument("pack_path", metavar="PACK", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--key", "keys", multiple=True, metavar="KEY", help="The key it must be signed by: name+id+key.")
@click.option("--against", type=click.Path(dir_okay=False, path_type=Path), help="An older pack to compare with.")
@click.option(
    "--kept",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A checkpoint you kept: is it the beginning of PACK?",
)
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@click.pass_context
def verify(
    ctx: click.Context,
    pack_path: Path,
    keys: tuple[str, ...],
    against: Path | None,
    kept: Path | None,
    *,
    as_json: bool,
) -> None:
    """Check PACK: exit 0 when everything holds, 1 with each file and reason when not."""
    trusted = [_key(text) for text in keys]
    older, note = (_read(path) if path is not None else None for path in (against, kept))
    found = verify_pack(_read(pack_path), trusted=trusted, older=older, kept=note)
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
    else:
        _tell(found, trusted)
    ctx.exit(0 if found.is_sound else 1)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise Refusal(f"{path} is larger than a pack may be ({LARGEST} bytes).")
        return path.read_bytes()
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {error.strerror}.") from None


def _key(text: str) -> VerifierKey:
    try:
        return read_verifier(text)
    except NoteError as error:
        raise Refusal(f"--key: {error}. Write it as `lms ledger key` prints it.") from None


def _tell(found: Findings, keys: Sequence[VerifierKey]) -> None:
    for name, words in found.facts:
        click.echo(f"{name}: {_plain(words)}")
    click.echo()
    for part in found.checked:
        click.echo(f"{'ok ' if found.holds(part) else 'NOT'}  {WORDS[part]}")
    for note in found.notes:
        click.echo(f"\n{_plain(note)}")
    if found.is_sound:
        click.echo("\nWhat this does not show:")
        for text in LEFT_OPEN:
            click.echo(f"  {text}")
        onwards = "".join(words for part, words in ONWARDS.items() if part in found.checked)
        click.echo(f"\nEverything holds.{onwards}{SETTLED if keys else UNSETTLED}")
        return
    click.echo("\nThis pack does not hold:")
    for fault in found.faults:
        click.echo(f"  {_plain(fault.file or 'the pack')}: {_plain(fault.text)}")


def _plain(text: str) -> str:
    """Return a text so that it cannot write a line of its own on a terminal, or hide one: a pack may say anything."""
    return "".join(one if one.isprintable() or one in JOINERS else f"\\u{ord(one):04x}" for one in text)


def _as_json(found: Findings) -> dict[str, object]:
    return {
        "is_sound": found.is_sound,
        "facts": dict(found.facts),
        "checked": [{"part": part.value, "holds": found.holds(part)} for part in found.checked],
        "faults": [{"part": one.part.value, "file": one.file, "reason": one.text} for one in found.faults],
        "notes": list(found.notes),
        "not_shown": list(LEFT_OPEN),
    }
