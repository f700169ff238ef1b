"""A run as a table of numbers: one row a figure, in won, for any other program."""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from econ.results import TARGETS
from models.projection import ProjectionRun

HEAD = ("run", "part", "item", "year", "measure", "value", "unit", "specification")
PARTS = ("revenue", "labour_cost", "operating_cost", "total")
SPREAD = ("mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95")
MEASURES = ("mean", "p05", "p95", "first_in", "last_in")

Row = tuple[str, str, str, str, str, str, str]
"""A row without its last column, the same throughout."""


def csv_of(run: ProjectionRun) -> bytes:
    """The figures of a run as CSV with a byte order mark, so that Excel reads Korean."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows((*row, run.manifest["specification"]) for row in rows(run))
    return out.getvalue().encode("utf-8-sig")


def rows(run: ProjectionRun) -> Iterator[Row]:
    """Investment by year, attainment, contributions, and impact by series."""
    yield from _investment(run)
    chance = run.results["attainment"]["probability"]
    yield (run.number, "investment", "attainment", "", "probability", repr(chance), "share")
    for target in TARGETS:
        yield from _contributions(run, target)
    for series in run.results["impact"]:
        yield from _impact(run, series)


def _investment(run: ProjectionRun) -> Iterator[Row]:
    for part in ("annual", "cumulative"):
        for year, spread in zip(run.results["years"], run.results[part], strict=True):
            for name in SPREAD:
                yield _row(run, "investment", part, str(year), name, spread[name])


def _contributions(run: ProjectionRun, target: str) -> Iterator[Row]:
    for player, found in run.results["contributions"][target].items():
        known = run.results["known"].get(player, True)
        for name in MEASURES:
            value = found[name] if known else None
            yield _row(run, f"contribution/{target}", player, "", name, value)


def _impact(run: ProjectionRun, series: Mapping[str, Any]) -> Iterator[Row]:
    year = str(run.results["settings"]["impact_year"])
    for track, part in product(("official", "evidence"), PARTS):
        for name in SPREAD:
            item, value = f"{series['name']}/{part}", series[track][part][name]
            yield _row(run, f"impact/{track}", item, year, name, value)


def _row(
    run: ProjectionRun, part: str, item: str, year: str, measure: str, bn: float | None
) -> Row:
    """A figure in won; an empty cell is not known."""
    value = "" if bn is None else str(round(bn * 10**9))
    return (run.number, part, item, year, measure, value, "KRW")
