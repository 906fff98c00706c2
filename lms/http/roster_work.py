"""Lists of people read and applied: at once where they are short, else aside while the page says how far it is."""

from uuid import uuid4

from lms.db.engine import session, transaction
from lms.errors import LmsError
from lms.http.aside import run_aside
from lms.http.holdings import comparisons, press, settings
from lms.http.moment import now, today_at
from lms.http.uploads import read_upload
from lms.http.viewer import InstitutionPlace
from lms.institutions import roster_imports as imports
from lms.institutions.roster_imports import KnownImport, State
from lms.workflows.compare_roster import Comparison
from lms.workflows.import_roster import StalePreviewError, apply_roster, stage_roster
from webinar_kits.sheet_rows import Book

ASIDE_FROM_BYTES = 250_000
ASIDE_FROM_ROWS = 2_000
NOT_NOW = "This could not be finished just now, and nothing was written. Try again in a minute."


def take_list(place: InstitutionPlace, *, account_id: int, data: bytes, name: str) -> str:
    """Keep a file that came and return the id of its import; `Invalid` at `file` when it cannot be read.

    A long one is read aside: then its state says how that went.
    """
    if len(data) < ASIDE_FROM_BYTES:
        return take_rows(place, account_id=account_id, book=_read(data, name), name=name)
    import_id = str(uuid4())
    with transaction() as write:
        imports.begin_import(
            write, import_id=import_id, institution_id=place.id, account_id=account_id, file_name=name, now=now()
        )
    run_aside(lambda: _read_aside(place.id, import_id, data, name))
    return import_id


def take_rows(place: InstitutionPlace, *, account_id: int | None, book: Book, name: str) -> str:
    """Keep rows that were read and return the id of their import."""
    import_id = str(uuid4())
    with transaction() as write:
        imports.begin_import(
            write, import_id=import_id, institution_id=place.id, account_id=account_id, file_name=name, now=now()
        )
        stage_roster(write, institution_id=place.id, import_id=import_id, book=book)
    return import_id


def apply_list(place: InstitutionPlace, kept: KnownImport, *, fingerprint: str) -> None:
    """Write what was shown; a long list is written aside, and its state says how that went.

    `StalePreviewError` and `Invalid` when a short one cannot be written as it was shown.
    """
    if not is_long(kept) or kept.state is State.APPLIED:
        apply_now(place, kept.id, fingerprint=fingerprint)
        return
    if not kept.is_under_way(now()):
        _set(place.id, kept, State.APPLYING)
        run_aside(lambda: _apply_aside(place, kept, fingerprint))


def compared(place: InstitutionPlace, import_id: str) -> Comparison:
    """Return what a list would change today."""
    today = today_at(place.zone)
    return comparisons().find(session(), institution_id=place.id, import_id=import_id, today=today)


def drop_list(place: InstitutionPlace, import_id: str) -> None:
    """Forget a list that was not applied."""
    with transaction() as write:
        imports.drop_import(write, institution_id=place.id, import_id=import_id, now=now())
    comparisons().forget(import_id)


def is_long(kept: KnownImport) -> bool:
    """Return whether a list is so long that a page says what is done with it while it is done."""
    return kept.rows >= ASIDE_FROM_ROWS


def apply_now(place: InstitutionPlace, import_id: str, *, fingerprint: str) -> KnownImport:
    """Write what was shown, in this request, and return what it did."""
    with transaction() as write:
        done = apply_roster(
            write,
            institution_id=place.id,
            import_id=import_id,
            fingerprint=fingerprint,
            today=today_at(place.zone),
            now=now(),
        )
    comparisons().forget(import_id)
    return done.kept


def _read(data: bytes, name: str) -> Book:
    return read_upload(press(), data, name=name, instance_dir=settings().instance_dir)


def _read_aside(institution_id: int, import_id: str, data: bytes, name: str) -> None:
    try:
        book = _read(data, name)
        with transaction() as write:
            stage_roster(write, institution_id=institution_id, import_id=import_id, book=book)
    except LmsError as error:
        _refuse(institution_id, import_id, fault=str(error))
    except Exception:
        _refuse(institution_id, import_id, fault=NOT_NOW)
        raise


def _refuse(institution_id: int, import_id: str, *, fault: str) -> None:
    with transaction() as write:
        imports.set_state(
            write,
            institution_id=institution_id,
            import_id=import_id,
            state=State.REFUSED,
            summary={"fault": fault},
            now=now(),
        )


def _apply_aside(place: InstitutionPlace, kept: KnownImport, fingerprint: str) -> None:
    try:
        apply_now(place, kept.id, fingerprint=fingerprint)
    except StalePreviewError:
        _set(place.id, kept, State.READ, is_stale=True)
    except LmsError as error:
        _set(place.id, kept, State.READ, fault=str(error))
    except Exception:
        _set(place.id, kept, State.READ, fault=NOT_NOW)
        raise


def _set(institution_id: int, kept: KnownImport, state: State, *, fault: str = "", is_stale: bool = False) -> None:
    """Write where a list stands, unless it is done with."""
    with transaction() as write:
        current = imports.lock_import(write, institution_id=institution_id, import_id=kept.id)
        if current.state in (State.READ, State.APPLYING):
            summary = {"rows": kept.summary.get("rows", 0), "fault": fault, "is_stale": is_stale}
            imports.set_state(
                write, institution_id=institution_id, import_id=kept.id, state=state, summary=summary, now=now()
            )
