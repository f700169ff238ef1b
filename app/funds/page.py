"""What the page of one fund shows beyond its terms: commitments, money, chain, what counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlmodel import Session

from app.access import may_open
from app.accounts.identity import viewer as current_user
from app.funds.reading import Funds, funds_for
from app.registry.record import may_edit
from models.counting.findings import Finding
from models.counting.fund_layer import CountedInvestment, FundLayer
from models.fund import FundBudget
from models.funds.chain import Behind, above, below, stakes
from models.funds.position import Account, Position, fund_leverage
from models.queries.funds import Commitment, Money, budgets_of, commitments_of
from models.queries.instruments import Shown, codes_of, decisions_of
from models.queries.visibility import Viewer
from models.scope import OverlapDecision
from models.vocabulary import COUNTED_STATES


@dataclass(frozen=True, slots=True)
class Holder:
    """One commitment: who made it, and what was called and paid on it."""

    held: Commitment
    name: str
    code: str
    behind: Behind | None
    account: Account


@dataclass(frozen=True, slots=True)
class Deal:
    """One investment: to whom, and what of it counts."""

    row: CountedInvestment
    money: Money
    name: str
    fund: int
    code: str


@dataclass(frozen=True, slots=True)
class Link:
    """One fund of the chain; ``committed_won`` is what all its investors committed.

    ``counted_won`` is None while it filed no investment.
    """

    code: str
    title: str
    committed_won: int | None
    invested_won: int | None
    counted_won: int | None
    behind: Behind
    is_here: bool


@dataclass(frozen=True, slots=True)
class End:
    """An investor at the end of the chain and the part of the fund that is theirs."""

    name: str
    is_public: bool | None
    part: Fraction
    via: str


@dataclass(frozen=True, slots=True)
class Rival:
    """A pledge of an investee that may be the same money, and what a person decided."""

    code: str
    decision: OverlapDecision | None


@dataclass(frozen=True, slots=True)
class FundPage:
    """Everything about the money of one fund; figures of the chain are of verified records.

    ``loose`` is money by numbers of commitments that this version no longer states.
    """

    holders: Sequence[Holder]
    loose: Mapping[str, Account]
    position: Position
    leverage: Fraction | None
    deals: Sequence[Deal]
    chain: Sequence[Link]
    ends: Sequence[End]
    layer: FundLayer
    budgets: Sequence[FundBudget]
    rivals: Sequence[Rival]
    is_verified: bool
    can_change: bool
    tools: bool = True


def fund_page(session: Session, shown: Shown, viewer: Viewer, on: date) -> FundPage:
    """The money of one fund as ``viewer`` may read it on the day ``on``.

    A fund that nobody verified yet is shown as if it were, and says so.
    """
    revision = shown.current
    verified = revision.state in COUNTED_STATES
    funds = funds_for(session, viewer, on, beside=() if verified else (revision.key,))
    key, facts = shown.instrument.key, funds.book.funds
    known = {key: facts[key]} if key in facts else {}
    up = above(facts, key) if known else []
    down = below(facts, key) if known else []
    layer = funds.layer.of(facts, [*up, *down], [key, *down])
    found = funds.book.position_of(key)
    return FundPage(
        holders=_holders(funds, commitments_of(session, revision.key), found),
        loose={
            name: account
            for name, account in found.accounts.items()
            if account.committed_won is None
        },
        position=found,
        leverage=fund_leverage(facts[key], funds.layer.behind) if known else None,
        deals=deals(funds, layer.rows),
        chain=_chain(funds, [*up, *down], key),
        ends=_ends(funds, key) if known else [],
        layer=layer,
        budgets=budgets_of(session, revision.key),
        rivals=_rivals(session, key, layer),
        is_verified=verified,
        can_change=may_open("funds.change") and may_edit(current_user(), shown),
    )


def _rivals(session: Session, key: int, layer: FundLayer) -> list[Rival]:
    """Pledges that count for investees of this fund, and those that a person decided about."""
    decided = decisions_of(session, key)
    codes = codes_of(session, list(decided))
    found = {codes[other]: decision for other, decision in decided.items()}
    named = {
        code
        for row in layer.rows
        if row.fact.fund == key
        for finding in row.removed
        for code in _codes(finding)
    }
    return [Rival(code, found.get(code)) for code in sorted({*found, *named})]


def _codes(finding: Finding) -> list[str]:
    said = finding.values.get("codes")
    return said if isinstance(said, list) else []


def deals(funds: Funds, rows: Iterable[CountedInvestment]) -> list[Deal]:
    """Investments with the names that the viewer may read, by year."""
    money = {one.movement.key: one for some in funds.book.money.values() for one in some}
    return [
        Deal(
            row=row,
            money=money[row.fact.movement],
            name=funds.investee(money[row.fact.movement]),
            fund=row.fact.fund,
            code=funds.code_of(row.fact.fund),
        )
        for row in rows
        if row.fact.fund in funds.titles
    ]


def links(funds: Funds, keys: Iterable[int], here: int | None = None) -> list[Link]:
    """Funds with their money and what counts of it; those not shown keep their figures."""
    counted = funds.layer.by(lambda fact: fact.fund)
    return [
        Link(
            code=funds.code_of(key),
            title=funds.titles.get(key, ""),
            committed_won=funds.book.funds[key].committed_won,
            invested_won=funds.book.position_of(key).invested_won,
            counted_won=counted.get(key),
            behind=funds.layer.behind[key],
            is_here=key == here,
        )
        for key in keys
    ]


def _chain(funds: Funds, keys: Sequence[int], here: int) -> list[Link]:
    return links(funds, keys, here) if len(keys) > 1 else []


def _holders(funds: Funds, held: Iterable[Commitment], found: Position) -> list[Holder]:
    return [
        Holder(
            held=one,
            name=funds.investor(one),
            code=funds.code_of(one.row.fund_id) if one.row.fund_id is not None else "",
            behind=funds.layer.behind.get(one.row.fund_id or 0),
            account=found.accounts.get(one.row.number, Account(one.row.amount_won, None, None)),
        )
        for one in held
    ]


def _ends(funds: Funds, key: int) -> list[End]:
    found = [
        End(funds.stake(one), one.is_public, one.part, funds.code_of(one.via))
        for one in stakes(funds.book.funds, key)
    ]
    return sorted(found, key=lambda end: -end.part)
