"""The queue, one record or workbook in it, and the decision."""

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import CHECKERS, requires
from app.accounts.identity import viewer
from app.approvals import listing
from app.approvals.entries import entry_review
from app.approvals.listing import DECIDED_HERE
from app.approvals.review import bundle_review, review_of
from app.i18n import Language, language
from app.lists.grid import grid_of
from app.lists.page import Cut
from app.messages import registry_error
from app.overdue.views import summary
from app.registry.current import today
from app.store import Session
from app.tables import download
from models import User
from models.commands import advance, advance_movement, advance_submission
from models.errors import NotFound, ReasonNeeded, RegistryError
from models.queries.approvals import (
    ENTRY,
    Waiting,
    find_submission,
    find_waiting_entry,
    own_open,
    pending_revision,
    waiting,
)
from models.queries.decisions import everything
from models.queries.instruments import find_instrument
from models.queries.visibility import Viewer
from models.vocabulary import Kind

bp = Blueprint("approvals", __name__)
bp.add_app_template_global(listing.address_of, "waiting_address")
bp.add_app_template_filter(lambda one: listing.title_of(one, language()), "waiting_title")
bp.add_app_template_filter(lambda code: listing.NATURES[code].to(language()), "nature_name")
DECISIONS = ("verify", "return", "review")
BUNDLE = "S-"
PAGES: Mapping[str, tuple[str, Callable[[Session, str, User, Language], object]]] = {
    BUNDLE: ("bundle", bundle_review),
    ENTRY: ("entry", entry_review),
    "": ("review", review_of),
}
"""The page of an entry and what it shows, by what its code begins with."""


@bp.get("/approvals")
@requires(*CHECKERS)
def queue() -> ResponseReturnValue:
    """What waits for this checker, and what they made themselves."""
    with store.reading() as session:
        mine, others = _split(everything(session))
        opened = own_open(session, viewer().key)
        late = summary(session, Viewer.of(viewer(), today()))
    asked = listing.read(request.args, language())
    tab = "mine" if request.args.get("tab") == "mine" else "review"
    found = listing.chosen(mine if tab == "mine" else others, asked)
    cut = Cut.of(len(found), asked)
    return render_template(
        "approvals/queue.html",
        tab=tab,
        asked=asked,
        cut=cut,
        rows=cut.part(found),
        amounts=listing.amounts_of(found),
        unknown=listing.unknown_of(found),
        grid=grid_of(listing.SHEET, cut.part(found), asked, language()),
        others=others,
        mine=mine,
        opened=opened,
        late=late,
        kinds=list(Kind),
        natures=[(code, said.to(language())) for code, said in listing.NATURES.items()],
    )


@bp.get("/approvals.<any(csv,xlsx):ending>")
@requires(*CHECKERS)
def queue_file(ending: str) -> ResponseReturnValue:
    """Every entry that the address asks for."""
    with store.reading() as session:
        mine, others = _split(everything(session))
    asked = listing.read(request.args, language())
    found = listing.chosen(mine if request.args.get("tab") == "mine" else others, asked)
    return download(listing.SHEET.table(found, asked, today(), viewer(), language()), ending)


@bp.get("/approvals/<code>")
@requires(*CHECKERS)
def review(code: str) -> ResponseReturnValue:
    """One entry of the queue."""
    return _show(code)


@bp.post("/approvals/<code>")
@requires(*CHECKERS)
def decide(code: str) -> ResponseReturnValue:
    """Verify or return, and go on to the next."""
    action = request.form.get("decision", "")
    if action not in DECISIONS:
        return _show(code, gettext("승인이나 보완 요청을 골라 주세요."), "decision"), 422
    try:
        with store.transaction() as session:
            _decide(session, code, action)
    except NotFound:
        raise
    except RegistryError as error:
        place = "why" if isinstance(error, ReasonNeeded) else "decide"
        return _show(code, registry_error(error, language()), place), 422
    done = {
        "verify": gettext("%(code)s을(를) 승인했습니다. 집계에 반영되었습니다.", code=code),
        "review": gettext(
            "%(code)s의 검토를 시작했습니다. 작성자에게 검토 중으로 보입니다.", code=code
        ),
        "return": gettext("%(code)s의 보완을 요청했습니다. 사유가 작성자에게 보입니다.", code=code),
    }
    flash(done[action], "ok")
    return redirect(url_for(".review", code=code) if action == "review" else _next(), 303)


def _decide(session: Session, code: str, action: str) -> None:
    actor = session.get_one(User, viewer().key)
    reason, lock = request.form.get("reason", ""), request.form.get("lock", "")
    number = int(lock) if lock.isdecimal() else None
    if code.startswith(ENTRY):
        _decide_entry(session, code, action, actor, reason, number)
        return
    if code.startswith(BUNDLE):
        submission = find_submission(session, code)
        if submission is None:
            raise NotFound(what="submission", found=code)
        advance_submission(session, submission, action, actor=actor, reason=reason)
        return
    revision = pending_revision(session, code)
    if revision is None:
        find_instrument(session, code, Viewer.of(actor, today()))
        abort(409)  # Somebody else decided since the page was opened.
    advance(session, revision, action, actor=actor, reason=reason, lock=number)


def _decide_entry(
    session: Session, code: str, action: str, actor: User, reason: str, lock: int | None
) -> None:
    movement = find_waiting_entry(session, code)
    if movement is None:
        raise NotFound(what="movement", found=code)
    advance_movement(session, movement, action, actor=actor, reason=reason, lock=lock)


def _show(code: str, refusal: str = "", place: str = "") -> str:
    """The entry; ``place`` is the id of what the refusal is about."""
    kind = next((one for one in PAGES if one and code.startswith(one)), "")
    template, review_it = PAGES[kind]
    with store.reading() as session:
        others = _split(everything(session))[1]
        page = review_it(session, code, viewer(), language())
    return render_template(
        f"approvals/{template}.html",
        page=page,
        others=others,
        code=code,
        refusal=refusal,
        place=place,
        failed=bool(refusal),
        following=_following(others, code),
    )


def _split(entries: list[Waiting]) -> tuple[list[Waiting], list[Waiting]]:
    """What this user made, and what others made."""
    mine = [entry for entry in entries if entry.made_by_id == viewer().key]
    return mine, [entry for entry in entries if entry.made_by_id != viewer().key]


def _following(entries: list[Waiting], code: str) -> Waiting | None:
    """The entry after this one; the first when this is the last."""
    codes = [entry.code for entry in entries]
    place = codes.index(code) + 1 if code in codes else 0
    around = [*entries[place:], *entries[:place]]
    rest = [entry for entry in around if entry.code != code and entry.nature in DECIDED_HERE]
    return rest[0] if rest else None


def _next() -> str:
    """The entry that was announced as the next, while it still waits."""
    wanted = request.form.get("next", "")
    with store.reading() as session:
        waits = wanted in {entry.code for entry in _split(waiting(session))[1]}
    return url_for(".review", code=wanted) if waits else url_for(".queue")
