"""Tests that drive a browser wait for what they need: they neither look once nor let time pass."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
# Each looks once, and finds what happens to stand there; `expect` looks until it stands there.
LOOKS = {
    "all_inner_texts",
    "all_text_contents",
    "get_attribute",
    "inner_html",
    "inner_text",
    "input_value",
    "is_checked",
    "is_disabled",
    "is_editable",
    "is_enabled",
    "is_hidden",
    "is_visible",
    "text_content",
}
FUNCTION = re.compile(r"\([\w, ]*\) =>")
# Where each of these may stand: in the one place that does it rightly for all.
PLACES = {
    "expect_navigation": "tests/browser/conftest.py",
    "new_context": "tests/chromium.py",
    "set_viewport_size": "tests/browser/conftest.py",
    "wait_for_load_state": "",
    "wait_for_timeout": "",
    "clear_cookies": "",
}


def _browser_tests() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(TESTS.rglob("*.py")):
        source, name = path.read_text(encoding="utf-8"), path.relative_to(TESTS.parent).as_posix()
        if name.startswith("tests/browser/") or "playwright" in source:
            yield name, ast.parse(source)


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node


def _looks_once(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            for name, call in _calls(node.test):
                if name in LOOKS or (name == "count" and not call.args):
                    yield call.lineno


def _out_of_place(name: str, tree: ast.Module) -> Iterator[int]:
    for called, call in _calls(tree):
        if PLACES.get(called, name) != name:
            yield call.lineno


def test_a_browser_test_waits_for_what_it_asserts() -> None:
    found = [f"{name}:{line}" for name, tree in _browser_tests() for line in _looks_once(tree)]
    assert found == [], "say it with expect(...)"


def test_a_browser_test_takes_the_steps_that_wait() -> None:
    found = [f"{name}:{line}" for name, tree in _browser_tests() for line in _out_of_place(name, tree)]
    assert found == [], "there is a step for it, see PLACES"


def _looks_by_expression(tree: ast.Module) -> Iterator[int]:
    named = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for called, call in _calls(tree):
        if called == "wait_for_function":
            first = call.args[0]
            given = named.get(first.id, first) if isinstance(first, ast.Name) else first
            if isinstance(given, ast.Constant) and not FUNCTION.match(str(given.value)):
                yield call.lineno


def test_what_is_waited_for_in_a_page_is_a_function() -> None:
    found = [f"{name}:{line}" for name, tree in _browser_tests() for line in _looks_by_expression(tree)]
    assert found == [], "our pages let an expression be looked at once only, and a promise is true from the start"


def test_a_look_that_does_not_wait_is_found() -> None:
    told = "assert page.locator('p').count() == 0\nassert page.inner_text('p') in x\nassert 'aa'.count('a') == 2"
    assert list(_looks_once(ast.parse(told))) == [1, 2]
    steps = ast.parse("page.wait_for_timeout(600)\npage.goto('/')")
    assert list(_out_of_place("tests/browser/test_x.py", steps)) == [1]
    looks = (
        "A = 'async () => x'\npage.wait_for_function('x')\npage.wait_for_function(A)\npage.wait_for_function('() => x')"
    )
    assert list(_looks_by_expression(ast.parse(looks))) == [2, 3]
