"""The command line: `lms`. A command is loaded only when it is called, so that `lms serve` starts at once."""

import importlib
from collections.abc import Mapping
from typing import cast

import click

from courses.errors import ContentError, UnknownModule
from lms.cli.refusal import Refusal
from lms.config import ConfigError
from lms.errors import LmsError

# Where each command stands: module and name in it.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "serve": ("lms.cli.serve", "serve"),
    "db": ("lms.cli.db", "db"),
    "demo": ("lms.cli.demo", "demo"),
    "content": ("lms.cli.content", "content"),
    "kit": ("lms.cli.kit", "kit"),
    "account": ("lms.cli.account", "account"),
    "institution": ("lms.cli.institution", "institution"),
    "roster": ("lms.cli.roster", "roster"),
    "certificate": ("lms.cli.certificate", "certificate"),
    "member": ("lms.cli.member", "member"),
    "ledger": ("lms.cli.ledger", "ledger"),
    "evidence": ("lms.cli.evidence", "evidence"),
    "session": ("lms.cli.session", "session_group"),
    "workshop": ("lms.cli.workshop", "workshop_group"),
    "proposal": ("lms.cli.proposal", "proposal"),
    "mail": ("lms.cli.mail", "mail"),
    "reminders": ("lms.cli.reminders", "reminders"),
    "requirement": ("lms.cli.requirement", "requirement"),
    "item": ("lms.cli.item", "item"),
}


class Commands(click.Group):
    """The commands by name. What they refuse is said in one sentence on standard error, with exit code 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names, most used first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command, or return None for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        return cast(click.Command, getattr(importlib.import_module(module), name))

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; every kind of refusal becomes the same."""
        try:
            return super().invoke(ctx)
        except (LmsError, ConfigError, ContentError, UnknownModule) as error:
            raise Refusal(str(error)) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Run CPP Training and look after it. Settings come from the environment: see docs/operating.md."""


def main() -> None:
    """Be the program `lms`."""
    cli(prog_name="lms")


if __name__ == "__main__":
    main()
