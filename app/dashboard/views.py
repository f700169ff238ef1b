"""The dashboard page."""

from enum import StrEnum
from typing import NamedTuple

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import access, store
from app.accounts.identity import viewer
from app.approvals.listing import address_of, title_of
from app.dashboard import drawings, figures
from app.i18n import language
from app.overdue.views import summary
from app.projections.figures import contributions
from app.registry import filters
from app.registry.current import register_for, today
from app.registry.tabs import tabs
from app.store import Session
from models.projection import ProjectionRun
from models.queries.approvals import own_open
from models.queries.decisions import everything, everything_count
from models.queries.history import recent
from models.queries.register import Register
from models.queries.runs import latest_run
from models.queries.visibility import Viewer
from models.vocabulary import Role, State

bp = Blueprint("dashboard", __name__)

RECENT = 6


class Task(NamedTuple):
    """One thing to do, with the page where it is done."""

    href: str
    code: str
    title: str
    state: StrEnum


@bp.get("/")
@access.requires(*access.EVERYONE)
def show() -> ResponseReturnValue:
    """The figures of the register on one day, and what the latest run makes of them."""
    user = viewer()
    asked = Viewer.of(user, today())
    asof = filters.read(request.args, language()).as_of
    with store.reading() as session:
        register = register_for(session, asked, asof or today())
        run = None if asked.role is Role.COMPANY else latest_run(session, asked)
        support = tabs(session, asked)
        page = {
            "waiting": everything_count(session),
            "todo": _todo(session),
            "happenings": recent(session, asked, limit=RECENT),
            "support": support,
            "late": summary(session, asked),
        }
    day = asof.isoformat() if asof else None
    return render_template(
        "dashboard/show.html",
        asof=asof or today(),
        own=asked.role is Role.COMPANY,
        register=register,
        parties=_parties(register),
        four=figures.four_figures(register.totals, day),
        variants=figures.variants(register.totals),
        kept=figures.kept_out(register, day),
        day=day,
        **page,
        **_drawn(register, run),
    )


def _todo(session: Session) -> list[Task]:
    """What waits for this user: to be checked, or sent back to be mended."""
    tasks = [
        Task(url_for("registry.show", code=code), code, revision.title, revision.state)
        for revision, code in own_open(session, viewer().key)
        if revision.state in (State.DRAFT, State.RETURNED)
    ]
    if access.may_open("approvals.review"):
        tasks += [
            Task(address_of(entry), entry.code, title_of(entry, language()), entry.state)
            for entry in everything(session)
            if entry.made_by_id != viewer().key
        ]
    return tasks


def _drawn(register: Register, run: ProjectionRun | None) -> dict[str, object]:
    lang = language()
    return {
        "run": run,
        "outlook": figures.outlook(run),
        "impact": figures.impact_parts(run),
        "adoption": figures.adoption_data(run, lang),
        "bullet": drawings.target_bullet(register.totals, lang),
        "years": drawings.by_year(register.totals, lang),
        "fan": drawings.run_fan(run, lang) if run else None,
        "waterfall": drawings.run_waterfall(run, lang) if run else None,
        "explained": contributions(run, "investment", lang)[1:4] if run else [],
    }


def _parties(register: Register) -> int:
    return len(
        {share.party_id for item in register.judgements.values() for share in item.record.shares}
    )
