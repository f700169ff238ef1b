"""What cheap money is worth, and to whom it is the only money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell as cell

from app.exports.page import At, Book, Page, Words
from app.exports.style import BN_EXACT, FACTOR, RATE, SHARE, YEAR, not_known

HEADS: Sequence[Words] = (
    ("융자", "Loan"),
    ("연도", "Year"),
    ("원금(10억원)", "Principal (KRW bn)"),
    ("금리", "Rate"),
    ("시장 금리", "Market rate"),
    ("만기(년)", "Maturity (years)"),
    ("거치(년)", "Grace (years)"),
    ("연 상환 횟수", "Payments a year"),
    ("상환 방식", "Repayment"),
    ("다른 신용 없음", "No other credit"),
    ("기간 할인율", "Discount a period"),
    ("증여 요소", "Grant element"),
    ("혜택(10억원)", "Benefit (KRW bn)"),
)
ROWS: Sequence[tuple[str, Words]] = (
    ("principal", ("원금", "Principal")),
    ("constrained", ("다른 신용이 없는 기업", "To firms without other credit")),
    ("unknown", ("알 수 없음", "Not known")),
    ("subsidy", ("혜택: 다른 신용이 있는 기업", "Benefit: firms with other credit")),
    ("unknown_subsidy", ("혜택: 알 수 없음", "Benefit: not known")),
)
FIRST = 4
PRINCIPAL, RATE_COL, MARKET, MATURITY, GRACE, PAYMENTS, CONSTRAINED, PERIOD, ELEMENT, BENEFIT = (
    2, 3, 4, 5, 6, 7, 9, 10, 11, 12,
)  # fmt: skip
SAID = {True: "yes", False: "no", None: "unknown"}


@dataclass(frozen=True, slots=True)
class LoanCells:
    """Yearly rows that the total of investment uses; empty where nothing is known."""

    response: tuple[At, ...]
    added: tuple[At, ...]
    overlap: At


def write(book: Book, page: Page, registered: Sequence[At]) -> LoanCells:
    """One row a loan, then the two channels by year."""
    loans = book.chain["loans"]
    yearly = 14 if loans["rows"] else 24
    page.widths(50, yearly, max(yearly, 16), yearly, yearly, 11, 11, 12, 18, 12, 13, 12, 14)
    page.heads(FIRST - 1, 0, HEADS)
    for n, loan in enumerate(loans["rows"]):
        _loan(page, FIRST + n, loan)
    last = FIRST + max(len(loans["rows"]), 1) - 1
    if not loans["rows"]:
        page.text(
            FIRST, 0, "집행 기록이 없어 알 수 없음 · Not known: no disbursement filed", "text"
        )
    found = _channels(book, page, last, registered)
    page.finish(freeze=(FIRST, 1))
    return found


def _loan(page: Page, row: int, loan: Mapping[str, Any]) -> None:
    page.text(row, 0, loan["id"])
    page.number(row, 1, loan["year"], YEAR)
    page.number(row, PRINCIPAL, loan["principal_bn"], BN_EXACT)
    for col, name in ((RATE_COL, "rate"), (MARKET, "market_rate")):
        page.number(row, col, loan[name], RATE)
    for col, name in ((MATURITY, "maturity_years"), (GRACE, "grace_years")):
        page.number(row, col, loan[name], "0.##")
    page.number(row, PAYMENTS, loan["payments_per_year"], YEAR)
    page.text(row, 8, loan["profile"])
    page.text(row, CONSTRAINED, SAID[loan["constrained"]])
    per_period = (1.0 + loan["market_rate"]) ** (1.0 / loan["payments_per_year"]) - 1.0
    market = f"(1+{cell(row, MARKET)})^(1/{cell(row, PAYMENTS)})-1"
    page.formula(row, PERIOD, market, per_period, FACTOR)
    element = loan["grant_element"]
    if per_period:
        page.formula(row, ELEMENT, f"1-({_present_value(row, loan)})", element, RATE)
    else:
        page.number(row, ELEMENT, element, RATE, "live")
    benefit = f"MAX({cell(row, ELEMENT)},0)*{cell(row, PRINCIPAL)}"
    page.formula(row, BENEFIT, benefit, max(element, 0.0) * loan["principal_bn"], BN_EXACT)


def _present_value(row: int, loan: Mapping[str, Any]) -> str:
    """The service of one won at the market rate, in closed form by way of repayment."""
    n, d = cell(row, PAYMENTS), cell(row, PERIOD)
    last, grace = f"ROUND({n}*{cell(row, MATURITY)},0)", f"ROUND({n}*{cell(row, GRACE)},0)"
    i = f"({cell(row, RATE_COL)}/{n})"
    v = f"(1+{d})^-"
    if loan["profile"] == "bullet_capitalised":
        return f"(1+{i})^{last}*{v}{last}"
    if loan["profile"] == "bullet":
        return f"{i}*(1-{v}{last})/{d}+{v}{last}"
    if loan["profile"] == "annuity":
        count = f"({last}-{grace})"
        paid = f"IF({i}=0,1/{count},{i}/(1-(1+{i})^-{count}))"
        return f"{i}*(1-{v}{grace})/{d}+{paid}*{v}{grace}*(1-{v}{count})/{d}"
    spread = f"({v}{grace}-{v}{last})/({d}*({last}-{grace}))"
    return f"1-(1-{i}/{d})*(1-{spread})"


def _channels(book: Book, page: Page, last: int, registered: Sequence[At]) -> LoanCells:
    loans, years = book.chain["loans"], book.chain["years"]
    money = _money(loans)
    top = last + 3
    page.section(top - 1, ("연도별 두 경로", "The two channels by year"), 6)
    page.heads(top, 0, [("", ""), *((str(year), "") for year in years)])
    for offset, (name, words) in enumerate(ROWS, start=1):
        page.text(top + offset, 0, " · ".join(words))
        for n, year in enumerate(years):
            formula = _sum(name, last, year)
            page.formula(top + offset, 1 + n, formula, loans[name][n], money)
    return _responses(book, page, top + len(ROWS) + 1, top, registered)


def _money(loans: Mapping[str, Any]) -> str:
    """What is not filed is not known; a nought beside filed loans is one."""
    return BN_EXACT if loans["rows"] else not_known(BN_EXACT)


def _sum(name: str, last: int, year: int) -> str:
    """Loans of a year, by who could have borrowed elsewhere."""

    def column(col: int) -> str:
        return f"{cell(FIRST, col, True, True)}:{cell(last, col, True, True)}"

    amount = column(BENEFIT if "subsidy" in name else PRINCIPAL)
    who = {
        "constrained": "yes",
        "unknown": "unknown",
        "subsidy": "no",
        "unknown_subsidy": "unknown",
    }
    chosen = f',{column(CONSTRAINED)},"{who[name]}"' if name in who else ""
    return f"SUMIFS({amount},{column(1)},{year}{chosen})"


def _responses(book: Book, page: Page, row: int, top: int, registered: Sequence[At]) -> LoanCells:
    loans = book.chain["loans"]
    money = _money(loans)
    chi, theta = book.use("loan.constrained_share"), book.use("loan.propensity")
    said = (("혜택 비중", "Benefit share"), ("μ(금리)", "μ (price)"), ("추가 투자", "Added (L_CC)"))
    for offset, words in enumerate(said):
        page.text(row + offset, 0, " · ".join(words))
    response, added = [], []
    for n in range(len(book.chain["years"])):
        col = 1 + n
        lent, sure, maybe, own, open_ = (cell(top + k, col) for k in range(1, 6))
        base = str(registered[n])
        share = f"IF({base}>0,({own}+(1-{chi})*{open_})/MAX({base},{lent}),0)"
        page.formula(row, col, share, loans["subsidy_share"][n], SHARE)
        mu = f"(1-{cell(row, col)})^{book.use('elasticity.equipment')}-1"
        response.append(page.formula(row + 1, col, mu, loans["mu"][n], RATE))
        relaxed = f"{theta}*({sure}+{chi}*{maybe})"
        added.append(page.formula(row + 2, col, relaxed, loans["added"][n], money))
    page.text(row + 3, 0, "약정에 이미 있는 비율 ω_L · Share already pledged ω_L")
    matched = book.run.inputs["inputs"]["loans"]["overlap"]
    overlap = (
        page.number(row + 3, 1, loans["overlap"], SHARE, "live")
        if matched is not None or not loans["rows"]
        else page.formula(row + 3, 1, book.use("loan.overlap"), loans["overlap"], SHARE)
    )
    return LoanCells(tuple(response), tuple(added), overlap)
