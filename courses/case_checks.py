"""The rules of docs/content.md that make a workshop case good, beyond what the loader needs to read it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from courses.case_key_loader import KEY, LoadedCaseKey
from courses.case_keys import CaseKey
from courses.case_loader import LoadedCase
from courses.case_tables import counts
from courses.case_words import texts_in
from courses.cases import NUMERIC, Case, Depth, Exhibit, ExhibitKind, Fact, ValueKind
from courses.errors import Fault
from courses.lines import Lines, Place
from courses.resources import CASE

# Least facts, exhibits and contradictions by depth.
LEAST = {Depth.FULL: (60, 10, 12), Depth.SHORT: (40, 6, 4)}
# How many voices a full case has, and how many of them are sorted; the least of both in a short one.
VOICES, SORTED_VOICES = 60, 30
FEWER_VOICES, FEWER_SORTED = 20, 8
# Kinds of exhibit without which a full case does not carry the workshop.
NEEDED = (ExhibitKind.REGISTER, ExhibitKind.COMPLAINTS, ExhibitKind.ORG_CHART, ExhibitKind.MAP)
NOTES = 4
REAL_NAMES = (
    "Accion|ACLEDA|ADOPEM|AMFIU|ASDIR|ASA|Banco Delta|Bandhan|BRAC|Cashpor|Cerise|Compartamos|Crezcamos|delamujer|"
    "Equitas|FINCA|FODEMI|Fondesurco|FUBODE|Grameen|Khushhali|Kiva|KMF|LAPO|Mibanco|Mundo Mujer|Musoni|"
    "Opportunity Bank|Pro Mujer|SEWA|SKS|Smart Campaign|Swadhaar|Tamweelcom|UGAFODE|Ujjivan|Yehu"
)
_REAL = re.compile(rf"\b({REAL_NAMES})\b")
_LEFTOVER = re.compile(r"\b(TODO|TBD|FIXME|XXX|lorem ipsum)\b|\[(\.\.\.|…)\]|<[a-z]+>|[{}]", re.IGNORECASE)
_TELLTALE = re.compile(r"\b(facilitator|planted)\b", re.IGNORECASE)
_CITED = re.compile(r"\b([FE])(\d+)\b(?: to \1(\d+)\b)?")
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+")
_LEAST_WORDS = 6


def check_case(loaded: LoadedCase, key: LoadedCaseKey) -> tuple[Fault, ...]:
    """Return every rule a case and its key break, in order of file and line; nothing when it may be used."""
    case, lines = loaded.case, loaded.lines
    faults = [
        *_identity(case, lines),
        *_numbers(case, lines),
        *_amounts(case, lines),
        *_exhibits(case, lines),
        *_facts(case, lines),
        *_aliases(case, lines),
        *_cues(case, lines),
        *_contraries(case, lines),
        *_key(case, key.key, key.lines),
    ]
    secret = sentences(key_texts(key.key))
    for place, texts in _places(case, lines):
        wrong = (*text_faults(texts), *leaks(secret, texts), *wrong_citations(texts, case))
        faults += [place.fault(what) for what in wrong]
    return tuple(sorted(set(faults)))


def _places(case: Case, lines: Lines) -> Iterator[tuple[Place, list[str]]]:
    """Yield what trainees read, piece by piece, each with the place of its words."""
    story, facts = f"case.{case.language}.md", f"facts.{case.language}.toml"
    yield lines.at(story, "title"), [*texts_in(case.intro), *texts_in((case.title, case.summary, case.country))]
    for part in case.parts:
        yield lines.at(story, part.id), list(texts_in((part.title, part.blocks)))
    for person in case.people:
        yield lines.at(facts, "people", person.id), [person.name, person.role]
    for fact in case.facts:
        yield lines.at(facts, "facts", fact.id), [fact.text, *fact.wordings]
    for exhibit in case.exhibits:
        place = lines.at(f"exhibits.{case.language}.toml", "exhibits", exhibit.id)
        yield place, list(texts_in((exhibit.title, exhibit.origin, exhibit.columns)))
        if exhibit.kind is ExhibitKind.NOTE:
            yield lines.at(f"exhibits/{exhibit.id}.{case.language}.md", "title"), list(texts_in(exhibit.blocks))
        table = lines.at(f"exhibits/{exhibit.id}.{case.language}.csv").file
        for row in exhibit.rows:
            yield Place(table, row.number + 1), list(row.cells)


def _identity(case: Case, lines: Lines) -> Iterator[Fault]:
    if not case.is_invented:
        what = "a case is of an invented institution in an invented country; say so with true, and rename what is real"
        yield lines.at(CASE, "invented").fault(what)
    if not case.intro:
        yield lines.at(f"case.{case.language}.md", "title").fault(
            "no intro; say that everything in the case is invented"
        )


def _numbers(case: Case, lines: Lines) -> Iterator[Fault]:
    facts = [(fact.number, fact.id) for fact in case.facts]
    exhibits = [(exhibit.number, exhibit.id) for exhibit in case.exhibits]
    for name, entries in (("facts", facts), ("exhibits", exhibits)):
        for expected, (number, one) in enumerate(entries, start=1):
            if number != expected:
                what = f"{one!r} has the number {number} in place {expected}; number them 1, 2, 3 in order"
                yield lines.at(CASE, name, one).fault(what)
                break


def _amounts(case: Case, lines: Lines) -> Iterator[Fault]:
    facts, exhibits, _ = LEAST[case.depth]
    if len(case.facts) < facts:
        yield lines.at(CASE, "facts").fault(f"{len(case.facts)} facts; a {case.depth} case has {facts} or more")
    if len(case.exhibits) < exhibits:
        what = f"{len(case.exhibits)} exhibits; a {case.depth} case has {exhibits} or more"
        yield lines.at(CASE, "exhibits").fault(what)
    if case.depth is not Depth.FULL:
        return
    kinds = [exhibit.kind for exhibit in case.exhibits]
    for kind in NEEDED:
        if kinds.count(kind) != 1:
            what = f"{kinds.count(kind)} exhibits of kind {kind}; a full case has one"
            yield lines.at(CASE, "exhibits").fault(what)
    if kinds.count(ExhibitKind.NOTE) < NOTES:
        what = f"{kinds.count(ExhibitKind.NOTE)} notes; a full case has {NOTES} or more"
        yield lines.at(CASE, "exhibits").fault(what)


def _exhibits(case: Case, lines: Lines) -> Iterator[Fault]:
    for exhibit in case.exhibits:
        if exhibit.kind is not ExhibitKind.NOTE and not exhibit.rows:
            yield lines.at(CASE, "exhibits", exhibit.id).fault(f"{exhibit.id!r} has no rows; write some, or remove it")
        if exhibit.kind is ExhibitKind.COMPLAINTS:
            yield from _voices(exhibit, lines, is_full=case.depth is Depth.FULL)


def _voices(exhibit: Exhibit, lines: Lines, *, is_full: bool) -> Iterator[Fault]:
    place = lines.at(CASE, "exhibits", exhibit.id)
    if is_full and len(exhibit.rows) != VOICES:
        yield place.fault(f"{len(exhibit.rows)} voices; have {VOICES}")
    elif len(exhibit.rows) < FEWER_VOICES:
        yield place.fault(f"{len(exhibit.rows)} voices; have {FEWER_VOICES} or more")
    if "sort" not in {column.id for column in exhibit.columns}:
        yield place.fault(f"{exhibit.id!r} has no column 'sort'; add it")
        return
    given = len(exhibit.rows) - dict(counts(exhibit, "sort")).get("", 0)
    if given != SORTED_VOICES if is_full else not FEWER_SORTED <= given <= len(exhibit.rows) // 2:
        wanted = f"{SORTED_VOICES}" if is_full else f"{FEWER_SORTED} or more and half of them at most"
        yield place.fault(f"{given} voices are sorted; sort {wanted}, and leave the others to the trainees")


def _facts(case: Case, lines: Lines) -> Iterator[Fault]:
    for fact in case.facts:
        for what in _unsaid(fact):
            yield lines.at(f"facts.{case.language}.toml", "facts", fact.id).fault(what)


def _cues(case: Case, lines: Lines) -> Iterator[Fault]:
    """Yield each row of cues that can find no number: of a subject that has none, or without a word that must stand."""
    dumb = (ValueKind.NAME, ValueKind.STATEMENT)
    counted = {value.subject for fact in case.facts for value in fact.values if value.kind not in dumb}
    for subject in case.subjects:
        place = lines.at(f"facts.{case.language}.toml", "subjects", subject.id)
        if subject.cues and subject.id not in counted:
            yield place.fault(f"{subject.id!r} has cues and no number; take them out")
        for row in subject.cues:
            if all(word.startswith("!") for word in row.split()):
                yield place.fault(f"the cue {row!r} names no word that must stand by the number; write one")


def _contraries(case: Case, lines: Lines) -> Iterator[Fault]:
    """Yield each row of contraries with one word that must be said, or none: every such word would be underlined."""
    for fact in case.facts:
        for row in (*fact.contraries, *fact.contraries_today):
            if sum(not word.startswith("!") for word in row.split()) < 2:
                place = lines.at(f"facts.{case.language}.toml", "facts", fact.id)
                yield place.fault(f"the contrary {row!r} has fewer than two words that must be said; write more")


def _aliases(case: Case, lines: Lines) -> Iterator[Fault]:
    """Yield each alias that stands for two values of one kind: no reader could tell which is meant."""
    known: dict[tuple[str, ValueKind], tuple[str, str]] = {}
    for fact in case.facts:
        for value in fact.values:
            subject = case.find_subject(value.subject)
            for alias in subject.aliases if subject else ():
                first = known.setdefault((alias.casefold(), value.kind), (value.subject, value.text))
                if first[1] != value.text:
                    what = (
                        f"the alias {alias!r} gives {first[1]} and {value.text}; make it longer for {value.subject!r}"
                    )
                    place = lines.at(f"facts.{case.language}.toml", "subjects", value.subject)
                    yield place.fault(what)


def _unsaid(fact: Fact) -> Iterator[str]:
    """Yield the values that the words of a fact do not say; a none may be said in words."""
    digits = re.sub(r"(?<=\d),(?=\d{3}\b)", "", fact.text)
    found = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", digits)}
    for value in fact.values:
        if value.kind in NUMERIC and value.amount and float(value.amount) not in found:
            yield f"{fact.label} has the value {value.text}, which its words do not say; mend one of them"
        if value.kind is ValueKind.NAME and value.text not in fact.text:
            yield f"{fact.label} has the name {value.text!r}, which its words do not say; mend one of them"


def _key(case: Case, key: CaseKey, lines: Lines) -> Iterator[Fault]:
    least = LEAST[case.depth][2]
    if len(key.contradictions) < least:
        what = f"{len(key.contradictions)} contradictions; a {case.depth} case has {least} or more"
        yield lines.at(KEY, "contradictions").fault(what)
    for expected, one in enumerate(key.contradictions, start=1):
        place = lines.at(KEY, "contradictions", one.id)
        if one.number != expected:
            what = f"{one.id!r} has the number {one.number} in place {expected}; number them 1, 2, 3 in order"
            yield place.fault(what)
        values = [value for fact in case.facts for value in fact.values if value.subject == one.subject]
        if one.claimed is not None and one.claimed in {value.amount for value in values}:
            what = f"{one.id!r} claims {one.claimed} for {one.subject!r}, which is what the facts say; mend the claim"
            yield place.fault(what)
    used = {claim.id for one in key.contradictions for claim in one.claims if claim.kind == "exhibit"}
    used |= {exhibit for fact in case.facts for exhibit in fact.exhibits}
    for exhibit in case.exhibits:
        if exhibit.id not in used:
            what = f"no fact and no contradiction uses the exhibit {exhibit.id!r}; give it a purpose, or remove it"
            yield lines.at(KEY, "contradictions").fault(what)


def text_faults(texts: Iterable[str]) -> Iterator[str]:
    """Yield what must stand in no text that trainees read: leftovers, real institutions, words of the key."""
    for text in texts:
        if found := _LEFTOVER.search(text):
            yield f"a leftover, {found[0]!r}, in {_short(text)!r}; write the words"
        if found := _REAL.search(text):
            yield f"a real institution, {found[0]!r}, in {_short(text)!r}; invent a name"
        if found := _TELLTALE.search(text):
            yield f"{found[0]!r} in {_short(text)!r} speaks of the key; say it without"


def wrong_citations(texts: Iterable[str], case: Case) -> Iterator[str]:
    """Yield each fact or exhibit that a text cites by number and that the case does not have."""
    for text in texts:
        for letter, *numbers in _CITED.findall(text):
            for number in filter(None, numbers):
                known = case.find_fact(int(number)) if letter == "F" else case.find_exhibit(int(number))
                if known is None:
                    cited = f"{letter}{number} in {_short(text)!r}"
                    yield f"{cited} does not exist in the case {case.id!r}; mend the number"


def key_texts(key: CaseKey) -> tuple[str, ...]:
    """Return what the key alone may say."""
    told = [text for one in key.contradictions for text in (one.why, one.good, one.draft)]
    told += [text for one in key.register_faults for text in (one.what, one.why)]
    return (*told, *(one.reason for one in key.voices))


def sentences(secret: Iterable[str]) -> tuple[str, ...]:
    """Return the sentences of six words or more: shorter ones may stand anywhere by chance."""
    parts = (sentence for text in secret for sentence in _SENTENCE.split(text))
    return tuple(part for part in parts if len(part.split()) >= _LEAST_WORDS)


def leaks(secret: Sequence[str], shown: Sequence[str]) -> Iterator[str]:
    """Yield each sentence of the key that stands in what trainees read."""
    everything = "\n".join(shown).casefold()
    for sentence in secret:
        if sentence.casefold().rstrip(".!?:;") in everything:
            yield f"a sentence of the key, {_short(sentence)!r}, stands in what trainees read; take it out"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
