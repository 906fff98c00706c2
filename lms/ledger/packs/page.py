"""The page inside a pack that checks it without a network: one file, its scripts allowed by their hash alone."""

import base64
import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from lms.ledger.replay.figures import SERIES
from lms.ledger.replay.shapes import SHAPES

ASSETS = Path(__file__).parent / "page"
SCRIPTS = ("noble.js", "archive.js", "proofs.js", "replay.js", "tables.js", "history.js", "checks.js", "page.js")


@lru_cache(maxsize=1)
def verify_page() -> bytes:
    """Return the page; it is the same in every pack of this version."""
    parts = [(ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS]
    licence = (ASSETS / "noble-LICENSE.txt").read_text(encoding="utf-8").replace("*/", "")
    script = f'\n/*\n{licence}*/\n(() => {{\n"use strict";\n{"".join(parts)}}})();\n'
    script = script.replace("/*SERIES*/", json.dumps(list(SERIES.items())))
    script = script.replace("/*SHAPES*/", json.dumps(SHAPES))
    style = (ASSETS / "page.css").read_text(encoding="utf-8")
    page = (ASSETS / "verify.html").read_text(encoding="utf-8")
    for mark, text in (
        *(("@SCRIPT_HASH@", _hash(script)), ("@STYLE_HASH@", _hash(style))),
        *(("@STYLE@", style), ("@SCRIPT@", script)),
    ):
        page = page.replace(mark, text)
    return page.encode()


def method_page() -> bytes:
    """Return the page that says how figures are computed and what they do not prove."""
    return (ASSETS / "method.html").read_bytes()


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()
