"""``flask template``, ``flask import`` and ``flask advance``."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from sqlmodel import Session

from app import store
from app.cli.terminal import FAILED, Spoken, acting, both, on_register
from app.cli.usage import NewWorkbook
from app.messages import problem
from imports import target_book
from imports.apply import apply, note_examined
from imports.intake import Examination, examine
from imports.problems import Problem
from imports.target_book import TargetReading, apply_targets, examine_targets, is_target_book
from imports.template import write_template
from models import User
from models.commands import advance_submission
from models.errors import NotFound
from models.lifecycle import WORKFLOW
from models.queries.approvals import find_submission
from models.vocabulary import Kind

KINDS = click.Choice([*(kind.value for kind in Kind), target_book.NAME])
A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DECISIONS = [name for name, step in WORKFLOW.steps.items() if step.by_checker]
TEMPLATES = {target_book.NAME: target_book.write_target_template}
COUNTS = ("rows", "new", "changed", "same", "skipped")


@click.command(cls=Spoken)
@click.argument("kind", type=KINDS)
@click.argument("file", type=NewWorkbook())
def template(kind: str, file: Path) -> None:
    """Write the blank official workbook of KIND to FILE."""
    write = TEMPLATES.get(kind, lambda target: write_template(target, Kind(kind)))
    write(file)
    click.echo(str(file))


@click.command("import", cls=Spoken)
@click.argument("file", type=A_FILE)
@click.option("--kind", type=KINDS, help="What the file holds; found from its sheets otherwise.")
@click.option("--as", "email", help="Who brings it; needed with --apply.")
@click.option("--apply", "applies", is_flag=True, help="Store it; rows are submitted.")
@click.option("--reason", default="", help="Why; needed to correct what is certified.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@on_register
def import_file(
    file: Path, kind: str | None, email: str | None, applies: bool, reason: str, as_json: bool
) -> None:
    """Check FILE against the registry and, with --apply, store all of it or nothing."""
    if applies and not email:
        raise click.UsageError("--apply에는 --as가 필요합니다. / --apply needs --as.")
    data = file.read_bytes()
    with store.transaction() as session:
        actor = acting(session, email) if email else None
        found = _examined(session, data, file.name, kind, actor)
        number = _apply(session, found, actor, reason) if applies and actor else None
    click.echo(_as_json(found, number) if as_json else _as_text(found, number))
    if found.errors:
        sys.exit(FAILED)


def _examined(
    session: Session, data: bytes, name: str, kind: str | None, actor: User | None
) -> Examination | TargetReading:
    """The file against the register: a workbook of a kind, or one of national targets."""
    if kind == target_book.NAME:
        return examine_targets(session, data, name)
    found = examine(session, data, name, kind=Kind(kind) if kind else None, actor=actor)
    if found.kind is None and is_target_book(found.file.sheets):
        return examine_targets(session, data, name)
    return found


def _apply(
    session: Session, found: Examination | TargetReading, actor: User, reason: str
) -> str | None:
    if isinstance(found, TargetReading):
        if found.errors or not found.fresh:
            return None
        return f"{target_book.NAME} {apply_targets(session, found, actor=actor)}"
    if found.comparison is None or not found.can_apply:
        return None
    submission = note_examined(session, found, actor=actor)
    apply(session, found.comparison, actor=actor, submission=submission, reason=reason)
    return submission.number


def _as_json(found: Examination | TargetReading, number: str | None) -> str:
    said: dict[str, Any] = {
        "kind": found.kind,
        **{name: found.counts[name] for name in COUNTS},
        "errors": [_plain(item) for item in found.errors],
        "warnings": [_plain(item) for item in found.warnings],
        "applied": number is not None,
        "submission": number,
    }
    return json.dumps(said, ensure_ascii=False, indent=1, default=str)


def _plain(item: Problem) -> dict[str, Any]:
    return {
        "sheet": item.sheet or None,
        "cell": item.cell or None,
        "code": item.code,
        "value": item.value,
        "message": problem(item, "ko"),
        "message_en": problem(item, "en"),
    }


def _as_text(found: Examination | TargetReading, number: str | None) -> str:
    lines = [_located(item) for item in found.problems]
    lines.append(", ".join(f"{name} {count}" for name, count in found.counts.items()))
    lines.append(number or "저장하지 않았습니다. / Nothing was stored.")
    return "\n".join(lines)


def _located(item: Problem) -> str:
    place = " ".join(part for part in (item.sheet, item.cell) if part)
    return f"{place} [{item.code}]\n{both(lambda lang: problem(item, lang))}"


@click.command(cls=Spoken)
@click.option("--submission", "number", required=True, help="Its number, e.g. S-00001.")
@click.argument("action", type=click.Choice(DECISIONS))
@click.option("--as", "email", required=True, help="Who decides: never who brought it.")
@click.option("--reason", default="", help="Needed to return.")
@on_register
def advance(number: str, action: str, email: str, reason: str) -> None:
    """Take every pending row of a submission one step: all of them or none."""
    with store.transaction() as session:
        submission = find_submission(session, number)
        if submission is None:
            raise NotFound(what="submission", found=number)
        actor = acting(session, email)
        rows = advance_submission(session, submission, action, actor=actor, reason=reason)
    click.echo(f"{number} {action}: {rows}")
