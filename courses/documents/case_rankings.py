"""The rankings of a case in facts.<lang>.toml: subjects that a draft may compare with each other."""

from collections.abc import Mapping
from dataclasses import dataclass

from courses.documents.fields import Id, Record, Some, Table, Words


@dataclass(frozen=True, slots=True)
class RankingWords:
    """Names of subjects by id, and words one of which says that a sentence compares them."""

    words: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]


class RankingSchema(Record):
    """A ranking as it stands in the file."""

    shape = RankingWords
    words = Some(Words(), least=1)
    names = Table(Id(), Some(Words(), least=1))
