"""The examples of the document around rules, waivers and reminders."""

REQUIREMENT_BODY = {"pass_percent": 80, "valid_months": 12, "due_days": 60, "from_on": "2026-04-01"}
REQUIREMENT = {
    "tier": "field",
    "module": "complaints",
    "branch": None,
    "pass_percent": 80,
    "valid_months": 12,
    "renewal_days": 60,
    "due_on": None,
    "due_days": 60,
    "track": "",
    "from_on": "2026-04-01",
    "ends_on": None,
}
WORKED_DATES = {
    "examples": [
        {
            "case": "newcomer",
            "day": "2026-04-06",
            "due_on": "2026-06-05",
            "last_day": None,
            "renew_from": None,
            "late_from": "2026-06-06",
        },
        {
            "case": "completes",
            "day": "2026-04-01",
            "due_on": None,
            "last_day": "2027-03-31",
            "renew_from": "2027-01-31",
            "late_from": "2027-04-01",
        },
    ],
    "effect": {
        "as_of": "2026-04-01",
        "members": 120,
        "complete": 80,
        "renew": 9,
        "due": 12,
        "late": 15,
        "expired": 4,
        "late_at_once": 6,
        "late_names": ["Amina Diallo"],
        "keeps_own": 0,
    },
}
WAIVER_ID = "0b6d4b1e-5f0a-4f5e-8a1a-3c1c9f6f7d21"
WAIVER_BODY = {
    "id": WAIVER_ID,
    "member_id": 12,
    "module": "complaints",
    "reason": "Passed the network's own course in May; certificate seen.",
    "approver": "Joseph Okello",
    "last_day": "2027-03-31",
}
WAIVER = {
    "id": WAIVER_ID,
    "member_id": 12,
    "name": "Amina Diallo",
    "staff_code": "N-012",
    "module": "complaints",
    "reason": WAIVER_BODY["reason"],
    "approver": "Joseph Okello",
    "recorded_by": "Grace Njeri",
    "granted_on": "2026-03-02",
    "last_day": "2027-03-31",
    "state": "counts",
    "withdrawn_on": None,
    "withdrawn_reason": "",
}
PLAN = {
    "is_on": True,
    "days_before": 7,
    "every_days": 7,
    "escalate_days": 14,
    "digest_weekday": 0,
    "hour": 8,
}
NOTICE = {
    "sent_on": "2026-03-02",
    "kind": "reminder",
    "to": "amina@example.org",
    "name": "Amina Diallo",
    "items": ["complaints@2026-03-09"],
}
LETTER = {
    "kind": "reminder",
    "to": "amina@example.org",
    "name": "Amina Diallo",
    "language": "fr",
    "items": [{"module": "complaints", "deadline": "2026-03-09"}],
    "late_of_others": 0,
    "brings_link": False,
}
