"""`lms ledger`: look into the ledgers, check them, sign them, prove them."""

import json
from collections.abc import Sequence

import click

from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.clock import read_clock
from lms.config import Settings
from lms.db.engine import session, transaction
from lms.institutions.service import KnownInstitution, get_institution, list_institutions
from lms.ledger import service as ledgers
from lms.ledger.keys import list_verifiers, open_signer
from lms.reports.ledger_check import LedgerState, check_ledger

MOST_FAULTS = 100


@click.group()
def ledger() -> None:
    """Look after the ledgers."""


@ledger.command()
@click.argument("institution", required=False)
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@click.pass_context
def check(ctx: click.Context, institution: str | None, *, as_json: bool) -> None:
    """Look whether the ledger of INSTITUTION, or of all, is what was written; exit 1 names every row that is not."""
    settings = prepared_settings()
    with open_database(settings):
        found = [(one.slug, _check(settings, one)) for one in _asked(institution)]
    if as_json:
        click.echo(json.dumps([_as_json(slug, state) for slug, state in found], ensure_ascii=False, indent=2))
    else:
        for slug, state in found:
            _tell(slug, state)
    ctx.exit(1 if any(state.faults for _, state in found) else 0)


@ledger.command()
@click.argument("institution", required=False)
@click.option("--all", "of_all", is_flag=True, help="Of every institution.")
def checkpoint(institution: str | None, *, of_all: bool) -> None:
    """Sign where the ledger of INSTITUTION stands and print the signed note; nothing new, and it is the last one."""
    if of_all == bool(institution):
        raise click.UsageError("Give an institution, or --all.")
    settings, now = prepared_settings(), read_clock()
    with open_database(settings):
        signer = open_signer(settings)
        for one in _asked(institution):
            with transaction() as write:
                made = ledgers.checkpoint(write, institution_id=one.id, signer=signer, now=now)
            click.echo(made.note)


@ledger.command()
def key() -> None:
    """Print the key by which others verify, and its fingerprint; never the private one."""
    current, *retired = list_verifiers(prepared_settings())
    click.echo(f"{current}\nSHA-256 of this line: {current.fingerprint}")
    for one in retired:
        click.echo(f"Retired: {one}\nSHA-256 of this line: {one.fingerprint}")


@ledger.command()
@click.argument("institution")
@click.option("--from", "old", type=int, required=True, metavar="SIZE", help="The older size.")
@click.option("--to", "new", type=int, required=True, metavar="SIZE", help="The newer size.")
def prove(institution: str, old: int, new: int) -> None:
    """Prove that the ledger of INSTITUTION at one size begins with what it was at another; hashes in hex, as JSON."""
    with open_database(prepared_settings()):
        one = get_institution(session(), slug=institution)
        proof = ledgers.prove(session(), institution_id=one.id, old=old, new=new)
    answer = {"institution": one.slug, "from": old, "to": new, "proof": [step.hex() for step in proof]}
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


@ledger.command()
@click.argument("institution")
@click.option("--after", type=int, default=-1, metavar="NUMBER", help="Begin after the entry of that number.")
def show(institution: str, after: int) -> None:
    """Print the entries of INSTITUTION as they are, one a line."""
    with open_database(prepared_settings()):
        one = get_institution(session(), slug=institution)
        state = ledgers.find_log(session(), institution_id=one.id)
        size = 0 if state is None else state.size
        for entry in ledgers.each_entry(session(), institution_id=one.id, size=size, start=after + 1):
            click.echo(entry.line)


def _asked(institution: str | None) -> Sequence[KnownInstitution]:
    return (get_institution(session(), slug=institution),) if institution else list_institutions(session())


def _check(settings: Settings, one: KnownInstitution) -> LedgerState:
    state = check_ledger(session(), institution_id=one.id, verifiers=list_verifiers(settings))
    with transaction() as write:
        ledgers.note_check(write, institution_id=one.id, size=state.size, faults=len(state.faults), now=read_clock())
    return state


def _tell(slug: str, state: LedgerState) -> None:
    _tell_faults(slug, state)
    if state.untimed:
        click.echo(f"  Checkpoints whose time is not signed, from before times were: {state.untimed}.")


def _tell_faults(slug: str, state: LedgerState) -> None:
    if not state.faults:
        click.echo(f"{slug}: {state.size} entries, all as they were written.")
        return
    faults = "1 fault" if len(state.faults) == 1 else f"{len(state.faults)} faults"
    click.echo(f"{slug}: {state.size} entries, {faults}.")
    for fault in state.faults[:MOST_FAULTS]:
        click.echo(f"  {fault}")
    if len(state.faults) > MOST_FAULTS:
        click.echo(f"  and {len(state.faults) - MOST_FAULTS} more: --json gives all.")


def _as_json(slug: str, state: LedgerState) -> dict[str, object]:
    faults = [{"what": fault.what, "number": fault.number, "text": fault.text} for fault in state.faults]
    return {
        "institution": slug,
        "size": state.size,
        "is_whole": not faults,
        "faults": faults,
        "checkpoints_without_signed_time": state.untimed,
    }
