"""What the page of one loan shows beyond its terms: money, arrears, schedule, cost, ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Final, NamedTuple

from sqlmodel import Session

from app import format as fmt
from app.accounts.identity import viewer as current_user
from app.i18n import Language, language
from app.loans.reading import Preference, preferences
from app.registry.record import may_edit
from app.sheet_form import said
from app.tables import Column, Table, made_by, standing
from imports.sheets import SHEETS
from models import User
from models.commands.history import CHECKERS
from models.commands.loans import support_of
from models.lending import LoanStage
from models.loan import BY_HAND, LOAN_STAGES
from models.loan_estimate import LoanEstimate
from models.loan_movement import LoanMovement
from models.loans.course import Course
from models.movement import Movement
from models.queries.discount_rates import Rates, read_rates
from models.queries.instruments import Shown
from models.queries.loans import LoanFacts, estimates_of, ledger_of, read_loans
from models.queries.names import row_as_seen
from models.queries.visibility import FULL_VIEW, Viewer
from models.schedules import Instalment
from models.vocabulary import COUNTED_STATES, PENDING_STATES, Kind, State


class Line(NamedTuple):
    """One instalment with what of it is unpaid on the day of the page."""

    row: Instalment
    unpaid_won: int
    is_past: bool


class Entry(NamedTuple):
    """One row of the ledger, and whether this viewer may decide about it."""

    movement: Movement
    terms: LoanMovement
    may_decide: bool


class Estimated(NamedTuple):
    """One stored estimate and how far it is from the one before."""

    row: LoanEstimate
    change_won: int | None


@dataclass(frozen=True, slots=True)
class LoanPage:
    """Everything about the money of one loan; ``loan`` is None before its day is known."""

    loan: LoanFacts | None
    lines: Sequence[Line]
    entries: Sequence[Entry]
    waiting: int
    estimates: Sequence[Estimated]
    preferences: Sequence[Preference]
    rates: Rates
    on: date
    is_verified: bool
    may_estimate: bool
    may_file: bool
    stage_steps: Sequence[str]
    names: Mapping[str, str]
    """What the columns of the ledger are called."""

    @property
    def upcoming(self) -> Sequence[Line]:
        """The instalments that fall due next."""
        return [line for line in self.lines if not line.is_past]


def loan_page(session: Session, shown: Shown, viewer: Viewer, on: date) -> LoanPage:
    """The money of one loan as ``viewer`` may read it on the day ``on``."""
    key, user = shown.instrument.key, current_user()
    loan = read_loans(session, on, [key]).get(key)
    verified = shown.current.state in COUNTED_STATES
    rates = read_rates(session, on)
    checks = user.role in CHECKERS
    mine = may_edit(user, shown)
    entries = _entries(session, shown, viewer)
    return LoanPage(
        loan=loan,
        lines=_lines(loan, on),
        entries=entries,
        waiting=sum(one.movement.state in PENDING_STATES for one in entries),
        estimates=_estimates(session, key),
        preferences=preferences(loan, rates) if loan else (),
        rates=rates,
        on=on,
        is_verified=verified,
        may_estimate=checks and verified and loan is not None and support_of(loan) is not None,
        may_file=mine and shown.current.state is not State.WITHDRAWN,
        stage_steps=_stage_steps(loan) if mine and verified and not shown.pending else (),
        names={
            column.field: said(column.header, language())
            for spec in SHEETS[Kind.LOAN]
            if spec.kinds
            for column in spec.columns
        },
    )


_HEADS: Final[dict[Language, tuple[str, ...]]] = {
    "ko": ("상환일", "원금(원)", "이자(원)", "상환액(원)", "잔액(원)", "미납(원)"),
    "en": (
        "Due", "Principal (won)", "Interest (won)", "Payment (won)", "Balance (won)",
        "Unpaid (won)",
    ),
}  # fmt: skip
_TITLE: Final[dict[Language, str]] = {"ko": "상환표", "en": "schedule"}
_COVER: Final[dict[Language, tuple[str, ...]]] = {
    "ko": ("번호", "자료 기준일", "잔액", "연체", "자료 상태", "만든 사람·시각"),
    "en": ("Number", "As of", "Outstanding", "Overdue", "Status", "Made by, at"),
}


def schedule_table(session: Session, shown: Shown, on: date, user: User, lang: Language) -> Table:
    """The schedule of a loan to take away."""
    loan = read_loans(session, on, [shown.instrument.key]).get(shown.instrument.key)
    at = loan.position if loan else None
    sums = (at.outstanding_won if at else None, at.arrears.won if at and at.arrears else None)
    missing = fmt.missing("unknown", lang)
    printed = [missing if won is None else fmt.won_exact(won, lang) for won in sums]
    closing = (standing(on).to(lang), made_by(user, lang))
    cover = (shown.instrument.code, fmt.day(on, lang), *printed, *closing)
    return Table(
        title=f"{_TITLE[lang]}_{shown.instrument.code}",
        on=on,
        cover=tuple(zip(_COVER[lang], cover, strict=True)),
        columns=tuple(Column(head) for head in _HEADS[lang]),
        rows=[
            (row.due, row.principal, row.interest, row.payment, row.balance, unpaid)
            for row, unpaid, _ in _lines(loan, on)
        ],
    )


def _stage_steps(loan: LoanFacts | None) -> list[str]:
    """The steps that a person may take from where the loan stands."""
    if loan is None or loan.terms.stage is LoanStage.PROGRAMME:
        return []
    return [step for step in LOAN_STAGES.actions(loan.stage.stage) if step in BY_HAND]


def _entries(session: Session, shown: Shown, viewer: Viewer) -> list[Entry]:
    """The ledger; those who do not see the whole register read what is verified."""
    whole = viewer.role in FULL_VIEW or viewer.party_id == shown.instrument.filer_id
    user = current_user()
    return [
        Entry(
            row_as_seen(movement, shown.filer, viewer),
            terms,
            user.role in CHECKERS
            and movement.state in PENDING_STATES
            and movement.made_by_id != user.key,
        )
        for movement, terms in ledger_of(session, shown.instrument.key)
        if whole or movement.state in COUNTED_STATES
    ]


def _lines(loan: LoanFacts | None, on: date) -> list[Line]:
    course: Course | None = loan.course if loan else None
    if loan is None or course is None:
        return []
    unpaid = _unpaid(loan)
    return [Line(one, unpaid.get(one.due, 0), one.due < on) for one in course.instalments]


def _unpaid(loan: LoanFacts) -> Mapping[date, int]:
    found: dict[date, int] = {}
    for one in loan.position.arrears.all if loan.position.arrears else ():
        found[one.due] = found.get(one.due, 0) + one.won
    return found


def _estimates(session: Session, key: int) -> list[Estimated]:
    rows = estimates_of(session, key)
    return [
        Estimated(row, _change(before, row))
        for row, before in zip_longest(rows, rows[1:], fillvalue=None)
        if row is not None
    ]


def _change(before: LoanEstimate | None, after: LoanEstimate) -> int | None:
    if before is None or before.subsidy_won is None or after.subsidy_won is None:
        return None
    return after.subsidy_won - before.subsidy_won
