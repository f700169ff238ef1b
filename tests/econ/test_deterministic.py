"""The chain can be recalculated, cell by cell, from the values that it hands out."""

import math
from dataclasses import replace

import numpy as np
import pytest

from econ.inputs import FundBook, PledgeBook
from econ.projection import project

YEARS = (2024, 2025, 2026, 2027)
PLAYERS = ("pledge", "tax_incentive", "fund", "loan")
close = pytest.approx


@pytest.fixture(params=["strict", "broad"])
def chain(request, supported, make_record, make_settings, parameters):
    """A chain with reports, a part-reported year, ended pledges, and every instrument."""
    reported = make_record("R-1", reported={2024: 90.0, 2025: 150.0}, covered={2025: 0.5})
    ended = make_record("E-1", status="cancelled", reported={2024: 80.0})
    done = make_record("E-2", status="completed")
    old = [make_record(f"P-{k}", firm=f"f{k}", status="board") for k in range(4)]
    book = PledgeBook.of([*old, reported, ended, done], years=YEARS)
    funds = FundBook(YEARS, supported.funds.disbursed_bn, np.full(4, 250.0))
    inputs = replace(
        supported, pledges=book, funds=funds, autonomous_bn=np.array([100.0, 200.0, 300.0, 400.0])
    )
    settings = make_settings(scope=request.param, draws=64)
    return project(inputs, settings, parameters).to_dict()["deterministic"]


def test_every_pledge_follows_its_recursion(chain):
    for row in chain["pledges"]:
        carried, survival, lost = 0.0, 1.0, 0.0
        for t in range(4):
            due = row["schedule"][t] + carried
            balance, known = max(due, 0.0), row["covered"][t]
            actual = row["reported"][t] or 0.0
            left = max(balance - actual, 0.0)
            rest = (1 - known) * row["share"][t] * left
            forgone = (1 - known) * (1 - row["slippage"]) * (left - rest)
            given_up, lost = (-lost, 0.0) if known == 1 else (forgone, lost + forgone)
            survival *= (1 - row["hazard"]) ** row["exposed"][t]
            carried = due - actual - rest - given_up
            assert row["balance"][t] == close(balance, rel=1e-9)
            assert row["carried"][t] == close(carried, rel=1e-9, abs=1e-9)
            assert row["realised"][t] == close(actual + survival * rest, rel=1e-9)


def test_every_user_cost_follows_its_formula(chain):
    before = {}
    for row in chain["user_cost"]:
        scale = (row["r"] - row["pi"] + row["delta"]) / (1 - row["tau"])
        uc0, uc1 = (
            scale * (1 - k - row["tau"] * row["z"]) for k in (row["k_eff_without"], row["k_eff"])
        )
        factor = row["utilisation"] * (1 - row["rural_tax"]) * (1 - row["clawback"])
        long_run = (uc1 / uc0) ** row["elasticity"] - 1
        persistence = row["persistence"]
        arrived = persistence * before.get(row["class"], 0.0) + (1 - persistence) * long_run
        before[row["class"]] = row["mu"]
        assert row["k_eff"] == close(row["credit"] * factor, rel=1e-9)
        assert (row["uc0"], row["uc1"]) == (close(uc0, rel=1e-9), close(uc1, rel=1e-9))
        assert row["mu"] == close(arrived, rel=1e-9, abs=1e-12)


def test_every_group_mixes_its_classes(chain):
    cells = {(row["class"], row["year"]): row for row in chain["user_cost"]}
    for group in chain["groups"]:
        for t, year in enumerate(YEARS):
            rows = [(share, cells[c, year]) for c, share in enumerate(group["mix"])]
            without = sum(
                share * (row["eligible"] / (1 + row["mu"]) + 1 - row["eligible"])
                for share, row in rows
            )
            assert group["factor"][t] == close(1 / without, rel=1e-9)


