"""What the running application holds besides its tables: settings, the curriculum, the document process."""

from dataclasses import dataclass

from flask import Flask, current_app

from courses.catalogue import Catalogue
from lms.config import Settings
from lms.http.press import Press
from lms.workflows.compare_roster import LastComparison

KEY = "lms"


@dataclass(frozen=True, slots=True)
class Holdings:
    """Made once when the application is made; none is ever put in place of another."""

    settings: Settings
    catalogue: Catalogue
    press: Press
    comparisons: LastComparison


def hold(app: Flask, holdings: Holdings) -> None:
    """Give the application what it holds."""
    app.extensions[KEY] = holdings


def holdings_of(app: Flask) -> Holdings:
    """Return what an application holds."""
    held: Holdings = app.extensions[KEY]
    return held


def holdings() -> Holdings:
    """Return what the current application holds."""
    return holdings_of(current_app)


def settings() -> Settings:
    """Return the settings."""
    return holdings().settings


def catalogue() -> Catalogue:
    """Return the curriculum."""
    return holdings().catalogue


def comparisons() -> LastComparison:
    """Return what keeps the newest comparison of a long list of people."""
    return holdings().comparisons


def press() -> Press:
    """Return the document process."""
    return holdings().press
