"""The chain at central coefficients with every intermediate value, to be written as formulas.

``coefficients`` and ``series`` hold the numbers; ``pledges`` the recursion of each pledge
(balance = max(schedule + carried of the year before, 0); rest = (1 - covered) share max(balance -
reported, 0); survival = Π(1 - hazard)^exposed; realised = reported + survival rest);
``user_cost`` one row a class and year; ``groups`` the factor 1 + μ_T of each pledge group;
``loans`` and ``funds`` their steps; ``investment`` P0, the 16 coalitions and Shapley values;
``ledger_a`` capital, adoption, index and both tracks by coalition, one entry a series.
"""

import numpy as np
from scipy.special import expit, logit

from econ.attribution import COALITIONS, first_in, last_in, shapley_values
from econ.chain import Chain, follow
from econ.channels.loan import subsidy_share
from econ.channels.tax_incentive import responses
from econ.coefficients import Coefficients, central
from econ.frame import CERTAIN, Frame
from econ.funds import gross_leverage
from econ.inputs import AdoptionSeries
from econ.ledgers import PARTS, Parts
from econ.names import PLAYERS
from econ.realisation import Trace, trace
from econ.simulation import lane_shares
from econ.units import Array, Matrix, Vector
from econ.user_cost import cost_of_capital, effective_credit, marginal_rate, marginal_rate_shown

Row = dict[str, object]


def deterministic(frame: Frame) -> dict[str, object]:
    """Return the chain at central coefficients, shocks at zero; money in nominal KRW bn."""
    coefficients = central(frame)
    share, hazard = pledge_shares(frame, coefficients)
    followed = _trace(frame, coefficients, share, hazard)
    realised = _by_group(frame, followed.realised)
    chain = follow(frame, coefficients, realised[np.newaxis])
    return {
        "years": frame.window,
        "book_years": frame.book.years,
        "coefficients": {row.id: row.value for row in frame.parameters}
        | {f"elasticity.{asset}": coefficients[f"elasticity.{asset}"][0] for asset in frame.pooled},
        "series": {key: series.values for key, series in frame.parameters.series.items()},
        "pledges": _pledges(frame, coefficients, share, hazard, followed),
        "user_cost": _user_cost(frame, coefficients),
        "groups": _groups(frame, chain),
        "loans": _loans(frame, coefficients, chain, realised),
        "funds": _funds(frame, coefficients, chain),
        "investment": _investment(frame, chain),
        "ledger_a": [
            _ledger_a(frame, coefficients, chain, series) for series in frame.inputs.adoption
        ],
    }


def pledge_shares(frame: Frame, coefficients: Coefficients) -> tuple[Matrix, Vector]:
    """Return yearly delivery share (n, Y) and hazard (n,) of each pledge at central values."""
    n, years = len(frame.book.ids), frame.book.years
    share, hazard = np.ones(n), np.zeros(n)
    if frame.lanes:
        by_lane, risk = lane_shares(frame, coefficients)
        uncertain = frame.lane != CERTAIN
        share[uncertain] = by_lane[frame.lane[uncertain], 0]
        hazard[uncertain] = risk[frame.lane[uncertain], 0]
    hazard[[status == "cancelled" for status in frame.book.statuses]] = 1.0
    shift = np.array([frame.inputs.delivery_shift.get(year, 0.0) for year in years])
    if not shift.any():
        return np.repeat(share[:, np.newaxis], len(years), axis=1), hazard
    moved = expit(logit(share)[:, np.newaxis] + shift)
    return np.asarray(moved, dtype=np.float64), hazard


def _trace(frame: Frame, coefficients: Coefficients, share: Matrix, hazard: Vector) -> Trace:
    return trace(
        frame.book.schedule_bn,
        share,
        float(coefficients["delivery.slippage"][0]),
        hazard,
        reported=frame.book.reported_bn,
        covered=frame.book.covered,
    )


def _by_group(frame: Frame, realised: Array) -> Matrix:
    sums = np.zeros((len(frame.groups), len(frame.window)))
    np.add.at(sums, frame.group, realised[:, frame.offset :])
    return sums


