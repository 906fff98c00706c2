"""What the page of a workshop's kit shows."""

from dataclasses import dataclass

from lms.web.contexts.kits import FileRow
from lms.web.contexts.shell import Action, Shell


@dataclass(frozen=True, slots=True)
class WorkshopKitPage:
    """The files of the kit, and the ways to take them: all, those for trainees alone, the debrief."""

    shell: Shell
    mode: str
    case: str
    size: str
    trainees_size: str
    files: tuple[FileRow, ...]
    whole: Action
    trainees: Action
    debrief: Action
