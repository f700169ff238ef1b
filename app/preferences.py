"""Language and contrast: a cookie each, so that the server prints the page as wanted."""

from typing import Final
from urllib.parse import quote, urlencode

from flask import Blueprint, Flask, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from app.i18n import LANGUAGES

A_YEAR: Final = 365 * 24 * 3600
CHOICES: Final = {"lang": LANGUAGES, "contrast": ("normal", "high")}

bp = Blueprint("preferences", __name__)


def init_app(app: Flask) -> None:
    """Remember choices, and offer ``high_contrast()`` and ``url_with()`` to templates."""
    app.register_blueprint(bp)
    app.add_template_global(high_contrast)
    app.add_template_global(url_with)


@bp.post("/preferences")
def choose() -> BaseResponse:
    """Remember what the form says and go back to the page it came from."""
    response = redirect(local(request.form.get("next", "")), code=303)
    for name, allowed in CHOICES.items():
        if request.form.get(name) in allowed:
            remember(response, name, request.form[name])
    return response


@bp.after_app_request
def keep_language(response: Response) -> Response:
    """Remember a language that the address names (``?lang=en``)."""
    if request.args.get("lang") in LANGUAGES:
        remember(response, "lang", request.args["lang"])
    return response


def remember(response: BaseResponse, name: str, value: str) -> None:
    """Set a cookie for a year; it holds a choice and no secret."""
    response.set_cookie(
        name, value, max_age=A_YEAR, secure=request.is_secure, httponly=True, samesite="Lax"
    )


def high_contrast() -> bool:
    """Tell whether the user chose the dark page with high contrast."""
    return request.cookies.get("contrast") == "high"


def url_with(**changes: object) -> str:
    """Give this page's address with other query values; ``None`` takes one out."""
    kept = {name: values for name, values in request.args.lists() if name not in changes}
    wanted = {name: value for name, value in changes.items() if value is not None}
    query = urlencode({**kept, **wanted}, doseq=True)
    return quote(f"{request.script_root}{request.path}") + (f"?{query}" if query else "")


def local(address: str) -> str:
    """Accept an address on this site only."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if inside else "/"
