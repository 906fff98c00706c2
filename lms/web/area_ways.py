"""The pages of an area of an institution that has several: where each is, what it is called, its endpoint."""

from lms.http.i18n import gettext as _

Ways = tuple[tuple[str, str, str], ...]


def people_ways() -> Ways:
    """Return the pages about people."""
    return (
        ("/members", _("All people"), "members.index"),
        ("/roster", _("Lists in and out"), "roster.index"),
        ("/joining", _("Joining"), "joining.index"),
        ("/invitations", _("Invitations"), "invitations.index"),
        ("/pins", _("PINs"), "pins.cards"),
        ("/duplicates", _("Twice on the list"), "duplicates.index"),
        ("/branches", _("Branches"), "branches.index"),
    )


def rule_ways() -> Ways:
    """Return the pages about what is asked of whom."""
    return (
        ("/requirements", _("What is asked"), "requirements.index"),
        ("/waivers", _("Waivers"), "waivers.index"),
        ("/reminders", _("Reminders"), "reminders.index"),
    )


def proof_ways() -> Ways:
    """Return the pages about what can be shown to others."""
    return (
        ("/evidence", _("Evidence packs"), "evidence.index"),
        ("/certificates", _("Certificates"), "certificate_lists.index"),
        ("/commitments", _("Commitments"), "pledges.index"),
        ("/key-corrections", _("Corrected keys"), "corrections.of_house"),
        ("/ledger", _("Ledger"), "ledger.index"),
    )
