"""What public support finances a pledge, from its rows and totals: pure, no query.

Each won of support is taken off once on the net basis: what a public partner or participant puts
in is out of the headline already, a total and its rows are one amount, and the part of a loan that
was repaid is private money again.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from models.financing import Finance

PUBLIC: tuple[Finance, ...] = (Finance.PUBLIC_GRANT, Finance.PUBLIC_EQUITY)
NET_PUBLIC, NET_LOAN = "count_net_public", "count_net_loan"
WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class FinanceFact:
    """One source of a pledge's money, and what is known of the record behind it.

    ``public`` is the public part of each won of the fund that it comes from, None where no fund
    is named or nobody knows its investors. ``repaid`` is the part of the loan that was repaid.
    """

    finance: Finance
    amount_won: int | None
    party_id: int | None = None
    has_fund: bool = False
    public: Fraction | None = None
    repaid: Fraction = Fraction(0)

    @property
    def part(self) -> Fraction | None:
        """The part of each won that is public support now; None where nobody knows."""
        if self.finance is Finance.PUBLIC_EQUITY:
            return WHOLE if self.public is None else self.public
        if self.finance is Finance.EQUITY:
            return self.public if self.has_fund else Fraction(0)
        if self.finance is Finance.POLICY_LOAN:
            return WHOLE - self.repaid
        return WHOLE if self.finance is Finance.PUBLIC_GRANT else Fraction(0)

    @property
    def support_won(self) -> int | None:
        """The won that are public support now, half to even; None where nobody knows."""
        if self.part == 0:
            return 0
        if self.part is None or self.amount_won is None:
            return None
        return round(self.amount_won * self.part)


class Support(NamedTuple):
    """The won of public support that the net basis takes off, and which rules miss an amount.

    ``equity_won`` is public equity that no rule has taken out of the headline.
    """

    grant_won: int | None = None
    equity_won: int | None = None
    loan_won: int | None = None
    unknown: frozenset[str] = frozenset()


def support_of(
    rows: Collection[FinanceFact],
    *,
    grant_won: int | None,
    loan_won: int | None,
    public_part_won: int | None,
    public_parties: Collection[int],
) -> Support:
    """The support behind a pledge, from its ``rows`` and what it states as totals.

    ``public_part_won`` and the shares of ``public_parties`` are out of the headline by rules of
    their own: public equity counts here only as far as it is more than these.
    """
    grants = [row for row in rows if row.finance is Finance.PUBLIC_GRANT]
    loans = [row for row in rows if row.finance is Finance.POLICY_LOAN]
    equity = [
        row
        for row in rows
        if row.finance in (Finance.EQUITY, Finance.PUBLIC_EQUITY)
        and row.party_id not in public_parties
    ]
    inside = _sum(equity) - (public_part_won or 0)
    unknown = {
        NET_PUBLIC: _is_unknown(equity) or (grant_won is None and _is_unknown(grants)),
        NET_LOAN: loan_won is None and _is_unknown(loans),
    }
    return Support(
        grant_won=_stated(grant_won, grants),
        equity_won=max(inside, 0) if equity else None,
        loan_won=_stated(loan_won, loans),
        unknown=frozenset(code for code, is_unknown in unknown.items() if is_unknown),
    )


def _stated(total: int | None, rows: Collection[FinanceFact]) -> int | None:
    """A stated total less what its rows no longer owe; without one the sum of the rows."""
    if total is None:
        return _sum(rows) if rows else None
    gone = sum(row.amount_won - (row.support_won or 0) for row in rows if row.amount_won)
    return total - gone


def _sum(rows: Iterable[FinanceFact]) -> int:
    return sum(row.support_won or 0 for row in rows)


def _is_unknown(rows: Iterable[FinanceFact]) -> bool:
    return any(row.support_won is None for row in rows)


def repaid_parts(
    named: Mapping[int, int], face: Mapping[int, int | None], repaid: Mapping[int, int]
) -> dict[int, Fraction]:
    """The repaid part of each won of loans by key.

    ``named`` is what financing rows say they have of each loan. A loan of unknown size is as
    large as they say, so that what is left of all rows is never more than what is owed.
    """
    found = {}
    for key, won in repaid.items():
        whole = max(face.get(key) or 0, named.get(key, 0))
        if whole > 0:
            found[key] = min(max(Fraction(won, whole), Fraction(0)), WHOLE)
    return found
