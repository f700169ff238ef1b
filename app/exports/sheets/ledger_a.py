"""Ledger A: capital, adoption and use by coalition, then both tracks in the impact year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell as cell

from app.exports.page import At, Book, Page, Words
from app.exports.sheets.coalitions import coalition_name
from app.exports.style import BN, BN_EXACT, FACTOR, LOGIT, SHARE, YEAR
from app.messages.projection import SERIES

PARTS = ("revenue", "labour_cost", "operating_cost")
PART_HEADS: Sequence[Words] = (
    ("매출 증가", "Revenue"),
    ("인건비 절감", "Labour cost"),
    ("운영비 절감", "Operating cost"),
    ("합계", "Total"),
)
COALITIONS = 16


@dataclass(frozen=True, slots=True)
class Track:
    """The total of each coalition on one track, and the parts of everything together."""

    totals: tuple[At, ...]
    parts: tuple[At, ...]


@dataclass(frozen=True, slots=True)
class SeriesCells:
    """Where both tracks of an adoption series stand, and its index by coalition."""

    official: Track
    evidence: Track
    index: tuple[At, ...]


@dataclass(frozen=True, slots=True)
class _Capital:
    """Capital in use by coalition and year, and the stock at the start."""

    in_use: tuple[tuple[At, ...], ...]
    start: At


def write(book: Book, page: Page, coalitions: Sequence[Sequence[At]]) -> dict[str, SeriesCells]:
    """Capital once, then a block a series."""
    page.widths(34, *(13 for _ in range(16)))
    capital = _capital(book, page, coalitions)
    row, found = 3 + COALITIONS + 6, {}
    for ledger in book.chain["ledger_a"]:
        row, found[ledger["series"]] = _Block(book, page, ledger, capital, row).write()
    page.finish(freeze=(3, 1))
    return found


def _capital(book: Book, page: Page, coalitions: Sequence[Sequence[At]]) -> _Capital:
    ledger = book.chain["ledger_a"][0]
    years = ledger["capital_years"]
    width = len(years)
    page.section(
        3, ("AI 자본(10억원, 2023년 가격)", "AI capital (KRW bn, 2023 prices)"), 2 + 3 * width
    )
    page.text(4, 0, "등록되지 않은 투자 · Unregistered investment")
    page.band(5, 1, width, ("투자", "Investment"))
    page.band(5, 1 + width, 1 + 2 * width, ("연말 자본", "Stock at year end"))
    page.band(5, 2 + 2 * width, 1 + 3 * width, ("사용 자본", "In use"))
    heads = [str(year) for year in (*years, years[0] - 1, *years, *years)]
    page.heads(6, 0, [("조합", "Coalition"), *((head, "") for head in heads)])
    background = _background(book, page, years)
    in_use = []
    for c in range(COALITIONS):
        in_use.append(_stock(book, page, ledger, c, background, coalitions[c]))
    return _Capital(tuple(in_use), page.at(7 + COALITIONS - 1, 1 + width))


def _background(book: Book, page: Page, years: Sequence[int]) -> list[At]:
    """What goes on in any case: N0 where it is given, else the assumed replacement."""
    growth = book.use("macro.investment_price_growth")
    given = book.run.inputs["inputs"]["autonomous_bn"]
    values = book.chain["coefficients"]
    found = []
    for n in range(len(years)):
        if given is not None:
            found.append(page.number(4, 1 + n, given[n], BN_EXACT))
            continue
        value = values["ai_capital.background"] * (
            1.0 + values["macro.investment_price_growth"]
        ) ** (n + 1)
        formula = f"{book.use('ai_capital.background')}*(1+{growth})^{n + 1}"
        found.append(page.formula(4, 1 + n, formula, value, BN_EXACT))
    return found


def _stock(
    book: Book,
    page: Page,
    ledger: Mapping[str, Any],
    c: int,
    background: Sequence[At],
    coalition: Sequence[At],
) -> tuple[At, ...]:
    row, width = 7 + c, len(ledger["capital_years"])
    growth = f"(1+{book.use('macro.investment_price_growth')})"
    kept = f"(1-{book.use('ai_capital.depreciation')})"
    page.text(row, 0, coalition_name(book.chain["investment"]["coalitions"][c]["players"]))
    page.formula(row, 1 + width, book.use("ai_capital.end_2023"), ledger["stock"][c][0], BN_EXACT)
    in_use = []
    for n in range(width):
        invested = page.formula(
            row, 1 + n, f"{background[n].cell}+{coalition[n]}", ledger["investment"][c][n], BN_EXACT
        )
        before = cell(row, 1 + width + n)
        stock = f"{kept}*{before}+{invested.cell}/{growth}^{n + 1}"
        at = page.formula(row, 2 + width + n, stock, ledger["stock"][c][n + 1], BN_EXACT)
        mean = f"0.5*({at.cell}+{before})"
        in_use.append(page.formula(row, 2 + 2 * width + n, mean, ledger["in_use"][c][n], BN_EXACT))
    return tuple(in_use)


@dataclass(slots=True)
class _Block:
    """One adoption series from its observations to both tracks."""

    book: Book
    page: Page
    ledger: Mapping[str, Any]
    capital: _Capital
    row: int

    def write(self) -> tuple[int, SeriesCells]:
        """The next free row, and where the results stand."""
        name = self.ledger["series"]
        words = SERIES.get(name)
        title = (words.ko, words.en) if words else (name, name)
        self.page.section(self.row, title, 2 + len(self.ledger["years"]))
        self._observations()
        pace = self._pace()
        shares = self._path(pace)
        depth = self._depth()
        cells = self._coalitions(shares, depth)
        return self.row, cells

    @property
    def given(self) -> Mapping[str, Any]:
        """The series as it was given."""
        found: Mapping[str, Any] = next(
            item
            for item in self.book.run.inputs["inputs"]["adoption"]
            if item["name"] == self.ledger["series"]
        )
        return found

    def _observations(self) -> None:
        self.page.text(self.row + 1, 0, "관측 연도 · Observed in")
        self.page.text(self.row + 2, 0, "관측 활용률 · Share observed")
        for n, (year, share) in enumerate(
            zip(self.given["years"], self.given["share"], strict=True)
        ):
            self.page.number(self.row + 1, 1 + n, year, YEAR)
            self.page.number(self.row + 2, 1 + n, share, SHARE)

    def _logit(self, n: int) -> str:
        at = cell(self.row + 2, 1 + n, True, True)
        return f"LN({at}/(1-{at}))"

    def _year(self, n: int) -> str:
        return str(cell(self.row + 1, 1 + n, True, True))

    def _pace(self) -> At:
        last = len(self.given["years"]) - 1
        span = f"({self._year(last)}-{self._year(last - 1)})"
        formula = f"MAX(({self._logit(last)}-{self._logit(last - 1)})/{span},0)"
        shares, years = self.given["share"], self.given["years"]
        value = (_logit_of(shares[-1]) - _logit_of(shares[-2])) / (years[-1] - years[-2])
        self.page.text(self.row + 3, 0, "관측 속도(로짓/년) · Observed pace (logit a year)")
        return self.page.formula(self.row + 3, 1, formula, max(value, 0.0), LOGIT)

    def _path(self, pace: At) -> list[At]:
        years = self.ledger["years"]
        top = self.row + 4
        labels = ("연도 · Year", "속도 충격 · Shock to pace", "Δ ln K", "활용률 · Share")
        for offset, label in enumerate(labels):
            self.page.text(top + offset, 0, label)
        shifts = self.book.run.inputs["inputs"]["speed_shift"]
        shares: list[At] = []
        for n, year in enumerate(years):
            self.page.number(top, 1 + n, year, YEAR, "live")
            shift = self.page.number(top + 1, 1 + n, shifts.get(str(year), 0.0), LOGIT)
            growth = self._growth(top + 2, n)
            if year <= self.given["years"][-1]:
                formula = self._known(year)
            else:
                base = self.book.use("ai_capital.baseline_growth")
                link = self.book.use("adoption.capital_link")
                push = f"{link}*({growth.cell}-{base})"
                before = shares[-1].cell
                formula = f"1/(1+EXP(-(LN({before}/(1-{before}))+{pace.cell}+{shift.cell}+{push})))"
            shares.append(
                self.page.formula(top + 3, 1 + n, formula, self.ledger["share"][n], SHARE)
            )
        return shares

    def _growth(self, row: int, n: int) -> At:
        """Growth of capital in use; the assumed one before there are figures."""
        years, first = self.ledger["years"], self.ledger["capital_years"][0]
        at = years[n] - first
        if at < 0:
            value = self.book.chain["coefficients"]["ai_capital.baseline_growth"]
            return self.page.formula(
                row, 1 + n, self.book.use("ai_capital.baseline_growth"), value, LOGIT
            )
        everything, used = self.capital.in_use[-1], self.ledger["in_use"][-1]
        before = everything[at - 1] if at else self.capital.start
        earlier = used[at - 1] if at else self.ledger["stock"][-1][0]
        formula = f"LN({everything[at].cell}/{before.cell})"
        return self.page.formula(row, 1 + n, formula, log(used[at] / earlier), LOGIT)

    def _known(self, year: int) -> str:
        """An observation, or the straight line in logits between or before two of them."""
        years = self.given["years"]
        if year in years:
            return str(cell(self.row + 2, 1 + years.index(year)))
        right = next((n for n, seen in enumerate(years) if seen > year and n), 1)
        left = right - 1
        slope = (
            f"({self._logit(right)}-{self._logit(left)})/({self._year(right)}-{self._year(left)})"
        )
        return f"1/(1+EXP(-({self._logit(left)}+{slope}*({year}-{self._year(left)}))))"

    def _depth(self) -> list[At]:
        row = self.row + 8
        self.page.text(row, 0, "도입 뒤 활용 깊이 · Depth by years since adoption")
        first, span = self.book.use("adoption.depth_first"), self.book.use("adoption.depth_years")
        values = self.book.chain["coefficients"]
        start, years = values["adoption.depth_first"], values["adoption.depth_years"]
        return [
            self.page.formula(
                row,
                1 + age,
                f"MIN({first}+(1-{first})*{age}/{span},1)",
                min(start + (1.0 - start) * age / years, 1.0),
                FACTOR,
            )
            for age in range(len(self.ledger["years"]))
        ]

    def _coalitions(self, shares: Sequence[At], depth: Sequence[At]) -> SeriesCells:
        settings = self.book.run.results["settings"]
        base, impact = settings["base_year"], settings["impact_year"]
        years = self.ledger["years"]
        later = [n for n, year in enumerate(years) if base < year <= impact]
        top = self.row + 10
        width = len(later)
        self.page.band(top, 1, width, ("활용률", "Share of firms"))
        self.page.band(
            top, width + 3, width + 6, ("공식 최대 잠재치 × 지수", "Official potential × index")
        )
        self.page.band(top, width + 7, width + 10, ("근거 기반 추정", "Evidence-based estimate"))
        heads: list[Words] = [("조합", "Coalition"), *((str(years[n]), "") for n in later)]
        heads += [("지수 h", "Index h"), ("활용률 증가", "Gain"), *PART_HEADS, *PART_HEADS]
        self.page.heads(top + 1, 0, heads)
        early = self._early(shares, depth, years.index(base), years.index(impact))
        rows = [
            self._coalition(top + 2 + c, c, later, (shares, depth), early)
            for c in range(COALITIONS)
        ]
        self.row = top + 2 + COALITIONS + 2
        return SeriesCells(
            official=_track(rows, 2), evidence=_track(rows, 6), index=tuple(row[0] for row in rows)
        )

    def _early(
        self, shares: Sequence[At], depth: Sequence[At], base: int, impact: int
    ) -> tuple[At, float]:
        """What adoption up to the base year gains in depth by the impact year."""
        row = self.row + 9
        path, deep = self.ledger["share"], [self._depth_value(age) for age in range(impact + 1)]
        new = [path[n] - (path[n - 1] if n else 0.0) for n in range(base + 1)]
        value = sum(new[n] * (deep[impact - n] - deep[base - n]) for n in range(base + 1))
        terms = [
            f"({shares[n].cell}{f'-{shares[n - 1].cell}' if n else ''})"
            f"*({depth[impact - n].cell}-{depth[base - n].cell})"
            for n in range(base + 1)
        ]
        self.page.text(row, 0, "기존 도입의 심화 · Deepening of earlier adoption")
        return self.page.formula(row, 1, "+".join(terms), value, FACTOR), value

    def _depth_value(self, age: int) -> float:
        values = self.book.chain["coefficients"]
        start = values["adoption.depth_first"]
        return float(min(start + (1.0 - start) * age / values["adoption.depth_years"], 1.0))

    def _coalition(
        self,
        row: int,
        c: int,
        later: Sequence[int],
        paths: tuple[Sequence[At], Sequence[At]],
        early: tuple[At, float],
    ) -> list[At]:
        shares, depth = paths
        page, ledger = self.page, self.ledger
        players = self.book.chain["investment"]["coalitions"][c]["players"]
        page.text(row, 0, coalition_name(players))
        own = [self._share(row, 1 + k, c, n, shares[n]) for k, n in enumerate(later)]
        before = [shares[later[0] - 1], *own[:-1]]
        impact = later[-1]
        new = [
            f"({at.cell}-{earlier.cell})*{depth[impact - n].cell}"
            for at, earlier, n in zip(own, before, later, strict=True)
        ]
        col = 1 + len(later)
        index = page.formula(row, col, "+".join([early[0].cell, *new]), ledger["index"][c], FACTOR)
        gain = page.formula(
            row, col + 1, f"{own[-1].cell}-{before[0].cell}", ledger["adoption_gain"][c], SHARE
        )
        return [index, gain, *self._tracks(row, col + 2, c, index, gain)]

    def _share(self, row: int, col: int, c: int, n: int, share: At) -> At:
        at = self.ledger["years"][n] - self.ledger["capital_years"][0]
        own, everything = self.capital.in_use[c][at], self.capital.in_use[-1][at]
        link = self.ledger["link"]
        ratio = log(self.ledger["in_use"][c][at] / self.ledger["in_use"][-1][at])
        value = _share_of(_logit_of(self.ledger["share"][n]) + link * ratio)
        logit = f"LN({share.cell}/(1-{share.cell}))"
        push = f"{self.book.use('adoption.capital_link')}*LN({own.cell}/{everything.cell})"
        return self.page.formula(row, col, f"1/(1+EXP(-({logit}+{push})))", value, SHARE)

    def _tracks(self, row: int, col: int, c: int, index: At, gain: At) -> list[At]:
        use, h = self.book.use, f"MAX(0,MIN(1,{index.cell}))"
        official = (
            f"{h}*{use('ledger.revenue_effect')}*{use('ledger.revenue')}",
            f"{h}*{use('ledger.labour_effect')}*{use('ledger.labour')}",
            f"{h}*{use('ledger.operating_effect')}*{use('ledger.operating')}",
        )
        saved = f"{use('effect.worker_use')}*{use('effect.time_saved')}*{use('ledger.labour')}"
        evidence = (
            f"{gain.cell}*{use('effect.sales')}*{use('ledger.revenue')}",
            f"{saved}*{use('effect.pass_through')}",
            f"{official[2]}*{use('effect.operating_discount')}",
        )
        found: list[At] = []
        for track, formulas in (("official", official), ("evidence", evidence)):
            parts = [
                self.page.formula(
                    row, col + len(found) + k, formula, self.ledger[track][name][c], BN
                )
                for k, (formula, name) in enumerate(zip(formulas, PARTS, strict=True))
            ]
            summed = "+".join(part.cell for part in parts)
            total = self.page.formula(
                row, col + len(found) + 3, summed, self.ledger[track]["total"][c], BN, "total"
            )
            found += [*parts, total]
        return found


def _track(rows: Sequence[Sequence[At]], first: int) -> Track:
    return Track(
        totals=tuple(row[first + 3] for row in rows), parts=tuple(rows[-1][first : first + 4])
    )


def _logit_of(share: float) -> float:
    return log(share / (1.0 - share))


def _share_of(logit: float) -> float:
    return 1.0 / (1.0 + exp(-logit))
