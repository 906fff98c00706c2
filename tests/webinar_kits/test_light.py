"""What the web process imports stays light."""

import subprocess
import sys
from pathlib import Path

HEAVY = {"pptx", "docx", "typst", "xlsxwriter", "icalendar", "lxml", "openpyxl", "pyld"}
LIGHT = (
    "jobs", "validation", "fit", "outline", "filling", "model", "errors", "tables", "certificate", "theme", "glyphs",
    "wording", "times", "checklists", "certificate_words", "certificate_jobs",
)  # fmt: skip


def test_the_light_modules_load_no_document_library() -> None:
    names = ", ".join(f"webinar_kits.{name}" for name in LIGHT)
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, {names}; print(*sys.modules, sep='\\n')"],
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert "webinar_kits" in loaded
    assert not loaded & HEAVY
