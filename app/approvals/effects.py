"""What approval does to the totals of a kind: the register as it is, and as it would be."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sqlmodel import Session, col, select

from app.funds.reading import funds_for
from app.registry.current import register_for, today
from models import Instrument, Revision, TaxIncentiveTerms, User
from models.counting import Judgement
from models.funds.chain import FundFact
from models.lending import LoanStage
from models.queries.claims import Claims, read_claims
from models.queries.loans import LoanFacts, read_loans
from models.queries.register import read_register
from models.queries.tax_law import read_rates
from models.queries.visibility import Viewer
from models.vocabulary import Kind, ProvisionStatus, State

MOST_SUPPOSED: Final = 5_000
"""Above so many rows nothing but pledges is supposed as verified: the question would take long."""
LINES: Final = ("intent", "announced", "firm", "realised")
States = Mapping[int, State]
"""The state that every version would have."""


class Shift(NamedTuple):
    """One figure before and after, in won; None where nothing was filed."""

    line: str
    before: int | None
    after: int | None

    @property
    def moves(self) -> bool:
        """Whether approval changes it."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Effect:
    """The figures before and after, and how many records they come from; ``records`` says which."""

    shifts: tuple[Shift, ...]
    records: str
    counted_before: int
    counted_after: int
    judgements: Mapping[int, Judgement] = field(default_factory=dict)


def effect_of(
    session: Session, user: User, kind: Kind, states: States, moving: Sequence[int] = ()
) -> Effect | None:
    """What these versions and movements would change; None for none, or for too many of a kind."""
    many = len(states) + len(moving)
    if not many or (kind is not Kind.PLEDGE and many > MOST_SUPPOSED):
        return None
    return EFFECTS[kind](session, user, states, moving)


def _pledges(session: Session, user: User, states: States, moving: Sequence[int]) -> Effect:
    now = register_for(session, Viewer.of(user, today()), today())
    then = read_register(session, on=today(), supposing=states, moving=moving)
    before, after = now.totals.headline, then.totals.headline
    return Effect(
        shifts=tuple(
            Shift(line, getattr(before, f"{line}_won"), getattr(after, f"{line}_won"))
            for line in LINES
        ),
        records="counted_records",
        counted_before=now.totals.counted_records,
        counted_after=then.totals.counted_records,
        judgements=then.judgements,
    )


def _funds(session: Session, user: User, states: States, moving: Sequence[int]) -> Effect:
    """What funds collected and invested, and what of it counts toward the target."""
    viewer, on = Viewer.of(user, today()), today()
    held = funds_for(session, viewer, on)
    supposed = funds_for(session, viewer, on, beside=tuple(states), moving=moving)
    both = now, then = held.layer, supposed.layer
    committed = (_committed(one.book.funds.values()) for one in (held, supposed))
    invested = (layer.invested_won if layer.rows else None for layer in both)
    counted = (layer.reported_won for layer in both)
    return Effect(
        shifts=(
            Shift("committed", *committed),
            Shift("invested", *invested),
            Shift("through_funds", *counted),
        ),
        records="counted_investments",
        counted_before=sum(row.counted_won > 0 for row in now.rows),
        counted_after=sum(row.counted_won > 0 for row in then.rows),
    )


def _committed(funds: Iterable[FundFact]) -> int | None:
    """What investors committed; what one fund commits to another is theirs already."""
    won = [one.amount_won for fund in funds for one in fund.holdings if one.fund is None]
    return sum(won) if won else None


def _loans(session: Session, user: User, states: States, moving: Sequence[int]) -> Effect:
    """Face values and ledgers of all verified loans; a programme above others is not a loan."""
    now, then = (
        [one for one in found.values() if one.terms.stage is not LoanStage.PROGRAMME]
        for found in (
            read_loans(session, today(), verified=True),
            read_loans(session, today(), verified=True, beside=tuple(states), moving=moving),
        )
    )
    return Effect(
        shifts=tuple(Shift(name, _sum(now, of), _sum(then, of)) for name, of in LOAN_LINES.items()),
        records="verified_records",
        counted_before=len(now),
        counted_after=len(then),
    )


def _overdue(loan: LoanFacts) -> int | None:
    late = loan.position.arrears
    return late.won if late else None


LOAN_LINES: Final[Mapping[str, Callable[[LoanFacts], int | None]]] = {
    "loan_face": lambda loan: loan.face_won,
    "disbursed": lambda loan: loan.position.disbursed_won,
    "outstanding": lambda loan: loan.position.outstanding_won,
    "overdue": _overdue,
}


def _sum(loans: Iterable[LoanFacts], of: Callable[[LoanFacts], int | None]) -> int | None:
    known = [won for won in map(of, loans) if won is not None]
    return sum(known) if known else None


def _claims(session: Session, user: User, states: States, moving: Sequence[int]) -> Effect:
    """The credits of all verified claims, as firms declare them and as the law gives them."""
    now = read_claims(session, today())
    then = read_claims(session, today(), beside=tuple(states))
    return Effect(
        shifts=(
            Shift("tax_declared", _declared(now), _declared(then)),
            Shift("tax_worked", _worked(now), _worked(then)),
        ),
        records="verified_records",
        counted_before=len(now.claims),
        counted_after=len(then.claims),
    )


def _declared(claims: Claims) -> int | None:
    stated = [one.revision.amount_won for one in claims.claims.values()]
    known = [won for won in stated if won is not None]
    return sum(known) if known else None


def _worked(claims: Claims) -> int | None:
    """What can be worked out; a credit that needs a missing setting is left out."""
    credits = (claims.worked(code).credit for code in claims.claims)
    known = [one.total_won for one in credits if one is not None and one.total_won is not None]
    return sum(known) if known else None


def _provisions(session: Session, user: User, states: States, moving: Sequence[int]) -> Effect:
    """How many provisions are in force; rates are no money and are never added up."""
    now = {rate.code: rate.status for rate in read_rates(session, today())}
    query = (
        select(Instrument.code, TaxIncentiveTerms.status, Revision.id)
        .join(Revision, col(Revision.instrument_id) == col(Instrument.id))
        .join(TaxIncentiveTerms, col(TaxIncentiveTerms.revision_id) == col(Revision.id))
        .where(col(Revision.id).in_(states))
    )
    then = dict(now)
    for code, status, key in session.execute(query):
        then[code] = status
        if states[key] is State.WITHDRAWN:
            del then[code]
    before, after = (
        sum(status is ProvisionStatus.IN_FORCE for status in one.values()) for one in (now, then)
    )
    return Effect((), "provisions_in_force", before, after)


EFFECTS: Final[Mapping[Kind, Callable[[Session, User, States, Sequence[int]], Effect]]] = {
    Kind.PLEDGE: _pledges,
    Kind.TAX_INCENTIVE: _provisions,
    Kind.TAX_CLAIM: _claims,
    Kind.FUND: _funds,
    Kind.LOAN: _loans,
}
