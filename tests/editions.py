"""Another edition of the module on complaints, served by the application of a test, and who finished the first one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask

from courses.editions import edition
from courses.model import Change, Module
from lms.db.engine import transaction
from lms.evidence import service as evidence
from lms.evidence.certificates import Issued, issue_certificate
from lms.http.holdings import hold, holdings_of
from tests.moments import MOMENT
from tests.worlds import ZONE, House, Person

# The day it is where the people of these tests are.
TODAY = MOMENT.astimezone(ZoneInfo(ZONE)).date()
FINISHED_ON = TODAY - timedelta(days=10)
CHANGED_ON = TODAY - timedelta(days=5)
NEW_SUMMARY = "A summary with other words."


def complaints(app: Flask) -> Module:
    """Return the module as it is served."""
    return holdings_of(app).catalogue.get("complaints")


def serve(app: Flask, *changes: Change, summary: str = NEW_SUMMARY) -> Module:
    """Serve the module with another summary and these changes on top of its changelog; return it."""
    held, module = holdings_of(app), complaints(app)
    changed = replace(module, summary=summary, changes=(*changes, *module.changes))
    changed = replace(changed, edition=edition(changed))
    return _put(app, held.catalogue.modules, changed)


def ask_for_commitment(app: Flask, sentence: str) -> Module:
    """Serve the module so that it asks for a commitment; return it."""
    changed = replace(complaints(app), attestation=sentence)
    return _put(app, holdings_of(app).catalogue.modules, replace(changed, edition=edition(changed)))


def _put(app: Flask, modules: Iterable[Module], changed: Module) -> Module:
    held = holdings_of(app)
    served = tuple(changed if module.id == changed.id else module for module in modules)
    hold(app, replace(held, catalogue=replace(held.catalogue, modules=served)))
    return changed


def substantive(*items: str, on: date = CHANGED_ON) -> Change:
    """Return a change that touches meaning."""
    return Change(on, is_substantive=True, text="The time to answer is counted in calendar days.", items=items)


def editorial(on: date = CHANGED_ON) -> Change:
    """Return a change that does not."""
    return Change(on, is_substantive=False, text="Two spellings.")


def finish(
    app: Flask,
    house: House,
    person: Person,
    *,
    of: str,
    on: date = FINISHED_ON,
    valid_until: date | None = None,
) -> None:
    """Let a member have completed an edition on a day, with a certificate."""
    moment = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    with app.app_context(), transaction() as write:
        completion = evidence.add_completion(
            write,
            institution_id=house.id,
            member_id=person.member_id,
            module_id="complaints",
            edition=of,
            language="en",
            source="quiz",
            source_id=f"quiz-{person.member_id}-{of}",
            percent=90,
            completed_at=moment,
            completed_on=on,
            valid_until=valid_until,
        )
        issued = Issued("Somebody", house.slug, "Complaints", "field", "en")
        issue_certificate(write, completion=completion, issued=issued, seed=f"{person.member_id}", now=moment)
