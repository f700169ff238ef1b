"""The report of tax expenditure, and the official figures as a series of their own."""

import io

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import CHECKERS, STAFF, requires
from app.accounts.identity import viewer
from app.forms import Form
from app.i18n import language
from app.messages import registry_error
from app.registry.current import today
from app.tables import XLSX_TYPE, download
from app.taxes.figures import CHOICES, read_one, rows_of, table_of
from app.taxes.report import report_of
from app.taxes.report import table_of as report_table
from imports.problems import Problem
from imports.tax_figures import read_figures, write_figure_template
from models import User
from models.commands import confirm_figures, decline_figures, propose_figures
from models.errors import RegistryError
from models.queries.tax_law import tax_figures, waiting_figures
from models.queries.visibility import Viewer
from models.vocabulary import ScopeState

bp = Blueprint("tax_reports", __name__)


@bp.get("/support/tax/report")
@requires(*STAFF)
def report() -> ResponseReturnValue:
    """Prior actual, this year and next year, by function and firm size."""
    year = _year()
    with store.reading() as session:
        found = report_of(session, year, Viewer.of(viewer(), today()), today())
    return render_template("taxes/report.html", report=found, year=year)


@bp.get("/support/tax/report.<any(csv,xlsx):ending>")
@requires(*STAFF)
def report_file(ending: str) -> ResponseReturnValue:
    """The same report as a file."""
    with store.reading() as session:
        found = report_of(session, _year(), Viewer.of(viewer(), today()), today())
    return download(report_table(found, viewer(), language()), ending)


def _year() -> int:
    text = request.args.get("year", "")
    return int(text) if text.isdecimal() and len(text) == 4 else today().year


@bp.get("/support/tax/figures")
@requires(*STAFF)
def figures() -> ResponseReturnValue:
    """The official series; the address filters it."""
    return _figures(Form({}, language()))


@bp.get("/support/tax/figures.<any(csv,xlsx):ending>")
@requires(*STAFF)
def figures_file(ending: str) -> ResponseReturnValue:
    """The series as a file, by the same address keys."""
    with store.reading() as session:
        rows = rows_of(tax_figures(session), request.args)
    return download(table_of(rows, viewer(), language()), ending)


@bp.get("/support/tax/figures/template.xlsx")
@requires(*CHECKERS)
def template() -> ResponseReturnValue:
    """The blank workbook."""
    book = io.BytesIO()
    write_figure_template(book, language=language())
    book.seek(0)
    return send_file(book, XLSX_TYPE, as_attachment=True, download_name="tax-figures.xlsx")


@bp.post("/support/tax/figures")
@requires(*CHECKERS)
def file_one() -> ResponseReturnValue:
    """File one figure; a second person confirms it."""
    form = Form(request.form.to_dict(), language())
    given = read_one(form)
    if given is None or form.errors:
        return _figures(form), 422
    with store.transaction() as session:
        propose_figures(session, [given], actor=session.get_one(User, viewer().key))
    flash(gettext("통계를 제출했습니다. 다른 사람이 확인하면 쓰입니다."), "ok")
    return redirect(url_for(".figures"), 303)


@bp.post("/support/tax/figures/upload")
@requires(*CHECKERS)
def upload() -> ResponseReturnValue:
    """File every row of a workbook, or none with what is wrong in it."""
    form, given = Form({}, language()), request.files.get("file")
    if given is None or not given.filename:
        form.complain("file", gettext("올릴 파일을 골라 주세요."))
        return _figures(form), 422
    found = read_figures(given.read(), given.filename[:200])
    if found.errors or not found.givens:
        if not found.errors:
            form.complain("file", gettext("파일에 새 통계가 없습니다."))
        return _figures(form, found.problems), 422
    with store.transaction() as session:
        propose_figures(session, found.givens, actor=session.get_one(User, viewer().key))
    flash(
        gettext(
            "%(count)s건을 제출했습니다. 다른 사람이 확인하면 쓰입니다.", count=len(found.givens)
        ),
        "ok",
    )
    return redirect(url_for(".figures"), 303)


@bp.post("/support/tax/figures/decide")
@requires(*CHECKERS)
def decide() -> ResponseReturnValue:
    """Confirm or decline what one person filed at one time."""
    decision, batch = request.form.get("decision", ""), request.form.get("batch", "")
    try:
        with store.transaction() as session:
            actor = session.get_one(User, viewer().key)
            rows = [row for row in waiting_figures(session) if row.proposed_at.isoformat() == batch]
            if decision == "confirm":
                confirm_figures(session, rows, actor=actor)
            else:
                reason = request.form.get("reason", "")
                decline_figures(session, rows, actor=actor, reason=reason)
    except RegistryError as error:
        flash(registry_error(error, language()), "err")
    else:
        said = gettext("확인했습니다.") if decision == "confirm" else gettext("거절했습니다.")
        flash(said, "ok")
    return redirect(url_for(".figures"), 303)


def _figures(form: Form, problems: tuple[Problem, ...] = ()) -> str:
    with store.reading() as session:
        filed = tax_figures(session)
    rows = rows_of(filed, request.args)
    batches: dict[str, list[object]] = {}
    for one in filed:
        if one.row.state is ScopeState.PROPOSED:
            batches.setdefault(one.row.proposed_at.isoformat(), []).append(one)
    return render_template(
        "taxes/figures.html",
        form=form,
        failed=bool(form.errors or problems),
        summary=[(f"f-{name}", said) for name, said in form.errors.items()],
        problems=problems,
        rows=rows,
        batches=batches,
        choices=CHOICES,
        asked=request.args,
        may_file=viewer().role in CHECKERS,
        me=viewer().key,
    )