def _pledges(
    frame: Frame, coefficients: Coefficients, share: Matrix, hazard: Vector, followed: Trace
) -> list[Row]:
    book = frame.book
    slippage = float(coefficients["delivery.slippage"][0])
    rows: list[Row] = []
    for index, name in enumerate(book.ids):
        lane = frame.lanes[frame.lane[index]] if frame.lane[index] != CERTAIN else None
        rows.append(
            {
                "id": name,
                "firm": book.firms[index],
                "category": book.categories[index],
                "size": book.sizes[index],
                "status": book.statuses[index],
                "final_share": lane[0].mean if lane else None,
                "tranches": lane[0].tranches if lane else None,
                "profile": lane[1] if lane else None,
                "slippage": slippage,
                "hazard": hazard[index],
                "share": share[index],
                "schedule": book.schedule_bn[index],
                "covered": book.covered[index],
                "reported": _none_for_nan(book.reported_bn[index]),
                "exposed": frame.exposed[index],
                "survival": followed.survival[index],
                "balance": followed.balance[index],
                "given_up": followed.given_up[index],
                "carried": followed.carried[index],
                "realised": followed.realised[index],
            }
        )
    return rows


def _none_for_nan(values: Vector) -> list[float | None]:
    return [None if np.isnan(value) else value for value in values.tolist()]


def _user_cost(frame: Frame, coefficients: Coefficients) -> list[Row]:
    if not frame.known["tax_incentive"] or not frame.groups:
        return []
    found = responses(frame, coefficients)
    rows = []
    for c in range(len(frame.tax.assets)):
        for t in range(len(frame.tax.years)):
            costs = found.cost_without[0, c, t], found.cost_with[0, c, t]
            row = _class_row(frame, coefficients, c, t)
            row |= {"uc0": costs[0], "uc1": costs[1], "ratio": costs[1] / costs[0]}
            row |= {"mu_long_run": found.long_run[0, c, t], "mu": found.arrived[0, c, t]}
            row |= {"uc_planned": found.cost_planned[0, c, t]}
            row |= {"mu_long_run_planned": found.long_run_planned[0, c, t]}
            row |= {"mu_planned": found.planned[0, c, t]}
            rows.append(row | _wedges(frame, row, costs))
    return rows


def _class_row(frame: Frame, coefficients: Coefficients, c: int, t: int) -> Row:
    tax = frame.tax
    terms = {
        "utilisation": float(coefficients["credit.utilisation"][0]),
        "rural_tax": float(tax.rural_tax[c, t]),
        "clawback": float(coefficients["credit.clawback"][0]),
    }
    return {
        "class": c,
        "asset": tax.assets[c],
        "size": tax.sizes[c],
        "category": tax.categories[c],
        "year": tax.years[t],
        "tau": float(tax.tau[t]),
        "r": float(coefficients["macro.discount_rate"][0]),
        "pi": float(coefficients["macro.inflation"][0]),
        "delta": float(tax.delta[c]),
        "z": float(tax.z[c]),
        "credit": float(tax.credit[c, t]),
        "credit_without": float(tax.credit_without[c, t]),
        "credit_planned": float(tax.credit_planned[c, t]),
        "eligible": float(tax.eligible[c, t]),
        **terms,
        "k_eff": effective_credit(float(tax.credit[c, t]), **terms),
        "k_eff_without": effective_credit(float(tax.credit_without[c, t]), **terms),
        "k_eff_planned": effective_credit(float(tax.credit_planned[c, t]), **terms),
        "elasticity": float(coefficients.elasticity(tax.assets[c], tax.sizes[c])[0]),
        "persistence": float(coefficients["elasticity.persistence"][0]),
    }


def _wedges(frame: Frame, row: Row, costs: tuple[float, float]) -> Row:
    delta = float(frame.tax.delta[frame.tax.assets.index(str(row["asset"]))])
    r, pi = frame.parameters["macro.discount_rate"], frame.parameters["macro.inflation"]
    smallest = frame.parameters["metr.smallest_cost"]
    shown = marginal_rate_shown(costs[1], delta=delta, smallest=smallest)
    rate = marginal_rate(costs[1], r=r, pi=pi, delta=delta) if shown else None
    return {"wedge": cost_of_capital(costs[1], delta=delta) - (r - pi), "metr": rate}


