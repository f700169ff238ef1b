"""Small structured logs: one line of JSON a request, and one a fault."""

import json
import logging
import secrets
import sys
import time
from typing import Final

from flask import Flask, Response, g, request
from flask_login import current_user

log = logging.getLogger("app")
KEPT: Final = ("request", "method", "path", "status", "ms", "user", "fault")


class Line(logging.Formatter):
    """A record as one line of JSON; no query values, no form values."""

    def format(self, record: logging.LogRecord) -> str:
        """The fields we know, and the traceback of a fault."""
        said: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "what": record.getMessage(),
        }
        said |= {name: getattr(record, name) for name in KEPT if hasattr(record, name)}
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def init_app(app: Flask) -> None:
    """Write our lines to standard error and number every request."""
    if not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(Line())
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False
    app.before_request(_start)
    app.after_request(_note)


def _start() -> None:
    g.request_number = secrets.token_hex(4)
    g.started = time.perf_counter()


def _note(response: Response) -> Response:
    if request.endpoint == "asset":
        return response
    user = current_user.user.key if current_user.is_authenticated else None
    spent = time.perf_counter() - getattr(g, "started", time.perf_counter())
    about = {
        "request": getattr(g, "request_number", ""),
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "ms": round(1000 * spent, 1),
        "user": user,
    }
    log.info("request", extra=about)
    return response
