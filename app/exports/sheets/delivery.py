"""From the share finally delivered to the share of a year: a bisection, step by step."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from xlsxwriter.utility import xl_rowcol_to_cell as cell

from app.exports.page import At, Book, Page, Words
from app.exports.style import FACTOR, PLAIN, SHARE, TINY, YEAR
from econ.delivery import UNCERTAIN
from econ.parameters import load
from econ.realisation import BISECTIONS, LARGEST_SHARE, delivered, trace
from econ.units import Vector

HEADS: Sequence[Words] = (
    ("상태", "Status"),
    ("배분", "Profile"),
    ("자체 관측 수", "Own observations"),
    ("관측 이행률 합", "Sum observed"),
    ("최종 이행률", "Final share"),
    ("이월률 κ", "Slippage κ"),
    ("취소 위험(연)", "Hazard a year"),
    ("연간 이행률 μ", "Annual share μ"),
    ("적용 위험", "Hazard applied"),
    ("되돌린 최종 이행률", "Final share again"),
)
STEPS: Sequence[Words] = (
    ("행", "Lane"),
    ("단계", "Step"),
    ("폭", "Width"),
    ("하한", "Low"),
    ("노력", "Effort"),
    ("μ", "μ"),
    ("생존", "Keep"),
    ("이월 q", "Carry q"),
    ("이행", "Delivered"),
)
FIRST = 5
LARGEST = "delivery.largest_share"

SEEN: Sequence[Words] = (
    ("관측한 약정", "Pledge observed"),
    ("연도", "Year"),
    ("상태", "Status"),
    ("규모", "Size"),
    ("연간 이행률", "Annual share"),
    ("뜻하는 최종 이행률", "Final share implied"),
)
SEEN_COL = 12

Key = tuple[str, str, str]
"""Status, size (empty where the lane takes over its status) and profile."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A fully reported year of a pledge with a balance (econ.delivery.history)."""

    pledge: str
    year: int
    status: str
    size: str
    profile: str
    share: float


@dataclass(frozen=True, slots=True)
class Lane:
    """Where a lane's annual share and hazard stand."""

    share: At
    hazard: At
    final: At


@dataclass(slots=True)
class Lanes:
    """The lanes of a book; every pledge with an uncertain end belongs to one."""

    observations: tuple[Observation, ...]
    counts: Mapping[tuple[str, str], int]
    smallest: float
    found: dict[Key, Lane]

    def key_of(self, pledge: Mapping[str, Any]) -> Key | None:
        """The lane of a pledge; None for one whose end is certain."""
        if pledge["final_share"] is None:
            return None
        status, size = pledge["status"], pledge["size"]
        enough = self.counts.get((status, size), 0) >= self.smallest
        return status, size if enough else "", pledge["profile"]


def write(book: Book, page: Page) -> Lanes:
    """One row a lane, the observations beside it, and below the halvings that solve it."""
    chain = book.chain
    observations = _observations(book)
    lanes = Lanes(
        observations,
        Counter((seen.status, seen.size) for seen in observations),
        chain["coefficients"]["delivery.smallest_cell"],
        {},
    )
    finals = {
        key: pledge["final_share"]
        for pledge in chain["pledges"]
        if (key := lanes.key_of(pledge)) is not None
    }
    page.widths(16, 12, 12, 13, 13, 12, 14, 15, 13, 16, 4, 4, 34, 8, 13, 10, 13, 15)
    page.text(3, 0, "가장 큰 연간 이행률 · Largest annual share", "lead")
    book.name(LARGEST, page.number(3, 4, LARGEST_SHARE, PLAIN))
    page.heads(4, 0, HEADS)
    seen = _seen(book, page, lanes.observations)
    below = FIRST + max(len(finals), len(lanes.observations)) + 2
    page.section(below - 1, ("반감법 40단계", "Forty halvings"), 9)
    page.heads(below, 0, STEPS)
    for n, key in enumerate(sorted(finals)):
        block = below + 1 + n * BISECTIONS
        lanes.found[key] = _lane(book, page, n, key, finals[key], block, seen)
    page.finish(freeze=(5, 1))
    return lanes


