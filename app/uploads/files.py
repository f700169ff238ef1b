"""Uploaded files, kept by their digest under the instance folder."""

from pathlib import Path

from flask import current_app

from app.config import Settings
from models.errors import NotFound


def keep(sha256: str, data: bytes) -> None:
    """Keep the bytes of an upload; the same bytes are kept once."""
    path = _path(sha256)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(data)
    unfinished.replace(path)


def kept(sha256: str) -> bytes:
    """The bytes of an upload. Raises NotFound where this installation does not have them."""
    path = _path(sha256)
    if not path.exists():
        raise NotFound(what="file", found=sha256[:12])
    return path.read_bytes()


def _path(sha256: str) -> Path:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.instance / "uploads" / sha256[:2] / sha256
