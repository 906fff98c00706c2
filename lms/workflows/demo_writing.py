"""What the people of the demo write in its workshops: a file for each proposal, with what is said of it."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from uuid import NAMESPACE_URL, uuid5

from courses.proposals import Finding, Recommendation, Risk, write_part
from courses.resources import read_text

FOLDER = Path(__file__).parent / "demo_proposals"
Table: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class WrittenRemark:
    """A remark on a passage of a section; `position`: where the passage begins in it."""

    key: str
    quote: str
    position: int
    text: str


@dataclass(frozen=True, slots=True)
class WrittenReview:
    """What a reviewer or the trainer says of a proposal: levels and reasons by criterion, and remarks."""

    summary: str
    levels: Mapping[str, int | None]
    reasons: Mapping[str, str]
    remarks: tuple[WrittenRemark, ...]


@dataclass(frozen=True, slots=True)
class WrittenProposal:
    """A proposal by who writes it, an address of the cast; its parts as key and content, and what others say of it."""

    author: str
    parts: tuple[tuple[str, str], ...]
    reviews: tuple[WrittenReview, ...]
    trainers: WrittenReview | None
    own_remarks: tuple[WrittenRemark, ...]


def read_written(name: str) -> WrittenProposal:
    """Return a proposal of the demo by the name of its file.

    Raises `KeyError` for a recommendation that answers no finding of the file, `ValueError` for a remark whose passage
    is not there: a file of the demo is part of the program.
    """
    data = tomllib.loads(read_text(FOLDER / f"{name}.toml"))
    sections = {key: str(text).strip("\n") for key, text in data["sections"].items()}
    trainers = data.get("trainer")
    return WrittenProposal(
        author=data["author"],
        parts=(
            *((f"section:{key}", text) for key, text in sections.items()),
            *((f"{kind}:{part.id}", write_part(part)) for kind, part in _listed(name, data)),
        ),
        reviews=tuple(_review(one, sections) for one in data.get("reviews", ())),
        trainers=_review(trainers, sections) if trainers else None,
        own_remarks=_remarks(data.get("own_remarks", ()), sections),
    )


def _listed(name: str, data: Mapping[str, Sequence[Table]]) -> Iterator[tuple[str, Finding | Recommendation | Risk]]:
    ids = {str(one["key"]): _part_id(name, str(one["key"])) for one in data.get("findings", ())}
    for one in data.get("findings", ()):
        yield "finding", _finding(ids[str(one["key"])], one)
    for one in data.get("recommendations", ()):
        answers = tuple(ids[key] for key in _texts(one, "answers"))
        yield "recommendation", _recommendation(_part_id(name, str(one["key"])), one, answers)
    for number, one in enumerate(data.get("risks", ())):
        texts = {field: str(one[field]) for field in ("text", "answer", "owner")}
        yield "risk", Risk(_part_id(name, f"risk {number}"), **texts)


def _finding(part_id: str, one: Table) -> Finding:
    return Finding(
        part_id,
        text=str(one["text"]),
        limb=str(one["limb"]),
        indicators=_texts(one, "indicators"),
        facts=tuple(int(number) for number in _texts(one, "facts")),
        exhibits=_texts(one, "exhibits"),
    )


def _recommendation(part_id: str, one: Table, answers: tuple[str, ...]) -> Recommendation:
    return Recommendation(
        part_id,
        title=str(one["title"]),
        text=str(one["text"]),
        findings=answers,
        owner=str(one["owner"]),
        cost_text=str(one["cost"]),
        payer=str(one["payer"]),
        starts_text=str(one["starts_on"]),
        ends_text=str(one["ends_on"]),
        measure=str(one["measure"]),
        target=str(one["target"]),
        tool=str(one["tool"]),
    )


def _review(one: Mapping[str, Mapping[str, object]], sections: Mapping[str, str]) -> WrittenReview:
    return WrittenReview(
        summary=str(one["summary"]),
        levels={name: int(str(level)) for name, level in one["levels"].items()},
        reasons={name: str(reason) for name, reason in one["reasons"].items()},
        remarks=_remarks(one.get("remarks", ()), sections),
    )


def _remarks(held: object, sections: Mapping[str, str]) -> tuple[WrittenRemark, ...]:
    listed = held if isinstance(held, list) else []
    return tuple(
        WrittenRemark(one["key"], one["quote"], sections[one["key"].split(":")[1]].index(one["quote"]), one["text"])
        for one in listed
    )


def _texts(one: Table, name: str) -> tuple[str, ...]:
    held = one[name]
    return tuple(str(item) for item in held) if isinstance(held, list) else ()


def _part_id(name: str, key: str) -> str:
    """Return the same id each time: the demo of a moment is the same demo."""
    return str(uuid5(NAMESPACE_URL, f"demo/{name}/{key}"))
