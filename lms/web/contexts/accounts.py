"""What the pages of an account know: signing in, a forgotten password, a one-time link, one's own page."""

from dataclasses import dataclass, field

from lms.web.contexts.shell import Action, FormState, Shell


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Signing in. `target` is where to go afterwards, `pending` a form that came too late, sealed."""

    shell: Shell
    form: FormState = field(default_factory=FormState)
    target: str = ""
    pending: str = ""

    @property
    def joins_workshop(self) -> bool:
        """Whether somebody came by the code of a workshop."""
        return self.target.startswith("/workshops/join")


@dataclass(frozen=True, slots=True)
class ResendPage:
    """Signed in again: the form that came too late, ready to be sent. `fields` in their order."""

    shell: Shell
    action: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ForgotPage:
    """Asking for a reset link; `is_sent` once it was asked for, whether or not the address has an account."""

    shell: Shell
    form: FormState = field(default_factory=FormState)
    is_sent: bool = False


@dataclass(frozen=True, slots=True)
class LinkGonePage:
    """A one-time link that works no more: why, and the two ways on."""

    shell: Shell
    why: str
    again: Action
    sign_in: Action


@dataclass(frozen=True, slots=True)
class LinkPage:
    """Setting the password by a one-time link."""

    shell: Shell
    name: str
    email: str
    is_invitation: bool
    form: FormState = field(default_factory=FormState)


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role one has, and where."""

    role: str
    place: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One's own account."""

    shell: Shell
    email: str
    roles: tuple[RoleRow, ...]
    zones: tuple[str, ...]
    form: FormState = field(default_factory=FormState)
    password_form: FormState = field(default_factory=FormState)
