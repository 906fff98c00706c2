"""Who corrects a key, for page and API alike: her account, the titles of modules, a secret for certificates."""

import secrets

from lms.http.holdings import catalogue, settings
from lms.http.viewer import viewer
from lms.workflows.correct_key import Desk

SEED_BYTES = 24


def desk() -> Desk:
    """Return what a correction needs of the one who makes it."""

    def title(module_id: str, language: str) -> str:
        module = catalogue().find(module_id, language)
        return module.title if module is not None else module_id

    seed = settings().secret_key + secrets.token_urlsafe(SEED_BYTES)
    base = settings().base_url
    return Desk(viewer().account_id, title, f"{base}/training", f"{base}/account/record", seed)
