"""The search over everything: grouped results, and straight to a record whose code was typed."""

from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import store
from app.access import EVERYONE, requires
from app.accounts.identity import viewer
from app.lists.address import MOST_LETTERS
from app.registry.current import today
from app.registry.tabs import address_of
from models.queries.search import exact_code, found_parties, found_records
from models.queries.visibility import Viewer
from models.vocabulary import Kind

bp = Blueprint("search", __name__)
MOST: Final = 10
"""How many of each kind are shown; the list of the kind holds all."""


@bp.get("/search")
@requires(*EVERYONE)
def results() -> ResponseReturnValue:
    """What the text finds that this user may see, kind by kind."""
    text = " ".join(request.args.get("q", "").split())[:MOST_LETTERS]
    seen = Viewer.of(viewer(), today())
    with store.reading() as session:
        if text and (code := exact_code(session, text, seen)):
            return redirect(url_for("registry.show", code=code), 303)
        parties = found_parties(session, text, seen) if text else []
        hits = found_records(session, text, seen, limit=MOST) if text else {}
    return render_template(
        "search/results.html",
        text=text,
        parties=parties,
        most=MOST,
        hits=hits,
        lists={kind: _list(kind) for kind in hits},
        count=len(parties) + sum(one.total for one in hits.values()),
    )


def _list(kind: Kind) -> str:
    """The address of the list of a kind."""
    return url_for("registry.pledges") if kind is Kind.PLEDGE else address_of(kind)
