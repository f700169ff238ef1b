"""What the frame of every page needs, registered by one call."""

from flask import Flask
from jinja2 import StrictUndefined

from app import assets, format, i18n, preferences, security_headers


def init_app(app: Flask) -> None:
    """Give an application its languages, formats, static files, headers and preferences.

    Pages extend ``base.html`` and import macros from ``shared/_macros.html``. The frame
    expects ``menu()`` as a template global: the main menu as (endpoint, label, count).
    """
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    i18n.init_app(app)
    format.register_filters(app)
    assets.init_app(app)
    preferences.init_app(app)
    security_headers.init_app(app)
    app.add_template_global(i18n.language)
