"""The application object for a WSGI server and for the ``flask`` command."""

from app import create_app
from app.config import Settings

app = create_app(Settings.from_environ())
