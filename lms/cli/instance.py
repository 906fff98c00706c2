"""The instance a command works on: its settings, its folder, its secret key. Loads nothing heavy."""

import os
import secrets

from lms.cli.refusal import Refusal
from lms.config import Settings, read_settings


def current_settings() -> Settings:
    """Return the settings of this environment."""
    return read_settings(os.environ)


def prepared_settings() -> Settings:
    """Return the settings after making what an instance needs: its folder, and a secret key only its owner can read."""
    settings = current_settings()
    path = settings.instance_dir / "secret-key"
    try:
        settings.instance_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        if settings.secret_key:
            return settings
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refusal(f"{path} is empty: delete it, and a new one is made at the next start.") from None
    except OSError as error:
        raise Refusal(f"{settings.instance_dir} cannot be written ({error.strerror}): set INSTANCE_DIR.") from error
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
    return current_settings()
