"""What is done beside every list: choosing its columns."""

from urllib.parse import urlencode

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from app.access import EVERYONE, requires
from app.lists.address import COLUMNS, PAGES
from app.preferences import local

bp = Blueprint("lists", __name__)
LAST = 10**3
"""The place of a column for which nobody typed one."""


@bp.get("/lists/columns")
@requires(*EVERYONE)
def columns() -> ResponseReturnValue:
    """The list again, in the columns that the form names and in their typed order."""
    shown = dict.fromkeys(request.args.getlist("_show"))
    order = sorted(shown, key=_place)
    kept = [
        (key, value)
        for key, value in request.args.items(multi=True)
        if value and not key.startswith("_") and key not in (COLUMNS, PAGES[0])
    ]
    address = local(request.args.get("_to", "")).partition("?")[0]
    query = urlencode([*kept, *([(COLUMNS, ",".join(order))] if order else [])], safe=",")
    return redirect(f"{request.script_root}{address}?{query}" if query else address, 303)


def _place(key: str) -> int:
    text = request.args.get(f"_at-{key}", "").strip()
    return int(text) if text.isdecimal() and len(text) <= len(str(LAST)) else LAST
