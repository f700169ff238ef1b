"""Storing projection runs."""

from datetime import date
from typing import Any

from sqlmodel import Session, func, select

from models.chain import row_digest
from models.commands.history import now, record
from models.people import User
from models.projection import ProjectionRun

SAID = tuple(ProjectionRun.model_fields.keys() - {"id", "made_at"})
"""What the history keeps the digest of."""


def record_run(
    session: Session,
    *,
    scenario: str,
    scope: str,
    basis: str,
    as_of: date,
    draws: int,
    seed: int,
    inputs_sha256: str,
    results_sha256: str,
    inputs: dict[str, Any],
    results: dict[str, Any],
    manifest: dict[str, Any],
    actor: User | None,
) -> ProjectionRun:
    """Store a run under a new number; earlier runs are never changed."""
    last = session.exec(select(func.max(ProjectionRun.id))).one() or 0
    run = ProjectionRun(
        number=f"R-{last + 1:04d}",
        scenario=scenario,
        scope=scope,
        basis=basis,
        as_of=as_of,
        draws=draws,
        seed=seed,
        inputs_sha256=inputs_sha256,
        results_sha256=results_sha256,
        inputs=inputs,
        results=results,
        manifest=manifest,
        made_by_id=actor.key if actor else None,
        made_at=now(),
    )
    session.add(run)
    session.flush()
    record(
        session,
        "project",
        actor=actor,
        run_id=run.key,
        changes={"results_sha256": [None, results_sha256]},
        digest=row_digest(run, SAID),
    )
    return run
