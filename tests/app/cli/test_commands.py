"""The commands as a user types them, on a fresh database of either kind."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask
from sqlmodel import Session, func, select

from app.config import Environment, Settings
from imports.sample.sources import FOLDER
from models import Event, Instrument, Revision
from models.vocabulary import State

ANNOUNCEMENTS = FOLDER / "announcements.xlsx"
Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Run a command as the terminal would."""
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=[str(word) for word in words])


@pytest.fixture
def sampled(run: Run) -> Run:
    """The same, with the sample loaded."""
    assert run("sample").exit_code == 0
    return run


def said(result: Result) -> Any:
    return json.loads(result.stdout)


def rows(engine: sa.Engine) -> int:
    with Session(engine) as session:
        return session.exec(select(func.count()).select_from(Event)).one()


def test_migrating_again_changes_nothing(run):
    assert run("migrate").exit_code == 0
    assert run("migrate").exit_code == 0


def test_the_sample_is_verified_by_another_than_its_maker(sampled, engine):
    with Session(engine) as session:
        states = session.exec(select(Revision.state).distinct()).all()
        same = session.exec(
            select(Revision).where(Revision.made_by_id == Revision.verified_by_id)
        ).first()
        pledges = session.exec(
            select(func.count()).select_from(Instrument).where(Instrument.kind == "pledge")
        ).one()

    assert (states, same, pledges) == ([State.VERIFIED], None, 104)
    assert sampled("verify").exit_code == 0


def test_the_sample_again_adds_nothing(sampled, engine):
    before = rows(engine)

    again = sampled("sample")

    assert "0건" in again.output
    assert rows(engine) == before
    assert "건을" not in sampled("sample", "--if-empty").output


def test_serving_migrates_loads_the_sample_once_and_says_how_to_sign_in(run, engine, monkeypatch):
    served = []
    monkeypatch.setattr("waitress.serve", lambda app, **where: served.append(where))

    first = run("serve", "--port", 8123)
    second = run("serve")

    assert "204건을" in first.output
    assert "건을 넣었습니다" not in second.output
    assert all("maker@sample.test" in result.output for result in (first, second))
    assert served == [{"host": "127.0.0.1", "port": 8123}, {"host": "127.0.0.1", "port": 8000}]


def test_the_sample_is_refused_in_production(app, run):
    app.config["SETTINGS"] = Settings(
        environment=Environment.PRODUCTION,
        database_url="-",
        secret_key="-",
        instance=Path("-"),
    )

    assert run("sample").exit_code == 1


def test_the_sample_workbook_again_holds_nothing_new(sampled):
    found = said(sampled("import", ANNOUNCEMENTS, "--json"))

    assert (found["rows"], found["new"], found["changed"], found["same"]) == (104, 0, 0, 104)
    assert (found["errors"], found["applied"], found["submission"]) == ([], False, None)


def test_a_template_is_written_for_every_kind(run, tmp_path):
    for kind in ("pledge", "tax_incentive", "fund", "loan"):
        path = tmp_path / f"{kind}.xlsx"
        assert run("template", kind, path).exit_code == 0
        assert openpyxl.load_workbook(path).sheetnames[0]


def test_a_changed_copy_is_applied_once_and_verified_by_another(sampled, tmp_path, engine):
    copy = edited(tmp_path, lambda book: book["Pledges"].__setitem__("C6", "새 이름"))

    first = said(sampled("import", copy, "--as", "maker@sample.test", "--apply", "--json"))
    number = first["submission"]
    own = sampled("advance", "--submission", number, "verify", "--as", "maker@sample.test")
    other = sampled("advance", "--submission", number, "verify", "--as", "checker@sample.test")
    again = said(sampled("import", copy, "--as", "maker@sample.test", "--apply", "--json"))

    assert (first["changed"], first["applied"]) == (1, True)
    assert own.exit_code == 1
    assert other.exit_code == 0
    assert (again["changed"], again["applied"]) == (0, False)
    assert sampled("verify").exit_code == 0


def test_applying_needs_somebody_who_answers_for_it(run):
    assert run("import", ANNOUNCEMENTS, "--apply").exit_code == 2


def test_an_unknown_user_is_refused_with_a_sentence(run):
    result = run("import", ANNOUNCEMENTS, "--as", "nobody@example.test")

    assert result.exit_code == 1
    assert "nobody@example.test" in result.output


