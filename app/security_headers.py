"""What browsers are told not to do with our pages."""

from typing import Final

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
STRICT_TRANSPORT: Final = "max-age=31536000; includeSubDomains"
FOR_BACK: Final = "private, no-cache"
"""A page that the browser's Back shows again from the user's own cache, as it was."""


class Sessions(SecureCookieSessionInterface):
    """Signed cookies; a page kept for Back does not depend on the cookie, which always moves."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store the session, and let a page kept for Back be found again."""
        super().save_session(app, session, response)
        if response.headers.get("Cache-Control") == FOR_BACK:
            response.vary.discard("Cookie")


def init_app(app: Flask) -> None:
    """Add the headers to every response that does not set its own."""
    app.session_interface = Sessions()
    app.after_request(protect)


def keep_for_back(response: Response) -> Response:
    """Let Back return to a form as it was typed, where it would ask to send it again."""
    response.headers["Cache-Control"] = FOR_BACK
    return response


def protect(response: Response) -> Response:
    """Set each header that the view left open."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)
    return response