def test_loans_and_funds_follow_their_steps(chain):
    loans, funds, coefficients = chain["loans"], chain["funds"], chain["coefficients"]
    unconstrained = 1 - loans["constrained_share"]
    for t in range(4):
        registered = chain["investment"]["registered"][t]
        subsidy = loans["subsidy"][t] + unconstrained * loans["unknown_subsidy"][t]
        share = subsidy / max(registered, loans["principal"][t])
        credit = loans["constrained"][t] + loans["constrained_share"] * loans["unknown"][t]
        assert loans["subsidy_share"][t] == close(share, rel=1e-9)
        assert loans["mu"][t] == close((1 - share) ** loans["elasticity"] - 1, rel=1e-8, abs=1e-12)
        assert loans["added"][t] == close(coefficients["loan.propensity"] * credit, rel=1e-9)
        assert funds["added"][t] == close(funds["additionality"] * funds["drawn"][t], rel=1e-9)
    assert funds["gross_leverage"] == close(1000.0 / 900.0)


def test_every_coalition_is_the_formula_of_the_total(chain):
    found, loans = chain["investment"], chain["loans"]
    strict = found["scope"] == "strict"
    for coalition in found["coalitions"]:
        players = set(coalition["players"])
        for t in range(4):
            lift = 1 + loans["mu"][t] * ("loan" in players)
            factors = [
                (group["factor"][t] if "tax_incentive" in players else 1.0) * lift
                for group in chain["groups"]
            ]
            alone = [group["pledged_alone"][t] for group in chain["groups"]]
            pledged = sum(a * f for a, f in zip(alone, factors, strict=True))
            added = {
                "fund": found["recorded"]["fund"][t] if strict else chain["funds"]["added"][t],
                "loan": found["recorded"]["loan"][t] if strict else loans["added"][t],
            }
            value = pledged * ("pledge" in players)
            value += sum(amount for player, amount in added.items() if player in players)
            value += found["autonomous"][t] * (pledged / sum(alone) - 1)
            assert coalition["by_year"][t] == close(value, rel=1e-9, abs=1e-9)


def test_shapley_values_are_the_weighted_marginal_effects(chain):
    found = chain["investment"]
    values = {frozenset(row["players"]): row["value"] for row in found["coalitions"]}
    for player in PLAYERS:
        share = sum(
            math.factorial(len(c)) * math.factorial(3 - len(c)) / 24 * (values[c | {player}] - v)
            for c, v in values.items()
            if player not in c
        )
        assert found["shapley"][player] == close(share, rel=1e-9, abs=1e-9)
    assert sum(found["shapley"].values()) + sum(found["autonomous"]) == close(
        sum(found["total"]), rel=1e-9
    )


def test_capital_adoption_and_ledger_follow_for_every_coalition(chain, parameters):
    (ledger,) = chain["ledger_a"]
    coefficients = chain["coefficients"]
    price = 1 + coefficients["macro.investment_price_growth"]
    year, base = ledger["years"].index(2026), ledger["years"].index(2023)
    depth = [min(0.35 + 0.65 * age / 5, 1.0) for age in range(30)]
    start = weighed(ledger["share"][: base + 1], depth)
    for c in range(16):
        stock = ledger["stock"][c]
        for t in range(4):
            expected = 0.7 * stock[t] + ledger["investment"][c][t] / price ** (t + 1)
            assert stock[t + 1] == close(expected, rel=1e-9)
            assert ledger["in_use"][c][t] == close((stock[t] + stock[t + 1]) / 2, rel=1e-9)
        shares = list(ledger["share"][: year + 1])
        for t in range(3):
            ratio = math.log(ledger["in_use"][c][t] / ledger["in_use"][15][t])
            shares[base + 1 + t] = moved(shares[base + 1 + t], ledger["link"] * ratio)
        index = weighed(shares, depth) - start
        gain = shares[year] - ledger["share"][base]
        assert ledger["index"][c] == close(index, rel=1e-8)
        assert ledger["official"]["revenue"][c] == close(0.053 * 2_305_000 * index, rel=1e-8)
        assert ledger["evidence"]["revenue"][c] == close(0.04 * 2_305_000 * gain, rel=1e-8)


def weighed(shares, depth):
    new = np.diff([0.0, *shares])
    return float(sum(step * depth[len(shares) - 1 - k] for k, step in enumerate(new)))


def moved(share, push):
    return 1 / (1 + (1 - share) / share * math.exp(-push))
