"""The investments of all funds as a table to take away, with what counts and why not."""

from datetime import date
from typing import Final

from app import format as fmt
from app.funds.page import Deal, deals
from app.funds.reading import Funds
from app.i18n import Language
from app.lists.sheet import exact
from app.messages import label, rule_name
from app.tables import UNIT, Column, Table, made_by, standing
from models import User

_HEADS: Final[dict[Language, tuple[str, ...]]] = {
    "ko": (
        "펀드", "펀드 이름", "건 번호", "투자받은 곳", "투자 구분", "재투자", "기간 시작일",
        "기간 종료일", "투자(억원)", "동반 투자(억원)", "집계액(억원)", "빠진 금액(억원)",
        "빠진 까닭", "증빙 등급",
    ),
    "en": (
        "Fund", "Name of the fund", "Entry", "Investee", "Investment", "Recycled", "Period from",
        "Period to", "Invested (KRW 100m)", "Co-investment (KRW 100m)", "Counted (KRW 100m)",
        "Left out (KRW 100m)", "Why left out", "Evidence grade",
    ),
}  # fmt: skip
_WON: Final = frozenset({8, 9, 10, 11})
_WIDE: Final = {1: 34, 3: 28, 12: 44}
_TITLE: Final[dict[Language, str]] = {"ko": "펀드_투자_집계", "en": "fund_investments"}
_COVER: Final[dict[Language, tuple[str, ...]]] = {
    "ko": (
        "자료 기준일", "금액 단위", "건수", "집계액", "단순 합계(쓰지 않음)", "뺀 금액",
        "자료 상태", "만든 사람·시각",
    ),
    "en": (
        "As of", "Unit", "Records", "Counted", "Naive sum (not used)", "Taken out",
        "Status", "Made by, at",
    ),
}  # fmt: skip


def table_of(funds: Funds, on: date, user: User, lang: Language) -> Table:
    """Every investment that the viewer may read; the cover holds the sums of the page."""
    layer = funds.layer
    rows = [_cells(funds, deal, lang) for deal in deals(funds, layer.rows)]
    sums = (layer.reported_won, layer.filed_won, layer.taken_won)
    said = (
        fmt.day(on, lang),
        UNIT.to(lang),
        fmt.count(len(rows), lang),
        *(exact(won, lang) for won in sums),
        standing(on).to(lang),
        made_by(user, lang),
    )
    return Table(
        title=_TITLE[lang],
        on=on,
        cover=tuple(zip(_COVER[lang], said, strict=True)),
        columns=tuple(
            Column(head, is_won=place in _WON, width=_WIDE.get(place, 14))
            for place, head in enumerate(_HEADS[lang])
        ),
        rows=rows,
    )


def _cells(funds: Funds, deal: Deal, lang: Language) -> tuple[str | int | date | None, ...]:
    movement, fact = deal.money.movement, deal.row.fact
    return (
        deal.code,
        funds.titles[deal.fund],
        movement.entry if funds.viewer.sees_names else "",
        deal.name,
        label(fact.nature, lang),
        _yes(fact.is_recycled, lang),
        movement.period_from,
        movement.period_to,
        fact.amount_won,
        deal.money.terms.coinvested_won,
        deal.row.counted_won,
        fact.amount_won - deal.row.counted_won,
        "; ".join(rule_name(found.code, lang) for found in deal.row.removed),
        label(movement.evidence_grade, lang),
    )


def _yes(said: bool, lang: Language) -> str:
    return {"ko": "예", "en": "Yes"}[lang] if said else ""
