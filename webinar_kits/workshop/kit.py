"""The kit of a workshop as one archive: a folder for trainees without any key, a folder for facilitators with it."""

import json
from collections.abc import Sequence

from courses.model import Mode
from webinar_kits.archive import pack
from webinar_kits.invitations import short_texts
from webinar_kits.model import KitFile
from webinar_kits.package import listed
from webinar_kits.pdf_writer import Template, fitted_pdf, pdf
from webinar_kits.wording import MODES
from webinar_kits.workshop import answers, live, printed
from webinar_kits.workshop.agenda import changes
from webinar_kits.workshop.answers import KitKeys
from webinar_kits.workshop.handouts import CSV, DOCX, PDF, TRAINEES, XLSX, Made, trainee_files
from webinar_kits.workshop.kit_content import TraineeContent
from webinar_kits.workshop.kit_request import KitPart, write_kit_request
from webinar_kits.workshop.letters import workshop_messages
from webinar_kits.workshop.room_deck import room_deck

FACILITATOR = "facilitator"
FORMAT_VERSION = 1
_LIST_SIZES = (11, 10.5, 10, 9.5, 9)
START_HERE, MANIFEST = "00-start-here.txt", "manifest.json"
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_TEXT = "text/plain; charset=utf-8"


def build_workshop_kit(content: TraineeContent, keys: KitKeys) -> bytes:
    """Return the kit as a ZIP archive; the same request on the same editions gives the same bytes."""
    return _archive((*trainee_files(content), *facilitator_files(content, keys)), content)


def trainee_pack(content: TraineeContent) -> bytes:
    """Return what trainees are given, as an archive of its own."""
    return _archive(trainee_files(content), content)


def facilitator_files(content: TraineeContent, keys: KitKeys) -> tuple[KitFile, ...]:
    """Return the files for facilitators, all in one folder."""
    made = [
        ("01-facilitator-guide.docx", "Facilitator guide, with the answers", DOCX, answers.guide(content, keys=keys)),
        ("02-deck.pptx", "Deck of the workshop, with notes", _PPTX, room_deck(content)),
        ("03-run-of-show.xlsx", "Run of show", XLSX, live.run_of_show(content)),
        (
            "04-key-of-the-case.docx",
            f"The key of the case: {content.case.title}",
            DOCX,
            answers.case_key(content, key=keys.case),
        ),
        ("05-test-key.pdf", "Key to the tests", PDF, pdf(Template.KEY, printed.test_key(content, keys.test))),
        (
            "06-checklist.pdf",
            "Checklist",
            PDF,
            fitted_pdf(Template.CHECKLIST, printed.checklist(content), pages=1, sizes=_LIST_SIZES),
        ),
        *_live(content),
        *_sheets_to_sign(content),
        *_messages(content),
    ]
    return tuple(KitFile(f"facilitator/{path}", kind, FACILITATOR, title, data) for path, title, kind, data in made)


def _live(content: TraineeContent) -> list[Made]:
    if content.request.mode is not Mode.WEBINAR:
        return []
    made = [
        ("07-breakout-texts.txt", "Texts to paste into the breakout rooms", _TEXT, _lines(live.breakout_texts(content)))
    ]
    if content.voices:
        polls = live.polls(content).encode("utf-8-sig")
        made.append(("08-polls.csv", "Polls for the webinar tool", CSV, polls))
    return made


def _sheets_to_sign(content: TraineeContent) -> list[Made]:
    return [
        (
            f"attendance/{number}-{day.sitting.id}{f'-group-{day.group}' if day.group else ''}.pdf",
            f"Attendance sheet: {day.title}",
            PDF,
            pdf(Template.ATTENDANCE, printed.attendance(content, day)),
        )
        for number, sitting in enumerate(content.days, start=1)
        for day in sitting.groups
    ]


def _messages(content: TraineeContent) -> list[Made]:
    sent = workshop_messages(content)
    letters = [
        (f"messages/{number}-{one.name}.txt", f"Message: {one.title}", _TEXT, _lines(one.text))
        for number, one in enumerate(sent, start=1)
    ]
    short = (
        f"messages/{len(sent) + 1}-short-texts.txt",
        "The same, short, for a chat",
        _TEXT,
        _lines(short_texts(sent)),
    )
    return [*letters, short]


def _lines(text: str) -> bytes:
    # Windows line ends: the first program that opens such a file is often the oldest one.
    return text.replace("\n", "\r\n").encode("utf-8")


def _archive(files: Sequence[KitFile], content: TraineeContent) -> bytes:
    reader = TRAINEES if content.request.part is KitPart.TRAINEES else FACILITATOR
    start = KitFile(START_HERE, _TEXT, reader, "Start here", _start_here(files, content))
    listed = sorted((*files, start), key=lambda file: file.path)
    members = {file.path: file.content for file in listed}
    members[MANIFEST] = _manifest(listed, content)
    return pack(members)


def _start_here(files: Sequence[KitFile], content: TraineeContent) -> bytes:
    request = content.request
    days = content.days
    sittings = "1 sitting" if len(days) == 1 else f"{len(days)} sittings"
    parts = [
        "\n".join(
            [
                content.title,
                f"{MODES[request.mode]}, {sittings}, {sum(day.minutes for day in days)} minutes",
                *(f"  {day.sitting.title}. {day.told or day.clocks}" for day in days),
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
        own = sorted((file for file in files if file.audience == audience), key=lambda file: file.path)
        width = max((len(file.path) for file in own), default=0)
        listed = [
            f"  {file.path.ljust(width)}  {max(1, round(len(file.content) / 1000)):>4} kB  {file.title}" for file in own
        ]
        if own:
            parts.append("\n".join([title, *listed]))
    parts.append("manifest.json names every file with its size and SHA-256.")
    return _lines("\n\n".join(parts) + "\n")


def _manifest(files: Sequence[KitFile], content: TraineeContent) -> bytes:
    data = {
        "format": FORMAT_VERSION,
        "request": write_kit_request(content.request),
        "workshop": {"edition": content.workshop.edition, "language": content.workshop.language},
        "tests": list(content.materials.editions),
        "plan": [
            {
                "sitting": day.sitting.id,
                "date": day.on.isoformat() if day.on else None,
                "begins": day.begins,
                "ends": day.ends,
                "again": [{"begins": one.begins, "ends": one.ends} for one in day.again],
                "minutes": day.minutes,
                "items": [{"id": line.item.id, "begins": line.begins, "minutes": line.minutes} for line in day.lines],
            }
            for day in content.days
        ],
        "less": [
            {"title": one.title, "before": one.before, "after": one.after}
            for one in changes(content.days, content.workshop)
        ],
        "case": {"id": content.case.id, "title": content.case.title, "edition": content.case.edition},
        "files": listed(files),
    }
    return (json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")
