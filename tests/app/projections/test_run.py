"""A run is stored whole, can be made again to the digit, and says what it is in won."""

import json
from collections.abc import Callable
from datetime import date
from math import isclose
from typing import Any

import pytest
from sqlmodel import Session

from app.projections.run import run_projection, to_json
from econ.errors import ScenarioInThePast
from econ.parameters import load
from econ.scenarios import Override
from models.errors import NotFound
from models.projection import ProjectionRun
from models.vocabulary import Kind, State

Make = Callable[..., Any]
TODAY = date(2026, 11, 1)
PLAYERS = ("pledge", "tax_incentive", "fund", "loan", "autonomous")


def project(session: Session, **asked: Any) -> ProjectionRun:
    given: dict[str, Any] = {"as_of": TODAY, "draws": 600, "actor": None}
    return run_projection(session, **given | asked)


def test_the_same_run_again_gives_the_same_digits(session: Session, make_pledge: Make) -> None:
    make_pledge(State.VERIFIED)

    first, second = project(session), project(session)

    assert first.number != second.number
    assert first.inputs_sha256 == second.inputs_sha256
    assert first.results_sha256 == second.results_sha256


def test_another_seed_gives_other_draws(session: Session, make_pledge: Make) -> None:
    make_pledge(State.VERIFIED)

    assert project(session).results_sha256 != project(session, seed=2).results_sha256


def test_an_empty_register_can_be_projected(session: Session) -> None:
    said = to_json(project(session))

    assert said["investment"]["announced_won"] == 0
    assert said["investment"]["realised_won"] is None
    assert said["investment"]["quantiles"]["p95"] == 0


def test_contributions_add_to_the_total(session: Session, make_pledge: Make) -> None:
    make_pledge(State.VERIFIED)

    said = to_json(project(session, scenario="all_support"))

    totals = {
        "investment": said["investment"]["mean"],
        "impact_official": said["impact"]["official"]["total"],
        "impact_evidence": said["impact"]["evidence"]["total"],
    }
    for target, total in totals.items():
        parts = said["contributions"][target]
        assert tuple(parts) == PLAYERS
        assert isclose(sum(part["mean"] for part in parts.values()), total, rel_tol=1e-9)


def test_the_object_says_how_far_the_figures_can_be_trusted(
    session: Session, make_pledge: Make
) -> None:
    lines = [{"amount_won": 10**13, "stage": "announced"}]
    make_pledge(State.VERIFIED, reference="counted")
    make_pledge(State.VERIFIED, amount_won=10**13, lines=lines, period_start=2026, period_end=2035)

    said = to_json(project(session))

    counted, quality = said["investment"]["announced_won"], said["quality"]
    assert counted > 0
    assert quality["face_won"] == counted + quality["uncounted_won"]
    assert quality["uncounted_won"] == round(0.08 * 10**13)
    assert {"amount_spread", "preview"} <= set(quality["notes"])
    assert quality["prior_weight"]["delivery"] == 1.0


def test_the_object_is_json_in_whole_words(session: Session, make_pledge: Make) -> None:
    make_pledge(State.VERIFIED)

    said = json.loads(json.dumps(to_json(project(session)), allow_nan=False))

    assert said["investment"]["target_won"] == 65 * 10**12
    assert said["known"] == {"pledge": True, "tax_incentive": False, "fund": False, "loan": False}
    assert said["investment"]["announced_won"] == 12 * 10**11
    assert list(said["investment"]["quantiles"]) == ["p05", "p25", "p50", "p75", "p95"]
    assert set(said["impact"]["official"]) == {
        "revenue",
        "labour_cost",
        "operating_cost",
        "total",
    }


def test_a_lever_makes_a_run_of_its_own_name(session: Session, make_pledge: Make) -> None:
    make_pledge(State.VERIFIED)
    lever = Override("delivery", date(2027, 1, 1), {"logit": -0.5})

    run = project(session, overrides=(lever,))

    assert run.scenario == "custom"
    assert run.manifest["scenario"] == "baseline"
    assert run.manifest["overrides"][0]["lever"] == "delivery"


@pytest.mark.parametrize("key", ["ledger.revenue", "credit.without.rnd.large"])
def test_a_changed_parameter_reaches_the_inputs_too(
    session: Session, make_pledge: Make, make_support: Make, key: str
) -> None:
    make_pledge(State.VERIFIED, category="model")
    credit = {"effective_from": "2025-01-01", "effective_to": "2029-12-31"}
    make_support(Kind.TAX_INCENTIVE, firm_size="all", rate_text="listed", **credit)
    make_support(Kind.TAX_INCENTIVE, firm_size="mid_large", rate_ppm=300_000, **credit)
    lever = Override("parameter", TODAY, {"id": key, "value": load()[key] * 1.1})

    before, after = project(session), project(session, overrides=(lever,))

    assert before.results["contributions"] != after.results["contributions"]
    assert before.inputs["inputs"] != after.inputs["inputs"]


def test_a_lever_never_changes_the_past(session: Session) -> None:
    lever = Override("delivery", date(2025, 1, 1), {"logit": -0.5})

    with pytest.raises(ScenarioInThePast):
        project(session, overrides=(lever,))


def test_an_unknown_scenario_is_refused(session: Session) -> None:
    with pytest.raises(NotFound):
        project(session, scenario="wishes")
