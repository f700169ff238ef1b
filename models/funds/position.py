"""Where the money of one fund is: committed, called, paid in, invested, given back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.funds.chain import Behind, FundFact, parts_of, whole_of
from models.vocabulary import InvestmentNature, MovementKind


@dataclass(frozen=True, slots=True)
class Flow:
    """One dated amount of a fund; a correction carries the kind of what it corrects.

    ``commitment`` is the number of the commitment that was called or paid.
    """

    kind: MovementKind
    amount_won: int
    commitment: str = ""
    nature: InvestmentNature | None = None
    is_recycled: bool = False
    coinvested_won: int | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One commitment with what was called on it and paid; None where nothing was filed."""

    committed_won: int | None
    called_won: int | None
    paid_won: int | None

    @property
    def dry_powder_won(self) -> int | None:
        """Committed and not yet called."""
        if self.committed_won is None or self.called_won is None:
            return None
        return self.committed_won - self.called_won

    @property
    def shortfall_won(self) -> int | None:
        """Called and not paid; never less than nothing."""
        if self.called_won is None:
            return None
        return max(self.called_won - (self.paid_won or 0), 0)


@dataclass(frozen=True, slots=True)
class Position:
    """The money of one fund; None where nothing was filed, which is not zero."""

    account: Account
    accounts: Mapping[str, Account]
    invested_won: int | None
    secondary_won: int
    recycled_won: int
    into_funds_won: int
    distributed_won: int | None
    coinvested_won: int | None

    @property
    def shortfall_won(self) -> int | None:
        """Called and not paid, commitment by commitment: one investor's excess helps no other."""
        known = [one.shortfall_won for one in self.accounts.values()]
        filed = [won for won in known if won is not None]
        return sum(filed) if filed else None

    @property
    def deal_leverage(self) -> Fraction | None:
        """Money of others in the same deals per won that the fund invested."""
        if self.coinvested_won is None or not self.invested_won:
            return None
        return Fraction(self.coinvested_won, self.invested_won)


def position(
    committed_won: int | None, commitments: Mapping[str, int], flows: Iterable[Flow]
) -> Position:
    """Add up the dated money of a fund; ``commitments`` is won by the number of each."""
    listed = list(flows)
    called = _by_commitment(listed, MovementKind.CALL)
    paid = _by_commitment(listed, MovementKind.PAID_IN)
    spent = [flow for flow in listed if flow.kind is MovementKind.DISBURSEMENT]
    names = dict.fromkeys((*commitments, *called, *paid))
    return Position(
        account=Account(committed_won, _sum(called.values()), _sum(paid.values())),
        accounts={
            name: Account(commitments.get(name), called.get(name), paid.get(name)) for name in names
        },
        invested_won=_sum(flow.amount_won for flow in spent),
        secondary_won=_of_nature(spent, InvestmentNature.SECONDARY),
        recycled_won=sum(flow.amount_won for flow in spent if flow.is_recycled),
        into_funds_won=_of_nature(spent, InvestmentNature.FUND),
        distributed_won=_sum(
            flow.amount_won for flow in listed if flow.kind is MovementKind.DISTRIBUTION
        ),
        coinvested_won=_sum(
            flow.coinvested_won for flow in spent if flow.coinvested_won is not None
        ),
    )


def fund_leverage(fund: FundFact, known: Mapping[int, Behind]) -> Fraction | None:
    """Private money committed per public won, funds among the investors looked through.

    3,500 private and 1,500 public give 7/3, printed 2.33. None where no public money is known.
    """
    private = public = Fraction(0)
    for held in whole_of(fund):
        of = parts_of(held, known)
        private += held.amount_won * of.private
        public += held.amount_won * of.public
    return private / public if public else None


def _by_commitment(flows: Iterable[Flow], kind: MovementKind) -> Counter[str]:
    found: Counter[str] = Counter()
    for flow in flows:
        if flow.kind is kind:
            found[flow.commitment] += flow.amount_won
    return found


def _of_nature(flows: Iterable[Flow], nature: InvestmentNature) -> int:
    return sum(flow.amount_won for flow in flows if flow.nature is nature)


def _sum(amounts: Iterable[int]) -> int | None:
    listed = list(amounts)
    return sum(listed) if listed else None