def _observations(book: Book) -> tuple[Observation, ...]:
    found = []
    for pledge in book.chain["pledges"]:
        reported = np.array([np.nan if won is None else won for won in pledge["reported"]])
        covered = np.array(pledge["covered"])
        schedule = np.array(pledge["schedule"])
        followed = trace(schedule, 1.0, 1.0, reported=reported, covered=covered)
        rule = load().categories[pledge["category"]]
        for n in np.flatnonzero((covered == 1.0) & (followed.balance > 0.0)):
            share = float(np.clip(followed.realised[n] / followed.balance[n], 0.0, 1.0))
            year = book.chain["book_years"][n]
            who = (pledge["id"], year, pledge["status"], pledge["size"], rule.profile)
            found.append(Observation(*who, share))
    return tuple(found)


def _seen(book: Book, page: Page, observations: Sequence[Observation]) -> tuple[str, str, str]:
    """The observations with the final share that each implies; returns their columns."""
    page.heads(4, SEEN_COL, SEEN)
    for n, seen in enumerate(observations):
        row = FIRST + n
        page.text(row, SEEN_COL, book.key(seen.pledge))
        page.number(row, SEEN_COL + 1, seen.year, YEAR)
        page.text(row, SEEN_COL + 2, seen.status)
        page.text(row, SEEN_COL + 3, seen.size)
        page.number(row, SEEN_COL + 4, seen.share, SHARE)
        _implied(book, page, row, seen)
    last = FIRST + max(len(observations), 1) - 1
    status, size, final = (
        f"{cell(FIRST, SEEN_COL + k, True, True)}:{cell(last, SEEN_COL + k, True, True)}"
        for k in (2, 3, 5)
    )
    return status, size, final


def _implied(book: Book, page: Page, row: int, seen: Observation) -> None:
    values, uncertain = book.chain["coefficients"], seen.status in UNCERTAIN
    hazard = values[f"cancellation.{seen.status}"] if uncertain else 0.0
    slippage = values["delivery.slippage"]
    shape = np.array(book.chain["series"][f"profile.{seen.profile}"])
    value = float(delivered(shape, seen.share, slippage, hazard))
    keep = f"(1-{book.use(f'cancellation.{seen.status}')})" if uncertain else "1"
    share = cell(row, SEEN_COL + 4)
    carry = f"({book.use('delivery.slippage')}*(1-{share}))"
    page.formula(
        row, SEEN_COL + 5, _delivered(book, seen.profile, share, keep, carry), value, SHARE
    )


def _lane(
    book: Book,
    page: Page,
    n: int,
    key: Key,
    final: float,
    block: int,
    seen: tuple[str, str, str],
) -> Lane:
    status, _, profile = key
    row, values = FIRST + n, book.chain["coefficients"]
    slippage, risk = values["delivery.slippage"], values[f"cancellation.{status}"]
    shape = np.array(book.chain["series"][f"profile.{profile}"])
    goal = _goal(book, page, row, key, final, seen)
    page.formula(row, 5, book.use("delivery.slippage"), slippage, SHARE)
    page.formula(row, 6, book.use(f"cancellation.{status}"), risk, SHARE)
    lows = _efforts(final, slippage, risk, shape)
    _steps(book, page, _Steps(block, row, profile, lows, slippage, risk, shape))
    last = block + BISECTIONS - 1
    end = f"({_next_low(last, row)}+{cell(last, 2)})"
    share, hazard = _solved(lows[-1], risk)
    at = page.formula(row, 7, f"MIN({end},1)*{book.use(LARGEST)}", share, FACTOR)
    risky = page.formula(row, 8, f"{cell(row, 6)}*MIN(2-{end},1)", hazard, FACTOR)
    again = _delivered(book, profile, cell(row, 7), f"(1-{cell(row, 8)})", _carry(row, 7, row))
    back = page.formula(row, 9, again, float(delivered(shape, share, slippage, hazard)), SHARE)
    said = "/".join(part for part in key if part)
    book.check(
        (
            f"{said}: 연간 이행률이 최종 이행률로 되돌아감",
            f"{said}: the annual share leads back to the final share",
        ),
        f"ABS({back}-{goal})<0.000000001",
    )
    return Lane(at, risky, goal)


