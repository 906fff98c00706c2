"""The parts and the fields of one's own record in words."""

from collections.abc import Mapping

from lms.http.i18n import gettext as _
from lms.reports.own_record import Part

# In which order a person reads it, and what stands together.
GROUPS: Mapping[str, tuple[Part, ...]] = {
    "who": (Part.ACCOUNT, Part.PLACES, Part.TENURES, Part.ROLES, Part.REQUESTS),
    "done": (Part.COMPLETIONS, Part.CERTIFICATES, Part.COMMITMENTS, Part.WAIVERS, Part.SESSIONS, Part.MEETINGS),
    "learned": (Part.ATTEMPTS, Part.ANSWERS, Part.READING, Part.LAST_PLACES, Part.CASES),
    "workshops": (Part.WORKSHOPS, Part.NUDGES, Part.INVITATIONS),
    "letters": (Part.LETTERS, Part.MAIL),
    "ways_in": (Part.LINKS, Part.PIN, Part.KEYS),
    "ledger": (Part.LEDGER,),
}
# Many short rows: a line each. The others are few, and stand with a line for each field.
LINES = frozenset({Part.ANSWERS, Part.READING, Part.LAST_PLACES, Part.LEDGER, Part.LETTERS, Part.MAIL, Part.LINKS})
# What names a row stands as its heading.
HEADS: Mapping[Part, str] = {
    Part.ACCOUNT: "name",
    Part.ROLES: "role",
    Part.KEYS: "label",
    Part.PLACES: "institution",
    Part.TENURES: "tier",
    Part.REQUESTS: "name",
    Part.READING: "section_id",
    Part.LAST_PLACES: "section_id",
    Part.CASES: "module_id",
    Part.ATTEMPTS: "module_id",
    Part.ANSWERS: "item_id",
    Part.COMPLETIONS: "module_id",
    Part.CERTIFICATES: "module_title",
    Part.COMMITMENTS: "module_id",
    Part.WAIVERS: "module_id",
    Part.SESSIONS: "title",
    Part.MEETINGS: "held_on",
    Part.LEDGER: "payload",
    Part.WORKSHOPS: "title",
    Part.NUDGES: "text",
    Part.INVITATIONS: "title",
    Part.LETTERS: "kind",
    Part.MAIL: "subject",
    Part.LINKS: "purpose",
    Part.PIN: "set_at",
}


def group_words(group: str) -> str:
    """Return what a group of parts is about."""
    return {
        "who": _("Who you are here"),
        "done": _("What you completed"),
        "learned": _("What you read and answered"),
        "workshops": _("Workshops"),
        "letters": _("Letters to you"),
        "ways_in": _("How you sign in"),
        "ledger": _("In the ledger"),
    }[group]


def part_words(part: Part) -> str:
    """Return what a table holds."""
    return {
        Part.ACCOUNT: _("Your account"),
        Part.ROLES: _("Your tasks"),
        Part.KEYS: _("Keys of programs that act for you"),
        Part.PLACES: _("Your place in institutions"),
        Part.TENURES: _("Your tiers and branches over time"),
        Part.REQUESTS: _("Your requests to join"),
        Part.READING: _("Sections you read"),
        Part.LAST_PLACES: _("Where you were last"),
        Part.CASES: _("Practice cases you played"),
        Part.ATTEMPTS: _("Quizzes you took"),
        Part.ANSWERS: _("Answers you gave"),
        Part.COMPLETIONS: _("Modules you completed"),
        Part.CERTIFICATES: _("Your certificates"),
        Part.COMMITMENTS: _("Your commitments"),
        Part.WAIVERS: _("Modules you need not do"),
        Part.SESSIONS: _("Sessions you attended"),
        Part.MEETINGS: _("Board meetings you were called in"),
        Part.LEDGER: _("What the ledger's private part says of you"),
        Part.WORKSHOPS: _("Workshops you take part in"),
        Part.NUDGES: _("Words from your trainers"),
        Part.INVITATIONS: _("Letters that invited you to workshops"),
        Part.LETTERS: _("Reminders sent to you"),
        Part.MAIL: _("All letters written to your address"),
        Part.LINKS: _("Links to choose a password that were made for you"),
        Part.PIN: _("Your PIN"),
    }[part]


