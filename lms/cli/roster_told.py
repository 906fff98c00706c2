"""What `lms roster import` tells of a list: in lines for people, as JSON for programs."""

import json
from collections import Counter

import click

from lms.institutions.roster_steps import NewBranch
from lms.workflows.import_roster import Preview

FIRST_FAULTS = 20


def tell(preview: Preview, *, as_json: bool, is_applied: bool) -> None:
    """Write what a list would change, or has changed."""
    plan = preview.plan
    if as_json:
        click.echo(json.dumps(_json(preview, is_applied=is_applied), ensure_ascii=False, indent=2))
        return
    layout = preview.opened.layout
    click.echo("Columns: " + ", ".join(f"{field.value}={layout.title(field)}" for field in layout.columns))
    if layout.ignored:
        click.echo(f"Not read: {', '.join(layout.ignored)}. Say what one is with --column.")
    for change, number in plan.counts().items():
        if number:
            click.echo(f"{number:6}  {change.value}")
    for label, number in (("not in the list: kept", len(plan.absent)), ("said twice", len(plan.repeats))):
        if number:
            click.echo(f"{number:6}  {label}")
    for branch in plan.new_branches:
        click.echo(f"        new branch: {branch.name} ({_rows(branch.count)}){_about(branch)}")
    for kind, number in Counter(fault.kind for fault in plan.faults).most_common():
        click.echo(f"{number:6}  cannot be taken: {kind.value.replace('_', ' ')}")
    for fault in plan.faults[:FIRST_FAULTS]:
        click.echo(f"        {fault.cell or f'row {fault.row}'}: {fault.sentence}")
    click.echo("Applied." if is_applied else "Nothing is written. Add --apply to write it.")


def _about(branch: NewBranch) -> str:
    if branch.taken_as:
        return f", taken as {branch.taken_as}"
    if branch.is_wanted:
        return ""
    if not branch.similar:
        return ", not made"
    name, similar = branch.name, branch.similar
    return f', not made: is it {similar}? Say --branch "{name}={similar}", or --branch "{name}={name}" to make it'


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"


def _json(preview: Preview, *, is_applied: bool) -> dict[str, object]:
    plan = preview.plan
    return {
        "is_applied": is_applied,
        "columns": {field.value: preview.opened.layout.title(field) for field in preview.opened.layout.columns},
        "ignored": list(preview.opened.layout.ignored),
        "counts": {change.value: number for change, number in plan.counts().items()},
        "absent": len(plan.absent),
        "repeats": len(plan.repeats),
        "new_branches": [
            {"name": one.name, "is_wanted": one.is_wanted, "similar": one.similar, "taken_as": one.taken_as}
            for one in plan.new_branches
        ],
        "hindrances": preview.hindrances(),
        "changes": [
            {
                "row": step.row,
                "staff_code": step.after.staff_code,
                "changes": [change.value for change in step.changes],
                "differences": [{"field": one.field, "old": one.old, "new": one.new} for one in step.differences],
            }
            for step in plan.writes
        ],
        "faults": [
            {"row": one.row, "cell": one.cell, "kind": one.kind.value, "sentence": one.sentence} for one in plan.faults
        ],
    }
