"""The one list of kinds: what each is made of."""

from dataclasses import dataclass
from typing import Any

from models.base import Table
from models.financing import FinancingInput, PledgeFinancing
from models.fund import (
    FUND_STAGES,
    BudgetInput,
    CommitmentInput,
    FundBudget,
    FundCommitment,
    FundInput,
    FundTerms,
)
from models.fund_movement import FundMovement, FundMovementInput
from models.inputs import InstrumentInput, MovementInput
from models.lifecycle import Lifecycle
from models.loan import (
    LOAN_STAGES,
    InstalmentInput,
    LoanInput,
    LoanInstalment,
    LoanTerms,
    LoanTranche,
    TrancheInput,
)
from models.loan_movement import LoanMovement, LoanMovementInput
from models.parts import PartOf
from models.pledge import (
    LineInput,
    Participant,
    ParticipantInput,
    PledgeInput,
    PledgeLine,
    PledgeTerms,
)
from models.tax_claim import (
    CarriedInput,
    ClaimCarried,
    ClaimClawback,
    ClaimSupport,
    ClawbackInput,
    SupportInput,
    TaxClaimInput,
    TaxClaimTerms,
)
from models.tax_incentive import TaxIncentiveInput, TaxIncentiveTerms
from models.vocabulary import Kind, MovementKind, Role


@dataclass(frozen=True, slots=True)
class KindOf:
    """A kind as data: code letter, input schema, terms table, movements it may have, parts.

    ``movement_terms`` holds what only the movements of this kind have, a row to a row.
    ``stages`` are the steps of the world that its ``stage`` may take. ``makers`` are the roles
    that file it.
    """

    letter: str
    input: type[InstrumentInput]
    terms: type[Table]
    movements: tuple[MovementKind, ...]
    parts: tuple[PartOf, ...] = ()
    movement_input: type[MovementInput] = MovementInput
    movement_terms: type[Table] | None = None
    stages: Lifecycle[Any] | None = None
    makers: tuple[Role, ...] = (Role.OFFICIAL, Role.COMPANY)

    @property
    def particulars(self) -> tuple[str, ...]:
        """The fields that only the movements of this kind have."""
        own = self.movement_input.model_fields.keys() - MovementInput.model_fields.keys()
        return tuple(name for name in self.movement_input.model_fields if name in own)


KINDS: dict[Kind, KindOf] = {
    Kind.PLEDGE: KindOf(
        "P",
        PledgeInput,
        PledgeTerms,
        (MovementKind.ACTUAL, MovementKind.REFUND, MovementKind.ADJUSTMENT),
        parts=(
            PartOf("lines", PledgeLine, LineInput, ("year", "stage")),
            PartOf("participants", Participant, ParticipantInput, ("party",)),
            PartOf("financing", PledgeFinancing, FinancingInput, ("entry",)),
        ),
    ),
    Kind.TAX_INCENTIVE: KindOf(
        "T",
        TaxIncentiveInput,
        TaxIncentiveTerms,
        (),
        makers=(Role.OFFICIAL, Role.COMPANY, Role.ADMINISTRATOR),
    ),
    Kind.TAX_CLAIM: KindOf(
        "C",
        TaxClaimInput,
        TaxClaimTerms,
        (),
        parts=(
            PartOf("supports", ClaimSupport, SupportInput, ("entry",)),
            PartOf("carried", ClaimCarried, CarriedInput, ("origin_year", "provision")),
            PartOf("clawbacks", ClaimClawback, ClawbackInput, ("entry",)),
        ),
    ),
    Kind.FUND: KindOf(
        "F",
        FundInput,
        FundTerms,
        (
            MovementKind.CALL,
            MovementKind.PAID_IN,
            MovementKind.DISBURSEMENT,
            MovementKind.DISTRIBUTION,
            MovementKind.ADJUSTMENT,
        ),
        parts=(
            PartOf("commitments", FundCommitment, CommitmentInput, ("number",)),
            PartOf("budgets", FundBudget, BudgetInput, ("year", "project_code")),
        ),
        movement_input=FundMovementInput,
        movement_terms=FundMovement,
        stages=FUND_STAGES,
    ),
    Kind.LOAN: KindOf(
        "L",
        LoanInput,
        LoanTerms,
        (
            MovementKind.DISBURSEMENT,
            MovementKind.REPAYMENT,
            MovementKind.PREPAYMENT,
            MovementKind.FEE,
            MovementKind.RATE_CHANGE,
            MovementKind.RESCHEDULE,
            MovementKind.WRITE_OFF,
            MovementKind.RECOVERY,
            MovementKind.BALANCE,
            MovementKind.ADJUSTMENT,
        ),
        parts=(
            PartOf("tranches", LoanTranche, TrancheInput, ("tranche",)),
            PartOf("instalments", LoanInstalment, InstalmentInput, ("due_on",)),
        ),
        movement_input=LoanMovementInput,
        movement_terms=LoanMovement,
        stages=LOAN_STAGES,
    ),
}
