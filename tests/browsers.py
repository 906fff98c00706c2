"""A browser for tests: it fills in the token of a page's form, and looks at every page for what each must have."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
HEADERS = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Request-Id")

# Pieces of a page that its script puts in.
FRAGMENTS = ("/proposal/standing",)


class FormClient(FlaskClient):
    """A client that keeps the newest token it has seen, as the page it came from would send it."""

    token = ""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask for a page; every answer has the security headers, and every page one title and a language."""
        kwargs.setdefault("headers", {})
        response = super().open(*args, **kwargs)
        for header in HEADERS:
            assert header in response.headers, f"{response.request.path} lacks {header}"
        is_plain = "Content-Encoding" not in response.headers and not response.request.path.endswith(FRAGMENTS)
        if is_plain and response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308):
            text = response.get_data(as_text=True)
            assert text.count("<h1") == 1, f"{response.request.path} has not one heading"
            assert '<html lang="' in text
            found = TOKEN.search(text)
            self.token = found[1] if found else self.token
        return response

    def send(self, path: str, **fields: Any) -> TestResponse:
        """Send a form as a page of ours would."""
        if not self.token:
            self.get("/account")
        return self.post(path, data={"csrf_token": self.token, **fields})
