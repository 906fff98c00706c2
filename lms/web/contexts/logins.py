"""What the pages of PINs and of joining know."""

from dataclasses import dataclass, field

from lms.web.contexts.shell import Action, FormState, Pages, Shell


@dataclass(frozen=True, slots=True)
class PinSignInPage:
    """Signing in with a staff code. `institution` is filled in from a card's address."""

    shell: Shell
    institution: str
    institution_name: str
    form: FormState = field(default_factory=FormState)
    target: str = ""
    pending: str = ""


@dataclass(frozen=True, slots=True)
class OwnPinPage:
    """Choosing a PIN of one's own, at the first sign-in with one that was given; `sealed` says whose."""

    shell: Shell
    sealed: str
    target: str = ""
    pending: str = ""
    form: FormState = field(default_factory=FormState)


@dataclass(frozen=True, slots=True)
class PinCardsPage:
    """Cards to print and hand over, made a moment ago; `address` is where they sign in, `qr` the same as a drawing."""

    shell: Shell
    institution: str
    institution_name: str
    address: str
    qr: str
    cards: tuple[tuple[str, str, str], ...]
    back: Action


@dataclass(frozen=True, slots=True)
class HolderLine:
    """A member who may be given a PIN."""

    member_id: int
    name: str
    staff_code: str
    branch: str
    has_login: bool


@dataclass(frozen=True, slots=True)
class GivePinsPage:
    """For whom cards are to be made; `pages` says of how many these are part."""

    shell: Shell
    action: str
    lines: tuple[HolderLine, ...]
    branches: tuple[tuple[str, str], ...]
    branch: str
    pages: Pages
    back: Action


@dataclass(frozen=True, slots=True)
class InviteeLine:
    """A member who may be invited. `told` says that she was before, and whether that link still works.

    `is_ticked`: nothing lets her in today; `is_done`: a letter went to her today, so none goes before tomorrow.
    """

    member_id: int
    name: str
    email: str
    told: str
    is_ticked: bool
    is_done: bool


@dataclass(frozen=True, slots=True)
class InviteeGroup:
    """Those of one branch, or those who were invited before."""

    title: str
    lines: tuple[InviteeLine, ...]


@dataclass(frozen=True, slots=True)
class InvitationsPage:
    """Who is to be invited, `shown` of `total`; `days` is how long a link works."""

    shell: Shell
    action: str
    groups: tuple[InviteeGroup, ...]
    shown: int
    total: int
    days: int
    branches: tuple[tuple[str, str], ...]
    branch: str
    pins: Action


@dataclass(frozen=True, slots=True)
class JoinCodePage:
    """Typing the code of a link."""

    shell: Shell
    form: FormState = field(default_factory=FormState)


@dataclass(frozen=True, slots=True)
class JoinPage:
    """Asking to join: who one is. `tier` and `branch` in words where the link says them already."""

    shell: Shell
    institution: str
    label: str
    tier: str
    branch: str
    tiers: tuple[tuple[str, str], ...]
    branches: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, str], ...]
    signed_in_as: str
    form: FormState


@dataclass(frozen=True, slots=True)
class JoinedPage:
    """Asked, and what now; `with_pin`: she signs in with a PIN once she is admitted."""

    shell: Shell
    institution: str
    with_pin: bool
    pin_href: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link staff ask by."""

    code: str
    label: str
    where: str
    until: str
    is_open: bool
    poster_href: str
    close_href: str


@dataclass(frozen=True, slots=True)
class RequestLine:
    """Somebody who waits. `warning` says what a coordinator should look at before she admits her."""

    number: int
    name: str
    name_other: str
    email: str
    asked: str
    way_in: str
    warning: str
    admit_href: str
    refuse_href: str
    state: FormState


@dataclass(frozen=True, slots=True)
class JoiningPage:
    """Who waits, and the links that hold."""

    shell: Shell
    waiting: tuple[RequestLine, ...]
    links: tuple[LinkLine, ...]
    tiers: tuple[tuple[str, str], ...]
    branches: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, str], ...]
    open_href: str
    state: FormState
    back: Action


@dataclass(frozen=True, slots=True)
class PosterPage:
    """A sheet for the wall: the address, the code and its QR."""

    shell: Shell
    institution: str
    label: str
    address: str
    short_address: str
    code: str
    qr: str
    until: str
    back: Action
