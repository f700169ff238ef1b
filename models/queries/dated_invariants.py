"""Whether rows that hold from a day on, and official figures, still are what two people agreed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlmodel import Session, col, select

from models.chain import content_digest
from models.commands.history import plain
from models.discount_rate import DiscountRate, DiscountRateInput
from models.event import Event
from models.queries.broken import Broken
from models.tax_setting import TaxFigure, TaxSetting, TaxSettingInput
from models.vocabulary import ScopeState

FIRST_SETTINGS: Final = "d9a9b18cb2ef178580072e669eaab07d8764e7e1cb4405abdbdc931c0a570556"
FIRST_RATES: Final = "7897dfbd790daedd04dbc8b4a49aa38b4c09ade7cba9cc925ee7eaf16fb996cb"
"""The digests of the rows that the register began with; nobody proposed them."""


@dataclass(slots=True)
class Told:
    """What the history says of one row: its fields and state, its people and its end."""

    said: dict[str, Any]
    proposed_by: int | None = None
    decided_by: int | None = None
    decision: str = ""


@dataclass(slots=True)
class History:
    """What the history says of all rows of a table."""

    rows: dict[int, Told] = field(default_factory=dict)
    ends: dict[int, tuple[str, str | None]] = field(default_factory=dict)
    """The last day that a row was given, and the one that it had before."""


def settings(session: Session) -> Iterator[Broken]:
    """Every tax setting is one of the first, or what two people agreed on."""
    told = _told(session, "tax_setting", tuple(TaxSettingInput.model_fields))
    rows = session.exec(select(TaxSetting).order_by(col(TaxSetting.id))).all()
    names = (*TaxSettingInput.model_fields, "state")
    if first_digest(rows, told, names) != FIRST_SETTINGS:
        yield Broken("verify_first_settings_altered", {})
    for row in rows:
        held, shut = told.rows.get(row.key), told.ends.get(row.key)
        end_moved = plain(row.valid_to) != shut[0] if shut else bool(held and row.valid_to)
        if (held is not None and _differs(row, held)) or end_moved:
            values = {"parameter": row.parameter, "day": row.valid_from}
            yield Broken("verify_setting_altered", values)
    yield from _gone(TaxSetting, rows, told)


def rates(session: Session) -> Iterator[Broken]:
    """Every discount rate is what its newest event says, and two people stand behind it."""
    told = _told(session, "discount_rate", tuple(DiscountRateInput.model_fields), name="rate")
    rows = session.exec(select(DiscountRate).order_by(col(DiscountRate.id))).all()
    names = (*DiscountRateInput.model_fields, "state")
    if first_digest(rows, told, names) != FIRST_RATES:
        yield Broken("verify_first_rates_altered", {})
    for row in rows:
        held = told.rows.get(row.key)
        if held is not None and _differs(row, held):
            values = {"purpose": row.purpose, "day": row.valid_from}
            yield Broken("verify_rate_altered", values)
    yield from _gone(DiscountRate, rows, told)


def figures(session: Session) -> Iterator[Broken]:
    """Every official figure is what was filed, and decided as the history says."""
    told = _filed(session)
    rows = session.exec(select(TaxFigure).order_by(col(TaxFigure.id))).all()
    for row in rows:
        held = told.rows.get(row.key)
        if held is None or _differs(row, held):
            yield Broken("verify_figure_altered", {"year": row.year, "key": row.key})
    yield from _gone(TaxFigure, rows, told)


def _told(
    session: Session, table: str, fields: tuple[str, ...], name: str | None = None
) -> History:
    found = History()
    query = select(Event).where(col(Event.action).endswith(f"_{name or table}"))
    for event in session.exec(query.order_by(col(Event.id))):
        if table not in event.changes:
            continue
        said = {one: event.changes[one] for one in (*fields, "state")}
        key, step = event.changes[table], event.action.partition("_")[0]
        row = found.rows.setdefault(key, Told(said, proposed_by=event.actor_id))
        row.said = said
        if step != "propose":
            row.decided_by, row.decision = event.actor_id, step
        if shut := event.changes.get("closed"):
            found.ends[shut[0]] = (shut[1], shut[2] if len(shut) > 2 else None)
    return found


def _filed(session: Session) -> History:
    found = History()
    query = select(Event).where(col(Event.action).endswith("_tax_figures"))
    states = {"confirm": ScopeState.CONFIRMED, "decline": ScopeState.DECLINED}
    for event in session.exec(query.order_by(col(Event.id))):
        step, keys = event.action.partition("_")[0], event.changes["tax_figures"]
        for place, key in enumerate(keys):
            if step == "propose":
                said = {**event.changes["rows"][place], "state": plain(ScopeState.PROPOSED)}
                found.rows[key] = Told(said, proposed_by=event.actor_id)
            elif key in found.rows:
                row = found.rows[key]
                row.said["state"] = plain(states[step])
                row.decided_by, row.decision = event.actor_id, step
    return found


def _differs(row: Any, told: Told) -> bool:
    """Whether a row says something else than its history, or names other people."""
    if {name: plain(getattr(row, name)) for name in told.said} != told.said:
        return True
    confirmed = told.decided_by if told.decision == "confirm" else row.confirmed_by_id
    return (row.proposed_by_id, row.confirmed_by_id) != (told.proposed_by, confirmed)


def first_digest(rows: Iterable[Any], told: History, names: tuple[str, ...]) -> str:
    """The digest of the rows that nobody proposed, with the ends that they began with."""
    first = [
        {name: plain(getattr(row, name)) for name in names} | {"end": _first_end(row, told)}
        for row in rows
        if row.key not in told.rows
    ]
    return content_digest({"rows": sorted(first, key=str)})


def _first_end(row: Any, told: History) -> str | None:
    end = plain(getattr(row, "valid_to", None))
    return told.ends[row.key][1] if row.key in told.ends else end


def _gone(table: Any, rows: Any, told: History) -> Iterator[Broken]:
    """Rows of which the history speaks and that are not there."""
    for key in sorted(told.rows.keys() - {row.key for row in rows}):
        yield Broken("verify_dated_row_missing", {"table": table.__tablename__, "key": key})


OF_DATED = (settings, rates, figures)
