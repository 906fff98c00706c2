"""A request becomes a kit."""

from dataclasses import dataclass

from courses.model import Mode, Module
from webinar_kits import docx_writer, papers, pptx_writer, sheets
from webinar_kits.calendar import session_calendar
from webinar_kits.filling import filled
from webinar_kits.fit import plan
from webinar_kits.invitations import (
    breakout_texts,
    hand_raise_text,
    messages,
    poll_slides,
    polls_csv,
    short_texts,
)  # fmt: skip
from webinar_kits.model import KitFile, KitRequest, Plan
from webinar_kits.outline import Outline, outline
from webinar_kits.package import package, request_hash
from webinar_kits.paper_test import paper_test
from webinar_kits.pdf_writer import Template, fitted_pdf, pdf
from webinar_kits.validation import validate_request

_OFFICE = "application/vnd.openxmlformats-officedocument"
_PPTX = f"{_OFFICE}.presentationml.presentation"
_DOCX = f"{_OFFICE}.wordprocessingml.document"
_XLSX = f"{_OFFICE}.spreadsheetml.sheet"
_PDF = "application/pdf"
_TEXT = "text/plain; charset=utf-8"
FACILITATOR, PARTICIPANT = "facilitator", "participant"
_TEST_SIZES = (10.5, 10, 9.5, 9)
_JOB_AID_SIZES = (13, 12.5, 12, 11.5, 11, 10.5, 10, 9.5, 9)


@dataclass(frozen=True, slots=True)
class _Session:
    """What all files of one kit share."""

    request: KitRequest
    module: Module
    plan: Plan
    outline: Outline
    seed: str


def build_kit(request: KitRequest, module: Module) -> bytes:
    """Return the kit as a ZIP archive; the same request on the same edition gives the same bytes.

    Raises KitError with field and cure when the module cannot give that kit.
    """
    validate_request(request, module)
    session = _session(request, module)
    return package(_files(session), request, session.module, plan=session.plan, outline=session.outline)


def kit_files(request: KitRequest, module: Module) -> tuple[KitFile, ...]:
    """Return the files of a kit without the archive around them."""
    validate_request(request, module)
    return _files(_session(request, module))


def _session(request: KitRequest, module: Module) -> _Session:
    ready = filled(module, brand=request.brand, mode=request.mode)
    fitted = plan(ready.slides, mode=request.mode, tier=request.tier, minutes=request.minutes)
    view = outline(request, ready, fitted)
    return _Session(request, ready, fitted, view, seed=request_hash(request, module))


def _files(session: _Session) -> tuple[KitFile, ...]:
    return (*_office_files(session), *_paper_files(session), *_message_files(session), *_live_files(session))


def _office_files(session: _Session) -> tuple[KitFile, ...]:
    request, module, view = session.request, session.module, session.outline
    return (
        KitFile(
            "01-deck.pptx", _PPTX, FACILITATOR, "Deck with notes",
            pptx_writer.deck(request, module, outline=view),
        ),
        KitFile(
            "02-facilitator-guide.docx", _DOCX, FACILITATOR, "Facilitator guide, with the answers",
            docx_writer.guide(request, module, outline=view),
        ),
        KitFile(
            "03-run-of-show.xlsx", _XLSX, FACILITATOR, "Run of show",
            sheets.run_of_show(request, module, outline=view),
        ),
        KitFile(
            "04-participant-workbook.docx", _DOCX, PARTICIPANT, "Participant workbook",
            docx_writer.workbook(request, module, outline=view),
        ),
    )  # fmt: skip


def _paper_files(session: _Session) -> tuple[KitFile, ...]:
    request, module, view = session.request, session.module, session.outline
    drawn = paper_test(module, tier=request.tier, seed=session.seed)
    made = [
        ("07-test-key.pdf", FACILITATOR, "Key to the test", Template.KEY, papers.key(request, module, drawn=drawn)),
        ("08-attendance-sheet.pdf", FACILITATOR, "Attendance sheet", Template.ATTENDANCE,
         papers.attendance(request, module, outline=view)),
        ("09-evaluation-form.pdf", PARTICIPANT, "Evaluation form", Template.EVALUATION,
         papers.evaluation(request, module)),
        ("10-checklist.pdf", FACILITATOR, "Checklist", Template.CHECKLIST, papers.checklist(request, module)),
    ]  # fmt: skip
    if papers.has_cards(view):
        made.append(
            ("05-activity-cards.pdf", PARTICIPANT, "Activity cards and pages for groups", Template.CARDS,
             papers.cards(request, module, outline=view))
        )  # fmt: skip
    job_aid = fitted_pdf(Template.JOB_AID, papers.job_aid(request, module), pages=1, sizes=_JOB_AID_SIZES)
    # A page before and a page after: one sheet for each person, printed on both sides.
    test = papers.test(request, module, outline=view, drawn=drawn)
    return (
        *(
            KitFile(path, _PDF, audience, title, pdf(template, paper))
            for path, audience, title, template, paper in made
        ),
        KitFile(
            "06-pre-post-test.pdf", _PDF, PARTICIPANT, "Test before and after",
            fitted_pdf(Template.TEST, test, pages=2, sizes=_TEST_SIZES),
        ),
        KitFile("11-job-aid.pdf", _PDF, PARTICIPANT, "Job aid for the desk", job_aid),
    )  # fmt: skip


def _message_files(session: _Session) -> tuple[KitFile, ...]:
    sent = messages(session.request, session.module, outline=session.outline)
    letters = tuple(
        _text(f"messages/{number}-{message.name}.txt", FACILITATOR, f"Message: {message.title}", message.text)
        for number, message in enumerate(sent, start=1)
    )
    return (
        *letters,
        _text("messages/5-short-texts.txt", FACILITATOR, "The same, short, for a chat", short_texts(sent)),
    )


def _live_files(session: _Session) -> tuple[KitFile, ...]:
    view = session.outline
    if session.request.mode is Mode.IN_PERSON:
        files = [_text("hand-raise.txt", FACILITATOR, "Votes by raised hand", hand_raise_text(view))]
    else:
        files = [
            _text("breakout-texts.txt", FACILITATOR, "Texts to paste into the breakout rooms", breakout_texts(view))
        ]
        if poll_slides(view):
            polls = polls_csv(view).encode("utf-8-sig")
            files.append(
                KitFile("polls.csv", "text/csv; charset=utf-8", FACILITATOR, "Polls for the webinar tool", polls)
            )
    if session.request.starts_at is not None:
        uid = f"{session.seed[:32]}@kits.cpp-training"
        content = session_calendar(session.request, session.module, outline=view, uid=uid)
        files.append(KitFile("session.ics", "text/calendar; charset=utf-8", PARTICIPANT, "Calendar entry", content))
    return tuple(files)


def _text(path: str, audience: str, title: str, text: str) -> KitFile:
    # Windows line ends: the first program that opens such a file is often the oldest one.
    return KitFile(path, _TEXT, audience, title, text.replace("\n", "\r\n").encode("utf-8"))
