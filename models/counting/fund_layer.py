"""Fund money at one layer: the investee, with the public share removed along the chain.

Commitments, the size of a fund and what it invested are the same money three times; only the
last of them reaches a firm. Whatever is taken out of an investment is said with its rule, and
what counts and what was taken out add up to it, to the won.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.counting.facts import Scope
from models.counting.findings import Finding
from models.funds.chain import Behind, FundFact, behind
from models.types import PPM
from models.vocabulary import InvestmentNature, Nature, Place

Taking = tuple[str, Mapping[str, object], Fraction]
"""A rule, the values of its sentence, and what is left of each won after it."""
OF_THE_CHAIN = ("count_fund_layer", "count_not_new", "count_fund_unknown", "count_fund_public")
"""The rules that find the private money at the investee; the others ask what it is for."""


@dataclass(frozen=True, slots=True)
class InvestmentFact:
    """Money that a fund paid to one investee. An unknown AI share is None, never all of it."""

    movement: int
    fund: int
    year: int
    amount_won: int
    investee: str
    investee_id: int | None = None
    is_fund: bool = False
    nature: InvestmentNature = InvestmentNature.PRIMARY
    is_recycled: bool = False
    place: Place = Place.KOREA
    ai_share_ppm: int | None = None


@dataclass(frozen=True, slots=True)
class PledgedFact:
    """What a pledge of an investee already counts in one year."""

    instrument: int
    code: str
    party_id: int
    year: int | None
    counted_won: int


@dataclass(frozen=True, slots=True)
class CountedInvestment:
    """One investment with what counts of it and what each rule took out."""

    fact: InvestmentFact
    counted_won: int
    removed: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FundLayer:
    """The investee layer of all funds; the naive sum adds every layer and is never used.

    ``naive_won`` is commitments to every fund plus everything invested.
    """

    rows: tuple[CountedInvestment, ...]
    behind: Mapping[int, Behind]
    committed_won: int
    invested_won: int

    @property
    def private_won(self) -> int:
        """Private money that reached investees, whatever it is for.

        Of KRW 22.4T formed with 4.5T of public money and 15.6T invested, 12.47T: never the
        42.5T that commitments, formation and investment sum to.
        """
        return self.invested_won - sum(self.by_rule.get(code, 0) for code in OF_THE_CHAIN)

    @property
    def counted_won(self) -> int:
        """What counts toward the target."""
        return sum(row.counted_won for row in self.rows)

    @property
    def reported_won(self) -> int | None:
        """What counts, as a reader may be told; None while nobody filed an investment."""
        return self.counted_won if self.rows else None

    @property
    def filed_won(self) -> int | None:
        """The naive sum; None while nobody filed a commitment or an investment."""
        return self.naive_won if self.rows or self.committed_won else None

    @property
    def taken_won(self) -> int | None:
        """What the naive sum has too much; None while there is no naive sum."""
        return self.removed_won if self.filed_won is not None else None

    @property
    def naive_won(self) -> int:
        """Every layer added up: the sum that counts the same money several times."""
        return self.committed_won + self.invested_won

    @property
    def removed_won(self) -> int:
        """What the naive sum has too much."""
        return self.naive_won - self.counted_won

    @property
    def by_rule(self) -> dict[str, int]:
        """Won taken out of the naive sum by each rule; with what counts they make it up."""
        found: Counter[str] = Counter({"count_fund_commitments": self.committed_won})
        for row in self.rows:
            for finding in row.removed:
                found[finding.code] += finding.removed_won or 0
        return {code: won for code, won in found.items() if won}

    def of(
        self, funds: Mapping[int, FundFact], collected: Collection[int], spent: Collection[int]
    ) -> "FundLayer":
        """The same for some funds: what ``collected`` raised and what ``spent`` invested."""
        rows = tuple(row for row in self.rows if row.fact.fund in spent)
        return FundLayer(
            rows=rows,
            behind=self.behind,
            committed_won=sum(funds[key].committed_won or 0 for key in collected),
            invested_won=sum(row.fact.amount_won for row in rows),
        )

    def by(self, name: Callable[[InvestmentFact], int | str]) -> dict[int | str, int]:
        """Counted won by whatever ``name`` says of an investment: its year, fund or investee."""
        found: Counter[int | str] = Counter()
        for row in self.rows:
            found[name(row.fact)] += row.counted_won
        return dict(sorted(found.items(), key=lambda pair: str(pair[0])))


def fund_layer(
    funds: Mapping[int, FundFact],
    investments: Iterable[InvestmentFact],
    scope: Scope,
    pledged: Iterable[PledgedFact] = (),
    different: Collection[tuple[int, int]] = (),
) -> FundLayer:
    """Judge every investment of ``funds`` by the registry's fifth rule and its neighbours.

    The naive sum holds funds with registered commitments or investments; a plan is no money.
    ``pledged`` is what pledges of investees count; ``different`` holds pairs of fund and
    pledge that a person found to be different investments. Raises FundLoop.
    """
    known = behind(funds)
    listed = sorted(investments, key=lambda fact: (fact.year, fact.movement))
    left = _Pledged(pledged, different)
    rows = tuple(_judged(fact, known.get(fact.fund), scope, left) for fact in listed)
    spent = {fact.fund for fact in listed}
    raised = [fund for key, fund in funds.items() if fund.holdings or key in spent]
    return FundLayer(
        rows=rows,
        behind=known,
        committed_won=sum(fund.committed_won or 0 for fund in raised),
        invested_won=sum(fact.amount_won for fact in listed),
    )


class _Pledged:
    """What pledges of investees count already; each won of it is taken out once."""

    def __init__(
        self, facts: Iterable[PledgedFact], different: Collection[tuple[int, int]]
    ) -> None:
        self._different = different
        self._open: dict[int, list[PledgedFact]] = defaultdict(list)
        self._used: Counter[PledgedFact] = Counter()
        for fact in facts:
            self._open[fact.party_id].append(fact)

    def take(self, fact: InvestmentFact, won: int) -> tuple[int, tuple[str, ...]]:
        """How much of ``won`` the investee's own pledges of the year count, and which."""
        taken, codes = 0, []
        for one in self._open.get(fact.investee_id or 0, ()):
            if one.year not in (fact.year, None) or (fact.fund, one.instrument) in self._different:
                continue
            part = min(won - taken, one.counted_won - self._used[one])
            if part > 0:
                self._used[one] += part
                taken += part
                codes.append(one.code)
        return taken, tuple(codes)


