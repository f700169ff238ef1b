"""What the credits do to the user cost of capital, by asset, size and year, and by group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell as cell

from app.exports.page import At, Book, Page, Words
from app.exports.style import FACTOR, RATE, SHARE, YEAR

HEADS: Sequence[Words] = (
    ("자산", "Asset"),
    ("규모", "Size"),
    ("분야", "Category"),
    ("연도", "Year"),
    ("법인세율 τ", "Tax rate τ"),
    ("공제율", "Credit"),
    ("정책이 없을 때 공제율", "Credit without the policy"),
    ("적용 비율", "Eligible"),
    ("농어촌특별세", "Rural tax"),
    ("상각 현재가치 z", "PV of depreciation z"),
    ("실효 공제", "Effective credit"),
    ("정책이 없을 때", "Without"),
    ("사용자비용 UC⁰", "User cost UC⁰"),
    ("사용자비용 UC¹", "User cost UC¹"),
    ("UC¹/UC⁰", "Ratio"),
    ("탄력성 ε", "Elasticity ε"),
    ("장기 μ", "Long-run μ"),
    ("도달한 μ", "μ arrived"),
    ("공제가 없었을 때 비율", "Share without it"),
)
PLEDGED_HEADS: Sequence[Words] = (
    ("약정 당시 공제율", "Credit when pledged"),
    ("약정 당시 실효 공제", "Effective credit then"),
    ("약정 당시 사용자비용", "User cost then"),
    ("약정 당시 장기 μ", "Long-run μ then"),
    ("약정 당시 도달한 μ", "μ arrived then"),
    ("약정 당시 공제가 없었을 때 비율", "Share without it then"),
)
"""Only where a reform changes a credit under which pledges were made."""
FIRST = 4
(
    ASSET, SIZE, CATEGORY, YEAR_COL, TAU, CREDIT, WITHOUT, ELIGIBLE, RURAL, Z, K1, K0, UC0, UC1,
    RATIO, ELASTICITY, LONG, ARRIVED, REMAINS,
) = range(len(HEADS))  # fmt: skip
CREDIT2, K2, UC2, LONG2, ARRIVED2, REMAINS2 = range(len(HEADS), len(HEADS) + len(PLEDGED_HEADS))
INPUTS = ((TAU, "tau"), (CREDIT, "credit"), (WITHOUT, "credit_without"), (ELIGIBLE, "eligible"))


@dataclass(frozen=True, slots=True)
class CostCells:
    """Where, by class number and year, the part of investment stands that needs no credit.

    ``planned`` is the same under the law of the pledges; empty where no reform changes it.
    """

    remains: Mapping[tuple[int, int], At]
    planned: Mapping[tuple[int, int], At]


def write(book: Book, page: Page) -> CostCells:
    """One row a class and year; nothing but a sentence where no credit is known."""
    page.widths(13, 10, 15, 8, 11, 10, 13, 10, 12, 13, 11, 11, 13, 13, 10, 11, 10, 10, *(13,) * 7)
    rows = book.chain["user_cost"]
    reformed = any(row["credit"] != row["credit_planned"] for row in rows)
    page.heads(FIRST - 1, 0, [*HEADS, *(PLEDGED_HEADS if reformed else ())])
    if not rows:
        page.text(FIRST, 0, "적용 중인 공제를 알 수 없습니다. · No dated credit is known.", "text")
    remains, planned = {}, {}
    for n, row in enumerate(rows):
        before = n > 0 and rows[n - 1]["class"] == row["class"]
        key = row["class"], row["year"]
        remains[key] = _row(book, page, FIRST + n, row, before=before)
        if reformed:
            planned[key] = _row_when_pledged(book, page, FIRST + n, row, before=before)
    page.finish(freeze=(FIRST, 4))
    return CostCells(remains, planned)


def _row(book: Book, page: Page, n: int, row: Mapping[str, Any], *, before: bool) -> At:
    for col, name in ((ASSET, "asset"), (SIZE, "size")):
        page.text(n, col, row[name])
    page.text(n, CATEGORY, row["category"] or "전체 · all")
    page.number(n, YEAR_COL, row["year"], YEAR)
    for col, name in INPUTS:
        page.number(n, col, row[name], SHARE)
    _rural(book, page, n, row["rural_tax"])
    page.formula(n, Z, _present_value(book, row["asset"]), row["z"], FACTOR)
    _credits(book, page, n, row)
    _costs(book, page, n, row)
    elasticity = (
        f"{book.use('elasticity.' + row['asset'])}*{book.use('elasticity.size.' + row['size'])}"
    )
    page.formula(n, ELASTICITY, elasticity, row["elasticity"], FACTOR)
    power = f"{cell(n, RATIO)}^{cell(n, ELASTICITY)}-1"
    page.formula(n, LONG, power, row["mu_long_run"], RATE)
    return _arrives(book, page, n, (LONG, ARRIVED, REMAINS), row["mu"], row, before=before)


def _row_when_pledged(
    book: Book, page: Page, n: int, row: Mapping[str, Any], *, before: bool
) -> At:
    page.number(n, CREDIT2, row["credit_planned"], SHARE)
    page.formula(n, K2, f"{cell(n, CREDIT2)}*{_worth(book, n)}", row["k_eff_planned"], RATE)
    page.formula(n, UC2, _cost(book, n, K2, row["asset"]), row["uc_planned"], FACTOR)
    power = f"({cell(n, UC2)}/{cell(n, UC0)})^{cell(n, ELASTICITY)}-1"
    page.formula(n, LONG2, power, row["mu_long_run_planned"], RATE)
    columns = LONG2, ARRIVED2, REMAINS2
    return _arrives(book, page, n, columns, row["mu_planned"], row, before=before)


def _arrives(
    book: Book,
    page: Page,
    n: int,
    columns: tuple[int, int, int],
    rise: float,
    row: Mapping[str, Any],
    *,
    before: bool,
) -> At:
    """What of the long-run response has arrived, and the part that needs no credit."""
    long, arrived, remains = columns
    keep = book.use("elasticity.persistence")
    earlier = f"{keep}*{cell(n - 1, arrived)}+" if before else ""
    page.formula(n, arrived, f"{earlier}(1-{keep})*{cell(n, long)}", rise, RATE)
    share = cell(n, ELIGIBLE)
    value = row["eligible"] / (1.0 + rise) + 1.0 - row["eligible"]
    return page.formula(n, remains, f"{share}/(1+{cell(n, arrived)})+1-{share}", value, FACTOR)


def _rural(book: Book, page: Page, n: int, rate: float) -> None:
    """The special rural development tax where it is due; elsewhere exempt."""
    if rate == book.chain["coefficients"]["credit.rural_tax"]:
        page.formula(n, RURAL, book.use("credit.rural_tax"), rate, SHARE)
    else:
        page.number(n, RURAL, rate, SHARE)


def _credits(book: Book, page: Page, n: int, row: Mapping[str, Any]) -> None:
    worth = _worth(book, n)
    page.formula(n, K1, f"{cell(n, CREDIT)}*{worth}", row["k_eff"], RATE)
    page.formula(n, K0, f"{cell(n, WITHOUT)}*{worth}", row["k_eff_without"], RATE)


def _worth(book: Book, n: int) -> str:
    """What one won of credit is worth to the firm."""
    used, back = book.use("credit.utilisation"), book.use("credit.clawback")
    return f"{used}*(1-{cell(n, RURAL)})*(1-{back})"


def _cost(book: Book, n: int, credit: int, asset: str) -> str:
    r, pi = book.use("macro.discount_rate"), book.use("macro.inflation")
    delta, psi = book.use(f"asset.{asset}.depreciation"), book.use("credit.base_reduction")
    gross, k = f"({r}-{pi}+{delta})/(1-{cell(n, TAU)})", cell(n, credit)
    return f"{gross}*(1-{k}-{cell(n, TAU)}*{cell(n, Z)}*(1-{psi}*{k}))"


def _costs(book: Book, page: Page, n: int, row: Mapping[str, Any]) -> None:
    for col, credit, name in ((UC0, K0, "uc0"), (UC1, K1, "uc1")):
        page.formula(n, col, _cost(book, n, credit, row["asset"]), row[name], FACTOR)
    page.formula(n, RATIO, f"{cell(n, UC1)}/{cell(n, UC0)}", row["ratio"], FACTOR)


def _present_value(book: Book, asset: str) -> str:
    r = book.use("macro.discount_rate")
    if f"asset.{asset}.tax_rate" in book.named:
        rate = book.use(f"asset.{asset}.tax_rate")
        return f"{rate}*(1+{r})/({r}+{rate})"
    if f"asset.{asset}.tax_life" in book.named:
        life = book.use(f"asset.{asset}.tax_life")
        return f"(1+{r})/({life}*{r})*(1-(1+{r})^-{life})"
    return "1"