def field_words(part: Part, column: str) -> str:
    """Return what a field is called; a field that has no words is a mistake, and a test finds it."""
    own = {
        (Part.ATTEMPTS, "id"): _("Number"),
        (Part.ANSWERS, "attempt_id"): _("Quiz"),
        (Part.PLACES, "created_at"): _("Added"),
        (Part.ACCOUNT, "created_at"): _("Made"),
        (Part.ACCOUNT, "language"): _("Language"),
        (Part.ATTEMPTS, "language"): _("Language"),
        (Part.WORKSHOPS, "title"): _("Workshop"),
        (Part.INVITATIONS, "title"): _("Workshop"),
        (Part.INVITATIONS, "sent_at"): _("Last sent"),
        (Part.MAIL, "created_at"): _("Written"),
        (Part.COMPLETIONS, "valid_until"): _("Counts up to and including"),
        (Part.CERTIFICATES, "kind"): _("Stands on"),
        (Part.SESSIONS, "source"): _("How it was noted"),
        (Part.TENURES, "ends_on"): _("Last day"),
    }
    return own.get((part, column)) or _common()[column]


def empty_words(part: Part, column: str) -> str:
    """Return what it means that a field is empty."""
    own = {
        (Part.TENURES, "ends_on"): _("still there"),
        (Part.PLACES, "language"): _("that of the institution"),
        (Part.COMPLETIONS, "valid_until"): _("for ever"),
        (Part.CERTIFICATES, "valid_until"): _("for ever"),
        (Part.LINKS, "used_at"): _("not used"),
        (Part.MAIL, "sent_at"): _("not yet"),
        (Part.ATTEMPTS, "submitted_at"): _("not yet"),
        (Part.ATTEMPTS, "percent"): _("not marked yet"),
        (Part.ATTEMPTS, "is_passed"): _("not marked yet"),
        (Part.REQUESTS, "decision"): _("not answered yet"),
        (Part.WORKSHOPS, "left_at"): _("still there"),
        (Part.NUDGES, "read_at"): _("not yet"),
    }
    return own.get((part, column), _("none"))


def _common() -> Mapping[str, str]:
    return {
        "answered_at": _("Answered"),
        "approver_name": _("Approved by"),
        "asked_at": _("Asked"),
        "attested_at": _("Committed"),
        "branch": _("Branch"),
        "choices": _("Choices, in order"),
        "code": _("Code"),
        "commitment": _("Sealed in the ledger as"),
        "completed_on": _("Completed"),
        "created_at": _("Made"),
        "decision": _("Answer"),
        "edition": _("Edition"),
        "email": _("Address"),
        "ended_at": _("Ended"),
        "ending_id": _("Ending"),
        "expires_at": _("Runs out"),
        "failures": _("Wrong tries in a row"),
        "first_sent_at": _("First sent"),
        "granted_at": _("Given"),
        "granted_on": _("Granted"),
        "held_on": _("Held"),
        "institution": _("Institution"),
        "is_active": _("Open"),
        "is_passed": _("Passed"),
        "is_present": _("Present"),
        "is_taken_out": _("Taken out by a trainer"),
        "issued_on": _("Issued"),
        "item_id": _("Question"),
        "joined_at": _("Joined"),
        "kind": _("Kind"),
        "label": _("Name"),
        "language": _("Language of letters"),
        "left_at": _("Left"),
        "letters": _("Letters"),
        "locked_until": _("Rests until"),
        "member_name": _("Name on it"),
        "member_name_other": _("Name in a second script on it"),
        "minutes": _("Minutes"),
        "module_id": _("Module"),
        "module_title": _("Module"),
        "must_change": _("To be changed at the next sign-in"),
        "name": _("Name"),
        "name_other": _("Name in a second script"),
        "payload": _("What is sealed"),
        "percent": _("Score"),
        "place": _("Place"),
        "purpose": _("For"),
        "read_at": _("Read"),
        "reason": _("Reason"),
        "response": _("Your answer"),
        "revoked_on": _("Revoked"),
        "revoked_reason": _("Why revoked"),
        "role": _("Task"),
        "section_id": _("Section"),
        "seen_at": _("Last seen"),
        "sent_at": _("Sent"),
        "sent_on": _("Sent"),
        "sentence": _("What you committed to"),
        "set_at": _("Set"),
        "source": _("Completed by"),
        "staff_code": _("Staff code"),
        "started_at": _("Begun"),
        "starts_at": _("Began"),
        "starts_on": _("Since"),
        "submitted_at": _("Handed in"),
        "subject": _("Subject"),
        "test_percent": _("Test"),
        "text": _("What they wrote"),
        "tier": _("Tier"),
        "title": _("Title"),
        "to_address": _("To"),
        "used_at": _("Used"),
        "valid_until": _("Counts up to and including"),
        "withdrawn_on": _("Withdrawn"),
        "withdrawn_reason": _("Why withdrawn"),
        "zone": _("Time zone"),
    }
