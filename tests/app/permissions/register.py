"""The register that every address of the table is asked on: own and other records of each sort."""

import io
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from flask_security.utils import hash_password
from sqlmodel import Session, col, select

from app.projections.run import run_projection
from imports.apply import apply, note_examined
from imports.intake import examine
from imports.template import CREATED
from imports.write import write_workbook
from models import Instrument, Party, PeriodStep, Revision, Submission, User
from models.commands import (
    advance,
    advance_movement,
    advance_submission,
    ask_step,
    confirm_rate,
    confirm_targets,
    end_sign_off,
    move,
    plan_period,
    propose,
    propose_exchange_rate,
    propose_figures,
    propose_rate,
    propose_scope,
    propose_setting,
    propose_targets,
    register_party,
    register_user,
    require_sign_off,
    save_filter,
    state_no_change,
    take_step,
)
from models.discount_rate import DiscountRateInput
from models.exchange_rate import ExchangeRateInput
from models.inputs import InstrumentInput, PartyInput
from models.loan import LoanInput
from models.period import PeriodInput
from models.period_words import PeriodAction
from models.saved_filter import SavedFilterInput
from models.scope import ScopeInput
from models.tax_incentive import TaxIncentiveInput
from models.tax_setting import TaxFigure, TaxFigureInput, TaxSettingInput
from models.vocabulary import COUNTED_STATES, Kind, PartyKind, Role, State
from tests.app.conftest import pledge
from tests.app.loans.conftest import EOK, TERMS, entry
from tests.app.taxes.conftest import claim_of
from tests.app.test_funds import fund
from tests.models.targets import target

PASSWORD = "a password of the tests"
AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31)
LATER = date(2026, 11, 28)
ROLES = {
    "own": Role.COMPANY,
    "mate": Role.COMPANY,
    "other": Role.COMPANY,
    "maker": Role.OFFICIAL,
    "checker": Role.OFFICIAL,
    "econ": Role.ECONOMIST,
    "audit": Role.AUDITOR,
    "admin": Role.ADMINISTRATOR,
    "second": Role.ADMINISTRATOR,
}
JO = 10**12


@cache
def book_of(kind: Kind, reference: str) -> bytes:
    """A workbook of one record of the first company."""
    common = {"reference": reference, "filer": "filer", "title": reference}
    rows: dict[Kind, dict[str, list[dict[str, Any]]]] = {
        Kind.PLEDGE: {
            "Pledges": [
                common
                | {"amount_won": JO, "known_on": date(2026, 10, 5), "category": "data_centre"}
                | {"nature": "investment", "place": "korea", "ai_share_ppm": 1_000_000}
            ],
            "Lines": [
                {"reference": reference, "year": 2026, "amount_won": JO, "stage": "announced"}
            ],
        },
        Kind.TAX_CLAIM: {"TaxClaims": [claim_of("filer", reference).model_dump()]},
    }
    file = io.BytesIO()
    write_workbook(file, kind, rows[kind], created=CREATED)
    return file.getvalue()


