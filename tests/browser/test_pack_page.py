"""The page inside a pack, opened from the disk without a network: it finds what the program finds."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lms.ledger.kinds import Kind
from lms.ledger.notes import read_verifier
from lms.ledger.packs.layout import Names
from lms.ledger.packs.page import verify_page
from lms.ledger.packs.verify import verify
from tests.broken_packs import broken_packs, members_of
from tests.chromium import device
from tests.forged_packs import forged_packs, strange_packs
from tests.kept_checkpoints import kept_checkpoints
from tests.packs import OTHER_SIGNER, SIGNER, full_log, pack_of, sample_pack

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
Found = tuple[str, set[tuple[str, str]]]


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page as it lies in the pack; any request it makes, and any error in it, fails the test."""
    (tmp_path / "verify.html").write_bytes(members_of(sample_pack())["verify.html"])
    strange: list[str] = []
    with device(chromium, viewport=PHONE, offline=True) as context:
        opened = context.new_page()
        opened.on("request", lambda request: request.url.startswith("file:") or strange.append(request.url))
        opened.on("pageerror", lambda error: strange.append(str(error)))
        opened.on("console", lambda message: message.type == "error" and strange.append(message.text))
        opened.goto((tmp_path / "verify.html").as_uri())
        yield opened
    assert strange == []


def _check(page: Page, pack: bytes, *, key: str = "", older: bytes | None = None, kept: bytes = b"") -> Found:
    """Choose a pack as a person would, and return the outcome with the faults it lists."""
    page.locator("details").evaluate("one => { one.open = true; }")
    page.set_input_files("#pack", {"name": "pack.zip", "mimeType": "application/zip", "buffer": pack})
    files = [{"name": "older.zip", "mimeType": "application/zip", "buffer": older}] if older else []
    page.set_input_files("#older", files)
    page.fill("#key", key)
    page.fill("#kept", kept.decode(errors="replace"))
    # What was found before is no answer to this.
    page.evaluate("() => { document.documentElement.dataset.outcome = 'ready'; }")
    page.click("#go")
    page.wait_for_function("() => !['ready', 'working'].includes(document.documentElement.dataset.outcome)")
    listed = page.eval_on_selector_all("#faults li", "all => all.map(one => [one.dataset.part, one.dataset.file])")
    return page.evaluate("document.documentElement.dataset.outcome"), {(part, file) for part, file in listed}


@pytest.mark.parametrize("names", list(Names))
def test_a_sound_pack_holds(page: Page, names: Names) -> None:
    assert _check(page, sample_pack(names), key=str(SIGNER.verifier)) == ("sound", set())
    states = page.eval_on_selector_all("#checks li", "all => all.map(one => one.dataset.state)")
    assert states == ["holds"] * 10
    expect(page.locator("#result")).to_contain_text(" ".join(re.findall(".{8}", SIGNER.verifier.fingerprint)))
    expect(page.locator("#result")).to_contain_text("Valley Microfinance (invented)")


def test_it_computes_the_figures_itself(page: Page) -> None:
    _check(page, sample_pack())

    cells = page.eval_on_selector_all('[data-tier="field"] td', "all => all.map(one => one.textContent)")
    assert cells[0] == "2"
    assert cells[-1] == "1 of 2"


def test_it_finds_in_every_broken_pack_what_the_program_finds(page: Page) -> None:
    differences = {}
    for what, broken in (broken_packs() | forged_packs()).items():
        trusted = [read_verifier(broken.trusted)] if broken.trusted else []
        expected = {(fault.part.value, fault.file) for fault in verify(broken.content, trusted=trusted).faults}
        found = _check(page, broken.content, key=broken.trusted)
        if found != ("broken", expected):
            differences[what] = (found, expected)
    assert differences == {}


def test_what_is_strange_and_follows_from_itself_holds(page: Page) -> None:
    assert [_check(page, pack) for pack in strange_packs().values()] == [("sound", set())] * len(strange_packs())


def test_it_compares_with_an_older_pack(page: Page) -> None:
    older = pack_of(full_log(), size=min(full_log().signed))

    assert _check(page, sample_pack(), older=older) == ("sound", set())
    expect(page.locator("#result")).to_contain_text("4 were added since")
    assert _check(page, older, older=sample_pack()) == ("broken", {("against", "manifest.json")})


def test_it_says_of_a_kept_checkpoint_what_the_program_says(page: Page) -> None:
    differences = {}
    for what, kept in kept_checkpoints().items():
        if what == "that is a picture":
            continue
        found = _check(page, kept.pack, kept=kept.note)
        if found != ("broken" if kept.faults else "sound", set(kept.faults)) or kept.says not in page.inner_text(
            "#result"
        ):
            differences[what] = found
    assert differences == {}


def test_the_file_of_a_kept_checkpoint_fills_its_field(page: Page) -> None:
    kept = kept_checkpoints()["of a rewritten history"]
    page.locator("details").evaluate("one => { one.open = true; }")
    page.set_input_files("#keptfile", {"name": "checkpoint.txt", "mimeType": "text/plain", "buffer": kept.note})
    expect(page.locator("#kept")).to_have_value(kept.note.decode())


def test_it_checks_signatures_where_the_browser_does_not_know_them(page: Page) -> None:
    page.evaluate("() => { crypto.subtle.importKey = () => Promise.reject(new Error('unknown')); }")

    assert _check(page, sample_pack(), key=str(SIGNER.verifier)) == ("sound", set())
    swapped = broken_packs()["checkpoint unsigned"].content
    assert ("checkpoint", "ledger/checkpoint.txt") in _check(page, swapped)[1]


def test_kinds_of_a_later_version_are_told_and_passed_over(page: Page) -> None:
    log = full_log()
    log.add(Kind.BRANCH, {"branch": 9, "name": "x"})
    newest = log.lines[-1].replace('"kind":"branch"', '"kind":"badge"')
    log.lines.pop()
    log.leaves.pop()
    log.append_line(newest)
    log.checkpoint()

    assert _check(page, pack_of(log)) == ("sound", set())
    expect(page.locator("#result")).to_contain_text("badge (1)")


def test_a_key_that_is_none_is_told_at_once(page: Page) -> None:
    assert _check(page, sample_pack(), key="something") == ("refused", set())
    assert _check(page, sample_pack(), key=str(OTHER_SIGNER.verifier))[0] == "broken"


def test_the_page_is_small_and_asks_for_nothing() -> None:
    page = verify_page().decode()

    assert len(page) < 105_000
    assert page.count("</script>") == 1
    assert "default-src 'none'" in page
    assert not any(word in page for word in ("fetch(", "XMLHttpRequest", "import(", 'src="', "eval("))
