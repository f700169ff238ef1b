"""When disbursed fund money is invested, and how much private money comes with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell as cell

from app.exports.page import At, Book, Page
from app.exports.style import BN_EXACT, SHARE, not_known

FIRST = 4


@dataclass(frozen=True, slots=True)
class FundCells:
    """Yearly additional investment and the share of it that the pledges already record."""

    added: tuple[At, ...]
    overlap: At


def write(book: Book, page: Page) -> FundCells:
    """Disbursement, draw-down over four years, and what it adds."""
    funds, window = book.chain["funds"], book.chain["years"]
    years = tuple(range(min([window[0], *funds["years"][:1]]), window[-1] + 1))
    given = dict(zip(funds["years"], funds["disbursed"], strict=True))
    page.widths(50, *(14 if funds["years"] else 24 for _ in years))
    page.heads(FIRST - 1, 0, [("", ""), *((str(year), "") for year in years)])
    said = (
        "공공 자금 집행(10억원) · Public money disbursed (KRW bn)",
        "투자된 공공 자금 · Public money invested",
        "추가 민간투자 F · Additional private investment F",
    )
    for offset, words in enumerate(said):
        page.text(FIRST + offset, 0, words)
    for n, year in enumerate(years):
        page.number(FIRST, 1 + n, given.get(year, 0.0), _money(funds))
    if not funds["years"]:
        page.text(2, 0, "집행 기록이 없어 알 수 없음 · Not known: no disbursement filed", "lead")
    added = _added(book, page, years)
    page.text(FIRST + 3, 0, "약정에 이미 있는 비율 ω_F · Share already pledged ω_F")
    overlap = _overlap(book, page, years)
    page.finish(freeze=(FIRST, 1))
    return FundCells(added, overlap)


def _overlap(book: Book, page: Page, years: Sequence[int]) -> At:
    """The share found by matching records, else the assumed one; nothing where nothing is given."""
    matched = book.run.inputs["inputs"]["funds"]["overlap"]
    if matched is not None:
        return page.number(FIRST + 3, 1, matched, SHARE)
    assumed = book.use("fund.overlap")
    if not book.chain["funds"]["years"]:
        given = f"{cell(FIRST, 1)}:{cell(FIRST, len(years))}"
        assumed = f"IF(SUM({given})>0,{assumed},0)"
    return page.formula(FIRST + 3, 1, assumed, book.chain["funds"]["overlap"], SHARE)


def _money(funds: Mapping[str, Any]) -> str:
    """What is not filed is not known; a nought beside filed years is one."""
    return BN_EXACT if funds["years"] else not_known(BN_EXACT)


def _added(book: Book, page: Page, years: Sequence[int]) -> tuple[At, ...]:
    funds, window = book.chain["funds"], book.chain["years"]
    pattern = len(book.chain["series"]["fund.draw_down"])
    found = []
    for n, year in enumerate(years):
        terms = [
            f"{book.use(f'fund.draw_down.{lag + 1}')}*{cell(FIRST, 1 + n - lag)}"
            for lag in range(min(pattern, n + 1))
        ]
        if year not in window:
            continue
        at = year - window[0]
        page.formula(FIRST + 1, 1 + n, "+".join(terms), funds["drawn"][at], _money(funds))
        more = f"{book.use('fund.additionality')}*{cell(FIRST + 1, 1 + n)}"
        found.append(page.formula(FIRST + 2, 1 + n, more, funds["added"][at], _money(funds)))
    return tuple(found)
