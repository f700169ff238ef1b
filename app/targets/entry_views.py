"""Entering national targets: by hand or workbook, and the second person who confirms."""

import io
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app import access, store
from app.access import CHECKERS, STAFF, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.messages import INPUTS, registry_error
from app.messages import field as field_name
from app.sheet_form import ColumnForm
from app.store import Session
from app.tables import XLSX_TYPE
from app.targets import form as forms
from app.uploads import files
from imports.target_book import apply_targets, examine_targets, write_target_template
from models import User
from models.commands import confirm_targets, decline_targets, propose_targets
from models.commands.targets import held_row
from models.errors import ChangedMeanwhile, RegistryError
from models.queries.targets import Kept, indicators, waiting_targets
from models.target import FIGURES, Stored

bp = Blueprint("target_entry", __name__)
COMPARED = ("kind", "topic", "unit", "baseline", "baseline_year", "value", "bound", "due_year")
MORE_COMPARED = ("milestone", "valid_from", "year", "breaks_series", "is_provisional", "known_on")
WORDS_COMPARED = ("name_ko", "name_en", "indicator", "series", "period", "definition", "source")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposed row beside the one that holds, and the fields in which they differ."""

    kept: Kept
    held: Stored | None
    changes: tuple[str, ...]


@bp.get("/targets/waiting")
@requires(*STAFF)
def waiting() -> ResponseReturnValue:
    """What waits for its second person, before and after, by who proposed it when."""
    return _waiting()


@bp.post("/targets/waiting")
@requires(*CHECKERS)
def decide() -> ResponseReturnValue:
    """Confirm or decline everything that was proposed at once."""
    decision = request.form.get("decision", "")
    if decision not in ("confirm", "decline"):
        return _waiting(gettext("확인이나 거절을 골라 주세요.")), 422
    try:
        with store.transaction() as session:
            count = _decide(session, decision)
    except RegistryError as error:
        return _waiting(registry_error(error, language())), 422
    done = {
        "confirm": ngettext("%(num)s행을 확인했습니다.", "%(num)s행을 확인했습니다.", count),
        "decline": ngettext(
            "%(num)s행을 거절했습니다. 까닭이 이력에 남습니다.",
            "%(num)s행을 거절했습니다. 까닭이 이력에 남습니다.",
            count,
        ),
    }
    flash(done[decision], "ok")
    return redirect(url_for(".waiting"), 303)


def _decide(session: Session, decision: str) -> int:
    actor = session.get_one(User, viewer().key)
    batch = request.form.get("batch", "")
    rows = [one.row for one in waiting_targets(session) if batch_of(one) == batch]
    if not rows:
        raise ChangedMeanwhile
    if decision == "confirm":
        confirm_targets(session, rows, actor=actor)
    else:
        decline_targets(session, rows, actor=actor, reason=request.form.get("reason", ""))
    return len(rows)


def batch_of(one: Kept) -> str:
    """What was proposed together: by one person in one moment."""
    return f"{one.row.proposed_by_id}-{one.row.proposed_at.isoformat()}"


@bp.get("/targets/new", defaults={"sheet": "targets"})
@bp.get("/observations/new", defaults={"sheet": "observations"})
@requires(*CHECKERS)
def new(sheet: str) -> ResponseReturnValue:
    """A blank form, or one with what a registered row says (``?of=T021``)."""
    typed = {"indicator": request.args.get("indicator", "")}
    if reference := request.args.get("of", ""):
        with store.reading() as session:
            row = held_row(session, forms.TABLES[sheet], reference)
        if row is None:
            abort(404)
        typed = forms.typed(row, forms.SHEETS[sheet])
    return _form(sheet, ColumnForm(typed, language()))


@bp.post("/targets/new", defaults={"sheet": "targets"})
@bp.post("/observations/new", defaults={"sheet": "observations"})
@requires(*CHECKERS)
def propose(sheet: str) -> ResponseReturnValue:
    """Propose a row; a second person confirms it."""
    form = ColumnForm(request.form.to_dict(), language())
    given = forms.read(form, forms.SHEETS[sheet])
    if given is not None and not form.errors:
        try:
            with store.transaction() as session:
                actor = session.get_one(User, viewer().key)
                if held_row(session, forms.TABLES[sheet], given.reference) and not given.reason:
                    said = INPUTS["missing"].to(
                        form.lang, {"field": field_name("reason", form.lang)}
                    )
                    form.complain("reason", said)
                else:
                    propose_targets(session, [given], actor=actor)
        except RegistryError as error:
            form.refuse(error, "reference")
    if given is None or form.errors:
        return _form(sheet, form), 422
    flash(gettext("제안을 저장했습니다. 다른 사람이 확인하면 적용됩니다."), "ok")
    return redirect(url_for(".waiting"), 303)


@bp.get("/targets/template.xlsx")
@requires(*CHECKERS)
def template() -> ResponseReturnValue:
    """The blank workbook of targets and observations."""
    book = io.BytesIO()
    write_target_template(book, language=language())
    book.seek(0)
    return send_file(book, XLSX_TYPE, as_attachment=True, download_name="targets-template.xlsx")


@bp.get("/targets/upload")
@requires(*CHECKERS)
def upload_form() -> ResponseReturnValue:
    """The template and the form to bring a workbook."""
    return _upload()


@bp.post("/targets/upload")
@requires(*CHECKERS)
def upload() -> ResponseReturnValue:
    """Read a workbook and show what it would change; nothing is stored yet."""
    given = request.files.get("file")
    if given is None or not given.filename:
        return _upload(gettext("올릴 파일을 골라 주세요.")), 422
    data = given.read()
    with store.reading() as session:
        found = examine_targets(session, data, given.filename[:200])
    if not found.errors:
        files.keep(found.sha256, data)
    return _upload(found=found), 422 if found.errors else 200


@bp.post("/targets/upload/confirm")
@requires(*CHECKERS)
def confirm_upload() -> ResponseReturnValue:
    """Propose every new and changed row of the workbook that was shown, or none."""
    digest = request.form.get("sha256", "")
    if len(digest) != 64 or not digest.isalnum():
        abort(404)
    try:
        with store.transaction() as session:
            found = examine_targets(session, files.kept(digest), digest)
            actor = session.get_one(User, viewer().key)
            count = apply_targets(session, found, actor=actor)
    except RegistryError as error:
        return _upload(registry_error(error, language())), 422
    said = ngettext(
        "%(num)s행을 제안했습니다. 다른 사람이 확인하면 적용됩니다.",
        "%(num)s행을 제안했습니다. 다른 사람이 확인하면 적용됩니다.",
        count,
    )
    flash(said, "ok")
    return redirect(url_for(".waiting"), 303)


def _upload(error: str = "", found: Any = None) -> str:
    return render_template("targets/upload.html", error=error, found=found, failed=bool(error))


def _form(sheet: str, form: ColumnForm) -> str:
    with store.reading() as session:
        known = indicators(session)
    return render_template(
        "targets/form.html",
        sheet=sheet,
        form=form,
        columns=forms.SHEETS[sheet].columns,
        long=forms.LONG,
        indicators=known,
        failed=bool(form.errors),
    )


def _waiting(refusal: str = "") -> str:
    with store.reading() as session:
        rows = [_beside(session, one) for one in waiting_targets(session)]
    batches: dict[str, list[Waiting]] = {}
    for one in rows:
        batches.setdefault(batch_of(one.kept), []).append(one)
    return render_template(
        "targets/waiting.html",
        batches=batches,
        refusal=refusal,
        failed=bool(refusal),
        figures=FIGURES,
        may_decide=access.may_open("target_entry.decide"),
        me=viewer().key,
    )


def _beside(session: Session, kept: Kept) -> Waiting:
    row = kept.row
    held = held_row(session, type(row), row.reference)
    names = [
        name
        for name in (*COMPARED, *MORE_COMPARED, *WORDS_COMPARED, "confidence", "note")
        if hasattr(row, name)
        and getattr(row, name) != (getattr(held, name) if held else None)
        and (held is not None or getattr(row, name) not in (None, "", False))
    ]
    return Waiting(kept, held, tuple(names))
