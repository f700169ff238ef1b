"""The worked example of the specification, to 1e-8 or half a unit of the last printed digit."""

import numpy as np
import pytest

from econ.attribution import COALITIONS, shapley
from econ.channels.effect import Effect
from econ.delivery import empirical_bayes
from econ.diffusion import pace
from econ.funds import drawn_down
from econ.input_output import InputOutputTable
from econ.investment import combine, pledged_alone
from econ.ledgers import potential, published_base
from econ.loans import grant_element, price_response, relaxed_credit
from econ.pooling import pool
from econ.realisation import realise
from econ.user_cost import (
    b_index,
    cost_of_capital,
    depreciation_present_value,
    effective_credit,
    investment_response,
    marginal_rate,
    user_cost,
)

SERVERS = {"tau": 0.275, "r": 0.07, "pi": 0.02, "delta": 0.30}
RETURNS = {"r": 0.07, "pi": 0.02, "delta": 0.30}
LOAN = {
    "rate": 0.02,
    "discount": 0.05,
    "maturity_years": 8.0,
    "grace_years": 3.0,
    "payments_per_year": 4,
    "profile": "equal_principal",
}
PUBLISHED = {
    "": 0.0,
    "P": 26854.036999,
    "T": 69.004883,
    "F": 150.5,
    "L": 107.550729,
    "PT": 29239.366480,
    "PF": 27004.536999,
    "PL": 27047.209430,
    "TF": 219.504883,
    "TL": 176.775627,
    "FL": 258.050729,
    "PTF": 29389.866480,
    "PTL": 29440.144321,
    "PFL": 27197.709430,
    "TFL": 327.275627,
    "PTFL": 29590.644321,
}
LETTERS = {"P": "pledge", "T": "tax_incentive", "F": "fund", "L": "loan"}


def printed(value, digits):
    return pytest.approx(value, rel=1e-8, abs=0.5 * 10.0**-digits)


def costs():
    z = depreciation_present_value("declining", rate=0.451, discount=0.07)
    without = user_cost(**SERVERS, z=z)
    credited = user_cost(**SERVERS, z=z, credit=0.15, utilisation=0.80, rural_tax=0.20)
    return z, without, credited


def investment():
    _, without, credited = costs()
    lifted = 1.0 + investment_response(credited / without, elasticity=-0.6)
    cheaper = 1.0 + price_response(grant_element(**LOAN) * 0.05 * 0.75, elasticity=-0.6)
    effects = {
        "pledge": Effect(base=np.full((1, 1, 1), 29345.96869375)),
        "tax_incentive": Effect(factor=np.full((1, 1, 1), lifted)),
        "fund": Effect(added=np.array([[150.5]]), overlap=np.array([0.2])),
        "loan": Effect(
            factor=np.full((1, 1, 1), cheaper), added=np.array([[105.0]]), overlap=np.array([0.5])
        ),
    }
    return combine(effects, np.array([800.0]), strict=False)


def test_case_a_user_cost_of_servers():
    z, without, credited = costs()

    assert z == printed(0.9262380038, 10)
    assert effective_credit(0.15, utilisation=0.8, rural_tax=0.2) == pytest.approx(0.0960)
    assert without == printed(0.3597925409, 10)
    assert credited == printed(0.3134477133, 10)
    assert credited / without == printed(0.8711901379, 10)
    assert cost_of_capital(credited, delta=0.30) == printed(0.0134477133, 10)
    assert marginal_rate(credited, **RETURNS) == printed(-2.7181042565, 10)
    assert marginal_rate(without, **RETURNS) == printed(0.1637752925, 10)
    assert b_index(tau=0.275, credit=0.30) == printed(0.5862068966, 10)
    assert investment_response(credited / without, elasticity=-0.6) == printed(0.0862561036, 10)


def test_case_b_a_loan_at_two_percent():
    element = grant_element(**LOAN)

    assert element == printed(0.1411070596, 10)
    assert price_response(element * 0.05 * 0.75, elasticity=-0.6) == printed(0.0031884108, 10)
    assert relaxed_credit(600.0, constrained=0.25, propensity=0.70) == pytest.approx(105.0)


