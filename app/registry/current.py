"""The judged register as one viewer may see it, kept until something changes."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime
from threading import Lock

from flask import current_app, g, request
from sqlmodel import Session

from app.format import SEOUL
from imports import cells
from models.counting import Finding, Judgement, total
from models.queries.instruments import visible_instruments
from models.queries.register import Register, last_event, read_register
from models.queries.visibility import FULL_VIEW, Viewer

KEPT = 6
_CACHE, _UNKEPT, _LOCK = "register", "register_unkept", Lock()
OTHERS = ("parent", "kept")
"""Values of findings that name another record."""


def today() -> date:
    """This day in Seoul."""
    return datetime.now(SEOUL).date()


def named_day() -> date | None:
    """The day that the address names; None where it names none or no day."""
    with suppress(cells.Refused):
        return cells.day(request.args.get("asof", ""))
    return None


def data_day() -> date:
    """The day whose data a page shows: its address says it, or it is today."""
    return named_day() or today()


def register_for(session: Session, viewer: Viewer, on: date) -> Register:
    """The register judged on the day ``on``, with totals over what ``viewer`` may see."""
    event = last_event(session)
    whole = _kept((on, event), lambda: read_register(session, on=on))
    if viewer.role in FULL_VIEW:
        return whole
    return _kept((on, event, viewer), lambda: _part(session, whole, viewer, on))


@contextmanager
def unkept() -> Iterator[None]:
    """What is read inside rests on changes that nobody stores, and is not kept."""
    setattr(g, _UNKEPT, True)
    try:
        yield
    finally:
        g.pop(_UNKEPT)


def _kept(key: tuple[object, ...], read: Callable[[], Register]) -> Register:
    """Reading, judging and adding up is done once for each state of the registry and viewer.

    What was read while something changed is kept under the event that it was read at.
    """
    if g.get(_UNKEPT):
        return read()
    with _LOCK:
        kept: OrderedDict[object, Register] = current_app.extensions.setdefault(
            _CACHE, OrderedDict()
        )
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    register = read()
    with _LOCK:
        kept[(key[0], register.last_event, *key[2:])] = register
        while len(kept) > KEPT:
            kept.popitem(last=False)
    return register


def _part(session: Session, whole: Register, viewer: Viewer, on: date) -> Register:
    """All records are judged together, but only visible ones are listed, added and named."""
    seen = visible_instruments(session, viewer, on if on < today() else None)
    codes = {whole.judgements[key].record.code for key in seen if key in whole.judgements}
    judgements = {
        key: _unnamed(_discreet(item, codes), viewer)
        for key, item in whole.judgements.items()
        if key in seen
    }
    totals = total(judgements.values(), whole.scope, whole.realised)
    return replace(whole, judgements=judgements, totals=totals)


def _unnamed(item: Judgement, viewer: Viewer) -> Judgement:
    """The record under its code, where firms are not named to the viewer."""
    record = item.record
    if viewer.sees_names or all(share.is_public for share in record.shares):
        return item
    shares = tuple(replace(share, name=share.pseudonym) for share in record.shares)
    return replace(item, record=replace(record, title=record.code, shares=shares, overlap_key=""))


def _discreet(item: Judgement, codes: set[str]) -> Judgement:
    """Findings without the codes of records that the viewer may not see."""
    findings = tuple(_masked(found, codes) for found in item.findings)
    lines = tuple(
        replace(line, finding=line.finding and _masked(line.finding, codes)) for line in item.lines
    )
    return replace(item, findings=findings, lines=lines)


def _masked(found: Finding, codes: set[str]) -> Finding:
    values = {
        name: None if name in OTHERS and value not in codes else value
        for name, value in found.values.items()
    }
    return replace(found, values=values)