@dataclass
class Filling:
    """Fills an empty register with everything that the table asks about."""

    session: Session

    def __post_init__(self) -> None:
        self.codes: dict[str, str] = {}
        for code in ("filer", "rival"):
            given = PartyInput(code=code, name_ko=f"{code} 주식회사", kind=PartyKind.COMPANY)
            register_party(self.session, given, actor=None)
        moef = PartyInput(code="moef", name_ko="부처", kind=PartyKind.PUBLIC_BODY, is_public=True)
        register_party(self.session, moef, actor=None)
        self.users = {name: self._user(name, role) for name, role in ROLES.items()}

    def _user(self, name: str, role: Role) -> User:
        party = {"own": "filer", "mate": "filer", "other": "rival"}.get(name)
        query = select(Party).where(Party.code == (party or ""))
        return register_user(
            self.session,
            email=f"{name}@example.test",
            name=name,
            role=role,
            password_hash=hash_password(PASSWORD),
            party=self.session.exec(query).one() if party else None,
        )

    def record(
        self,
        name: str,
        kind: Kind,
        given: InstrumentInput,
        state: State = State.VERIFIED,
        maker: str = "maker",
    ) -> Revision:
        """A record that ``maker`` typed, and the checker verified where it is verified."""
        first = State.DRAFT if state is State.DRAFT else State.SUBMITTED
        made = propose(self.session, kind, given, actor=self.users[maker], state=first)
        if state is State.VERIFIED:
            advance(self.session, made, "verify", actor=self.users["checker"])
        self.codes[name] = self.session.get_one(Instrument, made.instrument_id).code
        return made

    def instrument(self, name: str) -> Instrument:
        """The record of that name."""
        query = select(Instrument).where(Instrument.code == self.codes[name])
        return self.session.exec(query).one()

    def fill(self) -> dict[str, str]:
        """Fill it; returns the codes and keys that requests name."""
        self._pledges()
        self._support()
        self._claims()
        self._reference()
        self._targets()
        self._periods()
        self._waiting()
        self._runs()
        self._filters()
        self._inside()
        return self.codes

    def _inside(self) -> None:
        """The company wants two people from now on: a pledge waits for its second one."""
        own, mate = self.instrument("pledge").filer_id, self.users["mate"]
        firm = self.session.get_one(Party, own)
        require_sign_off(self.session, firm, actor=mate)
        self.record("inside", Kind.PLEDGE, pledge("inside"), State.SUBMITTED, maker="mate")
        end_sign_off(self.session, firm, actor=mate)

    def _pledges(self) -> None:
        self.record("pledge", Kind.PLEDGE, pledge("public", known_on=date(2026, 8, 1)))
        self.record("officials", Kind.PLEDGE, pledge("officials", visibility="officials"))
        later = {"visibility": "embargoed", "embargo_until": date(2099, 1, 1)}
        self.record("embargoed", Kind.PLEDGE, pledge("embargoed", **later))
        self.record("rival", Kind.PLEDGE, pledge("rival", filer="rival", title="남의 계획"))
        firm = {"stage": "firm", "evidence_grade": "B", "evidence": "이사회 의결"}
        lines = [{"year": 2025, "amount_won": JO, **firm}]
        late = pledge("late", amount_won=JO, lines=lines, known_on=date(2025, 3, 1))
        self.record("late", Kind.PLEDGE, late)
        for name in ("one", "two"):
            self.record(name, Kind.PLEDGE, pledge(name, overlap_key="같은 사업"))

    def _support(self) -> None:
        self.record("fund", Kind.FUND, fund("f-1"))
        for name in ("loan", "loan-waiting"):
            given = TERMS | {"reference": name, "filer": "filer"}
            state = State.SUBMITTED if "waiting" in name else State.VERIFIED
            maker = self.users["maker"]
            self.record(name, Kind.LOAN, LoanInput(**given), state)
        given = TERMS | {"reference": "late", "filer": "filer", "known_on": date(2026, 10, 5)}
        self.record("loan-late", Kind.LOAN, LoanInput(**given))
        loan = self.instrument("loan")
        paid = move(
            self.session,
            loan,
            entry("1", "disbursement", 100 * EOK, date(2024, 1, 15)),
            actor=maker,
        )
        advance_movement(self.session, paid, "verify", actor=self.users["checker"])

    def _claims(self) -> None:
        article = {"article": "제24조", "status": "in_force", "known_on": date(2023, 1, 1)}
        given = TaxIncentiveInput(
            filer="moef", reference="X1", title="조문 X1", provision="investment_credit",
            tier="national_strategic", firm_size="mid_large", rate_ppm=150_000,
            effective_from=date(2023, 1, 1), **article,
        )  # fmt: skip
        self.record("provision", Kind.TAX_INCENTIVE, given)
        self.record("claim", Kind.TAX_CLAIM, claim_of("filer", "c-1", 2024))

    def _reference(self) -> None:
        maker, checker = self.users["maker"], self.users["checker"]
        rate = {"purpose": "treasury", "rate_ppm": 100_000, "default_ppm": 0, "recovery_ppm": 0,
                "recovery_months": 0, "fee_ppm": 0, "source": "시험 문서"}  # fmt: skip
        for day in (date(2020, 1, 1), date(2021, 1, 1)):
            given = DiscountRateInput(valid_from=day, **rate)
            row = propose_rate(self.session, given, actor=maker)
            if day.year == 2020:
                confirm_rate(self.session, row, actor=checker)
        self.codes["rate"] = str(row.key)
        given = ExchangeRateInput(
            currency="USD", quoted_on=date(2026, 1, 5), rate_millionths=10**9, source="고시"
        )
        row = propose_exchange_rate(self.session, given, actor=maker, today=LATER)
        self.codes["exchange"] = str(row.key)
        admin = self.users["admin"]
        scope = ScopeInput(
            category="data_centre", in_scope=False, valid_from=date(2026, 11, 1), reason="고시"
        )
        self.codes["scope"] = str(propose_scope(self.session, scope, actor=admin).key)
        setting = TaxSettingInput(
            parameter="clawback_interest_ppm", value=300, article="제146조",
            valid_from=date(2027, 1, 1), source="시행령",
        )  # fmt: skip
        self.codes["setting"] = str(propose_setting(self.session, setting, actor=admin).key)
        figure = TaxFigureInput(
            year=2025, provision="investment_credit", budget_function="industry",
            figure_status="actual", amount_won=JO, published_on=date(2026, 9, 1), source="12쪽",
        )  # fmt: skip
        (key,) = propose_figures(self.session, [figure], actor=maker)
        self.codes["figures"] = self.session.get_one(TaxFigure, key).proposed_at.isoformat()

    def _targets(self) -> None:
        maker, checker = self.users["maker"], self.users["checker"]
        confirm_targets(
            self.session, propose_targets(self.session, [target()], actor=maker), actor=checker
        )
        (row,) = propose_targets(self.session, [target("T-2", indicator="other")], actor=maker)
        self.codes["targets"] = f"{maker.key}-{row.proposed_at.isoformat()}"

    def _periods(self) -> None:
        """August published, September closed and asked to be published, October open."""
        for last_day in (AUGUST, SEPTEMBER, OCTOBER):
            first = last_day.replace(day=1)
            given = PeriodInput(first_day=first, last_day=last_day, filing_due=LATER)
            period = plan_period(self.session, given, actor=self.users["maker"])
            self._take(period.key)
            for action in {AUGUST: ("close", "publish"), SEPTEMBER: ("close",)}.get(last_day, ()):
                ask_step(self.session, period, PeriodAction(action), actor=self.users["maker"])
                self._take(period.key)
            if last_day == OCTOBER:
                firm = self.session.exec(select(Party).where(Party.code == "moef")).one()
                state_no_change(self.session, period, firm, actor=self.users["maker"])
            if last_day == SEPTEMBER:
                ask_step(self.session, period, PeriodAction.PUBLISH, actor=self.users["maker"])

    def _take(self, period_id: int) -> None:
        query = select(PeriodStep).where(
            PeriodStep.period_id == period_id, PeriodStep.state == "waiting"
        )
        step = self.session.exec(query).one()
        take_step(self.session, step, actor=self.users["second"], today=LATER)

    def _waiting(self) -> None:
        """What is still open: of the company itself, and of the official for it."""
        self.record("waiting", Kind.PLEDGE, pledge("waiting"), State.SUBMITTED)
        self.record("draft", Kind.PLEDGE, pledge("draft"), State.DRAFT)
        claim = claim_of("filer", "c-waiting", 2023)
        self.record("claim-waiting", Kind.TAX_CLAIM, claim, State.SUBMITTED)
        repaid = entry("2", "fee", EOK, date(2024, 2, 15))
        moved = move(self.session, self.instrument("loan"), repaid, actor=self.users["maker"])
        self.codes["entry"], self.codes["money"] = str(moved.key), f"M-{moved.key}"
        self._bundle("bundle", Kind.PLEDGE, applied=True)
        self._bundle("claims", Kind.TAX_CLAIM, applied=True)
        self._bundle("uploaded", Kind.PLEDGE, applied=False)

    def _bundle(self, name: str, kind: Kind, *, applied: bool) -> Submission:
        own = self.users["own"]
        found = examine(self.session, book_of(kind, name), f"{name}.xlsx", actor=own)
        assert found.comparison is not None, found.problems
        submission = note_examined(self.session, found, actor=own)
        if applied:
            apply(self.session, found.comparison, actor=own, submission=submission)
        if kind is Kind.TAX_CLAIM:
            advance_submission(self.session, submission, "verify", actor=self.users["checker"])
        self.codes[name] = submission.number
        return submission

    def _filters(self) -> None:
        """Two filters of the official who typed the records: one kept to themselves."""
        for name in ("kept", "shared"):
            given = SavedFilterInput(
                list_name="pledges", name=name, query="q=1", is_shared=name == "shared"
            )
            row = save_filter(self.session, given, actor=self.users["maker"])
            self.codes[name] = str(row.key)
        row = self.session.exec(
            select(Revision).where(
                Revision.instrument_id == self.instrument("pledge").key,
                col(Revision.state).in_(COUNTED_STATES),
            )
        ).one()
        self.codes["picked"] = f"{self.codes['pledge']}:{row.key}:{row.lock}"

    def _runs(self) -> None:
        for name, day in (("run", LATER), ("run-closed", SEPTEMBER)):
            run = run_projection(
                self.session,
                scenario="baseline",
                scope="strict",
                as_of=day,
                draws=100,
                seed=1,
                actor=self.users["maker"],
            )
            self.codes[name] = run.number