def _goal(
    book: Book, page: Page, row: int, key: Key, final: float, seen: tuple[str, str, str]
) -> At:
    """The final share: prior and observations, the prior counting as n0 of them."""
    status, size, profile = key
    page.text(row, 0, f"{status} {size}".strip())
    page.text(row, 1, profile)
    weight, prior = (
        book.chain["coefficients"][name]
        for name in ("delivery.prior_weight", f"delivery.share.{status}")
    )
    count = _tranches(book, key)
    chosen = f'{seen[0]},"{status}"' + (f',{seen[1]},"{size}"' if size else "")
    page.formula(row, 2, f"COUNTIFS({chosen})", count, YEAR)
    observed = final * (weight + count) - weight * prior if count else 0.0
    page.formula(row, 3, f"SUMIFS({seen[2]},{chosen})", observed, FACTOR)
    n0, p0 = book.use("delivery.prior_weight"), book.use(f"delivery.share.{status}")
    pooled = f"({n0}*{p0}+{cell(row, 3)})/({n0}+{cell(row, 2)})"
    return page.formula(row, 4, pooled, final, SHARE)


def _tranches(book: Book, key: Key) -> int:
    status, size, profile = key
    return next(
        int(pledge["tranches"])
        for pledge in book.chain["pledges"]
        if (pledge["status"], pledge["profile"]) == (status, profile)
        and size in ("", pledge["size"])
        and pledge["final_share"] is not None
    )


def _efforts(final: float, slippage: float, risk: float, shape: Vector) -> list[float]:
    """The lower bound before each halving and, last, the effort that it ends at."""
    low, width, lows = 0.0, 1.0, []
    for _ in range(BISECTIONS):
        lows.append(low)
        share, hazard = _solved(low + width, risk)
        low += width if float(delivered(shape, share, slippage, hazard)) < final else 0.0
        width /= 2
    return [*lows, low + 2 * width]


def _solved(effort: float, risk: float) -> tuple[float, float]:
    return min(effort, 1.0) * LARGEST_SHARE, risk * min(2.0 - effort, 1.0)


@dataclass(frozen=True, slots=True)
class _Steps:
    """What the halvings of a lane need."""

    block: int
    lane: int
    profile: str
    lows: Sequence[float]
    slippage: float
    risk: float
    shape: Vector


def _steps(book: Book, page: Page, given: _Steps) -> None:
    for step in range(BISECTIONS):
        row, width = given.block + step, 2.0**-step
        effort = given.lows[step] + width
        share, hazard = _solved(effort, given.risk)
        page.number(row, 0, given.lane - FIRST + 1, PLAIN, "live")
        page.number(row, 1, step + 1, PLAIN, "live")
        page.number(row, 2, width, TINY, "live")
        low = _next_low(row - 1, given.lane) if step else "0"
        page.formula(row, 3, low, given.lows[step], FACTOR)
        page.formula(row, 4, f"{cell(row, 3)}+{cell(row, 2)}", effort, FACTOR)
        page.formula(row, 5, f"MIN({cell(row, 4)},1)*{book.use(LARGEST)}", share, FACTOR)
        keep = f"1-{cell(given.lane, 6)}*MIN(2-{cell(row, 4)},1)"
        page.formula(row, 6, keep, 1.0 - hazard, FACTOR)
        carried = given.slippage * (1.0 - share)
        page.formula(row, 7, _carry(row, 5, given.lane), carried, FACTOR)
        reached = _delivered(book, given.profile, cell(row, 5), cell(row, 6), cell(row, 7))
        value = float(delivered(given.shape, share, given.slippage, hazard))
        page.formula(row, 8, reached, value, FACTOR)


def _next_low(row: int, lane: int) -> str:
    return f"({cell(row, 3)}+IF({cell(row, 8)}<{cell(lane, 4)},{cell(row, 2)},0))"


def _carry(row: int, col: int, lane: int) -> str:
    return f"({cell(lane, 5)}*(1-{cell(row, col)}))"


def _delivered(book: Book, profile: str, share: str, keep: str, carry: str) -> str:
    """Σ keep^t μ b_t with b_t = p_t + q b_(t-1) over the four parts of the profile."""
    balance, terms = "", []
    for part in range(1, 5):
        own = book.use(f"profile.{profile}.{part}")
        balance = f"({own}+{carry}*{balance})" if balance else own
        terms.append(f"{keep}^{part}*{balance}")
    return f"{share}*({'+'.join(terms)})"
