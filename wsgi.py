"""The application object for a WSGI server and for the ``flask`` command."""

import sys

from app import create_app
from app.config import Settings, SettingsError

try:
    app = create_app(Settings.from_environ())
except SettingsError as error:
    sys.exit(str(error))
