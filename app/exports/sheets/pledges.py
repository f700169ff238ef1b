"""What becomes of each pledge: spread, delivered, slipped and cancelled, year by year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell as cell

from app.exports.page import At, Book, Page, Words
from app.exports.sheets.delivery import Lanes
from app.exports.style import BN, BN_EXACT, FACTOR, SHARE, YEAR

HEADS: Sequence[Words] = (
    ("행", "Key"),
    ("번호", "Code"),
    ("사업", "Title"),
    ("제출자", "Filer"),
    ("분야", "Category"),
    ("규모", "Size"),
    ("상태", "Status"),
    ("μ", "μ"),
    ("취소 위험", "Hazard"),
    ("미배정액(10억원)", "Unallocated (KRW bn)"),
    ("시작", "From"),
    ("끝", "To"),
    ("기준 비율", "Basis share"),
)
BLOCKS: Sequence[tuple[str, Words]] = (
    ("dated", ("연도가 정해진 금액", "Dated amount")),
    ("schedule", ("계획(배분 뒤)", "Schedule after spreading")),
    ("reported", ("보고된 실적", "Reported")),
    ("covered", ("보고가 덮는 비율", "Covered by reports")),
    ("exposed", ("취소될 수 있는 기간", "Exposed to cancellation")),
    ("share", ("μ(충격 반영)", "μ with shocks")),
    ("survival", ("존속 확률", "Survival")),
    ("balance", ("잔액", "Balance")),
    ("rest", ("이행", "Delivered")),
    ("given_up", ("포기", "Given up")),
    ("carried", ("이월", "Carried")),
    ("realised", ("집행 예상", "Expected")),
)
FIRST, SHIFT = 6, 3
SHARE_COL, HAZARD, UNALLOCATED, START, END, BASIS = 7, 8, 9, 10, 11, 12


@dataclass(frozen=True, slots=True)
class PledgeCells:
    """Where the realised amounts of the window stand, and what selects them."""

    categories: str
    sizes: str
    realised: tuple[str, ...]
    totals: tuple[At, ...]


@dataclass(frozen=True, slots=True)
class _Grid:
    """Columns of each block and year; which pledges were spread, and their rows as given."""

    years: tuple[int, ...]
    spread: Mapping[str, Mapping[str, Any]]
    rows: Mapping[str, int]

    def col(self, block: str, n: int) -> int:
        names = [name for name, _ in BLOCKS]
        return len(HEADS) + names.index(block) * len(self.years) + n

    def at(self, row: int, block: str, n: int) -> str:
        return str(cell(row, self.col(block, n)))


def write(book: Book, page: Page, lanes: Lanes) -> PledgeCells:
    """One row a pledge and status; the blocks to the right are years."""
    pledges = book.chain["pledges"]
    given = book.run.inputs["inputs"]["pledges"]["ids"]
    grid = _Grid(
        years=tuple(book.chain["book_years"]),
        spread=_spread(book),
        rows={name: row for row, name in enumerate(given)},
    )
    page.widths(34, 15, 34, 18, 13, 9, 12, 10, 10, 14, 7, 7, 10)
    _heads(book, page, grid)
    for n, pledge in enumerate(pledges):
        _pledge(book, page, grid, FIRST + n, pledge, lanes)
    last = FIRST + max(len(pledges), 1) - 1
    totals = _totals(book, page, grid, last)
    page.sheet.set_column(len(HEADS), grid.col("realised", len(grid.years) - 1), 11)
    page.finish(freeze=(FIRST, 3), pages=6)
    offset = grid.years.index(book.chain["years"][0])
    return PledgeCells(
        categories=page.at(FIRST, 4).to(page.at(last, 4)),
        sizes=page.at(FIRST, 5).to(page.at(last, 5)),
        realised=tuple(
            page.at(FIRST, col).to(page.at(last, col))
            for n in range(offset, len(grid.years))
            for col in (grid.col("realised", n),)
        ),
        totals=totals[offset:],
    )


def _heads(book: Book, page: Page, grid: _Grid) -> None:
    page.text(SHIFT, 0, "이행 충격(로짓) · Shock to delivery (logit)", "lead")
    for name, words in BLOCKS:
        page.band(FIRST - 2, grid.col(name, 0), grid.col(name, len(grid.years) - 1), words)
        page.heads(FIRST - 1, grid.col(name, 0), [(str(year), "") for year in grid.years])
    page.heads(FIRST - 1, 0, HEADS)
    shifts = book.run.inputs["inputs"]["delivery_shift"]
    for n, year in enumerate(grid.years):
        page.number(SHIFT, grid.col("share", n), shifts.get(str(year), 0.0), FACTOR)


def _pledge(
    book: Book,
    page: Page,
    grid: _Grid,
    row: int,
    pledge: Mapping[str, Any],
    lanes: Lanes,
) -> None:
    _who(book, page, row, pledge)
    _coefficients(page, row, pledge, lanes)
    origin = _origin(book, grid, pledge["id"])
    page.number(row, UNALLOCATED, origin["unallocated"], BN_EXACT)
    page.number(row, START, origin["first"], YEAR)
    page.number(row, END, origin["last"], YEAR)
    page.number(row, BASIS, origin["net"], SHARE)
    for n in range(len(grid.years)):
        page.number(row, grid.col("dated", n), origin["dated"][n], BN_EXACT)
        _inputs(page, grid, row, n, pledge)
        _year(book, page, grid, row, n, pledge)


def _who(book: Book, page: Page, row: int, pledge: Mapping[str, Any]) -> None:
    names = book.names[pledge["id"].rpartition(":")[0]]
    said = (
        book.key(pledge["id"]),
        names["code"],
        names["title"],
        names["filer"],
        pledge["category"],
        pledge["size"],
        pledge["status"],
    )
    for col, words in enumerate(said):
        page.text(row, col, words)


def _coefficients(page: Page, row: int, pledge: Mapping[str, Any], lanes: Lanes) -> None:
    key = lanes.key_of(pledge)
    if key is None:
        page.number(row, SHARE_COL, 1.0, FACTOR)
        page.number(row, HAZARD, pledge["hazard"], FACTOR)
        return
    lane = lanes.found[key]
    # No scenario reaches the first year, so its share is the one before any shock.
    page.formula(row, SHARE_COL, str(lane.share), pledge["share"][0], FACTOR)
    page.formula(row, HAZARD, str(lane.hazard), pledge["hazard"], FACTOR)


def _origin(book: Book, grid: _Grid, key: str) -> dict[str, Any]:
    """The amounts as registered, before the run spread those without years."""
    given = book.run.inputs["inputs"]["pledges"]
    index, years = grid.rows[key], grid.years
    start = years[0] - given["years"][0]
    spread = grid.spread.get(key)
    net = given["net_share"][index] if book.run.basis == "net" else 1.0
    return {
        "dated": given["schedule_bn"][index][start : start + len(years)],
        "unallocated": given["unallocated_bn"][index],
        "first": spread["first_year"] if spread else None,
        "last": spread["last_year"] if spread else None,
        "net": net,
    }


def _spread(book: Book) -> dict[str, dict[str, Any]]:
    return {
        entry["values"]["id"]: entry["values"]
        for entry in book.run.results["log"]
        if entry["code"] in ("amount_spread", "period_assumed")
    }


def _inputs(page: Page, grid: _Grid, row: int, n: int, pledge: Mapping[str, Any]) -> None:
    reported = pledge["reported"][n]
    if reported is None:
        page.sheet.write_blank(row, grid.col("reported", n), None, page.book.styles("input"))
    else:
        page.number(row, grid.col("reported", n), reported, BN_EXACT)
    page.number(row, grid.col("covered", n), pledge["covered"][n], SHARE)
    page.number(row, grid.col("exposed", n), pledge["exposed"][n], SHARE)


def _year(book: Book, page: Page, grid: _Grid, row: int, n: int, pledge: Mapping[str, Any]) -> None:
    formulas = _formulas(book, grid, row, n, pledge)
    left = max(pledge["balance"][n] - (pledge["reported"][n] or 0.0), 0.0)
    rest = (1.0 - pledge["covered"][n]) * pledge["share"][n] * left
    for block, formula in formulas.items():
        value = rest if block == "rest" else pledge[block][n]
        number = FACTOR if block in ("share", "survival") else BN
        page.formula(row, grid.col(block, n), formula, value, number)


def _formulas(
    book: Book, grid: _Grid, row: int, n: int, pledge: Mapping[str, Any]
) -> dict[str, str]:
    """The recursion of a year as formulas (specification 3.1 with reports)."""
    at = {name: grid.at(row, name, n) for name, _ in BLOCKS}
    before = grid.at(row, "carried", n - 1) if n else "0"
    due, left = f"({at['schedule']}+{before})", f"MAX({at['balance']}-N({at['reported']}),0)"
    mu, shift = cell(row, SHARE_COL, False, True), cell(SHIFT, grid.col("share", n), True, False)
    logit = f"LN({mu}/(1-{mu}))+{shift}"
    keep = f"(1-{cell(row, HAZARD, False, True)})^{at['exposed']}"
    lost = f"SUM({grid.at(row, 'given_up', 0)}:{grid.at(row, 'given_up', n - 1)})" if n else "0"
    open_, slip = f"(1-{at['covered']})", f"(1-{book.use('delivery.slippage')})"
    return {
        "schedule": _schedule(book, grid, row, n, pledge),
        "share": f"IF(OR({shift}=0,{mu}>=1),{mu},1/(1+EXP(-({logit}))))",
        "survival": f"{grid.at(row, 'survival', n - 1)}*{keep}" if n else keep,
        "balance": f"MAX({due},0)",
        "rest": f"{open_}*{at['share']}*{left}",
        "given_up": f"IF({at['covered']}=1,-{lost},{open_}*{slip}*({left}-{at['rest']}))",
        "carried": f"{due}-N({at['reported']})-{at['rest']}-{at['given_up']}",
        "realised": f"N({at['reported']})+{at['survival']}*{at['rest']}",
    }


def _schedule(book: Book, grid: _Grid, row: int, n: int, pledge: Mapping[str, Any]) -> str:
    """Dated money plus the default profile stretched over the pledge's own period."""
    dated, net = grid.at(row, "dated", n), cell(row, BASIS, False, True)
    spread = grid.spread.get(pledge["id"])
    if spread is None:
        return f"{dated}*{net}"
    first, last = cell(row, START, False, True), cell(row, END, False, True)
    year, length = grid.years[n], f"({last}-{first}+1)"
    begin, end = f"4*({year}-{first})/{length}", f"4*({year + 1}-{first})/{length}"
    profile = f"profile.{spread['profile']}"
    parts = [
        f"{book.use(f'{profile}.{k + 1}')}*(MAX(0,MIN(1,{end}-{k}))-MAX(0,MIN(1,{begin}-{k})))"
        for k in range(4)
    ]
    return f"({dated}+{cell(row, UNALLOCATED, False, True)}*({'+'.join(parts)}))*{net}"


def _totals(book: Book, page: Page, grid: _Grid, last: int) -> tuple[At, ...]:
    row = last + 1
    page.text(row, 0, "합계 · Total", "total")
    found = []
    for block in ("schedule", "realised"):
        for n in range(len(grid.years)):
            cells = f"{grid.at(FIRST, block, n)}:{grid.at(last, block, n)}"
            value = sum(pledge[block][n] for pledge in book.chain["pledges"])
            at = page.formula(row, grid.col(block, n), f"SUM({cells})", value, BN, "total")
            found.append(at)
    return tuple(found[len(grid.years) :])
