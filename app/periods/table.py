"""Who filed for a period, as a table to take away."""

from collections.abc import Sequence
from typing import Final

from app import format as fmt
from app.i18n import Language
from app.messages import label
from app.messages.words import Said
from app.tables import UNIT, Column, Table, made_by
from models import Period, User
from models.queries.filings import Filed

TITLE: Final = Said("제출현황", "Filings")
HEADS: Final = (
    Said("기업", "Company"),
    Said("투자계획(건)", "Pledges"),
    Said("제출", "Filing"),
    Said("집행 기록(건)", "Entries"),
    Said("기간 금액(억원)", "Amount of the period (KRW 100 million)"),
    Said("누계 금액(억원)", "Running total (KRW 100 million)"),
    Said("제출한 때", "Filed at"),
    Said("메모", "Note"),
)
COVER: Final = {
    "period": Said("기간", "Period"),
    "standing": Said("상태", "Status"),
    "unit": Said("단위", "Unit"),
    "count": Said("건수", "Rows"),
    "made": Said("만든 사람", "Made by"),
    "missing": Said("미제출", "Not filed"),
}
UNKNOWN: Final = Said("값을 모름(0이 아님)", "Not known (not zero)")


def filings_table(period: Period, rows: Sequence[Filed], user: User, lang: Language) -> Table:
    """The rows with a cover; a missing filing has no amount, never zero."""
    said = {
        "period": fmt.days(period.first_day, period.last_day, lang),
        "standing": label(period.state, lang),
        "unit": UNIT.to(lang),
        "count": str(len(rows)),
        "missing": UNKNOWN.to(lang),
        "made": made_by(user, lang),
    }
    wide = (28, 12, 16, 12, 24, 24, 18, 40)
    return Table(
        title=TITLE.to(lang),
        on=period.last_day,
        cover=tuple((COVER[name].to(lang), text) for name, text in said.items()),
        columns=tuple(
            Column(head.to(lang), is_won=place in (4, 5), width=width)
            for place, (head, width) in enumerate(zip(HEADS, wide, strict=True))
        ),
        rows=[_row(row, lang) for row in rows],
    )


def _row(row: Filed, lang: Language) -> tuple[str | int | None, ...]:
    return (
        row.party.name_ko,
        row.pledges,
        label(row.filing, lang),
        row.entries,
        row.period_won,
        row.running_won,
        fmt.moment(row.said_at, lang) if row.said_at else "",
        row.note,
    )
