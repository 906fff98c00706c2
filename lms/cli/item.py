"""`lms item`: look at questions that were answered, correct a key that was wrong, and undo that."""

import json
from datetime import datetime
from uuid import uuid4

import click

from courses.catalogue import Catalogue
from courses.loader import load_catalogue
from courses.resources import content_folder
from lms.attempts.rules import Policy
from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.cli.refusal import Refusal
from lms.clock import read_clock
from lms.config import Settings
from lms.db.engine import session, transaction
from lms.reports.key_corrections import COUNTS, CorrectionRow, list_corrections
from lms.workflows.correct_key import Asked, Desk, correct_key, preview_correction, preview_undo, undo_correction
from lms.workflows.key_banks import open_banks
from lms.workflows.key_plan import KeyPlan
from quizzes.corrections import WITHDRAWN, key_of, key_text

KEY = 'Like {"choice": "b"}, as `lms item list` prints them; {"any": ["a", "b"]} where each of several is right.'
WORDS = {
    "remarked": "attempts that asked it",
    "changed": "results that change",
    "gained": "completions gained",
    "lost": "completions lost",
    "kept": "passes kept that the new key alone would not give",
    "certificates": "certificates issued",
    "revoked": "certificates revoked",
}


@click.group()
def item() -> None:
    """Correct the keys of questions that were answered already."""


@item.command("list")
@click.argument("module")
@click.option("--edition", default="", help="The newest that was answered here, without.")
def list_(module: str, edition: str) -> None:
    """Print the questions of MODULE with the keys that hold now; those in the files may be others."""
    with open_database(prepared_settings()):
        found = open_banks(session(), module_id=module, edition=edition).chosen
    click.echo(f"{module}, edition {found.edition}, {found.language}")
    for one in found.bank.items:
        click.echo(f"{one.id}  {key_text(key_of(one))}  {one.stem}")


@item.command("correct-key")
@click.argument("module")
@click.argument("item_id", metavar="ITEM")
@click.option("--key", default="", metavar="JSON", help=KEY)
@click.option("--withdraw", is_flag=True, help="No answer is right: everybody gets its point.")
@click.option("--edition", default="", help="The newest that was answered here, without.")
@click.option("--only-this-edition", is_flag=True, help="Leave the other editions with the same key as they are.")
@click.option(
    "--policy",
    type=click.Choice([one.value for one in Policy]),
    default=Policy.KEEP.value,
    show_default=True,
    help="keep: never take away a pass. regrade: mark everybody anew.",
)
@click.option("--reason", default="", help="Why; coordinators read it. No names, no answer.")
@click.option("--apply", "token", default="", metavar="TOKEN", help="Do what the preview with this token showed.")
def correct(
    module: str,
    item_id: str,
    key: str,
    edition: str,
    policy: str,
    reason: str,
    token: str,
    *,
    withdraw: bool,
    only_this_edition: bool,
) -> None:
    """Show what correcting the key of ITEM would do, or with --apply do it."""
    settings, now = prepared_settings(), read_clock()
    asked = Asked(
        module_id=module,
        item_id=item_id,
        key=WITHDRAWN if withdraw else _read_key(key),
        policy=Policy(policy),
        edition=edition,
        is_everywhere=not only_this_edition,
    )
    with open_database(settings):
        if not token:
            found = preview_correction(session(), asked, now=now)
            click.echo(f"key now: {key_text(found.key_before)}\nkey then: {key_text(found.asked.key)}")
            click.echo(f"editions: {', '.join(found.editions)}")
            _tell(found.plan)
            return
        desk, correction_id = _desk(settings, now), str(uuid4())
        with transaction() as write:
            made = correct_key(write, asked, desk, correction_id=correction_id, token=token, reason=reason, now=now)
    _tell(made.plan, is_done=True)
    click.echo(f"Correction {correction_id}.")


@item.command()
@click.argument("correction_id", metavar="CORRECTION")
@click.option("--reason", default="", help="Why; coordinators read it. No names, no answer.")
@click.option("--apply", "token", default="", metavar="TOKEN", help="Do what the preview with this token showed.")
def undo(correction_id: str, reason: str, token: str) -> None:
    """Show what undoing CORRECTION would do, or with --apply do it."""
    settings, now = prepared_settings(), read_clock()
    with open_database(settings):
        if not token:
            _tell(preview_undo(session(), correction_id=correction_id, now=now))
            return
        desk = _desk(settings, now)
        with transaction() as write:
            plan = undo_correction(write, desk, correction_id=correction_id, token=token, reason=reason, now=now)
    _tell(plan, is_done=True)


@item.command()
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def corrections(*, as_json: bool) -> None:
    """List the corrections there are, newest first."""
    with open_database(prepared_settings()):
        rows = list_corrections(session())
    if as_json:
        click.echo(json.dumps([_as_json(row) for row in rows], ensure_ascii=False, indent=2))
        return
    for row in rows:
        state = "holds" if row.undone_at is None else "undone"
        by = f"  by {row.corrected_by}" if row.corrected_by else ""
        counts = f"gained {row.counts['gained']}, lost {row.counts['lost']}"
        click.echo(
            f"{row.id}  {row.corrected_at:%Y-%m-%d}  {row.module_id}/{row.item_id}  {row.policy}  {state}  {counts}{by}"
        )
    if not rows:
        click.echo("No key was corrected yet.")


def _tell(plan: KeyPlan, *, is_done: bool = False) -> None:
    click.echo(f"institutions: {len(plan.houses)}")
    for name in COUNTS:
        click.echo(f"{WORDS[name]}: {plan.total(name)}")
    click.echo(f"people whose result changes, who get a letter: {sum(len(house.news) for house in plan.houses)}")
    if not is_done:
        click.echo(f"Nothing is written yet. To do this: the same command with --reason and --apply {plan.token}")


def _read_key(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Refusal("--key: give the right answer as JSON, as `lms item list` prints it, or say --withdraw.")
    return found


def _desk(settings: Settings, now: datetime) -> Desk:
    catalogue: Catalogue = load_catalogue((content_folder(),), own=settings.content_dirs)

    def title(module_id: str, language: str) -> str:
        module = catalogue.find(module_id, language)
        return module.title if module is not None else module_id

    seed = f"{settings.secret_key} key correction {now.isoformat()}"
    base = settings.base_url
    return Desk(None, title, f"{base}/training", f"{base}/account/record", seed)


def _as_json(row: CorrectionRow) -> dict[str, object]:
    return {
        "id": row.id,
        "module": row.module_id,
        "item": row.item_id,
        "editions": list(row.editions),
        "policy": row.policy,
        "corrected_at": row.corrected_at.isoformat(),
        "corrected_by": row.corrected_by,
        "undone_at": row.undone_at.isoformat() if row.undone_at else None,
        "undone_by": row.undone_by,
        "counts": dict(row.counts),
    }
