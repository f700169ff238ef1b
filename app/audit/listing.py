"""The search of the history: what its address asks, and the same events as a file."""

from collections.abc import Collection, Iterable
from typing import Any, Final, NamedTuple

from flask import url_for
from werkzeug.datastructures import MultiDict

from app import format as fmt
from app.access import may_open
from app.i18n import Language
from app.lists.address import SINCE, UNTIL, Asked, Reader
from app.lists.sheet import Field, Sheet
from app.messages import action
from app.messages.words import Said
from app.registry.record import detail_of
from models import Event, Target
from models.queries.history import DEFAULT_SORT, SORTS, HistoryFilter
from models.queries.instruments import Happening
from models.queries.visibility import CONFIDENTIAL, SEES_TAXPAYERS
from models.vocabulary import Kind, Role


def read(
    args: "MultiDict[str, str]", actions: Collection[str], role: Role, lang: Language
) -> Asked[HistoryFilter]:
    """Read the address of a reader of that role; ``actions`` are those that the history holds."""
    reader = Reader(args, lang)
    asked = HistoryFilter(
        action=reader.one_of("action", actions, lambda name: action(name, lang)),
        code=reader.text("code", Said("번호: {text}", "Number: {text}")),
        party=reader.text("party", Said("기업·기관: {text}", "Party: {text}")),
        kinds=reader.several("kind", Kind),
        sees_taxpayers=role in SEES_TAXPAYERS,
        actor=reader.text("actor", Said("사람: {text}", "Person: {text}")),
        first_day=reader.day("from", SINCE),
        last_day=reader.day("to", UNTIL),
    )
    return reader.asked(asked, SORTS, DEFAULT_SORT)


class Line(NamedTuple):
    """An event, and whether it is about taxpayer data that the reader may not see."""

    row: Happening
    hidden: bool

    @property
    def links(self) -> list["Link"]:
        """Everything that the event is about and that has a page, none of it taxpayer data."""
        return [] if self.hidden else links_of(self.row)

    def detail(self, lang: Language) -> str:
        """What changed and why, or why that is not shown."""
        return HIDDEN.to(lang) if self.hidden else detail_of(self.row, lang)


class Link(NamedTuple):
    """A page that an event is about."""

    text: str
    address: str


def links_of(row: Happening) -> list[Link]:
    """The record, workbook, run, period, target or dated row that an event is about.

    Only pages that the user behind this request may open.
    """
    found: list[tuple[object, str, dict[str, Any]]] = [
        (row.code, "registry.show", {"code": row.code}),
        (row.submission, "uploads.done", {"number": row.submission}),
        (row.run, "projections.show", {"number": row.run}),
        *_dated(row.event),
    ]
    return [
        Link(str(text), url_for(endpoint, **values))
        for text, endpoint, values in found
        if text and may_open(endpoint)
    ]


def _dated(event: Event) -> list[tuple[object, str, dict[str, Any]]]:
    """Periods, targets and dated rows, which an event names among its changes."""
    changes = event.changes
    of_period = event.action.endswith(("_period", "no_change"))
    period = _new(changes.get("period")) if of_period else ""
    is_target = changes.get("table") == Target.__tablename__
    target = _new(changes.get("reference")) if is_target else ""
    scope, setting = changes.get("scope_rule"), changes.get("tax_setting")
    rate = changes.get("discount_rate")
    return [
        (period, "periods.show", {"day": period}),
        (target, "targets.show", {"reference": target}),
        (f"#{scope}" if scope else None, "scope.review", {"row_id": scope}),
        (f"#{setting}" if setting else None, "tax_law.setting", {"row_id": setting}),
        (f"#{rate}" if rate else None, "rates.show", {}),
    ]


def _new(pair: object) -> str:
    return str(pair[1] or "") if isinstance(pair, list) and len(pair) == 2 else ""


def lines_of(rows: Iterable[Happening], role: Role) -> list[Line]:
    """The events as a reader of that role may see them."""
    closed = role not in SEES_TAXPAYERS
    return [Line(row, closed and row.kind in CONFIDENTIAL) for row in rows]


HIDDEN: Final = Said(
    "과세정보라 내용을 볼 수 없습니다.", "Taxpayer data: what it says is not shown."
)
SHEET: Final[Sheet[Line]] = Sheet(
    title=Said("이력", "history"),
    fields=(
        Field("number", Said("번호", "Number"), lambda one, _: one.row.event.key),
        Field(
            "at",
            Said("시각", "Time"),
            lambda one, lang: fmt.moment(one.row.event.at, lang),
            width=22,
        ),
        Field("person", Said("사람", "Person"), lambda one, _: one.row.actor, width=22),
        Field(
            "party",
            Said("소속", "Organisation"),
            lambda one, _: "" if one.hidden else one.row.party,
            width=22,
        ),
        Field(
            "action", Said("한 일", "Action"), lambda one, lang: action(one.row.event.action, lang)
        ),
        Field("code", Said("기록", "Record"), lambda one, _: "" if one.hidden else one.row.code),
        Field("changes", Said("바뀐 내용과 사유", "Changes and reason"), Line.detail, width=70),
        Field(
            "before",
            Said("앞 지문", "Hash before"),
            lambda one, _: one.row.event.prev_hash,
            width=66,
        ),
        Field("hash", Said("지문", "Hash"), lambda one, _: one.row.event.hash, width=66),
    ),
    first=("number", "at", "person", "action", "code", "changes", "hash"),
)
