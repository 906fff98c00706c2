"""An instance in a folder of its own, that the commands of an operator work on."""

from pathlib import Path

from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text

from lms.cli.main import cli


class Instance:
    """An instance with one institution."""

    def __init__(self, folder: Path, url: str) -> None:
        self.url = url
        self.environ = {"INSTANCE_DIR": str(folder / "instance"), "DATABASE_URL": url, "SECRET_KEY": "k" * 40}
        self.run("institution", "create", "north", "--name", "North Bank")

    def run(self, *arguments: str, code: int = 0) -> str:
        """Run a command, and return what it said."""
        result: Result = CliRunner(env=self.environ).invoke(cli, arguments)
        assert result.exit_code == code, result.output
        return result.output

    def write(self, statement: str) -> None:
        """Change rows behind the program's back."""
        engine = create_engine(self.url)
        with engine.begin() as connection:
            connection.execute(text(statement))
        engine.dispose()
