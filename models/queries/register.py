"""The register as counting facts: read whole, judged by every rule, added up."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from models.counting.facts import LineFact, RateFact, Record, Scope, ScopeOf, ShareFact
from models.counting.foreign import converted
from models.counting.judge import Judgement, judge
from models.counting.spending import SIGN, Spent, spent_by_year
from models.counting.target import FIRST_YEAR, LAST_YEAR
from models.counting.totals import Totals, total
from models.event import Event
from models.instrument import Instrument, Revision
from models.movement import Movement
from models.people import Party
from models.pledge import Participant, PledgeLine, PledgeTerms
from models.queries.current import as_known, state_then
from models.queries.exchange_rates import ExchangeRates, read_exchange_rates
from models.queries.financing import Sources, read_sources
from models.queries.frozen import confirmed_by, frozen_at, read_decisions, verified_by
from models.scope import ScopeRule
from models.types import PPM
from models.vocabulary import (
    COUNTED_STATES,
    AiShare,
    Basis,
    Category,
    ForeignParent,
    Kind,
    RecordedAs,
    SpendKind,
    State,
)


@dataclass(frozen=True, slots=True)
class Register:
    """Every pledge judged on one day, and the totals. ``last_event`` names the state read."""

    scope: Scope
    judgements: Mapping[int, Judgement]
    realised: Mapping[int, Mapping[int, int]]
    totals: Totals
    last_event: int


class ForeignLine(NamedTuple):
    """A year line as a counting fact, and its amount in the currency of its pledge."""

    fact: LineFact
    foreign_amount: int | None


class Amounts(NamedTuple):
    """The amounts of a pledge in won, and the rate by which they were converted, if any."""

    total_won: int | None
    lines: tuple[LineFact, ...]
    rate: RateFact | None = None


def last_event(session: Session) -> int:
    """The number of the newest event: it grows with every change of what the register says.

    Sign-ins and saved filters say nothing about it.
    """
    changes = ~col(Event.action).startswith("sign_") & ~col(Event.action).startswith("filter_")
    return session.exec(select(func.max(Event.id)).where(changes)).one() or 0


def read_register(
    session: Session,
    *,
    on: date,
    supposing: Mapping[int, State] | None = None,
    moving: Collection[int] = (),
    with_scope: ScopeRule | None = None,
) -> Register:
    """Judge the register by what was known on the day ``on``; of a closed period, when it closed.

    ``supposing`` gives revisions another state for this question alone, so that a checker
    sees what approval would change, and ``moving`` rows of money as if they were verified;
    ``with_scope`` adds a row of the scope table.
    """
    by = frozen_at(session, on)
    scope = read_scope(session, on, with_scope, by=by)
    records = read_records(session, on, supposing or {}, by)
    spent = read_realised(session, on, by, moving)
    judgements = judge(records, scope, read_decisions(session, by), spent)
    return Register(
        scope=scope,
        judgements=judgements,
        realised=spent,
        totals=total(judgements.values(), scope, spent),
        last_event=last_event(session),
    )


def read_scope(
    session: Session,
    on: date,
    supposed: ScopeRule | None = None,
    *,
    by: datetime | None = None,
) -> Scope:
    """The scope table as it holds on the day ``on``; the latest valid row of a place wins.

    The table begins with the window of the target: before it, its first rows are asked.
    ``supposed`` is a row that is asked as if it were confirmed. ``by`` is the moment at which
    the day was closed: rows confirmed later neither hold nor end another.
    """
    day = max(on, date(FIRST_YEAR, 1, 1))
    query = select(ScopeRule).where(confirmed_by(ScopeRule, by))
    rows = [*session.exec(query), *([supposed] if supposed else [])]
    categories: dict[Category, ScopeOf] = {}
    spending: dict[tuple[Category, SpendKind], ScopeOf] = {}
    for row in sorted(rows, key=lambda row: row.valid_from):
        if row.valid_from <= day and (by or row.valid_to is None or row.valid_to >= day):
            if row.spend_kind is None:
                categories[row.category] = _treatment(row)
            else:
                spending[row.category, row.spend_kind] = _treatment(row)
    return Scope(FIRST_YEAR, LAST_YEAR, categories, spending)


def _treatment(row: ScopeRule) -> ScopeOf:
    return ScopeOf(
        in_scope=row.in_scope,
        is_chips=row.is_chips,
        counts_foreign=row.foreign_parent is ForeignParent.COUNTED,
        whole_without_share=row.ai_share is AiShare.WHOLE,
        row_id=row.id,
    )


def read_records(
    session: Session, on: date, supposing: Mapping[int, State], by: datetime | None = None
) -> list[Record]:
    """Every pledge as it was known on the day ``on``, as counting facts; ``by`` as in as_known."""
    supposed = col(Revision.id).in_(supposing) & (col(Revision.known_on) <= on)
    query = (
        select(Instrument, Revision, PledgeTerms, Party)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .join(PledgeTerms, col(PledgeTerms.revision_id) == col(Revision.id))
        .join(Party, col(Party.id) == col(Instrument.filer_id))
        .where(Instrument.kind == Kind.PLEDGE, as_known(on, by) | supposed)
        .order_by(col(Instrument.code))
    )
    chosen: dict[int, tuple[Instrument, Revision, PledgeTerms, Party]] = {}
    for row in session.execute(query):
        instrument, revision, _, _ = row
        if instrument.key not in chosen or revision.key in supposing:
            chosen[instrument.key] = (row[0], row[1], row[2], row[3])
    lines = _lines(session)
    shares = _shares(session)
    sources = read_sources(session, on, {row[1].key for row in chosen.values()})
    rates = read_exchange_rates(session, by)
    return [
        _record(
            *row, supposing, _in_won(row[1], row[2], lines[row[1].key], rates),
            tuple(shares[row[1].key]), sources,
        )
        for row in chosen.values()
    ]  # fmt: skip


def _in_won(
    revision: Revision, terms: PledgeTerms, lines: Sequence[ForeignLine], rates: ExchangeRates
) -> Amounts:
    """Total and lines in won: as stated, or at the verified rate of the day that is stated."""
    facts = tuple(line.fact for line in lines)
    rate = rates.on(revision.currency, terms.rate_on)
    if revision.amount_won is None and revision.foreign_amount is not None and rate:
        parts = [line.foreign_amount for line in lines]
        found = converted(revision.foreign_amount, facts, parts, rate.millionths)
        if found is not None:
            return Amounts(*found, rate)
    return Amounts(revision.amount_won, facts)


def _record(
    instrument: Instrument,
    revision: Revision,
    terms: PledgeTerms,
    filer: Party,
    supposing: Mapping[int, State],
    amounts: Amounts,
    shares: tuple[ShareFact, ...],
    sources: Sources,
) -> Record:
    shares = shares or (_share(filer, PPM),)
    support = sources.support(terms, shares)
    return Record(
        instrument_id=instrument.key,
        code=instrument.code,
        title=revision.title,
        state=supposing.get(revision.key, state_then(revision)),
        nature=terms.nature,
        category=terms.category,
        place=terms.place,
        known_on=revision.known_on,
        amount_won=amounts.total_won,
        lines=amounts.lines,
        rate=amounts.rate,
        shares=shares,
        period_start=terms.period_start,
        period_end=terms.period_end,
        ai_share_ppm=terms.ai_share_ppm,
        is_partnership=terms.is_partnership,
        public_part_won=terms.public_part_won,
        public_grant_won=support.grant_won,
        public_equity_won=support.equity_won,
        policy_loan_won=support.loan_won,
        unknown_support=support.unknown,
        parent_id=terms.part_of_id,
        overlap_key=terms.overlap_key,
        spend_kind=terms.spend_kind,
        region=terms.region,
    )


def _foreign(line: PledgeLine) -> ForeignLine:
    fact = LineFact(line.year, line.amount_won, line.stage, line.evidence_grade)
    return ForeignLine(fact, line.foreign_amount)


def _lines(session: Session) -> dict[int, list[ForeignLine]]:
    found: dict[int, list[ForeignLine]] = defaultdict(list)
    for line in session.exec(select(PledgeLine).order_by(col(PledgeLine.id))):
        fact = LineFact(
            line.year, line.amount_won, line.stage, line.evidence_grade, line.deferred_to
        )
        found[line.revision_id].append(ForeignLine(fact, line.foreign_amount))
    return found


def _share(party: Party, ppm: int) -> ShareFact:
    return ShareFact(
        party_id=party.key,
        name=party.name_ko,
        is_public=party.is_public,
        is_foreign=party.is_foreign,
        share_ppm=ppm,
        pseudonym=party.pseudonym,
        kind=party.kind,
        size=party.size,
    )


def _shares(session: Session) -> dict[int, list[ShareFact]]:
    found: dict[int, list[ShareFact]] = defaultdict(list)
    query = (
        select(Participant, Party)
        .join(Party, col(Party.id) == col(Participant.party_id))
        .order_by(col(Participant.id))
    )
    for share, party in session.execute(query):
        found[share.revision_id].append(_share(party, share.share_ppm))
    return found


def read_realised(
    session: Session, on: date, by: datetime | None = None, moving: Collection[int] = ()
) -> dict[int, dict[int, int]]:
    """Verified spending of every pledge by year, net of refunds; nothing filed, no entry."""
    verified = verified_by(by) & col(Movement.state).in_(COUNTED_STATES)
    query = select(Movement).where(
        verified | col(Movement.id).in_(moving),
        col(Movement.known_on) <= on,
        col(Movement.kind).in_(SIGN),
    )
    return spent_by_year(spent_of(movement) for movement in session.exec(query))


def spent_of(movement: Movement) -> Spent:
    """A movement of a pledge as a counting fact."""
    return Spent(
        pledge=movement.instrument_id,
        kind=movement.kind,
        first=movement.period_from,
        last=movement.period_to,
        won=movement.amount_won,
        is_running_total=movement.recorded_as is RecordedAs.RUNNING_TOTAL,
        is_cash=movement.basis is Basis.CASH,
        known_on=movement.known_on,
        order=movement.key,
    )


def amounts_of(session: Session, revision: Revision, terms: PledgeTerms) -> Amounts:
    """Total and lines of one version in won, at the rates that are verified now."""
    query = select(PledgeLine).where(PledgeLine.revision_id == revision.key)
    lines = [_foreign(line) for line in session.exec(query.order_by(col(PledgeLine.id)))]
    return _in_won(revision, terms, lines, read_exchange_rates(session))


def pledge_lines(session: Session, revision_id: int) -> Sequence[PledgeLine]:
    """The lines of one revision by year, the unallocated one last."""
    return session.exec(
        select(PledgeLine)
        .where(PledgeLine.revision_id == revision_id)
        .order_by(sa.nulls_last(col(PledgeLine.year)), col(PledgeLine.stage))
    ).all()
