"""Pages of uploading: start, preview, confirmation, receipt."""

import io

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import EVERYONE, MAKERS, READERS, requires
from app.accounts.identity import viewer
from app.i18n import language
from app.lists.grid import grid_of
from app.lists.page import Cut
from app.preferences import url_with
from app.registry.current import today
from app.store import Session
from app.tables import XLSX_TYPE, download
from app.uploads import files, grid, listing, marking
from app.uploads.receipt import receipt_of
from app.uploads.units import Chosen, choices, chosen, said
from imports.apply import apply, note_examined
from imports.compare import Comparison
from imports.intake import Examination, examine
from imports.template import write_template
from models import Submission, User
from models.errors import HasErrors, NotFound, PreviewOutdated, RegistryError
from models.money import Unit
from models.queries.submissions import find_visible, submission_rows, submissions
from models.vocabulary import Kind, SubmissionState

bp = Blueprint("uploads", __name__)
SHOWN = 20


@bp.get("/submissions")
@requires(*MAKERS)
def start() -> ResponseReturnValue:
    """Templates, the upload form, and what was brought before."""
    return _start()


@bp.get("/submissions/all")
@requires(*READERS)
def every() -> ResponseReturnValue:
    """The workbooks that the address asks for."""
    asked = listing.read(request.args, language())
    with store.reading() as session:
        rows = submission_rows(session, asked.filter, viewer(), sort=asked.sort)
    cut = Cut.of(len(rows), asked)
    return render_template(
        "uploads/list.html",
        asked=asked,
        rows=cut.part(rows),
        grid=grid_of(listing.SHEET, cut.part(rows), asked, language()),
        new=listing.counted(rows, "new"),
        changed=listing.counted(rows, "changed"),
        cut=cut,
        kinds=list(Kind),
        states=list(SubmissionState),
    )


@bp.get("/submissions/all.<any(csv,xlsx):ending>")
@requires(*READERS)
def every_file(ending: str) -> ResponseReturnValue:
    """Every workbook that the address asks for."""
    asked = listing.read(request.args, language())
    with store.reading() as session:
        rows = submission_rows(session, asked.filter, viewer(), sort=asked.sort)
    return download(listing.SHEET.table(rows, asked, today(), viewer(), language()), ending)


@bp.get("/submissions/templates/<kind>.xlsx")
@requires(*MAKERS)
def template(kind: str) -> ResponseReturnValue:
    """The blank official workbook of a kind."""
    if kind not in set(Kind):
        raise NotFound(what="kind", found=kind)
    book = io.BytesIO()
    write_template(book, Kind(kind), language=language())
    book.seek(0)
    return send_file(book, XLSX_TYPE, as_attachment=True, download_name=f"{kind}-template.xlsx")


@bp.post("/submissions")
@requires(*MAKERS)
def upload() -> ResponseReturnValue:
    """Read a file; show why it cannot be read, or note it and go to its preview."""
    given = request.files.get("file")
    if given is None or not given.filename:
        return _start(gettext("올릴 파일을 골라 주세요.")), 422
    data = given.read()
    actor = viewer()
    with store.transaction() as session:
        found = examine(session, data, given.filename[:200], actor=actor)
        if found.comparison is None:
            return _start(problems=found), 422
        files.keep(found.file.sha256, data)
        submission = note_examined(session, found, actor=actor)
    return redirect(url_for(".preview", number=submission.number), 303)


@bp.get("/submissions/<number>/preview")
@requires(*MAKERS)
def preview(number: str) -> ResponseReturnValue:
    """What the file says against what the registry says now."""
    with store.reading() as session:
        submission = _found(session, number)
        if submission.state is not SubmissionState.UPLOADED:
            return redirect(url_for(".done", number=number), 303)
        return _preview(submission, _examined(session, submission, chosen(request.args)))


