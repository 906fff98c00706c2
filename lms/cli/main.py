"""The command line: `lms`. A command is loaded only when it is called, so that `lms serve` starts at once."""

from collections.abc import Mapping
from typing import ClassVar

import click

from courses.errors import ContentError, UnknownModule
from lms.cli.later import Later
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
    "branch": ("lms.cli.branch", "branch"),
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


class Commands(Later):
    """The commands by name. What they refuse is said in one sentence on standard error, with exit code 2."""

    places: ClassVar[Mapping[str, tuple[str, str]]] = COMMANDS

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
