"""The doors of a run refuse what does not fit."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from econ.errors import DuplicateName, OutOfRange, UnknownName, WrongShape
from econ.inputs import (
    AdoptionSeries,
    Estimate,
    FundBook,
    Loan,
    LoanBook,
    PledgeBook,
    Provision,
    Settings,
)
from econ.units import bn_of_won

YEARS = (2024, 2025, 2026, 2027)
LOAN = Loan("L-1", 2025, 600.0, 0.02, 0.05, 8.0, 3.0)
PROVISION = Provision("equipment", "large", 0.15, 0.01, date(2025, 1, 1))
SETTINGS = Settings(as_of=date(2026, 6, 30))


def test_a_trillion_won_is_a_thousand_billion():
    assert bn_of_won(1_000_000_000_000) == 1000.0


def test_records_become_arrays_that_cannot_be_changed(make_record):
    book = PledgeBook.of([make_record(reported={2024: 90.0})], years=YEARS)

    assert book.schedule_bn.tolist() == [[100.0, 300.0, 400.0, 200.0]]
    assert book.reported_bn[0, 0] == 90.0
    assert np.isnan(book.reported_bn[0, 1:]).all()
    assert book.covered.tolist() == [[1.0, 0.0, 0.0, 0.0]]
    with pytest.raises(ValueError, match="read-only"):
        book.schedule_bn[0, 0] = 1.0


def test_an_empty_register_is_a_book():
    assert PledgeBook.of([], years=YEARS).schedule_bn.shape == (0, 4)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"status": "rumoured"}, UnknownName),
        ({"category": "not_ai"}, UnknownName),
        ({"size": "huge"}, UnknownName),
        ({"grade": "E"}, UnknownName),
        ({"schedule": {2024: -1.0}}, OutOfRange),
        ({"schedule": {2023: 1.0}}, OutOfRange),
        ({"schedule": {2024: float("nan")}}, OutOfRange),
        ({"reported": {2031: 1.0}}, OutOfRange),
        ({"covered": {2024: 1.5}, "reported": {2024: 1.0}}, OutOfRange),
        ({"net_share": 1.2}, OutOfRange),
        ({"start_year": 2027, "end_year": 2025}, OutOfRange),
        ({"start_year": 24}, OutOfRange),
    ],
)
def test_a_record_that_cannot_be_is_refused(make_record, changes, error):
    with pytest.raises(error):
        PledgeBook.of([make_record(**changes)], years=YEARS)


def test_two_records_with_one_id_are_refused(make_record):
    with pytest.raises(DuplicateName):
        PledgeBook.of([make_record(), make_record()], years=YEARS)


def test_years_with_a_hole_are_refused(make_record):
    with pytest.raises(OutOfRange):
        PledgeBook.of([make_record()], years=(2024, 2025, 2027))


def test_columns_of_different_length_are_refused(make_record):
    book = PledgeBook.of([make_record()], years=YEARS)

    with pytest.raises(WrongShape):
        replace(book, firms=("a", "b"))
    with pytest.raises(WrongShape):
        replace(book, net_share=np.ones(2))


@pytest.mark.parametrize(
    "changes",
    [{"asset": "gold"}, {"size": "huge"}, {"category": "not_ai"}],
)
def test_a_provision_for_something_unknown_is_refused(changes):
    with pytest.raises(UnknownName):
        replace(PROVISION, **changes)


def test_a_credit_above_the_whole_investment_is_refused():
    with pytest.raises(OutOfRange):
        replace(PROVISION, rate=1.5)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"profile": "balloon"}, UnknownName),
        ({"rate": -0.01}, OutOfRange),
        ({"grace_years": 8.0}, OutOfRange),
        ({"payments_per_year": 0}, OutOfRange),
        ({"principal_bn": -1.0}, OutOfRange),
    ],
)
def test_a_loan_that_cannot_be_is_refused(changes, error):
    with pytest.raises(error):
        replace(LOAN, **changes)


def test_two_loans_with_one_id_are_refused():
    with pytest.raises(DuplicateName):
        LoanBook((LOAN, LOAN))


@pytest.mark.parametrize("overlap", [-0.1, 1.1])
def test_an_overlap_outside_a_share_is_refused(overlap):
    with pytest.raises(OutOfRange):
        LoanBook((), overlap=overlap)
    with pytest.raises(OutOfRange):
        FundBook(YEARS, np.ones(4), overlap=overlap)


def test_fund_money_needs_one_amount_a_year():
    with pytest.raises(WrongShape):
        FundBook(YEARS, np.ones(3))


@pytest.mark.parametrize(
    ("years", "share"),
    [((2023,), [0.1]), ((2024, 2023), [0.1, 0.2]), ((2023, 2024), [0.1, 1.0])],
)
def test_an_adoption_series_that_cannot_be_is_refused(years, share):
    with pytest.raises(OutOfRange):
        AdoptionSeries("s", "share of firms", years, np.array(share))


@pytest.mark.parametrize(("asset", "se"), [("gold", 0.1), ("rnd", 0.0)])
def test_an_estimate_that_cannot_be_is_refused(asset, se):
    with pytest.raises((UnknownName, OutOfRange)):
        Estimate(asset, -0.5, se)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"scope": "wide"}, UnknownName),
        ({"basis": "gross"}, UnknownName),
        ({"draws": 1}, OutOfRange),
        ({"seed": -1}, OutOfRange),
        ({"impact_year": 2030}, OutOfRange),
    ],
)
def test_settings_that_cannot_be_are_refused(changes, error):
    with pytest.raises(error):
        replace(SETTINGS, **changes)


def test_an_error_shows_its_code_and_values():
    error = OutOfRange(name="rate", value=2.0)

    assert str(error) == "out_of_range(name='rate', value=2.0)"
    assert error.values == {"name": "rate", "value": 2.0}


def test_fund_years_with_a_hole_are_refused():
    with pytest.raises(OutOfRange):
        FundBook((2024, 2026), np.ones(2))


def test_no_fund_years_mean_that_nothing_is_known():
    assert FundBook().years == ()
