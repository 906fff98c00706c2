"""Every page a learner meets, rendered with real content, held to what every page must have."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from gettext import NullTranslations
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest

import lms.web
from lms.web.contexts.shell import Action, FormState, Pages, Share, Shell
from tests.web.sample_pages import all_pages

WEB = Path(lms.web.__file__).parent
CSS = (WEB / "static" / "app.css").read_text(encoding="utf-8")
# Whose pages load the first stylesheet alone.
OF_LEARNERS = {"accounts", "certificates", "changes", "commitments", "errors", "learning", "quiz", "standards"}
ALL_CSS = "".join(path.read_text(encoding="utf-8") for path in sorted((WEB / "static").glob("*.css")))
PAGES = all_pages()
VOID = {"meta", "link", "input", "br", "path", "circle", "rect"}


def make_environment() -> jinja2.Environment:
    """Return the templates' environment with what the application gives them; an unknown name is an error."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(WEB / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(NullTranslations(), newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(
        asset=lambda name: f"/static/{name}?v=0123456789ab" if (WEB / "static" / name).is_file() else 1 / 0,
        csrf_token=lambda: "a-token",
        csp_nonce=lambda: "a-nonce",
    )
    environment.filters["day"] = date.isoformat
    environment.filters["whole"] = "{:,}".format
    return environment


ENVIRONMENT = make_environment()


def html_of(name: str) -> str:
    template, page = PAGES[name]
    is_work = template.split("/")[0] not in OF_LEARNERS
    page = replace(page, shell=replace(page.shell, is_work=is_work))
    return ENVIRONMENT.get_template(template).render(page=page)


