import copy

import pytest

from quizzes.documents import read_bank
from quizzes.fingerprint import fingerprint


def of(files):
    structure, words = files
    return fingerprint(read_bank(structure, words, place="test"))


def turned(value):
    """The same tables, written the other way round; lists of ids stay."""
    if isinstance(value, dict):
        return {key: turned(each) for key, each in reversed(value.items())}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [turned(each) for each in reversed(value)]
    return value


def test_a_fingerprint_is_sha256_in_hexadecimal_and_repeats(files):
    first = of(copy.deepcopy(files))

    assert len(first) == 64
    assert int(first, 16) >= 0
    assert of(files) == first


def test_the_order_of_tables_does_not_matter(files):
    structure, words = files
    numeric = structure["items"][5]
    numeric["slips"].append({"id": "upside-down", "answer": "clients / complaints"})
    words["items"]["rate"]["feedback"]["upside-down"] = "That is clients per complaint."

    assert of((turned(structure), turned(words))) == of(files)


@pytest.mark.parametrize(
    "change",
    [
        lambda structure, words: structure["items"][0].update(key="manager"),
        lambda structure, words: structure["items"][0].update(also=["manager"]),
        lambda structure, words: structure["items"][1].update(key=["words"]),
        lambda structure, words: structure["items"][2].update(key=True),
        lambda structure, words: structure["items"][3]["steps"].reverse(),
        lambda structure, words: structure["items"][4].update(key={"desk": "reads", "board": "logs"}),
        lambda structure, words: structure["items"][5].update(tolerance="0.2"),
        lambda structure, words: structure["items"][5]["parameters"]["clients"].update(step=1000),
        lambda structure, words: structure["items"][5].update(answer="1000 * complaints / clients + 0"),
        lambda structure, words: structure["items"].pop(2) and words["items"].pop("silence-is-consent"),
        lambda structure, words: structure["blueprint"].update(length=5),
        lambda structure, words: words["items"]["rate"].update(unit="per mille"),
        lambda structure, words: words["items"]["who-logs-it"]["options"].update(nobody="No one"),
        lambda structure, words: words["items"]["who-logs-it"]["feedback"].update(nobody="It is lost."),
        lambda structure, words: words["scenarios"]["stall-holder"].update(text="Another story."),
    ],
)
def test_whatever_changes_meaning_changes_the_fingerprint(files, change):
    before = of(copy.deepcopy(files))

    change(*files)

    assert of(files) != before


def test_saying_that_nothing_else_is_right_says_nothing(files):
    before = of(copy.deepcopy(files))

    files[0]["items"][0].update(also=[])

    assert of(files) == before
