"""The kit of a workshop as one archive: a folder for trainees without any key, a folder for facilitators with it."""

import json
from collections.abc import Sequence

from courses.case_keys import CaseKey, WorkshopKey
from courses.model import Mode
from webinar_kits.archive import pack
from webinar_kits.model import KitFile
from webinar_kits.package import listed
from webinar_kits.runs import lines
from webinar_kits.sheets import write_sheets
from webinar_kits.tables import Column, Kind, Sheet
from webinar_kits.wording import MODES
from webinar_kits.workshop import answers
from webinar_kits.workshop.agenda import timed_days
from webinar_kits.workshop.handouts import DOCX, TRAINEES, trainee_files
from webinar_kits.workshop.kit_request import KitPart, TraineeContent, write_kit_request
from webinar_kits.workshop.room_deck import room_deck

FACILITATOR = "facilitator"
FORMAT_VERSION = 1
START_HERE, MANIFEST = "00-start-here.txt", "manifest.json"
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEXT = "text/plain; charset=utf-8"


def build_workshop_kit(content: TraineeContent, *, case_key: CaseKey, workshop_key: WorkshopKey) -> bytes:
    """Return the kit as a ZIP archive; the same request on the same editions gives the same bytes.

    Of the part for trainees the keys are not looked at.
    """
    if content.request.part is KitPart.TRAINEES:
        return trainee_pack(content)
    return _archive((*trainee_files(content), *facilitator_files(content, case_key, workshop_key)), content)


def trainee_pack(content: TraineeContent) -> bytes:
    """Return what trainees are given, as an archive of its own."""
    return _archive(trainee_files(content), content)


def facilitator_files(content: TraineeContent, case_key: CaseKey, workshop_key: WorkshopKey) -> tuple[KitFile, ...]:
    """Return the files for facilitators, all in one folder."""
    made = [
        (
            "01-facilitator-guide.docx",
            "Facilitator guide, with the answers",
            DOCX,
            answers.guide(content, key=workshop_key),
        ),
        ("02-deck.pptx", "Deck of the workshop, with notes", _PPTX, room_deck(content)),
        ("03-run-of-show.xlsx", "Run of show", _XLSX, _run_of_show(content)),
        ("04-key-of-the-case.docx", "The key of the case", DOCX, answers.case_key(content, key=case_key)),
    ]
    if content.request.mode is Mode.WEBINAR:
        made.append(
            ("05-breakout-texts.txt", "Texts to paste into the breakout rooms", _TEXT, _breakout_texts(content))
        )
    return tuple(KitFile(f"facilitator/{path}", kind, FACILITATOR, title, data) for path, title, kind, data in made)


def _run_of_show(content: TraineeContent) -> bytes:
    columns = (
        Column("Begin"),
        Column("End"),
        Column("Minutes", Kind.INTEGER),
        Column("What"),
        Column("Kind"),
        Column("How"),
    )
    sheets = [
        Sheet(
            name=f"{place} {day.sitting.id}",
            columns=columns,
            rows=tuple(
                (line.begins, line.ends, line.item.minutes, line.item.title, line.item.kind.value, line.item.text)
                for line in day.lines
            ),
            notes=(day.sitting.title, day.when) if day.when else (day.sitting.title,),
            totals=("Together", None, sum(line.item.minutes for line in day.lines), None, None, None),
        )
        for place, day in enumerate(timed_days(content), start=1)
    ]
    return write_sheets(sheets, title="Run of show", author="CPP Training")


def _breakout_texts(content: TraineeContent) -> bytes:
    told = [
        f"{exercise.title}\n\n" + "\n".join(lines(exercise.chat))
        for exercise in content.workshop.exercises
        if exercise.chat
    ]
    return ("\n\n\n".join(told) + "\n").replace("\n", "\r\n").encode("utf-8")


def _archive(files: Sequence[KitFile], content: TraineeContent) -> bytes:
    reader = TRAINEES if content.request.part is KitPart.TRAINEES else FACILITATOR
    start = KitFile(START_HERE, _TEXT, reader, "Start here", _start_here(files, content))
    listed = sorted((*files, start), key=lambda file: file.path)
    members = {file.path: file.content for file in listed}
    members[MANIFEST] = _manifest(listed, content)
    return pack(members)


def _start_here(files: Sequence[KitFile], content: TraineeContent) -> bytes:
    request = content.request
    days = timed_days(content)
    parts = [
        "\n".join(
            [
                request.title or content.workshop.title,
                f"{MODES[request.mode]}, {len(days)} sittings{f', from {days[0].when}' if days[0].when else ''}",
                f"Case: {content.case.title}. The institution, its people and its numbers are invented.",
                f"Editions: workshop {content.workshop.edition}, case {content.case.edition} ({request.language})",
            ]
        )
    ]
    folders = (
        (FACILITATOR, "For trainers alone (answers inside: do not hand out). Begin with the guide."),
        (TRAINEES, "For trainees (hand out or send)"),
    )
    for audience, title in folders:
        own = [file for file in files if file.audience == audience]
        width = max((len(file.path) for file in own), default=0)
        listed = [
            f"  {file.path.ljust(width)}  {max(1, round(len(file.content) / 1000)):>4} kB  {file.title}" for file in own
        ]
        if own:
            parts.append("\n".join([title, *listed]))
    parts.append("manifest.json names every file with its size and SHA-256.")
    return ("\n\n".join(parts) + "\n").replace("\n", "\r\n").encode("utf-8")


def _manifest(files: Sequence[KitFile], content: TraineeContent) -> bytes:
    data = {
        "format": FORMAT_VERSION,
        "request": write_kit_request(content.request),
        "workshop": {"edition": content.workshop.edition, "language": content.workshop.language},
        "case": {"id": content.case.id, "title": content.case.title, "edition": content.case.edition},
        "files": listed(files),
    }
    return (json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")
