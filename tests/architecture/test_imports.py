"""Who may import whom."""

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.project import ROOT


def test_packages_know_only_what_they_may(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)

    status = lint_imports(config_filename="pyproject.toml", no_cache=True)

    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out
