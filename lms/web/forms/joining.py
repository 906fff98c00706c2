"""The forms of joining: a link to open, and what somebody says who asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from marshmallow import fields

from lms.accounts.pins import hash_pin
from lms.errors import Invalid
from lms.http.i18n import gettext as _
from lms.institutions.joining import KnownLink, Wish
from lms.web.forms.days import FilledForm, NumberOrNone
from lms.web.forms.reading import read_form


class LinkForm(FilledForm):
    """A link: what it is called, what it says of who asks, and how long it works."""

    label = fields.String()
    tier = fields.String()
    branch_id = NumberOrNone()
    days = NumberOrNone()


class WishForm(FilledForm):
    """Who somebody is."""

    name = fields.String()
    name_other = fields.String()
    staff_code = fields.String()
    email = fields.String()
    language = fields.String()
    tier = fields.String()
    branch_id = NumberOrNone()
    pin = fields.String()
    again = fields.String()


@dataclass(frozen=True, slots=True)
class LinkRead:
    """A link as it was asked for."""

    label: str
    tier: str
    branch_id: int | None
    days: int


def read_link(form: Mapping[str, str]) -> LinkRead:
    """Return the link a form asks for."""
    values = read_form(LinkForm(), form)
    branch_id, days = values["branch_id"], values["days"]
    return LinkRead(
        label=str(values["label"]),
        tier=str(values["tier"]),
        branch_id=branch_id if isinstance(branch_id, int) else None,
        days=days if isinstance(days, int) else 0,
    )


def read_wish(form: Mapping[str, str], *, link: KnownLink, has_account: bool) -> Wish:
    """Return what somebody asks. Without an address and without an account she chooses a PIN, typed twice alike."""
    values = read_form(WishForm(), form)
    branch_id = values["branch_id"]
    wish = Wish(
        name=str(values["name"]),
        name_other=str(values["name_other"]),
        staff_code=str(values["staff_code"]),
        email=str(values["email"]),
        language=str(values["language"])[:8],
        tier=str(values["tier"]),
        branch_id=branch_id if isinstance(branch_id, int) else None,
    )
    faults = {}
    if not wish.name:
        faults["name"] = _("Write your name as it should stand on a certificate.")
    if not (wish.tier or link.tier):
        faults["tier"] = _("Choose what is nearest to your work.")
    if wish.branch_id is None and link.branch_id is None:
        faults["branch_id"] = _("Choose where you work.")
    if faults:
        raise Invalid(faults)
    if wish.email or has_account:
        return wish
    if str(values["pin"]) != str(values["again"]):
        raise Invalid({"again": _("The two PINs differ. Type the same one twice.")})
    if not values["pin"]:
        raise Invalid({"email": _("Give an e-mail address, or choose a PIN below: you sign in with one of them.")})
    secret_hash = hash_pin(str(values["pin"]))
    return Wish(**{field: getattr(wish, field) for field in wish.__slots__} | {"secret_hash": secret_hash})
