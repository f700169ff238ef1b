"""Funds as facts: who commits to them, where their money is, and what of it counts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.counting.duplicates import Decision
from models.counting.facts import Scope
from models.counting.fund_layer import FundLayer, InvestmentFact, PledgedFact, fund_layer
from models.counting.judge import Judgement
from models.counting.totals import level
from models.fund import FundBudget, FundCommitment, FundTerms
from models.fund_movement import FundMovement
from models.funds.chain import FundFact, Holding
from models.funds.position import Flow, Position, position
from models.instrument import Instrument, Revision
from models.movement import Movement
from models.people import Party
from models.queries.chunks import chunks
from models.queries.current import CURRENT, as_known
from models.queries.frozen import frozen_at, verified_by
from models.queries.names import seen_columns
from models.queries.visibility import Viewer, visible
from models.vocabulary import (
    COUNTED_STATES,
    InvestmentNature,
    Kind,
    MovementKind,
    PartyKind,
    Place,
    RecordedAs,
    Verdict,
)


class Commitment(NamedTuple):
    """A commitment with the party that made it, where it is registered."""

    row: FundCommitment
    party: Party | None

    @property
    def name(self) -> str:
        """What the investor is called; a fund by the words of the filer."""
        return self.party.name_ko if self.party else self.row.investor or self.row.fund

    @property
    def is_public(self) -> bool | None:
        """Whether the money is public; None for a fund, and where nobody knows."""
        stated = self.row.is_public
        return stated if stated is not None or self.party is None else self.party.is_public


class Money(NamedTuple):
    """A verified movement of a fund after its corrections."""

    movement: Movement
    terms: FundMovement
    party: Party | None
    amount_won: int


@dataclass(frozen=True, slots=True)
class FundBook:
    """The verified funds and their money as they were known on one day."""

    funds: Mapping[int, FundFact]
    numbers: Mapping[int, Mapping[str, int]]
    money: Mapping[int, list[Money]]

    def position_of(self, key: int) -> Position:
        """Where the money of one fund is."""
        committed = self.funds[key].committed_won if key in self.funds else None
        flows = [_flow(one) for one in self.money.get(key, ())]
        return position(committed, self.numbers.get(key, {}), flows)

    def children_of(self, key: int) -> list[tuple[FundFact, int]]:
        """The funds to which a fund commits, with the won of it."""
        pairs = [
            (fund, sum(held.amount_won for held in fund.holdings if held.fund == key))
            for fund in self.funds.values()
            if key in fund.parents
        ]
        return sorted(pairs, key=lambda pair: pair[0].code)

    def investments(self) -> list[InvestmentFact]:
        """Every investment of every fund."""
        return [
            _investment(one)
            for rows in self.money.values()
            for one in rows
            if one.movement.kind is MovementKind.DISBURSEMENT
        ]

    def layer(
        self,
        scope: Scope,
        judgements: Iterable[Judgement] = (),
        decisions: Iterable[Decision] = (),
    ) -> FundLayer:
        """What counts of all funds; what ``judgements`` count at investees is taken out."""
        different = different_pairs(decisions)
        facts = self.investments()
        return fund_layer(self.funds, facts, scope, pledged_facts(judgements), different)


def read_funds(
    session: Session,
    on: date,
    *,
    beside: Collection[int] = (),
    moving: Collection[int] = (),
) -> FundBook:
    """The funds that were verified and known on the day ``on``, with their verified money.

    ``beside`` names revisions, ``moving`` movements that are looked at as if they were verified.
    """
    by = frozen_at(session, on)
    wanted = as_known(on, by) & col(Revision.valid_from).is_not(None)
    query = (
        select(Instrument, Revision, FundTerms)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .join(FundTerms, col(FundTerms.revision_id) == col(Revision.id))
        .where(Instrument.kind == Kind.FUND, wanted | col(Revision.id).in_(beside))
    )
    found = {
        instrument.key: (instrument, revision, terms)
        for instrument, revision, terms in sorted(
            session.exec(query), key=lambda row: row[1].key in beside
        )
    }
    found = {key: row for key, row in found.items() if not row[1].is_withdrawal}
    held = _commitments(session, [revision.key for _, revision, _ in found.values()])
    return FundBook(
        funds={key: _fact(*row, held[row[1].key]) for key, row in found.items()},
        numbers={
            key: {one.row.number: one.row.amount_won for one in held[revision.key]}
            for key, (_, revision, _) in found.items()
        },
        money=read_money(session, on, moving),
    )


def commitments_of(session: Session, revision_id: int) -> list[Commitment]:
    """Who commits to a fund in one version, by the filer's numbers."""
    return _commitments(session, [revision_id])[revision_id]


def budgets_of(session: Session, revision_id: int) -> list[FundBudget]:
    """The lines of a programme in the budget, in one version, by year."""
    query = select(FundBudget).where(FundBudget.revision_id == revision_id)
    return list(session.exec(query.order_by(col(FundBudget.year), col(FundBudget.project_code))))


def fund_titles(session: Session, viewer: Viewer) -> dict[int, str]:
    """The titles of the funds that ``viewer`` may see, as they may read them, by their keys."""
    columns = seen_columns((Instrument.id, Revision.title), viewer)
    query = (
        sa.select(*columns)
        .select_from(Instrument)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .join(Party, col(Party.id) == col(Instrument.filer_id))
        .where(col(Instrument.kind) == Kind.FUND, CURRENT, visible(viewer))
    )
    return {row[0]: row[1] for row in session.execute(query)}


