"""Codes that a projection may carry in its log and refusals; pages hold a sentence for each."""

from econ.frame import Frame
from econ.results import Entry
from econ.sampling import Sample

LOG_CODES = (
    "adoption_series_short",
    "amount_spread",
    "elasticity_not_negative",
    "estimate_conflicts_with_prior",
    "fund_unknown",
    "loan_not_concessional",
    "loan_outside_window",
    "loan_unknown",
    "not_converged",
    "over_delivery",
    "overlap_limited",
    "partly_reported_years_modelled",
    "period_assumed",
    "pledge_unknown",
    "preview",
    "reform_outside_register",
    "tax_incentive_unknown",
    "unreported_years_modelled",
)
REFUSED_CODES = (
    "elasticity_prior_only",
    "too_few_cancellations",
    "too_few_tranches",
)
WATERFALL_CODES = (
    "face",
    "overlap",
    "cancellation",
    "under_delivery",
    "slippage",
    "risk_adjusted",
)
PRIOR_BLOCKS = ("delivery", "cancellation", "elasticity", "loan", "fund", "adoption", "effects")


def statements(frame: Frame, sample: Sample) -> list[Entry]:
    """Return what the log says about flags, limits and short series."""
    log = list(frame.log)
    for asset, pooled in frame.pooled.items():
        log += [Entry(flag, {"asset": asset, "z": pooled.conflict}) for flag in pooled.flags]
    if frame.over_bn > 0.0:
        log.append(Entry("over_delivery", {"amount_bn": frame.over_bn}))
    if frame.tax.reformed and frame.settings.scope == "strict":
        log.append(Entry("reform_outside_register", {}))
    if sample.means["limited"] > 0.0:
        log.append(Entry("overlap_limited", {"share": sample.means["limited"]}))
    need = int(frame.parameters["rule.adoption_points"])
    for series in frame.inputs.adoption:
        if len(series.years) < need:
            values = {"series": series.name, "have": len(series.years), "need": need}
            log.append(Entry("adoption_series_short", values))
    return log


def prior_weights(frame: Frame) -> dict[str, float]:
    """Return the share of prior in each block of coefficients; 1 means prior only."""
    amounts = frame.book.schedule_bn.sum(axis=1)
    uncertain = frame.lane >= 0
    weights = dict.fromkeys(PRIOR_BLOCKS, 1.0)
    if amounts[uncertain].sum() > 0.0:
        own = [_prior_share(frame, lane) for lane in frame.lane[uncertain].tolist()]
        weights["delivery"] = float(amounts[uncertain] @ own / amounts[uncertain].sum())
    estimates = [pooled.weight for pooled in frame.pooled.values()]
    weights["elasticity"] = 1.0 - sum(estimates) / len(estimates)
    return weights


def _prior_share(frame: Frame, lane: int) -> float:
    weight = frame.parameters["delivery.prior_weight"]
    return weight / (weight + frame.lanes[lane][0].tranches)
