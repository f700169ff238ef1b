"""The credits of one firm through its tax years: use, carry-forward by origin, expiry, clawback."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from models.taxes.clawback import Clawback, Repayment, repayment
from models.taxes.law import WatchLaw
from models.taxes.steps import whole


@dataclass(frozen=True, slots=True)
class Lot:
    """A credit of one origin year and the part of it that is still unused.

    ``key`` names the claim; ``carry_years`` is None where no setting says how long it lives.
    """

    key: str
    origin: int
    won: int
    is_exempt: bool = False
    carry_years: int | None = None
    rural_rate: Fraction | None = None

    @property
    def last_year(self) -> int | None:
        """The last tax year in which it may be used (Art. 144①)."""
        return None if self.carry_years is None else self.origin + self.carry_years


@dataclass(frozen=True, slots=True)
class TaxYear:
    """What a firm states of one tax year.

    ``tax_won`` is the computed tax less reliefs outside this register, ``minimum_won`` the
    minimum tax; either is None where it is not known. ``clawbacks`` stand beside the key of
    the claim that they take back. ``unknown`` are keys of claims whose credit is not known.
    """

    year: int
    lots: tuple[Lot, ...] = ()
    tax_won: int | None = None
    minimum_won: int | None = None
    clawbacks: tuple[tuple[str, Clawback], ...] = ()
    unknown: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class YearResult:
    """What became of the credits in one year; None is what cannot be known.

    ``used`` and ``carried`` hold won by (origin year, claim); ``expired`` those that lapsed at
    the end of the year and ``cancelled`` those that a clawback took before they were used.
    """

    year: int
    room_won: int | None
    used: Mapping[tuple[int, str], int] | None
    carried: Mapping[tuple[int, str], int] | None
    expired: Mapping[tuple[int, str], int] | None
    cancelled: Mapping[tuple[int, str], int] = field(default_factory=dict)
    repayments: tuple[tuple[str, Repayment], ...] = ()
    rural_won: int | None = None
    reason: str = ""

    @property
    def used_won(self) -> int | None:
        """Everything used in the year."""
        return None if self.used is None else sum(self.used.values())

    @property
    def carried_won(self) -> int | None:
        """Everything that goes on to later years."""
        return None if self.carried is None else sum(self.carried.values())

    @property
    def clawed_won(self) -> int | None:
        """What clawbacks cost in the year, interest included."""
        totals = [one.total_won for _, one in self.repayments]
        known = [won for won in totals if won is not None]
        return sum(known) if len(known) == len(totals) else None

    @property
    def expenditure_won(self) -> int | None:
        """The tax expenditure of the year: what was used, less what was clawed back in it."""
        if self.used_won is None or self.clawed_won is None:
            return None
        return self.used_won - self.clawed_won


def ledger(years: Sequence[TaxYear], watch: Mapping[int, WatchLaw]) -> list[YearResult]:
    """Walk through the tax years of one firm.

    Parameters
    ----------
    years : sequence of TaxYear
        In their order. A year between them that nobody stated stops the account while credits
        are open: what was used in it is not known.
    watch : mapping
        What Arts. 24③ and 146 say, by year.

    Notes
    -----
    Art. 144②: carried-over credits before those of the year, the oldest origin first. Art.
    132①, ③: credits that the minimum tax limits are deducted first, down to it; exempt ones
    after them, down to nothing. Art. 144①: what is left lives through the tax years that end
    within ten years from the start of the next one.
    """
    open_lots: list[Lot] = []
    results: list[YearResult] = []
    stopped = ""
    for before, stated in zip((None, *years), years, strict=False):
        gap = before is not None and stated.year - before.year > 1
        if gap and any(lot.won for lot in open_lots):
            stopped = stopped or "year_missing"
        if not stopped:
            stopped = _reason(stated, open_lots)
        if stopped:
            repaid = tuple((key, _unknown(one, watch, stated)) for key, one in stated.clawbacks)
            results.append(
                YearResult(stated.year, None, None, None, None, {}, repaid, None, stopped)
            )
            continue
        result, open_lots = _year(stated, [*open_lots, *stated.lots], watch)
        results.append(result)
    return results


def _reason(stated: TaxYear, open_lots: Sequence[Lot]) -> str:
    """Why the year cannot be worked out; empty where it can."""
    lots = [lot for lot in (*open_lots, *stated.lots) if lot.won]
    if stated.unknown:
        return "credit_unknown"
    is_limited = any(not lot.is_exempt for lot in lots)
    if (lots and stated.tax_won is None) or (is_limited and stated.minimum_won is None):
        return "tax_unknown"
    return "carry_unknown" if any(lot.carry_years is None for lot in lots) else ""


def _unknown(one: Clawback, watch: Mapping[int, WatchLaw], stated: TaxYear) -> Repayment:
    due = repayment(one, watch[stated.year], 0)
    return replace(due, used_won=None, cancelled_won=None, interest_won=None) if due.is_due else due


def _year(
    stated: TaxYear, lots: list[Lot], watch: Mapping[int, WatchLaw]
) -> tuple[YearResult, list[Lot]]:
    lots, cancelled, repaid = _clawed(stated, lots, watch)
    tax, minimum = stated.tax_won or 0, stated.minimum_won or 0
    room = max(tax - minimum, 0)
    limited = [lot for lot in lots if not lot.is_exempt]
    used = _take(limited, room)
    exempt = [lot for lot in lots if lot.is_exempt]
    used |= _take(exempt, max(tax - sum(used.values()), 0))
    left = [replace(lot, won=lot.won - used.get((lot.origin, lot.key), 0)) for lot in lots]
    going = [lot for lot in left if lot.won]
    expired = [lot for lot in going if lot.last_year is not None and lot.last_year <= stated.year]
    carried = [lot for lot in going if lot not in expired]
    return (
        YearResult(
            stated.year,
            room,
            used,
            _by_origin(carried),
            _by_origin(expired),
            cancelled,
            repaid,
            _rural(lots, used),
        ),
        carried,
    )


def _take(lots: Sequence[Lot], room: int) -> dict[tuple[int, str], int]:
    """Use lots from the oldest origin on, as far as there is room."""
    used: dict[tuple[int, str], int] = {}
    for lot in sorted(lots, key=lambda lot: (lot.origin, lot.key)):
        won = min(lot.won, room)
        if won:
            used[lot.origin, lot.key] = won
            room -= won
    return used


def _clawed(
    stated: TaxYear, lots: list[Lot], watch: Mapping[int, WatchLaw]
) -> tuple[list[Lot], dict[tuple[int, str], int], tuple[tuple[str, Repayment], ...]]:
    """Take clawed-back credits off what is unused; the rest is paid back."""
    cancelled: dict[tuple[int, str], int] = {}
    repaid: list[tuple[str, Repayment]] = []
    for key, clawback in stated.clawbacks:
        unused = sum(lot.won for lot in lots if lot.key == key)
        due = repayment(clawback, watch[stated.year], unused)
        repaid.append((key, due))
        rest = due.cancelled_won or 0
        for place, lot in enumerate(lots):
            won = min(lot.won, rest) if lot.key == key else 0
            if won:
                lots[place], rest = replace(lot, won=lot.won - won), rest - won
                cancelled[lot.origin, key] = cancelled.get((lot.origin, key), 0) + won
    return lots, cancelled, tuple(repaid)


def _rural(lots: Sequence[Lot], used: Mapping[tuple[int, str], int]) -> int | None:
    """Special rural tax on what was used; unknown where the rate of a used credit is."""
    total = 0
    for lot in lots:
        won = used.get((lot.origin, lot.key), 0)
        if won and lot.rural_rate is None:
            return None
        total += whole(won * (lot.rural_rate or 0))
    return total


def _by_origin(lots: Sequence[Lot]) -> dict[tuple[int, str], int]:
    return {(lot.origin, lot.key): lot.won for lot in lots}
