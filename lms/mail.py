"""Mail: a letter in plain text, and the two ways out: a mail server or a folder."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

SMTP_SECONDS = 20
LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter to one person. `unsubscribe` is the link that stops letters like it, where there is one."""

    to_address: str
    subject: str
    body: str
    language: str = "en"
    unsubscribe: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A letter on its way: `number` is its own for ever, so that a server that gets it twice can tell."""

    number: int
    written_at: datetime
    mail: Mail


Deliver = Callable[[Envelope], None]


class MailError(Exception):
    """A letter that did not go out; the text is what the server or the disk said."""


def message_of(envelope: Envelope, *, sender: str) -> EmailMessage:
    """Return the message as it travels; the same envelope gives the same message."""
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    message = EmailMessage()
    message["From"] = sender
    message["To"] = envelope.mail.to_address
    message["Subject"] = envelope.mail.subject
    message["Date"] = format_datetime(envelope.written_at)
    message["Message-ID"] = f"<outbox-{envelope.number}.{int(envelope.written_at.timestamp())}@{domain}>"
    message["Content-Language"] = envelope.mail.language
    message["Auto-Submitted"] = "auto-generated"
    if envelope.mail.unsubscribe:
        # RFC 8058: the mail program's own button sends a POST to that link.
        message["List-Unsubscribe"] = f"<{envelope.mail.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(envelope.mail.body)
    return message


def deliver_to_server(url: str, *, sender: str) -> Deliver:
    """Return what hands letters to the mail server at smtp:// (STARTTLS where offered) or smtps://."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    user, password = unquote(parts.username or ""), unquote(parts.password or "")

    def deliver(envelope: Envelope) -> None:
        try:
            with _connect(parts.scheme, host, port) as server:
                if user:
                    server.login(user, password)
                server.send_message(message_of(envelope, sender=sender))
        except (OSError, smtplib.SMTPException) as error:
            raise MailError(f"{type(error).__name__}: {error}") from error

    return deliver


def deliver_to_folder(folder: Path, *, sender: str) -> Deliver:
    """Return what writes letters as .eml files, each whole or not at all; written twice, a letter is one file."""

    def deliver(envelope: Envelope) -> None:
        path = folder / f"{envelope.number:06}.eml"
        draft = path.with_suffix(".part")
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft.write_bytes(message_of(envelope, sender=sender).as_bytes())
            draft.replace(path)
        except OSError as error:
            raise MailError(str(error)) from error

    return deliver


def _connect(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    secure = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=SMTP_SECONDS, context=secure)
    server = smtplib.SMTP(host, port or 25, timeout=SMTP_SECONDS)
    try:
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=secure)
            server.ehlo()
    except BaseException:
        server.close()
        raise
    return server
