"""What single and multiple share: a list of options, each with its words and its feedback."""

from collections.abc import Collection, Mapping, Sequence

from quizzes.model import Option, OptionId
from quizzes.public import Line, PublicOption
from quizzes.shuffle import shuffled
from quizzes.tables import Table


def read_options(structure: Table, words: Table) -> tuple[Option, ...]:
    """Read three to five options, every one with words and feedback."""
    ids = structure.identifiers("options", least=3, most=5)
    texts = words.table("options").texts(ids)
    feedback = words.table("feedback").texts(ids)
    return tuple(Option(OptionId(each), texts[each], feedback[each]) for each in ids)


def by_id(options: Sequence[Option]) -> dict[OptionId, Option]:
    """Return the options by id, in their order."""
    return {option.id: option for option in options}


def public(options: Sequence[Option]) -> tuple[PublicOption, ...]:
    """Return id and words of each, without feedback, in the order given."""
    return tuple(PublicOption(option.id, option.text) for option in options)


def in_shown_order(options: Sequence[Option], *, seed: str) -> tuple[Option, ...]:
    """Return the options as this seed shows them."""
    return shuffled(options, seed=f"{seed}:options")


def option_lines(
    options: Sequence[Option], *, chosen: Collection[OptionId], key: Collection[OptionId]
) -> tuple[Line, ...]:
    """Return a line per option; feedback stands where she chose, or should have."""
    return tuple(
        Line(
            text=option.text,
            is_chosen=option.id in chosen,
            is_right=option.id in key,
            feedback=option.feedback if option.id in chosen or option.id in key else "",
        )
        for option in options
    )


def joined(ids: Collection[OptionId], options: Mapping[OptionId, Option]) -> str:
    """Return the words of these options in authored order, parted by semicolons."""
    return "; ".join(option.text for option in options.values() if option.id in ids)


def numbered(ids: Sequence[OptionId], options: Mapping[OptionId, Option]) -> str:
    """Return the words of these options in the order given, each with its place: "1. …; 2. …"."""
    return "; ".join(f"{place}. {options[each].text}" for place, each in enumerate(ids, start=1) if each in options)