@bp.get("/submissions/<number>/marked.xlsx")
@requires(*MAKERS)
def marked(number: str) -> ResponseReturnValue:
    """The uploaded workbook with its wrong cells marked."""
    with store.reading() as session:
        submission = _found(session, number)
        found = _examined(session, submission, chosen(request.args))
    data = files.kept(submission.sha256)
    copy = marking.marked(data, submission.filename, found.problems, language())
    name = f"{submission.number}-marked.{copy.ending}"
    return send_file(io.BytesIO(copy.data), copy.type, as_attachment=True, download_name=name)


@bp.post("/submissions/<number>/confirm")
@requires(*MAKERS)
def confirm(number: str) -> ResponseReturnValue:
    """Store all of it, or nothing with the reason."""
    actor = viewer()
    try:
        with store.transaction() as session:
            submission = _found(session, number)
            found = _examined(session, submission, chosen(request.form))
            if found.comparison is None:
                raise HasErrors(errors=len(found.errors))
            _as_shown(found.comparison)
            reason = request.form.get("reason", "")[:2000]
            apply(session, found.comparison, actor=actor, submission=submission, reason=reason)
    except RegistryError as error:
        with store.reading() as session:
            submission = _found(session, number)
            again = _examined(session, submission, chosen(request.form))
            status = 409 if isinstance(error, PreviewOutdated) else 422
            return _preview(submission, again, error), status
    return redirect(url_for(".done", number=number), 303)


@bp.get("/submissions/<number>/done")
@requires(*EVERYONE)
def done(number: str) -> ResponseReturnValue:
    """The receipt."""
    with store.reading() as session:
        submission = _found(session, number)
        maker = session.get_one(User, submission.made_by_id).name
        receipt = receipt_of(session, submission, viewer())
    if submission.state is SubmissionState.UPLOADED:
        return redirect(url_for(".preview", number=number), 303)
    return render_template("uploads/done.html", submission=submission, maker=maker, receipt=receipt)


def _found(session: Session, number: str) -> Submission:
    return find_visible(session, number, viewer())


def _examined(session: Session, submission: Submission, units: Chosen) -> Examination:
    """The file read again, so that the comparison is with the registry of this moment."""
    data = files.kept(submission.sha256)
    name, kind = submission.filename, submission.kind
    return examine(session, data, name, kind=kind, actor=viewer(), units=units)


def _as_shown(comparison: Comparison) -> None:
    """Refuse to store something else than the preview showed. Raises PreviewOutdated."""
    shown = request.form.get("shown", comparison.digest())
    if shown != comparison.digest():
        raise PreviewOutdated


def _start(error: str = "", problems: Examination | None = None) -> str:
    with store.reading() as session:
        earlier = submissions(session, viewer(), limit=SHOWN)
    return render_template(
        "uploads/start.html",
        error=error,
        found=problems,
        earlier=earlier,
        kinds=list(Kind),
    )


def _preview(
    submission: Submission, found: Examination, refusal: RegistryError | None = None
) -> str:
    comparison = found.comparison
    wanted = request.args.get("tab", "")
    counts = grid.row_counts(comparison) if comparison else dict.fromkeys(grid.TABS, 0)
    tab = wanted if wanted in grid.TABS else next((t for t in grid.TABS if counts[t]), "all")
    return render_template(
        "uploads/preview.html",
        submission=submission,
        found=found,
        problems=sorted(found.problems, key=lambda problem: not problem.is_error),
        refusal=refusal,
        shown=comparison.digest() if comparison else "",
        tab=tab,
        tabs=_tabs(counts, tab),
        units=choices(found.units),
        chosen=said({**chosen(request.args), **chosen(request.form)}),
        all_units=list(Unit),
        grids=grid.grids(comparison, tab, language()) if comparison else [],
    )


def _tabs(counts: dict[str, int], here: str) -> list[tuple[str, str, int, bool]]:
    """Address, words, number of rows, and whether it is the tab shown."""
    names = {
        "problems": gettext("문제 있는 행"),
        "changed": gettext("값이 바뀜"),
        "new": gettext("새로 추가"),
        "all": gettext("전체"),
    }
    return [(url_with(tab=tab), names[tab], counts[tab], tab == here) for tab in grid.TABS]