class Reader(HTMLParser):
    """Keeps the tags with their attributes, and notices what is closed in the wrong order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.wrapped_by_label: list[dict[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if "label" in self.open:
            self.wrapped_by_label.append(found)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another tag"

    def named(self, *names: str) -> Iterator[dict[str, str]]:
        return (attributes for tag, attributes in self.tags if tag in names)


@pytest.mark.parametrize("name", PAGES)
class TestEveryPage:
    def test_tags_close_in_order(self, name: str) -> None:
        assert Reader(html_of(name)).open == []

    def test_it_has_one_main_heading_a_language_and_a_title(self, name: str) -> None:
        html = html_of(name)
        reader = Reader(html)
        assert len(list(reader.named("h1"))) == 1
        assert next(reader.named("html")) == {"lang": "en", "dir": "ltr"}
        assert re.search(r"<title>[^<]+ · CPP Training</title>", html)

    def test_every_input_has_a_name_for_those_who_cannot_see_it(self, name: str) -> None:
        reader = Reader(html_of(name))
        labelled = {attributes.get("for") for attributes in reader.named("label")}
        for field in reader.named("input", "select", "textarea"):
            if field.get("type") != "hidden":
                assert field in reader.wrapped_by_label or field["id"] in labelled

    def test_nothing_stands_inline_that_the_policy_forbids(self, name: str) -> None:
        reader = Reader(html_of(name))
        for tag, attributes in reader.tags:
            assert tag != "style"
            assert not [key for key in attributes if key == "style" or key.startswith("on")]
            assert tag != "script" or attributes["src"].startswith("/static/")

    def test_it_loads_nothing_from_elsewhere(self, name: str) -> None:
        for tag, attributes in Reader(html_of(name)).tags:
            if tag in ("link", "script", "img", "form"):
                assert not re.match(
                    r"https?:", attributes.get("src", attributes.get("href", attributes.get("action", "")))
                )

    def test_every_form_that_writes_carries_the_token(self, name: str) -> None:
        for form in re.findall(r'<form[^>]*method="post".*?</form>', html_of(name), re.DOTALL):
            assert 'name="csrf_token"' in form

    def test_ids_are_unique_and_what_refers_to_them_finds_them(self, name: str) -> None:
        reader = Reader(html_of(name))
        ids = [attributes["id"] for _tag, attributes in reader.tags if "id" in attributes]
        assert len(ids) == len(set(ids))
        wanted = {attributes["href"][1:] for attributes in reader.named("a") if attributes["href"].startswith("#")}
        for _tag, attributes in reader.tags:
            wanted |= {key for field in ("aria-describedby", "for") for key in attributes.get(field, "").split()}
        assert wanted <= set(ids)


def test_every_template_of_a_page_is_rendered_here() -> None:
    areas = ("learning", "quiz", "changes", "commitments", "certificates", "certificate_lists", "verify", "errors")
    known = {f"{area}/{path.name}" for area in areas for path in (WEB / "templates" / area).glob("*.html")}
    mine = {template for template, _page in PAGES.values()}
    assert mine <= known
    assert {name for name in known if name.split("/")[0] in ("learning", "quiz", "changes", "commitments")} <= mine


def test_the_frame_works_signed_out() -> None:
    _template, page = PAGES["problem-404"]
    html = ENVIRONMENT.get_template("errors/problem.html").render(page=page)
    assert 'href="/sign-in"' in html
    assert "Sign out" not in html


def test_a_reader_of_another_direction_gets_it_from_the_frame() -> None:
    shell = Shell("x", language="ar", direction="rtl")
    html = ENVIRONMENT.from_string("{% extends 'base.html' %}").render(page=type("Page", (), {"shell": shell})())
    assert '<html lang="ar" dir="rtl">' in html


def test_numbers_that_could_turn_round_are_isolated() -> None:
    assert "<bdi>9 1/3 of 12</bdi>" in html_of("result")
    assert "<bdi>K7QM-3XNP-ABCD</bdi>" in html_of("certificate")
    assert "<bdi>3 of 12</bdi>" in html_of("module")


def test_an_item_page_offers_each_kind_without_a_script() -> None:
    assert html_of("item-single").count('type="radio" name="choice"') == 4
    assert html_of("item-multiple").count("checked") == 2
    assert re.findall(r'name="value" value="(\w+)"', html_of("item-true_false")) == ["true", "false"]
    assert html_of("item-ordering").count('<select id="order-') == 3
    assert html_of("item-matching").count('<select id="pair-') == 2
    assert 'inputmode="decimal"' in html_of("item-numeric")


def test_saved_is_said_only_of_what_the_server_holds() -> None:
    assert re.search(r'data-state="saved"[^>]*>Saved<', html_of("item-single"))
    open_item = html_of("item-true_false")
    assert 'data-state="saved"' not in open_item
    assert re.search(r">Not answered yet</p>", open_item)


def test_reading_on_is_a_form_and_handing_in_its_own() -> None:
    assert re.search(r'<form class="next"[^>]*method="post"', html_of("section"))
    assert html_of("confirm").count("/attempts/a1/hand-in") == 1
    assert "hand-in" not in html_of("item-single").replace('id="hand-in"', "")


@pytest.mark.parametrize(
    ("name", "budget"), [("section", 8_000), ("item-single", 5_000), ("training", 5_000), ("module", 6_000)]
)
def test_a_page_stays_light(name: str, budget: int) -> None:
    assert len(gzip.compress(html_of(name).encode(), 9)) < budget


def test_a_first_load_of_a_lesson_stays_under_25_kilobytes_on_the_wire() -> None:
    sizes = [len(gzip.compress(text.encode(), 9)) for text in (html_of("section"), CSS)]
    assert sum(sizes) < 25_000


def test_the_stylesheet_keeps_its_budget() -> None:
    assert len(CSS.encode()) < 24_000
    assert len(gzip.compress(CSS.encode(), 9)) < 5_600


def test_what_only_some_pages_need_stands_in_sheets_of_their_own_with_a_budget() -> None:
    for path in (WEB / "static").glob("*.css"):
        assert len(path.read_bytes()) < (24_000 if path.name == "app.css" else 8_000), path.name


def test_the_stylesheet_knows_no_left_and_no_right() -> None:
    rules = re.sub(r"@media[^{]+|/\*.*?\*/", "", ALL_CSS, flags=re.DOTALL)
    sides = r"left|right|top|bottom"
    physical = (
        rf"(?<![-\w])(?:{sides}|(?:margin|padding|border)-(?:{sides})[\w-]*|(?:min-|max-)?(?:width|height)|float)\s*:"
    )
    assert re.findall(physical, rules) == []
    assert re.findall(r"text-align:\s*(?:left|right)", rules) == []


def test_no_text_is_smaller_than_thirteen_pixels() -> None:
    sizes = [float(size) for size in re.findall(r"font(?:-size)?:[^;]*?(?<![\d/])(\d*\.\d+|\d+)rem", ALL_CSS)]
    assert sizes
    assert min(sizes) >= 0.8125


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))


LIGHT = colours(CSS.split("@media screen")[0])
DARK = LIGHT | colours(CSS.split("@media screen")[1].split("[data-module")[0])
MODULES = (
    "introduction",
    "product-design",
    "over-indebtedness",
    "transparency",
    "pricing",
    "fair-treatment",
    "privacy",
    "complaints",
)
TEXTS = ("ink", "ink-soft", "accent", "ok", "warn", "stop", *MODULES)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
class TestColours:
    @pytest.mark.parametrize("ground", ["paper", "card", "wash"])
    @pytest.mark.parametrize("text", TEXTS)
    def test_words_stand_out_from_every_ground(self, theme: dict[str, str], text: str, ground: str) -> None:
        assert contrast(theme[text], theme[ground]) >= 4.5

    @pytest.mark.parametrize("module", ["accent", *MODULES])
    def test_a_button_can_be_read(self, theme: dict[str, str], module: str) -> None:
        assert contrast(theme["card"], theme[module]) >= 4.5

    def test_the_darkest_cell_of_a_coverage_table_can_be_read(self, theme: dict[str, str]) -> None:
        mixed = "#" + "".join(
            f"{round(int(theme['accent'][at : at + 2], 16) * 0.4 + int(theme['card'][at : at + 2], 16) * 0.6):02x}"
            for at in (1, 3, 5)
        )
        assert contrast(theme["ink"], mixed) >= 4.5

    def test_the_edge_of_a_field_can_be_seen(self, theme: dict[str, str]) -> None:
        assert contrast(theme["edge"], theme["card"]) >= 3

    def test_a_link_that_was_followed_to_stands_out(self, theme: dict[str, str]) -> None:
        assert contrast(theme["ink"], theme["accent-wash"]) >= 4.5


def part(source: str, **values: object) -> str:
    return ENVIRONMENT.from_string(source).render(**values)


def test_a_field_with_a_fault_says_so_beside_itself_and_above_the_form() -> None:
    state = FormState(values={"email": "<x"}, errors={"email": "Write an address with an @."})
    html = part(
        "{% from 'parts/forms.html' import error_summary, field %}{{ error_summary(s.errors) }}"
        "{{ field('email', 'E-mail', s.values.email, s.errors.email, type='email') }}",
        s=state,
    )
    assert '<a href="#f-email">Write an address with an @.</a>' in html
    assert 'aria-invalid="true" aria-describedby="f-email-wrong"' in html
    assert 'value="&lt;x"' in html


def test_a_coverage_cell_says_n_of_m_and_is_silent_about_nobody() -> None:
    source = "{% from 'parts/figures.html' import coverage_cell %}{{ coverage_cell(share) }}"
    cell = part(source, share=Share(8, 9))
    assert 'data-tenth="8"' in cell
    assert "<bdi>88 %</bdi>" in cell
    assert "<bdi>8 of 9</bdi>" in cell
    assert "%" not in part(source, share=Share(0, 0))


@pytest.mark.parametrize(
    ("done", "total", "words"),
    [
        (0, 3040, "0 %"),
        (13, 3040, "< 1 %"),
        (1, 100, "1 %"),
        (99, 100, "99 %"),
        (3039, 3040, "> 99 %"),
        (9, 9, "100 %"),
    ],
)
def test_some_is_never_said_as_none_and_nearly_all_is_said_so(done: int, total: int, words: str) -> None:
    assert Share(done, total).words == words


def test_a_hundred_percent_is_said_only_of_all() -> None:
    assert Share(999, 1000).percent == 99
    assert Share(1000, 1000).percent == 100


def test_pages_of_one_page_have_no_pager() -> None:
    source = "{% from 'parts/navigation.html' import pagination %}{{ pagination(pages) }}"
    assert part(source, pages=Pages(1, 1, 7)).strip() == ""
    assert "Page 2 of 3" in part(source, pages=Pages(2, 3, 120, "?page=1", "?page=3"))


def test_an_empty_place_offers_the_way_on() -> None:
    source = "{% from 'parts/notices.html' import empty %}{{ empty('Nobody yet', 'Add people.', action) }}"
    assert '<a class="btn" href="/people/new">Add</a>' in part(source, action=Action("Add", "/people/new"))