def read_money(session: Session, on: date, moving: Collection[int] = ()) -> dict[int, list[Money]]:
    """Verified money of every fund, oldest first; corrections are added to what they correct."""
    query = (
        select(Movement, FundMovement, Party)
        .join(FundMovement, col(FundMovement.movement_id) == col(Movement.id))
        .join(Party, col(Party.id) == col(FundMovement.party_id), isouter=True)
        .where(col(Movement.state).in_(COUNTED_STATES) | col(Movement.id).in_(moving))
        .where(col(Movement.known_on) <= on, verified_by(frozen_at(session, on)))
        .order_by(col(Movement.period_to), col(Movement.id))
    )
    found: dict[int, list[Money]] = defaultdict(list)
    corrected: dict[tuple[int, str], int] = defaultdict(int)
    for movement, terms, party in session.exec(query):
        if terms.corrects:
            corrected[movement.instrument_id, terms.corrects] += movement.amount_won
        else:
            found[movement.instrument_id].append(Money(movement, terms, party, movement.amount_won))
    return {
        key: [_corrected(one, corrected.get((key, one.movement.entry), 0)) for one in rows]
        for key, rows in found.items()
    }


def invested(session: Session, on: date) -> dict[int, dict[int, int]]:
    """What verified funds paid to firms by fund and year, corrections in; nothing filed, no entry.

    A running total replaces what was filed before for the same year. What one fund pays into
    another is not paid to a firm: the other fund's own investments tell that.
    """
    found: dict[int, dict[int, int]] = {}
    for key, rows in read_money(session, on).items():
        years: dict[int, int] = {}
        for one in sorted(rows, key=_by_period):
            movement = one.movement
            if movement.kind is not MovementKind.DISBURSEMENT or _reaches_a_fund(one):
                continue
            is_total = movement.recorded_as is RecordedAs.RUNNING_TOTAL
            year = movement.period_to.year
            years[year] = one.amount_won + (0 if is_total else years.get(year, 0))
        if years:
            found[key] = years
    return found


def _by_period(one: Money) -> tuple[date, date, int]:
    return one.movement.period_to, one.movement.known_on, one.movement.key


def _reaches_a_fund(one: Money) -> bool:
    is_fund = one.party is not None and one.party.kind is PartyKind.FUND
    return is_fund or one.terms.investment is InvestmentNature.FUND


def _corrected(money: Money, by: int) -> Money:
    return money._replace(amount_won=money.amount_won + by)


def pledged_facts(judgements: Iterable[Judgement]) -> list[PledgedFact]:
    """What announced and firm lines of pledges count, by party that counts and year."""
    return [
        PledgedFact(
            instrument=item.record.instrument_id,
            code=item.record.code,
            party_id=share.party_id,
            year=line.line.year,
            counted_won=line.counted_won * share.share_ppm // item.record.counted_ppm,
        )
        for item in judgements
        if item.passes
        for line in item.lines
        if line.counted_won and level(line.line.stage) in ("announced", "firm")
        for share in item.record.counted_shares
    ]


def different_pairs(decisions: Iterable[Decision]) -> set[tuple[int, int]]:
    """Pairs that a person found to be different investments, either way round."""
    pairs = {(one.first_id, one.second_id) for one in decisions if one.verdict is Verdict.DIFFERENT}
    return pairs | {(second, first) for first, second in pairs}


def _commitments(session: Session, revisions: Collection[int]) -> dict[int, list[Commitment]]:
    query = (
        select(FundCommitment, Party)
        .join(Party, col(Party.id) == col(FundCommitment.party_id), isouter=True)
        .order_by(col(FundCommitment.id))
    )
    found: dict[int, list[Commitment]] = defaultdict(list)
    for chunk in chunks(revisions):
        for row, party in session.exec(query.where(col(FundCommitment.revision_id).in_(chunk))):
            found[row.revision_id].append(Commitment(row, party))
    return found


def _fact(
    instrument: Instrument, revision: Revision, terms: FundTerms, held: Iterable[Commitment]
) -> FundFact:
    return FundFact(
        key=instrument.key,
        code=instrument.code,
        holdings=tuple(
            Holding(one.row.amount_won, one.is_public, one.row.fund_id, one.name) for one in held
        ),
        formed_won=revision.amount_won,
        public_won=terms.public_won,
        private_won=terms.private_won,
    )


def _flow(money: Money) -> Flow:
    return Flow(
        kind=money.movement.kind,
        amount_won=money.amount_won,
        commitment=money.terms.commitment,
        nature=money.terms.investment,
        is_recycled=money.terms.is_recycled,
        coinvested_won=money.terms.coinvested_won,
    )


def _investment(money: Money) -> InvestmentFact:
    movement, terms, party, won = money
    assert terms.investment is not None, movement.entry
    return InvestmentFact(
        movement=movement.key,
        fund=movement.instrument_id,
        year=movement.period_to.year,
        amount_won=won,
        investee=party.name_ko if party else terms.investee,
        investee_id=terms.party_id,
        is_fund=party is not None and party.kind is PartyKind.FUND,
        nature=terms.investment,
        is_recycled=terms.is_recycled,
        place=terms.place or Place.KOREA,
        ai_share_ppm=terms.ai_share_ppm,
    )
