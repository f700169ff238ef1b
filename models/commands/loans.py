"""What a person decides about a loan: its next stage, and an estimate of its cost."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlmodel import Session, func, select

from models.chain import content_digest
from models.commands.history import CHECKERS, now, plain, record
from models.commands.proposals import propose
from models.content import given_of
from models.discount_rate import DiscountRate
from models.errors import DiscountRateMissing, NotPermitted, StepNotAllowed, TermsUnknown
from models.instrument import Instrument, Revision
from models.lending import DiscountPurpose, LoanFunding, LoanStage
from models.loan import BY_HAND, LOAN_STAGES, LoanInput
from models.loan_estimate import LoanEstimate
from models.loans.course import Course
from models.loans.subsidy import Assumption, Support, preference, subsidy_of
from models.people import User
from models.queries.discount_rates import Rates, read_rates
from models.queries.loans import LoanFacts, read_loans
from models.types import PPM
from models.vocabulary import Kind, State

_DAYS = {LoanStage.APPROVED: "approved_on", LoanStage.EFFECTIVE: "effective_on"}


def advance_loan(
    session: Session,
    instrument: Instrument,
    revision: Revision,
    action: str,
    *,
    actor: User,
    on: date,
    reason: str = "",
) -> Revision:
    """Propose the next stage of a loan as a new version, which a checker verifies.

    Only steps of models.loan.BY_HAND; the others follow from the ledger. Raises StepNotAllowed
    or ReasonNeeded.
    """
    found = read_loans(session, on, [instrument.key]).get(instrument.key)
    stated = given_of(session, instrument, revision)
    if action not in BY_HAND or not isinstance(stated, LoanInput):
        raise StepNotAllowed(action=action, state=str(instrument.kind))
    stage = found.stage.stage if found else stated.stage
    step = LOAN_STAGES.step(action, stage, reason)
    said: dict[str, Any] = stated.model_dump() | {"stage": step.target, "known_on": on}
    if step.target in _DAYS:
        said[_DAYS[step.target]] = on
    given = LoanInput.model_validate(said)
    return propose(session, Kind.LOAN, given, actor=actor, state=State.SUBMITTED, reason=reason)


def estimate_loan(
    session: Session, instrument: Instrument, *, actor: User, on: date, note: str = ""
) -> LoanEstimate:
    """Estimate what a loan costs the state as of the day ``on``, and keep the result.

    The rate is that of the day of the first tranche, as credit reform accounting keeps it; what
    is expected is as of ``on``. Raises NotPermitted, TermsUnknown or DiscountRateMissing.
    """
    if actor.role not in CHECKERS:
        raise NotPermitted(action="estimate_loan", role=str(actor.role))
    loan = read_loans(session, on, [instrument.key], verified=True).get(instrument.key)
    if loan is None:
        raise TermsUnknown(fields=["verified"])
    made = _estimated(loan, read_rates(session, on))
    row = LoanEstimate(
        instrument_id=instrument.key,
        number=_next_number(session, instrument.key),
        revision_id=loan.terms.revision_id,
        estimated_on=on,
        note=note,
        made_by_id=actor.key,
        made_at=now(),
        **made,
    )
    session.add(row)
    session.flush()
    said = {"estimate": row.number, "estimated_on": plain(on), "subsidy_won": row.subsidy_won}
    record(
        session,
        "estimate_loan",
        actor=actor,
        reason=note,
        instrument_id=instrument.key,
        changes={name: [None, held] for name, held in said.items()},
        digest=content_digest({"instrument_id": instrument.key, "number": row.number, **made}),
    )
    return row


def _next_number(session: Session, key: int) -> int:
    last = select(func.max(LoanEstimate.number)).where(LoanEstimate.instrument_id == key)
    return (session.exec(last).one() or 0) + 1


def _estimated(loan: LoanFacts, rates: Rates) -> dict[str, Any]:
    """The columns of an estimate, as the loan and the rates give them."""
    course, support = loan.course, support_of(loan)
    if course is None or support is None:
        raise TermsUnknown(fields=_unknown(loan))
    begin, lender = course.segments[0].plan.begins_on, loan.terms.lender
    cohort = rates.on(DiscountPurpose.TREASURY, begin, lender)
    expected = rates.on(DiscountPurpose.TREASURY, loan.on, lender)
    if support.funding is not LoanFunding.BANK and (cohort is None or expected is None):
        missing = begin if cohort is None else loan.on
        raise DiscountRateMissing(purpose=DiscountPurpose.TREASURY, day=missing)
    parts = {}
    if cohort is not None and expected is not None:
        assumed = assumption_of(cohort, expected)
        late = loan.position.arrears
        parts = subsidy_of(course, loan.rows, late, support, assumed, loan.on)
    ordinary = rates.on(DiscountPurpose.ORDINARY, begin, lender)
    return {
        "funding": support.funding,
        "face_won": course.segments[0].plan.principal,
        "outstanding_won": loan.position.outstanding_won,
        "subsidy_won": sum(parts.values()),
        "parts": {part.value: won for part, won in parts.items()},
        "rate_id": cohort.key if cohort else None,
        "expected_id": expected.key if expected else None,
        "ordinary_id": ordinary.key if ordinary else None,
        "ordinary_ppm": element_ppm(course, ordinary),
        "imf_ppm": element_ppm(course, rates.on(DiscountPurpose.IMF_WORLD_BANK, loan.on)),
        "dac_ppm": element_ppm(course, rates.on(DiscountPurpose.OECD_DAC, loan.on)),
    }


def _unknown(loan: LoanFacts) -> list[str]:
    """The fields that an estimate needs and the loan does not state."""
    terms = loan.terms
    fields = {
        None: "funding",
        LoanFunding.INTEREST_SUBSIDY: "subsidy_ppm",
        LoanFunding.GUARANTEE: "guaranteed_ppm",
    }
    lacking = fields.get(terms.funding)
    unknown = [lacking] if lacking and getattr(terms, lacking) is None else []
    return [*loan.missing, *unknown] or [loan.problem.field if loan.problem else "funding"]


def support_of(loan: LoanFacts) -> Support | None:
    """How the state carries a loan; None where that is not stated."""
    terms = loan.terms
    if terms.funding is None:
        return None
    support = Support(terms.funding, _share(terms.subsidy_ppm), _share(terms.guaranteed_ppm))
    return support if support.is_known else None


def assumption_of(cohort: DiscountRate, expected: DiscountRate) -> Assumption:
    """The rate of the first tranche's day with what is expected now."""
    return Assumption(
        rate=Fraction(cohort.rate_ppm, PPM),
        default=Fraction(expected.default_ppm or 0, PPM),
        recovery=Fraction(expected.recovery_ppm or 0, PPM),
        recovery_months=expected.recovery_months or 0,
        fee=Fraction(expected.fee_ppm or 0, PPM),
    )


def element_ppm(course: Course, rate: DiscountRate | None) -> int | None:
    """The grant element at a rate, in parts per million."""
    if rate is None:
        return None
    return round(preference(course, Fraction(rate.rate_ppm, PPM)) * Decimal(PPM))


def _share(ppm: int | None) -> Fraction | None:
    return None if ppm is None else Fraction(ppm, PPM)
