"""Pages about all funds together: what counts of them, and what is taken out."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import CHECKERS, STAFF, requires
from app.accounts.identity import viewer
from app.funds.page import deals, links
from app.funds.reading import funds_for
from app.funds.tables import table_of
from app.i18n import language
from app.messages import registry_error
from app.registry.current import data_day, today
from app.tables import download
from models import User
from models.commands import decide_overlap
from models.errors import RegistryError
from models.funds.chain import in_order
from models.queries.instruments import find_instrument
from models.queries.visibility import Viewer
from models.vocabulary import Kind, Verdict

bp = Blueprint("funds", __name__)


@bp.get("/support/funds/layer")
@requires(*STAFF)
def layer() -> ResponseReturnValue:
    """What counts of all funds at the investee, with the naive sum and every rule beside it."""
    seen = Viewer.of(viewer(), today())
    with store.reading() as session:
        funds = funds_for(session, seen, data_day())
        shown = [key for key in in_order(funds.book.funds) if key in funds.titles]
        return render_template(
            "funds/layer.html",
            layer=funds.layer,
            links=links(funds, shown),
            deals=deals(funds, funds.layer.rows),
            years=funds.layer.by(lambda fact: fact.year),
            on=data_day(),
        )


@bp.get("/support/funds/layer.<any(csv,xlsx):ending>")
@requires(*STAFF)
def layer_file(ending: str) -> ResponseReturnValue:
    """The investments of the page as a file, with the same sums on its cover."""
    with store.reading() as session:
        funds = funds_for(session, Viewer.of(viewer(), today()), data_day())
        return download(table_of(funds, data_day(), viewer(), language()), ending)


@bp.post("/support/funds/<code>/overlap")
@requires(*CHECKERS)
def overlap(code: str) -> ResponseReturnValue:
    """Decide whether a fund's investment is what a pledge of the investee counts already."""
    verdict = request.form.get("verdict", "")
    if verdict not in (Verdict.SAME, Verdict.DIFFERENT):
        flash(gettext("두 기록이 같은 투자인지 골라 주세요."), "err")
        return redirect(url_for("support.show", code=code), 303)
    try:
        with store.transaction() as session:
            _decide(session, code, Verdict(verdict))
    except RegistryError as error:
        flash(registry_error(error, language()), "err")
    else:
        flash(gettext("중복 여부를 저장했습니다. 집계가 다시 계산되었습니다."), "ok")
    return redirect(url_for("support.show", code=code), 303)


def _decide(session: store.Session, code: str, verdict: Verdict) -> None:
    actor = session.get_one(User, viewer().key)
    seen = Viewer.of(actor, today())
    fund = find_instrument(session, code, seen, Kind.FUND).instrument
    pledge = find_instrument(session, request.form.get("other", ""), seen, Kind.PLEDGE).instrument
    kept = pledge if verdict is Verdict.SAME else None
    reason = request.form.get("reason", "")
    decide_overlap(session, fund, pledge, verdict=verdict, kept=kept, actor=actor, reason=reason)
