"""Speed of the estimators against what they replace: python -m tests.benchmarks.estimators.

Effects of 40 units and 20 periods against a formula with dummy variables in statsmodels, and 999
draws of the wild cluster bootstrap, with interval, against two loops that refit and cluster every
draw anew on demeaned data: by statsmodels, and by bare numpy. Times are seconds of the processor
in one thread; goals 20 and 200 times. A larger panel of 400 units is printed beside, without goal.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf

from econ.estimators.bootstrap import weight_matrix, wild_cluster_bootstrap
from econ.estimators.fixed_effects import fit_fixed_effects

UNITS, PERIODS, DRAWS = 40, 20, 999
X = ["x0", "x1"]
NAMES = {"entity": "unit", "time": "year", "cluster": "unit"}
TValue = Callable[[np.ndarray, np.ndarray, np.ndarray, float], float]


def main() -> None:
    """Print every ratio beside its goal."""
    for units, goal in ((UNITS, 20), (10 * UNITS, 0)):
        fixed_effects(world(units), f"two-way effects, {units} x {PERIODS}", goal)
    frame = world(UNITS)
    options = {"hypothesis": "x0 = 0.5", "draws": DRAWS, "rng": 1, **NAMES}
    fast = best(lambda: wild_cluster_bootstrap(frame, "y", X, **options))
    for words, tvalue in (("statsmodels", by_statsmodels), ("numpy", by_numpy)):
        slow = best(lambda tvalue=tvalue: looped(frame, 0.5, tvalue), times=1)
        say(f"{DRAWS} bootstrap draws against {words}", slow, fast, 200)
    mine = wild_cluster_bootstrap(frame, "y", X, **options).pvalue
    print(f"p by scores {mine:.6f}, p by refitting {looped(frame, 0.5, by_numpy):.6f}")


def fixed_effects(frame: pd.DataFrame, words: str, goal: int) -> None:
    """Print how much faster absorbing the effects is than estimating each."""
    fast = best(lambda: fit_fixed_effects(frame, "y", X, effects="twoway", **NAMES))
    slow = best(lambda: smf.ols("y ~ x0 + x1 + C(unit) + C(year)", frame).fit(), times=3)
    say(words, slow, fast, goal)


def world(units: int) -> pd.DataFrame:
    """A balanced panel."""
    rng = np.random.default_rng(0)
    unit, year = np.divmod(np.arange(units * PERIODS), PERIODS)
    frame = pd.DataFrame({"unit": unit, "year": year})
    for name in X:
        frame[name] = rng.normal(size=len(unit)) + rng.normal(size=units)[unit]
    return frame.assign(y=0.55 * frame["x0"] + rng.normal(size=len(unit)))


def looped(frame: pd.DataFrame, null: float, tvalue: TValue) -> float:
    """The p-value by a loop over the draws, every regression made anew on demeaned data."""
    x, y = _demeaned(frame[X].to_numpy()), _demeaned(frame[["y"]].to_numpy())[:, 0]
    codes = frame["unit"].to_numpy()
    shifted = y - null * x[:, 0]
    fitted = x[:, 1:] @ np.linalg.lstsq(x[:, 1:], shifted, rcond=None)[0]
    observed = tvalue(y, x, codes, null)
    extreme = 0
    for signs in weight_matrix(UNITS, DRAWS, "rademacher", 1):
        outcome = null * x[:, 0] + fitted + signs[codes] * (shifted - fitted)
        found = tvalue(_demeaned(outcome[:, None])[:, 0], x, codes, null)
        extreme += abs(found) >= abs(observed)
    return extreme / DRAWS


def _demeaned(values: np.ndarray) -> np.ndarray:
    cube = values.reshape(UNITS, PERIODS, -1)
    cube = cube - cube.mean(axis=0) - cube.mean(axis=1, keepdims=True) + cube.mean(axis=(0, 1))
    return cube.reshape(UNITS * PERIODS, -1)


def by_statsmodels(y: np.ndarray, x: np.ndarray, codes: np.ndarray, null: float) -> float:
    """t of the first coefficient; the factor of clusters does not change the p-value."""
    fit = sm.OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": codes})
    return float((fit.params[0] - null) / fit.bse[0])


def by_numpy(y: np.ndarray, x: np.ndarray, codes: np.ndarray, null: float) -> float:
    """t of the first coefficient."""
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ y
    scores = np.zeros((UNITS, x.shape[1]))
    np.add.at(scores, codes, x * (y - x @ beta)[:, None])
    nobs, parameters = len(y), x.shape[1] + PERIODS
    factor = UNITS / (UNITS - 1) * (nobs - 1) / (nobs - parameters)
    return float((beta[0] - null) / np.sqrt(factor * (bread @ scores.T @ scores @ bread)[0, 0]))


def best(work: Callable[[], object], times: int = 7) -> float:
    """The shortest of some timings, in seconds of the processor."""
    found = []
    for _ in range(times):
        begin = time.process_time()
        work()
        found.append(time.process_time() - begin)
    return min(found)


def say(what: str, slow: float, fast: float, goal: int) -> None:
    """Print one line of the report."""
    beside = f" (goal >= {goal})" if goal else ""
    print(f"{what:<44} {fast:.4f} s, {slow / fast:,.0f} times faster{beside}")


if __name__ == "__main__":
    main()
