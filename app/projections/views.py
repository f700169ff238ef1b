"""Pages of projections: the runs, the form, one run with its files."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import store
from app.access import ANALYSTS, STAFF, requires
from app.accounts.identity import viewer
from app.charts import standalone
from app.exports.page import Names
from app.exports.projection_book import book_bytes
from app.i18n import language
from app.lists.grid import grid_of
from app.lists.page import Cut
from app.messages.projection import STATUSES, stopped
from app.messages.requirements import AIMS
from app.projections import asking, drawings, figures, reading, run_list
from app.projections.listing import csv_of
from app.projections.required import DRAWS, Required, required, table
from app.projections.scenarios import SCENARIOS
from app.registry.current import today
from app.tables import attached, download, marked
from econ.errors import EconError
from models.errors import NotFound, NotPublished
from models.projection import ProjectionRun
from models.queries.run_family import beside, made_by, repeated
from models.queries.runs import run_count, runs
from models.queries.visibility import Viewer

bp = Blueprint("projections", __name__, url_prefix="/projections")

COMPARED = 6
LARGEST = 10
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.app_template_filter()
def status_name(code: str) -> str:
    """How a pledge is delivered, in words."""
    return STATUSES[code].to(language())


@bp.get("")
@requires(*STAFF)
def index() -> ResponseReturnValue:
    """The runs, newest first, and the form of a new one."""
    return _index(asking.RunForm.of({}, language(), today()))


@bp.post("")
@requires(*ANALYSTS)
def create() -> ResponseReturnValue:
    """Run what the form asks and go to the result; or show what has to be mended."""
    form = asking.RunForm.of(request.form.to_dict(), language(), today())
    asked = form.read()
    if asked is None:
        return _index(form), 422
    try:
        with store.transaction() as session:
            number = reading.ask(session, asked, viewer()).number
    except EconError as error:
        form.form.complain("start", stopped(error, language()))
        return _index(form), 422
    except NotPublished as error:
        form.form.refuse(error, "as_of")
        return _index(form), 422
    return redirect(url_for(".show", number=number), 303)


@bp.get("/list.<any(csv,xlsx):ending>")
@requires(*STAFF)
def list_file(ending: str) -> ResponseReturnValue:
    """Every run that the address asks for."""
    asked = run_list.read(request.args, language())
    with store.reading() as session:
        found = runs(session, asked.filter, _asker(), sort=asked.sort)
    return download(run_list.SHEET.table(found, asked, today(), viewer(), language()), ending)


@bp.get("/<number>")
@requires(*STAFF)
def show(number: str) -> ResponseReturnValue:
    """One run: where we land, why, how sure that is, and how to make it again."""
    lang = language()
    with store.reading() as session:
        run = reading.found(session, number, viewer())
        names = reading.names(session, run, viewer())
        page = {
            "maker": made_by(session, run),
            "again": repeated(session, run, _asker()),
            "others": [
                (other, figures.title(other, lang), figures.headline(other))
                for other in beside(session, run, _asker(), limit=COMPARED)
            ],
        }
    return render_template(
        "projections/show.html",
        run=run,
        title=figures.title(run, lang),
        start=figures.start_of(run),
        form=asking.RunForm.of(asking.typed_of(run, today()), lang, today()),
        options=_options(lang),
        **page,
        **_told(run, names),
    )


@bp.get("/<number>/required")
@requires(*STAFF)
def needed(number: str) -> ResponseReturnValue:
    """What each lever alone would have to be for the target of a run."""
    run, told = _needed(number)
    return render_template(
        "projections/required.html",
        run=run,
        title=figures.title(run, language()),
        told=told,
        draws=DRAWS,
        aims=[(name, said.to(language())) for name, said in AIMS.items()],
    )


@bp.get("/<number>/required.<any(csv,xlsx):ending>")
@requires(*STAFF)
def needed_file(number: str, ending: str) -> ResponseReturnValue:
    """The same as a file."""
    run, told = _needed(number)
    return download(table(run, told, viewer(), language()), ending)


@bp.get("/<number>.xlsx")
@requires(*STAFF)
def workbook(number: str) -> ResponseReturnValue:
    """The run as a workbook that calculates."""
    with store.reading() as session:
        run = reading.found(session, number, viewer())
        data = book_bytes(run, reading.names(session, run, viewer()))
    return _file(data, XLSX, f"{marked(f'projection-{run.number}', run.as_of)}.xlsx")


@bp.get("/<number>.csv")
@requires(*STAFF)
def listing(number: str) -> ResponseReturnValue:
    """The figures of the run, one a row."""
    run = _stored(number)
    name = marked(f"projection-{run.number}", run.as_of)
    return _file(csv_of(run), "text/csv; charset=utf-8", f"{name}.csv")


@bp.get("/<number>/<name>.svg")
@requires(*STAFF)
def picture(number: str, name: str) -> ResponseReturnValue:
    """One chart of the run as a file of its own."""
    if name not in drawings.DRAWINGS:
        raise NotFound(what="chart", found=name)
    run, lang = _stored(number), language()
    note = gettext(
        "실행 %(run)s · 명세 %(specification)s · 기준일 %(day)s · 추정",
        run=run.number,
        specification=run.manifest["specification"],
        day=run.as_of.isoformat(),
    )
    drawn = standalone(drawings.DRAWINGS[name](run, lang), note)
    return _file(drawn.encode(), "image/svg+xml", f"projection-{run.number}-{name}.svg")


def _asker() -> Viewer:
    return Viewer.of(viewer(), today())


def _index(form: asking.RunForm) -> str:
    lang = language()
    asked = run_list.read(request.args, lang)
    with store.reading() as session:
        seen = _asker()
        cut = Cut.of(run_count(session, asked.filter, seen), asked)
        found = runs(session, asked.filter, seen, sort=asked.sort, limit=cut.per, offset=cut.offset)
    return render_template(
        "projections/index.html",
        rows=[(run, figures.title(run, lang), figures.headline(run)) for run in found],
        asked=asked,
        cut=cut,
        grid=grid_of(run_list.SHEET, found, asked, lang),
        filters=run_list.options(lang),
        form=form,
        options=_options(lang),
        failed=bool(form.form.errors),
    )


def _stored(number: str) -> ProjectionRun:
    with store.reading() as session:
        return reading.found(session, number, viewer())


def _told(run: ProjectionRun, names: Names) -> dict[str, object]:
    """What the page says, in the language of the page."""
    lang, results = language(), run.results
    expected = figures.largest(run, names, limit=LARGEST)
    return {
        "headline": figures.headline(run),
        "outlook": drawings.outlook(run, lang),
        "explained": drawings.explained(run, lang),
        "made_of": drawings.made_of(run, lang),
        "contributions": figures.contributions(run, "investment", lang),
        "impact_shares": {
            track: figures.contributions(run, f"impact_{track}", lang)
            for track in ("official", "evidence")
        },
        "attribution": figures.attribution(run, lang),
        "impact": figures.impact(run),
        "paces": figures.paces(run, lang),
        "required_index": results["required_index"],
        "concentration": results["concentration"],
        "largest": expected,
        "heavy": figures.heavy(run, names),
        "weights": figures.weights(run, lang),
        "convergence": results["convergence"],
        "register": run.inputs["register"],
        "refused": figures.sentences(results["refused"], lang, names),
        "log": figures.sentences([*run.inputs["log"], *results["log"]], lang, names),
    }


def _needed(number: str) -> tuple[ProjectionRun, Required]:
    with store.reading() as session:
        run = reading.found(session, number, viewer())
        return run, required(session, run, request.args.get("aim", "even"), language())


def _options(lang: str) -> dict[str, list[tuple[str, str]]]:
    """The choices of the form: (value, words)."""
    return {
        "start": [
            (name, start.title("en" if lang == "en" else "ko")) for name, start in SCENARIOS.items()
        ],
        "scope": [
            ("strict", gettext("등록된 투자계획만")),
            ("broad", gettext("등록되지 않은 유발 투자 포함")),
        ],
        "basis": [
            ("headline", gettext("총액 기준")),
            ("net", gettext("순액 기준(보조금·정책융자 제외)")),
        ],
        "delivery": [
            ("", gettext("그대로")),
            ("low", gettext("둔화(로짓 −0.5)")),
            ("high", gettext("호전(로짓 +0.5)")),
        ],
        "speed": [
            ("", gettext("그대로")),
            ("low", gettext("느려짐(연 로짓 −0.1)")),
            ("high", gettext("빨라짐(연 로짓 +0.1)")),
        ],
        "draws": [
            (str(draws), gettext("%(count)s회", count=f"{draws:,}")) for draws in asking.DRAWS
        ],
    }


def _file(data: bytes, kind: str, name: str) -> Response:
    return attached(Response(data, content_type=kind), name)
