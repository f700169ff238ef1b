"""Scenarios: named sets of dated overrides that never change what has already happened."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from econ.errors import OutOfRange, ScenarioInThePast
from econ.inputs import FundBook, Inputs, Loan, LoanBook, Provision, Settings
from econ.parameters import Parameters, share_of_year
from econ.provisions import applying
from econ.units import one_of


@dataclass(frozen=True, slots=True)
class Override:
    """One change of one lever from a date on.

    Attributes
    ----------
    lever : str
        From LEVERS, or ``parameter``.
    effective : date
        First day on which it acts; not before the cut-off of the run.
    values : mapping
        What the lever needs:
        credit_rate: asset, size, rate, optionally category, rural_tax;
        fund_disbursement: annual_bn; loan_programme: annual_bn, rate, market_rate,
        maturity_years, grace_years, optionally payments_per_year, profile, constrained;
        delivery, adoption_speed: logit; parameter: id, value.
    """

    lever: str
    effective: date
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named set of overrides; figures under it are labelled with its name."""

    name: str
    overrides: tuple[Override, ...]


Lever = Callable[[Inputs, Override, Settings], Inputs]


def apply(scenario: Scenario, inputs: Inputs, settings: Settings) -> Inputs:
    """Return the inputs under a scenario.

    Parameters
    ----------
    scenario : Scenario
    inputs : Inputs
    settings : Settings
        Gives the cut-off and the window.

    Raises
    ------
    ScenarioInThePast
        When an override would act before the cut-off (amendment 4).
    UnknownName
        When there is no such lever.

    Notes
    -----
    A change within a year acts in it by its share of the days that are left, so that one made late
    in a year acts mostly on the next. A credit keeps the rate that it replaces beside it, because
    the pledges were made under that one (4.3). Overrides of parameters are read by
    ``parameters_under``.
    """
    for override in scenario.overrides:
        one_of((override.lever,), (*LEVERS, "parameter"), name="lever")
        if override.effective < settings.as_of:
            raise ScenarioInThePast(
                lever=override.lever, effective=override.effective, as_of=settings.as_of
            )
        if override.lever in LEVERS:
            inputs = LEVERS[override.lever](inputs, override, settings)
    return inputs


def parameters_under(scenario: Scenario, parameters: Parameters) -> Parameters:
    """Return the parameters under a scenario.

    Raises
    ------
    UnknownParameter
        When an override names a row that does not exist.
    """
    values = {
        str(override.values["id"]): _number(override, "value")
        for override in scenario.overrides
        if override.lever == "parameter"
    }
    return parameters.replace(values)


def _credit_rate(inputs: Inputs, override: Override, settings: Settings) -> Inputs:
    asset, size = str(override.values["asset"]), str(override.values["size"])
    category = override.values.get("category")
    kept = []
    for row in inputs.tax.provisions:
        if (row.asset, row.size, row.category) != (asset, size, category):
            kept.append(row)
        elif (cut := _until(row, override.effective)) is not None:
            kept.append(cut)
    law = applying(inputs.tax, asset, size, "" if category is None else str(category))
    reformed = [_reformed(override, law, *piece) for piece in _pieces(law, override.effective)]
    tax = dataclasses.replace(inputs.tax, provisions=(*kept, *reformed))
    return dataclasses.replace(inputs, tax=tax)


def _until(row: Provision, day: date) -> Provision | None:
    """What is left of a provision that ends before a day."""
    if row.valid_to is not None and row.valid_to < day:
        return row
    if row.valid_from >= day:
        return None
    return dataclasses.replace(row, valid_to=day - timedelta(days=1))


def _pieces(law: Sequence[Provision], begin: date) -> list[tuple[date, date | None]]:
    """The days from ``begin`` on, cut wherever the law that is replaced would have changed."""
    edges = {begin} | {row.valid_from for row in law}
    edges |= {row.valid_to + timedelta(days=1) for row in law if row.valid_to}
    later = sorted(edge for edge in edges if edge >= begin)
    ends = [edge - timedelta(days=1) for edge in later[1:]]
    return list(zip(later, (*ends, None), strict=True))


