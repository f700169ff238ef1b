"""The search of the history: what its address asks, and the same events as a file."""

from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from werkzeug.datastructures import MultiDict

from app import format as fmt
from app.i18n import Language
from app.lists.address import SINCE, UNTIL, Asked, Reader
from app.lists.sheet import Field, Sheet
from app.messages import action
from app.messages.words import Said
from app.registry.record import detail_of
from models.queries.history import DEFAULT_SORT, SORTS, HistoryFilter
from models.queries.instruments import Happening
from models.queries.visibility import CONFIDENTIAL, SEES_TAXPAYERS
from models.vocabulary import Role


def read(
    args: "MultiDict[str, str]", actions: Collection[str], lang: Language
) -> Asked[HistoryFilter]:
    """Read the address; ``actions`` are those that the history holds."""
    reader = Reader(args, lang)
    asked = HistoryFilter(
        action=reader.one_of("action", actions, lambda name: action(name, lang)),
        code=reader.text("code", Said("기록 번호: {text}", "Record: {text}")),
        actor=reader.text("actor", Said("사람: {text}", "Person: {text}")),
        first_day=reader.day("from", SINCE),
        last_day=reader.day("to", UNTIL),
    )
    return reader.asked(asked, SORTS, DEFAULT_SORT)


class Line(NamedTuple):
    """An event, and whether it is about taxpayer data that the reader may not see."""

    row: Happening
    hidden: bool

    def detail(self, lang: Language) -> str:
        """What changed and why, or why that is not shown."""
        return HIDDEN.to(lang) if self.hidden else detail_of(self.row, lang)


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
