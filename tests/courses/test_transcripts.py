"""A module as text for people: all that was taught, nothing of the quiz."""

from courses.loader import load_module
from courses.resources import content_folder
from courses.transcripts import write_transcript


def test_a_transcript_holds_what_was_taught_and_nothing_of_the_quiz() -> None:
    module = load_module(content_folder() / "introduction")

    text = write_transcript(module)

    assert text.startswith(f"# {module.title}\n")
    assert f"Edition: {module.edition}" in text
    assert module.attestation in text
    for section in module.sections:
        assert f"## {section.title}\n" in text
        assert all(f"### {lens.title} (" in text for lens in section.lenses.values())
    assert all(objective.text in text for objective in module.objectives)
    assert not [item.id for item in module.bank.items if item.stem in text]


def test_the_same_module_gives_the_same_text() -> None:
    first, second = (load_module(content_folder() / "complaints") for _ in range(2))

    assert write_transcript(first) == write_transcript(second)
    assert "| --- |" in write_transcript(first)
