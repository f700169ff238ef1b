"""The simulated quantiles by year, as values beside seed and draws, with the fan drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell as cell

from app.exports.page import At, Book, Page, Words
from app.exports.style import DEEP, LINE, SHARE, TN, WARM, YEAR

QUANTILES = ("p025", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p975")
HEADS: Sequence[Words] = (
    ("연말", "Year end"),
    ("2.5%", ""),
    ("5%", ""),
    ("10%", ""),
    ("25%", ""),
    ("중앙값", "Median"),
    ("75%", ""),
    ("90%", ""),
    ("95%", ""),
    ("97.5%", ""),
    ("평균", "Mean"),
    ("중앙 계수(수식)", "Central (live)"),
    ("목표", "Target"),
    ("가정 경로", "Assumed path"),
    ("경로 도달 확률", "Chance of the path"),
)
BANDS = ((2, 3), (3, 4), (4, 6), (6, 7), (7, 8))
BAND_HEADS: Sequence[Words] = (
    ("밑", "Base"),
    ("5~10%", ""),
    ("10~25%", ""),
    ("25~75%", ""),
    ("75~90%", ""),
    ("90~95%", ""),
)
BAND_FILLS = ("#DCE7FD", "#B9D0FB", "#8FB4F9", "#B9D0FB", "#DCE7FD")
FIRST = 8


@dataclass(frozen=True, slots=True)
class FanCells:
    """The quantiles by year, the live path and the yearly means."""

    quantiles: tuple[tuple[At, ...], ...]
    means: tuple[At, ...]
    live: tuple[At, ...]
    chance: At


def write(book: Book, page: Page) -> FanCells:
    """Values with their seed and draws, the widths of the bands, and the chart."""
    run, results = book.run, book.run.results
    page.widths(36, *(14 for _ in range(20)))
    for offset, (words, value) in enumerate(
        (("씨앗 · Seed", run.seed), ("반복 · Draws", run.draws))
    ):
        page.text(2 + offset, 0, words)
        page.number(2 + offset, 1, value, YEAR, "simulated")
    page.text(4, 0, "목표 달성 확률 · Chance of the target")
    chance = page.number(4, 1, results["attainment"]["probability"], SHARE, "simulated")
    page.heads(FIRST - 1, 0, HEADS)
    page.heads(FIRST - 1, len(HEADS) + 1, BAND_HEADS)
    rows = [_year(book, page, FIRST + n, n) for n in range(len(results["years"]))]
    page.text(5, 0, "± 표본 오차 · Sampling error")
    page.number(5, 1, results["attainment"]["probability_se"], SHARE, "simulated")
    _chart(book, page, len(rows))
    page.sheet.print_area(0, 0, FIRST + len(rows) + 30, len(HEADS) - 1)
    page.finish(freeze=(FIRST, 1))
    return FanCells(
        quantiles=tuple(row[: len(QUANTILES)] for row in rows),
        means=tuple(row[len(QUANTILES)] for row in rows),
        live=tuple(row[len(QUANTILES) + 1] for row in rows),
        chance=chance,
    )


def _year(book: Book, page: Page, row: int, n: int) -> tuple[At, ...]:
    results = book.run.results
    spread, attainment = results["cumulative"][n], results["attainment"]
    page.number(row, 0, results["years"][n], YEAR, "live")
    cells = [
        page.number(row, 1 + k, spread[name], TN, "simulated") for k, name in enumerate(QUANTILES)
    ]
    cells.append(page.number(row, 10, spread["mean"], TN, "simulated"))
    totals = book.chain["investment"]["total"]
    live = "+".join(book.use(f"total.investment.{k + 1}") for k in range(n + 1))
    cells.append(page.formula(row, 11, live, sum(totals[: n + 1]), TN, "total"))
    page.number(row, 12, attainment["target_bn"], TN)
    pace = "+".join(book.use(f"target.pace.{k + 1}") for k in range(n + 1))
    page.formula(row, 13, pace, attainment["pace_bn"][n], TN)
    page.number(row, 14, attainment["by_year"][n], SHARE, "simulated")
    _bands(page, row, spread)
    return tuple(cells)


def _bands(page: Page, row: int, spread: dict[str, float]) -> None:
    """The widths that the chart stacks."""
    col = len(HEADS) + 1
    page.formula(row, col, cell(row, 2), spread["p05"], TN)
    for k, (low, high) in enumerate(BANDS, start=1):
        width = spread[QUANTILES[high - 1]] - spread[QUANTILES[low - 1]]
        page.formula(row, col + k, f"{cell(row, high)}-{cell(row, low)}", width, TN)


def _chart(book: Book, page: Page, years: int) -> None:
    last = FIRST + years - 1
    areas = book.workbook.add_chart({"type": "area", "subtype": "stacked"})
    col = len(HEADS) + 1
    for k, fill in enumerate((None, *BAND_FILLS)):
        areas.add_series(
            {
                "name": [page.name, FIRST - 1, col + k],
                "categories": [page.name, FIRST, 0, last, 0],
                "values": [page.name, FIRST, col + k, last, col + k],
                "fill": {"color": fill} if fill else {"none": True},
                "border": {"none": True},
            }
        )
    lines = book.workbook.add_chart({"type": "line"})
    for column, colour, dash in (
        (5, DEEP, "solid"),
        (12, WARM, "dash"),
        (13, "#58616A", "square_dot"),
    ):
        lines.add_series(
            {
                "name": [page.name, FIRST - 1, column],
                "categories": [page.name, FIRST, 0, last, 0],
                "values": [page.name, FIRST, column, last, column],
                "line": {"color": colour, "width": 2.25, "dash_type": dash},
            }
        )
    areas.combine(lines)
    said = "민간 AI 투자 누계: 중앙값과 50·80·90% 구간"
    page.titled(areas, f"{said} · Cumulative investment: median and 50, 80, 90% intervals")
    areas.set_legend({"position": "bottom", "delete_series": [0]})
    areas.set_y_axis(
        {"num_format": TN, "min": 0, "major_gridlines": {"visible": True, "line": {"color": LINE}}}
    )
    areas.set_size({"width": 1200, "height": 520})
    page.sheet.insert_chart(last + 3, 0, areas, {"description": "민간 AI 투자 누계의 전망 부채꼴"})
