"""The commands as a user types them, on a fresh database of either kind."""

import errno
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask
from sqlmodel import Session, func, select

from app import create_app, db
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
    """The same, where the database holds the sample."""
    return run


@pytest.fixture
def database_url(request: pytest.FixtureRequest, databases: Any) -> Iterator[str]:
    """A fresh database, with the sample for tests that ask for it."""
    wants_sample = "sampled" in request.fixturenames
    url = databases.copy_filled("sample", load_sample) if wants_sample else databases.copy()
    yield url
    databases.give_back(url)


def load_sample(url: str) -> None:
    """Bring the sample into a migrated database by the command that users have."""
    with TemporaryDirectory() as folder:
        app = create_app(Settings(Environment.DEVELOPMENT, url, "only for tests", Path(folder)))
        result = app.test_cli_runner().invoke(args=["sample"])
    app.extensions["engine"].dispose()
    assert result.exit_code == 0, result.output


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
    monkeypatch.setattr("waitress.create_server", lambda app, **where: Listening(served, where))

    first = run("serve", "--port", 8123)
    second = run("serve")

    assert "329건을" in first.output
    assert "건을 넣었습니다" not in second.output
    assert all("maker@sample.test" in result.output for result in (first, second))
    assert served == [{"host": "127.0.0.1", "port": 8123}, {"host": "127.0.0.1", "port": 8000}]


class Listening:
    """A server that notes where it would listen."""

    def __init__(self, served: list[dict[str, object]], where: dict[str, object]) -> None:
        self.run = lambda: served.append(where)


def test_an_address_that_another_program_has_is_named(run, monkeypatch):
    def refuse(app, **where):
        raise OSError(errno.EADDRINUSE, "Address already in use")

    monkeypatch.setattr("waitress.create_server", refuse)

    result = run("serve", "--port", 8123)

    assert_refused(result, 1)
    assert "127.0.0.1:8123" in result.stderr


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


@pytest.mark.parametrize("role", ["auditor", "economist", "admin"])
def test_whoever_files_nothing_on_the_pages_files_nothing_here(sampled, tmp_path, engine, role):
    copy = edited(tmp_path, lambda book: book["Pledges"].__setitem__("C6", "새 이름"))
    before = rows(engine)

    result = sampled("import", copy, "--as", f"{role}@sample.test", "--apply")

    assert_refused(result, 1)
    assert rows(engine) == before


@pytest.mark.parametrize("person", ["company", "economist", "auditor"])
def test_whoever_decides_nothing_on_the_pages_decides_nothing_here(sampled, tmp_path, person):
    copy = edited(tmp_path, lambda book: book["Pledges"].__setitem__("C6", "새 이름"))
    filed = said(sampled("import", copy, "--as", "maker@sample.test", "--apply", "--json"))
    words = ("advance", "--submission", filed["submission"], "--as", f"{person}@sample.test")

    assert_refused(sampled(*words, "verify"), 1)
    assert_refused(sampled(*words, "return", "--reason", "틀림"), 1)
    assert_refused(sampled(*words, "withdraw", "--reason", "틀림"), 2)


WRONG = {
    "nobody of that name": (1, "import", ANNOUNCEMENTS, "--as", "nobody@example.test"),
    "no such file": (2, "import", "none.xlsx"),
    "no such kind to import": (2, "import", ANNOUNCEMENTS, "--kind", "bond"),
    "no such kind of template": (2, "template", "bond", "out.xlsx"),
    "a folder that does not exist": (2, "template", "pledge", "none/out.xlsx"),
    "a template that is no workbook": (2, "template", "pledge", "out.xls"),
    "a run into no folder": (2, "project", "--draws", 100, "--out", "none/out.xlsx"),
    "no such scenario": (2, "project", "--scenario", "wishes"),
    "no such scope": (2, "project", "--scope", "wide"),
    "a day that is none": (2, "project", "--as-of", "2026-13-01"),
    "a day to come": (2, "project", "--as-of", "2999-01-01"),
    "too few draws": (2, "project", "--draws", 0),
    "a seed that is none": (2, "project", "--seed", "x"),
    "no such submission": (
        1, "advance", "--submission", "S-99999", "verify", "--as", "checker@sample.test"
    ),
    "nothing pending": (
        1, "advance", "--submission", "S-00001", "verify", "--as", "checker@sample.test"
    ),
    "nobody who decides": (2, "advance", "--submission", "S-00001", "verify"),
    "no such option": (2, "verify", "--all"),
    "no address": (2, "add-user", "--email", "나쁜주소", "--name", "이름", "--role", "official"),
    "no name": (2, "add-user", "--email", "a@b.example", "--name", " ", "--role", "official"),
    "a company user without company": (
        2, "add-user", "--email", "a@b.example", "--name", "이름", "--role", "company"),
}  # fmt: skip


def test_what_is_typed_wrongly_is_refused_in_two_languages_and_changes_nothing(
    sampled, engine, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    before = rows(engine)

    results = {what: (code, sampled(*words)) for what, (code, *words) in WRONG.items()}

    for code, result in results.values():
        assert_refused(result, code)
    assert rows(engine) == before
    assert list(tmp_path.iterdir()) == []


def assert_refused(result: Result, code: int) -> None:
    """It ended with a sentence in Korean and in English, not with a traceback."""
    assert result.exit_code == code, result.output
    assert isinstance(result.exception, SystemExit)
    korean, english = result.stderr.strip().splitlines()[-2:]
    assert any("가" <= mark <= "힣" for mark in korean)
    assert not any("가" <= mark <= "힣" for mark in english)


@pytest.fixture
def run_on(app: Flask) -> Iterator[Callable[..., Result]]:
    """Run a command on another database."""
    made = []

    def run(url: str, *words: str) -> Result:
        app.extensions["engine"].dispose()
        app.extensions["engine"] = db.make_engine(url)
        made.append(app.extensions["engine"])
        return app.test_cli_runner().invoke(args=words)

    yield run
    for engine in made:
        engine.dispose()


@pytest.mark.parametrize(
    "words",
    [
        ("verify",),
        ("sample",),
        ("project",),
        ("import", str(ANNOUNCEMENTS)),
        ("advance", "--submission", "S-00001", "verify", "--as", "checker@sample.test"),
    ],
    ids=lambda words: words[0],
)
def test_a_database_without_tables_is_named_with_what_to_do(run_on, databases, words):
    result = run_on(databases.empty(), *words)

    assert_refused(result, 1)
    assert "flask migrate" in result.stderr


@pytest.mark.parametrize("words", ["migrate", "verify"])
def test_a_database_of_a_newer_program_is_left_alone(run_on, database_url, words):
    engine = db.make_engine(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()

    result = run_on(database_url, words)

    assert_refused(result, 1)
    assert "9999" in result.stderr


@pytest.mark.parametrize("words", ["migrate", "verify"])
def test_a_database_that_does_not_answer_is_named(run_on, words):
    result = run_on("sqlite:////none/such/folder.sqlite", words)

    assert_refused(result, 1)
    assert "DATABASE_URL" in result.stderr


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