def _groups(frame: Frame, chain: Chain) -> list[Row]:
    shape = (1, len(frame.groups), len(frame.window))
    tax = chain.effects["tax_incentive"]
    factor = np.broadcast_to(tax.factor, shape)
    planned = np.broadcast_to(tax.as_planned.factor, shape)
    registered = chain.effects["pledge"].base
    assert registered is not None
    return [
        {
            "category": category,
            "size": size,
            "mix": frame.tax.mix[index],
            "factor": factor[0, index],
            "factor_planned": planned[0, index],
            "registered": registered[0, index],
            "pledged_alone": chain.investment.pledged_alone[0, index],
        }
        for index, (category, size) in enumerate(frame.groups)
    ]


def _loans(frame: Frame, coefficients: Coefficients, chain: Chain, realised: Matrix) -> Row:
    table, effect = frame.loans, chain.effects["loan"]
    constrained = coefficients["loan.constrained_share"][:, np.newaxis]
    width = (1, len(frame.window))
    return {
        "rows": [
            {**{name: getattr(loan, name) for name in _LOAN_FIELDS}, "grant_element": element}
            for loan, element in zip(table.loans, table.grant_elements, strict=True)
        ],
        "principal": table.principal_bn,
        "constrained": table.constrained_bn,
        "unknown": table.unknown_bn,
        "subsidy": table.subsidy_bn,
        "unknown_subsidy": table.unknown_subsidy_bn,
        "constrained_share": constrained[0, 0],
        "subsidy_share": subsidy_share(frame, constrained, realised[np.newaxis])[0],
        "elasticity": coefficients["elasticity.equipment"][0],
        "mu": np.broadcast_to(effect.factor[:, 0], width)[0] - 1.0,
        "added": np.broadcast_to(effect.added, width)[0],
        "overlap": effect.overlap[0],
    }


_LOAN_FIELDS = (
    "id",
    "year",
    "principal_bn",
    "rate",
    "market_rate",
    "maturity_years",
    "grace_years",
    "payments_per_year",
    "profile",
    "constrained",
)


def _funds(frame: Frame, coefficients: Coefficients, chain: Chain) -> Row:
    effect, book = chain.effects["fund"], frame.inputs.funds
    return {
        "years": book.years,
        "disbursed": book.disbursed_bn,
        "gross_leverage": gross_leverage(book.coinvested_bn, book.disbursed_bn),
        "drawn": frame.drawn_bn,
        "additionality": coefficients["fund.additionality"][0],
        "added": np.broadcast_to(effect.added, (1, len(frame.window)))[0],
        "overlap": effect.overlap[0],
    }


def _investment(frame: Frame, chain: Chain) -> Row:
    found = chain.investment
    values = found.coalitions[0].sum(axis=-1)
    return {
        "scope": frame.settings.scope,
        "registered": found.registered[0],
        "recorded": {name: found.recorded[k, 0] for k, name in enumerate(PLAYERS)},
        "pledged_alone": found.pledged_alone[0].sum(axis=0),
        "autonomous": found.autonomous,
        "total": found.total[0],
        "broad_total": found.broad_total[0],
        "naive": found.naive[0],
        "coalitions": [
            {
                "players": [name for name in PLAYERS if name in coalition],
                "by_year": found.coalitions[0, index],
                "value": values[index],
            }
            for index, coalition in enumerate(COALITIONS)
        ],
        **_game(values),
    }


def _game(values: Vector) -> Row:
    found = {
        "shapley": shapley_values(values),
        "first_in": first_in(values),
        "last_in": last_in(values),
    }
    return {name: dict(zip(PLAYERS, row.tolist(), strict=True)) for name, row in found.items()}


def _ledger_a(
    frame: Frame, coefficients: Coefficients, chain: Chain, series: AdoptionSeries
) -> Row:
    found = chain.impacts[series.name]
    return {
        "series": series.name,
        "years": found.years,
        "share": found.share[0],
        "capital_years": chain.capital.years,
        "investment": chain.capital.investment_bn[0],
        "stock": chain.capital.stock_bn[0],
        "in_use": chain.capital.in_use_bn[0],
        "adoption_gain": found.adoption_gain[0],
        "index": found.index[0],
        "link": coefficients["adoption.capital_link"][0],
        "official": _track(found.official),
        "evidence": _track(found.evidence),
    }


def _track(parts: Parts) -> Row:
    totals = parts.total[0]
    columns: Row = {name: getattr(parts, name)[0] for name in PARTS}
    return columns | {"total": totals, "autonomous": totals[0], **_game(totals - totals[0])}
