"""How a command says no."""

import click


class Refusal(click.ClickException):
    """Something a person can mend: the sentence on standard error, exit code 2, nothing half-written."""

    exit_code = 2
