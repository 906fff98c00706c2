"""What comes out the same for every application of a run is made once: compiled templates, compiled addresses.

Nothing of it holds data of a test; the application itself, and its database, are new for every test.
"""

import copy
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule


class KeptTemplates(BytecodeCache):
    """Compiled templates in memory, each under its name, its file and the hash of its source."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled from this very source; a changed one is compiled again."""
        if bucket.key in self._kept:
            bucket.load_bytecode(BytesIO(self._kept[bucket.key]))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        into = BytesIO()
        bucket.write_bytecode(into)
        self._kept[bucket.key] = into.getvalue()


def keep_warm(patch: pytest.MonkeyPatch) -> None:
    """Let all applications that are made from now on share what is compiled from the same text."""
    patch.setitem(Flask.jinja_options, "bytecode_cache", KeptTemplates())
    patch.setattr(Rule, "compile", _compiled_once(Rule.compile))


def _compiled_once(compile_rule: Callable[[Rule], None]) -> Callable[[Rule], None]:
    """Werkzeug writes and compiles two functions for each address, most of the time an application takes to start.

    Without defaults and hosts, what comes of it depends on the text of the address alone.
    """
    kept: dict[tuple[str, bool | None], Rule] = {}

    def compiled(rule: Rule) -> None:
        key = (rule.rule, rule.merge_slashes)
        if rule.defaults or rule.subdomain or rule.host:
            compile_rule(rule)
        elif key not in kept:
            compile_rule(rule)
            kept[key] = copy.copy(rule)
            kept[key].map = None
        else:
            like = kept[key]
            rule._parts, rule._trace, rule._converters = like._parts, like._trace, like._converters
            rule.arguments = rule.arguments | like.arguments
            rule._build = like._build.__func__.__get__(rule, None)
            rule._build_unknown = like._build_unknown.__func__.__get__(rule, None)

    return compiled
