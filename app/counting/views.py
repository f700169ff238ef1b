"""Breakdowns, guards, and the reasons of every figure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app import access, store
from app.accounts.identity import viewer
from app.counting.guards import guard_rows
from app.counting.pivot import pivot
from app.counting.question import Question, read
from app.counting.reasons import FINDERS, Why, conditions, rule_title, why_of
from app.counting.workbook import to_workbook
from app.i18n import language
from app.messages.figures import BASES, FIGURES, GUARDS
from app.registry.current import register_for, today
from app.tables import XLSX_TYPE, attached
from models.counting import figures
from models.counting.fund_layer import FundLayer
from models.counting.guards import GUARD_OF, OF_FUNDS, OF_NET
from models.counting.target import TARGET_WON
from models.queries.counting import face_values, public_cost, sources, waiting_scope
from models.queries.frozen import frozen_at, read_decisions
from models.queries.funds import read_funds
from models.queries.register import Register
from models.queries.visibility import FULL_VIEW, Viewer
from models.vocabulary import CountingBasis, Dimension, Measure, Role

bp = Blueprint("counting", __name__)
PER_PAGE = 50
LARGEST = 20
"""How many of the records left out are shown; the rules open the others."""


@bp.get("/counting")
@access.requires(*access.EVERYONE)
def breakdown() -> ResponseReturnValue:
    """The lines broken down as the address asks, every cell with its records."""
    question = read(request.args, language())
    with store.reading() as session:
        register = register_for(session, _asker(), question.as_of or today())
        waiting = waiting_scope(session) if access.may_open("scope.decide") else 0
    parts = register.totals.portions
    return render_template(
        "counting/breakdown.html",
        question=question,
        on=question.as_of or today(),
        table=pivot(parts, question, language(), gettext("합계")),
        whole=figures(parts, question.asked),
        conditions=conditions(question, language()),
        said=BASES[question.asked.basis].to(language()),
        dimensions=Dimension,
        measures=Measure,
        bases=CountingBasis,
        waiting=waiting,
        target=TARGET_WON,
        file=url_for(".workbook", **question.address(), **question.layout),
    )


@bp.get("/counting.xlsx")
@access.requires(*access.EVERYONE)
def workbook() -> ResponseReturnValue:
    """The same breakdown as a workbook whose totals are formulas over its records."""
    question = read(request.args, language())
    with store.reading() as session:
        register = register_for(session, _asker(), question.as_of or today())
    book = to_workbook(register, question, viewer().name, language())
    response = Response(book.content, content_type=XLSX_TYPE)
    return attached(response, book.name)


@bp.get("/counting/guards")
@access.requires(*access.EVERYONE)
def guards() -> ResponseReturnValue:
    """The eleven guards with what each of them keeps out."""
    question = read(request.args, language())
    on = question.as_of or today()
    with store.reading() as session:
        register = register_for(session, _asker(), on)
        faces = face_values(session, _asker(), on)
        funds = _funds(session, register, on)
    return render_template(
        "counting/guards.html",
        question=question,
        on=on,
        rows=guard_rows(register),
        faces=faces,
        funds=funds,
        loans_in_pledges=register.totals.net_grants.announced_won
        - register.totals.net.announced_won,
    )


@bp.get("/why/average-cost")
@access.requires(*access.CHECKERS, Role.AUDITOR)
def average_cost() -> ResponseReturnValue:
    """What support costs the public per won of realised private investment."""
    question = read(request.args, language())
    on = question.as_of or today()
    with store.reading() as session:
        register = register_for(session, _asker(), on)
        cost = public_cost(session, register, on)
    return render_template("counting/cost.html", question=question, on=on, cost=cost)


@bp.get("/why/<figure>")
@access.requires(*access.EVERYONE)
def why(figure: str) -> ResponseReturnValue:
    """Why a figure is so."""
    question = read(request.args, language())
    if figure not in FINDERS or (figure == "removed" and not _is_rule(question.rule)):
        abort(404)
    with store.reading() as session:
        register = register_for(session, _asker(), question.as_of or today())
        found = why_of(register, question, figure)
        page, pages = _page(len(found.inside))
        shown = found.inside[(page - 1) * PER_PAGE : page * PER_PAGE]
        origins = sources(session, [item.instrument_id for item in shown])
    return render_template(
        "counting/why.html",
        question=question,
        found=found,
        shown=shown,
        outside=found.outside[:LARGEST],
        origins=origins,
        page=page,
        pages=pages,
        on=question.as_of or today(),
        target=TARGET_WON,
        net_rules=OF_NET,
        **_words(found, question),
    )


def _funds(session: store.Session, register: Register, on: date) -> FundLayer | None:
    """The investee layer of all funds, for those who see every fund."""
    if _asker().role not in FULL_VIEW:
        return None
    judged = register.judgements.values()
    decisions = read_decisions(session, frozen_at(session, on))
    return read_funds(session, on).layer(register.scope, judged, decisions)


def _words(found: Why, question: Question) -> Mapping[str, Any]:
    lang, meaning = language(), FIGURES[found.figure]
    name = meaning.name.to(lang)
    rule = rule_title(question.rule, lang) if found.figure == "removed" else ""
    guard = GUARDS[int(question.rule)].to(lang) if question.rule.isdecimal() else ""
    return {
        "name": f"{name}: {rule}" if rule else name,
        "definition": guard or meaning.definition.to(lang),
        "formula": meaning.formula.to(lang),
        "said": BASES[question.asked.basis].to(lang),
        "conditions": conditions(question, lang),
    }


def _is_rule(rule: str) -> bool:
    on_pledges = rule in GUARD_OF and rule not in OF_FUNDS
    return on_pledges or rule in {str(number) for number in GUARDS}


def _page(records: int) -> tuple[int, int]:
    number = request.args.get("page", "1")
    pages = max(1, -(-records // PER_PAGE))
    return min(max(1, int(number)), pages) if number.isdecimal() else 1, pages


def _asker() -> Viewer:
    return Viewer.of(viewer(), today())
