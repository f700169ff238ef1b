"""What the page of one claim shows beyond its terms: the computation, the account, the choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.accounts.identity import viewer as user_here
from app.registry.record import may_edit
from models.queries.claims import Claim, read_claims
from models.queries.instruments import Shown, titles_of
from models.queries.visibility import Viewer
from models.tax_vocabulary import ClaimStage
from models.taxes import Account, Alternative, Worked, best
from models.taxes.clawback import Repayment
from models.taxes.ledger import TaxYear, YearResult
from models.vocabulary import COUNTED_STATES, Role


@dataclass(frozen=True, slots=True)
class Year:
    """One tax year of the firm: what it stated, and what became of its credits."""

    stated: TaxYear
    result: YearResult


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One claim worked out together with all verified claims of its firm."""

    claim: Claim
    worked: Worked
    account: Account
    stage: ClaimStage
    years: Sequence[Year]
    path: Sequence[tuple[int, int | None, int | None]]
    repayments: Sequence[Repayment]
    better: Alternative | None
    titles: Mapping[str, str]
    is_verified: bool
    can_change: bool
    tools: bool = True


def claim_page(session: Session, shown: Shown, viewer: Viewer, on: date) -> ClaimPage:
    """Everything about one claim, in the version that is shown."""
    key, code = shown.current.key, shown.instrument.code
    claims = read_claims(session, on, filer_id=shown.instrument.filer_id, beside=[key])
    found, claim, worked = claims.account_of(code), claims.claims[code], claims.worked(code)
    repaid = [due for one in found.years for name, due in one.repayments if name == code]
    user = user_here()
    return ClaimPage(
        claim=claim,
        worked=worked,
        account=found,
        stage=found.stage(code),
        years=[Year(*pair) for pair in zip(found.stated, found.years, strict=True)],
        path=found.path(code),
        repayments=repaid,
        better=best(worked.choices),
        titles=titles_of(session, viewer, [*claim.fact.records, *found.claims, _provision(worked)]),
        is_verified=shown.current.state in COUNTED_STATES,
        can_change=user.role in (Role.OFFICIAL, Role.COMPANY) and may_edit(user, shown),
    )


def _provision(worked: Worked) -> str:
    return worked.found.rate.code if worked.found.rate else ""
