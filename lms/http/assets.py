"""Static files under the hash of their content: kept for a year by the browser, replaced the moment they change."""

import hashlib
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

A_YEAR = 31_536_000


def init_assets(app: Flask) -> None:
    """Hash the static files once, and let an address with a hash be kept."""
    folder = Path(str(app.static_folder))
    app.extensions["assets"] = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    app.add_template_global(asset)

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and "v" in request.args:
            response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
        return response


def asset(name: str) -> str:
    """Return the address of a static file, with the hash of its content."""
    return url_for("static", filename=name, v=current_app.extensions["assets"][name])
