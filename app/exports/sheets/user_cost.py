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
FIRST = 4
(
    ASSET, SIZE, CATEGORY, YEAR_COL, TAU, CREDIT, WITHOUT, ELIGIBLE, RURAL, Z, K1, K0, UC0, UC1,
    RATIO, ELASTICITY, LONG, ARRIVED, REMAINS,
) = range(len(HEADS))  # fmt: skip
INPUTS = ((TAU, "tau"), (CREDIT, "credit"), (WITHOUT, "credit_without"), (ELIGIBLE, "eligible"))


@dataclass(frozen=True, slots=True)
class CostCells:
    """Where, by class number and year, the part of investment stands that needs no credit."""

    remains: Mapping[tuple[int, int], At]


def write(book: Book, page: Page) -> CostCells:
    """One row a class and year; nothing but a sentence where no credit is known."""
    page.widths(13, 10, 15, 8, 11, 10, 13, 10, 12, 13, 11, 11, 13, 13, 10, 11, 10, 10, 13)
    page.heads(FIRST - 1, 0, HEADS)
    rows = book.chain["user_cost"]
    if not rows:
        page.text(FIRST, 0, "적용 중인 공제를 알 수 없습니다. · No dated credit is known.", "text")
    remains = {}
    for n, row in enumerate(rows):
        before = n > 0 and rows[n - 1]["class"] == row["class"]
        at = _row(book, page, FIRST + n, row, before=before)
        remains[row["class"], row["year"]] = at
    page.finish(freeze=(FIRST, 4))
    return CostCells(remains)


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
    keep = book.use("elasticity.persistence")
    earlier = f"{keep}*{cell(n - 1, ARRIVED)}+" if before else ""
    page.formula(n, ARRIVED, f"{earlier}(1-{keep})*{cell(n, LONG)}", row["mu"], RATE)
    share, rise = cell(n, ELIGIBLE), cell(n, ARRIVED)
    value = row["eligible"] / (1.0 + row["mu"]) + 1.0 - row["eligible"]
    return page.formula(n, REMAINS, f"{share}/(1+{rise})+1-{share}", value, FACTOR)


def _rural(book: Book, page: Page, n: int, rate: float) -> None:
    """The special rural development tax where it is due; elsewhere exempt."""
    if rate == book.chain["coefficients"]["credit.rural_tax"]:
        page.formula(n, RURAL, book.use("credit.rural_tax"), rate, SHARE)
    else:
        page.number(n, RURAL, rate, SHARE)


def _credits(book: Book, page: Page, n: int, row: Mapping[str, Any]) -> None:
    used, back = book.use("credit.utilisation"), book.use("credit.clawback")
    worth = f"{used}*(1-{cell(n, RURAL)})*(1-{back})"
    page.formula(n, K1, f"{cell(n, CREDIT)}*{worth}", row["k_eff"], RATE)
    page.formula(n, K0, f"{cell(n, WITHOUT)}*{worth}", row["k_eff_without"], RATE)


def _costs(book: Book, page: Page, n: int, row: Mapping[str, Any]) -> None:
    r, pi = book.use("macro.discount_rate"), book.use("macro.inflation")
    delta, psi = book.use(f"asset.{row['asset']}.depreciation"), book.use("credit.base_reduction")
    gross = f"({r}-{pi}+{delta})/(1-{cell(n, TAU)})"
    for col, credit, name in ((UC0, K0, "uc0"), (UC1, K1, "uc1")):
        k = cell(n, credit)
        net = f"(1-{k}-{cell(n, TAU)}*{cell(n, Z)}*(1-{psi}*{k}))"
        page.formula(n, col, f"{gross}*{net}", row[name], FACTOR)
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
