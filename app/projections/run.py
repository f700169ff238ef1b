"""Making a run: read the register, project, and store what is needed to make it again."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, cast

from sqlmodel import Session

from app.config import VERSION
from app.projections import tables
from app.projections.scenarios import BASELINE, chosen
from app.projections.snapshot import Question, Snapshot, take
from econ.projection import project
from econ.results import TARGETS, Projection, plain
from econ.scenarios import Override
from econ.units import WON_PER_BN
from models.commands.runs import record_run
from models.counting.target import TARGET_WON
from models.people import User
from models.projection import ProjectionRun

QUARTILES = ("p05", "p25", "p50", "p75", "p95")
MONEY = ("mean", "p05", "p95", "first_in", "last_in")
PARTS = ("revenue", "labour_cost", "operating_cost")


def run_projection(
    session: Session,
    *,
    scenario: str = BASELINE,
    scope: str = "strict",
    basis: str = "headline",
    as_of: date,
    draws: int = 10_000,
    seed: int = 1,
    actor: User | None,
    overrides: tuple[Override, ...] = (),
) -> ProjectionRun:
    """Project both targets and store the run under a new number.

    Raises NotFound for an unknown scenario and EconError where a lever would change the past.
    """
    begun = datetime.now(UTC)
    question = Question(as_of=as_of, scope=scope, basis=basis, draws=draws, seed=seed)
    snapshot = take(session, question, chosen(scenario, overrides))
    projection = project(snapshot.inputs, snapshot.settings, snapshot.parameters)
    return record_run(
        session,
        scenario=snapshot.choice.name,
        scope=scope,
        basis=basis,
        as_of=as_of,
        draws=projection.convergence.draws,
        seed=seed,
        inputs_sha256=snapshot.sha256(),
        results_sha256=projection.sha256(),
        inputs=_stored_inputs(snapshot),
        results=projection.to_dict(),
        manifest=_manifest(snapshot, projection, begun),
        actor=actor,
    )


def to_json(run: ProjectionRun) -> dict[str, Any]:
    """A run as one JSON object; every amount is in won, shares and chances are decimals.

    ``known`` tells whose nought means that nothing dated was filed.
    """
    results, register = run.results, run.inputs["register"]
    return {
        "run": run.number,
        "inputs_sha256": run.inputs_sha256,
        "results_sha256": run.results_sha256,
        "scope": run.scope,
        "basis": run.basis,
        "scenario": run.scenario,
        "as_of": run.as_of.isoformat(),
        "draws": run.draws,
        "seed": run.seed,
        "unit": "KRW",
        "known": results["known"],
        "investment": {
            "target_won": TARGET_WON,
            **register,
            "mean": _won(results["totals"]["investment"]),
            "quantiles": {name: _won(results["cumulative"][-1][name]) for name in QUARTILES},
            "probability": results["attainment"]["probability"],
        },
        "quality": _quality(run),
        "impact": {track: _impact(results, track) for track in ("official", "evidence")},
        "contributions": {
            target: {
                player: {name: _won(found[name]) for name in MONEY}
                for player, found in results["contributions"][target].items()
            }
            for target in TARGETS
        },
    }


def _quality(run: ProjectionRun) -> dict[str, Any]:
    """How sure the figures are: sampling errors, how few firms carry them, what was assumed.

    ``face_won`` is what is planned in the window; ``uncounted_won`` the part of it that the
    register does not count, because plans without years were spread; ``notes`` are the codes
    of the run's data-quality log.
    """
    results, register = run.results, run.inputs["register"]
    face = round(_won(results["waterfall"][0]["value"]))
    counted = register["announced_won"] + register["intent_won"]
    return {
        "converged": results["convergence"]["converged"],
        "probability_se": results["convergence"]["probability_se"],
        "median_se": _won(results["convergence"]["median_se"]),
        "face_won": face,
        "uncounted_won": max(face - counted, 0),
        "effective_firms": results["concentration"]["n_eff_firm"],
        "top5_firm_share": results["concentration"]["top5_firm_share"],
        "prior_weight": results["prior_weight"],
        "notes": run.manifest["warnings"],
    }


def _impact(results: Mapping[str, Any], track: str) -> dict[str, float]:
    """The means of one track under the series that drives the contributions."""
    series = next(item for item in results["impact"] if item["name"] == results["primary_series"])
    return {part: _won(series[track][part]["mean"]) for part in (*PARTS, "total")}


def _won(bn: float) -> float:
    return bn * WON_PER_BN


def _stored_inputs(snapshot: Snapshot) -> dict[str, Any]:
    """What decided the result, with the names and the log that pages show beside it."""
    return snapshot.content() | {
        "names": {key: plain(names) for key, names in snapshot.names.items()},
        "log": plain(snapshot.log),
    }


def _manifest(snapshot: Snapshot, projection: Projection, begun: datetime) -> dict[str, Any]:
    made = cast(dict[str, Any], plain(projection.manifest))
    return made | {
        "version": VERSION,
        "scenario": snapshot.choice.start.name,
        "overrides": plain(snapshot.choice.overrides),
        "adoption_sha256": tables.sha256(),
        "coefficients": [row.id for row in snapshot.parameters],
        "refused": plain(projection.refused),
        "warnings": sorted({entry.code for entry in (*snapshot.log, *projection.log)}),
        "begun": begun.isoformat(),
        "ended": datetime.now(UTC).isoformat(),
    }
