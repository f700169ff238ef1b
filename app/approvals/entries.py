"""Rows of money before a checker decides: what they state, what is odd, what they would change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlmodel import Session, col, select

from app.approvals.effects import Effect, effect_of
from app.i18n import Language
from app.messages import field
from app.messages.words import Said
from app.registry.current import today
from app.registry.record import Entry, entries, may_not_check_money, said
from models import FundMovement, Instrument, LoanMovement, Movement, Party, User
from models.counting.typed_as import typed_as
from models.errors import NotFound, RegistryError
from models.kinds import KINDS
from models.queries.approvals import find_waiting_entry
from models.queries.instruments import Shown, find_instrument, happened_to_money
from models.queries.register import spent_of
from models.queries.visibility import Viewer
from models.vocabulary import COUNTED_STATES, PENDING_STATES, Kind

STATED: Final = (
    "kind",
    "period_from",
    "period_to",
    "amount_won",
    "recorded_as",
    "basis",
    "evidence_grade",
    "evidence",
    "known_on",
)
ODD: Final = {
    "period_overlaps": Said(
        "같은 기간의 금액이 이미 있습니다. 누계를 기간 금액으로 적은 것이 아닌지 확인해 주세요.",
        "Amounts of the same period are there already. Please check that this is not a running "
        "total typed as a period's amount.",
    ),
    "period_like_total": Said(
        "올해 앞선 금액을 모두 더한 것보다 큽니다. 누계를 기간 금액으로 적은 것이 아닌지 "
        "확인해 주세요.",
        "This is more than everything before it in the year. Please check that it is not a running "
        "total typed as a period's amount.",
    ),
    "running_short": Said(
        "누계가 그 안의 기간 금액을 더한 것보다 작습니다. 기간 금액을 누계로 적은 것이 아닌지 "
        "확인해 주세요.",
        "This running total is less than the amounts within it. Please check that it is not a "
        "period's amount typed as a running total.",
    ),
    "running_differs": Said(
        "누계가 기간 금액의 합과 다릅니다. 어느 쪽이 맞는지 확인해 주세요.",
        "This running total differs from the sum of the period's amounts. Please check which one "
        "is right.",
    ),
    "running_falls": Said(
        "앞선 누계보다 작습니다. 기간 금액을 누계로 적은 것이 아닌지 확인해 주세요.",
        "This is less than an earlier running total. Please check that it is not a period's "
        "amount typed as a running total.",
    ),
}


class Stated(NamedTuple):
    """One thing that a row states: what it is called, and its value in words."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One row of money with the record it belongs to, and what looks mistyped about it."""

    movement: Movement
    code: str
    odd: str


@dataclass(frozen=True, slots=True)
class EntryReview:
    """One row of money that waits by itself."""

    shown: Shown
    movement: Movement
    stated: Sequence[Stated]
    odd: str
    effect: Effect | None
    history: Sequence[Entry]
    refusal: RegistryError | None


def entry_review(session: Session, code: str, user: User, lang: Language) -> EntryReview:
    """What a checker sees of the row ``code``. Raises NotFound when it does not wait."""
    movement = find_waiting_entry(session, code)
    if movement is None or movement.state not in PENDING_STATES:
        raise NotFound(what="movement", found=code)
    instrument = session.get_one(Instrument, movement.instrument_id)
    shown = find_instrument(session, instrument.code, Viewer.of(user, today()))
    return EntryReview(
        shown=shown,
        movement=movement,
        stated=stated_of(session, instrument.kind, movement, lang),
        odd=entries_shown(session, [movement], lang)[0].odd,
        effect=effect_of(session, user, instrument.kind, {}, [movement.key]),
        history=entries(happened_to_money(session, movement.key), lang),
        refusal=may_not_check_money(session, [movement], user),
    )


def stated_of(session: Session, kind: Kind, movement: Movement, lang: Language) -> list[Stated]:
    """Everything that a row of money states, by the names of its kind's workbook."""
    held = {name: getattr(movement, name) for name in STATED}
    table = KINDS[kind].movement_terms
    own = session.get(table, movement.key) if table else None
    assert own is None or isinstance(own, FundMovement | LoanMovement)
    if own is not None:
        held |= {name: getattr(own, name, None) for name in KINDS[kind].particulars}
    if isinstance(own, FundMovement) and own.party_id is not None:
        held["party"] = session.get_one(Party, own.party_id).name_ko
    return [
        Stated(field(name, lang, kind, moved=True), said(name, value, lang))
        for name, value in held.items()
        if value not in (None, "", False)
    ]


def entries_shown(
    session: Session, movements: Sequence[Movement], lang: Language
) -> list[EntryShown]:
    """Rows of money with their records, each looked at beside what is filed or waits with it."""
    keys = {one.instrument_id for one in movements}
    codes = dict(
        session.exec(
            select(Instrument.id, Instrument.code).where(col(Instrument.id).in_(keys))
        ).all()
    )
    beside = _beside(session, keys)
    return [EntryShown(one, codes[one.instrument_id], _odd(one, beside, lang)) for one in movements]


def _beside(session: Session, keys: Iterable[int]) -> Sequence[Movement]:
    """What is verified or waits of the same records."""
    states = (*COUNTED_STATES, *PENDING_STATES)
    query = select(Movement).where(
        col(Movement.instrument_id).in_(keys), col(Movement.state).in_(states)
    )
    return session.exec(query).all()


def _odd(movement: Movement, beside: Iterable[Movement], lang: Language) -> str:
    others = [spent_of(one) for one in beside if one.instrument_id == movement.instrument_id]
    code = typed_as(spent_of(movement), others)
    return ODD[code].to(lang) if code else ""
