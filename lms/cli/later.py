"""Commands that are loaded only when they are called: who calls one does not wait for the others."""

import importlib
from collections.abc import Mapping
from typing import ClassVar, cast

import click


class Later(click.Group):
    """A group that knows where each of its commands stands: module and name in it."""

    places: ClassVar[Mapping[str, tuple[str, str]]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names, most used first."""
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command, or return None for a name that is none."""
        if cmd_name not in self.places:
            return None
        module, name = self.places[cmd_name]
        return cast(click.Command, getattr(importlib.import_module(module), name))
