"""Panels for the tests of the estimators: published ones, and random ones of known making."""

import numpy as np
import pandas as pd
import statsmodels.api as sm
from statsmodels.datasets import grunfeld as shipped

REGRESSORS = ["value", "capital"]


def grunfeld() -> pd.DataFrame:
    """Grunfeld (1958) as Baltagi prints it: 10 firms, 1935–1954; statsmodels ships an 11th."""
    data = shipped.load_pandas().data
    return data[data["firm"] != "American Steel"].reset_index(drop=True)


def random_panel(
    seed: int, units: int = 12, periods: int = 7, kept: float = 0.75, regressors: int = 2
) -> pd.DataFrame:
    """An unbalanced panel with effects of units and periods that go with the regressors."""
    rng = np.random.default_rng(seed)
    unit, period = np.divmod(np.arange(units * periods), periods)
    alpha, gamma = rng.normal(size=units), rng.normal(size=periods)
    frame = pd.DataFrame({"unit": unit, "year": 2000 + period, "region": unit // 2})
    for k in range(regressors):
        frame[f"x{k}"] = rng.normal(size=len(unit)) + (k + 1) * alpha[unit] + gamma[period]
    slopes = np.arange(1, regressors + 1) / 2.0
    signal = frame[[f"x{k}" for k in range(regressors)]].to_numpy() @ slopes
    frame["y"] = signal + alpha[unit] + gamma[period] + rng.standard_t(5, size=len(unit))
    return frame[rng.random(len(unit)) < kept].sample(frac=1.0, random_state=seed)


def dummies(frame: pd.DataFrame, regressors: list[str], columns: list[str]) -> pd.DataFrame:
    """Regressors beside a constant and the dummies of some columns: an independent design."""
    parts = [frame[regressors].astype(float)]
    parts += [
        pd.get_dummies(frame[column], prefix=column, drop_first=True, dtype=float)
        for column in columns
    ]
    return sm.add_constant(pd.concat(parts, axis=1))
