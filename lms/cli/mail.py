"""`lms mail`, and the thread by which every server process sends what waits in the outbox."""

import logging
import threading
from datetime import timedelta

import click
from flask import Flask

from lms.cli.connection import open_database
from lms.cli.instance import prepared_settings
from lms.cli.reminders import remind_once
from lms.clock import read_clock
from lms.config import Settings
from lms.db.engine import session, transaction
from lms.ledger.keys import open_signer
from lms.mail import Deliver, deliver_to_folder, deliver_to_server
from lms.workflows.send_mail import drain_outbox, has_waiting_mail
from lms.workflows.sign_checkpoints import sign_grown

LOG = logging.getLogger("lms.mail")
LOOK_SECONDS = 5
BETWEEN_REMINDERS = timedelta(minutes=1)
BETWEEN_CHECKPOINTS = timedelta(days=1)


@click.group()
def mail() -> None:
    """Look after mail."""


@mail.command()
@click.pass_context
def send(ctx: click.Context) -> None:
    """Send what waits in the outbox now. A running server does this by itself."""
    settings = prepared_settings()
    with open_database(settings):
        drained = drain_outbox(transaction, way_out(settings), read_now=read_clock)
    click.echo(f"{drained.sent} sent, {drained.failed} failed and to be tried again.")
    ctx.exit(1 if drained.failed else 0)


def way_out(settings: Settings) -> Deliver:
    """Return how letters leave: by the mail server that is set, else as files."""
    if settings.smtp_url:
        return deliver_to_server(settings.smtp_url, sender=settings.mail_from)
    return deliver_to_folder(settings.mail_dir, sender=settings.mail_from)


def start_mail_thread(app: Flask, settings: Settings) -> threading.Thread:
    """Look into the outbox every few seconds for as long as this process lives, write reminders when their hour comes,
    and once a day sign the ledgers.

    Any number of processes may do so: a letter is taken by one and written by one, and a ledger that did not grow is
    not signed again.
    """
    deliver = way_out(settings)
    pause = threading.Event()

    def look_for_ever() -> None:
        sign_at = remind_at = read_clock()
        while not pause.wait(LOOK_SECONDS):
            if read_clock() >= remind_at:
                remind_at = read_clock() + BETWEEN_REMINDERS
                remind_once(app)
            look_once(app, deliver)
            if read_clock() >= sign_at:
                sign_at = read_clock() + BETWEEN_CHECKPOINTS
                sign_once(app, settings)

    thread = threading.Thread(target=look_for_ever, name="mail", daemon=True)
    thread.start()
    return thread


def sign_once(app: Flask, settings: Settings) -> None:
    """Sign a checkpoint of every ledger that has grown; whatever goes wrong is logged, and tomorrow comes."""
    try:
        with app.app_context():
            signed = sign_grown(transaction, signer=open_signer(settings), now=read_clock())
        if signed:
            LOG.info("checkpoints", extra={"signed": signed})
    except Exception:
        LOG.exception("the ledgers could not be signed")


def look_once(app: Flask, deliver: Deliver) -> None:
    """Send what waits; whatever goes wrong is logged, and the next look comes."""
    try:
        with app.app_context():
            if not has_waiting_mail(session(), now=read_clock()):
                return
            drained = drain_outbox(transaction, deliver, read_now=read_clock)
        LOG.info("mail", extra={"sent": drained.sent, "failed": drained.failed})
    except Exception:
        LOG.exception("mail could not be sent")
