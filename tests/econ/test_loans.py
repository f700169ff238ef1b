"""Grant elements against published cases and closed forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from econ.errors import OutOfRange
from econ.loans import (
    debt_service,
    grant_element,
    grant_element_closed,
    price_response,
    relaxed_credit,
)
from econ.names import PROFILES

TERMS = {"maturity_years": 8.0, "grace_years": 3.0, "payments_per_year": 4}


def test_the_terms_of_the_world_bank_give_its_published_element():
    value = grant_element(
        rate=0.0075,
        discount=0.05,
        maturity_years=38,
        grace_years=6,
        payments_per_year=2,
        profile="equal_principal",
    )

    assert value == pytest.approx(0.5317, abs=5e-3)


def test_the_published_case_of_ten_years_at_two_percent():
    value = grant_element(
        rate=0.02,
        discount=0.10,
        maturity_years=10,
        grace_years=3,
        payments_per_year=2,
        profile="equal_principal",
    )

    assert 100 * value == pytest.approx(36.950554, abs=5e-7)


@given(
    rate=st.floats(0.0, 0.2),
    discount=st.floats(0.005, 0.2),
    years=st.integers(2, 30),
    payments=st.sampled_from([1, 2, 4, 12]),
)
def test_the_closed_form_equals_the_schedule(rate, discount, years, payments):
    terms = {
        "rate": rate,
        "discount": discount,
        "maturity_years": float(years),
        "grace_years": float(years // 2),
        "payments_per_year": payments,
    }

    value = grant_element(**terms, profile="equal_principal")

    assert value == pytest.approx(grant_element_closed(**terms), abs=1e-10)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_loan_at_the_market_rate_gives_nothing(profile):
    market = 1.0125**4 - 1.0

    value = grant_element(rate=0.05, discount=market, profile=profile, **TERMS)

    assert value == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_pays_back_what_was_lent(profile):
    service = debt_service(rate=0.0, profile=profile, **TERMS)

    assert service.sum() == pytest.approx(1.0, rel=1e-12)


def test_an_annuity_pays_the_same_after_grace():
    service = debt_service(rate=0.02, profile="annuity", **TERMS)

    assert np.ptp(service[12:]) == pytest.approx(0.0, abs=1e-14)
    assert service[:12] == pytest.approx(0.005)


def test_later_repayment_is_worth_more():
    values = [grant_element(rate=0.02, discount=0.05, profile=p, **TERMS) for p in PROFILES]

    assert values == sorted(values)


def test_an_unknown_profile_or_no_time_for_principal_is_refused():
    with pytest.raises(OutOfRange):
        debt_service(rate=0.02, profile="balloon", **TERMS)
    with pytest.raises(OutOfRange):
        debt_service(
            rate=0.02, maturity_years=3.0, grace_years=3.0, payments_per_year=4, profile="bullet"
        )


def test_the_closed_form_needs_a_discount():
    with pytest.raises(OutOfRange):
        grant_element_closed(
            rate=0.02, discount=0.0, maturity_years=8, grace_years=3, payments_per_year=4
        )


def test_a_subsidy_of_everything_is_refused():
    with pytest.raises(OutOfRange):
        price_response(1.0, elasticity=-0.6)


def test_relaxed_credit_is_only_for_the_constrained():
    assert relaxed_credit(600.0, constrained=0.0, propensity=0.7) == 0.0
