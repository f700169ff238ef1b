"""Makers with good defaults for the tests of econ."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import settings as hypothesis_settings

from econ.inputs import (
    AdoptionSeries,
    FundBook,
    Inputs,
    Loan,
    LoanBook,
    PledgeBook,
    PledgeRecord,
    Provision,
    Settings,
    TaxRegime,
)
from econ.ledgers import published_base
from econ.names import SIZES
from econ.parameters import Parameters, load
from econ.projection import project
from econ.results import Projection

# A busy machine is not a failure: examples have no deadline.
hypothesis_settings.register_profile("econ", deadline=None)
hypothesis_settings.load_profile("econ")

YEARS = (2024, 2025, 2026, 2027)
SURVEY = AdoptionSeries(
    "business_survey",
    "share of firms, survey of business activities",
    (2018, 2023, 2024),
    np.array([0.028, 0.064, 0.096]),
)


@pytest.fixture(scope="session")
def parameters() -> Parameters:
    """The shipped table."""
    return load()


@pytest.fixture
def make_record() -> Callable[..., PledgeRecord]:
    """One announced pledge of 1,000 bn over the window unless said otherwise."""

    def make(name: str = "P-1", **changes: object) -> PledgeRecord:
        schedule = dict(zip(YEARS, (100.0, 300.0, 400.0, 200.0), strict=True))
        record = PledgeRecord(
            id=name,
            firm="firm",
            category="data_centre",
            size="large",
            status="announced",
            schedule=schedule,
        )
        return replace(record, **changes)

    return make


@pytest.fixture
def make_inputs(
    parameters: Parameters, make_record: Callable[..., PledgeRecord]
) -> Callable[..., Inputs]:
    """Inputs with one pledge and nothing else unless said otherwise."""

    def make(records: list[PledgeRecord] | None = None, **changes: object) -> Inputs:
        book = PledgeBook.of([make_record()] if records is None else records, years=YEARS)
        return replace(Inputs(book, published_base(parameters), (SURVEY,)), **changes)

    return make


@pytest.fixture
def supported(
    make_inputs: Callable[..., Inputs], make_record: Callable[..., PledgeRecord]
) -> Inputs:
    """Six pledges of three firms with all three instruments at work."""
    statuses = ("intent", "announced", "board", "contracted", "in_progress", "announced")
    sizes = ("large", "sme", "mid", "large", "startup", "large")
    records = [
        make_record(f"P-{k}", firm=f"firm {k % 3}", status=status, size=size)
        for k, (status, size) in enumerate(zip(statuses, sizes, strict=True))
    ]
    provisions = tuple(
        Provision("equipment", size, 0.25, 0.06, date(2025, 1, 1), rural_tax=0.2) for size in SIZES
    )
    return make_inputs(
        records,
        tax=TaxRegime(provisions),
        funds=FundBook(YEARS, np.array([100.0, 200.0, 300.0, 300.0])),
        loans=LoanBook((Loan("L-1", 2025, 600.0, 0.02, 0.05, 8.0, 3.0),)),
    )


@pytest.fixture
def make_settings() -> Callable[..., Settings]:
    """A small run as of mid-2026."""

    def make(**changes: object) -> Settings:
        return replace(Settings(as_of=date(2026, 6, 30), draws=600, seed=7), **changes)

    return make


@pytest.fixture
def run(
    make_settings: Callable[..., Settings], parameters: Parameters
) -> Callable[..., Projection]:
    """Project inputs under the small settings, changed as asked."""

    def make(inputs: Inputs, **changes: object) -> Projection:
        return project(inputs, make_settings(**changes), parameters)

    return make