def _reformed(
    override: Override, law: Sequence[Provision], first: date, last: date | None
) -> Provision:
    """The credit of the scenario, beside the one that it replaces on these days."""
    held = [row for row in law if row.valid_from <= first <= (row.valid_to or date.max)]
    before = max(held, key=lambda row: row.rate, default=None)
    category = override.values.get("category")
    return Provision(
        asset=str(override.values["asset"]),
        size=str(override.values["size"]),
        rate=_number(override, "rate"),
        rate_without=before.rate_without if before else 0.0,
        valid_from=first,
        valid_to=last,
        eligible_share=before.eligible_share if before else 1.0,
        rural_tax=_number(override, "rural_tax", before.rural_tax if before else 0.0),
        category=None if category is None else str(category),
        source="scenario",
        rate_planned=before.planned if before else 0.0,
    )


def _fund_disbursement(inputs: Inputs, override: Override, settings: Settings) -> Inputs:
    annual = _number(override, "annual_bn")
    funds = inputs.funds
    first = min([settings.first_year, *funds.years[:1]])
    last = max([settings.last_year, *funds.years[-1:]])
    years = tuple(range(first, last + 1))
    given = dict(zip(funds.years, funds.disbursed_bn.tolist(), strict=True))
    disbursed = [
        given.get(year, 0.0) + annual * share_of_year(year, override.effective, None)
        for year in years
    ]
    book = FundBook(years, np.array(disbursed), overlap=funds.overlap, scenario=True)
    return dataclasses.replace(inputs, funds=book)


def _loan_programme(inputs: Inputs, override: Override, settings: Settings) -> Inputs:
    loans = [
        Loan(
            id=f"scenario/{len(inputs.loans.loans)}/{year}",
            year=year,
            principal_bn=_number(override, "annual_bn") * share,
            rate=_number(override, "rate"),
            market_rate=_number(override, "market_rate"),
            maturity_years=_number(override, "maturity_years"),
            grace_years=_number(override, "grace_years"),
            payments_per_year=int(_number(override, "payments_per_year", 4.0)),
            profile=str(override.values.get("profile", "equal_principal")),
            constrained=_flag(override, "constrained"),
        )
        for year in settings.window
        if (share := share_of_year(year, override.effective, None)) > 0.0
    ]
    book = LoanBook((*inputs.loans.loans, *loans), overlap=inputs.loans.overlap, scenario=True)
    return dataclasses.replace(inputs, loans=book)


def _delivery(inputs: Inputs, override: Override, settings: Settings) -> Inputs:
    return dataclasses.replace(
        inputs, delivery_shift=_shifted(inputs.delivery_shift, override, settings)
    )


def _adoption_speed(inputs: Inputs, override: Override, settings: Settings) -> Inputs:
    return dataclasses.replace(inputs, speed_shift=_shifted(inputs.speed_shift, override, settings))


def _shifted(
    before: Mapping[int, float], override: Override, settings: Settings
) -> dict[int, float]:
    logit = _number(override, "logit")
    return {
        year: before.get(year, 0.0) + logit * share_of_year(year, override.effective, None)
        for year in settings.window
    }


def _number(override: Override, name: str, default: float | None = None) -> float:
    value = override.values.get(name, default)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise OutOfRange(name=name, value=value, lever=override.lever)
    return float(value)


def _flag(override: Override, name: str) -> bool | None:
    value = override.values.get(name)
    if value is not None and not isinstance(value, bool):
        raise OutOfRange(name=name, value=value, lever=override.lever)
    return value


LEVERS: Mapping[str, Lever] = {
    "credit_rate": _credit_rate,
    "fund_disbursement": _fund_disbursement,
    "loan_programme": _loan_programme,
    "delivery": _delivery,
    "adoption_speed": _adoption_speed,
}
