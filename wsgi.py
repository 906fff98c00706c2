"""What a WSGI server serves: the application with the settings of the environment."""

import gc
import os

# Nothing made while loading is ever garbage: looking for it would cost a tenth of the start.
gc.disable()

from lms.app import create_app  # noqa: E402
from lms.cli.mail import start_mail_thread  # noqa: E402
from lms.config import read_settings  # noqa: E402

settings = read_settings(os.environ)
app = create_app(settings)
start_mail_thread(app, settings)

gc.freeze()
gc.enable()
