"""Total private investment without counting twice: registered, set apart, put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.exports.page import At, Book, Page, Words
from app.exports.sheets.funds import FundCells
from app.exports.sheets.loans import LoanCells
from app.exports.sheets.pledges import PledgeCells
from app.exports.sheets.user_cost import CostCells
from app.exports.style import BN, BN_EXACT, FACTOR
from app.i18n import LANGUAGES
from app.messages.words import label
from models.vocabulary import Category, Size


@dataclass(frozen=True, slots=True)
class Ground:
    """What the coalitions are made of, one cell a year of the window."""

    registered: tuple[At, ...]
    alone: tuple[At, ...]
    alone_with_tax: tuple[At, ...]
    fund: tuple[At, ...]
    loan: tuple[At, ...]
    autonomous: tuple[At, ...]
    response: tuple[At, ...]
    recorded: tuple[At, ...]
    reform: tuple[At, ...]
    naive: tuple[At, ...]


@dataclass(slots=True)
class _Sheet:
    """Rows of years, written from the top down."""

    book: Book
    page: Page
    row: int

    @property
    def years(self) -> Sequence[int]:
        found: Sequence[int] = self.book.chain["years"]
        return found

    def line(
        self,
        words: Words,
        formulas: Sequence[str],
        values: Sequence[float],
        number: str = BN,
        look: str = "live",
    ) -> tuple[At, ...]:
        """One labelled row of formulas with their sum beside it."""
        self.page.text(
            self.row, 0, " · ".join(dict.fromkeys(words)), "total" if look == "total" else "text"
        )
        cells = tuple(
            self.page.formula(self.row, 1 + n, formula, value, number, look)
            for n, (formula, value) in enumerate(zip(formulas, values, strict=True))
        )
        if number == BN:
            summed = f"SUM({cells[0].cell}:{cells[-1].cell})"
            self.page.formula(self.row, 1 + len(cells), summed, sum(values), BN, look)
        self.row += 1
        return cells

    def head(self, words: Words, *, sums: bool = True) -> None:
        """A section with the years as heads."""
        self.page.section(self.row, words, len(self.years) + 2)
        heads: list[Words] = [("", ""), *((str(year), "") for year in self.years)]
        self.page.heads(self.row + 1, 0, [*heads, *([("합계", "Total")] if sums else [])])
        self.row += 2


def registered(book: Book, page: Page, pledges: PledgeCells) -> tuple[At, ...]:
    """R̄ by year, which the loans need before the rest of the sheet is written."""
    page.widths(44, *(15 for _ in range(len(book.chain["years"]) + 1)))
    sheet = _Sheet(book, page, 3)
    sheet.head(("등록 약정의 집행 예상 R̄", "Expected from registered pledges R̄"))
    return sheet.line(
        ("R̄", "R̄"),
        [str(at) for at in pledges.totals],
        book.chain["investment"]["registered"],
        look="total",
    )


def write(
    book: Book,
    page: Page,
    pledges: PledgeCells,
    costs: CostCells,
    funds: FundCells,
    loans: LoanCells,
    base: tuple[At, ...],
) -> Ground:
    """Recorded parts, groups, P0 and the sums that every coalition uses."""
    sheet = _Sheet(book, page, 8)
    shares = _recorded(sheet, base, funds, loans)
    groups = _groups(sheet, pledges, costs, shares["kept"], loans)
    fund, loan = _added(sheet, funds, loans, shares)
    autonomous = _autonomous(sheet)
    naive = _naive(sheet, groups, funds, loans, autonomous)
    page.finish(freeze=(3, 1))
    return Ground(
        registered=base,
        alone=groups["alone"],
        alone_with_tax=groups["with_tax"],
        fund=fund,
        loan=loan,
        autonomous=autonomous,
        response=loans.response,
        recorded=shares["recorded"],
        reform=groups["reform"],
        naive=naive,
    )


def _recorded(
    sheet: _Sheet, base: Sequence[At], funds: FundCells, loans: LoanCells
) -> dict[str, tuple[At, ...]]:
    found, chain = sheet.book.chain["investment"], sheet.book.chain
    sheet.head(("약정에 이미 기록된 유발 투자", "Induced investment already in the pledges"))
    raw, values = {}, {}
    for name, cells, overlap, words in (
        ("fund", funds.added, funds.overlap, ("ω_F F", "ω_F F")),
        ("loan", loans.added, loans.overlap, ("ω_L L_CC", "ω_L L_CC")),
    ):
        key = "funds" if name == "fund" else "loans"
        values[name] = [chain[key]["overlap"] * added for added in chain[key]["added"]]
        raw[name] = sheet.line(words, [f"{overlap}*{at}" for at in cells], values[name])
    both = [a + b for a, b in zip(values["fund"], values["loan"], strict=True)]
    scale = [
        min(1.0, r / t) if t > r else 1.0 for r, t in zip(found["registered"], both, strict=True)
    ]
    limits = sheet.line(
        ("상한 적용 비율", "Scaled down to the pledges by"),
        [
            f"IF({f.cell}+{el.cell}>{r},{r}/({f.cell}+{el.cell}),1)"
            for f, el, r in zip(raw["fund"], raw["loan"], base, strict=True)
        ],
        scale,
        FACTOR,
    )
    taken = [x * s for x, s in zip(both, scale, strict=True)]
    recorded = sheet.line(
        ("약정에 이미 포함", "Already inside the pledges"),
        [
            f"({f.cell}+{el.cell})*{s.cell}"
            for f, el, s in zip(raw["fund"], raw["loan"], limits, strict=True)
        ],
        taken,
    )
    kept = sheet.line(
        ("남는 비율", "Share left"),
        [f"IF({r}>0,({r}-{t.cell})/{r},0)" for r, t in zip(base, recorded, strict=True)],
        [(r - t) / r if r > 0 else 0.0 for r, t in zip(found["registered"], taken, strict=True)],
        FACTOR,
    )
    return {
        "fund": raw["fund"],
        "loan": raw["loan"],
        "scale": limits,
        "recorded": recorded,
        "kept": kept,
    }


def _groups(
    sheet: _Sheet,
    pledges: PledgeCells,
    costs: CostCells,
    kept: Sequence[At],
    loans: LoanCells,
) -> dict[str, tuple[At, ...]]:
    """By category and size: registered, 1 + μ_T, P0, and P0 with the credit."""
    names = "base", "factor", "planned", "alone", "with_tax"
    rows: dict[str, list[tuple[At, ...]]] = {name: [] for name in names}
    chain, strict = sheet.book.chain, sheet.book.run.scope == "strict"
    for group in chain["groups"]:
        sheet.row += 1
        sheet.head(_group_name(group))
        base = sheet.line(
            ("등록 약정", "Registered"),
            [_sum_of(pledges, n, group) for n in range(len(sheet.years))],
            group["registered"],
        )
        factor = sheet.line(
            ("1 + μ_T", "1 + μ_T"),
            [_factor(sheet.book, costs.remains, group, year) for year in sheet.years],
            group["factor"],
            FACTOR,
        )
        planned = _when_pledged(sheet, costs, group) if costs.planned else factor
        alone = sheet.line(
            ("지원이 없었을 때 P0", "Without any instrument P0"),
            [
                f"{b.cell}*{k.cell}/({f.cell}*(1+{m}))"
                for b, k, f, m in zip(base, kept, planned, loans.response, strict=True)
            ],
            group["pledged_alone"],
        )
        taxed = sheet.line(
            ("P0 × (1 + μ_T)", "P0 × (1 + μ_T)"),
            [
                f"{a.cell}*{f.cell}"
                for a, f in zip(alone, planned if strict else factor, strict=True)
            ],
            _taxed(group, strict=strict),
        )
        for name, cells in zip(names, (base, factor, planned, alone, taxed), strict=True):
            rows[name].append(cells)
    return _sums(sheet, rows, loans)


def _when_pledged(sheet: _Sheet, costs: CostCells, group: dict[str, Any]) -> tuple[At, ...]:
    return sheet.line(
        ("1 + μ_T (약정 당시)", "1 + μ_T (when pledged)"),
        [_factor(sheet.book, costs.planned, group, year) for year in sheet.years],
        group["factor_planned"],
        FACTOR,
    )


def _taxed(group: dict[str, Any], *, strict: bool) -> list[float]:
    """P0 with the credit; no pledge records what a reform adds, so strictly the old one."""
    factor = group["factor_planned" if strict else "factor"]
    return [a * f for a, f in zip(group["pledged_alone"], factor, strict=True)]


def _group_name(group: dict[str, Any]) -> Words:
    members = Category(group["category"]), Size(group["size"])
    ko, en = (" / ".join(label(member, lang) for member in members) for lang in LANGUAGES)
    return ko, en


def _sums(
    sheet: _Sheet, rows: dict[str, list[tuple[At, ...]]], loans: LoanCells
) -> dict[str, tuple[At, ...]]:
    groups, strict = sheet.book.chain["groups"], sheet.book.run.scope == "strict"
    sheet.row += 1
    sheet.head(("전체", "All groups"))
    columns = range(len(sheet.years))
    alone = [sum(group["pledged_alone"][n] for group in groups) for n in columns]
    taxed = [sum(_taxed(group, strict=strict)[n] for group in groups) for n in columns]
    return {
        "base": tuple(at for cells in rows["base"] for at in cells),
        "alone": sheet.line(("P0", "P0"), _added_up(rows["alone"], columns), alone),
        "with_tax": sheet.line(
            ("P0 × (1 + μ_T)", "P0 × (1 + μ_T)"), _added_up(rows["with_tax"], columns), taxed
        ),
        "reform": ()
        if strict or rows["planned"] == rows["factor"]
        else _reform(sheet, rows, loans),
        "lifted": tuple(
            at
            for base, factor in zip(rows["base"], rows["factor"], strict=True)
            for at in (*base, *factor)
        ),
    }


def _reform(
    sheet: _Sheet, rows: dict[str, list[tuple[At, ...]]], loans: LoanCells
) -> tuple[At, ...]:
    """R̄ [(1 + μ²)/(1 + μ¹) - 1] less what is inside the pledges: what no pledge records."""
    groups, response = sheet.book.chain["groups"], sheet.book.chain["loans"]["mu"]
    columns = range(len(sheet.years))
    formulas = [
        "+".join(
            f"{alone[n].cell}*({factor[n].cell}-{planned[n].cell})*(1+{loans.response[n]})"
            for alone, factor, planned in zip(
                rows["alone"], rows["factor"], rows["planned"], strict=True
            )
        )
        for n in columns
    ]
    values = [
        sum(
            group["pledged_alone"][n] * (group["factor"][n] - group["factor_planned"][n])
            for group in groups
        )
        * (1.0 + response[n])
        for n in columns
    ]
    return sheet.line(("개편이 더하는 투자", "Added by the reform"), formulas, values)


def _added_up(rows: Sequence[Sequence[At]], columns: range) -> list[str]:
    return ["+".join(row[n].cell for row in rows) or "0" for n in columns]


def _sum_of(pledges: PledgeCells, n: int, group: dict[str, Any]) -> str:
    return (
        f'SUMIFS({pledges.realised[n]},{pledges.categories},"{group["category"]}",'
        f'{pledges.sizes},"{group["size"]}")'
    )


def _factor(
    book: Book, remains: Mapping[tuple[int, int], At], group: dict[str, Any], year: int
) -> str:
    """1/Σ_m w_m (share that needs no credit): the mix is that of observed investment."""
    mix = f"mix.{group['category']}"
    classes = {row["class"]: row["asset"] for row in book.chain["user_cost"]}
    if not classes:
        return "1"
    terms = [
        f"{book.use(f'{mix}.{classes[index]}')}*{remains[index, year]}"
        for index, share in enumerate(group["mix"])
        if share
    ]
    return f"1/({'+'.join(terms)})"


def _added(
    sheet: _Sheet, funds: FundCells, loans: LoanCells, shares: dict[str, tuple[At, ...]]
) -> tuple[tuple[At, ...], tuple[At, ...]]:
    """What funds and loans add: under the strict scope only what the pledges record."""
    chain, strict = sheet.book.chain, sheet.book.run.scope == "strict"
    sheet.row += 1
    sheet.head(("펀드·융자가 더하는 투자(범위 적용)", "Added by funds and loans under this scope"))
    found = []
    for name, cells, words in (
        ("fund", funds.added, ("펀드", "Funds")),
        ("loan", loans.added, ("융자", "Loans")),
    ):
        key = "funds" if name == "fund" else "loans"
        inside = [
            f"{at.cell}*{scale.cell}"
            for at, scale in zip(shares[name], shares["scale"], strict=True)
        ]
        recorded = chain["investment"]["recorded"][name]
        outside = chain[key]["added"]
        found.append(
            sheet.line(
                words,
                inside if strict else [str(at) for at in cells],
                recorded if strict else outside,
            )
        )
    return found[0], found[1]


def _autonomous(sheet: _Sheet) -> tuple[At, ...]:
    values = sheet.book.chain["investment"]["autonomous"]
    words = "등록되지 않은 자율 투자 N0 · Autonomous investment N0"
    sheet.page.text(sheet.row, 0, words)
    cells = tuple(
        sheet.page.number(sheet.row, 1 + n, value, BN_EXACT) for n, value in enumerate(values)
    )
    sheet.row += 1
    return cells


def _naive(
    sheet: _Sheet,
    groups: dict[str, tuple[At, ...]],
    funds: FundCells,
    loans: LoanCells,
    autonomous: Sequence[At],
) -> tuple[At, ...]:
    """The sum that counts twice, to show how much was taken out."""
    sheet.row += 1
    sheet.head(("두 번 세는 합(비교용)", "The sum that counts twice (for comparison)"))
    years, lifted = len(sheet.years), groups["lifted"]
    formulas = []
    for n in range(years):
        terms = [
            f"{lifted[at + n].cell}*(1+({lifted[at + years + n].cell}-1)+{loans.response[n]})"
            for at in range(0, len(lifted), 2 * years)
        ]
        formulas.append(
            "+".join([*terms, str(funds.added[n]), str(loans.added[n]), str(autonomous[n])])
        )
    return sheet.line(("단순 합계", "Naive sum"), formulas, sheet.book.chain["investment"]["naive"])
