"""Identities of the workbook; all read TRUE, and one that does not says what a change broke."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from app.exports.page import At, Book, Page, Words
from app.exports.sheets.fan import FanCells
from app.exports.sheets.investment import Ground
from app.exports.sheets.ledger_a import SeriesCells
from app.exports.sheets.pledges import PledgeCells
from app.exports.sheets.shapley import TARGETS, Shares
from app.exports.style import PLAIN
from app.messages.projection import SERIES
from econ.parameters import load

HEADS: Sequence[Words] = (
    ("번호", "No."),
    ("항등식", "Identity"),
    ("", "Identity"),
    ("결과", "Result"),
)
FIRST = 5
WIDTH = 62
CLOSE = "0.000001"
"""KRW bn: a thousand won."""


def collect(
    book: Book,
    pledges: PledgeCells,
    ground: Ground,
    coalitions: Sequence[Sequence[At]],
    ledgers: Mapping[str, SeriesCells],
    shares: dict[str, Shares],
    fan: FanCells,
) -> None:
    """Note every identity of the chain."""
    _coefficients(book)
    _pledges(book, pledges, ground)
    _investment(book, ground, coalitions)
    _ledgers(book, ledgers)
    _shapley(book, shares)
    _simulation(book, fan)


def write(book: Book, page: Page) -> None:
    """Each identity with its result, green or red, and one cell for all of them."""
    page.widths(8, WIDTH, WIDTH, 12)
    page.heads(FIRST - 1, 0, HEADS)
    for n, (words, formula) in enumerate(book.identities):
        row = FIRST + n
        page.number(row, 0, n + 1, PLAIN, "live")
        page.wrapped(row, 1, words[0], WIDTH)
        page.wrapped(row, 2, words[1], WIDTH)
        page.formula(row, 3, formula, True, PLAIN)
    last = FIRST + len(book.identities) - 1
    cells = page.at(FIRST, 3).to(page.at(last, 3))
    page.text(2, 1, "모두 참 · All true", "total")
    all_true = page.formula(2, 3, f"AND({cells})", True, PLAIN, "total")
    book.name("checks.all_true", all_true)
    for first, end in ((2, 2), (FIRST, last)):
        for value, look in (("TRUE", "true"), ("FALSE", "false")):
            rule = {"type": "cell", "criteria": "==", "value": value, "format": book.styles(look)}
            page.sheet.conditional_format(first, 3, end, 3, rule)
    page.finish(freeze=(FIRST, 1))


def _near(left: str, right: str) -> str:
    return f"ABS(({left})-({right}))<={CLOSE}*MAX(1,ABS({left}))"


def _sum(cells: Iterable[At]) -> str:
    return "+".join(str(at) for at in cells)


def _coefficients(book: Book) -> None:
    for key, values in book.chain["series"].items():
        if key != "target.pace":
            parts = "+".join(book.use(f"{key}.{n + 1}") for n in range(len(values)))
            book.check((f"{key}의 비율 합이 1", f"the shares of {key} add to 1"), _near(parts, "1"))
    for name, rule in load().categories.items():
        parts = "+".join(book.use(f"mix.{name}.{asset}") for asset in rule.assets)
        says = (f"{name}의 자산 비중 합이 1", f"the assets of {name} add to 1")
        book.check(says, _near(parts, "1"))
    for key in ("credit.utilisation", "delivery.slippage", "fund.overlap", "loan.overlap"):
        name = book.use(key)
        says = (f"{key}이(가) 0과 1 사이", f"{key} lies between 0 and 1")
        book.check(says, f"AND({name}>=0,{name}<=1)")


def _pledges(book: Book, pledges: PledgeCells, ground: Ground) -> None:
    for n, (column, at) in enumerate(zip(pledges.realised, ground.registered, strict=True)):
        year = book.chain["years"][n]
        says = (f"{year}년 약정별 집행의 합 = R̄", f"{year}: the pledges add to R̄")
        book.check(says, _near(f"SUM({column})", str(at)))
    book.check(
        ("유발 투자가 약정을 넘지 않음", "induced investment never exceeds the pledges"),
        "AND("
        + ",".join(
            f"{taken}<={base}+{CLOSE}"
            for taken, base in zip(ground.recorded, ground.registered, strict=True)
        )
        + ")",
    )


def _investment(book: Book, ground: Ground, coalitions: Sequence[Sequence[At]]) -> None:
    everything, nothing = coalitions[-1][-1], coalitions[0][-1]
    book.check(("빈 조합의 값은 0", "the empty coalition brings nothing"), _near(str(nothing), "0"))
    registered, inside = _sum(ground.registered), _sum(ground.recorded)
    added = _sum((*ground.fund, *ground.loan, *ground.reform))
    book.check(
        (
            "전체 조합 = R̄ − 약정에 포함된 유발 투자 + 펀드·융자 + 개편",
            "everything = R̄ less what the pledges record plus funds, loans and a reform",
        ),
        _near(str(everything), f"{registered}-({inside})+{added}")
        if not any(book.chain["investment"]["autonomous"])
        else f"{everything}>={registered}-{CLOSE}",
    )
    total = book.use("total.investment")
    says = ("총투자 = v(N) + N0", "total = v(N) + N0")
    book.check(says, _near(total, f"{everything}+{_sum(ground.autonomous)}"))
    says = ("두 번 세는 합이 총투자보다 작지 않음", "the naive sum is not below the total")
    book.check(says, f"{_sum(ground.naive)}>={total}-{CLOSE}")


def _ledgers(book: Book, ledgers: Mapping[str, SeriesCells]) -> None:
    use = book.use
    parts = "+".join(
        f"{use(f'ledger.{name}_effect')}*{use(f'ledger.{name}')}"
        for name in ("revenue", "labour", "operating")
    )
    says = ("공식 최대 잠재치 306.2조원", "official potential KRW 306.2T")
    book.check(says, f"ABS({parts}-306210)<1") if _published(book) else None
    for name, ledger in ledgers.items():
        ko, en = SERIES.get(name, (name, name))
        for track, cells in (("official", ledger.official), ("evidence", ledger.evidence)):
            *each, total = cells.parts
            words = TARGETS[f"impact_{track}"]
            says = (f"{ko}, {words[0]}: 세 항목의 합 = 합계", f"{en}, {words[1]}: parts add up")
            book.check(says, _near(_sum(each), str(total)))
        says = (f"{ko}: 지수, 빈 조합 ≤ 전체", f"{en}: index, empty coalition at most everything")
        book.check(says, f"{ledger.index[0]}<={ledger.index[-1]}+{CLOSE}")


def _published(book: Book) -> bool:
    """Whether the bases are the published ones; a scenario may set others."""
    values, table = book.chain["coefficients"], load()
    return all(values[row.id] == row.value for row in table if row.id.startswith("ledger."))


def _shapley(book: Book, shares: dict[str, Shares]) -> None:
    for target, words in TARGETS.items():
        found = shares[target]
        says = (f"{words[0]}: Σφ = v(N) − v(∅)", f"{words[1]}: Σφ = v(N) − v(∅)")
        difference = f"{found.values[-1]}-{found.values[0]}"
        book.check(says, _near(_sum(found.shapley), difference))
        says = (f"{words[0]}: 기여 평균의 합 = 평균", f"{words[1]}: mean contributions add up")
        book.check(says, _near(str(found.mean_total), repr(_mean(book, target))))


def _mean(book: Book, target: str) -> float:
    return float(book.run.results["totals"][target])


def _simulation(book: Book, fan: FanCells) -> None:
    for year, quantiles in zip(book.chain["years"], fan.quantiles, strict=True):
        pairs = pairwise(quantiles)
        ordered = ",".join(f"{low}<={high}" for low, high in pairs)
        says = (f"{year}년 분위수가 순서대로", f"{year}: quantiles in order")
        book.check(says, f"AND({ordered})")
    says = ("중앙 계수의 마지막 누계 = 총투자", "the central path ends at the total")
    book.check(says, _near(str(fan.live[-1]), book.use("total.investment")))
    chance = fan.chance
    says = ("확률이 0과 1 사이", "the chance lies between 0 and 1")
    book.check(says, f"AND({chance}>=0,{chance}<=1)")