def edited(folder: Path, change: Callable[[Any], Any]) -> Path:
    book = openpyxl.load_workbook(ANNOUNCEMENTS)
    change(book)
    path = folder / "copy.xlsx"
    book.save(path)
    return path


def put(sheet: str, cell: str, value: object) -> Callable[[Any], Any]:
    return lambda book: book[sheet].__setitem__(cell, value)


def header(sheet: str, cell: str, old: str, new: str) -> Callable[[Any], Any]:
    def change(book: Any) -> None:
        book[sheet][cell] = book[sheet][cell].value.replace(old, new)

    return change


BROKEN = {
    "a wrong unit": (header("Pledges", "D1", "원", "억원"), "Pledges", None, None),
    "text in an amount": (put("Pledges", "D2", "약 7조"), "Pledges", "D2", "amount_unreadable"),
    "shares of 99 percent": (put("Participants", "D2", 79), "Participants", None, "shares_sum"),
    "an unknown reference": (put("Lines", "A2", "A999"), "Lines", "A2", "unknown_reference"),
    "a negative amount": (put("Pledges", "D2", -5), "Pledges", "D2", "amount_negative"),
    "a bad date": (put("Pledges", "H2", "2026-13-02"), "Pledges", "H2", "bad_date"),
    "a missing sheet": (lambda book: book.remove(book["Lines"]), "Lines", None, "missing_sheet"),
    "a renamed header": (put("Pledges", "C1", "뭐라고"), "Pledges", None, "missing_column"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_copy_names_its_place_and_stores_nothing(sampled, tmp_path, engine, name):
    change, sheet, cell, code = BROKEN[name]
    path = edited(tmp_path, change)
    before = rows(engine)

    result = sampled("import", path, "--as", "maker@sample.test", "--apply", "--json")

    found = [item for item in said(result)["errors"] if item["sheet"] == sheet]
    assert result.exit_code == 1
    assert found, said(result)["errors"]
    assert all(item["message"] and item["message_en"] for item in found)
    if code:
        assert code in {item["code"] for item in found}
    if cell:
        assert cell in {item["cell"] for item in found}
    assert rows(engine) == before


def test_a_reference_used_twice_is_named(sampled, tmp_path, engine):
    def change(book: Any) -> None:
        for column in "AB":
            book["Pledges"][f"{column}3"] = book["Pledges"][f"{column}2"].value

    result = sampled("import", edited(tmp_path, change), "--json")

    assert result.exit_code == 1
    assert "duplicate_reference" in {item["code"] for item in said(result)["errors"]}


def test_a_file_of_no_bytes_is_named(sampled, tmp_path):
    path = tmp_path / "empty.xlsx"
    path.write_bytes(b"")

    result = sampled("import", path, "--json")

    assert result.exit_code == 1
    assert [item["code"] for item in said(result)["errors"]] == ["file_empty"]


def test_a_run_repeats_to_the_digit_and_its_contributions_add_up(sampled, tmp_path):
    words = ("project", "--draws", 500, "--seed", 1, "--as-of", "2026-11-22", "--json")

    first = said(sampled(*words, "--out", tmp_path / "run.xlsx"))
    second = said(sampled(*words))

    assert first["results_sha256"] == second["results_sha256"]
    assert first["inputs_sha256"] == second["inputs_sha256"]
    assert first["run"] != second["run"]
    assert first["investment"]["announced_won"] == 13_255_600_000_000
    assert first["investment"]["firm_won"] == 8_055_600_000_000
    assert first["investment"]["realised_won"] is None
    parts = first["contributions"]["investment"].values()
    total = sum(part["mean"] for part in parts)
    assert total == pytest.approx(first["investment"]["mean"], rel=1e-9)
    assert openpyxl.load_workbook(tmp_path / "run.xlsx").sheetnames[0] == "README"


def test_another_seed_gives_other_digits_from_the_same_inputs(sampled):
    words = ("project", "--draws", 500, "--as-of", "2026-11-22", "--json", "--seed")

    first, second = said(sampled(*words, 1)), said(sampled(*words, 2))

    assert first["results_sha256"] != second["results_sha256"]
    assert first["investment"]["firm_won"] == second["investment"]["firm_won"]
