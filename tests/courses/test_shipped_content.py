"""The content that ships keeps every rule."""

import pytest

from courses.checks import check
from courses.loader import load_catalogue, load_with_lines
from courses.resources import content_folder, languages, module_folders

SHIPPED = [
    pytest.param(folder, language, id=f"{folder.name}-{language}")
    for folder in module_folders(content_folder())
    for language in languages(folder)
]


def test_the_shipped_catalogue_loads():
    catalogue = load_catalogue([content_folder()])

    assert catalogue.get("complaints").principle == 7
    assert catalogue.refused == ()


@pytest.mark.parametrize(("folder", "language"), SHIPPED)
def test_a_shipped_module_keeps_every_rule(folder, language):
    loaded = load_with_lines(folder, language=language)

    assert [str(fault) for fault in check(loaded.module, loaded.lines)] == []
