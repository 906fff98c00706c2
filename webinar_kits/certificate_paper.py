"""Certificates as data for their template."""

import re
from collections.abc import Sequence

from webinar_kits import theme
from webinar_kits.certificate import Certificate, CertificateKind, grouped
from webinar_kits.certificate_words import Words, series_line, words_of, written_day
from webinar_kits.glyphs import svg
from webinar_kits.paper_data import Data
from webinar_kits.qr import qr_svg

RIGHT_TO_LEFT = frozenset({"ar"})
WHITE = "ffffff"
CREDENTIAL_FILE = "credential.json"
LONGEST_WORD = 40
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")


def certificates_paper(many: Sequence[Certificate]) -> dict[str, Data]:
    """Return the paper of certificates, a page each. The credential is attached where there is one certificate only."""
    first = many[0]
    words = words_of(first.language)
    title = f"{words.title[first.kind]}: {first.module_title}" if len(many) == 1 else f"{words.series}: {len(many)}"
    credential = first.credential if len(many) == 1 else ""
    return {
        "title": title,
        "author": first.institution,
        "language": first.language,
        "edition": first.edition,
        "dated_on": max(one.issued_on for one in many).isoformat(),
        "colour": theme.look(first.module_id).colour.lower(),
        "credential": credential,
        "credential-name": CREDENTIAL_FILE,
        "credential-text": words.attachment,
        "certificates": [_certificate(one) for one in many],
    }


def _certificate(one: Certificate) -> Data:
    words, look = words_of(one.language), theme.look(one.module_id)
    is_competence = one.kind is CertificateKind.COMPETENCE
    colour = look.colour.lower()
    return {
        "kind": one.kind.value,
        "language": one.language,
        "direction": "rtl" if one.language in RIGHT_TO_LEFT else "ltr",
        "colour": colour,
        "wash": look.wash.lower(),
        "glyph": svg(look.glyph, colour=WHITE if is_competence else colour),
        "series": words.series,
        "place": series_line(one.principle, one.language),
        "institution": _breakable(one.institution),
        "heading": words.title[one.kind],
        "issued-to": words.issued_to,
        "name": _breakable(one.name),
        "name-other": _breakable(one.name_other),
        "earned": _earned(one, words),
        "module": _breakable(one.module_title),
        "tier": words.tiers[one.tier],
        "facts": _facts(one, words),
        "qr": qr_svg(one.verify_url) if one.verify_url else "",
        "qr-text": words.qr.format(address=one.verify_url),
        "verify": words.verify,
        "address": one.verify_url,
        "limits": words.limits[one.kind],
    }


def _breakable(text: str) -> str:
    """Return a text that fits any line: a word longer than any name may be broken."""
    return _LONG_WORD.sub("\\g<0>\u200b", text)


def _earned(one: Certificate, words: Words) -> list[Data]:
    """Return what she did in pieces, numbers apart: in Arabic each is isolated."""
    pattern = words.earned[one.kind]
    values = {"minutes": str(one.minutes), "total": str(one.session_minutes)}
    pieces: list[Data] = []
    for part in pattern.split("{"):
        name, closing, rest = part.partition("}")
        if closing:
            pieces.append({"text": values[name], "number": True})
            pieces.append({"text": rest, "number": False})
        else:
            pieces.append({"text": part, "number": False})
    return pieces


def _facts(one: Certificate, words: Words) -> list[Data]:
    def day(label: str, text: str) -> Data:
        return {"label": label, "value": text, "code": False}

    facts = [day(words.earned_on[one.kind], written_day(one.earned_on, one.language))]
    if one.issued_on != one.earned_on:
        facts.append(day(words.issued_on, written_day(one.issued_on, one.language)))
    if one.kind is CertificateKind.COMPETENCE:
        end = written_day(one.last_day, one.language) if one.last_day else words.no_end
        facts.append(day(words.last_day, end))
    facts.append({"label": words.edition, "value": one.edition, "code": True})
    facts.append({"label": words.code, "value": grouped(one.code), "code": True})
    return facts
