"""Static files under an address that changes with their content, so browsers keep them long."""

import hashlib
from pathlib import Path
from typing import Final

from flask import Flask, Response, current_app, send_from_directory, url_for

A_YEAR: Final = 365 * 24 * 3600
_EXTENSION: Final = "assets_digest"


def init_app(app: Flask) -> None:
    """Serve ``/assets/<digest>/<name>`` and offer ``static_url`` to templates."""
    app.extensions[_EXTENSION] = digest_of(_folder(app))
    app.add_url_rule("/assets/<digest>/<path:name>", "asset", asset)
    app.add_template_global(static_url)


def static_url(name: str) -> str:
    """Give the address of a static file: ``static_url('css/base.css')``."""
    return url_for("asset", digest=current_app.extensions[_EXTENSION], name=name)


def asset(digest: str, name: str) -> Response:
    """Send a static file; only under today's digest may it be kept.

    The digest stands before the name, so what a style sheet names by a relative address
    (fonts, icons) is kept as long as the style sheet itself.
    """
    current = digest == current_app.extensions[_EXTENSION] and not current_app.debug
    response = send_from_directory(_folder(current_app), name, max_age=A_YEAR if current else 0)
    response.cache_control.public = True
    response.cache_control.immutable = current
    return response


def digest_of(folder: Path) -> str:
    """Condense the names and contents of all files in a folder."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]


def _folder(app: Flask) -> Path:
    return Path(app.root_path) / "static"
