"""The list of workbooks: what its address asks, and the same rows as a file."""

from collections.abc import Sequence
from typing import Final

from flask import url_for
from werkzeug.datastructures import MultiDict

from app import format as fmt
from app.access import may_open
from app.i18n import Language
from app.lists.address import SINCE, UNTIL, Asked, Reader
from app.lists.sheet import Field, Sheet
from app.messages import label
from app.messages.words import Said
from models.queries.submissions import DEFAULT_SORT, SORTS, Brought, SubmissionFilter
from models.vocabulary import Kind, SubmissionState


def read(args: "MultiDict[str, str]", lang: Language) -> Asked[SubmissionFilter]:
    """Read the address of the list."""
    reader = Reader(args, lang)
    asked = SubmissionFilter(
        text=reader.text(),
        kinds=reader.several("kind", Kind),
        states=reader.several("state", SubmissionState),
        first_day=reader.day("from", SINCE),
        last_day=reader.day("to", UNTIL),
    )
    return reader.asked(asked, SORTS, DEFAULT_SORT)


def counted(rows: Sequence[Brought], name: str) -> int:
    """Rows of all workbooks that were ``new`` or ``changed``."""
    return sum(row.submission.counts.get(name, 0) for row in rows)


def _sums(rows: Sequence[Brought], lang: Language) -> tuple[tuple[str, str], ...]:
    return (
        (_NEW.to(lang), fmt.count(counted(rows, "new"), lang)),
        (_CHANGED.to(lang), fmt.count(counted(rows, "changed"), lang)),
    )


def _made_at(row: Brought, lang: Language) -> str:
    return fmt.moment(row.submission.made_at, lang)


def _link(row: Brought) -> str:
    """Where the workbook is, for those who may open it."""
    waits = row.submission.state is SubmissionState.UPLOADED
    page = "uploads.preview" if waits else "uploads.done"
    return url_for(page, number=row.submission.number) if may_open(page) else ""


_NEW: Final = Said("새로 추가", "New")
_CHANGED: Final = Said("값이 바뀜", "Changed")
SHEET: Final[Sheet[Brought]] = Sheet(
    title=Said("제출", "submissions"),
    fields=(
        Field("number", Said("접수 번호", "Receipt"), lambda row, _: row.submission.number),
        Field("file", Said("파일", "File"), lambda row, _: row.submission.filename, width=40),
        Field("kind", Said("종류", "Kind"), lambda row, lang: label(row.submission.kind, lang)),
        Field("state", Said("상태", "State"), lambda row, lang: label(row.submission.state, lang)),
        Field("party", Said("제출 기관", "Filer"), lambda row, _: row.party, width=24),
        Field("maker", Said("올린 사람", "Brought by"), lambda row, _: row.maker, width=24),
        Field("made", Said("시각", "Time"), _made_at, width=22),
        Field("new", _NEW, lambda row, _: row.submission.counts.get("new", 0)),
        Field("changed", _CHANGED, lambda row, _: row.submission.counts.get("changed", 0)),
        Field("sha256", Said("지문", "SHA-256"), lambda row, _: row.submission.sha256, width=66),
    ),
    sums=_sums,
    first=("number", "file", "kind", "state", "maker", "made", "new", "changed"),
    link=_link,
)
