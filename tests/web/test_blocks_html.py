from courses.blocks import (
    Block,
    Emphasis,
    Heading,
    Link,
    List,
    ListItem,
    Notes,
    Paragraph,
    Quote,
    SectionLink,
    SourceLink,
    Strong,
    Table,
    Term,
    Text,
)
from lms.web.blocks_html import Cited, Targets, render, render_inline, terms_in

WORDS = (Text("words"),)
TARGETS = Targets(glossary="/g", sources="/s", sections={"silence": "/silence"})


def html_of(block: Block, targets: Targets = TARGETS) -> str:
    return str(render((block,), targets))


def test_what_content_says_is_never_markup() -> None:
    hostile = Text('<script>alert("1")</script> & {% raw %}')
    assert html_of(Paragraph((hostile,))) == ("<p>&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt; &amp; {% raw %}</p>")


def test_braces_in_words_are_words() -> None:
    assert html_of(Paragraph((Strong((Text("{0} {hotline} %s"),)),))) == "<p><strong>{0} {hotline} %s</strong></p>"


def test_an_address_cannot_break_out_of_its_attribute() -> None:
    url = 'https://example.org/?a="><script>'
    assert '"><script>' not in html_of(Paragraph((Link(WORDS, url),)))


def test_only_web_addresses_become_links_out() -> None:
    assert html_of(Paragraph((Link(WORDS, "javascript:alert(1)"),))) == "<p>words</p>"
    assert (
        html_of(Paragraph((Link(WORDS, "https://e.org"),))) == '<p><a href="https://e.org" rel="noopener">words</a></p>'
    )


def test_a_term_leads_to_its_definition_on_the_glossary_page_or_on_this_one() -> None:
    term = Paragraph((Term(WORDS, "revenge"),))
    assert html_of(term) == '<p><a class="term" href="/g#term-revenge">words</a></p>'
    assert html_of(term, Targets()) == '<p><a class="term" href="#term-revenge">words</a></p>'


def test_sections_and_sources_are_linked_where_they_are_known() -> None:
    block = Paragraph((SectionLink(WORDS, "silence"), SourceLink(WORDS, "S22")))
    assert html_of(block) == '<p><a href="/silence">words</a><a href="/s#source-S22">words</a></p>'
    assert html_of(block, Targets()) == "<p>wordswords</p>"


def test_marks_nest() -> None:
    assert str(render_inline((Strong((Emphasis(WORDS),)),), TARGETS)) == "<strong><em>words</em></strong>"


def test_lists_keep_their_kind_and_their_sublist() -> None:
    inner = List((ListItem(WORDS),), is_numbered=False)
    block = List((ListItem(WORDS, inner), ListItem(WORDS)), is_numbered=True)
    assert html_of(block) == "<ol><li>words<ul><li>words</li></ul></li><li>words</li></ol>"


def test_the_cells_of_a_table_know_their_headers() -> None:
    html = html_of(Table(header=(WORDS, WORDS), rows=((WORDS, WORDS),)))
    assert html.count('<th scope="col">') == 2
    assert '<tr><th scope="row">words</th><td>words</td></tr>' in html


def test_a_wide_table_can_be_scrolled_by_keyboard() -> None:
    assert html_of(Table(header=(WORDS,), rows=())).startswith('<div class="scroll" tabindex="0">')


def test_notes_are_ruled_lines_to_write_on() -> None:
    assert html_of(Notes(3)).count("<i></i>") == 3


def test_headings_keep_their_level_and_id_and_quotes_their_blocks() -> None:
    assert html_of(Heading(3, "sort", WORDS)) == '<h3 id="sort">words</h3>'
    assert html_of(Quote((Paragraph(WORDS),))) == "<blockquote><p>words</p></blockquote>"


def test_terms_are_found_once_in_order_wherever_they_stand() -> None:
    def term(name: str) -> tuple[Term, ...]:
        return (Term(WORDS, name),)

    blocks = (
        Paragraph((Strong(term("b")),)),
        List((ListItem(term("a"), List((ListItem(term("c")),), is_numbered=False)),), is_numbered=False),
        Quote((Paragraph(term("b")),)),
        Table(header=(term("d"),), rows=((term("e"),),)),
        Notes(2),
        Heading(2, "h", term("f")),
    )
    assert terms_in(blocks) == ("b", "a", "c", "d", "e", "f")


def test_a_corner_without_words_is_the_head_of_nothing() -> None:
    html = html_of(Table(header=((), WORDS), rows=((WORDS, WORDS),)))

    assert html.count('<th scope="col">') == 1
    assert "<tr><td></td><th" in html


def test_numbers_of_a_case_become_links_and_others_stay_words():
    targets = Targets(
        cited={"F7": Cited("/facts#F7", 'Sandrel has "18" branches.'), "E3": Cited("/exhibits/survey", "Why")}
    )
    html = str(render((Paragraph((Text("F7, F70, xF7, <E3>"), Link((Text("F7"),), "https://e.org"))),), targets))

    assert html == (
        '<p><a href="/facts#F7" title="Sandrel has &#34;18&#34; branches.">F7</a>, F70, xF7, &lt;'
        '<a href="/exhibits/survey" title="Why">E3</a>&gt;<a href="https://e.org" rel="noopener">F7</a></p>'
    )
    assert render((Paragraph((Text("F7"),)),), Targets()) == "<p>F7</p>"
