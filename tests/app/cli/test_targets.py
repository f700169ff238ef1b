"""National targets at the command line: template, import, and the second person."""

import json

import openpyxl
import pytest

from imports.sample.targets import target_sheets
from imports.target_book import write_targets
from models.vocabulary import Role


@pytest.fixture
def run(app):
    """Run a command as the terminal would."""
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=[str(word) for word in words])


def test_the_template_is_written_and_holds_both_sheets(run, tmp_path):
    file = tmp_path / "targets.xlsx"

    assert run("template", "targets", file).exit_code == 0

    assert openpyxl.load_workbook(file).sheetnames == ["Guide", "Targets", "Observations", "Codes"]


@pytest.mark.parametrize("words", [(), ("--kind", "targets")])
def test_a_workbook_is_known_by_its_sheets_proposed_and_confirmed_by_another(
    run, tmp_path, official, checker, words
):
    file = tmp_path / "targets.xlsx"
    sheets = target_sheets()
    write_targets(file, sheets)
    rows = sum(map(len, sheets.values()))

    seen = json.loads(run("import", file, "--json", *words).stdout)
    done = run("import", file, "--json", "--apply", "--as", official.email, *words)
    alone = run("decide-targets", "confirm", "--by", official.email, "--as", official.email)
    decided = run("decide-targets", "confirm", "--by", official.email, "--as", checker.email)

    assert (seen["kind"], seen["new"], seen["applied"]) == ("targets", rows, False)
    assert json.loads(done.stdout)["applied"] is True
    assert alone.exit_code == 1
    assert f"confirm: {rows}" in decided.stdout
    assert json.loads(run("import", file, "--json").stdout)["same"] == rows
    assert run("verify").exit_code == 0


def test_others_than_officials_bring_no_targets(run, tmp_path, make_user):
    file = tmp_path / "targets.xlsx"
    write_targets(file, target_sheets())

    refused = run("import", file, "--apply", "--as", make_user(Role.ECONOMIST).email)

    assert refused.exit_code == 1
    assert "Traceback" not in refused.output


def test_declining_at_the_command_line_needs_a_reason(run, tmp_path, official, checker):
    file = tmp_path / "targets.xlsx"
    write_targets(file, target_sheets())
    run("import", file, "--apply", "--as", official.email)
    words = ("decide-targets", "decline", "--by", official.email, "--as", checker.email)

    assert run(*words).exit_code == 1
    assert run(*words, "--reason", "다시 올림").exit_code == 0