def _judged(
    fact: InvestmentFact, of: Behind | None, scope: Scope, left: _Pledged
) -> CountedInvestment:
    removed, won = [], fact.amount_won
    for code, values, share in _takings(fact, of or Behind(unknown=Fraction(1)), scope):
        kept = round(fact.amount_won * share)
        if kept != won:
            removed.append(Finding(code, {**values, "left": kept}, won - kept))
            won = kept
    taken, codes = left.take(fact, won)
    if taken:
        removed.append(Finding("count_investee_pledged", {"codes": list(codes)}, taken))
    return CountedInvestment(fact, won - taken, tuple(removed))


def _takings(fact: InvestmentFact, of: Behind, scope: Scope) -> Iterator[Taking]:
    """What is left of each won after every rule, in the order in which they are asked.

    First what never reaches a firm, then whose money it is, then what the target asks for.
    """
    if fact.is_fund or fact.nature is InvestmentNature.FUND:
        yield "count_fund_layer", {}, Fraction(0)
        return
    if fact.nature is InvestmentNature.SECONDARY:
        yield "count_not_new", {"nature": Nature.SECONDARY}, Fraction(0)
        return
    yield "count_fund_unknown", {}, 1 - of.unknown
    yield "count_fund_public", {}, of.private
    if (outside := _outside(fact, scope)) is not None:
        yield *outside, Fraction(0)
        return
    yield "count_ai_share", {}, of.private * Fraction(fact.ai_share_ppm or 0, PPM)


def _outside(fact: InvestmentFact, scope: Scope) -> tuple[str, Mapping[str, object]] | None:
    """Why an investment is not what the target means; None where it is."""
    if fact.place is not Place.KOREA:
        return "count_abroad", {"place": fact.place}
    if not scope.holds(fact.year):
        return "count_out_of_window", {"year": fact.year}
    return ("count_ai_share_unknown", {}) if fact.ai_share_ppm is None else None