def test_case_c_three_pledges_slip():
    schedule = np.array([[4000, 5000, 6000, 5000], [1000, 2000, 3000, 4000], [0, 500, 1500, 2000]])

    realised = realise(schedule, np.array([0.90, 0.75, 0.55]), np.array([0.6, 0.5, 0.4]))

    assert realised.sum(axis=0) == printed([4350.0, 6584.75, 9006.6788, 9404.5399], 4)
    assert realised[0] == printed([3600, 4716, 5682.96, 4840.9776], 4)
    assert realised.sum() == printed(29345.968694, 6)


def test_case_d_fund_money_is_drawn_down_over_years():
    drawn = drawn_down(
        np.array([100.0, 200.0, 300.0, 300.0]), pattern=np.array([0.15, 0.30, 0.30, 0.25])
    )

    assert drawn == pytest.approx([15.0, 60.0, 135.0, 220.0])
    assert 0.35 * drawn.sum() == pytest.approx(150.5)


@pytest.mark.parametrize("letters", PUBLISHED)
def test_case_e_every_coalition(letters):
    players = frozenset(LETTERS[letter] for letter in letters)

    value = investment().coalitions[0, COALITIONS.index(players), 0]

    assert value == printed(PUBLISHED[letters], 6)


def test_case_e_totals_and_attribution():
    found = investment()
    game = {coalition: found.coalitions[0, k, 0] for k, coalition in enumerate(COALITIONS)}

    shares = shapley(game)

    assert found.pledged_alone[0, 0, 0] == printed(26854.03699893, 8)
    assert shares["pledge"] == printed(28057.47194727, 8)
    assert shares["tax_incentive"] == printed(1229.73898793, 8)
    assert shares["fund"] == printed(150.5, 8)
    assert shares["loan"] == printed(152.93338603, 8)
    assert found.total[0, 0] == printed(30390.644321, 6)
    assert found.naive[0, 0] == printed(33026.304615, 6)


def test_case_e_pledges_without_instruments():
    value = pledged_alone(
        29345.96869375, recorded_bn=0.2 * 150.5 + 0.5 * 105.0, factor=1.0862561036 * 1.0031884108
    )

    assert value == pytest.approx(26854.03699893, rel=1e-8)


def test_case_g_two_sectors():
    table = InputOutputTable.from_transactions(
        np.array([[150.0, 300.0], [180.0, 90.0]]),
        np.array([[20.0, 60.0], [10.0, 30.0]]),
        np.array([1000.0, 2000.0]),
    )

    effects = table.effects(np.array([700.0, 200.0]), np.array([100.0, 0.0]))

    leontief = [[1.2169480726, 0.1911436763], [0.2293724116, 1.0831474992]]
    assert table.leontief == printed(np.array(leontief), 10)
    assert effects.output == printed(np.array([890.09238611, 377.19018796]), 8)
    assert effects.value_added == printed(856.32366996, 8)
    assert effects.imports == printed(143.67633004, 8)
    assert effects.value_added + effects.imports == pytest.approx(1000.0, rel=1e-12)


def test_case_h_paces_of_adoption():
    assert pace(0.028, 0.064, years=5) == printed(0.172884, 6)
    assert pace(0.064, 0.096, years=1) == printed(0.440251, 6)
    assert pace(0.096, 0.70, years=6) == printed(0.514963, 6)


def test_case_i_the_official_potential(parameters):
    full = potential(published_base(parameters))

    assert full.revenue == printed(122165, 3)
    assert full.labour_cost == printed(64584, 3)
    assert full.operating_cost == printed(119461, 3)
    assert full.total == printed(306210, 3)


def test_case_j_prior_and_estimate(parameters):
    pooled = pool(-0.60, 0.25, -0.35, 0.20, parameters=parameters)

    assert pooled.mean == printed(-0.44756098, 8)
    assert pooled.sd == printed(0.15617376, 8)
    assert pooled.weight == printed(0.609756, 6)
    assert pooled.conflict == printed(0.780869, 6)


def test_case_k_an_empirical_bayes_cell():
    assert empirical_bayes(0.59, weight=10, total=5.6, count=7) == printed(0.67647059, 8)
