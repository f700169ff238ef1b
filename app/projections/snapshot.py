"""What a run is fed with, read on one day: the border where won become KRW bn."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.projections import tables
from app.projections.money import Money, plan_support, read_disbursed
from app.projections.pledges import PledgeNames, read_pledges
from app.projections.scenarios import PLANNED_LOAN, Choice
from app.projections.tax import read_tax
from econ import scenarios
from econ.inputs import Inputs, Settings
from econ.ledgers import published_base
from econ.parameters import Parameters, load
from econ.results import Entry, digest, plain
from econ.units import bn_of_won
from models.counting.figures import Four
from models.counting.target import FIRST_YEAR, LAST_YEAR, TARGET_WON
from models.fund import FundTerms
from models.loan import LoanTerms
from models.queries.dated import filed_pledges, held, reports
from models.queries.funds import invested
from models.queries.loans import lent
from models.queries.register import read_register
from models.tax_incentive import TaxIncentiveTerms
from models.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: scope, basis, cut-off, draws and seed."""

    as_of: date
    scope: str = "strict"
    basis: str = "headline"
    draws: int = 10_000
    seed: int = 1

    def settings(self) -> Settings:
        """The same as econ names it, with the target and its years."""
        return Settings(
            as_of=self.as_of,
            scope=self.scope,
            basis=self.basis,
            draws=self.draws,
            seed=self.seed,
            target_bn=bn_of_won(TARGET_WON),
            first_year=FIRST_YEAR,
            last_year=LAST_YEAR,
        )


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The inputs of a run with what stands behind them.

    ``four`` are the register's lines on the basis asked for; ``counted`` are the pledges of which
    the register counts something; ``names`` lead from a pledge's
    key to its code, title and filer; ``log`` tells what was assumed or left out.
    """

    inputs: Inputs
    settings: Settings
    parameters: Parameters
    choice: Choice
    four: Four
    counted: tuple[str, ...]
    names: Mapping[str, PledgeNames]
    log: tuple[Entry, ...]

    def content(self) -> dict[str, object]:
        """Everything that decides the result, as plain data without row keys and times."""
        return {
            "inputs": plain(_finite(self.inputs)),
            "settings": plain(self.settings),
            "scenario": self.choice.start.name,
            "overrides": plain(self.choice.overrides),
            "parameters_sha256": self.parameters.sha256(),
            "adoption_sha256": tables.sha256(),
            "register": plain(self.four),
            "counted": list(self.counted),
        }

    def sha256(self) -> str:
        """The digest of that content."""
        return digest(self.content())


def take(session: Session, question: Question, choice: Choice) -> Snapshot:
    """Read the register as it was known on the day, under a scenario.

    Raises EconError where a scenario would change the past or a figure is out of range.
    """
    on, settings = question.as_of, question.settings()
    scenario = scenarios.Scenario(choice.name, choice.overrides)
    parameters = scenarios.parameters_under(scenario, load())
    register = read_register(session, on=on)
    pledges = read_pledges(
        register,
        filed_pledges(session, on),
        reports(session, on),
        counted_only=choice.start.counted_only,
    )
    tax = read_tax(
        held(session, Kind.TAX_INCENTIVE, TaxIncentiveTerms, on),
        parameters,
        undated_from=choice.start.undated_credit_from,
    )
    money = _money(session, on, planned=choice.start.plans)
    inputs = Inputs(
        pledges=pledges.book,
        ledger_a=published_base(parameters),
        adoption=tables.adoption(),
        tax=tax.regime,
        funds=money.funds,
        loans=money.loans,
    )
    totals = register.totals
    return Snapshot(
        inputs=scenarios.apply(scenario, inputs, settings),
        settings=settings,
        parameters=parameters,
        choice=choice,
        four=totals.net if question.basis == "net" else totals.headline,
        counted=pledges.counted,
        names=pledges.names,
        log=(*pledges.log, *tax.log, *money.log),
    )


def _money(session: Session, on: date, *, planned: bool) -> Money:
    funds = held(session, Kind.FUND, FundTerms, on)
    loans = held(session, Kind.LOAN, LoanTerms, on)
    if planned:
        return plan_support(funds, loans, PLANNED_LOAN)
    return read_disbursed(funds, invested(session, on), loans, lent(session, on))


def _finite(inputs: Inputs) -> dict[str, object]:
    """The inputs with None for what is not known, as JSON has no number for it."""
    return {
        field.name: _without_nan(getattr(inputs, field.name))
        for field in dataclasses.fields(inputs)
    }


def _without_nan(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _without_nan(getattr(value, field.name))
            for field in dataclasses.fields(value)
        }
    if isinstance(value, tuple | list):
        return [_without_nan(item) for item in value]
    if hasattr(value, "tolist"):
        return _without_nan(value.tolist())
    if isinstance(value, float) and value != value:
        return None
    return value
