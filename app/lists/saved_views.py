"""Saved filters of a list: keeping the present address, and what is done with those kept."""

from collections.abc import Callable
from typing import Any

from flask import Flask, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import EVERYONE, requires
from app.accounts.identity import viewer
from app.forms import Form
from app.i18n import language
from app.lists.catalogue import (
    LISTS,
    address_of,
    kept_query,
    list_here,
    may_open_list,
    menu_address,
    query_here,
)
from app.lists.views import bp
from app.store import Session
from models import SavedFilter, User
from models.commands import change_filter, delete_filter, save_filter, set_default
from models.commands.saved_filters import SHARERS
from models.errors import FilterNameTaken
from models.queries.saved_filters import Kept, find_filter, saved_filters
from models.saved_filter import SavedFilterInput

__all__ = ["bp"]

Deed = Callable[[Session, SavedFilter, User], object]


def init_app(app: Flask) -> None:
    """Offer saved filters to the templates of lists."""
    for given in (saved_here, list_here, query_here, menu_address, may_share):
        app.add_template_global(given)


def saved_here() -> list[tuple[Kept, str]]:
    """The filters of the list on this page, each with its address."""
    with store.reading() as session:
        found = saved_filters(session, viewer(), list_here())
    return [(one, address_of(one.row.list_name, one.row.query)) for one in found]


def may_share() -> bool:
    """Whether the user behind this request may show filters to others."""
    return viewer().role in SHARERS


@bp.get("/lists/<name>/saved")
@requires(*EVERYONE)
def saved(name: str) -> ResponseReturnValue:
    """The filters of one list, and what can be done with them."""
    _require_open(name)
    return _show(name, Form({"query": query_here()}, language()))


@bp.post("/lists/<name>/saved")
@requires(*EVERYONE)
def save(name: str) -> ResponseReturnValue:
    """Keep an address of the list under a name."""
    _require_open(name)
    form = Form(request.form.to_dict(), language())
    query = kept_query(form.text("query"))
    values = {
        "list_name": name,
        "name": form.text("name"),
        "query": query,
        "is_shared": form.text("is_shared") == "yes",
    }
    given = form.validated(SavedFilterInput, values, lambda place: str(place[-1]))
    if given is not None:
        try:
            with store.transaction() as session:
                save_filter(session, given, actor=session.get_one(User, viewer().key))
        except FilterNameTaken as error:
            form.refuse(error, "name")
        else:
            flash(gettext("조건을 저장했습니다: %(name)s", name=given.name), "ok")
            return redirect(address_of(name, query), 303)
    return _show(name, form), 422


@bp.post("/lists/<name>/saved/<int:key>")
@requires(*EVERYONE)
def change(name: str, key: int) -> ResponseReturnValue:
    """Rename, share, delete a filter, or open the list with it from now on."""
    _require_open(name)
    form, deeds = Form(request.form.to_dict(), language()), _deeds(name, request.form)
    deed = deeds.get(form.text("action")) or abort(400)
    try:
        with store.transaction() as session:
            user = session.get_one(User, viewer().key)
            deed(session, find_filter(session, key, user), user)
    except FilterNameTaken as error:
        form.refuse(error, f"name-{key}")
        return _show(name, form), 422
    flash(gettext("저장된 조건을 바꾸었습니다."), "ok")
    return redirect(request.path.rpartition("/")[0], 303)


def _deeds(name: str, typed: Any) -> dict[str, Deed]:
    """What the buttons of a row do."""

    def change_row(session: Session, kept: SavedFilter, user: User) -> None:
        shared = typed.get("is_shared") == "yes"
        new = typed.get("name", "").strip()[:60] or kept.name
        change_filter(session, kept, name=new, is_shared=shared, actor=user)

    return {
        "change": change_row,
        "delete": lambda session, kept, user: delete_filter(session, kept, actor=user),
        "default": lambda session, kept, user: set_default(session, name, kept, actor=user),
        "no_default": lambda session, kept, user: set_default(session, name, None, actor=user),
    }


def _require_open(name: str) -> None:
    if name not in LISTS:
        abort(404)
    if not may_open_list(name):
        abort(403)


def _show(name: str, form: Form) -> str:
    with store.reading() as session:
        found = saved_filters(session, viewer(), name)
    return render_template(
        "lists/saved.html",
        name=name,
        title=LISTS[name].said.to(language()),
        home=address_of(name),
        kept=[(one, address_of(name, one.row.query)) for one in found],
        form=form,
        failed=bool(form.errors),
        shares=may_share(),
    )
