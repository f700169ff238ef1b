"""Who brought what: weights, exact Shapley values, and the range over all orderings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, factorial, floor, log10
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell as cell

from app.exports.page import At, Book, Page, Words
from app.exports.sheets.coalitions import coalition_name
from app.exports.sheets.ledger_a import SeriesCells
from app.exports.style import BN, BRAND, DEEP, LINE, LOGIT, YEAR, not_known
from app.messages.projection import ATTRIBUTION, PLAYERS
from econ.names import PLAYERS as NAMES

TARGETS: Mapping[str, Words] = {
    "investment": ("투자(2024~2027년 누계)", "Investment (2024–2027)"),
    "impact_official": ("경제효과: 공식 최대 잠재치 기준", "Impact: official potential"),
    "impact_evidence": ("경제효과: 근거 기반", "Impact: evidence-based"),
}
HEADS: Sequence[Words] = (
    ("구분", "Player"),
    ("배분 φ(중앙 계수)", "Shapley φ (central)"),
    ("먼저 넣을 때", "First in"),
    ("나중에 넣을 때", "Last in"),
    ("평균(모의실험)", "Mean (simulated)"),
    ("5%", ""),
    ("95%", ""),
    ("먼저(모의)", "First in (sim.)"),
    ("나중(모의)", "Last in (sim.)"),
)
SIMULATED = ("mean", "p05", "p95", "first_in", "last_in")
UNKNOWN = "알 수 없음 · Not known"
FIRST = 6
WEIGHTS = FIRST + 3
COUNT = 16


@dataclass(frozen=True, slots=True)
class Shares:
    """Checkable cells of one target: values by coalition, φ by player, and the simulated means."""

    values: tuple[At, ...]
    shapley: tuple[At, ...]
    means: tuple[At, ...]
    mean_total: At


def write(
    book: Book, page: Page, coalitions: Sequence[Sequence[At]], ledger: SeriesCells
) -> dict[str, Shares]:
    """The weights once, then a table a target, then the chart."""
    page.widths(34, 20, 18, 18, 18, 18, 24, 24, 24, 4, 14, 14)
    weight = sum(book.run.results["prior_weight"].values()) / len(book.run.results["prior_weight"])
    said = {"weight": f"{weight:.0%}"}
    page.sentence(2, len(HEADS), ATTRIBUTION.to("ko", said), "warning")
    page.sentence(3, len(HEADS), ATTRIBUTION.to("en", said), "note")
    _weights(book, page)
    sources = {
        "investment": [cells[-1] for cells in coalitions],
        "impact_official": list(ledger.official.totals),
        "impact_evidence": list(ledger.evidence.totals),
    }
    row, found = WEIGHTS + COUNT + 2, {}
    for target, words in TARGETS.items():
        found[target] = _target(book, page, row, target, words, sources[target])
        row += len(NAMES) + 5
    _chart(book, page, WEIGHTS + COUNT + 2, row)
    page.sheet.print_area(0, 0, row + 17, len(HEADS) - 1)
    page.finish(freeze=(2, 1), wide=False, tall=1)
    return found


def _weights(book: Book, page: Page) -> None:
    """|C|!(3-|C|)!/4! with its sign, and the values of the three targets beside it."""
    page.section(FIRST, ("가중치와 조합의 값", "Weights and values of the coalitions"), 9)
    heads: list[Words] = [("조합", "Coalition"), ("크기", "Size")]
    heads += [(PLAYERS[name].ko, PLAYERS[name].en) for name in NAMES]
    page.heads(WEIGHTS - 1, 0, [*heads, *TARGETS.values()])
    for index, coalition in enumerate(book.chain["investment"]["coalitions"]):
        row, size = WEIGHTS + index, len(coalition["players"])
        page.text(row, 0, coalition_name(coalition["players"]))
        flags = f"Coalitions!{cell(4 + index, 1)}:{cell(4 + index, 4)}"
        page.formula(row, 1, f"SUM({flags})", size, YEAR)
        for bit, name in enumerate(NAMES):
            flag, n = f"Coalitions!{cell(4 + index, 1 + bit)}", cell(row, 1, False, True)
            inside = name in coalition["players"]
            formula = (
                f"IF({flag}=1,FACT(MAX({n}-1,0))*FACT(4-{n}),-FACT({n})*FACT(MAX(3-{n},0)))/FACT(4)"
            )
            page.formula(row, 2 + bit, formula, _weight(size, inside=inside), LOGIT)


def _weight(size: int, *, inside: bool) -> float:
    if inside:
        return factorial(size - 1) * factorial(4 - size) / factorial(4)
    return -factorial(size) * factorial(3 - size) / factorial(4)


def _target(
    book: Book, page: Page, row: int, target: str, words: Words, sources: Sequence[At]
) -> Shares:
    col = 6 + list(TARGETS).index(target)
    chain = _chain(book, target)
    values = tuple(
        page.formula(WEIGHTS + c, col, str(at), value, BN)
        for c, (at, value) in enumerate(zip(sources, chain["values"], strict=True))
    )
    page.section(row, words, 9)
    page.heads(row + 1, 0, HEADS)
    simulated = book.run.results["contributions"][target]
    shapley = [
        _player(book, page, row + 2 + bit, bit, values, chain, simulated)
        for bit in range(len(NAMES))
    ]
    end = row + 2 + len(NAMES)
    page.text(end, 0, " · ".join(PLAYERS["autonomous"]), "text")
    apart = f"{book.use('total.investment')}-{values[-1].cell}"
    page.formula(end, 1, apart if target == "investment" else values[0].cell, chain["alone"], BN)
    for k, name in enumerate(SIMULATED):
        page.number(end, 4 + k, simulated["autonomous"][name], BN, "simulated")
    return _sums(book, page, end + 1, target, values, tuple(shapley), chain)


def _chain(book: Book, target: str) -> dict[str, Any]:
    if target == "investment":
        found = book.chain["investment"]
        values = [coalition["value"] for coalition in found["coalitions"]]
        return {**_game(found), "values": values, "alone": sum(found["autonomous"])}
    primary = book.run.results["primary_series"]
    ledger = next(item for item in book.chain["ledger_a"] if item["series"] == primary)
    track = ledger["official" if target == "impact_official" else "evidence"]
    return {**_game(track), "values": track["total"], "alone": track["autonomous"]}


def _game(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in ("shapley", "first_in", "last_in")}


def _player(
    book: Book,
    page: Page,
    row: int,
    bit: int,
    values: Sequence[At],
    chain: Mapping[str, Any],
    simulated: Mapping[str, Any],
) -> At:
    name = NAMES[bit]
    page.text(row, 0, " · ".join(PLAYERS[name]), "text")
    weights = (
        f"{cell(WEIGHTS, 2 + bit, True, True)}:{cell(WEIGHTS + COUNT - 1, 2 + bit, True, True)}"
    )
    column = f"{cell(values[0].row, values[0].col, True, True)}:" + cell(
        values[-1].row, values[-1].col, True, True
    )
    known = book.run.results["known"][name]
    money = BN if known else not_known(BN)
    shapley = page.formula(
        row, 1, f"SUMPRODUCT({weights},{column})", chain["shapley"][name], money, "total"
    )
    alone, rest = values[1 << bit], values[COUNT - 1 - (1 << bit)]
    page.formula(row, 2, f"{alone.cell}-{values[0].cell}", chain["first_in"][name], money)
    page.formula(row, 3, f"{values[-1].cell}-{rest.cell}", chain["last_in"][name], money)
    for k, item in enumerate(SIMULATED):
        if known:
            page.number(row, 4 + k, simulated[name][item], BN, "simulated")
        else:
            page.text(row, 4 + k, UNKNOWN, "unknown")
    return shapley


def _sums(
    book: Book,
    page: Page,
    row: int,
    target: str,
    values: tuple[At, ...],
    shapley: tuple[At, ...],
    chain: Mapping[str, Any],
) -> Shares:
    page.text(row, 0, "합계 · Total", "total")
    total = sum(chain["shapley"].values()) + chain["alone"]
    page.formula(row, 1, f"SUM({shapley[0].cell}:{cell(row - 1, 1)})", total, BN, "total")
    at = page.formula(
        row,
        4,
        f"SUM({cell(shapley[0].row, 4)}:{cell(row - 1, 4)})",
        _known_sum(book, target),
        BN,
        "total",
    )
    means = tuple(page.at(shapley[0].row + k, 4) for k in range(len(NAMES) + 1))
    return Shares(values, shapley, means, at)


def _known_sum(book: Book, target: str) -> float:
    """The sum of the means that are shown; what is not known shows none."""
    known = book.run.results["known"]
    found = book.run.results["contributions"][target]
    return float(sum(item["mean"] for name, item in found.items() if known.get(name, True)))


def _whiskers(book: Book, page: Page, first: int) -> tuple[str, str]:
    """How far the interval reaches to either side of the mean, beside the table."""
    page.heads(first - 2, 10, [("95% − 평균", "95% − mean"), ("평균 − 5%", "Mean − 5%")])
    known, means = book.run.results["known"], book.run.results["contributions"]["investment"]
    for n, name in enumerate(NAMES[1:]):
        found, row = means[name], first + n
        if not known[name]:
            continue
        up, down = found["p95"] - found["mean"], found["mean"] - found["p05"]
        page.formula(row, 10, f"{cell(row, 6)}-{cell(row, 4)}", up, BN)
        page.formula(row, 11, f"{cell(row, 4)}-{cell(row, 5)}", down, BN)
    last = first + len(NAMES) - 2
    above, below = (page.at(first, col).to(page.at(last, col)) for col in (10, 11))
    return above, below


def _chart(book: Book, page: Page, row: int, end: int) -> None:
    """What credits, funds and loans account for; the pledges are the base, not a bar."""
    chart = book.workbook.add_chart({"type": "bar"})
    first, last = row + 3, row + 2 + len(NAMES) - 1
    above, below = _whiskers(book, page, first)
    known = book.run.results["known"]
    labels = [{} if known[name] else {"value": UNKNOWN} for name in NAMES[1:]]
    chart.add_series(
        {
            "name": "평균 · Mean",
            "categories": [page.name, first, 0, last, 0],
            "values": [page.name, first, 4, last, 4],
            "fill": {"color": BRAND},
            "gap": 60,
            "data_labels": {
                "value": True, "num_format": BN, "position": "inside_base", "custom": labels,
            },
            "y_error_bars": {
                "type": "custom",
                "plus_values": f"={above}",
                "minus_values": f"={below}",
                "line": {"color": DEEP},
            },
        }
    )  # fmt: skip
    inside = "약정에 이미 포함, 더하지 않음 · of which inside the pledges, not added"
    scope = inside if book.run.scope == "strict" else "약정 안팎 · inside and beside the pledges"
    title = "지원 수단이 설명하는 투자(10억원) · What instruments account for (KRW bn)"
    page.titled(chart, f"{title}\n{scope}")
    chart.set_legend({"none": True})
    axis = {"num_format": BN, "major_gridlines": {"visible": True, "line": {"color": LINE}}}
    chart.set_x_axis({**axis, **_reach(book)})
    chart.set_y_axis({"reverse": True})
    chart.set_size({"width": 1200, "height": 340})
    page.sheet.insert_chart(end, 0, chart, {"description": "기여와 90% 구간"})


def _reach(book: Book) -> dict[str, float]:
    """An axis on which the longest interval ends; a spreadsheet alone minds only the bars."""
    known, means = book.run.results["known"], book.run.results["contributions"]["investment"]
    shown = [means[name] for name in NAMES[1:] if known[name]]
    most = max((found["p95"] for found in shown), default=0.0)
    if most <= 0.0 or min(found["p05"] for found in shown) < 0.0:
        return {}
    step = 10.0 ** floor(log10(most)) / 2
    return {"min": 0, "max": ceil(most / step) * step}
